"""One answer from JSON: checked against its prompt's kind, refused by name with what would be right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from reflect.asking.need_steps import need_lacked
from reflect.asking.parts import parts_of
from reflect.model import COSTLY, DEMONSTRATION, LACKS, NEED_TOLD, SCALE, Answer, Prompt
from reflect.session import Session
from reflect.sittings import noun_replies
from reflect.sittings.given import Said, fields_in, one_of, visible, wrong

Reading: TypeAlias = Callable[[Session, Prompt, Answer, Any], Said]


def takes_rows(prompt: Prompt) -> bool:
    """Whether a prompt is answered for each conviction; the day's demonstration is about one of them."""
    return prompt.kind == "grid" or (prompt.about == "conviction" and prompt.id != DEMONSTRATION)


def said_by(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    """The answer that a JSON value gives. Raises InputError that names the prompt and what it takes."""
    kinds: dict[str, Reading] = {
        "grid": _rating,
        "conviction": noun_replies.conviction,
        "commitment": noun_replies.commitment,
        "disconnect": noun_replies.disconnect,
        "need": noun_replies.need,
    }
    named: dict[str, Reading] = {NEED_TOLD: _need_told, LACKS: _lacks}
    return named.get(prompt.id, kinds.get(prompt.kind, _compound))(session, prompt, answer, value)


def _need_told(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    """Beside its parts it takes `need`: the code of the one that is meant, where that person has several."""
    given = dict(value) if isinstance(value, dict) else value
    code = given.pop("need", None) if isinstance(given, dict) else None
    said = _compound(session, prompt, answer, given).answer
    return Said(said if said.state != "answered" else noun_replies.come_back_to(session, prompt, said, code))


def _lacks(session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    said = _compound(session, prompt, answer, value).answer
    answered = said.state == "answered"
    return Said(said, need_lacked(said, session.journal.nouns(), session.today) if answered else None)


def _rating(_session: Session, prompt: Prompt, answer: Answer, value: Any) -> Said:
    if type(value) is not int or value not in (0, *SCALE):
        raise wrong(prompt, answer, f"{value!r} is not a step from 1 to 5 (0: no occasion).")
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
    fields = fields_in(prompt, answer, {own: value} if bare else value, known, own)
    said = replace(visible(prompt, answer, fields), state="answered")
    for name in known:
        if fields.get(name) is not None:
            said = _with(session, prompt, said, name, fields[name])
    if prompt.about == "conviction" and said.conviction is None:
        raise wrong(prompt, answer, "conviction is missing, the code of the one that it is about.")
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
                raise wrong(prompt, said, f"person is {value!r}, which is not a name.")
            return replace(said, person=noun_replies.person_named(session, prompt, value.strip()).code)
        case "conviction":
            held = [c.code for c in session.journal.nouns().convictions]
            return replace(said, conviction=one_of(prompt, said, value, held))
        case "choice":
            options = (COSTLY,) if prompt.id == DEMONSTRATION else _options(prompt)
            return replace(said, choice=one_of(prompt, said, value, options))
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
        raise wrong(prompt, said, f"{value!r} is not a whole number.")
    return value


def _options(prompt: Prompt) -> tuple[str, ...]:
    return ("yes", "no") if prompt.kind == "yes/no" else prompt.options


def _several(prompt: Prompt, answer: Answer, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise wrong(prompt, answer, f"takes a list of: {', '.join(prompt.options)}.")
    words = tuple(one_of(prompt, answer, word, prompt.options) for word in value)
    if "none" in words and len(words) > 1:
        raise wrong(prompt, answer, "'none' stands alone.")
    return words or (("none",) if "none" in prompt.options else ())


def _read_text(prompt: Prompt, answer: Answer, value: Any) -> str | None:
    if not isinstance(value, str):
        raise wrong(prompt, answer, f"text is {value!r}, which is not a text.")
    if prompt.kind == "date" and value.strip():
        try:
            return date.fromisoformat(value.strip()).isoformat()
        except ValueError:
            raise wrong(prompt, answer, f"{value!r} is not a day like 2025-09-30.") from None
    return value.strip() or None
