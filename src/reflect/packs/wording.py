"""How a question should be put: what a pack that can be read may still do badly."""

from __future__ import annotations

import re

from reflect.model import Pack, Prompt

# A rating that goes over people may ask what she did, saw or was told ("How do you know …?"), and only that.
_HER_OWN = re.compile(r"\b(?:do|did|are|were|have|can|could|will) you\b", re.IGNORECASE)
_A_MARK = re.compile(r"\b(?:rate|rating|grade|score|mark|rank)\b", re.IGNORECASE)


def lint(pack: Pack) -> list[str]:
    """A sentence for each wording that begins with "why", marks another person, or does not say its day."""
    return [
        f"{prompt.id}: {sentence}"
        for prompt in pack.prompts
        for sentence in (_why(prompt), _marks_a_person(prompt), _no_day(prompt))
        if sentence
    ]


def _why(prompt: Prompt) -> str:
    """Asking what instead of why turns less to brooding (Trapnell and Campbell, 1999)."""
    begins = any(re.match(r"\W*why\b", wording, re.IGNORECASE) for wording in (prompt.asked, prompt.then_asked))
    return "begins with why; ask what or when instead." if begins else ""


def _marks_a_person(prompt: Prompt) -> str:
    parts = {prompt.kind, *prompt.then}
    if prompt.about != "person" and "person" not in parts:
        return ""
    rates = {"scale", "grid", "number"} & parts
    wording = f"{prompt.asked} {prompt.then_asked}"
    asks_herself = _HER_OWN.search(wording) is not None
    if prompt.kind == "grid" or _A_MARK.search(wording) or (rates and not asks_herself):
        return "asks for a mark on a person; ask what you did, saw or were told."
    return ""


def _no_day(prompt: Prompt) -> str:
    """A morning's sitting asks about the day before; only what looks ahead to tomorrow need not say the day."""
    silent = prompt.cadence == "daily" and not re.search(r"<day>|\btomorrow\b", prompt.asked)
    return "is daily and does not say the day; put <day> into the wording." if silent else ""
