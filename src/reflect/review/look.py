"""One look back: the material, the periods, and every reading of the review, settled together.

The Benjamini-Hochberg family is all the readings of one review, so all of them are computed before any section
speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from reflect.frozen import frozen
from reflect.insight.statistics import (
    ShareShift,
    Shift,
    Tested,
    Trend,
    settle,
    share_shift,
    shift,
    trend,
)
from reflect.model import Answer, Entry, Person, Question
from reflect.periods import Period, span
from reflect.review.material import Material
from reflect.review.waits import on_roster

GIVEN = "small-gains/given"
DIRECTION = "room-to-fail/direction"
CRITICAL = "room-to-fail/critical"
STAGE = "room-to-fail/stage"
TRIGGER = "step-back/trigger"
CREDIT = "their-success/credit"
YEAR = timedelta(days=364)

Counts = tuple[int, int]
Outcomes = tuple[bool, ...]
"""Whether each event of a share turned out the way that is counted, in the order of happening."""


FIRST_HALF = timedelta(weeks=6)


def halves(material: Material, period: Period, against: Period) -> tuple[Period, Period]:
    """The two periods whose ratings are compared: as they are, or a first quarter parted after six weeks."""
    if not _is_first_quarter(material, period):
        return period, against
    return replace(period, first=period.first + FIRST_HALF), _first_weeks(period)


def _is_first_quarter(material: Material, period: Period) -> bool:
    """Whether the journal began in this quarter, in those weeks with which the rest can be compared."""
    first = material.first_day
    long_enough = period.days > FIRST_HALF.days
    return period.unit == "quarter" and long_enough and first is not None and first in _first_weeks(period)


def _first_weeks(period: Period) -> Period:
    return span(period.first, period.first + FIRST_HALF - timedelta(days=1))


def look_at(material: Material, period: Period, before: Period) -> Look:
    """A look back on a period beside the one before it."""
    return Look(material, period, before, *halves(material, period, before))


@frozen
class Look:
    """What every section looks at.

    `period` stands beside `before`; `now` and `then` are the spans whose ratings are compared: the same two, or
    the halves of a first quarter.
    """

    material: Material
    period: Period
    before: Period
    now: Period
    then: Period

    # ---- what happened

    def events(self, kind: str, period: Period | None = None) -> list[Entry]:
        """The logged events of a kind within a period, in order."""
        within = period or self.period
        return [entry for entry in self.material.within(within) if entry.kind == kind]

    @cached_property
    def steps(self) -> dict[str, list[Entry]]:
        """The ordinary steps of the period, "in" and "back", and apart from them "critical" and "beginning"."""
        return sorted_steps(self.events("step"))

    @cached_property
    def roster(self) -> tuple[Person, ...]:
        """Those on the roster on the period's last day, as it stood with them then; sealed ones stay out."""
        day = self.period.last
        return tuple(
            replace(person, relations=tuple(r for r in person.relations if r.since <= day) or person.relations[:1])
            for person in on_roster(self.material.nouns.people, day)
        )

    # ---- readings

    @cached_property
    def _settled(self) -> dict[tuple[str, str], Tested[str]]:
        tests: dict[tuple[str, str], Tested[str]] = {}
        for conviction in self.material.convictions_in(self.now):
            code = conviction.code
            tests["lived", code] = shift(
                self.material.ratings(code, self.then), self.material.ratings(code, self.now)
            )
        for name, (was, is_now) in self._outcomes.items():
            if was and is_now:
                tests["share", name] = share_shift(was, is_now)
        for key, scale in self.scales.items():
            tests["scale", key] = scale.tested
        settled = settle(tests.values())
        return dict(zip(tests, settled, strict=True))

    @cached_property
    def shares(self) -> dict[str, tuple[Counts, Counts]]:
        """For each share that is compared: (n, of) before, (n, of) now."""
        return {
            name: ((sum(was), len(was)), (sum(is_now), len(is_now)))
            for name, (was, is_now) in self._outcomes.items()
        }

    @cached_property
    def _outcomes(self) -> dict[str, tuple[Outcomes, Outcomes]]:
        """For each share that is compared: how its events turned out before, and now."""
        return {
            "back": (steps_back(self.events("step", self.before)), steps_back(self.events("step"))),
            "kept": (self._kept(self.before), self._kept(self.period)),
            "credit": (credit_given(self.events("credit", self.before)), credit_given(self.events("credit"))),
        }

    def _kept(self, period: Period) -> Outcomes:
        ended = [
            (held.closed, held.outcome == "kept")
            for held in self.material.nouns.commitments
            if held.visibility != "sealed" and held.outcome and held.closed is not None and held.closed in period
        ]
        return tuple(kept for _, kept in sorted(ended, key=_day_of))

    @cached_property
    def scales(self) -> dict[str, Scale]:
        """Every other scale that was answered, by prompt and version; one whose steps were renamed is another."""
        labelled: dict[tuple[str, tuple[str, ...]], tuple[Question, list[tuple[date, int]]]] = {}
        for question, answers in self.material.scales:  # by prompt and version: the newest wording stays
            earlier = labelled.get((question.prompt, question.labels), (question, []))[1]
            labelled[question.prompt, question.labels] = (question, sorted([*earlier, *answers], key=_day_of))
        return {
            f"{question.prompt} {question.version}": scale_of(question, answers, self.now, self.then)
            for question, answers in labelled.values()
            if any(day in self.now for day, _ in answers)
        }

    def lived(self, code: str) -> Shift:
        """The reading of a conviction's ratings."""
        found = self._settled["lived", code]
        assert isinstance(found, Shift)
        return found

    def share(self, name: str) -> ShareShift | None:
        """The reading of a share; None where one side has nothing to count."""
        found = self._settled.get(("share", name))
        assert found is None or isinstance(found, ShareShift)
        return found

    def scale(self, key: str) -> Tested[str]:
        """The reading of a scale."""
        return self._settled["scale", key]

    def claims(self) -> Mapping[tuple[str, str], Tested[str]]:
        """Every reading of this review, by what it is of ("lived", "share", "scale") and its key."""
        return self._settled


@frozen
class Scale:
    """A scale's answers: before and now, or for a weekly one over the year; and the test that belongs to it."""

    question: Question
    before: tuple[int, ...]
    now: tuple[int, ...]
    tested: Shift | Trend
    over_year: bool


def scale_of(question: Question, answers: Iterable[tuple[date, int]], now: Period, then: Period) -> Scale:
    """A scale that is asked weekly gathers too few answers in a quarter: it is read over the last 52 weeks."""
    answers = list(answers)
    before = tuple(value for day, value in answers if day in then)
    within = tuple(value for day, value in answers if day in now)
    year = [(day, value) for day, value in answers if now.last - YEAR < day <= now.last]
    rare = max(len(before), len(within)) <= max(1, now.days // 6)
    if rare and now.unit in ("month", "quarter"):
        tested: Shift | Trend = trend([day.toordinal() for day, _ in year], [value for _, value in year])
        return Scale(question, before, within, tested, over_year=True)
    return Scale(question, before, within, shift(before, within), over_year=False)


def _day_of(rated: tuple[date, int]) -> date:
    """What sorts by the day alone: what happened on one day stays in the order in which it was written."""
    return rated[0]


def choice_in(entry: Entry, prompt: str) -> str:
    """The choice of an entry's answer to a prompt, or an empty string."""
    return next((a.choice or "" for a in entry.answers if a.prompt == prompt and a.choice), "")


def answer_in(entry: Entry, prompt: str) -> Answer | None:
    """An entry's answer to a prompt, if it was answered."""
    return next((a for a in entry.answers if a.prompt == prompt and a.state == "answered"), None)


def sorted_steps(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Steps in and back; truly critical ones and those at a beginning stand apart: they are not to be counted."""
    steps: dict[str, list[Entry]] = {"in": [], "back": [], "critical": [], "beginning": []}
    for entry in entries:
        if (sort := _sort_of_step(entry)) in steps:
            steps[sort].append(entry)
    return steps


def _sort_of_step(entry: Entry) -> str:
    direction = choice_in(entry, DIRECTION)
    if direction == "in" and choice_in(entry, CRITICAL) == "yes":
        return "critical"
    if direction == "in" and "beginning" in (choice_in(entry, STAGE), choice_in(entry, TRIGGER)):
        return "beginning"
    return direction


def steps_back(entries: Iterable[Entry]) -> Outcomes:
    """Whether each ordinary step was one back."""
    sorts = [_sort_of_step(entry) for entry in entries]
    return tuple(sort == "back" for sort in sorts if sort in ("in", "back"))


def credit_given(entries: Iterable[Entry]) -> Outcomes:
    """Whether she gave the credit, each time that she gave or kept it."""
    words = [choice_in(entry, CREDIT) for entry in entries]
    return tuple(word == "given" for word in words if word in ("given", "mine", "let mine stand"))
