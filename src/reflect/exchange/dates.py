"""Dates as people and programs write them, read strictly: two readings are refused, and none is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from reflect.errors import InputError, UsageError
from reflect.frozen import frozen

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun|tues|wednes|thurs|satur)(?:day)?\.?"
_MONTH = r"[a-z]{3,9}\.?"
_DATE = (
    r"(?:(?P<year>\d{4})(?P<by>[-/._])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})"
    r"|(?P<run>\d{8})"
    r"|(?P<one>\d{1,2})(?P<part>[-/._])(?P<two>\d{1,2})(?P=part)(?P<last>\d{4}|\d{2})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -](?P<name>{_MONTH}),?[ -](?P<year2>\d{{4}})"
    rf"|(?P<name2>{_MONTH})[ -](?P<day3>\d{{1,2}})(?:st|nd|rd|th)?,?[ -](?P<year3>\d{{4}}))(?!\d)"
)
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:[\s\u202f]?(?P<half>[ap])\.?m\.?)?(?:\s?(?P<offset>z|[+-]\d{2}:?\d{2}))?(?![\w:])"
)
_BEGINS = re.compile(
    rf"(?:{_WEEKDAY},?[ ])?{_DATE}(?:[-,. ]+{_WEEKDAY}(?!\w))?(?:(?:,?[ ]+(?:at )?|t){_TIME})?", re.IGNORECASE
)
_WITHIN = re.compile(rf"(?<![\d]){_DATE}", re.IGNORECASE)
_TIME_ALONE = re.compile(_TIME, re.IGNORECASE)
_CLOCK = re.compile(r"%-?[HIcXTrR]")
_PROBE = datetime(2023, 11, 27)  # noqa: DTZ001  (a calendar's day, no moment)
_SHOWN = 60


@frozen
class When:
    """A day, and where it is known the clock's time on it, with its offset from UTC where that was written."""

    day: date
    clock: time | None = None
    offset: timezone | None = None


def read_when(text: str, formats: Iterable[str], place: str) -> When | None:
    """What the whole text says of day and time, by the formats (of strptime) first, else strictly; None: no date.

    Raises InputError, which begins with `place`, where the date can be read in two ways.
    """
    text = " ".join(text.split())
    found = _by_formats(text, formats)
    if found is not None:
        return found
    match = _BEGINS.fullmatch(text)
    return None if match is None else _when(match, place)


def begins_with_when(text: str, formats: Iterable[str], place: str) -> tuple[When, str] | None:
    """The date that a text begins with, and what follows it; None where it begins with none. Raises InputError."""
    formats = tuple(formats)
    words = text.split()
    for number in range(min(len(words), 8), 0, -1) if formats else ():
        found = _by_formats(" ".join(words[:number]), formats)
        if found is not None:
            return found, " ".join(words[number:])
    match = _BEGINS.match(text)
    if match is None or text[match.end() : match.end() + 1].isalnum():
        return None
    when = _when(match, place)
    return None if when is None else (when, text[match.end() :].strip(" \t:-–—,"))


def day_within(name: str, formats: Iterable[str], place: str) -> tuple[date, str] | None:
    """The one date that stands in a file's name, and what follows it; None where there is none, or are several.

    Raises InputError where it can be read in two ways.
    """
    found = _by_formats(name, formats)
    if found is not None:
        return found.day, ""
    matches = list(_WITHIN.finditer(name))
    if len(matches) != 1:
        return None
    when = _when(matches[0], place, clock=False)
    return None if when is None else (when.day, name[matches[0].end() :])


def read_clock(text: str) -> time | None:
    """A time of day alone, as 18:05 or 6:05 pm."""
    match = _TIME_ALONE.fullmatch(" ".join(text.split()))
    return None if match is None else _clock(match)


def _by_formats(text: str, formats: Iterable[str]) -> When | None:
    for format_ in formats:
        try:
            found = datetime.strptime(text, format_)  # noqa: DTZ007  (what a clock showed; its zone comes after)
        except (ValueError, OverflowError, re.error):
            continue
        clock = found.time() if _CLOCK.search(format_) else None
        offset = found.utcoffset() if clock is not None else None
        return When(found.date(), clock, None if offset is None else timezone(offset))
    return None


def check_format(format_: str, *, clock_alone: bool = False) -> None:
    """Raise UsageError for a format that names no whole day (with `clock_alone`: no time either)."""
    try:
        back = datetime.strptime(_PROBE.strftime(format_), format_)  # noqa: DTZ007  (a calendar's day, no moment)
    except (ValueError, OverflowError, re.error):
        raise UsageError(
            f"--timeformat {format_!r} is no format that can be read back.", hint="As %d/%m/%Y, or %Y-%m-%d %H:%M."
        ) from None
    if back.date() != _PROBE.date() and not (clock_alone and _CLOCK.search(format_)):
        raise UsageError(f"--timeformat {format_!r} names no whole day.", hint="As %d/%m/%Y, or %Y-%m-%d %H:%M.")


def _when(match: re.Match[str], place: str, *, clock: bool = True) -> When | None:
    day = _day(match, place)
    if day is None:
        return None
    if not clock or match["hour"] is None:
        return When(day)
    shown = _clock(match)
    return None if shown is None else When(day, shown, _offset(match["offset"]))


def _day(match: re.Match[str], place: str) -> date | None:
    said = match.groupdict()
    if said["one"] is not None:
        return _numbers(said, match[0], place)
    if said["run"]:
        parts = said["run"][:4], said["run"][4:6], said["run"][6:]
    elif said["year"]:
        parts = said["year"], said["month"], said["day"]
    else:
        name = (said["name"] or said["name2"]).rstrip(".").lower()
        months = [str(n) for n, month in enumerate(_MONTHS, 1) if name in (month, month[:3], month[:4])]
        if len(months) != 1:
            return None
        parts = said["year2"] or said["year3"], months[0], said["day2"] or said["day3"]
    return _date(*map(int, parts))


def _numbers(said: dict[str, str], text: str, place: str) -> date | None:
    """Day and month in either order: one reading, or a complaint that there are several."""
    year, one, two = int(said["last"]), int(said["one"]), int(said["two"])
    if len(said["last"]) == 2:
        readings = {_date(2000 + year, two, one), _date(2000 + year, one, two), _date(2000 + one, two, year)}
    else:
        readings = {_date(year, two, one), _date(year, one, two)}
    readings.discard(None)
    if len(readings) > 1 or (readings and len(said["last"]) == 2):
        by = said["part"]
        raise InputError(
            f"{place}: {text[:_SHOWN]!r} can be read as several days.",
            hint=f"Say which with --timeformat, as %d{by}%m{by}%Y or %m{by}%d{by}%Y.",
        )
    return next(iter(readings), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time | None:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in "zZ":
        return UTC
    digits = text.replace(":", "")
    length = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:]))
    try:
        return timezone(-length if digits[0] == "-" else length)
    except ValueError:
        return None


# ---- moments


def stamp(when: When, zone: str) -> tuple[str | None, str | None]:
    """The moment in UTC, and the zone: that of the text, else `zone`; None for both where no time was written."""
    if when.clock is None:
        return None, None
    place: tzinfo | None = when.offset or zone_of(zone)
    shown = datetime.combine(when.day, when.clock)
    try:
        moment = shown.replace(tzinfo=place).astimezone(UTC)
    except (OverflowError, ValueError, OSError):  # the first and the last day that there are
        return None, None
    named = zone if when.offset is None else "UTC" if when.offset == UTC else f"{shown.replace(tzinfo=place):%z}"
    return said(moment), named


def said(moment: datetime) -> str:
    """A moment as an entry holds it: in UTC, ISO 8601, with a Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def local(moment: str, zone: str | None) -> datetime | None:
    """What the clock of a zone showed at a moment of an entry; None where either cannot be read."""
    place = zone_of(zone or "UTC")
    try:
        return datetime.fromisoformat(moment).astimezone(place)
    except (ValueError, OverflowError, OSError):
        return None


@lru_cache(maxsize=256)
def zone_of(name: str) -> tzinfo | None:
    """The zone of that name, or offset as +0200; None (the machine's own) where there is none of that name."""
    from zoneinfo import ZoneInfo  # 5 ms, and only where a clock's time is turned into a moment

    if re.fullmatch(r"[+-]\d{2}:?\d{2}", name):
        return _offset(name)
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        return None
