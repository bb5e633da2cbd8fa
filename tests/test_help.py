"""Help: one screen, every command, the words, the nearest known word; and the manual page made of the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer

from reflect.cli.app import COMMANDS, HEADINGS, app
from reflect.cli.explained import EXIT_CODES, WORDS
from reflect.cli.typed_line import TABLE, read_table
from tests.conftest import Desk

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs" / "reflect.1"
SCREEN = 24
LONGER = {
    "review": "names a period in nine ways, and draws it in four formats",
    "export": "names a period likewise, and two things to write",
}
"""Commands whose help does not fit a screen of 24 lines, with the reason; none passes 30."""


def command_lines() -> list[str]:
    group: Any = typer.main.get_command(app)
    lines = []
    for name in COMMANDS:
        lines += [name, *(f"{name} {under}" for under in getattr(group.get_command(None, name), "commands", {}))]
    return lines


def test_the_first_page_fits_a_screen_and_has_six_headings_and_every_command(desk: Desk) -> None:
    text = desk.run("--help").out
    lines = text.splitlines()
    assert len(lines) <= SCREEN
    assert max(map(len, lines)) <= 80
    assert re.findall(r"^([A-Z][a-z ]+):", text, re.MULTILINE) == ["Usage", "Options", *HEADINGS, "Example"]
    named = set(re.findall(r"[a-z-]+", text))
    assert {name for name, entrance in COMMANDS.items() if entrance.heading} <= named


@pytest.mark.parametrize("line", command_lines())
def test_the_help_of_a_command_fits_a_screen(desk: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = desk.run(f"{line} --help").out.splitlines()
    assert len(lines) <= (30 if line in LONGER else SCREEN), line
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("line", command_lines())
def test_help_command_says_what_its_help_option_says(desk: Desk, line: str) -> None:
    asked = desk.run(f"help {line}").out
    assert desk.code == 0
    assert asked.rstrip("\n") == desk.run(f"{line} --help").out.rstrip("\n")


def test_help_alone_is_the_first_page(desk: Desk) -> None:
    assert desk.run("help").out.rstrip("\n") == desk.run("--help").out.rstrip("\n")


def test_help_needs_no_journal_and_makes_none(desk: Desk) -> None:
    for topic in ("", "words", "commands", "exit-codes", "people show"):
        assert desk.run(f"help {topic}").code == 0
    assert not desk.home.exists()


def test_every_word_of_the_program_is_explained_once_in_order_and_in_one_sentence_or_two(desk: Desk) -> None:
    said = " ".join(desk.run("help words").out.split())
    for word, meaning in WORDS:
        assert f"{word} {meaning}" in said
        assert meaning.endswith((".", "…"))
    assert len({word for word, _ in WORDS}) == len(WORDS)


def test_all_commands_have_their_sentence_under_their_heading(desk: Desk) -> None:
    text = desk.run("help commands").out
    assert re.findall(r"^([A-Z][a-z ]+):$", text, re.MULTILINE) == list(HEADINGS)
    for name, entrance in COMMANDS.items():
        if entrance.heading:
            assert f"{name} {entrance.help}" in " ".join(text.split())


def test_the_exit_codes_are_those_of_the_errors_and_of_the_readme(desk: Desk) -> None:
    from reflect import errors

    raised = {one.exit_code for one in vars(errors).values() if hasattr(one, "exit_code")}
    told = {code for code, _ in EXIT_CODES}
    assert told == {0, 130} | raised
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    told_there = re.search(r"Exit codes: (.*?Ctrl-C)", readme)
    assert told_there is not None
    assert {int(code) for code in re.findall(r"\b\d+\b", told_there[1])} == told
    assert all(f"  {code} " in desk.run("help exit-codes").out for code in told)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("dayly", "daily"),
        ("people shwo P1", "show"),
        ("help dayly", "daily"),
        ("help people shwo", "show"),
        ("help wrds", "words"),
        ("review --quartr", "--quarter"),
        ("people show Anna", "Ana"),
        ("list --person Anna", "Ana"),
        ("show C9", "C1"),
        ("convictions show C9", "C1"),
        ("list --conviction C9", "C1"),
        ("focus smal-gains", "small-gains"),
        ("daily --focus smal-gains", "small-gains"),
        ("list --pack smal-gains", "small-gains"),
        ("search word --pack smal-gains", "small-gains"),
        ("prompts list --pack smal-gains", "small-gains"),
        ("prompts show convictions/livd", "convictions/lived"),
        ("review --section say-doo", "say-do"),
        ("log gian", "gain"),
        ("list --event gian", "gain"),
        ("list --visibility coch", "coach"),
        ("mark C1 coch", "coach"),
        ("list lst month", "last month"),
        ("settings get day_end", "day_ends"),
        ("export --format jsn", "json"),
        ("import jnrl file", "jrnl"),
        ("people edit Ana --relation stedy", "steady"),
        ("completion zhs", "zsh"),
    ],
)
def test_a_mistyped_word_is_answered_with_the_nearest_known_one(desk: Desk, line: str, near: str) -> None:
    assert desk.run("people add Ana").code == 0
    assert desk.run(["convictions", "add", "--from", "-"], given="No surprises").code == 0
    failed = desk.run(line)
    assert failed.code in (2, 3, 4), failed.err
    said = failed.err.replace("'", "")
    assert f"Did you mean {near}?" in said or f"(Possible options: {near}" in said, failed.err


def test_a_mistyped_id_is_answered_with_that_of_a_new_entry(desk: Desk) -> None:
    noted = '{"record":"entry","id":"0199a000-0000-7000-8000-00000000beef","kind":"note","day":"2025-03-01",'
    noted += '"answers":[{"prompt":"note","asked":"Note","text":"Words."}]}\n'
    assert desk.run("import jsonl -", given=noted).code == 0, desk.err
    failed = desk.run("show beed")
    assert failed.code == 4
    assert "Did you mean beef?" in failed.err
    assert "Did you mean" not in desk.run("show 0123").err


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module that makes the manual and the table."""
    import importlib

    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("make_manual")


def test_the_manual_and_the_table_of_commands_are_those_of_the_commands(made: Any) -> None:
    """Where this fails: python docs/make_manual.py, and look at the difference."""
    assert made.manual() == MANUAL.read_text(encoding="utf-8")
    assert made.table() == (ROOT / "src" / "reflect" / "cli" / TABLE).read_text(encoding="utf-8")


def test_the_table_knows_every_command_and_what_completes_each_option_is_known(made: Any) -> None:
    from reflect.cli.completing import KNOWN

    del made
    rows = read_table()
    assert {row.command for row in rows} == {"", *command_lines()}
    taken = {row.takes for row in rows} - {"", "?", "file"}
    assert {takes for takes in taken if not takes.startswith("=")} <= set(KNOWN)


def test_the_manual_is_plain_ascii_and_names_every_command_option_and_word() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert text.isascii()
    plain = text.replace("\\-", "-").replace("\\(aq", "'")
    assert [line for line in command_lines() if f"reflect {line}" not in plain] == []
    assert [word for word, _ in WORDS if f"\\fB{word}\\fR" not in plain] == []
    options = {name for row in read_table() for name in row.names.split() if name.startswith("--")}
    assert [name for name in sorted(options) if name not in plain] == []


def test_groff_draws_the_manual_without_a_warning() -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed here")
    drawn = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", "-rLL=78n", str(MANUAL)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert drawn.stderr == ""
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", drawn.stdout)
    assert "EXIT STATUS" in shown
    assert "reflect people show" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_the_index_of_manuals_finds_its_line() -> None:
    if shutil.which("lexgrog") is None:
        pytest.skip("lexgrog is not installed here")
    found = subprocess.run(["lexgrog", str(MANUAL)], capture_output=True, encoding="utf-8", check=True)
    assert '"reflect - journal' in found.stdout
