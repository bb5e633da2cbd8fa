"""A leader who is simulated day by day: what her sittings ask, from what the days before have asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from reflect.choosing import (
    ALWAYS,
    Asked,
    Planned,
    Subjects,
    changed_to,
    conviction_of_week,
    daily_plan,
    focus_on,
    monthly_plan,
    next_pack,
    packs_in,
    third_question,
    weekly_plan,
)
from reflect.model import DEMONSTRATION, Conviction, Focus, Person, Prompt, Wording
from reflect.packs import load_packs
from reflect.periods import month, quarter

PACKS = load_packs(Path("/nowhere"))
OTHERS = tuple(key for key in PACKS.by_key if key not in ALWAYS)
BEGIN = date(2025, 1, 6)
WORKDAYS = frozenset(range(5))
DAYS = [BEGIN + timedelta(days=n) for n in range(364)]


def convictions(count: int) -> tuple[Conviction, ...]:
    return tuple(Conviction(f"c{n}", f"C{n}", (Wording(BEGIN, f"Belief {n}"),)) for n in range(1, count + 1))


def people(count: int) -> tuple[Person, ...]:
    return tuple(Person(f"p{n}", f"P{n}", f"Name {n}") for n in range(1, count + 1))


@dataclass(frozen=True, slots=True)
class Held:
    """A sitting that was held: its kind, its day, the pack in focus, what was planned and what she came to."""

    kind: str
    day: date
    focus: str | None
    plan: tuple[Planned, ...]
    came_to: tuple[Planned, ...]


Stops = Callable[[str, date, int], int]
"""After how many questions of a sitting she leaves: from its kind, its day and their number."""


def to_the_end(_kind: str, _day: date, count: int) -> int:
    return count


@dataclass
class Leader:
    """Plans sittings as the program does, and remembers what was asked on earlier days."""

    roster: tuple[Person, ...] = ()
    holds: tuple[Conviction, ...] = field(default_factory=lambda: convictions(3))
    focuses: list[Focus] = field(default_factory=list)
    stops: Stops = to_the_end
    events: int = 0
    held: list[Held] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._prompts: dict[str, date] = {}
        self._subjects: dict[tuple[str, str], date] = {}
        self._today: list[tuple[date, Planned]] = []

    def asked(self) -> Asked:
        return Asked(dict(self._prompts), dict(self._subjects))

    def night(self) -> None:
        """What was asked today counts from tomorrow on."""
        for day, planned in self._today:
            self._prompts[planned.prompt.id] = day
            subject = planned.person or planned.conviction
            if subject:
                self._subjects[planned.prompt.id, subject] = day
        self._today = []

    def set_focus(self, day: date, pack: str | None, weeks: int = 3) -> None:
        last = day + timedelta(weeks=weeks, days=-1)
        changed = changed_to(pack, last, day, self.focuses)
        known = {one.id: one for one in self.focuses}
        for one in changed:
            kept = replace(one, id=one.id or f"f{len(known)}")
            known[kept.id] = kept
        self.focuses = sorted(known.values(), key=lambda one: one.since)

    def keep_focus_going(self, day: date, weeks: int = 3) -> None:
        """Take the pack that is proposed, whenever none is in focus."""
        if focus_on(day, self.focuses) is None:
            self.set_focus(day, next_pack(OTHERS, self.focuses), weeks)

    def pack(self, day: date) -> str | None:
        focus = focus_on(day, self.focuses)
        return focus.pack if focus else None

    def subjects(self) -> Subjects:
        return Subjects(self.holds, self.roster)

    def third(self, day: date) -> tuple[Planned, ...]:
        pack = self.pack(day)
        if pack is None:
            return ()
        prompts = PACKS.pack(pack).prompts
        return third_question(day, prompts, self.subjects(), self.asked(), workdays=WORKDAYS)

    def daily(self, day: date) -> None:
        monday = day - timedelta(days=day.weekday())
        of_week = conviction_of_week(day, self.holds, self._last_weeks(monday))
        self._hold("daily", day, daily_plan(PACKS.prompt, self.holds, of_week, self.third(day)))

    def _last_weeks(self, monday: date) -> dict[str, date]:
        last: dict[str, date] = {}
        for one in self.held:
            for planned in one.plan:
                if planned.prompt.id == DEMONSTRATION and planned.conviction and one.day < monday:
                    last[planned.conviction] = one.day
        return last

    def weekly(self, day: date) -> None:
        pack = self.pack(day)
        prompts = [*PACKS.pack("convictions").prompts, *(PACKS.pack(pack).prompts if pack else ())]
        of_today = {planned.prompt.id for planned in self.third(day)}
        plan = weekly_plan(
            day, prompts, self.subjects(), self.asked(), most=7 - min(3, self.events), of_today=of_today
        )
        self._hold("weekly", day, plan)

    def monthly(self, day: date) -> None:
        def of(keys: Collection[str]) -> list[Prompt]:
            return [prompt for key in keys for prompt in PACKS.pack(key).prompts]

        prompts = [*PACKS.pack("convictions").prompts, *of(packs_in(month(day), self.focuses, day))]
        quarterly = of(packs_in(quarter(day), self.focuses, day))
        self._hold("monthly", day, monthly_plan(day, prompts, quarterly, self.subjects(), self.asked()))

    def _hold(self, kind: str, day: date, plan: tuple[Planned, ...]) -> None:
        came_to = plan[: self.stops(kind, day, len(plan))]
        self._today += [(day, planned) for planned in came_to]
        self.held.append(Held(kind, day, self.pack(day), plan, came_to))

    def live(self, days: Sequence[date], *, weeks: int = 3) -> Leader:
        """Hold a daily on each of these days, a weekly on each week's last, a monthly on each month's last."""
        last_of_week = {day.isocalendar()[:2]: day for day in days}
        last_of_month = {(day.year, day.month): day for day in days}
        for day in days:
            self.keep_focus_going(day, weeks)
            self.daily(day)
            if last_of_week[day.isocalendar()[:2]] == day:
                self.weekly(day)
            if last_of_month[day.year, day.month] == day:
                self.monthly(day)
            self.night()
        return self

    def sittings(self, kind: str) -> list[Held]:
        return [one for one in self.held if one.kind == kind]


def counted(plan: Sequence[Planned]) -> list[str]:
    """The ids of the questions of a plan, without those on another's screen, each once."""
    return list(dict.fromkeys(planned.prompt.id for planned in plan if not planned.prompt.part_of))


def times(held: Sequence[Held], interval: Callable[[date], object], cadence: str) -> Counter[tuple[str, object]]:
    """How often each question of a cadence came up within each interval."""
    counts: Counter[tuple[str, object]] = Counter()
    for one in held:
        by_id = {planned.prompt.id: planned.prompt for planned in one.came_to}
        for id_, prompt in by_id.items():
            if prompt.cadence == cadence:
                counts[id_, interval(one.day)] += 1
    return counts


HABITS = st.one_of(
    st.just([day for day in DAYS if day.weekday() in WORKDAYS]),
    st.sets(st.integers(0, 6), min_size=1, max_size=2).map(lambda w: [d for d in DAYS if d.weekday() in w]),
    st.integers(0, 330).map(
        lambda n: [d for d in DAYS if d.weekday() in WORKDAYS and not n <= (d - BEGIN).days < n + 21]
    ),
    st.sets(st.sampled_from(DAYS), min_size=1, max_size=60).map(sorted),
)
"""Every workday, once or twice a week, three weeks away, or now and then."""

LEAVES = st.one_of(
    st.just(to_the_end),
    st.integers(1, 9).map(lambda n: lambda _kind, day, count: count if day.toordinal() % 3 else min(n, count)),
)
"""To the end of every sitting, or off after some questions of each third day's."""
