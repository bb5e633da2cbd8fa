"""The names of her roster in a text, in many guises."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product

from reflect.frozen import frozen
from reflect.model import Person
from reflect.review.name_scan.folding import fold, spellings
from reflect.review.name_scan.guises import Form, Spread, Standing, spread, standing_at
from reflect.review.name_scan.look_alikes import STANDING_FOR


@frozen
class Found:
    """What must not leave: its line (from 1), the words as they stand there, and the code of a person.

    `begin` and `end` are places in the scanned text. `everyday` is true of a name that is an everyday word as
    well (will, Mark), and of one that a hyphen may part by chance, in small letters (as-a for Asa). `sure` is
    false where the words may be no name: such a one in small letters, or any family name alone in small letters.
    Without a code it is an e-mail address or a telephone number.
    """

    line: int
    words: str
    code: str
    begin: int = 0
    end: int = 0
    sure: bool = True
    everyday: bool = False


_IN_NAMES = "al bin da de del den der di dos du el la le ten ter van von zu zum zur"
_PARTICLES = frozenset(_IN_NAMES.split())
_START = 3
"""Letters by which a name is looked up before all of them are compared."""

_IN_WORDS = ("Mn", "Mc", "Me", "Cf")
"""Accents, vowel signs and joiners part no word."""


class Names:
    """What a roster is called, ready to be looked for; a name that two share is the last one's."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._forms: dict[str, Form] = {}
        people = tuple(people)
        called = [(name, person.code) for person in people for name in (person.name, *person.aliases)]
        for name, code in called:
            parts = name.split()
            for place, part in enumerate(parts if len(parts) > 1 else ()):
                if len(part) > 1 and part.casefold() not in _PARTICLES:
                    self._add(part, code, is_whole=False, is_first=place == 0)
        for name, code in called:  # whole names last: they go before a part of another's
            self._add(name, code, is_whole=True, is_first=True)
        self._signs = frozenset().union(*self._forms)
        self._starting: dict[str, list[tuple[str, Form]]] = {}
        for letters, form in sorted(self._forms.items(), key=lambda item: (-len(item[0]), item[0])):
            looks = letters.translate(STANDING_FOR)
            self._starting.setdefault(looks[:_START], []).append((looks, form))

    def _add(self, name: str, code: str, *, is_whole: bool, is_first: bool) -> None:
        words = _words(name)
        for spelled in product(*(sorted(spellings(word)) for word in words)):
            standing = self._forms.get("".join(spelled))
            if spelled and (is_whole or standing is None or is_first or not standing.is_first):
                self._forms["".join(spelled)] = Form(spelled, code, is_whole, is_first)

    def found(self, text: str) -> Iterator[Found]:
        """Every name in a text, whole words in any case, with or without accents, plural or possessive.

        A part of a longer name counts too (Lopez of "Ana Lopez"); the words of a name may be joined, or parted by
        hyphens, slashes and line ends, and another word may be joined to it with a capital (AnaLopez) or a figure
        (Ana2). Within a name may stand hidden signs, Markdown's marks, and letters of another script that look
        alike; one of three letters and more may be parted by hyphens and dots, or be spelled out (A. n. a.). A
        name in small letters between two figures is none (4ana7).
        """
        folded = fold(text)
        line, counted = 1, 0
        for standing in self._standing(spread(folded, self._signs)):
            begin, end = folded.span(standing.begin, standing.end)
            words = text[begin:end]
            around = folded.text[: standing.begin][-1:], folded.text[standing.end :][:1]
            if words.islower() and all(map(str.isdecimal, around)):
                continue
            line, counted = line + text.count("\n", counted, begin), begin
            sure, everyday = _judged(standing, words)
            yield Found(line, words, standing.form.code, begin, end, sure, everyday)

    def _standing(self, text: Spread) -> Iterator[Standing]:
        """Every name from left to right, the longest of those that begin at one letter."""
        end, looks, starting = 0, text.standing_for, self._starting
        lengths = sorted({len(start) for start in starting}, reverse=True)
        for at in range(len(looks)):
            for forms in [starting[start] for length in lengths if (start := looks[at : at + length]) in starting]:
                standing = next(_standing_of(forms, text, at), None)
                if standing is not None and standing.begin >= end:
                    yield standing
                    end = standing.end
                    break


def _standing_of(forms: Iterable[tuple[str, Form]], text: Spread, at: int) -> Iterator[Standing]:
    for letters, form in forms:
        if text.standing_for.startswith(letters, at) and (standing := standing_at(text, at, form)):
            yield standing


def _words(name: str) -> list[str]:
    """The words of a name; of one without letters, all its signs as one."""
    signs = (sign if sign.isalnum() or unicodedata.category(sign) in _IN_WORDS else " " for sign in name)
    return "".join(signs).split() or ["".join(name.split())]


def _judged(standing: Standing, words: str) -> tuple[bool, bool]:
    """Whether the words are surely a name, and whether they are everyday words; see `Found`."""
    form = standing.form
    if not words.islower():
        return True, standing.everyday
    if standing.everyday or standing.parted:
        return False, True
    return len(form.words) > 1 or form.is_first or not standing.plain, False
