"""Periods of days: their units, what comes before them, and the days in them.

A period is a run of whole journal days, both ends included. Weeks are ISO weeks. A quarter or year is the
calendar's, or fiscal where `year_starts` (a month, 1-12) is not January; a fiscal year is named by the calendar
year in which it ends, and its key begins with FY. Whatever would reach beyond the years 1 to 9999 is an
InputError.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import Literal, TypeAlias

from reflect.errors import InputError
from reflect.frozen import frozen

Unit: TypeAlias = Literal["day", "week", "month", "quarter", "year"]

_LENGTH = {"month": 1, "quarter": 3, "year": 12}  # in months
MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONDAY_TO_FRIDAY = frozenset(range(5))


@frozen
class Period:
    """The days from `first` to `last`, both included.

    `key` names it for programs and reads back to the same period: 2025, 2025-Q3, FY2026-Q1, 2025-09, 2025-W36,
    2025-09-01, 2025-09-01..2025-10-15. `unit` is None for a free span. One that is cut short, because it is
    still in progress, keeps the key and unit of the whole.
    """

    first: date
    last: date
    key: str
    unit: Unit | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.key

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def title(self) -> str:
        """Its name for people: "2025 Q3 (1 Jul – 30 Sep)", "week 36 of 2025 (1 – 7 Sep)", "September 2025"."""
        name = self.key.replace("-", " ")
        year = None if name.startswith("FY") else int(name[:4])
        match self.unit:
            case None:
                return _dates(self)
            case "day":
                return f"{WEEKDAYS[self.first.weekday()][:3].title()} {_dates(self)}"
            case "week":
                return f"week {int(name[-2:])} of {year} ({_dates(self, year)})"
            case "month":
                name = f"{MONTHS[self.first.month - 1]} {self.first.year}"
        if self.unit != "quarter" and year is not None and self.last == _end(self.first, self.unit):
            return name
        return f"{name} ({_dates(self, year)})"


def span(first: date, last: date) -> Period:
    """The days from `first` to `last`, both included; a single one is a day. Raises InputError when reversed."""
    if last < first:
        message = f"The span ends before it begins ({first.isoformat()}..{last.isoformat()})."
        raise InputError(message, hint=f"Write {last.isoformat()}..{first.isoformat()}.")
    if first == last:
        return Period(first, last, first.isoformat(), "day")
    return Period(first, last, f"{first.isoformat()}..{last.isoformat()}")


def week(day: date) -> Period:
    """The ISO week, Monday to Sunday, that holds the day."""
    year, number, weekday = day.isocalendar()
    first = plus(day, 1 - weekday)
    return Period(first, _end(first, "week"), f"{year:04d}-W{number:02d}", "week")


def month(day: date) -> Period:
    """The calendar month that holds the day."""
    return months("month", _month_number(day), 1)


def quarter(day: date, year_starts: int = 1) -> Period:
    """The quarter that holds the day: the calendar's, or the one of a year that starts in that month."""
    return months("quarter", _month_number(day), year_starts)


def year(day: date, year_starts: int = 1) -> Period:
    """The year that holds the day: the calendar's, or the one that starts in that month."""
    return months("year", _month_number(day), year_starts)


def unit_of(unit: Unit, day: date, year_starts: int = 1) -> Period:
    """The day, week, month, quarter or year that holds the day."""
    if unit == "day":
        return span(day, day)
    if unit == "week":
        return week(day)
    return months(unit, _month_number(day), 1 if unit == "month" else year_starts)


def before(period: Period, *, year_starts: int = 1) -> Period:
    """The whole unit before it; before a free span as many days. `year_starts` counts for fiscal periods alone."""
    day_before = plus(period.first, -1)
    if period.unit is None:
        return span(plus(period.first, -period.days), day_before)
    return unit_of(period.unit, day_before, year_starts if period.key.startswith("FY") else 1)


def compared(period: Period, today: date, *, year_starts: int = 1) -> tuple[Period, Period]:
    """The period, and the one before it that it is compared with.

    While the period is in progress it is cut at today, and the one before it at the same day of the same month
    of the unit (of the same weekday, of as many days); where that month is shorter, at its end.
    """
    earlier = before(period, year_starts=year_starts)
    if today not in period or today == period.last:
        return period, earlier
    return replace(period, last=today), replace(earlier, last=_same_place(period, today, earlier))


def same_last_year(period: Period) -> Period:
    """The same unit, or the same dates, a year before; of a unit that is cut short, up to the same day.

    A week becomes the ISO week of the same number, 53 becomes 52 where there is no 53; 29 February becomes 28.
    """
    if period.unit is None or period.unit == "day":
        return span(_plus_months(period.first, -12), _plus_months(period.last, -12))
    if period.unit == "week":
        iso = period.first.isocalendar()
        then = iso_week(iso.year - 1, min(iso.week, weeks_in(iso.year - 1)))
    else:
        first = _plus_months(period.first, -12)
        fiscal, number, rest = re.fullmatch(r"(FY|)(\d{4})(.*)", period.key).groups()  # type: ignore[union-attr]  # a key of these units always matches
        then = Period(first, _end(first, period.unit), f"{fiscal}{int(number) - 1:04d}{rest}", period.unit)
    if period.last < _end(period.first, period.unit):
        return replace(then, last=_same_place(period, period.last, then))
    return then


def weeks_of(period: Period) -> tuple[Period, ...]:
    """The ISO weeks that touch it, in order, each clipped to it and with the key of the whole week."""
    monday = period.first.toordinal() - period.first.weekday()
    weeks = []
    for start in range(monday, period.last.toordinal() + 1, 7):
        first = max(period.first, date.fromordinal(start))
        iso = first.isocalendar()
        last = date.fromordinal(min(start + 6, period.last.toordinal()))
        weeks.append(Period(first, last, f"{iso.year:04d}-W{iso.week:02d}", "week"))
    return tuple(weeks)


def workdays(
    period: Period, workdays: Collection[int] = _MONDAY_TO_FRIDAY, away: Collection[Period] = ()
) -> tuple[date, ...]:
    """Its days that are workdays (0 is Monday) and on which she is not away, in order."""
    days = map(date.fromordinal, range(period.first.toordinal(), period.last.toordinal() + 1))
    return tuple(day for day in days if _is_workday(day, workdays, away))


def last_workday(
    before: date, workdays: Collection[int] = _MONDAY_TO_FRIDAY, away: Collection[Period] = ()
) -> date:
    """The nearest workday strictly before that day, on which she was not away."""
    day = plus(before, -1)
    while not _is_workday(day, workdays, away):
        day = plus(day, -1)
    return day


def journal_day(local: datetime, day_ends: int = 4) -> date:
    """The day that a moment belongs to: until the hour `day_ends` (0-23, local) it is still the day before.

    It goes by the clock on the wall, and so is right on days of 23 and 25 hours.
    """
    return local.date() if local.hour >= day_ends else plus(local.date(), -1)


def _beyond() -> InputError:
    return InputError(
        f"That reaches beyond the years {MINYEAR} to {MAXYEAR}.", hint="Name a period nearer to today."
    )


def _month_number(day: date) -> int:
    """Months since January of the year 0, so that months can be counted across years."""
    return day.year * 12 + day.month - 1


def months(unit: Literal["month", "quarter", "year"], number: int, year_starts: int) -> Period:
    """The unit that holds the month of that number, in years that start in the month `year_starts`."""
    begins = number - (number - (year_starts - 1)) % _LENGTH[unit]
    year, month = divmod(begins - (year_starts - 1), 12)
    year += year_starts > 1
    if begins < MINYEAR * 12 or year > MAXYEAR:
        raise _beyond()
    first = date(begins // 12, begins % 12 + 1, 1)
    key = f"FY{year:04d}" if year_starts > 1 else f"{year:04d}"
    if unit != "year":
        key += f"-{month + 1:02d}" if unit == "month" else f"-Q{month // 3 + 1}"
    return Period(first, _end(first, unit), key, unit)


def _end(first: date, unit: Unit) -> date:
    """The last day of the unit that begins on that day."""
    if unit in _LENGTH:
        return _plus_months(first, _LENGTH[unit] - 1, on=31)
    return plus(first, 6 if unit == "week" else 0)


def iso_week(year: int, number: int) -> Period:
    return week(date.fromisocalendar(year, number, 1))


def weeks_in(year: int) -> int:
    """52 or 53: 28 December always lies in the last ISO week of its year."""
    if year < MINYEAR:
        raise _beyond()
    return date(year, 12, 28).isocalendar().week


def _same_place(period: Period, day: date, other: Period) -> date:
    """The day of `other` that lies where `day` lies in `period`, or the last one before it where there is none."""
    if period.unit in _LENGTH:
        months = _month_number(day) - _month_number(period.first)
        return _plus_months(other.first, months, on=day.day)
    return min(other.last, other.first + (day - period.first))


def _is_workday(day: date, workdays: Collection[int], away: Collection[Period]) -> bool:
    return day.weekday() in workdays and not any(day in period for period in away)


def plus(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        raise _beyond() from None


def _plus_months(day: date, months: int, on: int | None = None) -> date:
    """So many months later, on that day of the month (or on the same), or on its last where it is shorter."""
    from dateutil.relativedelta import relativedelta  # 2 ms, and most commands name no month

    try:
        return day + relativedelta(months=months, day=on)
    except ValueError:
        raise _beyond() from None


def _dates(period: Period, year: int | None = None) -> str:
    """Its two ends, "1 – 7 Sep", with their years unless both are the year already said."""
    first, last = period.first, period.last
    end = f"{last.day} {MONTHS[last.month - 1][:3]}"
    if not first.year == last.year == year:
        end += f" {last.year}"
    if first == last:
        return end
    begin = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        begin += f" {MONTHS[first.month - 1][:3]}"
    if first.year != last.year:
        begin += f" {first.year}"
    return f"{begin} – {end}"
