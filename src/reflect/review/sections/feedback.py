"""Feedback: her guess beside what the person said."""

from __future__ import annotations

from reflect.model import Entry
from reflect.review.blocks import Item, Items, Section
from reflect.review.look import Look, answer_in

FROM = "their-success/feedback-from"
GUESS = "their-success/feedback-guess"
HEARD = "their-success/feedback-heard"


def feedback(look: Look) -> Section | None:
    """What others said is theirs: it is quoted as she heard it, and never counted."""
    names = {person.code: person.name for person in look.material.nouns.people}
    entries = look.events("feedback")
    items = tuple(
        _item(entry, names, look.material.to_show(entry), detail=entry is not entries[-1]) for entry in entries
    )
    return Section("feedback", "Feedback", (Items("feedback", items),)) if items else None


def _item(entry: Entry, names: dict[str, str], command: str, *, detail: bool) -> Item:
    person = answer_in(entry, FROM)
    guess, heard = (_words(entry, prompt) for prompt in (GUESS, HEARD))
    who = names.get(person.person or "", "somebody") if person else "somebody"
    said = f"as I heard it: “{heard}”" if heard else "not asked yet"
    values = {
        "entry": entry.id,
        "person": person.person if person else None,
        "guess": guess or None,
        "heard": heard or None,
    }
    text = f"{who}: I guessed “{guess}”; {said}" if guess else f"{who}: {said}"
    return Item(text, values, command, detail)


def _words(entry: Entry, prompt: str) -> str:
    answer = answer_in(entry, prompt)
    return " ".join((answer.text or "").split()) if answer else ""
