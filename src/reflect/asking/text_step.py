"""A step that is answered in words, each keystroke kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reflect.asking.asks import Choice, Move, Reply, TextAsk, Writer
from reflect.asking.steps import Keeper, Step, seen
from reflect.model import COSTLY, DEMONSTRATION, Answer, Prompt


def text(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Ask for words; a demonstration may be switched to another conviction, and marked as costly."""
    answer, prompt = step.answers[0], step.prompt
    can_cost = prompt.id == DEMONSTRATION
    before, switched = answer.conviction, ""
    while True:
        switches = _switches(step)
        reply = writer.text(
            TextAsk(
                step.asked,
                shown=step.shown,
                draft=answer.text or "",
                where_from=prompt.where_from,
                place=step.place,
                switches=switches,
                switched=switched,
                mark="this cost me something" if can_cost else "",
                marked=answer.choice == COSTLY,
                coach=answer.visibility == "coach",
            ),
            _drafting(answer, prompt, keeper),
        )
        answer = replace(answer, visibility=seen(reply.coach, answer.visibility))
        if can_cost:
            answer = replace(answer, choice=COSTLY if reply.marked else None)
        if reply.chosen:
            taken_back = reply.chosen == ("",)  # the digit was the beginning of a text for the question before
            switched = "" if taken_back else _key_of(reply.chosen[0], switches)
            before, about = answer.conviction, before if taken_back else reply.chosen[0]
            answer = step.answers[0] = replace(answer, conviction=about, text=reply.text or None)
            (keeper.draft if answer.state == "open" else keeper.keep)(answer, prompt)
            continue
        step.answers[0] = _said(answer, reply)
        keeper.keep(step.answers[0], prompt)
        return reply.move


def _said(answer: Answer, reply: Reply) -> Answer:
    """The answer after a text was left: back and leave change no answer, but keep what was half typed."""
    text = reply.text.strip("\n") if reply.text.strip() else None
    if reply.move in ("back", "leave"):
        if answer.state == "open":
            return replace(answer, text=text)
        return replace(answer, text=text) if text else answer
    return replace(answer, text=text, state="answered" if text else "passed")


def _drafting(answer: Answer, prompt: Prompt, keeper: Keeper) -> Callable[[str], None]:
    def draft(text: str) -> None:
        if answer.state == "open":
            keeper.draft(replace(answer, text=text or None), prompt)

    return draft


def _key_of(code: str, switches: tuple[Choice, ...]) -> str:
    return next((choice.key for choice in switches if choice.word == code), "")


def _switches(step: Step) -> tuple[Choice, ...]:
    """The convictions that a demonstration may be about instead, by the numbers 1-7."""
    if len(step.convictions) < 2:
        return ()
    return tuple(
        Choice(str(number), conviction.code, f"{conviction.code}  {conviction.statement}")
        for number, conviction in enumerate(step.convictions[:7], start=1)
    )
