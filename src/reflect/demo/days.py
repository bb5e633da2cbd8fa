"""The days of the invented year: all of them counted from the quarter that is to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from reflect.demo.chance import share
from reflect.frozen import frozen
from reflect.periods import Period, before, month, quarter, workdays

FIRST_WEEK = -48
"""The week of the first day: the same quarter of the year before has begun, and has weeks to come."""

FREE = ((12, 24), (12, 31)), ((1, 1), (1, 1))
"""Days of every year, from month and day to month and day, on which nobody works."""

ANSWERED: Mapping[str, float] = {"early": 0.74, "before": 0.88, "shown": 0.9, "after": 0.86}
"""How likely a workday's sitting is held, season by season."""


def shown_quarter(last_day: date) -> Period:
    """The quarter to be shown: the last whole one by that day."""
    present = quarter(last_day)
    return present if last_day == present.last else before(present)


@frozen
class Days:
    """The year up to `last`; `weeks_away` are first and last weeks, counted as in `day`."""

    last: date
    weeks_away: Sequence[tuple[int, int]]

    @cached_property
    def shown(self) -> Period:
        return shown_quarter(self.last)

    @cached_property
    def previous(self) -> Period:
        """The quarter before the shown one."""
        return before(self.shown)

    @cached_property
    def _monday(self) -> date:
        return self.shown.first - timedelta(days=self.shown.first.weekday())

    @cached_property
    def first(self) -> date:
        return self._monday + timedelta(weeks=FIRST_WEEK)

    @cached_property
    def away(self) -> tuple[Period, ...]:
        """The days that are no workdays for her, in order."""
        weeks = [
            Period(self._monday + timedelta(weeks=one), self._monday + timedelta(weeks=other, days=4), "")
            for one, other in self.weeks_away
        ]
        years = range(self.first.year, self.last.year + 1)
        free = [Period(date(year, *one), date(year, *other), "") for year in years for one, other in FREE]
        spans = [one for one in (*weeks, *free) if one.last >= self.first and one.first <= self.last]
        return tuple(sorted(spans, key=lambda one: one.first))

    @cached_property
    def workdays(self) -> tuple[date, ...]:
        """Every workday from the first day to the last."""
        return self.workdays_of(Period(self.first, self.last, ""))

    def workdays_of(self, period: Period) -> tuple[date, ...]:
        """The workdays of a period."""
        return workdays(period, away=self.away)

    def day(self, week: int, weekday: int = 2) -> date:
        """A weekday (0 is Monday) of a week, counted from the shown quarter's first; if free, the one before."""
        found = self._monday + timedelta(weeks=week, days=weekday)
        while found.weekday() > 4 or any(found in one for one in self.away):
            found -= timedelta(days=1)
        return found

    def month(self, number: int) -> Period:
        """A month, counted from the last one of the shown quarter (0)."""
        months = self.shown.last.year * 12 + self.shown.last.month - 1 + number
        return month(date(months // 12, months % 12 + 1, 1))

    def monthly(self, number: int) -> date:
        """The day on which that month is looked back on: its last workday."""
        return self.workdays_of(self.month(number))[-1]

    def number(self, day: date) -> int:
        """The place of a Monday-to-Friday day, counted from the shown quarter's first week."""
        gone = (day - self._monday).days
        return gone // 7 * 5 + min(4, gone % 7)

    def season(self, day: date) -> str:
        """Whether a day is "early", in the quarter "before", in the one "shown", or "after" it."""
        if day > self.shown.last:
            return "after"
        if day >= self.shown.first:
            return "shown"
        return "before" if day >= self.previous.first else "early"

    def is_answered(self, day: date) -> bool:
        """Whether she held that workday's sitting."""
        return share("answered", self.number(day)) < ANSWERED[self.season(day)]
