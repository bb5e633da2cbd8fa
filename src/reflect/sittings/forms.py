"""Event forms: which fields a kind of event has, which apply, and what the daily's tally stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reflect.errors import NotFoundError, nearest
from reflect.model import EVENTS, Answer, Prompt

DIRECTION = "room-to-fail/direction"
LAYER = "room-to-fail/layer"
TRIGGER = "step-back/trigger"
HEARD = "feedback"
STEPS = {"step-in": "in", "step-back": "back"}
"""The two words for a step that say its direction already."""

TALLIED: Mapping[str, tuple[str, str]] = {
    "took over": ("step", "in"),
    "left it": ("step", "back"),
    "gain": ("gain", ""),
    "failure": ("failure", ""),
    "credit": ("credit", ""),
    "leaver": ("departure", ""),
    "heard": ("conversation", ""),
}
"""The event that each word of the tally makes, and its direction where it is a step."""


def kind_of(word: str) -> tuple[str, str]:
    """The kind of event, and the direction of a step, that a word of `reflect log` names. Raises NotFoundError."""
    if word in STEPS:
        return "step", STEPS[word]
    if word in EVENTS:
        return word, ""
    known = [*EVENTS, *STEPS]
    raise NotFoundError(f"There is no event {word!r}.{nearest(word, known)}", hint=f"One of: {', '.join(known)}.")


def fields_of(kind: str, prompts: Iterable[Prompt]) -> tuple[Prompt, ...]:
    """The fields of an event's form, in the order of their places."""
    return tuple(sorted((p for p in prompts if kind in p.forms), key=lambda p: p.place))


def applies(prompt: Prompt, answers: Sequence[Answer]) -> bool:
    """Whether a field is asked after what was answered so far."""
    for id_, words in prompt.when:
        said = [answer for answer in answers if answer.prompt == id_]
        if not any(answer.choice in words or set(answer.choices) & set(words) for answer in said):
            return False
    return True


def could_apply(prompt: Prompt, answers: Sequence[Answer]) -> bool:
    """Whether a field may still come to be asked: its condition holds, or is not answered yet."""
    for id_, words in prompt.when:
        said = [a for a in answers if a.prompt == id_ and a.state != "open"]
        if said and not any(answer.choice in words or set(answer.choices) & set(words) for answer in said):
            return False
    return True
