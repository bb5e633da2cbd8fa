"""What this rests on."""

from __future__ import annotations

from reflect.model import LIVED
from reflect.periods import Period
from reflect.review.blocks import Fact, Facts, Note, Section, Share, Times
from reflect.review.look import Look
from reflect.review.material import Material


def basis(look: Look) -> Section:
    """Days answered of workdays, ratings, passes: how much every number below stands on."""
    material, period = look.material, look.period
    days = material.answered_days(period)
    if not days:
        return Section("basis", "What this rests on", (_nothing(material, period),))
    due = material.workdays_of(period)
    facts = [Fact("workdays", "workdays answered", Share(len(days & set(due)), len(due)))] if due else []
    if others := len(days - set(due)):
        facts.append(Fact("other_days", "on days off", others))
    asked = [
        answer
        for entry in material.within(period)
        if entry.day in days and not entry.origin
        for answer in entry.answers
        if answer.visibility != "sealed"
    ]
    facts.append(Fact("ratings", "ratings", sum(a.prompt == LIVED and a.value is not None for a in asked)))
    facts.append(Fact("passes", "passed", Times(sum(a.state == "passed" for a in asked))))
    if material.first_day is not None and material.first_day >= period.first:
        facts.append(Fact("since", "since the first entry", material.first_day))
    return Section("basis", "What this rests on", (Facts("basis", tuple(facts)),))


def _nothing(material: Material, period: Period) -> Note:
    when = "on this day" if period.days == 1 else f"in these {period.days} days"
    if notes := sum(1 for _ in material.within(period)):
        words = "1 note" if notes == 1 else f"{notes} notes"
        return Note("empty", f"{words}, and no question answered, {when}.", "daily")
    return Note("empty", f"No question was answered {when}. Three minutes begin it:", "daily")
