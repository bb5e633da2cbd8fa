"""The name scan: no name of her roster leaves in a brief."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reflect.model import Person


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: the line (from 1), the words as they stand there, and the person's code."""

    line: int
    words: str
    code: str


def scan(text: str, people: Iterable[Person]) -> Iterator[Found]:
    """Every roster name and alias in a text, whole words in any case, with or without accents."""
    names = {_plain(name): person.code for person in people for name in (person.name, *person.aliases) if name}
    if not names:
        return
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest_first)) + r")(?=['’]?s\b|\b)")
    for number, line in enumerate(text.splitlines(), start=1):
        for found in pattern.finditer(_plain(line)):
            yield Found(number, line[found.start() : found.end()], names[found[1]])


def _plain(text: str) -> str:
    """Lower case without accents, of the same length, so that places agree."""
    return "".join((unicodedata.normalize("NFD", sign)[:1] or sign).lower()[:1] or sign for sign in text)
