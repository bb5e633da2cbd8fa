"""The documents: every command explains itself, and what the README shows is true."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from reflect.asking.asks import ChoiceAsk, GridAsk, Reply, TextAsk
from reflect.cli.app import COMMANDS, app
from tests.conftest import Desk, Script

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECOND_NAMES = {name for name, entrance in COMMANDS.items() if not entrance.heading}
"""Other names of a command; the first page of help leaves them out."""
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


class Obliging(Script):
    """Somebody at the terminal who answers whatever asks for an answer."""

    def __init__(self) -> None:
        super().__init__([])

    def _next(self, ask: Any) -> None:
        self.asked.append(ask.question)
        assert len(self.asked) < 100, f"asked without end: {ask.question}"

    def text(self, ask: TextAsk, draft: Callable[[str], None]) -> Reply:
        self._next(ask)
        if "empty:" in ask.question:  # where the question says that it may stay so: another one, a day
            return Reply("pass")
        return Reply("next", f"Answer {len(self.asked)}, in words of mine")

    def choice(self, ask: ChoiceAsk) -> Reply:
        self._next(ask)
        return Reply("next", chosen=(ask.choices[0].word,))

    def grid(
        self,
        ask: GridAsk,
        rated: Callable[[str, int | None], None],
        tallied: Callable[[tuple[str, ...] | None], None],
    ) -> Reply:
        self._next(ask)
        for row in ask.rows:
            rated(row.name, 4)
        return Reply("next")


def command(name: str) -> Any:
    """The command as the program itself finds it."""
    group: Any = typer.main.get_command(app)
    return group.get_command(None, name)


def command_lines() -> Iterator[str]:
    """Every command and every command under it, as they are typed."""
    for name in COMMANDS:
        yield name
        yield from (f"{name} {under}" for under in getattr(command(name), "commands", {}))


def readme_lines() -> list[str]:
    """The command lines of the README's blocks, in order, without their remarks."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    lines = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.split()[:1] == ["reflect"]]


@pytest.mark.parametrize("line", list(command_lines()))
def test_a_command_says_in_one_sentence_what_it_does_and_gives_an_example(line: str, desk: Desk) -> None:
    text = desk.run(f"{line} --help").out
    assert desk.code == 0
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    sentence = paragraphs[1]
    assert sentence.endswith(".")
    assert not re.search(r"[.?!] ", sentence), sentence
    example = "" if line in SECOND_NAMES else line.partition(" ")[0]
    assert any(part.startswith(f"Example: reflect {example}") for part in paragraphs), text


@pytest.mark.parametrize("line", list(command_lines()))
def test_the_example_in_a_commands_help_can_be_typed(line: str, desk: Desk) -> None:
    text = " ".join(desk.run(f"{line} --help").out.split())
    found = re.search(r"Example: reflect (.*?)(?: Arguments:| Options:|$)", text)
    assert found is not None
    name, *arguments = shlex.split(found[1])
    typed, under = command(name), getattr(command(name), "commands", {})
    if arguments and arguments[0] in under:
        typed, arguments = under[arguments[0]], arguments[1:]
    typed.make_context(name, arguments)  # raises where an option or argument is not one of the command's


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command_and_every_command_under_it(name: str) -> None:
    if name in SECOND_NAMES:
        assert f"`{name}`" in README
        return
    row = next((row for row in README.splitlines() if row.startswith(f"| `{name}` |")), None)
    assert row is not None, f"the table of commands has no row for {name}"
    assert [under for under in getattr(command(name), "commands", {}) if f"`{under}`" not in row] == []


def test_the_readmes_table_names_no_command_that_is_not_there() -> None:
    named = re.findall(r"^\| `([a-z]+)` \|", README, re.MULTILINE)
    assert set(named) == set(COMMANDS) - SECOND_NAMES


def test_every_command_line_of_the_readme_can_be_run_in_its_order(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one home, as a newcomer who reads from top to bottom would; today.json is the README's own."""
    monkeypatch.chdir(tmp_path)
    example = re.search(r"^```json\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert example is not None
    Path("today.json").write_text(example[1], encoding="utf-8")
    lines = readme_lines()
    assert len(lines) > 10
    for line in lines:
        obliged = Desk(desk.home, desk.moment, Obliging(), desk.environ, desk.last)
        obliged.run(shlex.split(line)[1:])
        assert obliged.code == 0, f"{line}\n{obliged.err}"
    assert Path("brief.md").read_text(encoding="utf-8").startswith("# Coaching brief")
    assert "Left the release date with the team." in Path("journal.jsonl").read_text(encoding="utf-8")


def test_the_readmes_inline_commands_are_there() -> None:
    spans = re.findall(r"`reflect ([a-z]+)[^`]*`", README)
    assert [span for span in spans if span not in COMMANDS] == []


def test_every_place_that_the_documents_name_is_there() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README + CONTRIBUTING)
    rooms = re.findall(r"`((?:src|tests|docs|benchmarks|prompts|\.ci)/[\w./-]*)`", README + CONTRIBUTING)
    inside = [f"src/reflect/{path}" for path in re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", CONTRIBUTING)
              if not path.startswith(("src/", "tests/", "docs/", "benchmarks/"))]  # fmt: skip
    assert linked
    assert inside
    assert [path for path in (*linked, *rooms, *inside) if not (ROOT / path).exists()] == []


def test_the_house_on_one_page_has_every_floor_of_the_import_contract_in_its_order() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    floors = [set(layer.split(" | ")) for layer in contract["contracts"][0]["layers"]]
    rows = re.findall(r"^\| (`[^|]+`) \|", CONTRIBUTING.partition("**An answer")[0], re.MULTILINE)
    named = [[room.removesuffix(".py").rstrip("/") for room in re.findall(r"`([^`]+)`", row)] for row in rows]
    assert [room for row in named for room in row] == [
        room for floor in floors for row in named for room in row if room in floor
    ]
    assert {room for row in named for room in row} == set().union(*floors)


def test_the_picture_fetches_nothing_and_shows_a_review() -> None:
    picture = (ROOT / "docs" / "review.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\"' )]+", picture)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<script|<image|@font-face|@import|url\((?!#)", picture)
    shown = picture.replace("&#160;", " ")
    for title in ("WHAT YOU LIVED", "SAY AND DO", "COMMITMENTS", "A YEAR AGO"):
        assert title in shown


def test_the_changelog_begins_with_what_is_not_yet_released() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"


def test_constraints_name_versions_and_no_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+", line)] == []
    assert {"typer", "rich", "pytest"} <= {line.partition("==")[0].lower() for line in pins}
