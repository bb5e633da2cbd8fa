"""Looking back: the sections in reading order, and the two periods that they compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from reflect.periods import Period, span
from reflect.review.blocks import Note, Review, Section
from reflect.review.material import Material
from reflect.review.sections.basis import basis
from reflect.review.sections.commitments import commitments
from reflect.review.sections.disconnects import disconnects
from reflect.review.sections.lived import lived
from reflect.review.sections.say_do import say_do
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


def look_back(material: Material, period: Period, against: Period) -> Review:
    """The review of a period beside the one it is compared with.

    A first quarter has nothing before it: its weeks 1-6 are compared with the rest.
    """
    now, before = period, against
    notes: list[Note] = []
    if _is_first_quarter(material, period, against):
        before = span(period.first, period.first + FIRST_HALF - timedelta(days=1))
        now = replace(period, first=period.first + FIRST_HALF)
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
    return Review(period, before, tuple(sections))


def _is_first_quarter(material: Material, period: Period, against: Period) -> bool:
    first = material.first_day
    long_enough = period.days > FIRST_HALF.days
    return period.unit == "quarter" and first is not None and against.last < first <= period.last and long_enough


def _is_young(material: Material, period: Period) -> bool:
    in_progress = period.last == material.today and period.days <= YOUNG.days
    older = material.first_day is not None and material.first_day < period.first
    return period.unit in ("month", "quarter", "year") and in_progress and older
