"""One answer from JSON: checked against its prompt's kind, refused by name with what would be right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from reflect.asking.noun_steps import reworded
from reflect.errors import InputError, nearest
from reflect.model import (
    COSTLY,
    DEMONSTRATION,
    NEED_KINDS,
    SCALE,
    SCOPES,
    VISIBILITIES,
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
    Wording,
)
from reflect.session import Session

NounT = TypeVar("NounT", bound=Noun)

LONGEST_QUOTE = 60
"""Signs of a wrong value that a complaint repeats."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, and the noun that is stored with it."""

    answer: Answer
    noun: Noun | None = None


def takes_rows(prompt: Prompt) -> bool:
    """Whether a prompt is answered for each conviction; the day's demonstration is about one of them."""
    return prompt.kind == "grid" or (prompt.about == "conviction" and prompt.id != DEMONSTRATION)


def said_by(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    """The answer that a JSON value gives. Raises InputError that names the prompt and what it takes."""
    kinds: dict[str, Callable[[Session, Prompt, Answer, Any], Said]] = {
        "grid": _rating,
        "scale": _rating,
        "choice": _choice,
        "yes/no": _choice,
        "choices": _choices,
        "tally": _choices,
        "conviction": _conviction,
        "commitment": _commitment,
        "disconnect": _disconnect,
        "need": _need,
    }
    return kinds.get(prompt.kind, _text)(session, prompt, answer, value)


def _shown(value: Any) -> str:
    """A value as it is quoted in a complaint, cut where it is long."""
    said = repr(value)
    return said if len(said) <= LONGEST_QUOTE else said[: LONGEST_QUOTE - 1] + "…"


def _wrong(prompt: Prompt, answer: Answer, problem: str) -> InputError:
    about = f", {answer.conviction}" if answer.conviction else ""
    return InputError(f"{prompt.id}{about}: {problem}")


def _fields(prompt: Prompt, answer: Answer, value: Any, known: Collection[str], plain: str) -> dict[str, Any]:
    """The value as an object: a plain string stands for its field `plain`."""
    if isinstance(value, str):
        return {plain: value}
    if not isinstance(value, dict):
        raise _wrong(prompt, answer, f"takes a text, or an object with {', '.join(known)}.")
    for name in value:
        if name not in (*known, "visibility"):
            takes = f"takes no {_shown(name)}; it takes {', '.join(known)}."
            raise _wrong(prompt, answer, takes + nearest(name, list(known)))
    return value


def _words(prompt: Prompt, answer: Answer, fields: dict[str, Any], name: str) -> str:
    words = fields.get(name)
    if words is None:
        return ""
    if not isinstance(words, str):
        raise _wrong(prompt, answer, f"{name} is {_shown(words)}, which is not a text.")
    return words.strip()


def _needed(prompt: Prompt, answer: Answer, fields: dict[str, Any], name: str) -> str:
    words = _words(prompt, answer, fields, name)
    if not words:
        raise _wrong(prompt, answer, f"{name} is missing.")
    return words


def _one_of(prompt: Prompt, answer: Answer, word: Any, known: Collection[str]) -> str:
    if not isinstance(word, str) or word not in known:
        hint = nearest(word, list(known)) if isinstance(word, str) else ""
        raise _wrong(prompt, answer, f"{_shown(word)} is none of: {', '.join(known)}.{hint}")
    return word


def _visible(prompt: Prompt, answer: Answer, fields: dict[str, Any]) -> Answer:
    if "visibility" not in fields:
        return answer
    word = _one_of(prompt, answer, fields["visibility"], VISIBILITIES)
    return replace(answer, visibility=next(v for v in VISIBILITIES if v == word))


def _text(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    known = ("text", "choice", "conviction") if prompt.id == DEMONSTRATION else ("text",)
    fields = _fields(prompt, answer, value, known, "text")
    answer = _visible(prompt, answer, fields)
    if (code := fields.get("conviction")) is not None:
        held = [c.code for c in session.journal.nouns().convictions]
        answer = replace(answer, conviction=_one_of(prompt, answer, code, held))
    choice = fields.get("choice")
    if choice is not None:
        choice = _one_of(prompt, answer, choice, (COSTLY,))
    words = _words(prompt, answer, fields, "text")
    return Said(replace(answer, state="answered" if words else "passed", text=words or None, choice=choice))


def _rating(_session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    if type(value) is not int or value not in (0, *SCALE):
        raise _wrong(prompt, answer, f"{_shown(value)} is not a step from 1 to 5 (0: no occasion).")
    return Said(replace(answer, state="answered" if value else "none", value=value or None))


def _choice(_session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    known = ("choice", "text") if "text" in prompt.then else ("choice",)
    fields = _fields(prompt, answer, value, known, "choice")
    answer = _visible(prompt, answer, fields)
    options = ("yes", "no") if prompt.kind == "yes/no" else prompt.options
    word = _one_of(prompt, answer, fields.get("choice"), options)
    words = _words(prompt, answer, fields, "text") or None
    return Said(replace(answer, state="answered", choice=word, text=words))


def _choices(_session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    if not isinstance(value, list):
        raise _wrong(prompt, answer, f"takes a list of: {', '.join(prompt.options)}.")
    words = tuple(_one_of(prompt, answer, word, prompt.options) for word in value)
    if "none" in words and len(words) > 1:
        raise _wrong(prompt, answer, "'none' stands alone.")
    return Said(replace(answer, state="answered", choices=words or ("none",)))


def _made_before(kind: Sequence[NounT], answer: Answer) -> NounT | None:
    """The noun that this answer made when it was given before: given anew, it is changed and not doubled."""
    return next((noun for noun in kind if answer.made is not None and noun.code == answer.made), None)


def _importance(prompt: Prompt, answer: Answer, fields: dict[str, Any], before: int | None) -> int | None:
    number = fields.get("importance", before)
    if number is not None and (type(number) is not int or number not in SCALE):
        raise _wrong(prompt, answer, f"importance is {_shown(number)}, not a step from 1 to 5.")
    return number


def _conviction(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    convictions = session.journal.nouns().convictions
    standing = next((c for c in convictions if c.code == answer.conviction), None)
    if standing is None:
        fields = _fields(prompt, answer, value, ("statement", "importance"), "statement")
        before = _made_before(convictions, answer)
        importance = _importance(prompt, answer, fields, before.importance if before else None)
        wording = Wording(session.today, _needed(prompt, answer, fields, "statement"), importance)
        said = replace(_visible(prompt, answer, fields), state="answered")
        return Said(said, reworded(before, wording, session.today) if before else Conviction("", "", (wording,)))
    fields = _fields(prompt, answer, value, ("act", "statement", "importance"), "act")
    act = _one_of(prompt, answer, fields.get("act", "keep"), ("keep", "reword", "retire"))
    said = replace(_visible(prompt, answer, fields), state="answered", choice=act)
    if act == "retire":
        return Said(said, replace(standing, retired=session.today))
    statement = _needed(prompt, answer, fields, "statement") if act == "reword" else standing.statement
    importance = _importance(prompt, answer, fields, standing.importance)
    changed = reworded(standing, Wording(session.today, statement, importance), session.today)
    return Said(replace(said, value=importance), replace(changed, retired=None))


def _commitment(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    fields = _fields(prompt, answer, value, ("cue", "act", "due"), "act")
    said = replace(_visible(prompt, answer, fields), state="answered")
    due = _words(prompt, answer, fields, "due")
    try:
        by = date.fromisoformat(due) if due else None
    except ValueError:
        raise _wrong(prompt, answer, f"due is {_shown(due)}, not a day like 2025-09-30.") from None
    made = Commitment(
        "", "", _needed(prompt, answer, fields, "act"), session.today,
        _words(prompt, answer, fields, "cue") or None, by, visibility=said.visibility,
    )  # fmt: skip
    before = _made_before(session.journal.nouns().commitments, answer)
    if before is not None:
        made = replace(before, act=made.act, cue=made.cue, due=made.due, visibility=made.visibility)
    return Said(said, made)


def _disconnect(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    fields = _fields(prompt, answer, value, ("scope", "text"), "text")
    said = _visible(prompt, answer, fields)
    scope = _one_of(prompt, answer, fields.get("scope", "immediate"), SCOPES)
    made = Disconnect(
        "", "", "connect" if "connects" in prompt.feeds else "disconnect",
        next(s for s in SCOPES if s == scope), _needed(prompt, answer, fields, "text"), session.today,
        visibility=said.visibility,
    )  # fmt: skip
    before = _made_before(session.journal.nouns().disconnects, answer)
    if before is not None:
        made = replace(before, scope=made.scope, text=made.text, visibility=made.visibility)
    return Said(replace(said, state="answered", choice=scope), made)


def _need(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    fields = _fields(prompt, answer, value, ("person", "text", "kind"), "text")
    said = _visible(prompt, answer, fields)
    person = person_named(session, prompt, answer, _needed(prompt, answer, fields, "person"))
    kind = fields.get("kind")
    if kind is not None:
        kind = _one_of(prompt, answer, kind, NEED_KINDS)
    made = Need(
        "", "", person.code, _needed(prompt, answer, fields, "text"), (NeedStep(session.today, "asked"),),
        next((k for k in NEED_KINDS if k == kind), None), said.visibility,
    )  # fmt: skip
    before = _made_before(session.journal.nouns().needs, answer)
    if before is not None:
        made = replace(before, person=made.person, text=made.text, kind=made.kind, visibility=made.visibility)
    return Said(replace(said, state="answered", person=person.code), made)


def person_named(session: Session, prompt: Prompt, answer: Answer, name: str) -> Person:
    """The person of that name, alias or code; a new name joins the roster, as in the interview, but unasked."""
    people = session.journal.nouns().people
    for person in people:
        if name.casefold() in {known.casefold() for known in (person.name, person.code, *person.aliases)}:
            return person
    if name[:1] == "P" and name[1:].isdigit():
        raise _wrong(prompt, answer, f"there is no person {name}.")
    new = Person("", "", name, relations=(Standing(session.today, "new"),), since=session.today)
    return session.journal.keep_noun(new)
