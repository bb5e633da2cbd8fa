"""The invented leader: her year answers every question, her review finds what was planted, her home is her own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reflect.demo import leader_year, shown_quarter
from reflect.demo.year import Record
from reflect.exchange.write_jsonl import write_jsonl
from reflect.model import DEMONSTRATION, LIVED, TALLY, Answer, Entry, Nouns, Person
from reflect.packs import load_packs
from reflect.review.looking import SECTIONS
from tests.conftest import Desk

PACKS = load_packs(Path("/nowhere"))
QUARTERS_END = date(2025, 9, 30)
LAST_DAYS = [
    QUARTERS_END,
    date(2025, 12, 31),  # the shown quarter holds the days on which nobody works
    date(2026, 3, 31),
    date(2026, 2, 14),
    date(2026, 9, 29),  # a day before its quarter's end: three months follow the shown one
    date(2028, 3, 1),
]


@cache
def year(last_day: date) -> tuple[Record, ...]:
    return tuple(leader_year(PACKS, last_day))


def entries(last_day: date = QUARTERS_END) -> list[Entry]:
    return [record for record in year(last_day) if isinstance(record, Entry)]


def answers(last_day: date = QUARTERS_END) -> Iterator[tuple[Entry, Answer]]:
    return ((entry, answer) for entry in entries(last_day) for answer in entry.answers)


def taken_in(desk: Desk, tmp_path: Path, records: Any, moment: date) -> Desk:
    """A desk whose journal holds the records, taken in through the door."""
    file = tmp_path / "year.jsonl"
    file.write_bytes(b"".join(write_jsonl(records)))
    there = desk.at(f"{moment}T18:30")
    there.run(["import", "jsonl", str(file)])
    assert there.code == 0, there.err
    return there


# ---- the year


@pytest.mark.parametrize("last_day", LAST_DAYS)
def test_every_prompt_of_every_shipped_pack_is_answered_at_least_once(last_day: date) -> None:
    answered = {answer.prompt for _, answer in answers(last_day) if answer.state == "answered"}
    assert {prompt.id for prompt in PACKS.prompts()} - answered == set()


def test_every_event_form_is_there_several_times_and_so_is_every_sitting() -> None:
    kinds = Counter(entry.kind for entry in entries())
    forms = {form for prompt in PACKS.prompts() for form in prompt.forms}
    assert len(forms) == 9
    assert all(kinds[kind] >= 3 for kind in forms)
    assert (kinds["daily"] > 200, kinds["weekly"] > 40, kinds["monthly"], kinds["crosscheck"]) == (
        True,
        True,
        14,
        5,
    )


@pytest.mark.parametrize("last_day", LAST_DAYS)
def test_nothing_she_wrote_stands_there_more_than_twice(last_day: date) -> None:
    texts = Counter(answer.text for _, answer in answers(last_day) if answer.text)
    assert len(texts) > 700
    assert max(texts.values()) <= 2
    assert sum(n > 1 for n in texts.values()) <= 10  # a guess that a monthly asked for stands in its event, too


@pytest.mark.parametrize("last_day", LAST_DAYS)
def test_no_sentence_has_a_place_that_was_not_filled_or_two_signs_in_a_row(last_day: date) -> None:
    odd = re.compile(r"[{}]|  |\.\.|,,|^[!>]|^[a-z]")
    assert [answer.text for _, answer in answers(last_day) if answer.text and odd.search(answer.text)] == []


def test_the_year_is_the_same_in_every_run() -> None:
    assert tuple(leader_year(PACKS, QUARTERS_END)) == year(QUARTERS_END)


@pytest.mark.parametrize("last_day", LAST_DAYS)
def test_it_lasts_more_than_thirteen_months_and_ends_on_its_last_day(last_day: date) -> None:
    days = [entry.day for entry in entries(last_day)]
    assert days == sorted(days)
    assert days[0] < shown_quarter(last_day).last - timedelta(days=396)
    assert last_day - timedelta(days=9) <= days[-1] <= last_day
    written = [entry.at for entry in entries(last_day) if entry.at]
    assert max(written) < f"{last_day}T23"


def test_answers_are_of_every_state_and_visibility() -> None:
    states = Counter(answer.state for _, answer in answers())
    visible = Counter(answer.visibility for _, answer in answers())
    assert min(states["answered"], states["passed"], states["none"]) > 50
    assert visible["coach"] >= 15
    assert visible["sealed"] >= 5


def test_nobody_answers_for_somebody_who_has_left_or_has_not_come() -> None:
    people = {record.code: record for record in year(QUARTERS_END) if isinstance(record, Person)}
    assert sum(person.left is not None for person in people.values()) == 1
    for entry, answer in answers():
        if answer.person is not None:
            person = people[answer.person]
            assert person.since is not None
            assert person.since <= entry.day
            assert person.left is None or entry.day <= person.left, (entry.kind, answer)


def test_the_file_of_it_comes_out_of_a_journal_as_it_went_in(desk: Desk, tmp_path: Path) -> None:
    there = taken_in(desk, tmp_path, year(QUARTERS_END), QUARTERS_END)
    first = there.run("export").out
    other = Desk(tmp_path / "other", there.moment, last=desk.last)
    (tmp_path / "again.jsonl").write_text(first, encoding="utf-8")
    assert other.run(["import", "jsonl", str(tmp_path / "again.jsonl")]).code == 0
    assert other.run("export").out == first


# ---- what a review of it says


def section(review: dict[str, Any], key: str) -> dict[str, Any]:
    return {
        block["key"]: block for block in next(one for one in review["sections"] if one["key"] == key)["blocks"]
    }


@pytest.fixture(params=LAST_DAYS, ids=str)
def review(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> dict[str, Any]:
    """The review of the shown quarter, read on the last day's evening."""
    last_day = request.param
    there = taken_in(desk, tmp_path, year(last_day), last_day)
    document: dict[str, Any] = there.run(["review", shown_quarter(last_day).key, "--json"]).json
    return document


def test_the_review_has_every_section_and_finds_what_was_planted(review: dict[str, Any]) -> None:
    assert [one["key"] for one in review["sections"]] == list(SECTIONS)

    rows = {row["conviction"]: row for row in section(review, "say-do")["convictions"]["rows"]}
    assert rows["C1"]["reading"] == "higher"
    assert rows["C3"]["reading"] == "lower"
    assert {rows[code]["reading"] for code in ("C2", "C4", "C6")} <= {"about the same", "no clear change"}
    assert rows["C2"]["reading"] == "about the same"

    waits = [item["values"]["person"] for item in section(review, "people")["waits"]["items"]]
    people = {row["name"]: row for row in section(review, "people")["people"]["rows"]}
    assert [people[name]["person"] for name in ("Ludo", "Jo")] == waits
    assert people["Jo"]["relation"] == "in repair"

    six = {row["foundation"]: row for row in section(review, "foundations")["foundations"]["rows"]}
    assert [key for key, row in six.items() if not row["before"] and not row["now"]] == ["effort"]

    moved = {row["term"]: row["direction"] for row in section(review, "themes")["moved"]["rows"]}
    assert moved["handover"] == "rose"
    assert moved["hiring"] == "fell"


def test_the_shares_of_the_review_are_the_planted_ones(review: dict[str, Any]) -> None:
    def facts(key: str, block: str) -> dict[str, Any]:
        return {fact["key"]: fact for fact in section(review, key)[block]["facts"]}

    kept = facts("commitments", "outcomes")
    assert kept["kept"]["value"] == {"n": 8, "of": 13}
    assert kept["with_cue"]["value"] == {"n": 7, "of": 8}
    assert kept["without_cue"]["value"] == {"n": 1, "of": 5}
    assert kept["kept_before"]["note"] == "too few to tell"
    assert facts("steps", "steps")["back"]["value"] == {"n": 20, "of": 28}
    assert facts("steps", "steps")["back"]["note"].endswith("higher")
    assert facts("tests", "credit")["given"]["value"] == {"n": 3, "of": 12}
    assert facts("tests", "credit")["given"]["note"].endswith("lower")
    assert section(review, "steps")["triggers"]["items"][0]["values"]["numbers disappointed"] == 6
    told = [item["text"] for item in section(review, "surprises")["surprises"]["items"]]
    assert ["90 %" in told[0], "C3" in told[1], "Ludo" in told[2]] == [True] * 3
    assert "8 of 13, 62 %" in told[0]  # 61.5, to the nearest
    departed = section(review, "tests")["departures"]["facts"]
    assert [fact["label"].partition(" (")[0] for fact in departed] == ["Wanda leaves"]


def test_a_themes_quote_is_cut_from_one_answer(review: dict[str, Any]) -> None:
    """Several answers of a sitting stand in one entry, and make no sentence together."""
    written = [answer.text for last_day in LAST_DAYS for _, answer in answers(last_day) if answer.text]
    quotes = section(review, "themes")["quotes"]["quotes"]
    assert quotes
    for quote in quotes:
        assert any(quote["words"].strip("…") in text for text in written), quote["words"]


# ---- the command


def commands_in(shown: str) -> list[str]:
    return re.findall(r"^ +(reflect --home .*?)(?:   .*)?$", shown, re.MULTILINE)


def test_demo_shows_a_glance_a_review_and_a_brief_and_every_command_that_it_names_works(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder"
    there = desk.at("2025-11-21T18:00").run(["demo", "--keep", str(folder)])
    shown = there.out
    assert there.code == 0, there.err
    assert str(folder) in shown
    for title in ("Today · Fri 21 Nov 2025", "Review · 2025 Q3", "# Coaching brief · 2025 Q3", "reflect daily"):
        assert title in shown
    named = commands_in(shown)
    assert len(named) == 8
    for line in named:
        words = shlex.split(line)[1:]
        there.run([*words, "--json"] if words[-1] == "daily" else words)
        assert there.code == 0, f"{line}\n{there.err}"
        assert there.out
    there.run(["--home", str(folder), "daily", "--answers", "-"], given={DEMONSTRATION: "Asked Noor, and waited."})
    assert there.code == 0, there.err


def test_demo_leaves_her_own_journal_alone(desk: Desk, tmp_path: Path) -> None:
    desk.run("convictions add --from -", given="No surprises")
    before = {path: path.read_bytes() for path in desk.home.rglob("*") if path.is_file()}
    assert desk.run(["demo", "--keep", str(tmp_path / "new")]).code == 0
    assert {path: path.read_bytes() for path in desk.home.rglob("*") if path.is_file()} == before


def test_demo_makes_no_home_for_somebody_who_has_none_yet(desk: Desk, tmp_path: Path) -> None:
    assert desk.run(["demo", "--keep", str(tmp_path / "new")]).code == 0
    assert not desk.home.exists()


def test_without_a_named_folder_it_lies_among_the_temporary_files_and_says_how_to_be_rid_of_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shown = desk.run("demo").out
    (home,) = [path for path in tmp_path.iterdir() if path.name.startswith("reflect-demo-")]
    assert f"rm -r {home}" in shown or f'rmdir /s "{home}"' in shown
    assert home.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_a_folder_that_holds_something_is_refused_and_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    full, file = tmp_path / "full", tmp_path / "file"
    full.mkdir()
    (full / "letter.txt").write_text("hers")
    file.write_text("hers")
    for folder, words in ((full, "is not empty"), (file, "is no folder"), (desk.home, "is your own home")):
        desk.run(["demo", "--keep", str(folder)])
        assert (desk.code, words in desk.err, desk.out) == (6, True, "")
    assert [path.name for path in full.iterdir()] == ["letter.txt"]


def test_piped_it_is_plain_and_takes_less_than_three_seconds_of_the_processor(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="no times of a child process on this system")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    line = [sys.executable, "-m", "reflect", "demo", "--keep", str(tmp_path / "new")]
    shown = subprocess.run(line, capture_output=True, encoding="utf-8", check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "\x1b" not in shown
    rows = [row for row in shown.partition("# Coaching brief")[0].splitlines() if str(tmp_path) not in row]
    assert max(map(len, rows)) <= 80
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3


def test_a_reader_who_leaves_ends_it_quietly(tmp_path: Path) -> None:
    """`reflect demo | head`: it writes several times, and somebody may close the pipe in between."""
    line = [sys.executable, "-m", "reflect", "demo", "--keep", str(tmp_path / "new")]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.readline()
        ran.stdout.close()
        complaint = ran.stderr.read()
    assert ran.returncode == 0
    assert re.sub(rb"Writing her year: .*\n", b"", complaint) == b""  # told where the machine is slow


# ---- the tour at a terminal

ENTER, CTRL_C, CTRL_D = "\r", "\x03", "\x04"
STOPS = ("Today at a glance", "A sitting to try", "The last quarter, looked back on", "The brief for her coach")
CONTROL = re.compile(r"\x1b(?:\[[0-9;?]*[a-zA-Z]|[=>])|\r")


class Tour:
    """A tour on a terminal of 24 lines and 80 columns; its throw-away homes lie in a folder of their own."""

    def __init__(self, hers: Path, folder: Path, *more: str) -> None:
        pexpect = pytest.importorskip("pexpect", reason="no pseudo-terminal on this system")
        if sys.platform == "win32":
            pytest.skip("a pseudo-terminal is needed")
        self.folder = folder / "temporary"
        self.folder.mkdir()
        told = {"REFLECT_HOME": str(hers), "REFLECT_NOW": "2025-11-21T18:00", "TZ": "Europe/Berlin"}
        here = {"TMPDIR": str(self.folder), "PAGER": "cat", "TERM": "xterm", "LANG": "C.UTF-8"}
        self.child = pexpect.spawn(
            sys.executable, ["-m", "reflect", "demo", *more], env={**os.environ, **told, **here},
            encoding="utf-8", dimensions=(24, 80), timeout=60,
        )  # fmt: skip
        self.shown = ""

    def until(self, words: str) -> None:
        self.child.expect_exact(words)
        self.shown += self.child.before + words

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def through(self) -> None:
        """Up to the end of its last stop; the sitting is left half-way."""
        self.until("Ctrl-C leaves the tour.")
        self.press(ENTER)
        self.until("^C leave")  # the keys under the sitting's first question
        self.press(CTRL_C)
        self.until("The tour goes on.")
        for _ in range(2):
            self.until("Ctrl-C leaves the tour.")
            self.press(ENTER)

    def end(self) -> int:
        import pexpect  # type: ignore[import-untyped]  # pexpect ships no types

        self.child.expect(pexpect.EOF)
        self.shown = CONTROL.sub("", self.shown + self.child.before)
        self.child.close()
        return int(self.child.exitstatus)

    def homes(self) -> list[Path]:
        return list(self.folder.glob("reflect-demo-*"))


def all_of(home: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_the_tour_stops_four_times_says_what_to_type_and_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run("settings set backups_kept 3")
    before = all_of(desk.home)
    tour = Tour(desk.home, tmp_path)
    tour.through()
    tour.until("k and Enter keeps it, to try more.")
    assert len(tour.homes()) == 1
    tour.press(ENTER)
    assert tour.end() == 0
    places = [tour.shown.index(f"{number} of 4  {title}: ") for number, title in enumerate(STOPS, start=1)]
    assert places == sorted(places)
    for command in ("status", "daily", "review 2025-Q3", "export 2025-Q3 --coach"):
        assert f"In your own journal: reflect {command}\n" in tour.shown
    for title in ("Today · Fri 21 Nov 2025", "Review · 2025 Q3", "Coaching brief · 2025 Q3"):
        assert title in tour.shown
    assert "# Coaching brief" not in tour.shown, "at a terminal it is drawn, as the preview of export is"
    assert "Her journal is removed." in tour.shown
    assert tour.homes() == []
    assert all_of(desk.home) == before, "her own home is the same, byte for byte"


def test_k_at_the_end_keeps_the_journal_and_names_what_to_try_on_it(desk: Desk, tmp_path: Path) -> None:
    tour = Tour(desk.home, tmp_path)
    tour.through()
    tour.until("k and Enter keeps it, to try more.")
    tour.press(f"k{ENTER}")
    assert tour.end() == 0
    (home,) = tour.homes()
    assert f"rm -r {home}" in tour.shown
    named = commands_in(tour.shown)
    assert len(named) == 5
    for line in named:
        words = shlex.split(line)[1:]
        there = desk.at("2025-11-21T18:00").run([*words, "--json"] if words[-1] == "daily" else words)
        assert there.code == 0, f"{line}\n{there.err}"
    assert not desk.home.exists()


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D])
def test_whoever_leaves_the_tour_leaves_nothing_behind(desk: Desk, tmp_path: Path, keys: str) -> None:
    tour = Tour(desk.home, tmp_path)
    tour.until("Ctrl-C leaves the tour.")
    tour.press(keys)
    assert tour.end() == 130
    assert STOPS[0] in tour.shown
    assert f"2 of 4  {STOPS[1]}" not in tour.shown
    assert tour.homes() == []
    assert not desk.home.exists()


def test_a_tour_through_a_named_folder_leaves_it_there_and_asks_nothing(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    tour = Tour(desk.home, tmp_path, "--keep", str(kept))
    tour.through()
    assert tour.end() == 0
    assert "k and Enter" not in tour.shown
    assert f"rm -r {kept}" in tour.shown
    assert (kept / "journal.db").exists()
    assert tour.homes() == []


# ---- two weeks of it through --answers


def as_json(found: list[Answer], names: dict[str, str]) -> Any:
    """The answers to one prompt as `--answers` takes them."""
    if found[0].prompt == LIVED:
        return {answer.conviction: answer.value or 0 for answer in found}
    answer = found[0]
    if answer.state == "passed":
        return None
    if answer.prompt == TALLY:
        return list(answer.choices)
    parts = {
        "text": answer.text,
        "choice": answer.choice,
        "value": answer.value,
        "person": names.get(answer.person or ""),
        "visibility": answer.visibility if answer.visibility != "private" else None,
    }
    about = PACKS.prompt(answer.prompt).about == "person"  # whom it is about is asked, and no part of the answer
    return {key: part for key, part in parts.items() if part is not None and not (about and key == "person")}


def said(answer: Answer) -> tuple[Any, ...]:
    return (
        answer.prompt, answer.state, answer.value, answer.choice, answer.choices, answer.text, answer.person,
        answer.conviction, answer.visibility,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("week", "pack"), [(0, "small-gains"), (3, "room-to-fail"), (7, "their-success"), (9, "step-back")]
)
def test_two_weeks_of_her_dailies_go_through_the_answers_door_and_are_stored_as_they_were_given(
    desk: Desk, tmp_path: Path, week: int, pack: str
) -> None:
    """In a fresh home that holds all the rest, the program asks what she was asked, and stores what she said."""
    first = date(2025, 6, 30) + timedelta(weeks=week)
    dailies = [e for e in entries() if e.kind == "daily" and first <= e.day < first + timedelta(weeks=2)]
    others = [r for r in year(QUARTERS_END) if not isinstance(r, Entry) or r not in dailies]
    there_already = [r for r in others if not isinstance(r, Entry) or r.day < first + timedelta(weeks=2)]
    names = {record.code: record.name for record in others if isinstance(record, Person)}
    taken_in(desk, tmp_path, there_already, first - timedelta(days=1))
    packs_asked = set()
    assert len(dailies) >= 8
    for daily in dailies:
        asked: dict[str, list[Answer]] = {}
        for answer in daily.answers:
            if not answer.prompt.startswith("daily/due-"):  # what has come due hangs on what lies before it
                asked.setdefault(answer.prompt, []).append(answer)
        there = desk.at(f"{daily.day}T18:30")
        given = {prompt: as_json(found, names) for prompt, found in asked.items()}
        there.run("daily --answers -", given=given)
        assert there.code == 0, there.err
        journal = there.journal()
        stored = journal.sitting("daily", daily.day)
        journal.close()
        assert stored is not None
        kept = Counter(map(said, stored.answers))
        assert Counter(said(answer) for found in asked.values() for answer in found) - kept == Counter()
        packs_asked |= {prompt.partition("/")[0] for prompt in asked}
    assert packs_asked == {"convictions", "daily", pack}


def test_the_nouns_are_of_every_kind_the_review_speaks_of() -> None:
    kinds = (record for record in year(QUARTERS_END) if not isinstance(record, Entry))
    counts = Counter(type(record).__name__ for record in kinds)
    assert Nouns.__annotations__.keys() == {"convictions", "people", "commitments", "disconnects", "needs"}
    assert counts["Person"] == 7
    assert counts["Conviction"] == 6
    assert min(counts["Commitment"], counts["Disconnect"], counts["Need"]) >= 9
