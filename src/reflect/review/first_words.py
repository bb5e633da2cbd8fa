"""The first words of an event: told of it, or written on its day; so that she knows again which one it was."""

from __future__ import annotations

from collections.abc import Iterable

from reflect.model import Entry

LONGEST = 60
"""Signs that are shown, at most."""


def first_words(entries: Iterable[Entry]) -> str:
    """The first words that stand in these entries, in one line and cut short; nothing sealed, no brief."""
    for entry in entries:
        for answer in entry.answers:
            words = " ".join((answer.text or "").split())
            if words and answer.state == "answered" and answer.visibility != "sealed" and entry.kind != "brief":
                return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
    return ""
