"""What comes next: the cross-check, the brief."""

from __future__ import annotations

from datetime import timedelta

from reflect.review.blocks import Note, Section
from reflect.review.days import short_day
from reflect.review.look import Look

RECENT = timedelta(days=14)


def close(look: Look) -> Section | None:
    """Whether the six were answered before this page, and what to type to close the period."""
    if look.period.unit not in ("quarter", "year") or not look.material.answered_days(look.period):
        return None
    last = max((e.day for e in look.material.within(look.period) if e.kind == "crosscheck"), default=None)
    notes = []
    if last is not None and look.material.today - last <= RECENT:
        day = short_day(last, look.material.today)
        notes.append(Note("answered", f"The six were answered before this page ({day})."))
    else:
        notes.append(Note("crosscheck", "To close the quarter, the six questions:", "crosscheck"))
    notes.append(Note("brief", "For your coach:", "export --coach"))
    return Section("close", "Next", tuple(notes))
