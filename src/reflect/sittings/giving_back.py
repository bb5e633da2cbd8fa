"""What a sitting gives back: one line that she did not have to ask for, and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reflect.choosing import crosscheck_due
from reflect.model import COSTLY, DEMONSTRATION, LIVED, Answer
from reflect.periods import Period, same_last_year
from reflect.session import Session
from reflect.sittings.opening import Sitting
from reflect.sittings.previous import said_commitment
from reflect.sittings.wording import short_day

ENOUGH = 10
"""Ratings of a conviction that a comparison of two periods needs on each side."""


def closing_lines(session: Session, sitting: Sitting) -> list[str]:
    """The line that the sitting gives back, and the crosscheck when it is due."""
    lines = [given_back(session, sitting)]
    if sitting.entry.kind == "daily":
        last = next(iter(session.journal.latest_days("crosscheck")), None)
        if crosscheck_due(session.today, last, session.journal.first_day()):
            lines.append("The quarter's cross-check is due: reflect crosscheck")
    return lines


def given_back(session: Session, sitting: Sitting) -> str:
    """The first of these that there is: a commitment due, her words of a year ago, what a conviction cost her."""
    return next(_candidates(session, sitting.entry.day))


def _candidates(session: Session, day: date) -> Iterator[str]:
    yield from _due_soon(session, day)
    yield from _a_year_ago(session, day)
    yield from _lived_at_a_cost(session, day)
    yield _until_readings(session, day)


def _due_soon(session: Session, day: date) -> Iterator[str]:
    for held in session.journal.nouns().commitments:
        if held.outcome is not None or held.due is None or held.visibility == "sealed":
            continue
        if day <= held.due <= day + timedelta(days=1):
            when = "today" if held.due == session.today else f"on {short_day(held.due, session.today)}"
            yield f"Due {when}: {said_commitment(held.cue, held.act)} ({held.code})"


def _a_year_ago(session: Session, day: date) -> Iterator[str]:
    then = same_last_year(Period(day, day, day.isoformat(), "day")).first
    for entry in session.journal.entries(then, then):
        for answer in entry.answers:
            if _quotable(answer):
                yield f"A year ago today: “{_first_line(answer)}”"


def _lived_at_a_cost(session: Session, day: date) -> Iterator[str]:
    costly = session.journal.latest_choice(DEMONSTRATION, COSTLY, day)
    if costly is not None and _quotable(costly[1]):
        when, answer = costly
        yield f"{short_day(when, session.today)}, {answer.conviction} cost you something: “{_first_line(answer)}”"


def _until_readings(session: Session, day: date) -> str:
    """For a young journal: how many days stand, and when the ratings will begin to say something."""
    first = session.journal.first_day() or day
    entries = session.journal.entries(max(first, day - timedelta(days=91)), day, "daily")
    days = sum(any(a.prompt == LIVED and a.state == "answered" for a in entry.answers) for entry in entries)
    if not days:
        return "Kept. Tomorrow the same, in three minutes."
    if days >= ENOUGH:
        return f"{days} days rated in the last thirteen weeks: reflect review --quarter"
    return f"{days} {'day stands' if days == 1 else 'days stand'}; from {ENOUGH} on, ratings can be compared."


def _quotable(answer: Answer) -> bool:
    return bool(answer.text) and answer.state == "answered" and answer.visibility != "sealed"


def _first_line(answer: Answer) -> str:
    return (answer.text or "").strip().splitlines()[0]
