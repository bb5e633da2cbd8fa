"""What to ask in a sitting: pure, from the answers of earlier days alone.

The conviction of the week follows Franklin's virtue of the week: each in turn, thirteen weeks a quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reflect.model import DEMONSTRATION, LIVED, TALLY, Conviction, Prompt
from reflect.periods import Period, last_workday

MOST_CONVICTIONS = 7
"""More rows than these do not fit a three-minute sitting: the oldest ones are asked about."""

CROSSCHECK_AFTER = timedelta(days=91)
"""The six are due again thirteen weeks after they were last asked, or after the first entry."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One open answer of a sitting: a prompt, and the conviction (its code) that it is asked about."""

    prompt: Prompt
    conviction: str | None = None


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
    prompt: Callable[[str], Prompt], active: Sequence[Conviction], of_week: Conviction | None
) -> tuple[Planned, ...]:
    """The day's questions: a demonstration first, then the lived grid with the tally under it.

    `prompt` looks a prompt up by id. Without an active conviction there is nothing to ask yet.
    """
    if of_week is None:
        return ()
    rows = active[:MOST_CONVICTIONS]
    return (
        Planned(prompt(DEMONSTRATION), of_week.code),
        *(Planned(prompt(LIVED), conviction.code) for conviction in rows),
        Planned(prompt(TALLY)),
    )


DEMONSTRATING = "convictions/demonstrating"
ENOUGH_DEMONSTRATIONS = 3
"""Kossoff's second question is asked of a conviction with fewer dated demonstrations than these."""


def crosscheck_plan(
    prompts: Sequence[Prompt], active: Sequence[Conviction], demonstrated: Mapping[str, int]
) -> tuple[Planned, ...]:
    """Kossoff's six in his order, then the closing three: the quarterly prompts, in the order of their pack.

    What goes over convictions is asked of each; `demonstrated` counts each one's dated demonstrations since
    the last time.
    """
    planned: list[Planned] = []
    for prompt in prompts:
        if prompt.cadence != "quarterly":
            continue
        if prompt.about != "conviction":
            planned.append(Planned(prompt))
            continue
        few = [c for c in active if demonstrated.get(c.code, 0) < ENOUGH_DEMONSTRATIONS]
        planned += [Planned(prompt, c.code) for c in (few if prompt.id == DEMONSTRATING else active)]
    return tuple(planned)


def crosscheck_due(day: date, last: date | None, first: date | None) -> bool:
    """Whether the six are due: thirteen weeks after the last time, or after the first entry."""
    since = last or first
    return since is not None and day - since >= CROSSCHECK_AFTER


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
