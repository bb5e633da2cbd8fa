"""An answer of several parts: a person and a choice and a line of text, asked one after the other, kept as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from reflect.asking.asks import Choice, ChoiceAsk, Move, Reply, TextAsk, Writer
from reflect.asking.persons import ask_person, names_of
from reflect.asking.steps import Keeper, Step, choices_of, seen
from reflect.model import Answer, Kind, Prompt

MOST_CONVICTIONS = 7
_QUESTIONS: dict[str, str] = {
    "person": "Who?",
    "choice": "Which?",
    "choices": "Which?",
    "text": "In one line?",
    "scale": "How far?",
    "conviction": "Which conviction?",
}
_NAME_FIRST = "A name first; then what it was."
_OR_NOBODY = " Empty: somebody who is not on your roster, or several."
NOBODY = "nobody"
"""The choice of whoever gave nothing: it is not offered after somebody was named."""
_NOTHING: dict[str, dict[str, object]] = {
    "person": {"person": None},
    "choice": {"choice": None},
    "yes/no": {"choice": None},
    "choices": {"choices": ()},
    "tally": {"choices": ()},
    "scale": {"value": None},
    "number": {"value": None},
    "conviction": {"conviction": None},
}


def parts_of(prompt: Prompt, answer: Answer) -> tuple[Kind, ...]:
    """The parts of an answer in the order in which they are asked; whom it is about comes first, if still open."""
    about: tuple[Kind, ...] = ()
    if prompt.about == "conviction" and answer.conviction is None:
        about = ("conviction",)
    if prompt.about == "person" and answer.person is None:
        about = ("person",)
    return (*about, prompt.kind, *prompt.then)


def compound(step: Step, writer: Writer, keeper: Keeper, keep: Callable[[Answer], Answer] | None = None) -> Move:
    """Ask the parts in order; back goes to the part before, a first part that is passed passes the answer.

    In an event's form the parts after a person are asked though nobody is named; so they are where more than a
    name was typed. `keep` stores a whole answer, and gives it as it was stored, where that takes more than the
    answer.
    """
    prompt, place, before = step.prompt, step.place, step.answers[0]
    parts = parts_of(prompt, before)
    at, said = 0, False
    while at < len(parts):
        answer = step.answers[0]
        step.place = f"{place} ({at + 1}/{len(parts)})" if place and len(parts) > 1 else place
        given, reply = _ask_part(parts[at], step, _question(step, parts, at), writer, keeper, first=at == 0)
        step.place = place
        given = replace(given, visibility=seen(reply.coach, answer.visibility))
        if reply.move == "leave" or (reply.move == "back" and at == 0):
            _leave(step, given if given.state == "open" else answer, keeper)
            return reply.move
        if reply.move == "pass" and at == 0 and not _goes_on(parts, given, prompt):
            step.answers[0] = replace(_without(given, parts), state="passed")
            keeper.keep(step.answers[0], prompt)
            return "pass"
        if reply.move == "back":
            at -= 1
            continue
        step.answers[0], said = given, said or reply.move == "next"
        if parts[at] == "person":
            name = next((p.name for p in keeper.nouns.people if p.code == given.person), "")
            step.places = {**step.places, "person": name}
        at += 1
        if at < len(parts) and given.state == "open":
            keeper.draft(given, prompt)
    given = step.answers[0]
    if not said or (prompt.kind != "scale" and given == _without(given, parts)):
        step.answers[0] = replace(given, state="passed")
        keeper.keep(step.answers[0], prompt)
        return "pass"
    no_occasion = given.value is None and prompt.kind == "scale"
    step.answers[0] = replace(given, state="none" if no_occasion else "answered")
    if keep is None:
        keeper.keep(step.answers[0], prompt)
    else:
        step.answers[0] = keep(step.answers[0])
    return "next"


def _leave(step: Step, answer: Answer, keeper: Keeper) -> None:
    """Store what stands: of an open answer the draft, of one that is given anew the parts that were."""
    step.answers[0] = answer
    (keeper.draft if answer.state == "open" else keeper.keep)(answer, step.prompt)


def _goes_on(parts: tuple[Kind, ...], answer: Answer, prompt: Prompt) -> bool:
    """Whether the other parts are asked though nobody was named."""
    return parts[0] == "person" and len(parts) > 1 and (bool(prompt.forms) or answer.text is not None)


def _question(step: Step, parts: tuple[Kind, ...], at: int) -> str:
    """The prompt's own wording for its own part; whom it is about is asked under it, the rest in short.

    Which conviction it is about comes alone: the wording holds that one's words.
    """
    own = len(parts) - 1 - len(step.prompt.then)
    if at == own:
        return step.asked
    if at < own and parts[at] == "conviction":
        return _QUESTIONS["conviction"]
    if at < own:
        return f"{step.asked}\n{_QUESTIONS[parts[at]]}"
    if step.prompt.then_asked and at == len(parts) - 1:
        return step.prompt.then_asked
    return _QUESTIONS.get(parts[at], step.asked)


def _without(answer: Answer, parts: tuple[Kind, ...]) -> Answer:
    for part in parts:
        answer = replace(answer, **_NOTHING.get(part, {"text": None}))  # type: ignore[arg-type]  # fields of Answer
    return answer


def _ask_part(
    part: Kind, step: Step, question: str, writer: Writer, keeper: Keeper, *, first: bool
) -> tuple[Answer, Reply]:
    """One part put to the writer: the answer with it in place, and how it was left."""
    kinds: dict[str, Callable[[Step, str, Writer, Keeper, bool], tuple[Answer, Reply]]] = {
        "person": _person,
        "choice": _choice,
        "yes/no": _choice,
        "choices": _choices,
        "tally": _choices,
        "scale": _scale,
        "number": _number,
        "date": _date,
        "conviction": _conviction,
    }
    return kinds.get(part, _text)(step, question, writer, keeper, first)


def _shared(step: Step, first: bool) -> tuple[str, str, tuple[str, ...]]:
    return (step.prompt.where_from, step.place, step.shown if first else ())


def _person(step: Step, question: str, writer: Writer, keeper: Keeper, first: bool) -> tuple[Answer, Reply]:
    answer = step.answers[0]
    why, place, shown = _shared(step, first)
    standing = next((p.name for p in keeper.nouns.people if p.code == answer.person), "")
    parts = parts_of(step.prompt, answer)
    text_follows = "text" in parts[parts.index("person") :]
    hint = _NAME_FIRST if text_follows and first else ""
    hint += _OR_NOBODY if hint and step.prompt.forms else ""
    ask = TextAsk(
        question, shown, standing, why, place, suggestions=names_of(keeper.nouns), hint=hint,
        coach=answer.visibility == "coach",
    )  # fmt: skip
    named = ask_person(ask, writer, keeper, text_follows=text_follows)
    if named.beyond:
        both = (answer.text or "", named.beyond)
        answer = replace(answer, text="\n".join(part for part in dict.fromkeys(both) if part))
    if named.person is not None:
        answer = replace(answer, person=named.person.code)
    elif named.reply.move == "pass":
        answer = replace(answer, person=None)
    return answer, named.reply


def _conviction(step: Step, question: str, writer: Writer, _keeper: Keeper, first: bool) -> tuple[Answer, Reply]:
    answer = step.answers[0]
    why, place, shown = _shared(step, first)
    choices = tuple(
        Choice(str(n), c.code, f"{c.code} {c.statement}")
        for n, c in enumerate(step.convictions[:MOST_CONVICTIONS], 1)
    )
    coach = answer.visibility == "coach"
    reply = writer.choice(ChoiceAsk(question, choices, shown, where_from=why, place=place, coach=coach))
    return replace(answer, conviction=reply.chosen[0] if reply.chosen else None), reply


def _choice(step: Step, question: str, writer: Writer, _keeper: Keeper, first: bool) -> tuple[Answer, Reply]:
    answer = step.answers[0]
    why, place, shown = _shared(step, first)
    choices = choices_of(step.prompt)
    if answer.person is not None:
        choices = tuple(choice for choice in choices if choice.word != NOBODY)
    ask = ChoiceAsk(
        question, choices, shown, (answer.choice,) if answer.choice else (), False, why, place,
        answer.visibility == "coach",
    )  # fmt: skip
    reply = writer.choice(ask)
    return replace(answer, choice=reply.chosen[0]) if reply.chosen else answer, reply


def _choices(step: Step, question: str, writer: Writer, _keeper: Keeper, first: bool) -> tuple[Answer, Reply]:
    answer = step.answers[0]
    why, place, shown = _shared(step, first)
    coach = answer.visibility == "coach"
    ask = ChoiceAsk(question, choices_of(step.prompt), shown, answer.choices, True, why, place, coach)
    reply = writer.choice(ask)
    return replace(answer, choices=reply.chosen) if reply.move == "next" else answer, reply


def _scale(step: Step, question: str, writer: Writer, _keeper: Keeper, first: bool) -> tuple[Answer, Reply]:
    answer = step.answers[0]
    why, place, shown = _shared(step, first)
    steps = tuple(Choice(str(n), str(n), label) for n, label in enumerate(step.prompt.labels, start=1))
    ask = ChoiceAsk(
        question, (*steps, Choice("0", "0", "no occasion")), shown, (str(answer.value),) if answer.value else (),
        False, why, place, answer.visibility == "coach",
    )  # fmt: skip
    reply = writer.choice(ask)
    return replace(answer, value=(int(reply.chosen[0]) or None) if reply.chosen else answer.value), reply


def _number(step: Step, question: str, writer: Writer, keeper: Keeper, first: bool) -> tuple[Answer, Reply]:
    return _read(step, question, writer, keeper, first, int, "a whole number")


def _date(step: Step, question: str, writer: Writer, keeper: Keeper, first: bool) -> tuple[Answer, Reply]:
    return _read(step, question, writer, keeper, first, date.fromisoformat, "a day like 2025-09-30")


def _read(
    step: Step,
    question: str,
    writer: Writer,
    _keeper: Keeper,
    first: bool,
    read: Callable[[str], object],
    expected: str,
) -> tuple[Answer, Reply]:
    """Ask until the words can be read, or nothing is said."""
    answer = step.answers[0]
    why, place, shown = _shared(step, first)
    draft = answer.text or ("" if answer.value is None else str(answer.value))
    while True:
        ask = TextAsk(question, shown, draft, why, place, coach=answer.visibility == "coach")
        reply = writer.text(ask, lambda _typed: None)
        if reply.move != "next" or not reply.text.strip():
            return answer, reply if reply.move != "next" else replace(reply, move="pass")
        try:
            value = read(reply.text.strip())
        except ValueError:
            shown, draft = (f"Please write {expected}.",), reply.text
            continue
        said = replace(answer, value=value) if isinstance(value, int) else replace(answer, text=str(value))
        return said, reply


def _text(step: Step, question: str, writer: Writer, keeper: Keeper, first: bool) -> tuple[Answer, Reply]:
    answer = step.answers[0]
    why, place, shown = _shared(step, first)

    def draft(typed: str) -> None:
        if answer.state == "open":
            keeper.draft(replace(answer, text=typed or None), step.prompt)

    ask = TextAsk(question, shown, answer.text or "", why, place, coach=answer.visibility == "coach")
    reply = writer.text(ask, draft)
    words = reply.text.strip("\n") if reply.text.strip() else None
    return replace(answer, text=words if words or reply.move in ("next", "pass") else answer.text), reply
