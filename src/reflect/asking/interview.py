"""The interview: steps in order, forward, back, passed or left, each answer handed over the moment it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from reflect.asking.asks import Choice, GridAsk, GridRow, Move, Reply, TextAsk, Writer
from reflect.choosing.due import DUE
from reflect.model import (
    COSTLY,
    DEMONSTRATION,
    LACKS,
    NEED_TOLD,
    Answer,
    Conviction,
    Noun,
    Nouns,
    Prompt,
    Visibility,
)

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
    from reflect.asking import due_step, need_steps, noun_steps, parts  # they know this module

    if step.prompt.id.startswith(DUE) and step.prompt.kind == "choice":
        return due_step.due(step, writer, keeper)
    kinds: dict[str, Callable[[Step, Writer, Keeper], Move]] = {
        "grid": _grid,
        "text": _text,
        "document": _text,
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


def seen(coach: bool, before: Visibility) -> Visibility:
    """The visibility that an answer has after its mark for the coach was set or taken off."""
    if coach:
        return "coach"
    return "private" if before == "coach" else before


def _text(step: Step, writer: Writer, keeper: Keeper) -> Move:
    answer, prompt = step.answers[0], step.prompt
    can_cost = prompt.id == DEMONSTRATION
    while True:
        reply = writer.text(
            TextAsk(
                step.asked,
                shown=step.shown,
                draft=answer.text or "",
                where_from=prompt.why,
                place=step.place,
                switches=_switches(step, answer),
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
            answer = step.answers[0] = replace(answer, conviction=reply.chosen[0])
            keeper.keep(answer, prompt)
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


def _switches(step: Step, answer: Answer) -> tuple[Choice, ...]:
    """The convictions that a demonstration may be about instead, by the numbers 1-7."""
    if len(step.convictions) < 2:
        return ()
    return tuple(
        Choice(str(number), conviction.code, conviction.statement)
        for number, conviction in enumerate(step.convictions[:7], start=1)
    )


def _grid(step: Step, writer: Writer, keeper: Keeper) -> Move:
    from reflect.asking import parts  # it knows this module

    by_name = {(answer.conviction or ""): place for place, answer in enumerate(step.answers)}
    statements = {c.code: c.statement for c in step.convictions}

    def rated(name: str, rating: int | None) -> None:
        answer = step.answers[by_name[name]]
        match rating:
            case None:
                answer = replace(answer, state="open", value=None)
            case 0:
                answer = replace(answer, state="none", value=None)
            case _:
                answer = replace(answer, state="answered", value=rating)
        step.answers[by_name[name]] = answer
        keeper.keep(answer, step.prompt)

    def tallied(words: tuple[str, ...] | None) -> None:
        if step.tally is None:
            return
        prompt, answer = step.tally
        answer = replace(answer, state="open" if words is None else "answered", choices=words or ())
        step.tally = (prompt, answer)
        keeper.keep(answer, prompt)

    rows = tuple(
        GridRow(a.conviction or "", statements.get(a.conviction or "", ""), 0 if a.state == "none" else a.value)
        for a in step.answers
    )
    tally_prompt, tally_answer = step.tally or (None, None)
    reply = writer.grid(
        GridAsk(
            step.asked,
            rows,
            step.prompt.labels,
            tally_question=tally_prompt.asked if tally_prompt else "",
            tally=parts.choices_of(tally_prompt) if tally_prompt else (),
            tallied=tally_answer.choices if tally_answer and tally_answer.state == "answered" else None,
            shown=step.shown,
            where_from=step.prompt.why,
            place=step.place,
            coach=any(a.visibility == "coach" for a in step.answers),
        ),
        rated,
        tallied,
    )
    _close_grid(step, reply, keeper)
    return reply.move


def _close_grid(step: Step, reply: Reply, keeper: Keeper) -> None:
    """What was left without a key is passed; a mark for the coach holds for every row."""
    done = reply.move in ("next", "pass")
    for place, answer in enumerate(step.answers):
        changed = replace(answer, visibility=seen(reply.coach, answer.visibility))
        if done and changed.state == "open":
            changed = replace(changed, state="passed")
        if changed != answer:
            step.answers[place] = changed
            keeper.keep(changed, step.prompt)
    if done and step.tally is not None and step.tally[1].state == "open":
        prompt, answer = step.tally
        step.tally = (prompt, replace(answer, state="passed"))
        keeper.keep(step.tally[1], prompt)
