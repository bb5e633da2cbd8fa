"""Holding a crosscheck: the six, the offer of the review, the closing three; it may be left between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from reflect.asking.asks import Choice, ChoiceAsk
from reflect.periods import Period, before, quarter
from reflect.session import Session
from reflect.sittings.holding import hold_sitting
from reflect.sittings.opening import Sitting, store

FIRST_WEEKS = timedelta(weeks=6)
"""So long the greater part of the thirteen weeks that a crosscheck looks back on lies in the quarter before."""

CLOSING = ("convictions/patience", "convictions/then", "convictions/insight")


def hold_crosscheck(session: Session, sitting: Sitting, show_review: Callable[[], None]) -> bool:
    """Ask what is open of it. True when it is finished, False when she left.

    `show_review` shows the review of `quarter_shown`; it is offered after the six, unless the closing three are
    begun.
    """
    store(session, sitting)
    six = _part(sitting, closing=False)
    if not six.is_finished and not hold_sitting(session, six):
        return False
    closing = _part(sitting, closing=True)
    if all(answer.state == "open" for answer in closing.entry.answers) and not _offer(session, show_review):
        return False
    finished = hold_sitting(session, closing)
    sitting.entry = session.journal.entry(sitting.entry.id)
    return finished


def quarter_shown(session: Session, sitting: Sitting) -> Period:
    """The quarter whose review is offered: in a quarter's first weeks the one before, if she wrote in it."""
    day, starts = sitting.entry.day, session.settings.year_starts
    present = quarter(day, starts)
    earlier = before(present, year_starts=starts)
    first = session.journal.first_day() or day
    return earlier if day - present.first < FIRST_WEEKS and first <= earlier.last else present


def _part(sitting: Sitting, *, closing: bool) -> Sitting:
    answers = tuple(answer for answer in sitting.entry.answers if (answer.prompt in CLOSING) is closing)
    return Sitting(replace(sitting.entry, answers=answers), sitting.prompts, stored=True)


def _offer(session: Session, show_review: Callable[[], None]) -> bool:
    """Show the review if she wants it. False when she left."""
    choices = (Choice("y", "yes", "yes"), Choice("n", "no", "no"))
    reply = session.writer.choice(
        ChoiceAsk("The six are answered. Look back on the quarter before the last three?", choices)
    )
    if reply.move == "leave":
        return False
    if reply.chosen == ("yes",):
        show_review()
    return True
