"""What is kept beside entries and nouns, without a code: focus, days away, words, guesses."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from reflect.frozen import frozen


@frozen
class Focus:
    """The pack whose rotating questions are asked for, from a day to its last one; None while that is open."""

    id: str
    pack: str
    since: date
    until: date | None = None


@frozen
class Away:
    """Days that are no workdays, both ends included."""

    id: str
    first: date
    last: date


@frozen
class HiddenWord:
    """A word that is not to stand among her themes."""

    id: str
    word: str


@frozen
class AllowedWord:
    """A word that the name scan lets through."""

    id: str
    word: str


@frozen
class Guess:
    """What she guessed about a period (its key) before she looked; `at` as in an Entry, `question` its key."""

    id: str
    period: str
    at: str | None
    question: str
    guess: str


Mark: TypeAlias = Focus | Away | HiddenWord | AllowedWord | Guess
"""What is kept beside entries and nouns, without a code."""
