"""What she lived: her own dated words, before any number."""

from __future__ import annotations

from datetime import date

from reflect.model import COSTLY, DEMONSTRATION, Answer
from reflect.review.blocks import Note, Quote, Quotes, Section
from reflect.review.look import Look
from reflect.review.material import quotable

MOST = 10
MOST_COSTLY = 5
MAIN, MAIN_LETTERS = 3, 200


def lived(look: Look) -> Section | None:
    """The period in at most ten dated lines of hers, those that cost her something marked, and first of all."""
    material, period = look.material, look.period
    said = [(day, answer) for day, answer in material.answers(period, DEMONSTRATION) if quotable(answer)]
    if not said:
        if not material.answered_days(period):
            return None
        note = Note("empty", "Nothing yet: the daily's first question fills this.", "daily")
        return Section("lived", "What you lived", (note,))
    shown = chosen(said)
    main = most_telling(shown)
    quotes = tuple(
        Quote(
            (answer.text or "").strip(), day, answer.conviction or "",
            ("costly",) if answer.choice == COSTLY else (), answer.id, detail=(day, answer) not in main,
        )
        for day, answer in shown
    )  # fmt: skip
    return Section("lived", "What you lived", (Quotes("demonstrations", quotes),))


def most_telling(said: list[tuple[date, Answer]]) -> list[tuple[date, Answer]]:
    """The costly ones first, the latest first: three, or fewer where they are long, but one in any case."""
    ranked = sorted(said, key=lambda pair: (pair[1].choice == COSTLY, pair[0], pair[1].id), reverse=True)[:MAIN]
    while len(ranked) > 1 and sum(len(answer.text or "") for _, answer in ranked) > MAIN_LETTERS:
        ranked.pop()
    return ranked


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
