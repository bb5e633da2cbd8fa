"""Her days: what has come due, a demonstration, the lived grid with its tally, and one question more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from reflect.choosing import Subjects, conviction_of_week, focus_on, third_question
from reflect.choosing.due import SECOND_LOOK
from reflect.demo.chance import share
from reflect.demo.days import Days
from reflect.demo.drafts import Draft, id_of
from reflect.demo.memory import Memory
from reflect.demo.nouns import Told
from reflect.demo.ratings import ratings
from reflect.demo.voice import Voice
from reflect.model import DEMONSTRATION, TALLY, Answer, Focus, Prompt
from reflect.packs import Packs

WORKDAYS = frozenset(range(5))
LATE = 0.12
"""How often a day is answered on the next morning."""

COSTS_TOLD = 4
"""Steps in of which she says, two weeks on, what they have cost since."""

TALLIED = {
    "gain": "gain",
    "failure": "failure",
    "credit": "credit",
    "departure": "leaver",
    "conversation": "heard",
}


@dataclass
class Dailies:
    """Makes the drafts of one leader's dailies; `events` are what happened up to the last day."""

    voice: Voice
    packs: Packs
    story: Told
    events: Sequence[Draft]

    @property
    def _days(self) -> Days:
        return self.voice.days

    @cached_property
    def _prompts(self) -> Mapping[str, Prompt]:
        return {prompt.id: prompt for prompt in self.packs.prompts()}

    @cached_property
    def _ratings(self) -> Mapping[tuple[str, date], Answer]:
        return ratings(self.voice.kept.nouns.convictions, self._days)

    @cached_property
    def _focuses(self) -> list[Focus]:
        return [mark for mark in self.voice.kept.marks if isinstance(mark, Focus)]

    def is_held(self, day: date) -> bool:
        """Whether there is a daily of that workday: what has come due is always answered."""
        return self._days.is_answered(day) or day in self._due or day == self._days.first

    def of(self, day: date, memory: Memory, today: Sequence[Draft]) -> Draft:
        """The daily of a workday; `today` are the events of that day."""
        answers = [*self._first_day(day), *self._due.get(day, ()), *self._two_questions(day, memory, today)]
        answers += self._third(day, memory)
        later = day + timedelta(days=3 if day.weekday() == 4 else 1)
        is_late = later <= self._days.last and share("late", self._days.number(day)) < LATE
        return Draft("daily", day, answers, written=later if is_late else None)

    def _two_questions(self, day: date, memory: Memory, today: Sequence[Draft]) -> Iterator[Answer]:
        active = self.voice.kept.nouns.active_convictions(day)
        monday = day - timedelta(days=day.weekday())
        of_week = conviction_of_week(day, active, memory.demonstrations_before(monday))
        assert of_week is not None
        yield self._demonstration(day, of_week.code)
        for conviction in active:
            yield self._ratings[conviction.code, day]
        yield Answer("", TALLY, choices=tallied(today), version=self._prompts[TALLY].version)

    def _demonstration(self, day: date, code: str) -> Answer:
        return self.voice.answer(self._prompts[DEMONSTRATION], day, conviction=code)

    def _third(self, day: date, memory: Memory) -> Iterable[Answer]:
        focus = focus_on(day, self._focuses)
        assert focus is not None
        active = self.voice.kept.nouns.active_convictions(day)
        subjects = Subjects(active, self.voice.roster(day), memory.gains)
        planned = third_question(
            day, self.packs.pack(focus.pack).prompts, subjects, memory.asked, workdays=WORKDAYS
        )
        return [self.voice.answer(one.prompt, day, one.person) for one in planned]

    # ---- what came due

    def _first_day(self, day: date) -> Iterator[Answer]:
        if day == self._days.first:
            words = self.story["first_day"]
            yield Answer("", "daily/opener-refused", text=words["refused"])
            yield Answer("", "daily/opener-angry", text=words["angry"])
            yield from (Answer("", "daily/hold", made=code) for code, _ in self.voice.kept.made["daily/hold", day])
            yield Answer("", "daily/another", choice="yes")

    @cached_property
    def _due(self) -> Mapping[date, list[Answer]]:
        due: dict[date, list[Answer]] = defaultdict(list)
        nouns = self.voice.kept.nouns
        for held in nouns.commitments:
            if held.closed is not None and held.outcome is not None:
                due[held.closed].append(Answer("", "daily/due-commitment", choice=held.outcome, made=held.code))
        for need in nouns.needs:
            for step in need.steps[1:]:
                told = Answer("", "daily/due-need", choice=step.state, made=need.code, person=need.person)
                due[step.since].append(told)
        for day, answer in (*self._of_failures(), *self._of_steps(), *self._of_feedback()):
            if day <= self._days.last:
                due[day].append(answer)
        return due

    def _of_failures(self) -> Iterator[tuple[date, Answer]]:
        later = {self._days.day(told["week"], 1) for told in self.story["failures"] if told.get("later")}
        for event in self.events:
            if event.kind == "failure" and event.day in later:
                yield self._after(event, SECOND_LOOK), self._came_back("daily/due-failure", event, "yes")

    def _of_steps(self) -> Iterator[tuple[date, Answer]]:
        told = 0
        for event in self.events:
            if (
                event.kind != "step"
                or (event.says("step-back/trigger") or event.answers[0]).choice != "quicker myself"
            ):
                continue
            day = self._after(event, SECOND_LOOK)
            line = self.voice.line(day, "daily/due-step-in") if told < COSTS_TOLD else None
            told += 1
            if line is not None:
                yield day, replace(self._came_back("daily/due-step-in", event, "now"), text=line.text)

    def _of_feedback(self) -> Iterator[tuple[date, Answer]]:
        for event in self.events:
            if event.kind == "feedback" and event.says("their-success/feedback-heard"):
                yield self._after(event, timedelta(days=7)), self._came_back("daily/due-feedback", event, "now")

    def _after(self, event: Draft, wait: timedelta) -> date:
        """The first workday after so long a wait."""
        return next((day for day in self._days.workdays if day >= event.day + wait), date.max)

    def _came_back(self, prompt: str, event: Draft, choice: str) -> Answer:
        return Answer("", prompt, choice=choice, made=id_of(event))


def tallied(today: Iterable[Draft]) -> tuple[str, ...]:
    """The words of the tally for what happened on a day, in its order."""
    words = set()
    for event in today:
        if event.kind == "step":
            words.add("took over" if event.answers[0].choice == "in" else "left it")
        elif event.kind in TALLIED:
            words.add(TALLIED[event.kind])
    order = ("took over", "left it", "gain", "failure", "credit", "leaver", "heard")
    return tuple(word for word in order if word in words) or ("none",)
