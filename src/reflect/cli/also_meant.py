"""What the words of a search may mean besides themselves: somebody on the roster, or a word that was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reflect.model import EVENTS, Entry
from reflect.review.blocks import Item
from reflect.session import Session
from reflect.store.finding import Filter

NEWEST = 30
"""Entries of each kind of event that are looked through for a chosen word: with more, a search would be slow."""


def also_meant(session: Session, words: Sequence[str]) -> tuple[Item, ...]:
    """A line for each person whom a word names, and for each kind of event in which they were chosen lately."""
    whole = " ".join(" ".join(words).replace('"', " ").split()).casefold()
    return (*_people(session, {whole, *re.findall(r"\w+", whole)}), *_chosen(session, whole))


def _people(session: Session, meant: set[str]) -> Iterator[Item]:
    for person in session.standing_journal.nouns().people:
        called = [person.name, *person.aliases]
        if meant & {part.casefold() for name in called for part in (name, *name.split())}:
            values = {"person": person.code}
            yield Item(f"{person.name} is {person.code}", values, f"show {person.code}")
            yield Item(f"What is about {person.name}", values, f"list --person {person.code}")


def _chosen(session: Session, word: str) -> Iterator[Item]:
    for kind in EVENTS:
        if word == kind:
            yield Item(f"Every {kind} that you logged", {"kind": kind}, f"list --event {kind}")
            continue
        newest = session.standing_journal.found(Filter(kind=kind, limit=NEWEST))
        if any(word in _choices(entry) for entry in newest):
            yield Item(f"“{word}” was chosen in a {kind}", {"choice": word, "kind": kind}, f"list --event {kind}")


def _choices(entry: Entry) -> set[str]:
    seen = [answer for answer in entry.answers if answer.visibility != "sealed"]
    return {word.casefold() for answer in seen for word in (answer.choice or "", *answer.choices)}
