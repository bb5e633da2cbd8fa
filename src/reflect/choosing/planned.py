"""What a plan is made of: open answers, and when each prompt was asked before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from reflect.frozen import frozen
from reflect.model import Conviction, Person, Prompt

GAINS = "gain-coverage"


@frozen
class Planned:
    """One open answer of a sitting: a prompt, and whom or what it is asked about.

    `conviction` and `person` are codes; `about` is the code of another noun, or the id of the entry, that a
    question comes back to.
    """

    prompt: Prompt
    conviction: str | None = None
    person: str | None = None
    about: str | None = None


@frozen
class Asked:
    """When each prompt was last asked, before the day that is planned: by id, and by (id, code of its subject).

    An answer that stayed open does not count: she left before she came to it, so it is still due.
    """

    prompts: Mapping[str, date] = field(default_factory=dict)
    subjects: Mapping[tuple[str, str], date] = field(default_factory=dict)

    def last(self, prompt: Prompt) -> date:
        return self.prompts.get(prompt.id, date.min)

    def since(self, first: date) -> frozenset[str]:
        """The ids of the prompts that were asked on `first` or later."""
        return frozenset(id_ for id_, day in self.prompts.items() if day >= first)


@frozen
class Subjects:
    """Whom and what a question may be about: active convictions, the people on her roster who have not left.

    `gains` holds, by code, the last day on which each person had a gain; `about` the nouns that a prompt comes
    back to, by the prompt's id.
    """

    convictions: Sequence[Conviction] = ()
    people: Sequence[Person] = ()
    gains: Mapping[str, date] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)


def questions(prompts: Iterable[Prompt], cadence: str) -> Iterator[Prompt]:
    """The prompts of a cadence that are chosen for themselves: not those on another's screen."""
    return (prompt for prompt in prompts if prompt.cadence == cadence and not prompt.part_of)


def asked_of(prompt: Prompt, prompts: Iterable[Prompt], subjects: Subjects, asked: Asked) -> tuple[Planned, ...]:
    """A question as open answers, and those that stand on its screen (`part_of`) about the same subject.

    Empty where it goes over people, or convictions, and there is none.
    """
    whole = _about(prompt, subjects, asked)
    if not whole:
        return ()
    first = whole[0]
    parts = [part for part in prompts if part.part_of == prompt.id]
    return (*whole, *(Planned(part, first.conviction, first.person, first.about) for part in parts))


def _about(prompt: Prompt, subjects: Subjects, asked: Asked) -> tuple[Planned, ...]:
    match prompt.about:
        case "person":
            person = person_in_turn(prompt, subjects, asked)
            return () if person is None else (Planned(prompt, person=person.code),)
        case "conviction":
            if prompt.kind == "grid":
                return tuple(Planned(prompt, conviction.code) for conviction in subjects.convictions)
            turn = min(subjects.convictions, key=lambda c: _turn(prompt, c.code, asked), default=None)
            return () if turn is None else (Planned(prompt, turn.code),)
        case _:
            return (Planned(prompt, about=subjects.about.get(prompt.id)),)


def to_take_along(
    prompts: Iterable[Prompt], person: str, asked: Asked, most: int
) -> list[tuple[Prompt, date | None]]:
    """What was never asked about a person (a code), then what was asked longest ago, each with that day.

    Of the monthly and quarterly questions about people, in their order; a promise is no question.
    """
    known = list(prompts)
    rare = [prompt for cadence in ("monthly", "quarterly") for prompt in questions(known, cadence)]
    theirs = [
        (prompt, asked.subjects.get((prompt.id, person)))
        for prompt in rare
        if prompt.about == "person" and prompt.kind != "commitment"
    ]
    return sorted(theirs, key=lambda pair: pair[1] or date.min)[:most]


def person_in_turn(prompt: Prompt, subjects: Subjects, asked: Asked) -> Person | None:
    """Whom a question is about: the one who was asked about with it longest ago, ties by code.

    A daily question that feeds the coverage of gains goes first by who has waited longest for a gain.
    """
    waits = goes_by_gains(prompt)

    def turn(person: Person) -> tuple[date, date, int]:
        waited = subjects.gains.get(person.code, date.min) if waits else date.min
        return (waited, *_turn(prompt, person.code, asked))

    return min(subjects.people, key=turn, default=None)


def goes_by_gains(prompt: Prompt) -> bool:
    """Whether a question goes over people by how long each has waited for a gain."""
    return prompt.about == "person" and prompt.cadence == "daily" and GAINS in prompt.feeds


def _turn(prompt: Prompt, code: str, asked: Asked) -> tuple[date, int]:
    return asked.subjects.get((prompt.id, code), date.min), int(code[1:] or 0)


def least_recent(
    candidates: Iterable[Prompt], prompts: Sequence[Prompt], subjects: Subjects, asked: Asked, most: int
) -> list[tuple[Planned, ...]]:
    """The `most` questions that were asked longest ago (never first, ties in the order given), at most one gap.

    What has nobody to be about is left out.
    """
    chosen: list[tuple[Planned, ...]] = []
    has_gap = False
    for prompt in sorted(candidates, key=asked.last):
        if len(chosen) == most:
            break
        if prompt.gap and has_gap:
            continue
        planned = asked_of(prompt, prompts, subjects, asked)
        if planned:
            chosen.append(planned)
            has_gap = has_gap or prompt.gap
    return chosen


def in_order(chosen: Iterable[tuple[Planned, ...]], prompts: Sequence[Prompt]) -> list[tuple[Planned, ...]]:
    """The questions as they are asked: in the order of their packs, but never a gap first."""
    places = {prompt.id: place for place, prompt in enumerate(prompts)}
    ordered = sorted(chosen, key=lambda planned: places[planned[0].prompt.id])
    if len(ordered) > 1 and ordered[0][0].prompt.gap:
        ordered[0], ordered[1] = ordered[1], ordered[0]
    return ordered


def without(prompts: Iterable[Prompt], ids: Collection[str]) -> list[Prompt]:
    """The prompts whose ids are not among these."""
    return [prompt for prompt in prompts if prompt.id not in ids]
