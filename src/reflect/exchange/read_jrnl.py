"""jrnl's journals: its text file, its folder of yyyy/mm/dd.txt, and its JSON export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, BinaryIO

from reflect.errors import InputError
from reflect.exchange.dates import When, check_format, read_clock, read_when
from reflect.exchange.document import entries_of
from reflect.exchange.notes import STARRED, note
from reflect.exchange.plain_text import text_lines
from reflect.exchange.reading import Reading
from reflect.exchange.records import Record
from reflect.exchange.sources import (
    each_file,
    files_under,
    first_sign,
    is_folder,
    opened,
    opened_file,
    source_name,
)
from reflect.model import Entry

ORIGIN = "jrnl"
_HEAD = re.compile(r"\[([^\]]{1,80})\] (.*)")  # jrnl's own rule: a blank always follows
_TAG = re.compile(r"(?<!\S)@([-+*#/\w]+)")  # jrnl's own rule
_DAY_FILE = re.compile(r"(\d{4})/(\d{2})/(\d{2})\.txt")


def read_jrnl(reading: Reading) -> Iterator[tuple[int, Record]]:
    """The entries of a text file, of a folder, or of a JSON export, each with its line.

    Raises NotFoundError, UsageError (a --timeformat that cannot serve) or InputError, with file and line.
    """
    source = source_name(reading.path)
    folder = is_folder(reading.path)
    for format_ in reading.timeformats:
        check_format(format_, clock_alone=folder)
    if folder:
        yield from _of_folder(reading, source)
        return
    with opened(reading) as stream:
        if first_sign(stream) == b"{":
            yield from _of_json(stream, reading, source)
        else:
            yield from _of_text(stream, reading, source)


def _of_folder(reading: Reading, source: str) -> Iterator[tuple[int, Record]]:
    files = files_under(reading, (".txt",))
    for path, shown in each_file(reading, files):
        day = _day_of(shown)
        if day is None:
            reading.tell("Files that are no day's (yyyy/mm/dd.txt), left out", shown)
            continue
        with opened_file(path, shown) as stream:
            yield from _of_text(stream, reading, shown, day)
    if not any(_day_of(shown) for _, shown in files):
        raise InputError(f"{source} holds no file yyyy/mm/dd.txt, as jrnl names them.")


def _day_of(shown: str) -> date | None:
    match = _DAY_FILE.fullmatch(shown)
    try:
        return None if match is None else date(*map(int, match.groups()))
    except ValueError:
        return None


def _of_text(
    stream: BinaryIO, reading: Reading, source: str, day: date | None = None
) -> Iterator[tuple[int, Record]]:
    """The entries of a text file; `day` is that of all of them in a folder, whatever their heads say."""
    begun, when, lines = 0, None, [""]
    after_blank = True
    for number, line in text_lines(stream, source):
        place = f"{source}, line {number}"
        head = _head(line, reading, place, day)
        if head is not None and not after_blank:  # jrnl leaves an empty line before each entry that it writes
            reading.tell("Lines inside a text that look like an entry's head, kept as text", place)
            head = None
        if head is not None:
            if when is not None:
                yield begun, _entry(lines, when, reading, f"{source}, line {begun}")
            begun, when, lines = number, head[0], [head[1]]
        elif when is None and line.strip():
            raise InputError(
                f"{place}: no entry begins here, as [2025-09-30 18:05] would begin one.",
                hint="A timeformat of your own is named with --timeformat.",
            )
        else:
            lines.append(line)
        after_blank = not line.strip()
    if when is not None:
        yield begun, _entry(lines, when, reading, f"{source}, line {begun}")


def _head(line: str, reading: Reading, place: str, day: date | None) -> tuple[When, str] | None:
    """When an entry begins here, and the rest of the line; None for any other line."""
    match = _HEAD.fullmatch(line)
    if match is None:
        return None
    when = read_when(match[1], reading.timeformats, place)
    if when is None and day is not None:
        clock = read_clock(match[1])
        when = None if clock is None else When(day, clock)
    if when is None:
        return None
    return When(day or when.day, when.clock, when.offset), match[2]


def _entry(lines: list[str], when: When, reading: Reading, place: str) -> Entry:
    title = lines[0].rstrip()
    starred = title == "*" or title.endswith(" *")
    text = "\n".join([title[:-1].rstrip() if starred else lines[0], *lines[1:]])
    return note(ORIGIN, when, reading.zone, text, place, tags=chain(_tags(text), [STARRED] if starred else []))


def _tags(text: str) -> Iterable[str]:
    return (tag.lower() for tag in _TAG.findall(text))


def _of_json(stream: BinaryIO, reading: Reading, source: str) -> Iterator[tuple[int, Record]]:
    for line, given in entries_of(stream, source):
        place = f"{source}, line {line}"
        title, body = _text(given, "title", place), _text(given, "body", place)
        shown = f"{_text(given, 'date', place)} {_text(given, 'time', place)}".strip()
        when = read_when(shown, (), place)
        if when is None:
            raise InputError(f"{place}: date and time are {shown[:40]!r}, and no day.")
        tags = given.get("tags") or []
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            raise InputError(f"{place}: tags is no list of texts.")
        starred = [STARRED] if given.get("starred") is True else []
        text = f"{title.rstrip()}\n{body}" if body.strip() else title
        yield line, note(ORIGIN, when, reading.zone, text, place, tags=chain(tags, starred))


def _text(given: Mapping[str, Any], key: str, place: str) -> str:
    found = given.get(key)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise InputError(f"{place}: {key} is no text.")
    return found
