"""A step of an interview, who stores what is said in it, and what every kind of step needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from reflect.asking.asks import Choice
from reflect.model import Answer, Conviction, Noun, Nouns, Prompt, Visibility

NounT = TypeVar("NounT", bound=Noun)


class Keeper(Protocol):
    """Who stores what is said. Every call is durable when it returns."""

    today: date

    @property
    def nouns(self) -> Nouns:
        """All nouns as they stand now."""

    def keep(self, answer: Answer, prompt: Prompt) -> None:
        """Store an answer."""

    def draft(self, answer: Answer, prompt: Prompt) -> None:
        """Store a half-typed answer."""

    def keep_noun(self, noun: NounT, answer: Answer | None = None, prompt: Prompt | None = None) -> NounT:
        """Store a noun, and with it the answer that made it."""

    def another(self, answer: Answer) -> Answer:
        """An open answer to the same prompt, with an id of its own."""


@dataclass(slots=True)
class Step:
    """One screen: a prompt with its answers, one for each row of a grid, else a single one.

    `places` fill the template (`day`, `person`); `place` says where in the sitting she is; `convictions` are
    those that it may be about; `tally` is the prompt and answer under a grid.
    """

    prompt: Prompt
    answers: list[Answer]
    places: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    shown: tuple[str, ...] = ()
    convictions: tuple[Conviction, ...] = ()
    tally: tuple[Prompt, Answer] | None = None

    @property
    def asked(self) -> str:
        """The wording with its places filled in."""
        about = self.answers[0].conviction
        statement = next((c.statement for c in self.convictions if c.code == about), "")
        return self.prompt.worded({"conviction": statement, **self.places})

    @property
    def is_open(self) -> bool:
        return any(answer.state == "open" for answer in self.answers) or (
            self.tally is not None and self.tally[1].state == "open"
        )


def seen(coach: bool, before: Visibility) -> Visibility:
    """The visibility that an answer has after its mark for the coach was set or taken off."""
    if coach:
        return "coach"
    return "private" if before == "coach" else before


def choices_of(prompt: Prompt) -> tuple[Choice, ...]:
    """The choices of a prompt, by its own keys where it names some, else by digits, then letters."""
    words = ("yes", "no") if prompt.kind == "yes/no" else prompt.options
    keys = prompt.keys or (("y", "n") if prompt.kind == "yes/no" else tuple("123456789abdefghijklmnopqrstuvwxyz"))
    return tuple(Choice(key, word, word) for key, word in zip(keys, words, strict=False))
