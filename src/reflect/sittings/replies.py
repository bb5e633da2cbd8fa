"""One answer from JSON: checked against its prompt's kind, refused by name with what would be right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from reflect.asking.noun_steps import reworded
from reflect.asking.parts import parts_of
from reflect.asking.persons import person_called
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
        "conviction": _conviction,
        "commitment": _commitment,
        "disconnect": _disconnect,
        "need": _need,
    }
    return kinds.get(prompt.kind, _compound)(session, prompt, answer, value)


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


def _rating(_session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    if type(value) is not int or value not in (0, *SCALE):
        raise _wrong(prompt, answer, f"{value!r} is not a step from 1 to 5 (0: no occasion).")
    return Said(replace(answer, state="answered" if value else "none", value=value or None))


_FIELDS = {"scale": "value", "number": "value", "yes/no": "choice", "tally": "choices"}
"""The field of an answer that holds what a kind gives, where it is not called the same."""


def _compound(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    """An object with the parts of the answer; a bare value stands for the prompt's own part."""
    parts = parts_of(prompt, answer)
    own = _field(prompt.kind)
    known = list(dict.fromkeys(_field(part) for part in parts))
    if prompt.id == DEMONSTRATION:
        known += ["choice", "conviction"]
    if prompt.kind == "scale" and "text" not in known:
        known.append("text")
    bare = own != "text" and not isinstance(value, dict)
    fields = _fields(prompt, answer, {own: value} if bare else value, known, own)
    said = replace(_visible(prompt, answer, fields), state="answered")
    for name in known:
        if fields.get(name) is not None:
            said = _with(session, prompt, said, name, fields[name])
    if all(fields.get(name) is None for name in known) or (own == "text" and said.text is None):
        return Said(replace(said, state="passed"))
    return Said(replace(said, state="none") if prompt.kind == "scale" and said.value is None else said)


def _field(kind: str) -> str:
    return _FIELDS.get(kind, kind if kind in ("person", "choice", "choices", "conviction") else "text")


def _with(session: Session, prompt: Prompt, said: Answer, name: str, value: Any) -> Answer:
    """The answer with one field more."""
    match name:
        case "person":
            if not isinstance(value, str) or not value.strip():
                raise _wrong(prompt, said, f"person is {value!r}, which is not a name.")
            return replace(said, person=person_named(session, prompt, value.strip()).code)
        case "conviction":
            held = [c.code for c in session.journal.nouns().convictions]
            return replace(said, conviction=_one_of(prompt, said, value, held))
        case "choice":
            options = (COSTLY,) if prompt.id == DEMONSTRATION else _options(prompt)
            return replace(said, choice=_one_of(prompt, said, value, options))
        case "choices":
            return replace(said, choices=_several(prompt, said, value))
        case "value":
            return replace(said, value=_number(session, prompt, said, value))
        case _:
            return replace(said, text=_read_text(prompt, said, value))


def _number(session: Session, prompt: Prompt, said: Answer, value: Any) -> int | None:
    if prompt.kind != "number":
        return _rating(session, prompt, said, value).answer.value
    if type(value) is not int:
        raise _wrong(prompt, said, f"{value!r} is not a whole number.")
    return value


def _options(prompt: Prompt) -> tuple[str, ...]:
    return ("yes", "no") if prompt.kind == "yes/no" else prompt.options


def _several(prompt: Prompt, answer: Answer, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _wrong(prompt, answer, f"takes a list of: {', '.join(prompt.options)}.")
    words = tuple(_one_of(prompt, answer, word, prompt.options) for word in value)
    if "none" in words and len(words) > 1:
        raise _wrong(prompt, answer, "'none' stands alone.")
    return words or (("none",) if "none" in prompt.options else ())


def _read_text(prompt: Prompt, answer: Answer, value: Any) -> str | None:
    if not isinstance(value, str):
        raise _wrong(prompt, answer, f"text is {value!r}, which is not a text.")
    if prompt.kind == "date" and value.strip():
        try:
            return date.fromisoformat(value.strip()).isoformat()
        except ValueError:
            raise _wrong(prompt, answer, f"{value!r} is not a day like 2025-09-30.") from None
    return value.strip() or None


def _made_before(nouns: Sequence[NounT], answer: Answer) -> NounT | None:
    """The noun that this answer made when it was given before: answering again changes it, and makes no second."""
    return next((noun for noun in nouns if answer.made is not None and noun.code == answer.made), None)


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
    person = person_named(session, prompt, _needed(prompt, answer, fields, "person"))
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


def person_named(session: Session, prompt: Prompt, name: str) -> Person:
    """The person of that name, alias or code; a new name joins the roster, as in the interview, but unasked."""
    found = person_called(name, session.journal.nouns())
    if found is not None:
        return found
    if name[:1] == "P" and name[1:].isdigit():
        raise InputError(f"{prompt.id}: there is no person {name}.")
    new = Person("", "", name, relations=(Standing(session.today, "new"),), since=session.today)
    return session.journal.keep_noun(new)
