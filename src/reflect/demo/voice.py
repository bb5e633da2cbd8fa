"""How she answers a question on a day: from her sentences, her habits, and what the story says."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reflect.demo.chance import picked, share, swing, weighted
from reflect.demo.days import Days
from reflect.demo.nouns import Kept
from reflect.demo.sayings import Line, Sayings
from reflect.model import COSTLY, DEMONSTRATION, Answer, Need, NeedState, Person, Prompt

HABITS = Path(__file__).with_name("habits.toml")
PASSES = 0.1
"""How often she passes on a question of a day or a week."""

FORGOTTEN = ("Jo", "Ludo")
"""Those whom she sees least; she says so herself, where she is asked whom she has not connected with."""

KNOWN = {"Jo": 1, "Ludo": 2}
"""How she knows what success is to a person; the others told her."""


def _habits() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(HABITS.read_text(encoding="utf-8"))


@dataclass
class Voice:
    """One leader, with the things and the towns that she speaks of."""

    days: Days
    kept: Kept
    sayings: Sayings
    things: Sequence[str]
    towns: Sequence[str]
    habits: Mapping[str, Mapping[str, Any]] = field(default_factory=_habits)
    _turns: Counter[str] = field(default_factory=Counter)
    _seen: tuple[str, ...] = ()

    # ---- people

    def roster(self, day: date) -> list[Person]:
        """Who is there on that day."""
        return [
            p for p in self.kept.nouns.people if p.since and p.since <= day and (p.left is None or p.left > day)
        ]

    def someone(self, decides: str, day: date, *, forgotten: float = 0.25) -> str:
        """The code of somebody on the roster; those whom she forgets come up so much less often."""
        roster = self.roster(day)
        weights = [forgotten if person.name in FORGOTTEN else 1.0 for person in roster]
        return weighted(roster, weights, decides, self.days.number(day)).code

    def in_repair(self, day: date) -> str | None:
        """The code of the person with whom it is in repair on that day."""
        for person in self.roster(day):
            if [one.relation for one in person.relations if one.since <= day][-1:] == ["in repair"]:
                return person.code
        return None

    # ---- words

    def line(self, day: date, *names: str, person: str | None = None) -> Line | None:
        """The next sentence of a pool, its places filled; about the person of that code, if one is given."""
        who = self.kept.name(person or self.someone(f"who {names[0]}", day, forgotten=0))
        others = [one.name for one in self.roster(day) if one.name not in (who, *FORGOTTEN)]

        def fill(place: str) -> str:
            self._turns[place] += 1
            turn = self._turns[place]
            words = {
                "thing": self.things[turn * 7 % len(self.things)],
                "place": self.towns[turn * 3 % len(self.towns)],
            }
            return {**words, "who": who, "who2": picked(others, "who2", turn)}[place]

        return self.sayings.next(names, self.days.season(day), fill)

    # ---- answers

    def answer(
        self,
        prompt: Prompt,
        day: date,
        person: str | None = None,
        conviction: str | None = None,
        about: str | None = None,
    ) -> Answer:
        """Her answer to a prompt on a day; `about` is the code of a noun that it comes back to."""
        blank = Answer("", prompt.id, person=person, conviction=conviction, made=about, version=prompt.version)
        often = prompt.cadence in ("daily", "weekly") and prompt.kind != "scale"
        if often and share(f"passes {prompt.id}", self.days.number(day)) < PASSES:
            return replace(blank, state="passed")
        match prompt.id:
            case "convictions/oldest-disconnect":
                return self._oldest(blank, day)
            case "their-success/need-told":
                return self._need_told(blank, day)
            case "small-gains/old-fear" if self.in_repair(day) is None:
                return replace(blank, state="none")
        if prompt.kind in ("commitment", "disconnect", "need"):
            return self._made(prompt, blank, day)
        return self._said(prompt, blank, day)

    def _said(self, prompt: Prompt, said: Answer, day: date) -> Answer:
        """The parts of an answer, one after the other: a choice, a rating, a person, words."""
        parts = (prompt.kind, *prompt.then)
        if "yes/no" in parts:
            said = replace(said, choice=picked(("yes", "no"), f"yes {prompt.id}", self.days.number(day)))
        if "choice" in parts:
            said = replace(said, choice=self._choice(prompt, said, day))
        if "choices" in parts:
            said = replace(said, choices=self._choices(prompt, day))
        if "scale" in parts:
            said = replace(said, value=self._rating(prompt, said, day))
        if "person" in parts and said.choice != "none":
            said = replace(said, person=said.person or self._person(prompt, day))
        if "text" not in parts and prompt.kind != "document":
            return said
        names = [f"{prompt.id} {word}" for word in (said.choice, said.conviction) if word]
        if said.person:
            names.append(f"{prompt.id} {self.kept.name(said.person)}")
        line = self.line(day, *names, prompt.id, person=said.person)
        if line is None:
            return (
                said
                if prompt.kind in ("choice", "person")
                else replace(said, state="passed", person=None, choice=None)
            )
        return spoken(said, line)

    def _choice(self, prompt: Prompt, said: Answer, day: date) -> str:
        if prompt.id == "small-gains/stands":
            person = next(p for p in self.kept.nouns.people if p.code == said.person)
            return [one.relation for one in person.relations if one.since <= day][-1]
        weights = self.habits["weights"].get(prompt.id, [1] * len(prompt.options))
        return weighted(prompt.options, weights, f"choice {prompt.id}", self.days.number(day))

    def _choices(self, prompt: Prompt, day: date) -> tuple[str, ...]:
        """What she marked; what she had marked a moment before as seen, she does not mark as unclear."""
        weights = self.habits["weights"][prompt.id]
        number = self.days.number(day)
        marked = tuple(
            option
            for option, weight in zip(prompt.options, weights, strict=True)
            if share(f"{prompt.id} {option}", number) < weight / 6 and option not in self._seen
        )
        self._seen = marked if prompt.id == "room-to-fail/signs" else ()
        return marked or prompt.options[:1]

    def _rating(self, prompt: Prompt, said: Answer, day: date) -> int:
        number = self.days.number(day)
        if prompt.id == "their-success/success-known" and said.person:
            return KNOWN.get(self.kept.name(said.person), 5)
        mean = float(self.habits["means"][prompt.id]) + number / 600
        return min(5, max(1, round(mean + 0.8 * swing(f"rating {prompt.id} {said.person}", number))))

    def _person(self, prompt: Prompt, day: date) -> str:
        if prompt.id == "small-gains/old-fear":
            return self.in_repair(day) or ""
        often = 5.0 if prompt.id == "step-back/not-connected" else 0.1
        return self.someone(f"person {prompt.id}", day, forgotten=often)

    # ---- what comes back to a noun, and what makes one

    def _oldest(self, said: Answer, day: date) -> Answer:
        """What moved about the oldest disconnect in her reach, which is closed, moved, or stood still."""
        reach = [
            one
            for one in self.kept.nouns.disconnects
            if one.kind == "disconnect" and one.scope != "larger" and one.opened < day
            and (one.closed is None or one.closed >= day)
        ]  # fmt: skip
        if not reach:
            return replace(said, state="none")
        oldest = min(reach, key=lambda one: one.opened)
        said = replace(said, made=oldest.code)
        if oldest.closed is not None and oldest.closed - day < timedelta(days=6):
            return replace(said, choice="closed", text=oldest.how)
        turn = self._turns[oldest.code]
        self._turns[oldest.code] += 1
        words = self.kept.moved.get(oldest.code, ())
        if turn % 4 == 3 and turn // 4 < len(words):
            return replace(said, choice="moved", text=words[turn // 4])
        return replace(said, choice="stood still")

    def _need_told(self, said: Answer, day: date) -> Answer:
        """Where the need stands that was asked longest ago; a need of which nothing is known is passed."""
        known = [need for need in self.kept.nouns.needs if need.asked < day]
        for need in known:
            state = stood(need, day)
            if state == "under way" or (state == "met" and day - need.steps[-1].since < timedelta(days=30)):
                return replace(said, choice=state, person=need.person, made=need.code)
        return replace(said, state="passed")

    def _made(self, prompt: Prompt, said: Answer, day: date) -> Answer:
        """What the story says was made on that day by this prompt, the first of several; else a pass."""
        found = self.kept.made.get((prompt.id, day), ())
        if not found:
            return replace(said, state="passed", made=None)
        return self.made(said, *found[0])

    def made(self, said: Answer, code: str, person: str | None) -> Answer:
        """An answer that made the noun of that code."""
        scope = next((one.scope for one in self.kept.nouns.disconnects if one.code == code), None)
        return replace(said, made=code, choice=scope, person=said.person or person)


def spoken(said: Answer, line: Line) -> Answer:
    """The answer in the words of a line, with its marks."""
    costly = line.costly and said.prompt == DEMONSTRATION
    choice = COSTLY if costly else said.choice
    visibility = "coach" if line.for_coach else said.visibility
    if said.prompt == "small-gains/remember":
        visibility = "sealed"
    return replace(said, text=line.text, choice=choice, visibility=visibility)


def stood(need: Need, day: date) -> NeedState:
    """Where a need stood on a day."""
    return [step.state for step in need.steps if step.since <= day][-1]
