"""Every way in which a person can name a period; what cannot be read is an error with the accepted forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MINYEAR, date

from reflect.errors import InputError, nearest
from reflect.periods.units import (
    MONTHS,
    WEEKDAYS,
    Period,
    Unit,
    before,
    iso_week,
    month,
    months,
    plus,
    span,
    unit_of,
    weeks_in,
)

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years that a person can name: far enough from the ends of the calendar to count days beyond them."""


def read_period(words: str, today: date, *, year_starts: int = 1) -> Period:
    """The period that a person's words name, seen from today.

    Case and runs of spaces do not matter. "This quarter" and "last year" are fiscal where the year does not
    start in January; 2025-Q3 is always the calendar's. Raises InputError, with the accepted forms as its hint,
    for whatever it cannot read.
    """
    said = " ".join(words.casefold().split())
    period = _read(said, words, today, year_starts)
    if period.first.year < FIRST_YEAR or period.last.year > LAST_YEAR:
        raise InputError(
            f"{_shown(words)!r} reaches beyond the years {FIRST_YEAR} to {LAST_YEAR}.",
            hint="Name a period nearer to today.",
        )
    return period


def _read(said: str, words: str, today: date, year_starts: int) -> Period:
    if ".." in said:
        return _read_span(said, today)
    for pattern, read in _GRAMMAR:
        if found := re.fullmatch(pattern, said, re.ASCII):
            return read(found, today, year_starts)
    raise InputError(f"{_shown(words)!r} names no period.{nearest(said[:40], _WORDS)}", hint=_FORMS)


def _shown(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


_FORMS = (
    "A period is written 2025, 2025-Q3, Q3 2025, 2025-09, 2025-W36, 2025-09-01, 2025-09-01..2025-10-15, FY2025, "
    "FY2025-Q3, today, yesterday, monday, last monday, this week, last week (month, quarter, year), "
    "3 days ago, 2 weeks ago, last 7 days or last 13 weeks."
)
_UNITS: tuple[Unit, ...] = ("week", "month", "quarter", "year")
_WORDS = ["today", "yesterday", *WEEKDAYS, *(f"{which} {unit}" for which in ("this", "last") for unit in _UNITS)]


def _read_year(found: re.Match[str], today: date, year_starts: int) -> Period:
    return months("year", *_year_begins(found, year_starts))


def _read_quarter(found: re.Match[str], today: date, year_starts: int) -> Period:
    number = int(found["quarter"])
    if not 1 <= number <= 4:
        raise _no(f"quarter {number}", found[0])
    begins, starts = _year_begins(found, year_starts)
    return months("quarter", begins + 3 * (number - 1), starts)


def _read_month(found: re.Match[str], today: date, year_starts: int) -> Period:
    return month(_date(int(found["year"]), int(found["month"]), 1, found[0]))


def _read_week(found: re.Match[str], today: date, year_starts: int) -> Period:
    year, number = int(found["year"]), int(found["week"])
    if year < MINYEAR:
        raise _no(f"year {year}", found[0])
    if not 1 <= number <= weeks_in(year):
        raise _no(f"week {number} in {year}", found[0])
    return iso_week(year, number)


def _read_day(found: re.Match[str], today: date, year_starts: int) -> Period:
    day = _one_day(found[0], today)
    return span(day, day)


def _read_unit(found: re.Match[str], today: date, year_starts: int) -> Period:
    unit = _UNITS[_UNITS.index(found["unit"])]
    this = unit_of(unit, today, year_starts)
    return this if found["which"] == "this" else before(this, year_starts=year_starts)


def _read_weekday(found: re.Match[str], today: date, year_starts: int) -> Period:
    back = (today.weekday() - WEEKDAYS.index(found["weekday"])) % 7
    day = plus(today, -7 if found["last"] and back == 0 else -back)
    return span(day, day)


def _read_ago(found: re.Match[str], today: date, year_starts: int) -> Period:
    day = plus(today, -_days_in(found))
    return span(day, day)


def _read_last_days(found: re.Match[str], today: date, year_starts: int) -> Period:
    return span(plus(today, 1 - _days_in(found)), today)


def _read_span(said: str, today: date) -> Period:
    first, _, last = said.partition("..")
    return span(_one_day(first.strip(), today), _one_day(last.strip(), today))


_ISO_DATE = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_GRAMMAR: tuple[tuple[str, Callable[[re.Match[str], date, int], Period]], ...] = (
    (r"(?P<fiscal>fy ?)?(?P<year>\d{4})", _read_year),
    (r"(?P<fiscal>fy ?)?(?P<year>\d{4})[- ]?q(?P<quarter>\d)", _read_quarter),
    (r"q(?P<quarter>\d)[- ](?P<fiscal>fy ?)?(?P<year>\d{4})", _read_quarter),
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})", _read_month),
    (r"(?P<year>\d{4})[- ]?w(?P<week>\d{1,2})", _read_week),
    (rf"today|yesterday|{_ISO_DATE}", _read_day),
    (rf"(?P<which>this|last) (?P<unit>{'|'.join(_UNITS)})", _read_unit),
    (rf"(?P<last>last )?(?P<weekday>{'|'.join(WEEKDAYS)})", _read_weekday),
    (r"(?P<count>\d{1,9}) (?P<unit>day|week)s? ago", _read_ago),
    (r"last (?P<count>[1-9]\d{0,8}) (?P<unit>day|week)s?", _read_last_days),
)


def _one_day(said: str, today: date) -> date:
    if said in ("today", "yesterday"):
        return plus(today, -(said == "yesterday"))
    if found := re.fullmatch(_ISO_DATE, said, re.ASCII):
        year, month, day = map(int, found.groups())
        return _date(year, month, day, said)
    message = f"{said[:40]!r} is no day that a span can begin or end with."
    raise InputError(message, hint=f"Write a date, today or yesterday on either side of the two dots. {_FORMS}")


def _date(year: int, month: int, day: int, said: str) -> date:
    if year < MINYEAR:
        raise _no(f"year {year}", said)
    if not 1 <= month <= 12:
        raise _no(f"month {month}", said)
    try:
        return date(year, month, day)
    except ValueError:
        raise _no(f"day {day} in {MONTHS[month - 1]} {year}", said) from None


def _days_in(found: re.Match[str]) -> int:
    return int(found["count"]) * (7 if found["unit"] == "week" else 1)


def _year_begins(found: re.Match[str], year_starts: int) -> tuple[int, int]:
    """The number of the month in which the year begins that was named, and the month in which such years start."""
    year, starts = int(found["year"]), year_starts if found["fiscal"] else 1
    if year < MINYEAR:
        raise _no(f"year {year}", found[0])
    return (year - (starts > 1)) * 12 + starts - 1, starts


def _no(what: str, said: str) -> InputError:
    return InputError(f"There is no {what} ({said.upper()}).", hint=_FORMS)
