"""From the journal to a plan: what the choice of questions needs to know, read by index and no more than that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from reflect.choosing import (
    ALWAYS,
    MOST_CONVICTIONS,
    MOST_WEEKLY,
    OLDEST_DISCONNECT,
    Planned,
    Subjects,
    conviction_of_week,
    crosscheck_plan,
    daily_plan,
    first_weeks_question,
    focus_on,
    goes_by_gains,
    in_reach,
    monthly_plan,
    packs_in,
    third_question,
    weekly_plan,
)
from reflect.errors import InputError
from reflect.model import DEMONSTRATION, NEED_TOLD, Conviction, Entry, Prompt
from reflect.packs import Packs
from reflect.periods import month, quarter
from reflect.session import Session
from reflect.sittings.coming_due import planned_due

SIX = 6
"""Kossoff's questions, the first quarterly ones of their pack."""

FIRST_WEEKS = timedelta(days=14)
"""How long after the first walk a daily asks the six, one a day: a week, and as long again for missed days."""

OLD_FEAR = "small-gains/old-fear"
MET = "small-gains/met"


def packs_for(session: Session, keys: Iterable[str | None]) -> Packs:
    """The packs that are always asked, and those of these keys that are still there."""
    from reflect.packs import pack_files

    known = pack_files(session.home)
    return session.packs(*ALWAYS, *(key for key in keys if key in known and key not in ALWAYS))


def focus_pack(session: Session, day: date, wanted: str) -> str | None:
    """The pack in focus on a day, or the one that she wants instead for this sitting.

    Raises NotFoundError, with the nearest name, for one that there is not.
    """
    if wanted:
        return checked_pack(session, wanted)
    focus = focus_on(day, session.journal.focus())
    return focus.pack if focus else None


def checked_pack(session: Session, key: str) -> str:
    """The key of a pack that can be in focus. Raises NotFoundError, or InputError for one that always is."""
    if key in ALWAYS:
        raise InputError(f"{key} is asked whatever the focus.", hint="Another pack: reflect focus")
    session.packs(key)
    return key


def plan_daily(session: Session, day: date, packs: Packs, focus: str | None) -> tuple[Planned, ...]:
    """A day's questions; empty while there is no conviction. A day before the first is asked as today is."""
    journal = session.journal
    active = held_on(session, day)
    monday = day - timedelta(days=day.weekday())
    of_week = conviction_of_week(day, active, journal.last_asked(DEMONSTRATION, monday))
    of_week = of_week or (active[0] if active else None)
    third = _third(session, day, packs, focus, of_week)
    return daily_plan(packs.prompt, active, of_week, third, session.settings.daily_questions)


def held_on(session: Session, day: date) -> tuple[Conviction, ...]:
    """The convictions of a day; of a day before the first one, those of today."""
    nouns = session.journal.nouns()
    return nouns.active_convictions(day) or nouns.active_convictions(session.today)


def _third(
    session: Session, day: date, packs: Packs, focus: str | None, of_week: Conviction | None
) -> tuple[Planned, ...]:
    spread = _of_the_six(session, day, packs, of_week)
    if spread or focus is None or focus not in packs.by_key:
        return spread
    prompts = packs.pack(focus).prompts
    rotating = [prompt for prompt in prompts if prompt.cadence in ("daily", "weekly")]
    asked = session.journal.asked(rotating, day)
    return third_question(
        day, prompts, _subjects(session, day, rotating), asked,
        workdays=session.settings.workdays, no_occasion=_no_occasion(session),
    )  # fmt: skip


def _of_the_six(session: Session, day: date, packs: Packs, of_week: Conviction | None) -> tuple[Planned, ...]:
    """In the days after the first walk the crosscheck is spread over the dailies, a question a day."""
    walked = next(session.journal.latest_days("init"), None)
    if walked is None or not walked < day <= walked + FIRST_WEEKS:
        return ()
    six = [prompt for prompt in packs.pack("convictions").prompts if prompt.cadence == "quarterly"][:SIX]
    return first_weeks_question(six, _subjects(session, day, ()), session.journal.asked(six, day), of_week)


def plan_weekly(session: Session, day: date, packs: Packs, focus: str | None) -> tuple[Planned, ...]:
    """A week's questions, fewer where events wait for the rest of their forms."""
    from reflect.sittings.logging import MOST_WAITING, waiting  # it knows the sittings, which know this module

    prompts = [*packs.pack("convictions").prompts, *_prompts_of(packs, [focus])]
    weekly = [prompt for prompt in prompts if prompt.cadence == "weekly"]
    events = min(MOST_WAITING, len(waiting(session, day)))
    return weekly_plan(
        day, prompts, _subjects(session, day, weekly), session.journal.asked(weekly, day),
        most=MOST_WEEKLY - events, of_today=_of_today(session, day, packs, focus),
        no_occasion=_no_occasion(session),
    )  # fmt: skip


def _of_today(session: Session, day: date, packs: Packs, focus: str | None) -> set[str]:
    """What the same day's daily asks, or would ask if it were opened."""
    standing = session.journal.sitting("daily", day)
    if standing is not None:
        return {answer.prompt for answer in standing.answers}
    return {planned.prompt.id for planned in plan_daily(session, day, packs, focus)}


def plan_monthly(session: Session, day: date, packs: Packs, wanted: str) -> tuple[Planned, ...]:
    """A month's questions, in a quarter's last month with those of the quarter."""
    starts = session.settings.year_starts
    own = packs.pack("convictions").prompts
    prompts = [*own, *_prompts_of(packs, monthly_packs(session, day, wanted))]
    quarterly = _prompts_of(packs, quarterly_packs(session, day, wanted))
    longer = [prompt for prompt in (*prompts, *quarterly) if prompt.cadence in ("monthly", "quarterly", "yearly")]
    return monthly_plan(
        day, prompts, quarterly, _subjects(session, day, longer), session.journal.asked(longer, day),
        no_occasion=_no_occasion(session), year_starts=starts,
    )  # fmt: skip


def monthly_packs(session: Session, day: date, wanted: str) -> list[str]:
    """The packs in focus in the month of a day, the present one (or the one that she wants) first."""
    return _first(wanted, packs_in(month(day), session.journal.focus(), day))


def quarterly_packs(session: Session, day: date, wanted: str) -> list[str]:
    """The packs in focus in the quarter of a day, the present one (or the one that she wants) first."""
    whole = quarter(day, session.settings.year_starts)
    return _first(wanted, packs_in(whole, session.journal.focus(), day))


def _first(wanted: str, packs: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(([wanted] if wanted else []) + list(packs)))


def _prompts_of(packs: Packs, keys: Sequence[str | None]) -> list[Prompt]:
    return [prompt for key in keys if key and key in packs.by_key for prompt in packs.by_key[key].prompts]


def plan_crosscheck(session: Session, day: date, packs: Packs) -> tuple[Planned, ...]:
    """Kossoff's six and the closing three, the second asked where few demonstrations of the quarter stand."""
    active = session.journal.nouns().active_convictions(day)
    demonstrated: dict[str, int] = {}
    for entry in session.journal.entries(day - timedelta(days=91), day):
        for answer in entry.answers:
            if answer.prompt == DEMONSTRATION and answer.state == "answered" and answer.conviction:
                demonstrated[answer.conviction] = demonstrated.get(answer.conviction, 0) + 1
    return crosscheck_plan(packs.pack("convictions").prompts, active, demonstrated)


def with_due(session: Session, plan: tuple[Planned, ...], packs: Packs, kind: str) -> tuple[Planned, ...]:
    """The plan with what has come due before it, one thing at most; an empty plan stays empty."""
    return (*planned_due(session, packs, kind), *plan) if plan else plan


def packs_of(entry: Entry) -> set[str]:
    """The keys of the packs whose questions an entry holds."""
    return {answer.prompt.partition("/")[0] for answer in entry.answers}


def _subjects(session: Session, day: date, prompts: Sequence[Prompt]) -> Subjects:
    nouns = session.journal.nouns()
    people = [person for person in nouns.people if person.left is None or person.left > day]
    by_gains = any(goes_by_gains(prompt) for prompt in prompts)
    about: dict[str, str] = {}
    if reach := in_reach(nouns.disconnects):
        about[OLDEST_DISCONNECT] = reach[0].code
    if needs := [need for need in nouns.needs if need.is_open]:
        about[NEED_TOLD] = min(needs, key=lambda need: (need.asked, need.code)).code
    gains = session.journal.last_gains(day) if by_gains else {}
    return Subjects(held_on(session, day)[:MOST_CONVICTIONS], people, gains, about)


def _no_occasion(session: Session) -> set[str]:
    """Questions that presuppose something that there is not."""
    nouns = session.journal.nouns()
    here = [person for person in nouns.people if person.left is None]
    missing = {
        OLDEST_DISCONNECT: not in_reach(nouns.disconnects),
        NEED_TOLD: not any(need.is_open for need in nouns.needs),
        OLD_FEAR: not any(person.relation == "in repair" for person in here),
        MET: not here,
    }
    return {id_ for id_, is_missing in missing.items() if is_missing}
