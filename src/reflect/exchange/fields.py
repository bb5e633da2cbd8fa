"""The values of a record, each read by what its key takes; what is wrong becomes a sentence that names the key."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeAlias

from reflect.errors import nearest

Reader: TypeAlias = Callable[[Any], Any]

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:-]{0,99}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z")
_MOST_DIGITS = 9
_SHOWN = 60


class RecordError(Exception):
    """What is wrong with a record, as a whole sentence."""


class _MisreadError(Exception):
    """A value that its key does not take."""

    def __init__(self, expected: str, near: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.near = near


def read_fields(
    given: Mapping[str, Any], readers: Mapping[str, Reader], required: Collection[str] = ()
) -> dict[str, Any]:
    """The values of an object by key; null counts as missing.

    Raises RecordError for an unknown key, a value that its key does not take, and a missing `required` one.
    """
    values: dict[str, Any] = {}
    for key, value in given.items():
        reader = readers.get(key)
        if reader is None:
            raise RecordError(f"unknown key {key[:_SHOWN]!r}.{nearest(key[:_SHOWN], list(readers))}")
        if value is None:
            continue
        try:
            values[key] = reader(value)
        except _MisreadError as error:
            sentence = f"{key} is {_shown(value)}, not {error.expected}.{error.near}"
            raise RecordError(sentence) from None
    for key in required:
        if key not in values:
            raise RecordError(f"{key} is missing.")
    return values


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def text(value: object) -> str:
    if type(value) is str:
        return value
    raise _MisreadError("text")


def words(value: object) -> str:
    """Text with something in it."""
    if type(value) is str and value and not value.isspace():
        return value
    raise _MisreadError("a text with something in it")


def identity(value: object) -> str:
    if type(value) is str and _ID.fullmatch(value):
        return value
    raise _MisreadError("an id (letters, digits and -_.: alone, at most 100)")


def code_with(letter: str) -> Reader:
    """A code of one kind of noun."""
    pattern = re.compile(f"{letter}[1-9][0-9]{{0,{_MOST_DIGITS - 1}}}")

    def read(value: object) -> str:
        if type(value) is str and pattern.fullmatch(value):
            return value
        raise _MisreadError(f"{letter} and a number, as {letter}1")

    return read


def one_of(known: Sequence[str]) -> Reader:
    """One of a few words."""
    either = f"{', '.join(known[:-1])} or {known[-1]}"

    def read(value: object) -> str:
        if type(value) is str and value in known:
            return value
        raise _MisreadError(either, nearest(value[:_SHOWN], list(known)) if type(value) is str else "")

    return read


def truth(value: object) -> bool:
    if type(value) is bool:
        return value
    raise _MisreadError("true or false")


def whole(least: int, most: int) -> Reader:
    """A whole number from `least` to `most`."""

    def read(value: object) -> int:
        if type(value) is int and least <= value <= most:
            return value
        raise _MisreadError(f"a whole number from {least} to {most:,}")

    return read


def rating(value: object) -> int:
    if type(value) is int and 1 <= value <= 5:
        return value
    if value == 0 and type(value) is int:
        raise _MisreadError('a whole number from 1 to 5; for "no occasion" write "state":"none" in its place')
    raise _MisreadError("a whole number from 1 to 5")


def texts(value: object) -> tuple[str, ...]:
    if type(value) is list and all(type(item) is str for item in value):
        return tuple(value)
    raise _MisreadError("a list of texts")


def list_of_objects(
    what: str, readers: Mapping[str, Reader], required: Collection[str], *, least: int = 0
) -> Reader:
    """A list of objects, each read into a dict; complaints are led by `what` and the place in the list."""

    def read(value: object) -> list[dict[str, Any]]:
        if type(value) is not list or not all(type(item) is dict for item in value):
            raise _MisreadError("a list of objects")
        if len(value) < least:
            raise _MisreadError("a list with something in it")
        found = []
        for place, item in enumerate(value, 1):
            try:
                found.append(read_fields(item, readers, required))
            except RecordError as error:
                raise RecordError(f"{what} {place}: {error}") from None
        return found

    return read


def day(value: object) -> date:
    found = _day(value) if type(value) is str else None
    if found is None:
        raise _MisreadError("a day, as 2025-09-30")
    return found


@lru_cache(maxsize=4096)
def _day(value: str) -> date | None:
    if not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def moment(value: object) -> str:
    """A moment in UTC with a Z; one with an offset is turned into it."""
    expected = "a moment with its offset, as 2025-09-30T16:05:00Z or 2025-09-30T18:05:00+02:00"
    if type(value) is not str:
        raise _MisreadError(expected)
    try:
        found = datetime.fromisoformat(value)
        in_utc = found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        raise _MisreadError(expected) from None
    if in_utc is None:
        raise _MisreadError(expected)
    return value if _MOMENT.fullmatch(value) else in_utc.replace(tzinfo=None).isoformat() + "Z"
