"""The interview: steps in order, forward, back, passed or left, each answer handed over the moment it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from reflect.asking.asks import Choice, ChoiceAsk, GridAsk, GridRow, Move, Reply, TextAsk, Writer
from reflect.model import COSTLY, DEMONSTRATION, Answer, Conviction, Noun, Nouns, Prompt, Visibility

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
    while at < len(steps):
        match ask(steps[at], writer, keeper):
            case "leave":
                return False
            case "back":
                at = max(0, at - 1)
            case _:
                at += 1
    return True


def ask(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Put one step, and store what comes of it."""
    from reflect.asking import noun_steps  # the longer questions: a daily sitting does without them

    kinds: dict[str, Callable[[Step, Writer, Keeper], Move]] = {
        "grid": _grid,
        "scale": _scale,
        "choice": _choice,
        "choices": _choice,
        "tally": _choice,
        "yes/no": _choice,
        "conviction": noun_steps.conviction,
        "commitment": noun_steps.commitment,
        "disconnect": noun_steps.disconnect,
        "need": noun_steps.need,
    }
    return kinds.get(step.prompt.kind, _text)(step, writer, keeper)


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
            tally=choices_of(tally_prompt) if tally_prompt else (),
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


def choices_of(prompt: Prompt) -> tuple[Choice, ...]:
    """The choices of a prompt, by its own keys where it names some, else numbered from 1."""
    words = ("yes", "no") if prompt.kind == "yes/no" else prompt.options
    keys = prompt.keys or (("y", "n") if prompt.kind == "yes/no" else tuple("123456789"))
    return tuple(Choice(key, word, word) for key, word in zip(keys, words, strict=False))


def _scale(step: Step, writer: Writer, keeper: Keeper) -> Move:
    answer = step.answers[0]
    steps = tuple(Choice(str(n), str(n), label) for n, label in enumerate(step.prompt.labels, start=1))
    reply = writer.choice(
        ChoiceAsk(
            step.asked,
            (*steps, Choice("0", "0", "no occasion")),
            shown=step.shown,
            chosen=(str(answer.value),) if answer.value else (),
            where_from=step.prompt.why,
            place=step.place,
            coach=answer.visibility == "coach",
        )
    )
    answer = replace(answer, visibility=seen(reply.coach, answer.visibility))
    if reply.move == "next" and reply.chosen:
        value = int(reply.chosen[0])
        answer = replace(answer, state="answered" if value else "none", value=value or None)
    elif reply.move == "pass":
        answer = replace(answer, state="passed", value=None)
    step.answers[0] = answer
    keeper.keep(answer, step.prompt)
    return reply.move


def _choice(step: Step, writer: Writer, keeper: Keeper) -> Move:
    answer, prompt = step.answers[0], step.prompt
    several = prompt.kind in ("choices", "tally")
    reply = writer.choice(
        ChoiceAsk(
            step.asked,
            choices_of(prompt),
            shown=step.shown,
            chosen=answer.choices if several else ((answer.choice,) if answer.choice else ()),
            several=several,
            where_from=prompt.why,
            place=step.place,
            coach=answer.visibility == "coach",
        )
    )
    answer = replace(answer, visibility=seen(reply.coach, answer.visibility))
    if reply.move == "pass":
        answer = replace(answer, state="passed", choice=None, choices=())
    elif reply.move == "next" and several:
        answer = replace(answer, state="answered", choices=reply.chosen)
    elif reply.move == "next" and reply.chosen:
        answer = replace(answer, state="answered", choice=reply.chosen[0])
    step.answers[0] = answer
    keeper.keep(answer, prompt)
    if reply.move == "next" and "text" in prompt.then:
        return _then_text(step, writer, keeper)
    return reply.move


def _then_text(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """The line of text that follows a choice, kept in the same answer."""
    answer = step.answers[0]

    def draft(text: str) -> None:
        keeper.draft(replace(answer, text=text or None), step.prompt)

    reply = writer.text(
        TextAsk(step.prompt.then_asked or "In one line?", draft=answer.text or "", place=step.place,
                coach=answer.visibility == "coach"),
        draft,
    )  # fmt: skip
    answer = replace(answer, text=reply.text if reply.text.strip() else None)
    step.answers[0] = replace(answer, visibility=seen(reply.coach, answer.visibility))
    keeper.keep(step.answers[0], step.prompt)
    return ask(step, writer, keeper) if reply.move == "back" else reply.move
