"""The documents: every command explains itself, and what the README shows is true."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer

from reflect.asking.asks import ChoiceAsk, GridAsk, Reply, TextAsk
from reflect.cli.app import COMMANDS, app
from tests.conftest import Desk, Script

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "prompts").glob("*.md"))
}
NOT_RUN = {
    "python3 -m venv": "makes an environment and fetches packages; tests/test_wheel.py installs the program",
    ".venv/bin/pip": "fetches packages",
    ".venv/bin/pytest": "runs these tests",
    ".venv/bin/reflect": "asks at a terminal; its words are read",
    "bash .ci/run": "runs all checks, these tests among them",
}
"""Beginnings of lines in blocks that are not carried out here, each with its reason."""
SECOND_NAMES = {name for name, entrance in COMMANDS.items() if not entrance.heading}
"""Other names of a command; the first page of help leaves them out."""


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
        if ask.suggestions or "name" in ask.hint:
            return Reply("next", next(iter(ask.suggestions), "Ana"))
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


def shell_lines(text: str) -> list[str]:
    """The command lines of a document's blocks, in order, without their remarks."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def readme_lines() -> list[str]:
    """Those of the README that call the program."""
    return [line for line in shell_lines(README) if line.split()[:1] == ["reflect"]]


def before_redirection(line: str) -> list[str]:
    """The words that the program gets: the shell keeps what follows a > for itself."""
    words = shlex.split(line)
    return words[: next((place for place, word in enumerate(words) if word in (">", ">>", "|")), None)]


def inline_commands(text: str) -> list[str]:
    """What stands in backquotes as a command of the program, a line break in it counting as a blank."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [" ".join(span.split()) for span in re.findall(r"`(reflect [^`]+)`", prose)]


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
    name, *arguments = before_redirection(found[1])
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
        obliged.run(before_redirection(line)[1:])
        assert obliged.code == 0, f"{line}\n{obliged.err}"
    assert Path("brief.md").read_text(encoding="utf-8").startswith("# Coaching brief")
    assert "Left the release date with the team." in Path("journal.jsonl").read_text(encoding="utf-8")


def parsed(line: str) -> None:
    """Read the words of a command line as the program would, without carrying it out; raises where it cannot."""
    words = before_redirection(line.replace("…", "").replace("[", "").replace("]", ""))[1:]
    while words and words[0].startswith("--"):  # options of the program itself
        words = words[2:] if words[0] == "--home" else words[1:]
    if not words:
        return
    assert words[0] in COMMANDS, line
    name, typed, words = words[0], command(words[0]), words[1:]
    under = getattr(typed, "commands", {})
    if words and words[0] in under:
        typed, words = under[words[0]], words[1:]
    needed = [one for one in typed.params if one.required]
    typed.make_context(name, words, resilient_parsing=len(words) < len(needed))  # prose may leave arguments out


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_in_a_documents_text_can_be_typed(document: str) -> None:
    for span in inline_commands(DOCUMENTS[document]):
        parsed(span)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell is needed")
@pytest.mark.parametrize("document", [name for name in DOCUMENTS if shell_lines(DOCUMENTS[name])])
def test_every_line_in_a_documents_blocks_is_run_by_a_shell_or_says_why_not(document: str, tmp_path: Path) -> None:
    """In the invented leader's home, and a folder of its own; what asks at a terminal has somebody who answers.

    Those of the README are run in their order above, in an empty home.
    """
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "reflect"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m reflect \"$@\"\n")
    program.chmod(0o755)
    example = re.search(r"^```json\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert example is not None
    (tmp_path / "today.json").write_text(example[1], encoding="utf-8")
    environ = {
        "PATH": f"{program.parent}:/usr/bin:/bin",
        "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "REFLECT_HOME": str(tmp_path / "home"), "REFLECT_NOW": "2025-09-30T18:00", "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    made = Desk(tmp_path / "another").at("2025-09-30T18:00").run(["demo", "--keep", str(tmp_path / "home")])
    assert made.code == 0, made.err
    for line in shell_lines(DOCUMENTS[document]):
        if line.startswith(tuple(NOT_RUN)):
            for call in re.findall(r"\.venv/bin/(reflect [^&|]*)", line):
                parsed(call)
        elif document != "README.md":
            done = subprocess.run(
                ["sh", "-c", line], env=environ, cwd=tmp_path, stdin=subprocess.DEVNULL,
                capture_output=True, encoding="utf-8", check=False,
            )  # fmt: skip
            if "There is no terminal" in done.stderr:
                asked = replace(made, home=tmp_path / "home", script=Obliging()).run(before_redirection(line)[1:])
                assert asked.code == 0, f"{line}\n{asked.err}"
            else:
                assert done.returncode == 0, f"{line}\n{done.stderr}"
        else:
            assert line.startswith("reflect"), line


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


PICTURES = {
    "review.svg": ("WHAT YOU LIVED", "SAY AND DO", "COMMITMENTS", "A YEAR AGO"),
    "brief.svg": ("Since our last session", "Where my acts and my words part", "Patterns", "For you"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_fetches_nothing_and_shows_what_it_is_to_show(name: str) -> None:
    assert f"docs/{name}" in README
    picture = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\"' )]+", picture)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<script|<image|@font-face|@import|url\((?!#)", picture)
    shown = picture.replace("&#160;", " ")
    assert [title for title in PICTURES[name] if title not in shown] == []


def test_the_changelog_begins_with_what_is_not_yet_released() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"


def test_constraints_name_versions_and_no_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+", line)] == []
    assert {"typer", "rich", "pytest"} <= {line.partition("==")[0].lower() for line in pins}


def test_each_test_that_a_promise_of_privacy_names_is_there() -> None:
    told = " ".join((ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").split())
    named = re.findall(r"`([\w/]+\.py)`: ((?:`test_\w+`(?:, )?)+)", told)
    pairs = [(file, name) for file, names in named for name in re.findall(r"`(test_\w+)`", names)]
    assert len(pairs) == len(re.findall(r"`test_\w+`", told)) > 20
    missing = [
        f"{file}: {name}"
        for file, name in pairs
        if f"def {name}(" not in (ROOT / "tests" / file).read_text(encoding="utf-8")
    ]
    assert missing == []


TAKEN = {
    # names, codes, ids
    "name", "names", "called", "stays", "goes", "alias", "no_alias", "person", "code", "conviction",
    "id_", "what", "prompt", "pack",
    # days and spans
    "on", "due", "since", "until", "period", "against", "year", "days", "at",
    # files and where to look in them
    "answers", "source", "output", "to", "key", "salvage", "backup", "path", "file", "keep", "day", "text",
    # short words of the program's own
    "kind", "relation", "scope", "state", "outcome", "visibility", "event", "section",
    "format", "format_", "shell", "as_",
    # numbers, settings, patterns, tags
    "importance", "limit", "scale", "mood", "timeformat", "value", "tag", "focus", "copied",
    # one word that is no theme, words to search for
    "word", "words",
}  # fmt: skip
"""What may stand in a command line, where others can read it: nothing here is the text of an answer."""


def test_no_option_takes_the_text_of_an_answer() -> None:
    taken = set()
    for line in command_lines():
        name, _, under = line.partition(" ")
        typed = command(name).commands[under] if under else command(name)
        taken |= {one.name for one in typed.params if not getattr(one, "is_flag", False)}
    assert taken - TAKEN == set(), "Is it sure that this is no text of hers? Then name it in TAKEN."
    assert TAKEN - taken == set(), "These are gone."
