"""The interview: steps in order, forward, back, passed or left, each answer handed over the moment it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reflect.asking import due_step, need_steps, noun_steps, parts
from reflect.asking.asks import Move, TextAsk, Writer
from reflect.asking.grid_step import grid
from reflect.asking.steps import Keeper, Step, seen
from reflect.asking.text_step import text
from reflect.choosing.due import DUE
from reflect.model import LACKS, NEED_TOLD


def hold(steps: list[Step], writer: Writer, keeper: Keeper) -> bool:
    """Ask from the first open step on. True when the last was answered or passed, False when she left."""
    at = next((place for place, step in enumerate(steps) if step.is_open), len(steps))
    followed = False
    while at < len(steps):
        match ask(steps[at], writer, keeper):
            case "leave":
                return False
            case "back":
                at = max(0, at - 1)
            case move:
                if move == "next" and not followed:
                    followed = follow_up(steps[at], writer, keeper)
                at += 1
    return True


FOLLOW_UPS = {
    1: "What happened, in one line?",
    2: "What happened, in one line?",
    5: "What did you do, so that you can do it again?",
}


def follow_up(step: Step, writer: Writer, keeper: Keeper) -> bool:
    """One optional line after a scale's lowest and highest steps, kept in the same answer; once a sitting."""
    answer = step.answers[0]
    if step.prompt.kind != "scale" or "text" in step.prompt.then or answer.value not in FOLLOW_UPS or answer.text:
        return False
    coach = answer.visibility == "coach"
    reply = writer.text(TextAsk(FOLLOW_UPS[answer.value], place=step.place, coach=coach), lambda _typed: None)
    if reply.text.strip():
        visibility = seen(reply.coach, answer.visibility)
        step.answers[0] = replace(answer, text=reply.text.strip(), visibility=visibility)
        keeper.keep(step.answers[0], step.prompt)
    return True


def ask(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Put one step, and store what comes of it."""
    if step.prompt.id.startswith(DUE) and step.prompt.kind == "choice":
        return due_step.due(step, writer, keeper)
    kinds: dict[str, Callable[[Step, Writer, Keeper], Move]] = {
        "grid": grid,
        "text": text,
        "document": text,
        "conviction": noun_steps.conviction,
        "commitment": noun_steps.commitment,
        "disconnect": noun_steps.disconnect,
        "need": need_steps.need,
    }
    named: dict[str, Callable[[Step, Writer, Keeper], Move]] = {
        NEED_TOLD: need_steps.told,
        LACKS: need_steps.lacks,
    }
    if step.prompt.id in named:
        return named[step.prompt.id](step, writer, keeper)
    simple = not step.prompt.then and parts.parts_of(step.prompt, step.answers[0]) == (step.prompt.kind,)
    if step.prompt.kind in kinds and (simple or step.prompt.kind == "conviction"):
        return kinds[step.prompt.kind](step, writer, keeper)
    return parts.compound(step, writer, keeper)
