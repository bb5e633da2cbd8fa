"""What somebody new to the program sees: lines that break at words, a way on from a word that was not found."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pexpect  # type: ignore[import-untyped]  # pexpect ships no types
import pytest

from reflect.cli import run
from reflect.packs import load_packs
from reflect.screen import Screen, cells, wrapped
from tests.conftest import Coach, Desk, Leave

PROGRAM = (
    "from reflect.screen import Screen; import os; Screen(os.environ).page('line\\n' * 200); print('still here')"
)


class _Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A desk with a conviction and a person."""
    desk.run("convictions add --from -", given="No surprises")
    return desk.run("people add Mira")


# ---- the screen


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_ctrl_c_in_the_pager_is_the_pagers_and_the_program_waits_for_it() -> None:
    shown = pexpect.spawn(
        sys.executable, ["-c", PROGRAM], dimensions=(10, 40), encoding="utf-8", timeout=20,
        env={"PATH": "/usr/bin:/bin", "PAGER": "cat >/dev/null; trap 'echo caught' INT; echo paging; sleep 2; :"},
    )  # fmt: skip
    shown.expect("paging")
    shown.sendintr()
    shown.expect("caught")
    shown.expect("still here")
    shown.expect(pexpect.EOF)
    shown.close()
    assert shown.exitstatus == 0


def test_a_line_breaks_between_words_and_goes_on_under_its_beginning() -> None:
    assert wrapped("reflect: one two three", 12) == "reflect: one\ntwo three"
    assert wrapped("  To see it: reflect list", 13) == "  To see it:\n  reflect\n  list"
    assert wrapped("  C1  No surprises here", 17) == "  C1  No\n      surprises\n      here"
    assert wrapped("Written to /a/very/long/path/of/hers.", 14) == "Written to\n/a/very/long/path/of/hers."


def test_a_wide_character_counts_as_the_two_cells_that_it_takes() -> None:
    assert cells("会議 é e\u0301") == 8
    assert wrapped("会議 会議 会議", 9) == "会議 会議\n会議"


def test_what_is_said_breaks_at_words_on_a_terminal_and_is_one_line_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sentence = "The journal lacks changes that were written here. See: reflect doctor"
    for stream, lines in ((_Terminal(), 3), (io.StringIO(), 1)):
        monkeypatch.setattr(sys, "stderr", stream)
        Screen({"COLUMNS": "30", "NO_COLOR": "1"}).say(sentence)
        said = stream.getvalue().rstrip("\n").split("\n")
        assert len(said) == lines
        assert " ".join(said) == sentence


def test_a_complaint_breaks_at_words_and_its_hint_stays_indented(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = _Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "40")
    assert run(["log", "gian"]) == 4
    said = stream.getvalue().splitlines()
    assert max(map(len, said)) <= 40
    hint = said[said.index(next(line for line in said if line.startswith("  One of"))) :]
    assert len(hint) > 1
    assert all(line.startswith("  ") and line[2] != " " for line in hint)


def test_help_in_ascii_is_no_wider_than_the_screen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    for columns in ("60", "80"):
        monkeypatch.setenv("COLUMNS", columns)
        for topic in ("words", "commands", "log"):
            assert max(map(len, desk.run(f"help {topic}").out.splitlines())) <= max(int(columns), 80)
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, desk.run("help words").out.splitlines())) <= 60


# ---- what is found


def test_a_search_for_a_person_says_who_it_is_and_what_shows_more(held: Desk) -> None:
    held.run("people edit Mira --alias Mi")
    for words in ("Mira", "mi", "what Mira wants"):
        out = held.run(["search", *words.split()]).out
        assert "Mira is P1" in out
        assert "reflect show P1" in out
        assert "reflect list --person P1" in out
    assert "P1" not in held.run("search surprise").out


def test_a_search_for_a_chosen_word_says_where_it_was_chosen(held: Desk) -> None:
    given = {"small-gains/given": {"person": "Mira", "choice": "thanks", "text": "For the list."}}
    assert held.run("log gain --answers -", given=given).code == 0, held.err
    assert "“thanks” was chosen in a gain" in held.run("search thanks").out
    assert "reflect list --event gain" in held.out
    assert "reflect list --event gain" in held.run("search gain").out
    assert "chosen" not in held.run("search credit").out


def test_a_short_id_that_reads_like_a_code_shows_its_entry(desk: Desk) -> None:
    noted = '{"record":"entry","id":"0199a000-0000-7000-8000-0000000d6285","kind":"note","day":"2025-03-01",'
    noted += '"answers":[{"prompt":"note","asked":"Note","text":"Words."}]}\n'
    desk.run("import jsonl -", given=noted)
    assert "Words." in desk.run("show d6285").out
    assert desk.run("show D9999").code == 4
    assert "There is no D9999" in desk.err


def test_an_entry_says_when_it_was_written_by_her_clock(held: Desk) -> None:
    held.at("2025-07-01T18:05:00").run("note", given="Words.")
    assert "written Tue 1 Jul, 18:05" in held.run("show 2025-07-01").out


def test_words_beside_a_name_stand_under_both_questions(held: Desk) -> None:
    given = {"small-gains/given": {"person": "Mira", "choice": "thanks", "text": "For the list."}}
    held.run("log gain --answers -", given=given)
    out = " ".join(held.run("show today").out.split())
    assert "To whom did you give something small that day? What was it, in one line?" in out


def test_a_longer_sitting_in_which_nothing_was_answered_is_not_listed(held: Desk) -> None:
    assert held.answering(Leave()).run("crosscheck").code == 130
    assert "crosscheck" not in held.run("list").out
    assert held.answering("keep", "3", Leave()).run("crosscheck").code == 130
    assert "crosscheck" in held.run("list").out


def test_a_daily_of_passes_says_so_and_a_word_of_the_tally_stands_once(held: Desk) -> None:
    held.at("2025-03-04T18:00").run("daily --answers -", given={})
    assert "all passed" in held.run("list").out
    held.at("2025-03-05T18:00").run("daily --answers -", given={"daily/tally": ["left it", "left it", "gain"]})
    assert "left it ×2, gain" in held.run("list").out


# ---- what is marked, what was then


def test_a_conviction_said_in_an_answer_for_the_coach_is_the_coachs_too(desk: Desk) -> None:
    sitting = desk.answering("daily/opener-refused", "To sign it.", Coach("No surprises"), Leave())
    assert sitting.run("daily").code == 130
    journal = desk.journal()
    assert [one.visibility for one in journal.nouns().convictions] == ["coach"]
    journal.close()


def test_a_review_of_a_time_before_says_that_nobody_was_there_then(held: Desk) -> None:
    out = held.run("review last month --all").out
    assert "people add" not in out
    assert "convictions add" not in out
    assert "You held no conviction then." in out


# ---- what is typed


def test_log_alone_lists_what_can_be_logged(desk: Desk) -> None:
    from reflect.model import EVENTS

    assert desk.run("log").code == 0
    assert [kind for kind in EVENTS if kind not in desk.out] == []
    assert desk.run("log --json").code == 2
    assert not desk.home.exists()


def test_an_unknown_command_or_option_is_told_in_one_manner(desk: Desk) -> None:
    for line in ("revew", "help revew"):
        assert desk.run(line).err.startswith("reflect: There is no command revew. Did you mean review?\n")
    assert desk.run("list --untill x").err.startswith("reflect: There is no option --untill. Did you mean --until")
    assert desk.run("people shwo").err.startswith("reflect: There is no command people shwo. Did you mean show?")


def test_the_first_page_of_help_leaves_room_for_the_prompt(desk: Desk) -> None:
    assert len(desk.run("--help").out.splitlines()) <= 22


def test_a_calendar_file_is_explained_before_it_is_shown(desk: Desk) -> None:
    desk.run("remind --as ics")
    assert "open with your calendar" in desk.err.splitlines()[1]
    assert desk.err.index("To install it") < desk.err.index("reminder.ics:")


def test_where_a_question_comes_from_names_its_author_and_year() -> None:
    packs = load_packs(Path("nowhere"), None, print)
    assert packs.prompt("small-gains/given").where_from.endswith("Finding Small Gains To Start”, 2010.")
    own = packs.prompt("daily/hold")
    assert own.where_from == own.why
