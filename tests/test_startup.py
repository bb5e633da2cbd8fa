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
SOURCES = Path(__file__).parents[1] / "src" / "reflect"
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

ROOMS = {
    "status": {"choosing", "cli", "environment", "errors", "frozen", "model", "own_files", "periods",
               "private_files", "render", "review", "safe_text", "screen", "session", "settings", "store",
               "streams"},
    "review --quarter": {"cli", "environment", "errors", "frozen", "insight", "looking_back", "model", "own_files",
                         "periods", "private_files", "render", "review", "safe_text", "screen", "session",
                         "settings", "stop_words", "store", "streams"},
    "daily --json": {"asking", "choosing", "cli", "environment", "errors", "frozen", "model", "own_files", "packs",
                     "periods", "private_files", "safe_text", "screen", "session", "settings", "sittings", "store",
                     "streams"},
}  # fmt: skip
"""The rooms of the house that each command may enter."""

UNUSED = {
    "_hashlib",
    "reflect.review.brief",
    "reflect.review.name_scan",
    "reflect.settings.kinds",
    "reflect.settings.lines",
    "reflect.settings.table",
    "reflect.store.backups",
    "reflect.store.checking",
    "reflect.store.forgetting",
    "reflect.store.merging",
    "reflect.store.migrations",
    "reflect.store.taking_in",
    "reflect.store.undoing",
}
"""What stays behind where she only looks, and has no settings: 1 to 25 ms each."""

MOST_FOR_STATUS = 60
"""Modules of ours that status may import; a new one has to be worth 0.3 ms of every start."""

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


COUNTED = """
import atexit, gc, os, sys
sys.argv[0] = "reflect"
from reflect.__main__ import main
looks = []
gc.callbacks.append(lambda phase, told: looks.append(told))
atexit.register(lambda: open(os.environ["MODULES"], "w").write(str(len(looks))))
main()
"""
"""The program as it is, which leaves the number of looks for garbage that were begun or ended until it ends."""


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


def module_of(path: Path) -> str:
    return ".".join(("reflect", *path.relative_to(SOURCES).with_suffix("").parts)).removesuffix(".__init__")


def commands(imported: set[str]) -> set[str]:
    """The modules that hold commands, of those that were imported."""
    shared = {"reflect.cli.app", "reflect.cli.options"}
    return {module for module in imported if module.startswith("reflect.cli.")} - shared


def rooms(imported: set[str]) -> set[str]:
    """The rooms of the house that were entered."""
    return {module.split(".")[1] for module in imported if module.startswith("reflect.")} - {"__main__"}


def entered(imported: set[str], unwanted: set[str]) -> set[str]:
    """Which of these modules, or of those inside them, were imported."""
    return {module for module in imported if any(f"{module}.".startswith(f"{name}.") for name in unwanted)}


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


def test_help_needs_nothing_of_ours_but_the_table_of_commands(home: Path) -> None:
    help_ = ran("--help", home)
    ours = {module for module in help_.imported if module.startswith("reflect")}
    assert ours == {
        "reflect", "reflect.__main__", "reflect.errors", "reflect.streams", "reflect.cli", "reflect.cli.app",
    }  # fmt: skip
    assert "dataclasses" not in help_.imported


@pytest.mark.parametrize(
    ("line", "module"), [("status", "reflect.cli.status"), ("review --quarter", "reflect.cli.review")]
)
def test_looking_imports_its_own_command_and_nothing_heavy_but_rich(home: Path, line: str, module: str) -> None:
    looked = ran(line, home)
    assert looked.code == 0
    assert commands(looked.imported) == {module}
    assert {"rich.text", "sqlite3"} <= looked.imported
    assert not looked.imported & HEAVY


@pytest.mark.parametrize("line", list(ROOMS))
def test_a_command_enters_no_room_that_it_has_no_business_in(home: Path, line: str) -> None:
    run = ran(line, home)
    assert run.code == 0
    assert rooms(run.imported) <= ROOMS[line]


@pytest.mark.parametrize("line", ["status", "review --quarter", "list", "show C1", "people"])
def test_looking_leaves_behind_what_only_writing_and_settings_need(home: Path, line: str) -> None:
    looked = ran(line, home)
    assert looked.code == 0
    assert not entered(looked.imported, UNUSED)


def test_status_gets_by_with_few_modules(home: Path) -> None:
    looked = ran("status", home)
    ours = [module for module in looked.imported if module.split(".")[0] == "reflect"]
    assert len(ours) <= MOST_FOR_STATUS, sorted(ours)


def test_the_records_of_a_command_are_not_compiled_before_they_are_used(home: Path) -> None:
    """Each that `dataclass` makes costs 0.5 to 1 ms; the few that are left may change, and so are no records."""
    looked = ran("review --quarter", home)
    assert looked.code == 0
    assert "reflect.frozen" in looked.imported
    made = [
        f"{path.relative_to(SOURCES)}"
        for path in SOURCES.rglob("*.py")
        if "@dataclass(frozen=True" in path.read_text(encoding="utf-8") and module_of(path) in looked.imported
    ]
    assert made == []


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


def test_ssl_is_withheld_only_while_the_interview_is_imported() -> None:
    program = (
        "from reflect.asking.without_ssl import without_ssl\n"
        "with without_ssl():\n    import asyncio\n"
        "import sys\nassert 'ssl' not in sys.modules\nimport ssl\nassert ssl.SSLContext\n"
        "with without_ssl():\n    import ssl as again\nassert again is ssl\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("line", ["status", "review --quarter", "list", "search surprises", "daily --json"])
def test_no_look_for_garbage_is_taken_while_a_command_runs(home: Path, line: str) -> None:
    """Each would go through all that was imported: 27 ms. What a command leaves is freed when it ends."""
    told = environ(home)
    subprocess.run([sys.executable, "-c", COUNTED, *line.split()], env=told, check=True, capture_output=True)
    assert (home / "modules").read_text(encoding="utf-8") == "0"


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
    assert not imported & {"ssl", "_ssl"}  # asyncio does without: no connection is ever opened
    assert not rooms(imported) & {"exchange", "insight", "looking_back", "render", "review"}
