"""The Markdown that an export writes, read back: a heading a day, one an entry, and her words without escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect.errors import InputError
from reflect.exchange.dates import When, read_clock, read_when
from reflect.exchange.front_matter import Numbered
from reflect.exchange.notes import note
from reflect.exchange.reading import Reading
from reflect.exchange.records import Record
from reflect.model import NOTE

OWN = "reflect"
"""The property that tells our files from others; its value is the form of the file, 1."""

TAGS = "*Tags: "
"""Begins the line of an entry's tags, which ends with *; her own asterisks are escaped."""

_ENTRY = re.compile(r"## (?:([0-9]{2}:[0-9]{2}) )?(.*)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(lt|amp);")
_SIGNS = {"lt": "<", "amp": "&"}


def read_own(
    lines: Iterator[Numbered], reading: Reading, source: str, origin: str
) -> Iterator[tuple[int, Record]]:
    """The entries of a file that an export wrote, each with its line.

    Raises InputError, with file and line, where text stands under no day.
    """
    day: When | None = None
    held: _Held | None = None
    for number, line in lines:
        entry = _ENTRY.fullmatch(line)
        if line.startswith("# "):
            if held is not None:
                yield held.record(reading, source, origin)
            day, held = read_when(line[2:], (), f"{source}, line {number}"), None
            if day is None:
                raise InputError(f"{source}, line {number}: this heading is no day, as # 2025-09-30.")
        elif entry is not None and day is not None:
            if held is not None:
                yield held.record(reading, source, origin)
            clock = read_clock(entry[1]) if entry[1] else None
            held = _Held(number, When(day.day, clock), unescaped(entry[2]))
        elif held is not None:
            held.lines.append(line)
        elif line.strip():
            if day is None:
                raise InputError(f"{source}, line {number}: this stands under no day, as # 2025-09-30.")
            held = _Held(number, day, NOTE)  # what was typed into the file, above the first entry
            held.lines.append(line)
    if held is not None:
        yield held.record(reading, source, origin)


class _Held:
    """An entry while its lines are read."""

    def __init__(self, number: int, when: When, kind: str) -> None:
        self._number = number
        self._when = when
        self._kind = kind
        self.lines: list[str] = []

    def record(self, reading: Reading, source: str, origin: str) -> tuple[int, Record]:
        tags: list[str] = []
        text = [] if self._kind == NOTE else [self._kind]
        for line in self.lines:
            if line.startswith(TAGS) and line.endswith("*") and not tags:
                tags = unescaped(line[len(TAGS) : -1]).split(", ")
            else:
                text.append(unescaped(line.removeprefix("### ").rstrip()))
        place = f"{source}, line {self._number}"
        return self._number, note(origin, self._when, reading.zone, "\n".join(text), place, tags=tags)


def unescaped(line: str) -> str:
    """A line as it was before it was made fit for Markdown."""
    return _ESCAPED.sub(lambda found: found[1] or _SIGNS[found[2]], line)
