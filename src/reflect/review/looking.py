"""Looking back: the sections in reading order, and the two periods that they compare."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from reflect.insight.statistics import MIN_ANSWERS
from reflect.periods import Period, compared, unit_of, workdays
from reflect.periods.units import MONTHS
from reflect.review.blocks import Note, Review, Section
from reflect.review.days import weeks_names
from reflect.review.look import Look, halves, look_at
from reflect.review.material import Material
from reflect.review.sections.basis import basis
from reflect.review.sections.before_you_look import before_you_look
from reflect.review.sections.close import close
from reflect.review.sections.commitments import commitments
from reflect.review.sections.disconnects import disconnects
from reflect.review.sections.failures import failures
from reflect.review.sections.feedback import feedback
from reflect.review.sections.foundations import foundations
from reflect.review.sections.listening import listening
from reflect.review.sections.lived import lived
from reflect.review.sections.needs import needs
from reflect.review.sections.people import people
from reflect.review.sections.say_do import say_do
from reflect.review.sections.scales import scales
from reflect.review.sections.steps import steps
from reflect.review.sections.surprises import surprises
from reflect.review.sections.tests import tests
from reflect.review.sections.themes import themes
from reflect.review.sections.unfilled import TOLD_UNFILLED, UNFILLED
from reflect.review.sections.year_ago import year_ago

SECTIONS: Mapping[str, Callable[[Look], Section | None]] = {
    "before-you-look": before_you_look,
    "basis": basis,
    "surprises": surprises,
    "lived": lived,
    "say-do": say_do,
    "commitments": commitments,
    "steps": steps,
    "people": people,
    "needs": needs,
    "failures": failures,
    "disconnects": disconnects,
    "feedback": feedback,
    "scales": scales,
    "tests": tests,
    "listening": listening,
    "foundations": foundations,
    "themes": themes,
    "year-ago": year_ago,
    "close": close,
}
"""Every section by its key, in reading order."""

YOUNG = timedelta(days=14)
AHEAD = timedelta(days=190)
"""How far ahead the day is looked for from which readings will be possible: two quarters."""


def look_back(material: Material, period: Period, against: Period, *, only: Collection[str] = ()) -> Review:
    """The review of a period beside the one it is compared with.

    A first quarter has nothing before it: its weeks 1-6 are compared with the rest. `only` names the sections
    that are wanted.
    """
    look = look_at(material, period, against)
    wanted = [key for key in SECTIONS if not only or key in only]
    told = only or TOLD_UNFILLED
    found = [SECTIONS[key](look) or (UNFILLED.get(key) if key in told else None) for key in wanted]
    sections = [section for section in found if section is not None]
    if notes := _notes(look, period):
        sections = [
            replace(section, blocks=(*section.blocks, *notes)) if section.key == "basis" else section
            for section in sections
        ]
    codes = [conviction.code for conviction in material.convictions_in(look.now)]
    if codes and all(look.lived(code).reading == "not enough answers" for code in codes):
        note = not_yet(material, period)
        sections = [_told(section, note) for section in sections]
    parted = look.then is not look.before
    beside = " beside ".join(weeks_names(look.then, look.now)) if parted else ""
    return Review(period, look.then, tuple(sections), compared=beside)


def _notes(look: Look, period: Period) -> list[Note]:
    notes = []
    if look.then is not look.before:
        notes.append(Note("first-quarter", "Your first quarter: its first six weeks are compared with the rest."))
    if _is_young(look.material, period):
        notes.append(
            Note("young", f"This {period.unit} is young; the one before:", f"review --{period.unit} --last")
        )
    return notes


def _told(section: Section, note: Note) -> Section:
    """The readings' own section says when there will be some, right under the table without them."""
    if section.key != "say-do":
        return section
    table, *others = section.blocks
    return replace(section, blocks=(table, note, *others))


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
