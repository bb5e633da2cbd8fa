"""Looking back: the sections in reading order, and the two periods that they compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from reflect.insight.statistics import MIN_ANSWERS
from reflect.periods import Period, compared, span, unit_of, workdays
from reflect.periods.units import MONTHS
from reflect.review.blocks import Note, Review, Section
from reflect.review.material import Material
from reflect.review.sections.basis import basis
from reflect.review.sections.commitments import commitments
from reflect.review.sections.disconnects import disconnects
from reflect.review.sections.lived import lived
from reflect.review.sections.say_do import say_do, shifts
from reflect.review.sections.year_ago import year_ago

SECTIONS: tuple[Callable[[Material, Period, Period], Section | None], ...] = (
    basis,
    lived,
    say_do,
    commitments,
    disconnects,
    year_ago,
)
SECTION_KEYS = ("basis", "lived", "say-do", "commitments", "disconnects", "year-ago")

FIRST_HALF = timedelta(weeks=6)
YOUNG = timedelta(days=14)
AHEAD = timedelta(days=190)
"""How far ahead the day is looked for from which readings will be possible: two quarters."""


def look_back(material: Material, period: Period, against: Period) -> Review:
    """The review of a period beside the one it is compared with.

    A first quarter has nothing before it: its weeks 1-6 are compared with the rest.
    """
    now, before = halves(material, period, against)
    notes: list[Note] = []
    if before is not against:
        notes.append(Note("first-quarter", "Your first quarter: its first six weeks are compared with the rest."))
    sections = [
        found
        for section in SECTIONS
        if (found := section(material, *((now, before) if section is say_do else (period, against)))) is not None
    ]
    if _is_young(material, period):
        notes.append(
            Note("young", f"This {period.unit} is young; the one before:", f"review --{period.unit} --last")
        )
    if notes and sections:
        sections[0] = replace(sections[0], blocks=(*sections[0].blocks, *notes))
    tested = shifts(material, now, before)
    if tested and all(result.reading == "not enough answers" for result in tested.values()):
        sections = [_told(section, not_yet(material, period)) for section in sections]
    return Review(period, before, tuple(sections))


def _told(section: Section, note: Note) -> Section:
    """The readings' own section says when there will be some, right under the table without them."""
    if section.key != "say-do":
        return section
    table, *others = section.blocks
    return replace(section, blocks=(table, note, *others))


def halves(material: Material, period: Period, against: Period) -> tuple[Period, Period]:
    """The two periods whose ratings are compared: as they are, or a first quarter parted after six weeks."""
    if not _is_first_quarter(material, period):
        return period, against
    return replace(period, first=period.first + FIRST_HALF), _first_weeks(period)


def _is_first_quarter(material: Material, period: Period) -> bool:
    """Whether the journal began in this quarter, in those weeks with which the rest can be compared."""
    first = material.first_day
    long_enough = period.days > FIRST_HALF.days
    return period.unit == "quarter" and long_enough and first is not None and first in _first_weeks(period)


def _first_weeks(period: Period) -> Period:
    return span(period.first, period.first + FIRST_HALF - timedelta(days=1))


def _is_young(material: Material, period: Period) -> bool:
    in_progress = period.last == material.today and period.days <= YOUNG.days
    older = material.first_day is not None and material.first_day < period.first
    return period.unit in ("month", "quarter", "year") and in_progress and older


def not_yet(material: Material, period: Period) -> Note:
    """From about which day readings will be possible, if from now on she answers on every workday."""
    needs = f"Readings need {MIN_ANSWERS} answers on either side"
    if period.last < material.today or period.unit is None:
        return Note("not-yet", f"{needs}; this period has too few.")
    day = _readable_from(material, period)
    if day is None:
        return Note("not-yet", f"{needs}, and this {period.unit} will have too few:", "review --quarter")
    year = "" if day.year == material.today.year else f" {day.year}"
    return Note("not-yet", f"{needs}: from about {day.day} {MONTHS[day.month - 1]}{year}.")


def _readable_from(material: Material, period: Period) -> date | None:
    """The first day on which a period of this unit, in progress then, will have ten answers on either side."""
    assert period.unit is not None
    starts = period.first.month if period.unit in ("quarter", "year") else 1
    ahead = Period(material.today, material.today + AHEAD, "")
    coming = workdays(replace(ahead, first=ahead.first + timedelta(days=1)), material.workdays)
    codes = [conviction.code for conviction in material.convictions_in(period)]
    for place, day in enumerate(coming, start=1):
        whole = unit_of(period.unit, day, starts)
        sides = halves(material, *compared(whole, day, year_starts=starts))
        to_come = [sum(other in side for other in coming[:place]) for side in sides]
        for code in codes:
            given = (len(material.ratings(code, side)) + more for side, more in zip(sides, to_come, strict=True))
            if min(given) >= MIN_ANSWERS:
                return day
    return None
