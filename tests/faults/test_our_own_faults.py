"""F20: a fault of our own, anywhere, shows its class and its place, and none of her words; nor does a crash."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.faults.conftest import Figures
from tests.faults.programs import SECRET, begun, environ


class BrokenError(Exception):
    """A fault whose words are hers."""


FAULTS = [
    "reflect.store.journal.Journal.keep_answer",
    "reflect.store.journal.Journal.keep_draft",
    "reflect.store.journal.Journal.keep_entry",
    "reflect.store.rows.Rows.update",
    "reflect.store.rows.Rows._log",
    "reflect.store.entries.Reader._answer",
    "reflect.asking.interview.text",
    "reflect.asking.text_step._said",
    "reflect.asking.interview.grid",
    "reflect.sittings.holding.steps_of",
    "reflect.sittings.giving_back.given_back",
    "reflect.session.Screen.say",
    "tests.conftest.Script.grid",
]


@pytest.mark.parametrize("error", [BrokenError, KeyError, sqlite3.IntegrityError, UnicodeError])
@pytest.mark.parametrize("place", FAULTS)
def test_a_fault_anywhere_in_the_interview_shows_its_class_and_place_and_none_of_her_words(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    place: str,
    error: type[Exception],
) -> None:
    begun(desk)

    def breaks(*arguments: object, **more: object) -> None:
        del arguments, more
        try:
            raise ValueError(SECRET)
        except ValueError:
            raise error(SECRET, f"near {SECRET}") from None

    monkeypatch.setattr(place, breaks)
    desk.answering(SECRET, ([4, 4], ["none"])).run("daily")
    assert desk.code == 1
    assert f"fault of reflect itself: {error.__name__} in " in desk.err
    spoken = "".join((desk.out, desk.err, *capfd.readouterr()))
    assert not [word for word in SECRET.split() if word in spoken]


COMMANDS = {
    "reflect.store.journal.Journal.nouns": "people",
    "reflect.store.journal.Journal.entries": "review",
    "reflect.store.journal.Journal.found": "list",
    "reflect.store.journal.Journal.search": f"search {SECRET}",
    "reflect.store.journal.Journal.keep_noun": "disconnects add --from -",
    "reflect.store.nouns.load": "status",
    "reflect.store.rows.checksum": "note",
    "reflect.store.finding.condition": "list",
    "reflect.looking_back.look_back": "review",
    "reflect.render.to_terminal.to_terminal": "list",
    "reflect.render.to_json.to_json": "list --json",
    "reflect.exchange.write_jsonl.write_jsonl": "export",
    "reflect.sittings.scripted.read_answers": "daily --answers -",
    "reflect.cli.note.keep_note": "note",
}


@pytest.mark.parametrize("place", COMMANDS)
def test_a_fault_anywhere_in_a_command_shows_and_logs_its_class_and_place_and_none_of_her_words(
    held: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], place: str
) -> None:
    held.run("note", given=SECRET)

    def breaks(*arguments: object, **more: object) -> None:
        raise BrokenError(SECRET, arguments, more)

    monkeypatch.setattr(place, breaks)
    held.run(f"--debug {COMMANDS[place]}", given=SECRET)
    log = held.home / "debug.log"
    spoken = "".join((held.out, held.err, *capfd.readouterr(), log.read_text()))
    assert held.code == 1
    assert "BrokenError" in held.err
    assert not [word for word in SECRET.split() if word in spoken]


def test_what_sqlite_says_of_an_error_is_not_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(desk)

    def breaks(*arguments: object, **more: object) -> None:
        raise sqlite3.OperationalError(f"near {SECRET}")

    monkeypatch.setattr("reflect.store.rows.Rows._log", breaks)
    desk.answering(SECRET).run("daily")
    assert desk.code == 5
    assert not [word for word in SECRET.split() if word in desk.out + desk.err]


FAULTY = """
import sys
from reflect.store.rows import Rows
def breaks(*arguments, **more):
    raise RuntimeError("the words of " + repr(arguments))
Rows.update = breaks
from reflect.__main__ import main
main()
"""


def test_the_real_program_shows_no_words_in_a_fault_either(desk: Desk) -> None:
    begun(desk)
    run = subprocess.run(
        [sys.executable, "-c", FAULTY, "daily", "--answers", "-"],
        env=environ(desk.home),
        input=json.dumps({"convictions/demonstration": SECRET}), text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "RuntimeError" in run.stderr
    assert "Traceback" not in run.stderr
    assert not [word for word in SECRET.split() if word in run.stdout + run.stderr]


def test_a_crash_leaves_no_copy_of_the_memory(tmp_path: Path) -> None:
    """Where one could be written: whatever the shell allows, the program forbids it."""
    script = "import resource; from reflect.cli import run; run(['status']); print(resource.getrlimit(4))"
    script = script.replace("4", str(resource.RLIMIT_CORE))

    def allowed() -> None:
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    run = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "REFLECT_HOME": str(tmp_path)},
        capture_output=True, text=True, check=True, preexec_fn=allowed,
    )  # fmt: skip
    assert run.stdout.endswith("(0, 0)\n")


def test_the_log_of_an_error_holds_classes_and_places_alone_and_is_hers(
    held: Desk, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    log = held.home / "debug.log"

    def breaks(*arguments: object, **more: object) -> None:
        raise sqlite3.OperationalError(f"near {SECRET}: {arguments}")

    assert held.run("--debug status").code == 0
    assert not log.exists(), "nothing went wrong"
    with monkeypatch.context() as broken:
        broken.setattr("reflect.store.rows.Rows._log", breaks)
        held.run("note", given=SECRET)
        assert not log.exists(), "nobody asked for it"
        held.run("--debug note", given=SECRET)
    text = log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert text.startswith("reflect ")
    assert "\nJournalError\n" in text
    assert "\nOperationalError\n" in text
    assert "  journal.py, line " in text
    assert not [word for word in SECRET.split() if word in text]
    assert held.run("--debug bogus").code == 2
    assert "OperationalError" in log.read_text(), "a command that is none has no home to write to"
    held.run("--debug show ffff")
    assert "NotFoundError" in log.read_text()
    assert "OperationalError" not in log.read_text(), "it holds the last error alone"
    figures("F20", places_broken=len(FAULTS) * 4 + len(COMMANDS), words_shown_or_logged=0)
