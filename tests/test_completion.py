"""A Tab at the shell: what it offers, in which form, in the real shells; and that it changes and says nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reflect.cli.app import COMMANDS
from reflect.cli.shells import SCRIPTS, unquoted
from tests.conftest import Desk

ROOT = Path(__file__).parents[1]
NOW = "2025-09-30T18:00"
AWKWARD = 'Rosa "Ro" O\'Neil $(touch pwned) *'
"""A name with all that a shell might take for its own."""

JOURNAL = [
    {"record": "journal", "format": 1},
    {"record": "conviction", "code": "C1", "statement": "No surprises", "importance": 5, "since": "2024-01-08"},
    {"record": "conviction", "code": "C2", "statement": "Say it first", "since": "2024-01-08",
     "visibility": "sealed"},
    {"record": "person", "code": "P1", "name": "Ana Maria", "since": "2024-01-08"},
    {"record": "person", "code": "P2", "name": "Søren", "since": "2024-01-08"},
    {"record": "person", "code": "P3", "name": AWKWARD, "since": "2024-01-08"},
    {"record": "person", "code": "P4", "name": "Bad\x1b[31m\u202eguy", "since": "2024-01-08"},
    {"record": "person", "code": "P5", "name": "Ben", "since": "2024-01-08", "left": "2025-01-08"},
    {"record": "commitment", "code": "K1", "cue": "a number is red", "act": "ask first", "made": "2025-07-01"},
    {"record": "entry", "id": "0199a000-0000-7000-8000-00000000beef", "kind": "note", "day": "2024-03-04",
     "tags": ["the-board"], "answers": [{"prompt": "note", "asked": "Note", "text": "Written down."}]},
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with people, convictions, a commitment, and a note of 2024."""
    home = tmp_path_factory.mktemp("completing") / "home"
    lines = "".join(json.dumps(record) + "\n" for record in JOURNAL)
    desk = Desk(home).at(NOW).run("import jsonl -", given=lines)
    assert desk.code == 0, desk.err
    return home


def environ(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REFLECT_", "LC_", "LANG"))}
    return {**kept, "REFLECT_HOME": str(home), "REFLECT_NOW": NOW, "LC_ALL": "C.UTF-8", "TERM": "xterm", **more}


def asked(home: Path, *words: str, shell: str = "zsh") -> subprocess.CompletedProcess[str]:
    """The program as a shell's script asks it."""
    return subprocess.run(
        [sys.executable, "-m", "reflect", *words],
        env=environ(home, REFLECT_COMPLETE=shell), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def offered(home: Path, *words: str, shell: str = "zsh") -> list[str]:
    return [line.partition("\t")[0] for line in asked(home, *words, shell=shell).stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["peo"], ["people"]),
        (["people", "sh"], ["show"]),
        (["people", "show", ""], ["Ana Maria", "Søren", AWKWARD, "P4", "Ben"]),
        (["people", "show", "an"], ["Ana Maria"]),
        (["people", "show", "Ana", "M"], ["Maria"]),
        (["list", "--person", "S"], ["Søren"]),
        (["list", "--person=S"], ["--person=Søren"]),
        (["list", "--per"], ["--person"]),
        (["list", "--tag", ""], ["the-board"]),
        (["list", "--event", ""], ["note"]),
        (["list", "--conviction", ""], ["C1", "C2"]),
        (["commitments", "close", ""], ["K1"]),
        (["commitments", "close", "K1", "--outcome", "re"], ["renegotiated"]),
        (["edit", ""], ["beef"]),
        (["show", "t"], ["today"]),
        (["mark", "C1", "c"], ["coach"]),
        (["focus", "r"], ["room-to-fail"]),
        (["daily", "--focus", "sm"], ["small-gains"]),
        (["review", "2025-Q"], ["2025-Q1", "2025-Q2", "2025-Q3"]),
        (["review", "20"], ["2025", "2024"]),
        (["review", "2025-W4"], ["2025-W40"]),
        (["review", "la"], ["last"]),
        (["review", "last", "qu"], ["quarter"]),
        (["review", "--section", "say"], ["say-do"]),
        (["daily", "--on", "y"], ["yesterday"]),
        (["settings", "set", "day"], ["day_ends"]),
        (["import", "dayo"], ["dayone"]),
        (["export", "--format", "j"], ["jsonl", "json"]),
        (["log", "step"], ["step", "step-in", "step-back"]),
        (["prompts", "show", "convictions/liv"], ["convictions/lived"]),
        (["completion", "z"], ["zsh"]),
        (["help", "exit"], ["exit-codes"]),
        (["people", "add", "A"], []),
        (["note", "--", "--"], []),
        (["nonsense", ""], []),
    ],
)  # fmt: skip
def test_a_tab_offers_the_words_that_may_stand_there(home: Path, words: list[str], some: list[str]) -> None:
    found = offered(home, *words)
    if words[-1]:
        assert found == some
    else:
        assert found[: len(some)] == some or set(some) <= set(found)


def test_every_command_is_offered_under_its_own_name(home: Path) -> None:
    assert offered(home, "") == [name for name, entrance in COMMANDS.items() if entrance.heading]


def test_an_option_that_was_given_is_offered_no_more_unless_it_may_be_given_again(home: Path) -> None:
    assert "--json" in offered(home, "list", "--")
    assert "--json" not in offered(home, "list", "--json", "--")
    assert "--section" in offered(home, "review", "--section", "lived", "--")


def test_the_home_of_the_line_is_the_one_that_is_looked_at(home: Path, tmp_path: Path) -> None:
    assert offered(tmp_path, "people", "show", "A") == []
    assert offered(tmp_path, "--home", str(home), "people", "show", "A") == ["Ana Maria"]


def test_names_of_files_are_left_to_the_shell(home: Path) -> None:
    assert asked(home, "daily", "--answers", "").stdout == "\x01files\n"


def test_what_stands_beside_a_word_is_cleaned_and_a_sealed_text_is_not_said(home: Path) -> None:
    text = asked(home, "list", "--conviction", "").stdout + asked(home, "people", "show", "").stdout
    assert "C1\tNo surprises\n" in text
    assert "Say it first" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "line", [["people", "show", ""], ["review", "2025"], ["edit", ""], ["list", "--tag", ""], ["focus", ""]]
)
def test_where_there_is_no_journal_nothing_is_made_and_nothing_said(tmp_path: Path, line: list[str]) -> None:
    done = asked(tmp_path / "home", *line)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("content", [b"", b"not a journal at all" * 50, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_journal_offers_nothing_and_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "journal.db").write_bytes(content)
    done = asked(tmp_path, "people", "show", "")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["journal.db"]
    assert (tmp_path / "journal.db").read_bytes() == content


def test_an_encrypted_journal_offers_nothing_of_its_own_and_is_asked_for_no_passphrase(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="encryption needs the extra 'encrypt'")
    asked_for = tmp_path / "asked"
    desk = Desk(tmp_path / "home").at(NOW).run("people add Zoe")
    assert desk.with_environ(REFLECT_PASSPHRASE_COMMAND="echo correct horse battery").run("encrypt").code == 0, (
        desk.err
    )
    for words in (["people", "show", ""], ["edit", ""], ["review", "2025-Q"]):
        done = subprocess.run(
            [sys.executable, "-m", "reflect", *words],
            env=environ(desk.home, REFLECT_COMPLETE="zsh", REFLECT_PASSPHRASE_COMMAND=f"touch {asked_for}"),
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert "Zoe" not in done.stdout
    assert offered(desk.home, "focus", "r") == ["room-to-fail"]
    assert not asked_for.exists()


def test_a_journal_of_another_schema_is_not_brought_up_to_date(home: Path, tmp_path: Path) -> None:
    import sqlite3

    shutil.copy(home / "journal.db", tmp_path / "journal.db")
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        connection.execute("PRAGMA user_version = 0")
    connection.close()
    for log in tmp_path.glob("journal.db-*"):
        log.unlink()
    before = (tmp_path / "journal.db").read_bytes()
    assert offered(tmp_path, "people", "show", "") == []
    assert (tmp_path / "journal.db").read_bytes() == before


def test_a_look_changes_no_file_and_leaves_none(home: Path) -> None:
    def state() -> dict[str, Any]:
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in home.iterdir()}

    before = state()
    assert offered(home, "people", "show", "A") == ["Ana Maria"]
    assert state() == before


def test_what_another_terminal_has_just_written_is_offered(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home")
    desk = Desk(tmp_path / "home").at(NOW)
    journal = desk.journal()  # holds the log open, as a sitting does
    try:
        assert desk.run("people add Zoe").code == 0
        assert (tmp_path / "home" / "journal.db-wal").stat().st_size
        assert offered(tmp_path / "home", "people", "show", "Z") == ["Zoe"]
    finally:
        journal.close()


def test_a_settings_file_with_mistakes_is_no_reason_to_complain(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home")
    (tmp_path / "home" / "settings.toml").write_text("day_ends = [[[", encoding="utf-8")
    done = asked(tmp_path / "home", "review", "2025-Q")
    assert done.stderr == ""
    assert done.stdout.split() == ["2025-Q1", "2025-Q2", "2025-Q3"]


def test_a_tab_loads_neither_typer_nor_what_draws(home: Path) -> None:
    code = (
        "import sys, atexit\n"
        "from reflect.__main__ import main\n"
        "atexit.register(lambda: sys.__stderr__.write(' '.join(sys.modules)))\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "people", "show", ""],
        env=environ(home, REFLECT_COMPLETE="bash"), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Maria" in done.stdout
    assert not {"typer", "rich", "tomllib", "sqlite_utils", "platformdirs", "traceback"} & set(done.stderr.split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["people", "show", "Ana\\ M"], ["people", "show", "Ana M"]),
        (["people", "show", '"Ana M'], ["people", "show", "Ana M"]),
        (["people", "show", "'O'\\''N"], ["people", "show", "O'N"]),
        (["list", "--person", "=", "An"], ["list", "--person=An"]),
        (["list", "--person", "="], ["list", "--person="]),
    ],
)
def test_bash_gives_words_as_typed_and_they_are_read_as_meant(typed: list[str], meant: list[str]) -> None:
    assert unquoted("bash", typed) == meant


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_of_each_shell_is_printed(desk: Desk, shell: str) -> None:
    desk.run(["completion", shell])
    assert desk.code == 0
    assert "REFLECT_COMPLETE" in desk.out
    assert desk.with_environ(SHELL=f"/usr/bin/{shell}").run("completion").out


def test_a_shell_that_nobody_knows_is_answered_with_the_nearest(desk: Desk) -> None:
    desk.run("completion bsh")
    assert desk.code == 4
    assert "Did you mean bash?" in desk.err
    desk.with_environ(SHELL="").run("completion")
    assert desk.code == 2


STARTS = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"]}
PROMPTS = {"bash": "PS1='ready> '", "zsh": "PS1='ready> '", "fish": "function fish_prompt; echo 'ready> '; end"}


class Terminal:
    """A real shell on a pseudo-terminal, in which `reflect` completes, and writes down what it was called with."""

    def __init__(self, shell: str, home: Path, folder: Path) -> None:
        import pexpect  # type: ignore[import-untyped]  # pexpect ships no types

        self.folder, self.called = folder, folder / "called"
        (folder / "bin").mkdir()
        program = folder / "bin" / "reflect"
        program.write_text(
            f'#!/bin/sh\n[ -n "$REFLECT_COMPLETE" ] && exec \'{sys.executable}\' -m reflect "$@"\n'
            f"for word in \"$@\"; do printf '%s\\n' \"$word\"; done > '{self.called}.new'\n"
            f"mv '{self.called}.new' '{self.called}'\n"
        )
        program.chmod(0o755)
        (folder / "script").write_text(SCRIPTS[shell], encoding="utf-8")
        told = environ(
            home, PATH=f"{folder / 'bin'}:{os.environ['PATH']}", HOME=str(folder), ZDOTDIR=str(folder),
            XDG_CONFIG_HOME=str(folder), XDG_DATA_HOME=str(folder), INPUTRC="/dev/null",
        )  # fmt: skip
        self.shell = pexpect.spawn(
            shell,
            STARTS[shell],
            env=told,
            cwd=str(folder),
            dimensions=(40, 120),
            encoding="utf-8",
            timeout=20,
        )
        self.shell.delaybeforesend = 0.1
        self.shell.sendline(PROMPTS[shell])
        self.shell.sendline(f"source {folder / 'script'}; echo stands''by")
        self.shell.expect_exact("standsby")

    def runs(self, typed: str) -> list[str]:
        """The words that the program is called with after a line with a Tab in it, and Enter."""
        self.called.unlink(missing_ok=True)
        before, _, after = typed.partition("\t")
        self.shell.send(f"{before}\t")
        time.sleep(0.7)  # the shell asks the program, and draws
        self.shell.send(f"{after}\r")
        for _ in range(100):
            if self.called.exists():
                return self.called.read_text(encoding="utf-8").splitlines()
            time.sleep(0.1)
        raise AssertionError(f"nothing was run: {self.shell.before!r} {self.shell.buffer!r}")

    def shows(self, typed: str, *some: str) -> None:
        """After a line and two Tabs these words stand on the screen."""
        self.shell.send(typed)
        self.shell.send("\t\t")
        for word in some:
            self.shell.expect_exact(word)
        self.shell.sendcontrol("c")


@pytest.fixture(params=list(SCRIPTS))
def terminal(request: pytest.FixtureRequest, home: Path, tmp_path: Path) -> Iterator[Terminal]:
    if sys.platform == "win32":
        pytest.skip("a pseudo-terminal is needed")
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed here")
    terminal = Terminal(request.param, home, tmp_path)
    yield terminal
    terminal.shell.close(force=True)


def test_in_the_real_shells_a_tab_writes_what_is_meant(terminal: Terminal) -> None:
    assert terminal.runs("reflect peo\t") == ["people"]
    assert terminal.runs("reflect people show Ana\t") == ["people", "show", "Ana Maria"]
    assert terminal.runs('reflect people show "Ana M\t') == ["people", "show", "Ana Maria"]
    assert terminal.runs("reflect focus r\t") == ["focus", "room-to-fail"]
    assert terminal.runs("reflect review 2025-Q\t1") == ["review", "2025-Q1"]
    assert terminal.runs("reflect list --person S\t") == ["list", "--person", "Søren"]
    assert terminal.runs("reflect list --person=S\t") == ["list", "--person=Søren"]
    assert terminal.runs("reflect show be\t") == ["show", "beef"]


def test_in_the_real_shells_a_name_with_quotes_and_commands_stays_a_name(terminal: Terminal) -> None:
    assert terminal.runs("reflect people show Ro\t") == ["people", "show", AWKWARD]
    assert terminal.runs("reflect people show 'Ro\t") == ["people", "show", AWKWARD]
    assert not (terminal.folder / "pwned").exists()


def test_in_the_real_shells_the_choices_are_shown_and_files_complete_where_one_is_due(terminal: Terminal) -> None:
    (terminal.folder / "today.json").write_text("{}")
    assert terminal.runs("reflect daily --answers tod\t") == ["daily", "--answers", "today.json"]
    terminal.shows("reflect show ", "today", "C1")
