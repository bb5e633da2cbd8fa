"""Every command as its own help tells of it: for the manual, and for the table that a Tab reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import typer

from reflect.cli.app import COMMANDS, app
from reflect.cli.help import TOPICS
from reflect.cli.shells import SCRIPTS
from reflect.exchange import READERS, WRITERS
from reflect.model import CADENCES, EVENTS, NEED_KINDS, NEED_STATES, OUTCOMES, RELATIONS, SCOPES, VISIBILITIES
from reflect.packs.finding import load_packs, pack_folder
from reflect.render import FORMATS
from reflect.review.looking import SECTIONS
from reflect.settings.table import SETTINGS
from reflect.sittings.forms import STEPS


class Parameter(NamedTuple):
    """An option (`names` parted by blanks, `value` its metavar or nothing), or an argument (`names` is it)."""

    names: str
    value: str
    times: str
    meaning: str


class Described(NamedTuple):
    """A command: its path, its sentence, further paragraphs, its example, what it takes. The root has no path."""

    path: str
    sentence: str
    paragraphs: tuple[str, ...]
    example: str
    parameters: tuple[Parameter, ...]
    is_second_name: bool


def words(*known: str) -> str:
    """The form in which the table names the words that an option takes."""
    return "=" + ",".join(known)


PROMPTS = tuple(prompt.id for prompt in load_packs(pack_folder() / "nowhere").prompts())
TAKES: dict[str, str] = {
    "people NAME": "person", "needs NAME": "person", "--person": "person",
    "people A": "person", "people B": "person",
    "convictions CODE": "conviction", "commitments CODE": "commitment", "disconnects CODE": "disconnect",
    "needs CODE": "need", "--conviction": "conviction",
    "review PERIOD": "period", "list PERIOD": "period", "export PERIOD": "period", "calendar YEAR": "period",
    "--against": "period", "away FROM..TO": "period",
    "--on": "day", "--since": "day", "--until": "day",
    "FILE": "file", "PATH": "file", "DIR": "file", "FOLDER": "file", "<path>": "file",
    "PACK": "pack", "--pack": "pack", "--focus": "pack", "prompts FILE": "file", "prompts ID": words(*PROMPTS),
    "edit ID": "entry", "delete ID": "entry", "mark ID": "marked", "show ID": "shown",
    "log KIND": words(*EVENTS, *STEPS), "--event": "kind", "--tag": "tag", "themes show WORD": "hidden word",
    "--visibility": words(*VISIBILITIES), "private|coach|sealed": words(*VISIBILITIES),
    "--relation": words(*RELATIONS), "--scope": words(*SCOPES), "--outcome": words(*OUTCOMES),
    "needs --kind": words(*NEED_KINDS), "--state": words(*NEED_STATES), "--cadence": words(*CADENCES),
    "--section": words(*SECTIONS), "KEY": words(*(setting.key for setting in SETTINGS)),
    "review --format": words(*FORMATS), "export --format": words(*WRITERS), "import FORMAT": words(*READERS),
    "SHELL": words(*SCRIPTS),
    "help COMMAND": words(*TOPICS, *(name for name, one in COMMANDS.items() if one.heading)),
}  # fmt: skip
"""What completes the value of an option, or an argument: by both commands and it, by one command and it, by it."""


def takes(path: str, parameter: Parameter) -> str:
    """What completes a parameter: one of the names of `completing.py`, `=` and words, or `?` for nothing known."""
    main = path.partition(" ")[0]
    bare = re.sub(r"[\[\]]|\.\.\.$", "", parameter.value or parameter.names)
    if parameter.names.startswith("-") and not parameter.value:
        return ""
    for name in (*parameter.names.split(), bare) if parameter.value else (bare,):
        for key in (f"{path} {name}", f"{main} {name}", name):
            if key in TAKES and not parameter.names.endswith("..."):
                return TAKES[key]
    return words(*parameter.value[1:-1].split("|")) if "|" in parameter.value else "?"


def described() -> Iterator[Described]:
    """The root, then every command in the order of the first page, each followed by those under it."""
    group: Any = typer.main.get_command(app)
    yield _described("", group, is_second_name=False)
    for name, entrance in COMMANDS.items():
        command = group.get_command(None, name)
        yield _described(name, command, is_second_name=not entrance.heading)
        for under, inner in getattr(command, "commands", {}).items():
            yield _described(f"{name} {under}", inner, is_second_name=False)


def _described(path: str, command: Any, *, is_second_name: bool) -> Described:
    paragraphs = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    example = next((part.removeprefix("Example: ") for part in paragraphs if part.startswith("Example: ")), "")
    further = tuple(part for part in paragraphs[1:] if not part.startswith("Example: "))
    parameters = tuple(_parameter(one) for one in command.params)
    return Described(path, paragraphs[0], further, example, parameters, is_second_name)


def _parameter(one: Any) -> Parameter:
    if one.param_type_name == "argument":
        return Parameter(one.make_metavar(None), "", "+" if one.nargs == -1 else "", one.help or "")
    names = " ".join([*one.opts, *one.secondary_opts])
    value = "" if one.is_flag else one.make_metavar(None)
    return Parameter(names, value, "+" if one.multiple else "", one.help or "")


def table() -> str:
    """The rows that a Tab reads (`typed_line.Row`), tabs between their cells."""
    lines = []
    for one in described():
        sentence = "" if one.is_second_name else one.sentence
        if one.path in COMMANDS:
            sentence = COMMANDS[one.path].help if COMMANDS[one.path].heading else ""
        rows = [("", "", "", sentence)]
        rows += [(each.names, takes(one.path, each), each.times, each.meaning) for each in one.parameters]
        rows += [("--help", "", "", "Show this message and exit.")]
        lines += ["\t".join((one.path, *row)) + "\n" for row in rows]
    return "".join(lines)
