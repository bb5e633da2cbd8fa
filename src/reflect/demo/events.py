"""What happened to her and was logged: by season, so many of each kind, and what the story tells one by one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from reflect.demo.chance import picked, share
from reflect.demo.days import Days
from reflect.demo.drafts import Draft, numbered
from reflect.demo.nouns import Told, day_of
from reflect.demo.voice import Voice, spoken
from reflect.model import DEMONSTRATION, NOTE, Answer, Prompt
from reflect.periods import Period, quarter

SEASONS = Path(__file__).with_name("seasons.toml")
WITHOUT_WORDS = 0.15
"""How often a field of words is passed."""

WINS = ("small-gains/for-them", "small-gains/for-me", "small-gains/for-business")
HEARD = ("convictions/conversation-need", "convictions/conversation-dream", "convictions/conversation-more")
FIELDS = dict(zip((*WINS, *HEARD), (0.16, 0.13, 0.12, 0.7, 0.2, 0.18), strict=True))
"""How often she fills a field that may stay empty; else the form ends before it."""

ASK_AFTER = timedelta(days=7)
TAGS = ("starred", "coach", "idea")

Made: TypeAlias = Callable[[date, str], Draft]
"""What makes an entry of a day and of what happened on it."""


@dataclass
class Events:
    """Makes the drafts of one leader's events."""

    voice: Voice
    prompts: Mapping[str, Prompt]
    story: Told

    @property
    def _days(self) -> Days:
        return self.voice.days

    def all(self) -> list[Draft]:
        """Every event and note up to the last day, in order of days."""
        told = [*self._told()]
        for season, period in self._seasons():
            counts = _counts()[season]
            held = [day for day in self._days.workdays_of(period) if self._days.is_answered(day)]
            slots = sorted(self._slots(counts, held), key=lambda slot: slot[0])
            told += [made(day, item) for day, item, made in slots]
        told += [self._gain(self._days.day(week, 1), name)
                 for name, weeks in _counts()["weeks"].items() for week in weeks]  # fmt: skip
        return numbered(draft for draft in told if draft.day <= self._days.last)

    def _seasons(self) -> Iterator[tuple[str, Period]]:
        days = self._days
        yield "early", Period(days.first, days.previous.first - timedelta(days=1), "")
        yield "before", days.previous
        yield "shown", days.shown
        yield "after", quarter(days.shown.last + timedelta(days=1))

    # ---- so many of each

    def _slots(self, counts: Told, workdays: Sequence[date]) -> Iterator[tuple[date, Any, Made]]:
        """A day, what happened on it, and what makes an entry of that; each kind begins at another place."""
        kinds: tuple[tuple[Sequence[Any], float, Made], ...] = (
            (counts["gains"] * counts["rounds"], 0.3, self._gain),
            (counts["in"], 0.6, self._step_in),
            (["feared failure"] * counts["critical"], 0.45, self._critical_step),
            (["beginning"] * counts["beginning"], 0.75, self._step_in),
            (["back"] * counts["back"], 0.5, self._step_back),
            (counts["credit"], 0.8, self._credit),
            (counts["heard"], 0.2, self._conversation),
            (counts["foundations"], 0.4, self._foundation),
            (counts["demonstrated"], 0.7, self._demonstration),
            ([NOTE] * counts["notes"], 0.55, self._note),
            (["note sealed"] * counts["sealed_notes"], 0.35, self._note),
        )
        for items, phase, made in kinds:
            for day, item in _spread(workdays, items, phase):
                yield day, item, made

    def _answer(self, prompt: str, **fields: Any) -> Answer:
        return Answer("", prompt, version=self.prompts[prompt].version, **fields)

    def _words(self, prompt: str, day: date, *, often: float, person: str | None = None, **fields: Any) -> Answer:
        """A field of words, filled so often; else passed."""
        blank = self._answer(prompt, **fields)
        line = None
        if share(f"field {prompt} {person}", self._days.number(day)) < often:
            names = [f"{prompt} {blank.choice}"] if blank.choice else []
            line = self.voice.line(day, *names, prompt, person=person)
        if line is None:
            return blank if blank.choice else replace(blank, state="passed")
        return spoken(blank, line)

    def _filled(self, prompts: Sequence[str], day: date, person: str | None) -> list[Answer]:
        """Those of the fields that she fills."""
        said = [self._words(prompt, day, often=FIELDS[prompt], person=person) for prompt in prompts]
        return [answer for answer in said if answer.state == "answered"]

    def _chosen(self, prompt: str, day: date, person: str | None = None) -> Answer:
        return self.voice.answer(self.prompts[prompt], day, person)

    def _who(self, name: str, day: date) -> str:
        """The person of that name, or somebody else where they are not there."""
        code = self.voice.kept.codes[name]
        here = [person.code for person in self.voice.roster(day)]
        return code if code in here else self.voice.someone("instead", day, forgotten=0)

    def _gain(self, day: date, name: str) -> Draft:
        person = self._who(name, day)
        options, weights = (
            self.prompts["small-gains/given"].options,
            self.voice.habits["weights"]["small-gains/given"],
        )
        choices = [option for option, weight in zip(options, weights, strict=True) for _ in range(weight)]
        choice = picked(choices, f"gain {name}", self._days.number(day))
        given = self._words("small-gains/given", day, often=0.9, person=person, choice=choice)
        moved = self._chosen("small-gains/moved-first", day)
        return Draft("gain", day, [replace(given, person=person), *self._filled(WINS, day, person), moved])

    def _step_in(self, day: date, trigger: str) -> Draft:
        believed = share("believed so", self._days.number(day)) < 0.2
        stage = "beginning" if trigger == "beginning" else "running"
        return self._step(day, trigger, "believed so" if believed else "no", stage)

    def _critical_step(self, day: date, trigger: str) -> Draft:
        return self._step(day, trigger, "yes", "running")

    def _step(self, day: date, trigger: str, critical: str, stage: str) -> Draft:
        person = self.voice.someone("step in", day, forgotten=0.4)
        return Draft("step", day, [
            self._answer("room-to-fail/direction", choice="in"),
            replace(self._chosen("room-to-fail/layer", day), person=person),
            self._answer("step-back/trigger", choice=trigger),
            self._words("room-to-fail/critical", day, often=1, choice=critical),
            self._chosen("room-to-fail/asked", day),
            self._chosen("step-back/held-back", day),
            self._chosen("step-back/said-role", day),
            self._answer("room-to-fail/stage", choice=stage),
            self._words("room-to-fail/saved-and-cost", day, often=1 - WITHOUT_WORDS, person=person),
        ])  # fmt: skip

    def _step_back(self, day: date, direction: str) -> Draft:
        person = self.voice.someone("step back", day, forgotten=0.3)
        return Draft("step", day, [
            self._answer("room-to-fail/direction", choice=direction),
            self._chosen("room-to-fail/left", day),
            self._answer("room-to-fail/left-with", person=person),
        ])  # fmt: skip

    def _credit(self, day: date, word: str) -> Draft:
        person = self.voice.someone("credit", day)
        return Draft("credit", day, [
            self._answer("their-success/credit", choice=word),
            self._answer("their-success/credit-person", person=person),
        ])  # fmt: skip

    def _conversation(self, day: date, audience: str) -> Draft:
        answers = [self._answer("convictions/conversation-audience", choice=audience)]
        who = self._answer("convictions/conversation-person", state="none")
        if audience == "employee":
            who = replace(who, state="answered", person=self.voice.someone("heard", day))
        answers.append(who)
        return Draft("conversation", day, [*answers, *self._filled(HEARD, day, who.person)])

    def _foundation(self, day: date, word: str) -> Draft:
        person = self.voice.someone("foundation", day, forgotten=0.2)
        return Draft("foundation", day, [self._answer("step-back/foundation", choice=word, person=person)])

    def _demonstration(self, day: date, code: str) -> Draft:
        line = self.voice.line(day, f"{DEMONSTRATION} {code}")
        blank = self._answer(DEMONSTRATION, conviction=code)
        said = replace(blank, state="passed") if line is None else spoken(blank, line)
        costly = self._answer("convictions/demonstration-costly", choice="yes" if line and line.costly else "no")
        return Draft("demonstration", day, [said, costly, self._chosen("convictions/demonstration-served", day)])

    def _note(self, day: date, pool: str) -> Draft:
        line = self.voice.line(day, pool)
        text = line.text if line else "A blank page, on purpose."
        if pool != NOTE:
            return Draft("note", day, [Answer("", NOTE, text=text, visibility="sealed")])
        tag = picked(TAGS, "tag", self._days.number(day))
        return Draft("note", day, [Answer("", NOTE, text=text)], tags=(tag,))

    # ---- told one by one

    def _told(self) -> Iterator[Draft]:
        for told in self.story["failures"]:
            yield self._failure(self._days.day(told["week"], 1), told)
        for told in self.story["departures"]:
            yield self._departure(self._days.day(told["week"], 3), told)
        for told in self.story["feedback"]:
            yield self._feedback(day_of(told, self._days), told)

    def _failure(self, day: date, told: Told) -> Draft:
        person = self.voice.kept.codes.get(told.get("person", ""))
        same = told.get("same")
        return Draft("failure", day, [
            self._answer("room-to-fail/happened", text=told["happened"]),
            self._answer("room-to-fail/learned", choice=told["learned"], person=person, text=told.get("text")),
            self._answer("room-to-fail/failure-kind", choice=told["kind"]),
            self._answer("room-to-fail/first-hour", choice=told["hour"]),
            self._answer("room-to-fail/colleague", text=told["colleague"]),
            self._answer("room-to-fail/same-as-earlier", choice="yes" if same else "no", text=same),
        ])  # fmt: skip

    def _departure(self, day: date, told: Told) -> Draft:
        person = self.voice.kept.codes.get(told.get("person", ""))
        said = "answered" if person else "passed"
        return Draft("departure", day, [
            self._answer("their-success/leaving", value=told["value"]),
            self._answer("their-success/leaving-else", choice=told["else"]),
            self._answer("their-success/leaving-did", choice=told["did"]),
            self._answer("their-success/leaving-person", person=person, state=said),
        ])  # fmt: skip

    def _feedback(self, day: date, told: Told) -> Draft:
        """A guess, and what was heard a week later, if that week is over."""
        person = self.voice.kept.codes[told["person"]]
        answers = [
            self._answer("their-success/feedback-from", person=person),
            self._answer("their-success/feedback-asked", text=told["said"]),
            self._answer("their-success/feedback-guess", text=told["guess"], person=person),
        ]
        if day + ASK_AFTER <= self._days.last:
            answers.append(self._answer("their-success/feedback-heard", text=told["heard"]))
            answers.append(self._answer("their-success/feedback-noted", choice=told["noted"]))
        return Draft("feedback", day, answers)


def _spread(workdays: Sequence[date], items: Sequence[Any], phase: float) -> Iterator[tuple[date, Any]]:
    """The items over the workdays, evenly and in their order."""
    for number, item in enumerate(items):
        yield workdays[int((number + phase) * len(workdays) / len(items))], item


def _counts() -> Mapping[str, Any]:
    return tomllib.loads(SEASONS.read_text(encoding="utf-8"))
