"""What the questions that make a noun share: a turn of plain asks for one noun, and one turn after another.

Back on the first ask of a turn goes back in the sitting; what makes a noun is stored in one write with the answer
that made it. Until then what is typed is the draft of that answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from reflect.asking.asks import Move, Reply, TextAsk, Writer
from reflect.asking.steps import Keeper, Step, seen
from reflect.model import Answer, Commitment, Disconnect, Need

Turn: TypeAlias = Callable[[Step, Writer, Keeper, bool], Move]
"""Asks for one noun; the flag says whether it is the first of its step."""


def ask_words(step: Step, writer: Writer, keeper: Keeper, question: str, **more: object) -> Reply:
    """Ask for words within a step; the half-typed ones are the draft of its first open answer."""
    answer = step.answers[0]
    ask = TextAsk(
        question,
        where_from=step.prompt.where_from,
        place=step.place,
        coach=answer.visibility == "coach",
        **more,  # type: ignore[arg-type]  # the callers' keywords are fields of TextAsk
    )
    return writer.text(ask, lambda typed: draft(step, keeper, typed))


def draft(step: Step, keeper: Keeper, words: str) -> None:
    """Keep words in the step's first answer as long as that is open."""
    if step.answers[0].state == "open":
        step.answers[0] = replace(step.answers[0], text=words or None)
        keeper.draft(step.answers[0], step.prompt)


def leave_open(step: Step, keeper: Keeper, reply: Reply) -> Move:
    """Leave a step unanswered: passed, or open with what was half typed."""
    if reply.move == "pass" or (reply.move == "next" and not reply.text.strip()):
        step.answers[0] = replace(step.answers[0], state="passed", text=None)
        keeper.keep(step.answers[0], step.prompt)
        return "pass"
    if reply.text.strip():
        draft(step, keeper, reply.text)
    return reply.move


def leave_turn(step: Step, keeper: Keeper, reply: Reply, first: bool) -> Move:
    """Leave a turn that made nothing: what is half typed stays as the draft, a first one may be passed."""
    if reply.move in ("next", "pass") and not first:
        return "pass"
    return leave_open(step, keeper, reply)


def made_with(answer: Answer, reply: Reply, **parts: object) -> Answer:
    """The answer, given now, without the draft that it held while its noun was being made."""
    visible = seen(reply.coach, answer.visibility)
    return replace(answer, state="answered", text=None, visibility=visible, **parts)  # type: ignore[arg-type]  # fields of Answer


def keep_made(step: Step, made: Commitment | Disconnect | Need, answer: Answer, keeper: Keeper) -> None:
    """Store a noun and the answer that made it."""
    kept = keeper.keep_noun(made, answer, step.prompt)
    step.answers[0] = replace(answer, made=kept.code)


def one_after_another(step: Step, writer: Writer, keeper: Keeper, turn: Turn) -> Move:
    """Ask for nouns until she passes; only a first one that is passed is stored as a pass."""
    if step.answers[-1].state == "answered":
        step.answers.append(keeper.another(step.answers[-1]))
    while True:
        first = len(step.answers) == 1
        current = replace(step, answers=[step.answers[-1]], shown=step.shown if first else ())
        move = turn(current, writer, keeper, first)
        step.answers[-1] = current.answers[0]
        if step.answers[-1].state == "answered":
            step.answers.append(keeper.another(step.answers[-1]))
            continue
        if not first and move in ("pass", "next", "back"):
            step.answers.pop()
        return "next" if move == "pass" else move


def one_line(text: str) -> str:
    """The words with single blanks between them, as a noun holds them."""
    return " ".join(text.split())


def unkept(_typed: str) -> None:
    """For later parts of a turn that its answer has no room for: they are short."""
