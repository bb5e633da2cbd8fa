"""Opening a weekly, a monthly, a crosscheck: about which period, and taking one up where she left it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from reflect.choosing import month_to_ask, standing_about, week_to_ask
from reflect.errors import NotFoundError
from reflect.model import Entry
from reflect.periods import Period, month, week
from reflect.session import Session
from reflect.sittings.opening import Sitting, extended, is_new_home, not_to_come, opened, taken_up
from reflect.sittings.planning import (
    focus_pack,
    held_on,
    monthly_packs,
    packs_for,
    packs_of,
    plan_crosscheck,
    plan_monthly,
    plan_weekly,
    quarterly_packs,
    with_due,
)

TAKEN_UP_FOR = timedelta(days=14)
"""How long a crosscheck that was begun may be gone on with."""


def open_weekly(session: Session, on: date | None, focus: str = "") -> Sitting:
    """The weekly of an ISO week: the one of that day, else by the rule of Wednesday noon.

    It belongs to the day it is held, or to the week's last where that is over. Raises NotFoundError where there
    is no conviction to ask about.
    """
    _needs_a_conviction(session, on)
    about = week(not_to_come(session, on)) if on is not None else week_asked(session)
    day = on or min(session.today, about.last)
    standing = of_period(session, "weekly", about)
    if standing is not None:
        return _taken_up(session, standing)
    chosen = focus_pack(session, day, focus)
    packs = packs_for(session, [chosen])
    plan = with_due(session, plan_weekly(session, day, packs, chosen), packs, "weekly")
    return _about(session, opened(session, "weekly", day, plan), about)


def open_monthly(session: Session, on: date | None, focus: str = "") -> Sitting:
    """The monthly of a calendar month: the one of that day, else until the tenth that of the month before.

    It belongs to the day it is held, or to the month's last where that is over. Raises NotFoundError where there
    is no conviction to ask about.
    """
    _needs_a_conviction(session, on)
    about = month(not_to_come(session, on)) if on is not None else month_asked(session)
    day = on or min(session.today, about.last)
    standing = of_period(session, "monthly", about)
    if standing is not None:
        return _taken_up(session, standing)
    wanted = focus_pack(session, day, focus) or ""
    packs = packs_for(session, [*monthly_packs(session, day, wanted), *quarterly_packs(session, day, wanted)])
    plan = with_due(session, plan_monthly(session, day, packs, wanted), packs, "monthly")
    return _about(session, opened(session, "monthly", day, plan), about)


def open_crosscheck(session: Session, on: date | None, focus: str = "") -> Sitting:
    """The crosscheck of a day, or the one that was begun within the last two weeks and not finished.

    It asks the same whatever the focus. Raises NotFoundError where there is no conviction to ask about; no
    journal is made then.
    """
    del focus
    day = not_to_come(session, on or session.today)
    if is_new_home(session):
        raise _nothing_held("cross-check")
    begun = [
        entry
        for entry in session.journal.entries(day - TAKEN_UP_FOR, day, "crosscheck")
        if entry.day == day or any(answer.state == "open" for answer in entry.answers)
    ]
    if begun:
        return _taken_up(session, begun[-1])
    if not session.journal.nouns().active_convictions(day):
        raise _nothing_held("cross-check")
    sitting = opened(session, "crosscheck", day, plan_crosscheck(session, day, packs_for(session, ())))
    sitting.entry = replace(sitting.entry, about_from=day - timedelta(days=90), about_to=day)
    return sitting


def week_asked(session: Session) -> Period:
    """The week that a weekly asks about now."""
    first = session.journal.first_day()
    return week_to_ask(session.now, session.today, lambda about: is_answered(session, "weekly", about), first)


def month_asked(session: Session) -> Period:
    """The month that a monthly asks about now."""
    first = session.journal.first_day()
    return month_to_ask(session.today, lambda about: is_answered(session, "monthly", about), first)


def is_answered(session: Session, kind: str, about: Period) -> bool:
    """Whether a longer sitting about that period is finished."""
    entry = of_period(session, kind, about)
    return entry is not None and all(answer.state != "open" for answer in entry.answers)


def of_period(session: Session, kind: str, about: Period) -> Entry | None:
    """The longer sitting of a kind about that period, if it was opened."""
    return standing_about(session.journal.entries(about.first, about.last, kind), about)


def _taken_up(session: Session, standing: Entry) -> Sitting:
    packs = packs_for(session, packs_of(standing))
    return extended(session, taken_up(session, standing, packs), packs)


def _about(session: Session, sitting: Sitting, about: Period) -> Sitting:
    """The sitting with its period; it is late only once the next one's has come."""
    late = session.today > about.last + timedelta(days=3 if about.unit == "week" else 10)
    sitting.entry = replace(sitting.entry, about_from=about.first, about_to=about.last, late=late)
    return sitting


def _needs_a_conviction(session: Session, on: date | None) -> None:
    if is_new_home(session) or not held_on(session, on or session.today):
        raise _nothing_held("look back on")


def _nothing_held(act: str) -> NotFoundError:
    return NotFoundError(
        f"There is no conviction to {act} yet.", hint="Say one first: reflect convictions add, or reflect daily."
    )
