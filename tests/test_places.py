"""Where the program may be read: narrow and wide terminals, pipes, no colour, a dumb terminal, ASCII alone, words
that run from right to left or stand two cells wide. Every command that shows something is run in each of them, on
the year of the invented leader.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from reflect.cli.app import COMMANDS
from tests.conftest import Desk

NOW = "2025-09-30T18:00"
ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
WIDTHS = (60, 72, 80, 100, 132, 200)

SHOWING = (
    "status", "review --quarter", "review last year --all", "review 2025-Q3 --plain", "review 2025-08",
    "review 2025-W36", "review yesterday", "review --quarter --section people --section say-do",
    "review --quarter --format markdown", "calendar", "calendar --plain", "list", "list last month --event daily",
    "show today", "show C1", "show P1", "show K1", "show D1", "show N1", "search team", "search nothing-like-this",
    "convictions", "convictions show C1", "people", "people show P1", "people show P8", "commitments",
    "commitments list --all", "commitments show K1", "disconnects", "disconnects list --all", "needs",
    "needs list --all", "focus", "away", "prompts", "prompts list", "prompts show convictions/lived", "themes",
    "settings", "settings get workdays", "help", "help words", "help commands", "help exit-codes", "--help",
    *(f"{name} --help" for name in COMMANDS),
)  # fmt: skip
"""What is shown; commands that write, ask at a terminal or hand a file on are not among them."""

FAMILY = "👩‍👩‍👧‍👦 é e\u0301 한국어 team"
"""Four emoji in one, an accent in one sign and in two, letters of two cells."""

OTHER_SCRIPTS = [
    {"record": "person", "code": "P1", "name": "نور الدين عبد الرحمن", "since": "2025-01-06"},
    {"record": "person", "code": "P2", "name": "田中さくら", "since": "2025-01-06"},
    {"record": "conviction", "code": "C1", "statement": "誰も驚かせない。悪い知らせほど早く、自分の口から。" * 2,
     "importance": 5, "since": "2025-01-06"},
    {"record": "need", "code": "N1", "person": "P2", "kind": "advance", "text": "開発の予算を自分で決めたい " * 6,
     "asked": "2025-08-01", "state": "asked"},
    {"record": "entry", "kind": "note", "day": "2025-09-30", "answers": [
        {"prompt": "note", "asked": "Note", "text": "שלום לכולם, השבוע לא התערבתי. " * 8 + FAMILY}]},
    {"record": "entry", "kind": "note", "day": "2025-09-30", "answers": [
        {"prompt": "note", "asked": "Note", "text": "unbrokenword" * 30}]},
]  # fmt: skip


def year_in(folder: Path) -> Desk:
    """A desk on the home of the invented leader, on the last day of her year."""
    desk = Desk(folder / "home").at(NOW)
    away = Desk(folder / "another", last=desk.last).at(NOW).run(["demo", "--keep", str(desk.home)])
    assert away.code == 0, away.err
    return desk


@pytest.fixture(scope="module")
def leader(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return year_in(tmp_path_factory.mktemp("places"))


@pytest.fixture(scope="module")
def polyglot(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same year, with people, a conviction, a need and notes in other scripts."""
    desk = year_in(tmp_path_factory.mktemp("polyglot"))
    lines = "".join(json.dumps(record) + "\n" for record in OTHER_SCRIPTS)
    assert desk.run("import jsonl -", given=lines).code == 0, desk.err
    return desk


def cells(line: str) -> int:
    """The cells that a line takes on a terminal, by rich's own table: what is drawn was measured with it."""
    from rich.cells import cell_len

    return cell_len(line)


def too_wide(text: str, width: int) -> list[str]:
    return [line for line in text.splitlines() if cells(line) > width]


def beyond_ascii(text: str) -> str:
    return "".join(sorted({sign for sign in text if not sign.isascii()}))


@pytest.mark.parametrize("line", SHOWING)
def test_no_line_is_wider_than_the_terminal_says(leader: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    for width in WIDTHS:
        monkeypatch.setenv("COLUMNS", str(width))
        shown = leader.with_environ(COLUMNS=str(width)).run(line)
        assert shown.code in (0, 4), shown.err
        assert not ESCAPE.search(shown.out)
        if "--format markdown" not in line:
            assert too_wide(shown.out, width) == [], width


@pytest.mark.parametrize("line", SHOWING)
def test_words_from_right_to_left_and_wide_ones_fit_as_well(
    polyglot: Desk, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    for width in (60, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        shown = polyglot.with_environ(COLUMNS=str(width)).run(line)
        assert shown.code in (0, 4), shown.err
        assert not ESCAPE.search(shown.out)
        assert not any(unicodedata.category(sign) == "Cf" and sign != "\u200d" for sign in shown.out)
        if "--format markdown" not in line:
            assert too_wide(shown.out, width) == [], width


@pytest.mark.parametrize("line", SHOWING)
def test_under_the_locale_c_the_programs_own_signs_are_ascii(
    leader: Desk, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    if "markdown" in line:
        pytest.skip("a document for another program is UTF-8 wherever it is written")
    monkeypatch.setenv("LC_ALL", "C")
    shown = leader.with_environ(LC_ALL="C").run(line)
    assert shown.code in (0, 4), shown.err
    assert beyond_ascii(shown.out) == ""
    assert beyond_ascii(shown.err) == ""


def on_a_terminal(desk: Desk, line: str, **told: str) -> str:
    """What a command writes to a terminal of 24 lines of 80 cells, with these variables."""
    import pexpect  # type: ignore[import-untyped]  # pexpect ships no types

    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LC_ALL")}
    written, code = pexpect.run(
        f"{sys.executable} -m reflect {line}", dimensions=(24, 80), encoding="utf-8", withexitstatus=True,
        env={**kept, "REFLECT_HOME": str(desk.home), "REFLECT_NOW": NOW, "TERM": "xterm-256color", "PAGER": "cat",
             "LANG": "C.UTF-8", **told},
    )  # fmt: skip
    assert code == 0, written
    return str(written)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
@pytest.mark.parametrize("line", ["status", "review --quarter --no-guess", "calendar", "list", "people show P1"])
def test_colour_stands_on_a_terminal_alone_and_not_where_it_is_not_wanted(leader: Desk, line: str) -> None:
    assert "\x1b[" in on_a_terminal(leader, line)
    for told in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = on_a_terminal(leader, line, **told)
        assert "\x1b" not in plain, told
        assert too_wide(plain, 80) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
def test_an_empty_no_color_asks_for_nothing(leader: Desk) -> None:
    assert "\x1b[" in on_a_terminal(leader, "status", NO_COLOR="")


@pytest.mark.parametrize("line", ["status", "review --quarter", "people", "help words"])
@pytest.mark.parametrize("told", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_a_process_of_its_own_under_c_writes_ascii(leader: Desk, line: str, told: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reflect", *line.split()],
        env={**os.environ, "REFLECT_HOME": str(leader.home), "REFLECT_NOW": NOW, **told},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).isascii()


def test_her_words_beyond_ascii_are_told_sign_by_sign_under_c(polyglot: Desk) -> None:
    shown = polyglot.with_environ(LC_ALL="C").run("people")
    assert "<U+7530>" in shown.out
    assert beyond_ascii(shown.out) == ""


def test_where_no_locale_is_named_the_signs_are_those_of_the_encoding(leader: Desk) -> None:
    assert "─" in leader.with_environ(LC_ALL="", LC_CTYPE="", LANG="").run("status").out
    assert "─" in leader.with_environ(LC_ALL="C.UTF-8").run("status").out


def test_what_is_said_under_c_is_ascii_as_well(leader: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    desk = leader.with_environ(LC_ALL="C")
    for line in (["people", "show", "Zoë"], ["review", "sómeday"], ["themes", "hide", "naïve"]):
        desk.run(line)
        assert desk.err
        assert beyond_ascii(desk.err) == ""
