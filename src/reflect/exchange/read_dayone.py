"""Day One's export: its JSON file, or the zip in which it lies beside the photos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, BinaryIO

from reflect.errors import InputError
from reflect.exchange.archive import archive, members_ending, unpacked
from reflect.exchange.dates import When, said, zone_of
from reflect.exchange.document import entries_of
from reflect.exchange.notes import STARRED, note
from reflect.exchange.reading import Reading
from reflect.exchange.records import Record
from reflect.exchange.sources import STANDARD_INPUT, first_sign, is_folder, opened, source_name
from reflect.model import Entry

ORIGIN = "dayone"
_MEDIA = ("photos", "videos", "audios", "pdfAttachments")
_SHOWN = 40


def read_dayone(reading: Reading) -> Iterator[tuple[int, Record]]:
    """The entries of an export, each with its line; an entry without text comes in as its day and tags alone.

    Raises NotFoundError, or InputError with file and line.
    """
    source = source_name(reading.path)
    if is_folder(reading.path):
        raise InputError(f"{source} is a folder.", hint="Name the JSON file in it.")
    with opened(reading) as stream:
        if first_sign(stream) != b"P":
            yield from _entries(stream, source, reading)
            return
    if reading.path == STANDARD_INPUT:
        raise InputError("A zip is read from a file, not from standard input.")
    with archive(reading.path, source) as found:
        members = members_ending(found, ".json", source)
        if not members:
            raise InputError(f"{source} holds no JSON file.", hint="In Day One, export as JSON.")
        for member in members:
            with unpacked(found, member, source) as stream:
                yield from _entries(stream, f"{source}, {member.filename}", reading)


def _entries(stream: BinaryIO, source: str, reading: Reading) -> Iterator[tuple[int, Record]]:
    for line, given in entries_of(stream, source):
        yield line, _entry(given, f"{source}, line {line}", reading)


def _entry(given: Mapping[str, Any], place: str, reading: Reading) -> Entry:
    moment = _moment(given.get("creationDate"), place)
    zone = _zone(given.get("timeZone"), place, reading)
    day = moment.astimezone(zone_of(zone)).date()
    text = given.get("text")
    if text is None:
        text = ""
        reading.tell("Entries without text, of which the day comes in", place)
    tags = given.get("tags") or []
    if not isinstance(text, str) or not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise InputError(f"{place}: {'tags is no list of texts' if isinstance(text, str) else 'text is no text'}.")
    for kind in _MEDIA:
        media = given.get(kind)
        if isinstance(media, list) and media:
            reading.tell("Photos and other media, left out", place, len(media))
    starred = [STARRED] if given.get("starred") is True else []
    entry = note(ORIGIN, When(day), zone, text, place, tags=chain(tags, starred))
    return entry if given.get("isAllDay") is True else replace(entry, at=said(moment), zone=zone)


def _moment(written: object, place: str) -> datetime:
    if written is None:
        raise InputError(f"{place}: creationDate is missing.")
    try:
        moment = datetime.fromisoformat(written) if isinstance(written, str) else None
        if moment is not None and moment.tzinfo is not None and date.min < moment.date() < date.max:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    shown = str(written)[:_SHOWN]
    raise InputError(f"{place}: creationDate is {shown!r}, not a moment, as 2025-09-30T16:05:00Z.")


def _zone(written: object, place: str, reading: Reading) -> str:
    name = written.replace("\\/", "/") if isinstance(written, str) else ""  # some converters escape it twice
    if name and zone_of(name) is not None:
        return name
    reading.tell("Entries of an unknown time zone, with their day in UTC", place)
    return "UTC"
