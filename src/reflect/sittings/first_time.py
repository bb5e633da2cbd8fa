"""The first walk, in Kossoff's order: discover, clarify and codify, then look how it plays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reflect.choosing import Planned
from reflect.model import DEMONSTRATION, Answer
from reflect.session import Session
from reflect.sittings.opening import (
    HOLD,
    OPENERS,
    Sitting,
    first_sitting,
    is_new_home,
    joined,
    opened,
    taken_up,
)

VALUES = "convictions/values"
ANOTHER = "daily/another"
MOST = 3
"""Convictions that the first walk stops at: a few that she lives by say more than a long list."""


def open_init(session: Session) -> Sitting | None:
    """The first walk as it stands or would be begun now; None where she holds something already.

    Convictions that came another way, and whose importance she has not said, are walked through from there.
    """
    if is_new_home(session):
        return first_sitting(session, "init", session.today)
    day = next(session.journal.latest_days("init"), None)
    if day is not None:
        entry = session.journal.sitting("init", day)
        assert entry is not None
        return walked_on(session, taken_up(session, entry, session.packs("convictions", "daily")))
    held = session.journal.nouns().active_convictions(session.today)
    if not held:
        return first_sitting(session, "init", session.today)
    unweighed = [conviction for conviction in held if conviction.importance is None][:MOST]
    if not unweighed:
        return None
    plan = [planned for conviction in unweighed for planned in _codify(session, conviction.code)]
    return opened(session, "init", session.today, plan)


def walked_on(session: Session, sitting: Sitting) -> Sitting:
    """The walk with its next questions, not stored yet; the same where it is over or waits for an answer."""
    answers = sitting.entry.answers
    if any(answer.state == "open" for answer in answers):
        return sitting
    plan = _next(session, answers)
    return joined(session, sitting, plan) if plan else sitting


def _next(session: Session, answers: Sequence[Answer]) -> tuple[Planned, ...]:
    """After a conviction how much it matters and how it plays out, then whether there is another."""
    packs = session.packs("convictions", "daily")
    said = [answer for answer in answers if answer.prompt == HOLD]
    if not said or said[-1].made is None:
        return ()
    codified = {answer.conviction for answer in answers if answer.prompt == VALUES}
    if said[-1].made not in codified:
        return _codify(session, said[-1].made)
    asked = [answer for answer in answers if answer.prompt == ANOTHER]
    if len(said) >= MOST:
        return ()
    if len(asked) < len(said):
        return (Planned(packs.prompt(ANOTHER)),)
    if asked[-1].choice != "yes":
        return ()
    used = {answer.prompt for answer in answers}
    opener = [Planned(packs.prompt(id_)) for id_ in OPENERS if id_ not in used]
    return (*opener[:1], Planned(packs.prompt(HOLD)))


def _codify(session: Session, code: str) -> tuple[Planned, ...]:
    packs = session.packs("convictions")
    return (Planned(packs.prompt(VALUES), code), Planned(packs.prompt(DEMONSTRATION), code))


def round_of(sitting: Sitting) -> Sitting:
    """What is asked now: the answers from the first open one on, in the order in which they joined."""
    entry = sitting.entry
    first = next((place for place, answer in enumerate(entry.answers) if answer.state == "open"), 0)
    now = replace(entry, answers=entry.answers[first:])
    return Sitting(now, sitting.prompts, sitting.stored, sitting.joining)


def hold_walk(session: Session, sitting: Sitting) -> bool:
    """Ask round after round until the walk is over. True then, False when she left."""
    from reflect.sittings.holding import hold_sitting

    now = sitting
    while True:
        if not hold_sitting(session, now):
            return False
        more = walked_on(session, Sitting(session.journal.entry(now.entry.id), now.prompts, stored=True))
        if not more.joining:
            sitting.entry = more.entry
            return True
        now = round_of(more)
