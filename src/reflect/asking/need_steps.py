"""The questions about what somebody needs: who needs what, where a need is, what somebody lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reflect.asking.asks import Choice, ChoiceAsk, Move, TextAsk, Writer
from reflect.asking.parts import compound
from reflect.asking.persons import ask_person, names_of, roster
from reflect.asking.steps import Keeper, Step
from reflect.asking.turns import (
    ask_words,
    draft,
    keep_made,
    leave_turn,
    made_with,
    one_after_another,
    one_line,
)
from reflect.model import NEED_KINDS, Answer, Need, NeedStep, Nouns, Person


def need(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Who needs what; a new name joins the roster when she confirms it, an empty roster is asked for first."""
    if step.is_open and not any(person.left is None for person in keeper.nouns.people):
        move = roster(step, writer, keeper)
        if move in ("back", "leave"):
            return move
    return one_after_another(step, writer, keeper, _one_need)


def _one_need(step: Step, writer: Writer, keeper: Keeper, first: bool) -> Move:
    person = _whose(step, writer, keeper, first)
    if not isinstance(person, Person):
        return person
    step.answers[0] = replace(step.answers[0], person=person.code)
    typed = step.answers[0].text or ""
    what = ask_words(step, writer, keeper, f"What does {person.name} need?", draft=typed)
    draft(step, keeper, what.text)
    if what.move == "leave":
        return "leave"
    if what.move != "next" or not what.text.strip():
        return _one_need(step, writer, keeper, first)
    kinds = tuple(Choice(str(n), kind, kind) for n, kind in enumerate(NEED_KINDS, start=1))
    kind = writer.choice(ChoiceAsk("What for?", kinds, place=step.place))
    if kind.move == "leave":
        return "leave"
    answer = made_with(step.answers[0], what, person=person.code)
    made = Need(
        "", "", person.code, one_line(what.text), (NeedStep(keeper.today, "asked"),),
        next((k for k in NEED_KINDS if k in kind.chosen), None), answer.visibility,
    )  # fmt: skip
    keep_made(step, made, answer, keeper)
    return "next"


def _whose(step: Step, writer: Writer, keeper: Keeper, first: bool) -> Person | Move:
    """The person who needs something, or how the turn was left without one."""
    question = f"{step.asked}\nWho?" if first else "Who else? (empty: nobody)"
    answer = step.answers[0]
    standing = next((person.name for person in keeper.nouns.people if person.code == answer.person), "")
    ask = TextAsk(
        question, step.shown, standing, step.prompt.where_from, step.place, suggestions=names_of(keeper.nouns),
        coach=answer.visibility == "coach",
    )  # fmt: skip
    named = ask_person(ask, writer, keeper, text_follows=True)
    if named.person is None:
        return leave_turn(step, keeper, replace(named.reply, text=named.beyond), first)
    if named.beyond:
        draft(step, keeper, named.beyond)
    return named.person


def told(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Where a need is that somebody told her of; which one, where that person has several, by a key."""
    before = step.answers[0]
    move = compound(step, writer, keeper, lambda answer: answer)
    answer = step.answers[0]
    if move != "next":
        return move
    theirs = needs_of(answer.person, answer.made, keeper.nouns)
    if len(theirs) > 1:
        choices = tuple(Choice(str(n), one.code, one.text) for n, one in enumerate(theirs[:9], start=1))
        chosen = (answer.made,) if answer.made in {one.code for one in theirs} else ()
        reply = writer.choice(ChoiceAsk("Which need?", choices, chosen=chosen, place=step.place))
        if reply.move in ("back", "leave"):
            step.answers[0] = replace(answer, state="open") if before.state == "open" else before
            keeper.draft(step.answers[0], step.prompt)
            return told(step, writer, keeper) if reply.move == "back" else "leave"
        theirs = [one for one in theirs if one.code in reply.chosen]
    step.answers[0] = replace(answer, made=theirs[0].code if theirs else None)
    keeper.keep(step.answers[0], step.prompt)
    return "next"


def needs_of(person: str | None, made: str | None, nouns: Nouns) -> list[Need]:
    """The needs that an answer may mean: the person's open ones, and the one that it came back to (`made`)."""
    if person is None:
        return [one for one in nouns.needs if one.code == made]
    return [one for one in nouns.needs if one.person == person and (one.is_open or one.code == made)]


def lacks(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """What somebody lacks; a kind that is named makes a need, and naming another changes that one."""

    def keep(answer: Answer) -> Answer:
        made = need_lacked(answer, keeper.nouns, keeper.today)
        if made is None:
            keeper.keep(answer, step.prompt)
            return answer
        return replace(answer, made=keeper.keep_noun(made, answer, step.prompt).code)

    return compound(step, writer, keeper, keep)


def need_lacked(answer: Answer, nouns: Nouns, today: date) -> Need | None:
    """The need that such an answer makes, or changes; None where nothing is named."""
    kind = next((known for known in NEED_KINDS if known == answer.choice), None)
    if kind is None or answer.person is None:
        return None
    text = one_line(answer.text or "") or kind
    before = next((one for one in nouns.needs if one.code == answer.made), None)
    if before is not None:
        return replace(before, person=answer.person, text=text, kind=kind, visibility=answer.visibility)
    asked = (NeedStep(today, "asked"),)
    return Need("", "", answer.person, text, asked, kind, answer.visibility)
