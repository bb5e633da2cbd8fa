"""Start-up: which modules a command may import, each command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Desk

MOMENT = "2025-09-30T18:00"
HEAVY = {
    "asyncio",
    "dateutil.parser",
    "importlib.metadata",
    "prompt_toolkit",
    "pydantic",
    "questionary",
    "rich.markdown",
    "scipy",
    "sqlite_utils",
    "tomllib",
}
"""What no command needs that only shows: 9 ms (tomllib) to 105 ms (pydantic) each."""

LISTED = """
import atexit, os, sys
atexit.register(lambda: open(os.environ["MODULES"], "w").write("\\n".join(sys.modules)))
sys.argv[0] = "reflect"
from reflect.__main__ import main
main()
"""
"""The program as it is, which leaves a list of all that was imported when it ends.

Python's own `-X importtime` leaves out what `importlib.import_module` fetches, and so every command.
"""


class Ran(NamedTuple):
    """A command line in a process of its own: its exit code, what it wrote, what it imported."""

    code: int
    out: str
    imported: set[str]


@pytest.fixture
def home(desk: Desk) -> Path:
    """A home with a journal that has stood for a day."""
    yesterday = desk.at("2025-09-29T18:00")
    yesterday.run("convictions add --from -", given="No surprises")
    yesterday.run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    assert yesterday.code == 0, yesterday.err
    return desk.home


def environ(home: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("REFLECT_")}
    told = {"REFLECT_HOME": str(home), "REFLECT_NOW": MOMENT, "TZ": "Europe/Berlin", "TERM": "xterm"}
    return {**inherited, **told, "MODULES": str(home / "modules")}


def ran(line: str, home: Path) -> Ran:
    done = subprocess.run(
        [sys.executable, "-c", LISTED, *line.split()],
        env=environ(home), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, imported_by_last(home))


def imported_by_last(home: Path) -> set[str]:
    return set((home / "modules").read_text(encoding="utf-8").splitlines())


def commands(imported: set[str]) -> set[str]:
    """The modules that hold commands, of those that were imported."""
    shared = {"reflect.cli.app", "reflect.cli.options"}
    return {module for module in imported if module.startswith("reflect.cli.")} - shared


def test_the_version_comes_before_typer_and_everything_else(home: Path) -> None:
    version = ran("--version", home)
    assert version.code == 0
    assert version.out.startswith("reflect ")
    assert not version.imported & {"typer", "rich", "sqlite3", "reflect.cli", "reflect.session", *HEAVY}


def test_help_imports_no_command_nor_what_draws_or_stores(home: Path) -> None:
    help_ = ran("--help", home)
    assert help_.code == 0
    assert "daily" in help_.out
    assert "typer" in help_.imported
    assert not commands(help_.imported)
    assert not help_.imported & {"rich", "sqlite3", "dateutil", "platformdirs", *HEAVY}


@pytest.mark.parametrize(
    ("line", "module"), [("status", "reflect.cli.status"), ("review --quarter", "reflect.cli.review")]
)
def test_looking_imports_its_own_command_and_nothing_heavy_but_rich(home: Path, line: str, module: str) -> None:
    looked = ran(line, home)
    assert looked.code == 0
    assert commands(looked.imported) == {module}
    assert {"rich.text", "sqlite3"} <= looked.imported
    assert not looked.imported & HEAVY


def test_settings_are_read_where_there_are_some_and_cost_tomllib_alone(home: Path) -> None:
    (home / "settings.toml").write_text("year_starts = 4\n", encoding="utf-8")
    looked = ran("status", home)
    assert looked.code == 0
    assert looked.imported & HEAVY == {"tomllib"}


@pytest.mark.parametrize("line", ["review --quarter --json", "review --quarter --format markdown"])
def test_a_review_for_programs_does_without_rich(home: Path, line: str) -> None:
    looked = ran(line, home)
    assert looked.code == 0
    assert not looked.imported & {"rich", *HEAVY}


def test_the_days_questions_as_json_need_packs_but_no_terminal(home: Path) -> None:
    asked = ran("daily --json", home)
    assert asked.code == 0
    assert "convictions/lived" in asked.out
    assert not asked.imported & {"rich", *HEAVY - {"tomllib"}}


def test_scripted_answers_are_stored_without_the_interview(home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"convictions/lived": {"C1": 5}}', encoding="utf-8")
    stored = ran(f"daily --answers {answers}", home)
    assert stored.code == 0
    assert not stored.imported & {"rich", *HEAVY - {"tomllib"}}


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
def test_the_first_question_waits_for_prompt_toolkit_but_not_for_sqlite_utils_or_rich(home: Path) -> None:
    import pexpect  # type: ignore[import-untyped]  # pexpect ships no types

    asked = pexpect.spawn(
        sys.executable, ["-c", LISTED, "daily"], env=environ(home), dimensions=(30, 80), timeout=30
    )
    asked.expect_exact("No surprises")  # the first question names the conviction
    asked.sendcontrol("c")
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 130
    imported = imported_by_last(home)
    assert "prompt_toolkit" in imported
    assert not imported & {"rich", "sqlite_utils", "dateutil.parser", "importlib.metadata", "pydantic", "scipy"}
