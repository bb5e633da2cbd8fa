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
    """Every roster name and alias in a text, whole words in any case, with or without accents.

    A part of a longer name counts too (Ana of "Ana Lopez") where it is written like a name, with a capital.
    """
    whole: dict[str, str] = {}
    parts: dict[str, str] = {}
    for person in people:
        for name in (person.name, *person.aliases):
            whole[_plain(name)] = person.code
            words = name.split()
            parts |= {_plain(word): person.code for word in words if len(words) > 1 and word[:1].isupper()}
    names = {name: code for name, code in (parts | whole).items() if name}
    if not names:
        return
    any_of = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!{_LETTER})({any_of})(?:['’]?s)?(?!{_LETTER})")
    for number, line in enumerate(text.splitlines(), start=1):
        written = unicodedata.normalize("NFC", line)
        for found in pattern.finditer(_plain(line)):
            said = written[found.start() : found.end()]
            if found[1] in whole or said[:1].isupper():
                yield Found(number, said, names[found[1]])


_LETTER = r"[^\W_]"
"""No underscore: in Markdown it only slants the name that stands between two."""


def _plain(text: str) -> str:
    """Lower case without accents, as long as its composed form (NFC), so that places agree with it."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFD", sign)[:1].lower()[:1] for sign in composed)
