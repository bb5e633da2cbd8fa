"""F21, F22, F23: whatever she or a file has written, it is shown as it is and acts on nothing."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect.cli.app import COMMANDS
from reflect.safe_text import clean
from tests.conftest import Desk
from tests.faults.conftest import Figures
from tests.faults.programs import environ
from tests.faults.terminal import Terminal
from tests.test_finding import HOSTILE as SEARCHED

PAYLOADS = (
    "\x1b[2J\x1b[H", "\x1b]0;OWNED\x07", "\x1b]52;c;T1dORUQ=\x07", "\x1b]8;;http://evil/\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP1$r0m\x1b\\", "\x9b31m", "\x9d0;OWNED\x9c", "\u202eSEY\u202c", "\u2066x\u2069", "\x7f\x08\x08\x08no",
    "[/] [x] [link=http://evil]y[/link] :smile: \ud800",
)  # fmt: skip
TEXT = "yes".join(PAYLOADS)

ACTING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ud800-\udfff]"
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def hostile(kind: str) -> str:
    return f"{kind} {TEXT}"


def records() -> Iterator[dict[str, object]]:
    """A journal with hostile text in every field that takes text."""
    day = "2025-03-03"
    yield {"record": "journal", "format": 1}
    yield {"record": "question", "prompt": "mine/why", "version": 1, "asked": hostile("asked"), "kind": "text"}
    yield {"record": "conviction", "code": "C1", "statement": hostile("held"), "importance": 5, "since": day}
    yield {"record": "person", "code": "P1", "name": hostile("Ana"), "aliases": [hostile("Annie")], "since": day}
    yield {
        "record": "commitment",
        "code": "K1",
        "cue": hostile("cue"),
        "act": hostile("act"),
        "made": day,
        "due": day,
    }
    yield {
        "record": "disconnect",
        "code": "D1",
        "kind": "disconnect",
        "scope": "larger",
        "text": hostile("apart"),
        "opened": day,
    }
    yield {"record": "need", "code": "N1", "person": "P1", "text": hostile("need"), "asked": day}
    for number in range(1, 9):
        yield {
            "record": "entry", "kind": "daily", "day": f"2025-02-{10 + number}", "zone": "Europe/Berlin",
            "answers": [
                {"prompt": "convictions/lived", "conviction": "C1", "value": 1 + number % 5},
                {"prompt": "convictions/demonstration", "conviction": "C1", "text": hostile("did"),
                 "visibility": "coach"},
                {"prompt": "mine/why", "text": hostile("why")},
                {"prompt": "daily/tally", "choices": ["gain"]},
            ],
        }  # fmt: skip
    yield {
        "record": "entry", "kind": "gain", "day": day,
        "answers": [{"prompt": "small-gains/given", "person": "P1", "choice": "thanks", "text": hostile("gave")}],
    }  # fmt: skip
    yield {
        "record": "entry", "kind": "note", "day": day, "tags": [hostile("tag")],
        "answers": [{"prompt": "note", "text": hostile("note")}],
    }  # fmt: skip


SHOWN = (
    "status", "review 2025-Q1 --all", "review 2025-02", "calendar 2025", "list", "list --event daily",
    "search yes", "show C1", "show P1", "show 2025-03-03", "show 2025-02-11", "convictions",
    "convictions show C1", "people", "people show P1", "commitments", "commitments show K1", "disconnects",
    "disconnects show D1", "needs", "needs show N1", "daily --json", "weekly --json", "monthly --json",
    "crosscheck --json", "quarterly --json", "init --json", "log step --json", "export", "export --coach",
    "export --coach --format html", "export --format markdown", "export --format csv", "export --format json",
    "export --format html", "focus", "away", "themes", "settings", "prompts", "prompts list",
    "review 2025-Q1 --format markdown", "review 2025-Q1 --format html", "review 2025-Q1 --format json",
    "list --json", "status --json", "search yes --json", "people forget P1", "delete nothing",
    "mark nothing coach", "edit nothing", "show nothing", "import jsonl {file} --dry-run", "note", "undo",
    "demo --help", "doctor", "backup",
)  # fmt: skip
ELSEWHERE = {"remind", "restore", "encrypt", "decrypt", "passphrase", "completion", "help"}
"""Commands that show nothing she has written."""


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Desk:
    """A desk whose journal holds hostile text in every field."""
    file = tmp_path / "hostile.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records()))
    desk.run(f"import jsonl {file}")
    assert desk.code == 0, desk.err
    return desk


def test_every_command_that_shows_something_is_among_those_that_are_tried() -> None:
    tried = {line.split()[0] for line in SHOWN}
    assert set(COMMANDS) - tried - ELSEWHERE == set()


def test_hostile_text_in_every_field_acts_in_no_command(full: Desk, tmp_path: Path, figures: Figures) -> None:
    shown = 0
    for line in SHOWN:
        full.run(line.format(file=tmp_path / "hostile.jsonl"), given=hostile("piped").encode("utf-8", "replace"))
        assert full.code in (0, 2, 3, 4, 6), (line, full.err)
        assert "fault of reflect" not in full.err
        assert not ACTING.findall(full.out.replace("\r\n", "\n")), line  # a table's rows end so
        assert not ACTING.findall(full.err), line
        shown += "yes" in full.out + full.err
    assert shown > 25
    figures("F21", payloads=len(PAYLOADS), commands=len(SHOWN), that_showed_her_text=shown, acted=0)


@pytest.mark.parametrize("colour", ["", "1"], ids=["colour", "NO_COLOR"])
def test_on_a_terminal_the_screen_shows_the_cleaned_text_and_its_title_stays(
    full: Desk, figures: Figures, colour: str
) -> None:
    lines = ("status", "people", "show 2025-03-03", "list", "convictions", "review 2025-Q1")
    for line in lines:
        told = environ(full.home, **({"NO_COLOR": colour} if colour else {}))
        terminal = Terminal(sys.executable, ["-m", "reflect", *line.split()], told, rows=400)
        terminal.ends()
        assert terminal.exit_code == 0
        assert terminal.screen.title == ""
        written = COLOUR.sub("", terminal.written.replace("\r\n", "\n"))
        assert not ACTING.findall(written), line
        assert "yes" in terminal.page
        assert bool(COLOUR.findall(terminal.written)) is not bool(colour) or line != "review 2025-Q1"
    figures("F21", at_a_terminal=len(lines), no_color=colour or 0, title_set=0, acted=0)


MARKUP = st.lists(
    st.sampled_from(["[/]", "[x]", "[bold]", "[/foo]", "[link=http://e]", ":smile:", "\\[", "[[", "]", "{}", "%s",
                     "&lt;", "<b>", "`", "*", "a word", "ünter", "日本", "\n", "  "]),
    min_size=1, max_size=12,
).map("".join).filter(lambda text: text.strip() != "")  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MARKUP | st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=60))
def test_what_looks_like_markup_is_shown_as_it_was_written(desk: Desk, text: str) -> None:
    desk.run("note", given=text)
    if desk.code == 3:
        assert not text.strip()
        return
    assert desk.code == 0, desk.err
    found = re.search(r"reflect show (\w+)", desk.err)
    assert found is not None
    shown = desk.with_environ(COLUMNS="4000").run(f"show {found[1]}").out
    assert "".join(clean(text).split()) in "".join(shown.split())


def test_at_least_28_searches_of_every_shape_are_tried(figures: Figures) -> None:
    """Each is searched for in tests/test_finding.py: none is an error, and the words in it are found."""
    assert len(SEARCHED) >= 28
    figures("F23", searches=len(SEARCHED), errors=0)
