"""Filling a journal with events, people and needs, and one quarter whose every count stands in the mock-up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from reflect.model import (
    Answer,
    Commitment,
    Disconnect,
    Entry,
    Need,
    NeedStep,
    Outcome,
    Person,
    Prompt,
    Relation,
    Standing,
    Visibility,
)
from reflect.packs import load_packs
from tests.conftest import Desk
from tests.seeding import PRIVATE, Seed, workdays

Said: TypeAlias = str | int | tuple[str, ...]
"""A rating, a text or a choice; ("P1", "thanks") is a choice about somebody, ("P1",) somebody alone."""

GIVEN = "small-gains/given"
DIRECTION, CRITICAL, STAGE = "room-to-fail/direction", "room-to-fail/critical", "room-to-fail/stage"
LAYER, ASKED, LEFT = "room-to-fail/layer", "room-to-fail/asked", "room-to-fail/left"
TRIGGER, HELD_BACK = "step-back/trigger", "step-back/held-back"
HAPPENED, LEARNED = "room-to-fail/happened", "room-to-fail/learned"
FAILURE_KIND, FIRST_HOUR = "room-to-fail/failure-kind", "room-to-fail/first-hour"
CREDIT, LEAVING = "their-success/credit", "their-success/leaving"
FROM, GUESS, HEARD = (f"their-success/feedback-{part}" for part in ("from", "guess", "heard"))
SUCCESS, KNOWN = "their-success/success", "their-success/success-known"
AUDIENCE, LISTENED = "convictions/conversation-audience", "convictions/listened"
FOUNDATION = "step-back/foundation"
SPOKE = "small-gains/they-spoke"

Q2, Q3 = (date(2025, 4, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 9, 30))


@cache
def every_pack() -> Any:
    """All packs that are installed."""
    return load_packs(Path("/nowhere"))


class Telling(Seed):
    """A Seed that knows every pack and every event."""

    def _prompt(self, id_: str) -> Prompt:
        prompt: Prompt = every_pack().prompt(id_)
        return prompt

    def event(
        self, kind: str, day: date, said: Mapping[str, Said], *, sealed: tuple[str, ...] = (), origin: str = ""
    ) -> str:
        """One entry with an answer to each prompt, those in `sealed` being so; gives its id."""
        answers = tuple(
            replace(self._said(prompt, what), visibility="sealed" if prompt in sealed else PRIVATE)
            for prompt, what in said.items()
        )
        id_ = self.journal._rows.new_id()
        at = f"{day.isoformat()}T16:05:00Z"
        entry = Entry(id_, kind, day, at, "Europe/Berlin", origin=origin, answers=answers)
        self.journal.keep_entry(entry, [self._prompt(answer.prompt).question for answer in answers])
        return id_

    def _said(self, id_: str, said: Said) -> Answer:
        answer = Answer(self.journal._rows.new_id(), id_)
        if isinstance(said, tuple):
            person, *choice = said
            return replace(answer, person=person, choice=choice[0] if choice else None)
        if isinstance(said, int):
            return replace(answer, value=said)
        if said in self._prompt(id_).options:
            return replace(answer, choice=said)
        return replace(answer, text=said)

    def step(self, day: date, direction: str, **said: str) -> None:
        """A step in or back: step(day, "in", trigger="quicker myself")."""
        names = {
            "critical": CRITICAL, "stage": STAGE, "layer": LAYER, "asked": ASKED, "left": LEFT, "trigger": TRIGGER,
            "held_back": HELD_BACK,
        }  # fmt: skip
        self.event("step", day, {DIRECTION: direction, **{names[key]: word for key, word in said.items()}})

    def gain(self, day: date, person: str, choice: str = "thanks") -> None:
        self.event("gain", day, {GIVEN: (person, choice)})

    def joined(
        self,
        name: str,
        relation: Relation = "steady",
        *,
        since: date = Q2[0],
        left: date | None = None,
        visibility: Visibility = PRIVATE,
    ) -> str:
        person = Person("", "", name, (), (Standing(since, relation),), since=since, left=left,
                        visibility=visibility)  # fmt: skip
        return self.journal.keep_noun(person).code

    def lacks(self, person: str, text: str, *steps: tuple[date, str], visibility: Visibility = PRIVATE) -> str:
        states = tuple(NeedStep(day, state) for day, state in steps)  # type: ignore[arg-type]  # the words of need states
        return self.journal.keep_noun(Need("", "", person, text, states, visibility=visibility)).code

    def ended(self, day: date, outcome: Outcome, cue: str | None = None) -> str:
        """A commitment that came due on a day."""
        return self.promised(
            Commitment("", "", f"act {outcome}", day - timedelta(days=30), cue, day, outcome, day)
        )


def spread(span: tuple[date, date], number: int) -> list[date]:
    """So many workdays of a span, evenly."""
    days = workdays(*span)
    return [days[place * len(days) // number] for place in range(number)]


def mock_up(desk: Desk) -> Desk:
    """The quarter of the mock-up: its counts are those of the page that was drawn before the program was."""
    seed = Telling(desk)
    since = date(2025, 4, 1)
    for statement, importance in (
        ("Those nearest the work decide", 5),
        ("No surprises", 5),
        ("Credit goes to whoever did it", 4),
        ("Nobody learns alone", 4),
    ):
        seed.held(statement, importance, since=since)
    for name, relation in (
        ("Ana", "steady"), ("Ben", "steady"), ("Chi", "new"), ("Dov", "in repair"), ("Eli", "steady"),
        ("Fay", "steady"), ("Gus", "in repair"),
    ):  # fmt: skip
        seed.joined(name, relation)  # type: ignore[arg-type]  # the words of relations
    for span in (Q2, Q3):
        for number, day in enumerate(workdays(*span)):
            said = ("C1", f"Left the choice of day {number} with them") if number % 6 == 0 else None
            seed.daily(day, {"C1": 3 + number % 2, "C2": 4, "C3": 5 - number % 3}, said)
    _steps(seed)
    _people(seed)
    _failures(seed)
    _others(seed)
    return seed.done().at("2025-09-30T18:00")


def _steps(seed: Telling) -> None:
    for day in spread(Q2, 8):
        seed.step(day, "back", left="with support")
    for day in spread(Q2, 14):
        seed.step(day, "in", trigger="quicker myself", layer="direct")
    for number, day in enumerate(spread(Q3, 15)):
        seed.step(day, "back", left="alone" if number < 3 else "with support")
    triggers = ["numbers disappointed"] * 6 + ["quicker myself"] * 2 + ["pressure from above"]
    held_back = ["not at all"] * 5 + ["minutes"] * 2 + ["hours"] * 2
    for number, day in enumerate(spread(Q3, 9)):
        seed.step(
            day, "in", trigger=triggers[number], layer="bypass" if number < 3 else "direct",
            asked="asked" if number < 2 else "unasked", held_back=held_back[number], critical="no",
        )  # fmt: skip
    for day in spread(Q3, 2):
        seed.step(day, "in", critical="yes", trigger="feared failure")
    seed.step(Q3[0], "in", stage="beginning", trigger="was asked")
    seed.step(Q3[0], "in", trigger="beginning")


def _people(seed: Telling) -> None:
    last = Q3[1]
    kinds = ["thanks"] * 17 + ["idea"] * 6 + ["remembered"] * 4 + ["trust"] * 2 + ["listened"] * 2
    weeks_ago = {"P1": 1, "P2": 2, "P3": 1, "P4": 7, "P5": 3, "P6": 2, "P7": 9}
    counts = {"P1": 8, "P2": 6, "P3": 6, "P4": 2, "P5": 4, "P6": 4, "P7": 1}
    for code, number in counts.items():
        for more in range(number):
            day = max(Q3[0], last - timedelta(weeks=weeks_ago[code]) - timedelta(days=3 * more))
            seed.gain(day, code, kinds.pop(0))
    seed.event("monthly", date(2025, 5, 2), {SUCCESS: "To lead the audit", KNOWN: ("P1",)})
    for person, value in (("P1", 5), ("P3", 1), ("P6", 4)):
        answer = replace(seed._said(KNOWN, value), person=person)
        seed.entry("monthly", date(2025, 7, 4), [answer])


def _failures(seed: Telling) -> None:
    learned = ("yes", "yes", "yes", "no", "not yet")
    kinds = ("learning curve",) * 3 + ("could not perform", "too early")
    hours = ("held back",) * 3 + ("stepped in",) * 2
    days = [*spread(Q3, 4), date(2025, 9, 6)]
    for number, day in enumerate(days):
        seed.event("failure", day, {
            HAPPENED: f"The rollout of week {number} broke", LEARNED: learned[number],
            FAILURE_KIND: kinds[number], FIRST_HOUR: hours[number],
        })  # fmt: skip


def _others(seed: Telling) -> None:
    for span, given, mine in ((Q2, 9, 1), (Q3, 6, 5)):
        for day in spread(span, given):
            seed.event("credit", day, {CREDIT: "given"})
        for day in spread(span, mine):
            seed.event("credit", day, {CREDIT: "mine"})
    seed.event("departure", date(2025, 8, 20), {LEAVING: 4})
    for audience, number in (("employee", 17), ("internal customer", 4), ("external customer", 1)):
        for day in spread(Q3, number):
            seed.event("conversation", day, {AUDIENCE: audience})
    six = {"new challenge": (4, 6), "experienced support": (1, 1), "past win": (2, 3), "small tasks": (6, 5),
           "progress": (7, 9)}  # fmt: skip
    for word, counts in six.items():
        for span, number in zip((Q2, Q3), counts, strict=True):
            for day in spread(span, number):
                seed.event("foundation", day, {FOUNDATION: word})
    seed.event("feedback", date(2025, 8, 12), {FROM: ("P6",), GUESS: "four", HEARD: "when the numbers are good"})
    for cue, outcomes in (("a number is red", "kkkkkkkp"), (None, "kkpnnr")):
        words: dict[str, Outcome] = {"k": "kept", "p": "partly", "n": "not", "r": "renegotiated"}
        for place, letter in enumerate(outcomes):
            seed.ended(Q3[0] + timedelta(days=5 * place), words[letter], cue)
    seed.promised(Commitment("", "", "let Chi present", date(2025, 9, 1), None, date(2025, 10, 15)))
    seed.lacks("P1", "a second screen", (date(2025, 6, 1), "asked"), (date(2025, 7, 20), "met"))
    seed.lacks("P2", "a week of training", (date(2025, 8, 1), "asked"), (date(2025, 9, 1), "under way"))
    opened = (("self", 18), ("immediate", 96), ("immediate", 41), ("larger", 212))
    for scope, days in opened:
        seed.parted(Disconnect("", "", "disconnect", scope, f"open for {days}", Q3[1] - timedelta(days=days)))  # type: ignore[arg-type]  # the words of scopes
    for number, day in enumerate(workdays(date(2024, 10, 4), Q3[1])[::5]):
        seed.event("weekly", day, {SPOKE: 1 + min(4, number // 11)})


# ---- looking at what a review prints as JSON


def reviewed(desk: Desk, line: str = "2025-Q3") -> dict[str, Any]:
    desk.run(f"review {line} --json")
    assert desk.code == 0, desk.err
    document: dict[str, Any] = json.loads(desk.out)
    return document


def section(document: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in document["sections"] if one["key"] == key)
    return found


def block(document: dict[str, Any], key: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in section(document, key)["blocks"] if one["key"] == name)
    return found


def facts(document: dict[str, Any], key: str, name: str) -> dict[str, Any]:
    return {fact["key"]: fact["value"] for fact in block(document, key, name)["facts"]}


def counted(document: dict[str, Any], key: str, name: str) -> dict[str, Any]:
    """The counts of a line of counted words."""
    values: dict[str, Any] = block(document, key, name)["items"][0]["values"]
    return values


def texts(value: Any) -> list[str]:
    """Every string in a document."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []
