"""What she keeps track of: the nouns and marks of the story, on the days of the year."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, TypeAlias

from reflect.demo.chance import id_at
from reflect.demo.days import Days
from reflect.frozen import frozen
from reflect.model import (
    Away,
    Commitment,
    Conviction,
    Disconnect,
    Focus,
    Guess,
    Need,
    NeedStep,
    Nouns,
    Person,
    Standing,
    Visibility,
    Wording,
)

STORY = Path(__file__).with_name("story.toml")
FOCUS_WEEKS = 3
MET_WELL = "convictions/met-well"
CROSSCHECK_WEEKDAY = 3

Told: TypeAlias = Mapping[str, Any]
"""A table of the story."""


@frozen
class Kept:
    """All that she keeps, and which answers made it: by prompt and day, the codes, and for whom."""

    nouns: Nouns
    marks: tuple[Focus | Away | Guess, ...]
    made: Mapping[tuple[str, date], Sequence[tuple[str, str | None]]]
    codes: Mapping[str, str]
    """The code of each person by name."""
    moved: Mapping[str, Sequence[str]]
    """What she says when something moved about a disconnect, by its code."""

    def name(self, code: str) -> str:
        return next(person.name for person in self.nouns.people if person.code == code)


def read_story() -> Told:
    """The story, as its file tells it."""
    return tomllib.loads(STORY.read_text(encoding="utf-8"))


def kept(story: Told, days: Days) -> Kept:
    """The nouns that are there by the last day, each as it stands then."""
    people = tuple(_people(story["people"], days))
    codes = {person.name: person.code for person in people}
    made: dict[tuple[str, date], list[tuple[str, str | None]]] = defaultdict(list)
    commitments: list[Commitment] = []
    for day, told in _by_day(story["commitments"], days):
        one = _commitment(f"K{len(commitments) + 1}", told, day, days)
        commitments.append(one)
        made[told.get("asked", ""), day].append((one.code, codes.get(told.get("person", ""))))
    disconnects: list[Disconnect] = []
    moved: dict[str, Sequence[str]] = {}
    for day, told in _by_day(story["disconnects"], days):
        parted = _disconnect(f"D{len(disconnects) + 1}", told, day, days)
        disconnects.append(parted)
        moved[parted.code] = told.get("moved", ())
        made[told["asked"], day].append((parted.code, None))
    needs: list[Need] = []
    for told in story["needs"]:
        steps = _steps(told["states"], days)
        if steps:
            lack = _need(f"N{len(needs) + 1}", told, codes[told["person"]], steps)
            needs.append(lack)
            made["convictions/assistance", lack.asked].append((lack.code, lack.person))
    convictions = tuple(_convictions(story["convictions"], days))
    made["daily/hold", days.day(-48, 0)].append((convictions[0].code, None))
    nouns = Nouns(convictions, people, tuple(commitments), tuple(disconnects), tuple(needs))
    return Kept(nouns, tuple(_marks(story, days, codes)), made, codes, moved)


def day_of(told: Told, days: Days) -> date:
    """The day on which something of the story was said: in a month's sitting, a cross-check, or a week's."""
    if "month" in told:
        return days.monthly(told["month"])
    asked = str(told.get("asked", ""))
    weekday = {"convictions/did-not-fit": 4, "daily/due-act": 4, "": 1}.get(asked, CROSSCHECK_WEEKDAY)
    return days.day(told["week"], weekday)


def _by_day(some: Iterable[Told], days: Days) -> list[tuple[date, Told]]:
    dated = [(day_of(told, days), told) for told in some]
    return sorted((pair for pair in dated if pair[0] <= days.last), key=lambda pair: pair[0])


def _id(code: str, day: date) -> str:
    return id_at(f"{day}T12:00:00Z", f"noun {code}")


def _visibility(told: Told) -> Visibility:
    return "coach" if told.get("coach") else "private"


def _people(told: Iterable[Told], days: Days) -> Iterable[Person]:
    for number, one in enumerate(told, start=1):
        standings = [
            Standing(days.day(week, 0), relation)
            for relation, week in one["relations"].items()
            if days.day(week, 0) <= days.last
        ]
        left = days.day(one["left"], 4) if "left" in one else None
        since, code = standings[0].since, f"P{number}"
        aliases, leads = tuple(one["aliases"]), one.get("leads", False)
        yield Person(_id(code, since), code, one["name"], aliases, tuple(standings), leads, since, left)


def _convictions(told: Iterable[Told], days: Days) -> Iterable[Conviction]:
    for number, one in enumerate(told, start=1):
        wordings = tuple(
            Wording(days.day(int(week), 0 if int(week) == -48 else CROSSCHECK_WEEKDAY), *says)
            for week, says in one["says"].items()
        )
        retired = days.day(one["retired"], CROSSCHECK_WEEKDAY) if "retired" in one else None
        code = f"C{number}"
        id_ = _id(code, wordings[0].since)
        yield Conviction(id_, code, wordings, one["kind"], retired, _visibility(one))


def _commitment(code: str, told: Told, made: date, days: Days) -> Commitment:
    due = days.day(told["due"], int(code[1:]) % 5)
    ended = due <= days.last
    return Commitment(
        _id(code, made), code, told["act"], made, told.get("cue"), due,
        told["outcome"] if ended else None, due if ended else None, _visibility(told),
    )  # fmt: skip


def _disconnect(code: str, told: Told, opened: date, days: Days) -> Disconnect:
    closed = days.day(told["closed"], 4) if "closed" in told else None
    if closed is not None and closed > days.last:
        closed = None
    kind: Literal["disconnect", "connect"] = "connect" if told["asked"] == MET_WELL else "disconnect"
    how = told.get("how") if closed else None
    return Disconnect(
        _id(code, opened), code, kind, told["scope"], told["text"], opened, closed, how, _visibility(told)
    )


def _steps(states: Mapping[str, int], days: Days) -> tuple[NeedStep, ...]:
    steps = [NeedStep(days.day(week, CROSSCHECK_WEEKDAY), state) for state, week in states.items()]  # type: ignore[arg-type]  # the story's states are those of the model; a test takes them in
    return tuple(step for step in steps if step.since <= days.last)


def _need(code: str, told: Told, person: str, steps: tuple[NeedStep, ...]) -> Need:
    return Need(_id(code, steps[0].since), code, person, told["text"], steps, told["kind"])


def _marks(story: Told, days: Days, codes: Mapping[str, str]) -> Iterable[Focus | Away | Guess]:
    since, turn = days.first, 0
    while since <= days.last:
        last = since + timedelta(weeks=FOCUS_WEEKS, days=-1)
        pack = story["focus"][turn % len(story["focus"])]
        yield Focus(id_at(f"{since}T07:00:00Z", "focus", turn), pack, since, last)
        since, turn = last + timedelta(days=1), turn + 1
    for number, one in enumerate(days.away):
        yield Away(id_at(f"{one.first}T07:00:00Z", "away", number), one.first, one.last)
    for told in story["guesses"]:
        period = days.shown if told["quarter"] == 0 else days.previous
        at = f"{period.last}T16:40:00Z"
        for number, question in enumerate(("kept", "back", "lived", "waited")):
            said = codes.get(told[question], told[question])
            yield Guess(id_at(at, f"guess {period.key}", number), period.key, at, question, said)
