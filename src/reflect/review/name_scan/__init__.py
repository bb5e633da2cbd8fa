"""The name scan: no name of her roster, no address and no telephone number leaves in a brief."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from reflect.model import Person
from reflect.review.name_scan.contacts import contacts
from reflect.review.name_scan.names import Found, Names
from reflect.review.name_scan.words import pronouns_beside_codes, unknown_words

__all__ = [
    "Found",
    "Names",
    "contacts",
    "pronouns_beside_codes",
    "replaced",
    "scan",
    "unknown_words",
]

LEFT_OUT = "[…]"
"""Stands where an address or a number stood."""


def scan(text: str, people: Iterable[Person]) -> Iterator[Found]:
    """Every roster name and alias in a text, in the guises of `Names.found`. Everyday words are no names."""
    return (found for found in Names(people).found(text) if found.sure)


def replaced(text: str, found: Collection[Found]) -> str:
    """The text with codes in place of these names, and nothing but a mark in place of addresses and numbers.

    What ends a name stays: "Ana's idea" becomes "P1's idea".
    """
    for one in sorted(found, key=lambda one: one.begin, reverse=True):
        ending = one.words[-2:].lower() if one.words[-2:].lower() in ("'s", "’s", "ʼs") else ""
        text = text[: one.begin] + (one.code or LEFT_OUT) + ending + text[one.end :]
    return text
