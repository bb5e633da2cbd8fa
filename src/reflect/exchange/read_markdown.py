"""Markdown: one file or a folder of daily notes, as Obsidian and its like keep them, and what we wrote ourselves.

A note's day stands in its file's name, else in its front matter, else in the headings over its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from itertools import chain
from pathlib import Path

from reflect.errors import InputError
from reflect.exchange.dates import When, begins_with_when, check_format, day_within, read_when
from reflect.exchange.front_matter import Numbered, Property, without_front_matter
from reflect.exchange.notes import note, step_of, trimmed
from reflect.exchange.plain_text import text_lines
from reflect.exchange.read_own_markdown import OWN, read_own
from reflect.exchange.reading import Reading
from reflect.exchange.records import Record
from reflect.exchange.sources import (
    STANDARD_INPUT,
    each_file,
    files_under,
    is_folder,
    opened,
    opened_file,
    source_name,
)
from reflect.model import Answer, Entry

ORIGIN = "markdown"
ENDINGS = (".md", ".markdown")
_TAGS = ("tags", "tag")
_DAYS = ("date", "day", "created")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TAG = re.compile(r"(?<!\S)#([\w/-]*[^\W\d][\w/-]*)")  # Obsidian's: not of digits alone
_WEEKDAY = re.compile(r"\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)", re.I)


def read_markdown(reading: Reading) -> Iterator[tuple[int, Record]]:
    """The notes of a file or a folder, each with its line; in a folder, what has no date is told and left out.

    Raises NotFoundError, UsageError (a --timeformat or --scale that cannot serve) or InputError, with file and
    line.
    """
    for format_ in reading.timeformats:
        check_format(format_)
    source = source_name(reading.path)
    if not is_folder(reading.path):
        with opened(reading) as stream:
            stem = "" if reading.path == STANDARD_INPUT else Path(reading.path).stem
            yield from _File(reading, source, stem, alone=True).records(text_lines(stream, source))
        return
    files = files_under(reading, ENDINGS)
    if not files:
        raise InputError(f"{source} holds no file .md.")
    for path, shown in each_file(reading, files):
        with opened_file(path, shown) as stream:
            yield from _File(reading, shown, path.stem, alone=False).records(text_lines(stream, shown))


class _File:
    """One file that is being read."""

    def __init__(self, reading: Reading, source: str, stem: str, *, alone: bool) -> None:
        self._reading = reading
        self._source = source
        self._stem = stem
        self._alone = alone
        self._found: Mapping[str, Property] = {}

    def records(self, lines: Iterator[Numbered]) -> Iterator[tuple[int, Record]]:
        self._found, lines = without_front_matter(lines)
        if OWN in self._found:
            yield from read_own(lines, self._reading, self._source, ORIGIN)
            return
        named = day_within(self._stem, self._reading.timeformats, self._source)
        if named is None:
            yield from self._parts(lines)
            return
        day, rest = named
        title = rest.strip() if rest[:1] == " " and not _WEEKDAY.fullmatch(rest) else ""
        when = When(day, self._clock(When(day)))
        yield from self._note(1, when, chain([title] if title else [], (line for _, line in lines)))

    def _parts(self, lines: Iterator[Numbered]) -> Iterator[tuple[int, Record]]:
        """The parts under dated headings, or the whole where the front matter has the date."""
        held: list[str] = []
        begun, level, when, dated = 1, 0, self._front_day(), False
        fence = ""
        for number, line in lines:
            fence = _fenced(line, fence)
            heading = None if fence else _HEADING.fullmatch(line)
            under = None if heading is None else self._dated(heading[2], number)
            if heading is not None and under is not None:
                yield from self._note(begun, when, held, first=not dated)
                begun, level, dated = number, len(heading[1]), True
                when, held = under[0], [under[1]] if under[1] else []
            elif heading is not None and dated and when is not None and len(heading[1]) < level:
                yield from self._note(begun, when, held)  # a month's or a year's heading ends the day before
                begun, when, held = number, None, [line]
            else:
                held.append(line)
        if self._alone and when is None and not dated:
            raise InputError(
                f"{self._source}: no date stands in its name, its front matter or a heading.",
                hint="A date of another form is named with --timeformat, as %d.%m.%Y.",
            )
        yield from self._note(begun, when, held, first=not dated)

    def _note(
        self, number: int, when: When | None, lines: Iterable[str], *, first: bool = True
    ) -> Iterator[tuple[int, Record]]:
        """The note of some lines, if they say anything; the first one of a file has the front matter's words."""
        place = f"{self._source}, line {number}"
        lines = list(lines)
        said = [line for line in lines if line.strip() and not (when is None and _HEADING.fullmatch(line))]
        left = [line for key, one in self._found.items() if not self._read(key, when) for line in one.lines]
        if first and left:
            lines = [*left, "", *trimmed("\n".join(lines)).split("\n")]
        if when is None:
            if said or (first and left):
                self._reading.tell("Texts without a date, left out", place)
            return
        tags = chain(self._tags() if first else (), _inline_tags(lines))
        more = tuple(self._scales()) if first else ()
        if not (said or more or (first and left)):
            self._reading.tell("Empty notes, left out", place)
            return
        yield number, self._entry(when, "\n".join(lines), place, tags, more)

    def _entry(self, when: When, text: str, place: str, tags: Iterable[str], more: tuple[Answer, ...]) -> Entry:
        return note(ORIGIN, when, self._reading.zone, text, place, tags=tags, more=more)

    # ---- front matter

    def _read(self, key: str, when: When | None) -> bool:
        """Whether a property's words are kept elsewhere: as tags, as the day, as a rating."""
        if key in _DAYS:
            found = self._day_in(key)
            return found is not None and when is not None and found.day == when.day
        return key in _TAGS or key in map(str.lower, self._reading.scales)

    def _day_in(self, key: str) -> When | None:
        found = self._found.get(key)
        if found is None or len(found.values) != 1:
            return None
        return read_when(found.values[0].strip("[]"), self._reading.timeformats, f"{self._source}, {key}")

    def _front_day(self) -> When | None:
        return next(filter(None, map(self._day_in, _DAYS)), None)

    def _clock(self, named: When) -> time | None:
        """The time of day that the front matter gives to the day of the file's name."""
        found = self._front_day() if any(key in self._found for key in _DAYS) else None
        return found.clock if found is not None and found.day == named.day and found.offset is None else None

    def _tags(self) -> Iterator[str]:
        for found in (self._found[key] for key in _TAGS if key in self._found):
            for value in found.values:
                yield from [value] if found.listed else value.split("," if "," in value else None)

    def _scales(self) -> Iterator[Answer]:
        for key, prompt in self._reading.scales.items():
            found = self._found.get(key.lower())
            for value in found.values[:1] if found is not None else ():
                step = step_of(value, self._reading.steps, f"{self._source}, {key}")
                if step is not None:
                    yield Answer("", prompt, value=step)

    def _dated(self, heading: str, number: int) -> tuple[When, str] | None:
        words = heading.replace("[[", "").replace("]]", "").strip("*_ ")
        return begins_with_when(words, self._reading.timeformats, f"{self._source}, line {number}")


def _fenced(line: str, fence: str) -> str:
    """The fence of the block of code that stands open after the line, empty where none does."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if not fence:
        return match[1]
    return "" if match[1].startswith(fence) else fence


def _inline_tags(lines: Iterable[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        fence = _fenced(line, fence)
        if not fence:
            yield from _TAG.findall(line)
