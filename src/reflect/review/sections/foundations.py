"""The six foundations of confidence: which she gave, and which never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reflect.periods import Period
from reflect.review.blocks import Column, Section, Table, Value
from reflect.review.look import Look

FOUNDATION = "step-back/foundation"
SIX = {
    "new challenge": "a new challenge",
    "experienced support": "experienced support",
    "past win": "past wins recalled",
    "small tasks": "large goals made small",
    "progress": "progress celebrated",
    "effort": "effort honoured",
}
COLUMNS = (Column("label", ""), Column("before", "before", "right"), Column("now", "now", "right"))


def foundations(look: Look) -> Section | None:
    """Counts beside those of the period before; a foundation at zero twice running is said."""
    now, before = given(look, look.period), given(look, look.before)
    if not now and not before:
        return None
    rows: tuple[Mapping[str, Value], ...] = tuple(
        {"foundation": f, "label": label, "before": before[f], "now": now[f]} for f, label in SIX.items()
    )
    never = never_given(look)
    notes = (f"none in both periods: {', '.join(SIX[f] for f in never)}",) if never and now and before else ()
    table = Table("foundations", COLUMNS, rows, notes=notes)
    command = f"list {look.period.key} --pack step-back"
    return Section("foundations", "Six foundations", (table,), command, detail=True)


def given(look: Look, period: Period) -> Counter[str]:
    """How often each foundation was given, logged or told in the weekly."""
    words = [
        answer.choice
        for entry in look.material.within(period)
        for answer in entry.answers
        if answer.prompt == FOUNDATION and answer.state == "answered" and answer.choice in SIX
    ]
    return Counter(word for word in words if word)


def never_given(look: Look) -> list[str]:
    """The foundations at zero in both periods."""
    now, before = given(look, look.period), given(look, look.before)
    return [f for f in SIX if not now[f] and not before[f]]
