"""What she lived: her own dated words, before any number."""

from __future__ import annotations

from datetime import date

from reflect.model import COSTLY, DEMONSTRATION, Answer
from reflect.review.blocks import Note, Quote, Quotes, Section
from reflect.review.look import Look
from reflect.review.material import quotable

MOST = 10
MOST_COSTLY = 5


def lived(look: Look) -> Section | None:
    """The period in at most ten dated lines of hers, those that cost her something marked."""
    material, period = look.material, look.period
    said = [(day, answer) for day, answer in material.answers(period, DEMONSTRATION) if quotable(answer)]
    if not said:
        if not material.answered_days(period):
            return None
        note = Note("empty", "Nothing yet: the daily's first question fills this.", "daily")
        return Section("lived", "What you lived", (note,))
    quotes = tuple(
        Quote(
            (answer.text or "").strip(), day, answer.conviction or "",
            ("costly",) if answer.choice == COSTLY else (), answer.id,
        )
        for day, answer in chosen(said)
    )  # fmt: skip
    return Section("lived", "What you lived", (Quotes("demonstrations", quotes),))


def chosen(said: list[tuple[date, Answer]]) -> list[tuple[date, Answer]]:
    """At most ten, in order of their days: the latest costly ones, then the rest spread evenly over the period."""
    said = sorted(said, key=lambda pair: (pair[0], pair[1].id))
    if len(said) <= MOST:
        return said
    costly = [pair for pair in said if pair[1].choice == COSTLY][-MOST_COSTLY:]
    others = [pair for pair in said if pair not in costly]
    room = MOST - len(costly)
    spread = [others[round(place * (len(others) - 1) / (room - 1))] for place in range(room)]
    return sorted(costly + spread, key=lambda pair: (pair[0], pair[1].id))
