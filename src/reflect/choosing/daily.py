"""What to ask on a day: the conviction of the week, the lived grid, and one more.

The conviction of the week follows Franklin's virtue of the week: each in turn, thirteen weeks a quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from reflect.choosing.planned import Asked, Planned, Subjects, least_recent, questions, without
from reflect.model import DEMONSTRATION, LIVED, TALLY, Conviction, Prompt
from reflect.periods import Period, last_workday

MOST_CONVICTIONS = 7
"""More rows than these do not fit a three-minute sitting: the oldest ones are asked about."""

MOST_DAILY = 3


def conviction_of_week(
    day: date, convictions: Sequence[Conviction], last_asked: Mapping[str, date]
) -> Conviction | None:
    """The conviction whose demonstration was last asked longest ago, of those active on the week's Monday.

    `last_asked` holds, by code, the last day before that Monday; ties go by code. In the week of the very
    first conviction, when none was active on Monday yet, those active on `day` serve.
    """
    monday = day - timedelta(days=day.weekday())
    held = [c for c in convictions if c.active_on(day)]
    candidates = [c for c in held if c.active_on(monday)] or held
    return min(candidates, key=lambda c: (last_asked.get(c.code, date.min), int(c.code[1:] or 0)), default=None)


def daily_plan(
    prompt: Callable[[str], Prompt],
    active: Sequence[Conviction],
    of_week: Conviction | None,
    third: Sequence[Planned] = (),
    most: int = MOST_DAILY,
) -> tuple[Planned, ...]:
    """The day's questions: a demonstration first, then the lived grid with the tally under it, then one more.

    `prompt` looks a prompt up by id; `third` is the open answers of the one more. A shorter day (`most` 1-2)
    drops that first, then the demonstration. Without an active conviction there is nothing to ask yet.
    """
    if of_week is None:
        return ()
    first = (Planned(prompt(DEMONSTRATION), of_week.code),) if most >= 2 else ()
    rows = active[:MOST_CONVICTIONS]
    return (
        *first,
        *(Planned(prompt(LIVED), conviction.code) for conviction in rows),
        Planned(prompt(TALLY)),
        *(third if most >= MOST_DAILY else ()),
    )


def third_question(
    day: date,
    prompts: Sequence[Prompt],
    subjects: Subjects,
    asked: Asked,
    *,
    workdays: Collection[int],
    no_occasion: Collection[str] = (),
) -> tuple[Planned, ...]:
    """The one more of a day, from the pack in focus (`prompts`): its least recently asked daily question.

    On two days of the week it is one of the weekly ones that this week has not asked yet. Empty where the pack
    has none to ask.
    """
    monday = day - timedelta(days=day.weekday())
    weekly = without(questions(prompts, "weekly"), {*asked.since(monday), *no_occasion})
    daily = without(questions(prompts, "daily"), no_occasion)
    if day.weekday() in days_for_weekly(workdays):
        chosen = least_recent(weekly, prompts, subjects, asked, 1)
        if chosen:
            return chosen[0]
    chosen = least_recent(daily, prompts, subjects, asked, 1)
    return chosen[0] if chosen else ()


def days_for_weekly(workdays: Collection[int]) -> frozenset[int]:
    """The weekdays on which a daily asks a weekly question: the second and the fourth workday.

    From Monday to Friday these are Tuesday and Thursday: on the first day there is no week to speak of yet, the
    last has the weekly itself, and a day between the two leaves room for something to happen.
    """
    ordered = sorted(workdays)
    return frozenset(ordered[1:4:2])


def first_weeks_question(
    six: Sequence[Prompt], subjects: Subjects, asked: Asked, of_week: Conviction | None
) -> tuple[Planned, ...]:
    """The one more of the first days after the first walk: the next of Kossoff's six that was not asked yet.

    What goes over convictions word by word is asked of the conviction of the week alone. Empty where all were
    asked.
    """
    for prompt in six:
        if prompt.id in asked.prompts:
            continue
        if prompt.about != "conviction":
            return (Planned(prompt),)
        if prompt.kind == "grid":
            return tuple(Planned(prompt, conviction.code) for conviction in subjects.convictions)
        return () if of_week is None else (Planned(prompt, of_week.code),)
    return ()


def day_to_ask(
    now: datetime,
    today: date,
    workdays: frozenset[int],
    is_answered: Callable[[date], bool],
    first: date | None,
    away: Collection[Period] = (),
) -> date:
    """The day that a sitting asks about: before noon the last workday, unless that day is answered.

    No day `away` is a workday. `first` is the first day of the journal: before it there is nothing to ask
    about. After midnight, while the journal's day still lasts, it is late in that day and not before noon.
    """
    is_morning = now.date() == today and now.hour < 12
    if not is_morning or first is None:
        return today
    earlier = last_workday(today, workdays, away)
    return today if earlier < first or is_answered(earlier) else earlier
