"""One answer from JSON that makes or changes a noun: answering again changes what it made, and makes no second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from reflect.asking.need_steps import needs_of
from reflect.asking.noun_steps import reworded
from reflect.asking.persons import person_called
from reflect.errors import InputError
from reflect.model import (
    NEED_KINDS,
    SCALE,
    SCOPES,
    Answer,
    Commitment,
    Conviction,
    Disconnect,
    Need,
    NeedStep,
    Noun,
    Person,
    Prompt,
    Standing,
    Visibility,
    Wording,
)
from reflect.session import Session
from reflect.sittings.given import Said, fields_in, needed_in, one_of, shown, visible, words_in, wrong

NounT = TypeVar("NounT", bound=Noun)


def _made_before(nouns: Sequence[NounT], answer: Answer) -> NounT | None:
    """The noun that this answer made when it was given before: answering again changes it, and makes no second."""
    return next((noun for noun in nouns if answer.made is not None and noun.code == answer.made), None)


def _importance(prompt: Prompt, answer: Answer, fields: dict[str, Any], before: int | None) -> int | None:
    number = fields.get("importance", before)
    if number is not None and (type(number) is not int or number not in SCALE):
        raise wrong(prompt, answer, f"importance is {shown(number)}, not a step from 1 to 5.")
    return number


def conviction(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    convictions = session.journal.nouns().convictions
    standing = next((c for c in convictions if c.code == answer.conviction), None)
    if standing is None:
        fields = fields_in(prompt, answer, value, ("statement", "importance"), "statement")
        before = _made_before(convictions, answer)
        importance = _importance(prompt, answer, fields, before.importance if before else None)
        wording = Wording(session.today, needed_in(prompt, answer, fields, "statement"), importance)
        said = replace(visible(prompt, answer, fields), state="answered")
        marked: Visibility = "coach" if said.visibility == "coach" else "private"
        if before is None:
            return Said(said, Conviction("", "", (wording,), visibility=marked))
        changed = reworded(before, wording, session.today)
        return Said(said, changed if said.visibility == answer.visibility else replace(changed, visibility=marked))
    fields = fields_in(prompt, answer, value, ("act", "statement", "importance"), "act")
    act = one_of(prompt, answer, fields.get("act", "keep"), ("keep", "reword", "retire"))
    said = replace(visible(prompt, answer, fields), state="answered", choice=act)
    if act == "retire":
        return Said(said, replace(standing, retired=session.today))
    statement = needed_in(prompt, answer, fields, "statement") if act == "reword" else standing.statement
    importance = _importance(prompt, answer, fields, standing.importance)
    changed = reworded(standing, Wording(session.today, statement, importance), session.today)
    return Said(replace(said, value=importance), replace(changed, retired=None))


def commitment(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    fields = fields_in(prompt, answer, value, ("cue", "act", "due"), "act")
    said = replace(visible(prompt, answer, fields), state="answered")
    due = words_in(prompt, answer, fields, "due")
    try:
        by = date.fromisoformat(due) if due else None
    except ValueError:
        raise wrong(prompt, answer, f"due is {shown(due)}, not a day like 2025-09-30.") from None
    made = Commitment(
        "", "", needed_in(prompt, answer, fields, "act"), session.today,
        words_in(prompt, answer, fields, "cue") or None, by, visibility=said.visibility,
    )  # fmt: skip
    before = _made_before(session.journal.nouns().commitments, answer)
    if before is not None:
        made = replace(before, act=made.act, cue=made.cue, due=made.due, visibility=made.visibility)
    return Said(said, made)


def disconnect(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    fields = fields_in(prompt, answer, value, ("scope", "text"), "text")
    said = visible(prompt, answer, fields)
    scope = one_of(prompt, answer, fields.get("scope", "immediate"), SCOPES)
    made = Disconnect(
        "", "", "connect" if "connects" in prompt.feeds else "disconnect",
        next(s for s in SCOPES if s == scope), needed_in(prompt, answer, fields, "text"), session.today,
        visibility=said.visibility,
    )  # fmt: skip
    before = _made_before(session.journal.nouns().disconnects, answer)
    if before is not None:
        made = replace(before, scope=made.scope, text=made.text, visibility=made.visibility)
    return Said(replace(said, state="answered", choice=scope), made)


def need(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    fields = fields_in(prompt, answer, value, ("person", "text", "kind"), "text")
    said = visible(prompt, answer, fields)
    person = person_named(session, prompt, needed_in(prompt, answer, fields, "person"))
    kind = fields.get("kind")
    if kind is not None:
        kind = one_of(prompt, answer, kind, NEED_KINDS)
    made = Need(
        "", "", person.code, needed_in(prompt, answer, fields, "text"), (NeedStep(session.today, "asked"),),
        next((k for k in NEED_KINDS if k == kind), None), said.visibility,
    )  # fmt: skip
    before = _made_before(session.journal.nouns().needs, answer)
    if before is not None:
        made = replace(before, person=made.person, text=made.text, kind=made.kind, visibility=made.visibility)
    return Said(replace(said, state="answered", person=person.code), made)


def come_back_to(session: Session, prompt: Prompt, answer: Answer, code: str | None) -> Answer:
    """The answer with the need that it moves on: the one of that code, or the only one that it may mean."""
    theirs = needs_of(answer.person, answer.made, session.journal.nouns())
    codes = [one.code for one in theirs]
    if code is not None:
        return replace(answer, made=one_of(prompt, answer, code, codes))
    if len(codes) > 1 and answer.made not in codes:
        raise wrong(
            prompt, answer, f"{answer.person} has {len(codes)} open needs; need says which: {', '.join(codes)}."
        )
    return answer if answer.made in codes else replace(answer, made=codes[0] if codes else None)


def person_named(session: Session, prompt: Prompt, name: str) -> Person:
    """The person of that name, alias or code; a new name joins the roster, as in the interview, but unasked."""
    found = person_called(name, session.journal.nouns())
    if found is not None:
        return found
    if name[:1] == "P" and name[1:].isdigit():
        raise InputError(f"{prompt.id}: there is no person {name}.")
    new = Person("", "", name, relations=(Standing(session.today, "new"),), since=session.today)
    return session.journal.keep_noun(new)
