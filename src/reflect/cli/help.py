"""reflect help: the first page, a command, every command, the words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import typer

from reflect.cli.options import session_of
from reflect.errors import NotFoundError, nearest

WIDEST = 100
"""Cells; longer lines are hard to read."""


def help_(
    ctx: typer.Context,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[COMMAND]", help="A command; or commands, words, exit-codes.")
    ] = None,
) -> None:
    """Explain a command; or all commands in a sentence each, the words that reflect uses, its exit codes.

    Example: reflect help people show
    """
    words = what or []
    topic = TOPICS.get(" ".join(words))
    session_of(ctx).screen.page(_printable(topic() if topic else _command_help(ctx, words)))


def _printable(text: str) -> str:
    """The text for where it is written; in ASCII some signs are longer, and so a line may have to be broken."""
    from reflect.screen import wrapped, writes_ascii

    if writes_ascii(sys.stdout):
        from reflect.safe_text import for_ascii

        text = for_ascii(text)
    width = _width()
    return "\n".join(wrapped(line, width) for line in text.split("\n"))


def _width() -> int:
    from reflect.screen import Screen

    return min(Screen(os.environ).width, WIDEST)


def _command_help(ctx: typer.Context, words: Sequence[str]) -> str:
    """What --help says of the command that the words name. Raises NotFoundError with the nearest one."""
    reached: Any = ctx.find_root()
    for place, word in enumerate(words):
        group = reached.command
        known = list(group.list_commands(reached)) if hasattr(group, "list_commands") else []
        if word not in known:
            near = nearest(word, known if place else [*known, *TOPICS])
            named = " ".join(words[: place + 1])
            raise NotFoundError(f"There is no command {named}.{near}", hint="See: reflect help")
        command = group.get_command(reached, word)
        reached = command.make_context(word, [], parent=reached, resilient_parsing=True)
    return str(reached.get_help())


def _every_command() -> str:
    from reflect.cli.app import COMMANDS, HEADINGS

    parts = []
    for heading in HEADINGS:
        rows = [(name, entry.help) for name, entry in COMMANDS.items() if entry.heading == heading]
        if rows:
            parts.append(f"{heading}:\n{_rows(rows)}")
    return "\n\n".join(parts)


def _every_word() -> str:
    from reflect.cli.explained import WORDS

    return _rows(WORDS)


def _every_exit_code() -> str:
    from reflect.cli.explained import EXIT_CODES

    return _rows((str(code), meaning) for code, meaning in EXIT_CODES)


TOPICS: dict[str, Callable[[], str]] = {
    "commands": _every_command,
    "words": _every_word,
    "exit-codes": _every_exit_code,
}


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns; a line that is too long is broken where it is written."""
    rows = list(rows)
    first = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name:{first}}  {meaning}" for name, meaning in rows)
