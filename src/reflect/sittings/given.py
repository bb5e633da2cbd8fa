"""The value that JSON gives for one answer: its fields, each refused by name with what would be right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from reflect.errors import InputError, nearest
from reflect.frozen import frozen
from reflect.model import VISIBILITIES, Answer, Noun, Prompt

LONGEST_QUOTE = 60
"""Signs of a wrong value that a complaint repeats."""


@frozen
class Said:
    """An answer, and the noun that is stored with it."""

    answer: Answer
    noun: Noun | None = None


def shown(value: Any) -> str:
    """A value as it is quoted in a complaint, cut where it is long."""
    said = repr(value)
    return said if len(said) <= LONGEST_QUOTE else said[: LONGEST_QUOTE - 1] + "…"


def wrong(prompt: Prompt, answer: Answer, problem: str) -> InputError:
    about = f", {answer.conviction}" if answer.conviction else ""
    return InputError(f"{prompt.id}{about}: {problem}")


def fields_in(prompt: Prompt, answer: Answer, value: Any, known: Collection[str], plain: str) -> dict[str, Any]:
    """The value as an object: a plain string stands for its field `plain`."""
    if isinstance(value, str):
        return {plain: value}
    if not isinstance(value, dict):
        raise wrong(prompt, answer, f"takes a text, or an object with {', '.join(known)}.")
    for name in value:
        if name not in (*known, "visibility"):
            takes = f"takes no {shown(name)}; it takes {', '.join(known)}."
            raise wrong(prompt, answer, takes + nearest(name, list(known)))
    return value


def words_in(prompt: Prompt, answer: Answer, fields: dict[str, Any], name: str) -> str:
    words = fields.get(name)
    if words is None:
        return ""
    if not isinstance(words, str):
        raise wrong(prompt, answer, f"{name} is {shown(words)}, which is not a text.")
    return words.strip()


def needed_in(prompt: Prompt, answer: Answer, fields: dict[str, Any], name: str) -> str:
    words = words_in(prompt, answer, fields, name)
    if not words:
        raise wrong(prompt, answer, f"{name} is missing.")
    return words


def one_of(prompt: Prompt, answer: Answer, word: Any, known: Collection[str]) -> str:
    if not isinstance(word, str) or word not in known:
        hint = nearest(word, list(known)) if isinstance(word, str) else ""
        raise wrong(prompt, answer, f"{shown(word)} is none of: {', '.join(known)}.{hint}")
    return word


def visible(prompt: Prompt, answer: Answer, fields: dict[str, Any]) -> Answer:
    if "visibility" not in fields:
        return answer
    word = one_of(prompt, answer, fields["visibility"], VISIBILITIES)
    return replace(answer, visibility=next(v for v in VISIBILITIES if v == word))
