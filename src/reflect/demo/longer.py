"""Her weeks, months and quarters: the longer sittings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from reflect.choosing import crosscheck_plan, focus_on
from reflect.choosing.due import COACH, THEME, THEME_OFFER
from reflect.demo.chance import share
from reflect.demo.days import Days
from reflect.demo.drafts import Draft
from reflect.demo.memory import Memory
from reflect.demo.nouns import CROSSCHECK_WEEKDAY, Told
from reflect.demo.voice import Voice
from reflect.model import Answer, Conviction, Focus, Prompt
from reflect.packs import Packs
from reflect.periods import Period, month, week

HELD = 0.85
"""How often she takes the time for a weekly."""

OWN = ("convictions/served", "convictions/cost", "convictions/oldest-disconnect", "convictions/listened")
DID_NOT_FIT = "convictions/did-not-fit"
DUE_ACT = "daily/due-act"
MOST = 7
QUARTER = timedelta(days=91)
SUPPORT: Mapping[str, Sequence[int]] = {
    "C1": (2, 2, 2, 3, 3), "C2": (4, 4, 4, 4, 4), "C3": (3, 3, 3, 2, 2),
    "C4": (2, 3, 3, 3, 4), "C5": (4, 4, 4, 4, 4), "C6": (2, 2, 2, 2, 3),
}  # fmt: skip
"""How far the larger organization supports each conviction, cross-check by cross-check."""

THEN = {"C1": 2, "C2": 4, "C3": 4, "C4": 3, "C5": 3, "C6": 3}
"""Where she was three months ago, with what she knows now."""


@dataclass
class Longer:
    """Makes the drafts of one leader's weeklies, monthlies and cross-checks."""

    voice: Voice
    packs: Packs
    story: Told

    @property
    def _days(self) -> Days:
        return self.voice.days

    @cached_property
    def _prompts(self) -> Mapping[str, Prompt]:
        return {prompt.id: prompt for prompt in self.packs.prompts()}

    @cached_property
    def _crosschecks(self) -> Mapping[date, int]:
        weeks = enumerate(self.story["crosschecks"])
        return {self._days.day(one, CROSSCHECK_WEEKDAY): number for number, one in weeks}

    @cached_property
    def _monthlies(self) -> Mapping[date, int]:
        return {self._days.monthly(int(number)): int(number) for number in self.story["monthly"]}

    def of(self, day: date, memory: Memory) -> Iterator[Draft]:
        """The longer sittings that are held on a workday."""
        if self._is_weeks_last(day):
            yield from self._weekly(day, memory)
        if day in self._monthlies:
            answers = list(self._monthly(day, self._monthlies[day]))
            yield Draft("monthly", day, answers, about=month(day))
        if day in self._crosschecks:
            yield Draft("crosscheck", day, list(self._crosscheck(day, memory, self._crosschecks[day])))

    # ---- the week

    def _is_weeks_last(self, day: date) -> bool:
        """Whether no workday comes after it in its week."""
        rest = Period(day + timedelta(days=1), week(day).last, "")
        return not self._days.workdays_of(rest)

    def _weekly(self, day: date, memory: Memory) -> Iterator[Draft]:
        made = self.voice.kept.made
        is_told = bool(made.get((DID_NOT_FIT, day)) or made.get((DUE_ACT, day)))
        if is_told or share("weekly", self._days.number(day)) < HELD:
            offer = self._offer(day)
            answers = [self.voice.answer(prompt, day) for prompt in self._of_week(day, memory)]
            if made.get((DID_NOT_FIT, day)):
                said = Answer("", DID_NOT_FIT, version=self._prompts[DID_NOT_FIT].version)
                answers = [a for a in answers if a.prompt != DID_NOT_FIT]
                answers.insert(1, self.voice.made(said, *made[DID_NOT_FIT, day][0]))
            yield Draft("weekly", day, [*offer, *answers], about=week(day))

    def _offer(self, day: date) -> list[Answer]:
        """What came so often: on a disconnect that stood still she acts, of a theme her coach is to hear."""
        for told in self.story["themes"]:
            if day in week(self._days.day(told["week"], 0)):
                term = told["term"]
                made = THEME + term
                return [
                    Answer("", THEME_OFFER, choice=COACH, text=term.capitalize(), made=made, visibility="coach")
                ]
        found = self.voice.kept.made.get((DUE_ACT, day), ())
        if not found:
            return []
        oldest = self.voice.answer(self._prompts["convictions/oldest-disconnect"], day).made
        promise = self.voice.made(Answer("", DUE_ACT), *found[0])
        return [Answer("", "daily/due-disconnect", choice="act", made=oldest), promise]

    def _of_week(self, day: date, memory: Memory) -> list[Prompt]:
        """Her own weekly questions and those of the focus that this week has not asked; one gap at most."""
        monday = day - timedelta(days=day.weekday())
        focus = focus_on(day, [mark for mark in self.voice.kept.marks if isinstance(mark, Focus)])
        asked = memory.asked
        pack = self.packs.pack(focus.pack).prompts if focus else ()
        weekly = [p for p in pack if p.cadence == "weekly" and p.id not in asked.since(monday)]
        chosen = [self._prompts[id_] for id_ in OWN if id_ not in asked.since(monday)]
        for prompt in (*sorted(weekly, key=asked.last), self._prompts[DID_NOT_FIT]):
            if len(chosen) < MOST and not (prompt.gap and any(one.gap for one in chosen)):
                chosen.append(prompt)
        return chosen

    # ---- the month

    def _monthly(self, day: date, number: int) -> Iterator[Answer]:
        for words in self.story["monthly"][str(number)]:
            id_, _, name = words.partition(" ")
            person = self.voice.kept.codes.get(name)
            prompt = self._prompts[id_]
            parts = [part for part in self.packs.prompts() if part.part_of == id_]
            guess = self._guess(id_, number)
            said = self.voice.answer(prompt, day, person)
            yield replace(said, state="answered", text=guess) if guess else said
            yield from (self.voice.answer(part, day, person) for part in parts)
        if day.month == 12:
            yearly = [prompt for prompt in self.packs.pack("convictions").prompts if prompt.cadence == "yearly"]
            yield from (self.voice.answer(prompt, day) for prompt in yearly)

    def _guess(self, prompt: str, number: int) -> str | None:
        """What she guesses before she asks: the feedback of that month begins with it."""
        told = (one for one in self.story["feedback"] if one.get("asked") == prompt and one.get("month") == number)
        return next((one["guess"] for one in told), None)

    # ---- the quarter

    def _crosscheck(self, day: date, memory: Memory, number: int) -> Iterator[Answer]:
        nouns = self.voice.kept.nouns
        active = [c for c in nouns.convictions if c.active_on(day) or c.retired == day]
        plan = crosscheck_plan(
            self.packs.pack("convictions").prompts, active, memory.demonstrations_since(day - QUARTER)
        )
        for planned in plan:
            prompt = planned.prompt
            conviction = next((c for c in active if c.code == planned.conviction), None)
            blank = Answer("", prompt.id, conviction=planned.conviction, version=prompt.version)
            made = self.voice.kept.made.get((prompt.id, day), ())
            if conviction is not None and prompt.id == "convictions/values":
                yield _revised(blank, conviction, day)
            elif prompt.kind == "grid" and planned.conviction is not None:
                steps = (
                    SUPPORT[planned.conviction][number] if "support" in prompt.feeds else THEN[planned.conviction]
                )
                yield replace(blank, value=steps)
            elif made:
                yield from (self.voice.made(blank, code, person) for code, person in made)
            else:
                yield self.voice.answer(prompt, day, conviction=planned.conviction)


def _revised(blank: Answer, conviction: Conviction, day: date) -> Answer:
    """A conviction kept, reworded, retired, or said for the first time."""
    if conviction.since == day:
        return replace(blank, conviction=None, made=conviction.code)
    if conviction.retired == day:
        return replace(blank, choice="retire")
    wording, before = conviction.worded_on(day), conviction.worded_on(day - timedelta(days=1))
    choice = "reword" if wording.statement != before.statement else "keep"
    return replace(blank, choice=choice, value=wording.importance)
