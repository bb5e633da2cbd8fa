"""Values in words: what a person reads in every format, said in one place."""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_never

from reflect.periods import Period
from reflect.render.charts import describe
from reflect.review.blocks import Change, Line, Mean, Quote, Review, Share, Span, Times, Value

NO_VALUE = "–"
NOTHING = "nothing here yet"
"""What stands in place of an empty table or list."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_DAYS_A_MONTH = 365.25 / 12
_WEEKS_FROM = 28
_MONTHS_FROM = 120
_YEARS_FROM = 731


def say(value: Value, *, year: int | None = None) -> str:  # noqa: PLR0911, PLR0912 - one case and return a kind of value
    """The value as a person reads it; dates in `year` are said without their year."""
    match value:
        case None:
            return NO_VALUE
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case int():
            return str(value)
        case float():
            return f"{value:.1f}"
        case datetime():
            return f"{value:%a} {say_day(value, year=year)}, {value:%H:%M}"
        case date():
            return say_day(value, year=year)
        case Mean(mean=mean, n=n):
            return NO_VALUE if mean is None else f"{mean:.1f} ({n})"
        case Share(n=n, of=of):
            return f"{n} of {of}" if of else NO_VALUE
        case Times(n=n):
            return "once" if n == 1 else f"{n} times"
        case Line():
            return describe(value)
        case Span(days=days):
            return _say_span(days)
        case Change(before=before, now=now):
            return f"{say(before)} → {say(now)}"
        case _:
            assert_never(value)


def say_day(day: date, *, year: int | None = None) -> str:
    """14 Aug, or 14 Aug 2024 where the year is not understood."""
    said = f"{day.day} {MONTHS[day.month - 1]}"
    return said if day.year == year else f"{said} {day.year}"


def say_source(quote: Quote, *, year: int | None = None) -> str:
    """Where a quote comes from: 14 Aug, C1 (costly)."""
    source = say_day(quote.day, year=year)
    if quote.about:
        source += f", {quote.about}"
    if quote.marks:
        source += f" ({', '.join(quote.marks)})"
    return source


def say_command(command: str) -> str:
    """What to type, with the program's name."""
    return f"reflect {command}"


def say_heading(review: Review) -> tuple[str, str]:
    """The title, and what the period is compared with.

    A review that brings its own title says all that it wants to say in it: a brief names no dates.
    """
    if review.title:
        return review.title, ""
    return f"Review · {review.period.title}", review.compared or f"compared with {review.against.title}"


def year_of(period: Period) -> int | None:
    """The year in which the whole period lies, None where it spans two."""
    return period.first.year if period.first.year == period.last.year else None


def _say_span(days: int) -> str:
    """Full units only: who has waited 13 days has waited one week."""
    if days < _WEEKS_FROM:
        return f"{days} d"
    if days < _MONTHS_FROM:
        return f"{days // 7} wk"
    if days < _YEARS_FROM:
        return f"{int(days / _DAYS_A_MONTH)} months"
    return f"{int(days / 365.25)} years"
