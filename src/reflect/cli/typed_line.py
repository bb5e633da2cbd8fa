"""A line half typed, read beside the table of commands: what its last word may be."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

TABLE = "commands.tsv"
"""Beside this file: one row a command, option or argument; docs/make_manual.py writes it."""


class Row(NamedTuple):
    """A row of the table, as it stands there; the root command has no name.

    `names`: nothing for the command itself, an option's names parted by blanks, or an argument's metavar.
    `takes`: what its value is (`person`, `file` …; `=a,b` for one of these words; `?` for what nobody can know),
    nothing for an option without a value. `times`: `+` where it may be given again.
    """

    command: str
    names: str
    takes: str
    times: str
    meaning: str


class TypedLine(NamedTuple):
    """What a half-typed line waits for, and what was typed of it.

    `waits_for`: `command`, `option`, what the row of its option or argument takes, or nothing.
    `earlier`: the words of the same argument before. `option`: the one that the value hangs on by `=`.
    """

    waits_for: str
    begun: str
    commands: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    option: str
    earlier: list[str]
    home: str


def read_table() -> list[Row]:
    """The rows of the table, in its order."""
    place = os.path.join(os.path.dirname(__file__), TABLE)  # noqa: PTH118, PTH120  (pathlib, 5 ms at every Tab)
    with open(place, encoding="utf-8") as file:  # noqa: PTH123  (the same)
        return [Row(*line.rstrip("\n").split("\t")) for line in file]


def read_line(table: Sequence[Row], words: Sequence[str]) -> TypedLine:
    """What the last of the words may be, after those before it."""
    reading = _Reading(table)
    for word in words[:-1]:
        reading.take(word)
    waits_for, begun, option, earlier = reading.waits_for(words[-1])
    return TypedLine(waits_for, begun, reading.commands(), reading.open_options(), option, earlier, reading.home)


class _Reading:
    """How far a line has been read: the command that it names, the options and arguments that stand on it."""

    def __init__(self, table: Sequence[Row]) -> None:
        self._table = table
        self._command = ""
        self._options = self._options_of("")
        self._given: set[str] = set()
        self._arguments: list[str] = []
        self._unanswered: Row | None = None
        self._closed = False  # after "--" no word is an option
        self.home = ""

    def take(self, word: str) -> None:
        """Read on by a whole word."""
        if self._unanswered is not None:
            self.home = word if self._unanswered.names == "--home" else self.home
            self._unanswered = None
        elif word == "--" and not self._closed:
            self._closed = True
        elif word.startswith("-") and not self._closed:
            self._take_option(word)
        elif not self._arguments and self._is_command(under := f"{self._command} {word}".strip()):
            self._command, self._given = under, set()
            self._options = self._options_of(under)
        else:
            self._arguments.append(word)

    def _take_option(self, word: str) -> None:
        name, joined, value = word.partition("=")
        row = self._options.get(name)
        if row is None:
            return
        self._given |= set(row.names.split())
        if name == "--home" and joined:
            self.home = value
        self._unanswered = row if row.takes and not joined else None

    def waits_for(self, begun: str) -> tuple[str, str, str, list[str]]:
        """What the half word may be, what of it counts, the option that it hangs on, the words before it."""
        if self._unanswered is not None:
            return self._unanswered.takes, begun, "", []
        if begun.startswith("-") and not self._closed:
            name, joined, value = begun.partition("=")
            row = self._options.get(name)
            return (row.takes if row else "", value, name, []) if joined else ("option", begun, "", [])
        if self.commands() and not self._arguments:
            return "command", begun, "", []
        rows = [row for row in self._table if row.command == self._command and row.names[:1] not in ("", "-")]
        place = len(self._arguments)
        if place < len(rows) or (rows and rows[-1].times):
            return rows[min(place, len(rows) - 1)].takes, begun, "", self._arguments[len(rows) - 1 :]
        return "" if begun else "option", begun, "", []

    def commands(self) -> tuple[tuple[str, str], ...]:
        """The commands right under the one that the line names, but no second names."""
        rows = [(row.command.rpartition(" "), row.meaning) for row in self._table if row.command and not row.names]
        return tuple((name, meaning) for (above, _, name), meaning in rows if above == self._command and meaning)

    def open_options(self) -> tuple[tuple[str, str], ...]:
        """The long names of the options that may still be given."""
        rows = self._options.items()
        return tuple(
            (name, row.meaning)
            for name, row in rows
            if name.startswith("--") and (row.times or not set(row.names.split()) & self._given)
        )

    def _options_of(self, command: str) -> Mapping[str, Row]:
        rows = [row for row in self._table if row.command == command and row.names.startswith("-")]
        return {name: row for row in rows for name in row.names.split()}

    def _is_command(self, path: str) -> bool:
        return any(row.command == path and not row.names for row in self._table)
