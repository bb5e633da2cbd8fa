"""The question about what has come due: one key, and a line of words after the key that means "now"."""

from __future__ import annotations

from dataclasses import replace

from reflect.asking.asks import ChoiceAsk, Move, TextAsk, Writer
from reflect.asking.steps import Keeper, Step, choices_of, seen
from reflect.model import Answer


def due(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Ask for the key; the first of its options alone asks for words too, where the prompt takes any."""
    prompt = step.prompt
    while True:
        answer = step.answers[0]
        reply = writer.choice(
            ChoiceAsk(
                step.asked, choices_of(prompt), shown=step.shown,
                chosen=(answer.choice,) if answer.choice else (), where_from=prompt.where_from,
                coach=answer.visibility == "coach",
            )
        )  # fmt: skip
        answer = replace(answer, visibility=seen(reply.coach, answer.visibility))
        if reply.move in ("back", "leave"):
            return reply.move
        if reply.move == "pass" or not reply.chosen:
            return _keep(step, replace(answer, state="passed", choice=None, text=None), keeper)
        step.answers[0] = replace(answer, choice=reply.chosen[0])
        if not ("text" in prompt.then and reply.chosen[0] == prompt.options[0]):
            return _keep(step, replace(step.answers[0], state="answered", text=None), keeper)
        move = _words(step, writer, keeper)
        if move != "back":
            return move


def _words(step: Step, writer: Writer, keeper: Keeper) -> Move:
    answer, prompt = step.answers[0], step.prompt

    def draft(typed: str) -> None:
        if answer.state == "open":
            keeper.draft(replace(answer, text=typed or None), prompt)

    ask = TextAsk(
        prompt.then_asked, step.shown, answer.text or "", prompt.where_from, coach=answer.visibility == "coach"
    )
    reply = writer.text(ask, draft)
    if reply.move in ("back", "leave"):
        return reply.move
    said = replace(answer, state="answered", text=reply.text.strip() or None)
    return _keep(step, replace(said, visibility=seen(reply.coach, answer.visibility)), keeper)


def _keep(step: Step, answer: Answer, keeper: Keeper) -> Move:
    step.answers[0] = answer
    keeper.keep(answer, step.prompt)
    return "pass" if answer.state == "passed" else "next"
