"""What to ask of a week, a month and a quarter, of which one, and when it is due."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from reflect.choosing.planned import Asked, Planned, Subjects, in_order, least_recent, questions, without
from reflect.model import Conviction, Entry, Prompt
from reflect.periods import Period, before, month, quarter, week, year

MOST_WEEKLY = 7
MOST_MONTHLY = 8
MOST_QUARTERLY = 4
"""Quarterly questions of one monthly: the other half of it stays for the month."""

CROSSCHECK_AFTER = timedelta(days=91)
"""The six are due again thirteen weeks after they were last asked, or after the first entry."""

DEMONSTRATING = "convictions/demonstrating"
ENOUGH_DEMONSTRATIONS = 3
"""Kossoff's second question is asked of a conviction with fewer dated demonstrations than these."""

LAST_OF_MONTH_BEFORE = 10
"""Up to this day of a month the month before may still be looked back on."""


def weekly_plan(
    day: date,
    prompts: Sequence[Prompt],
    subjects: Subjects,
    asked: Asked,
    *,
    most: int = MOST_WEEKLY,
    of_today: Collection[str] = (),
    no_occasion: Collection[str] = (),
) -> tuple[Planned, ...]:
    """The week's questions: of the weekly ones those asked longest ago that this week has not asked yet.

    `prompts` are those of the convictions and of the pack in focus, `of_today` the ids that the same day's
    daily asks, `most` how many there is room for beside the events that wait. At most one is a gap.
    """
    left_out = {*asked.since(week(day).first), *of_today, *no_occasion}
    weekly = without(questions(prompts, "weekly"), left_out)
    return _flat(in_order(least_recent(weekly, prompts, subjects, asked, most), prompts))


def monthly_plan(
    day: date,
    prompts: Sequence[Prompt],
    quarterly: Sequence[Prompt],
    subjects: Subjects,
    asked: Asked,
    *,
    no_occasion: Collection[str] = (),
    year_starts: int = 1,
) -> tuple[Planned, ...]:
    """The month's questions, eight at most: of the monthly ones those asked longest ago.

    `prompts` are those of the convictions and of the packs in focus in that month. In a quarter's last month up
    to four quarterly questions come first (`quarterly`: the prompts of the packs in focus in that quarter, the
    present one first), in December then the yearly ones. What its quarter or year has asked is not asked again.
    """
    known = list(dict.fromkeys((*quarterly, *prompts)))
    whole = quarter(day, year_starts)
    chosen: list[tuple[Planned, ...]] = []

    def take(cadence: str, some: Sequence[Prompt], first: date, most: int) -> None:
        left_out = {*asked.since(first), *no_occasion, *(p.id for p in known if _has_gap(chosen) and p.gap)}
        candidates = without(questions(some, cadence), left_out)
        chosen.extend(in_order(least_recent(candidates, known, subjects, asked, most), some))

    if month(day).last == whole.last:
        take("quarterly", quarterly, whole.first, MOST_QUARTERLY)
    if day.month == 12:
        take("yearly", prompts, year(day).first, MOST_MONTHLY - len(chosen))
    take("monthly", prompts, month(day).first, MOST_MONTHLY - len(chosen))
    return _flat(chosen)


def _has_gap(chosen: Sequence[tuple[Planned, ...]]) -> bool:
    return any(planned[0].prompt.gap for planned in chosen)


def _flat(chosen: Sequence[tuple[Planned, ...]]) -> tuple[Planned, ...]:
    return tuple(planned for whole in chosen for planned in whole)


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


def week_to_ask(now: datetime, today: date, is_answered: Callable[[Period], bool], first: date | None) -> Period:
    """The ISO week that a weekly asks about: before Wednesday noon the week before, unless that is answered.

    `first` is the first day of the journal: what ended before it is not asked about.
    """
    present = week(today)
    early = today.weekday() < 2 or (today.weekday() == 2 and now.date() == today and now.hour < 12)
    return _before_or(present, early, is_answered, first)


def month_to_ask(today: date, is_answered: Callable[[Period], bool], first: date | None) -> Period:
    """The month that a monthly asks about: until the tenth the month before, unless that is answered."""
    return _before_or(month(today), today.day <= LAST_OF_MONTH_BEFORE, is_answered, first)


def _before_or(present: Period, early: bool, is_answered: Callable[[Period], bool], first: date | None) -> Period:
    if not early or first is None:
        return present
    earlier = before(present)
    return present if earlier.last < first or is_answered(earlier) else earlier


def crosscheck_due(day: date, last: date | None, first: date | None) -> bool:
    """Whether the six are due: thirteen weeks after the last time, or after the first entry."""
    since = last or first
    return since is not None and day - since >= CROSSCHECK_AFTER


def standing_about(entries: Iterable[Entry], about: Period) -> Entry | None:
    """Of the longer sittings of one kind the one about that period."""
    return next((entry for entry in entries if entry.about_from in (None, about.first)), None)


def weekly_due(
    now: datetime,
    today: date,
    workdays: Collection[int],
    is_answered: Callable[[Period], bool],
    first: date | None,
) -> bool:
    """Whether a weekly may be asked for: from the week's last workday on, until Wednesday noon of the next.

    A first week of less than three days is too short to look back on.
    """
    about = week_to_ask(now, today, is_answered, first)
    begins = about.first + timedelta(days=max(workdays))
    return _due(about, today, begins, first, timedelta(days=2), is_answered)


def monthly_due(today: date, is_answered: Callable[[Period], bool], first: date | None) -> bool:
    """Whether a monthly may be asked for: in the month's last three days, until the tenth of the next.

    A first month of less than two weeks is too short to look back on.
    """
    about = month_to_ask(today, is_answered, first)
    return _due(about, today, about.last - timedelta(days=2), first, timedelta(days=13), is_answered)


def _due(
    about: Period,
    today: date,
    begins: date,
    first: date | None,
    shortest: timedelta,
    is_answered: Callable[[Period], bool],
) -> bool:
    if first is None or today < begins or is_answered(about):
        return False
    return min(today, about.last) - max(first, about.first) >= shortest
