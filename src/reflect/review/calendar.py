"""A year at a glance: its days answered, and Franklin's grid of weeks and convictions.

Benjamin Franklin marked each day of a week under thirteen virtues (Autobiography, 1791); here a column is a week
of the year, and a row a conviction with the mean of what she rated it in that week.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from reflect.periods import Period, month, weeks_of
from reflect.periods.units import MONTHS, WEEKDAYS
from reflect.review.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Item,
    Items,
    Line,
    Mean,
    Note,
    Review,
    Section,
    Share,
    Table,
    Value,
)
from reflect.review.material import Material

DAYS = "Days answered"
LIVED = "How far you lived it, week by week"
LEGEND = "high: answered; low: a workday without an answer; a dot: nothing to answer"


def calendar_of(material: Material, year: Period, *, in_words: bool = False) -> Review:
    """The grids of a year; `in_words` is the same by months, as a table without charts."""
    days, lived = (_days_by_month, _lived_by_month) if in_words else (_days, _lived)
    sections = [Section("days", DAYS, days(material, year))]
    if material.convictions_in(year):
        sections.append(Section("convictions", LIVED, lived(material, year)))
    return Review(year, year, tuple(sections), title=f"Calendar · {year.title}")


def _known(material: Material, period: Period) -> Facts | Note:
    """On how many of its workdays so far she answered, and on how many other days."""
    answered, due = material.answered_days(period), set(_due(material, period))
    if not answered:
        return Note("empty", f"No day of {period.title} was answered.")
    facts = [Fact("workdays", "workdays answered", Share(len(answered & due), len(due)))]
    if others := len(answered - due):
        facts.append(Fact("other_days", "on days off", others))
    return Facts("answered", tuple(facts))


def _due(material: Material, period: Period) -> tuple[date, ...]:
    """The workdays of a period from the journal's first day up to today."""
    if material.first_day is None or period.first > material.today:
        return ()
    return material.workdays_of(Period(period.first, min(period.last, material.today), ""))


def _days(material: Material, year: Period) -> tuple[Block, ...]:
    """A row for each day of the week, a column for each week."""
    answered, due = material.answered_days(year), frozenset(_due(material, year))
    weekdays = sorted({day.weekday() for day in answered | due} or material.workdays)
    columns = (
        Column("weekday", ""),
        Column("weeks", _months_ruler(year), chart=True),
        Column("answered", "answered", "right"),
    )
    rows = tuple(_weekday(weekday, year, answered, due) for weekday in weekdays)
    return (_known(material, year), Table("weekdays", columns, rows, notes=(LEGEND,)))


def _weekday(weekday: int, year: Period, answered: Collection[date], due: Collection[date]) -> Mapping[str, Value]:
    mondays = [week.first - timedelta(days=week.first.weekday()) for week in weeks_of(year)]
    days = [monday + timedelta(days=weekday) for monday in mondays]
    own_due = [day for day in days if day in due]
    return {
        "weekday": WEEKDAYS[weekday][:3].title(),
        "weeks": Line(tuple(1.0 if d in answered else 0.0 if d in due else None for d in days), 0, 1, mondays[0]),
        "answered": Share(sum(day in answered for day in own_due), len(own_due)),
    }


def _lived(material: Material, year: Period) -> tuple[Block, ...]:
    """A row for each conviction, a column for each week."""
    weeks = len(weeks_of(year))
    first = year.first - timedelta(days=year.first.weekday())
    rows: tuple[Mapping[str, Value], ...] = tuple(
        {
            "conviction": conviction.code,
            "statement": conviction.worded_on(year.last).statement,
            "weeks": Line(material.weekly_means(conviction.code, year.last, weeks), first=first),
            "mean": _mean(material.ratings(conviction.code, year)),
        }
        for conviction in material.convictions_in(year)
    )
    columns = (
        Column("conviction", ""),
        Column("statement", "you hold", wide=True),
        Column("weeks", _months_ruler(year), chart=True),
        Column("mean", "mean (n)", "right"),
    )
    return (Table("convictions", columns, rows, notes=("low 1 … high 5; a dot: no rating in that week",)),)


def _days_by_month(material: Material, year: Period) -> tuple[Block, ...]:
    rows: tuple[Mapping[str, Value], ...] = tuple(
        {"month": MONTHS[one.first.month - 1], "answered": _answered_of(material, one)}
        for one in _months(year)
        if one.first <= material.today
    )
    columns = (Column("month", "month"), Column("answered", "workdays answered", "right"))
    return (_known(material, year), Table("months", columns, rows))


def _answered_of(material: Material, period: Period) -> Value:
    due = _due(material, period)
    return Share(len(material.answered_days(period) & set(due)), len(due)) if due else None


def _lived_by_month(material: Material, year: Period) -> tuple[Block, ...]:
    convictions = material.convictions_in(year)
    columns = (Column("month", "month"), *(Column(c.code, c.code, "right") for c in convictions))
    held = tuple(
        Item(f"{c.code}: {c.worded_on(year.last).statement}", {"conviction": c.code}) for c in convictions
    )
    rows: tuple[Mapping[str, Value], ...] = tuple(
        {
            "month": MONTHS[one.first.month - 1],
            **{c.code: _mean(material.ratings(c.code, one)) for c in convictions},
        }
        for one in _months(year)
        if one.first <= material.today
    )
    notes = ("the mean of the month, and of how many ratings",)
    return (Items("held", held), Table("months", columns, rows, notes=notes))


def _months(year: Period) -> list[Period]:
    months = [month(year.first)]
    while months[-1].last < year.last:
        months.append(month(months[-1].last + timedelta(days=1)))
    return months


def _mean(ratings: list[int]) -> Mean:
    return Mean(sum(ratings) / len(ratings) if ratings else None, len(ratings))


def _months_ruler(year: Period) -> str:
    """The months' names over the weeks in which they begin, a sign for each week."""
    weeks = weeks_of(year)
    signs = ["·"] * len(weeks)
    for one in _months(year):
        begins = next(place for place, week in enumerate(weeks) if one.first in week)
        name = MONTHS[one.first.month - 1][:3]
        signs[begins : begins + len(name)] = name  # the last month has four weeks, and room for its name
    return "".join(signs)
