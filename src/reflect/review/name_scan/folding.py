"""Text as names are compared in it: without case, accents and hidden signs; each sign knows its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reflect.frozen import frozen

TURN = "\0"
"""Stands where a small letter is followed by a capital: there a name that is joined to another word begins."""

_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
"""Letters that Unicode does not take apart."""

_SHOWN = re.compile("<U\\+[0-9A-F]{4,6}>")
"""A hidden sign, as a page shows it."""

_UNSEEN = ("Mn", "Me", "Cf", "Cc")
_FILLERS = re.compile("[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]")
"""What is drawn as nothing, or as a blank, though Unicode calls it a letter, a symbol or unassigned."""

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_SPELLING = re.compile("ae|oe|ue|aa")


@frozen
class Folded:
    """A folded text; `places` holds the place in the original of each of its signs, and the original's end."""

    text: str
    places: tuple[int, ...]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """From where to where a run of the folded text stands in the original, accents and all."""
        return self.places[begin], self.places[end - 1] + 1 if end > begin else self.places[begin]


def fold(text: str) -> Folded:
    """Fold a text; signs that nobody sees (soft hyphens, joiners, marks of direction) and accents drop out."""
    signs: list[str] = []
    places: list[int] = []
    small = False
    shown = {place for match in _SHOWN.finditer(text) for place in range(*match.span())}
    for place, sign in enumerate(text):
        if place in shown:
            continue
        if small and sign.isupper():
            signs.append(TURN)
            places.append(place)
        for letter in _plain(sign):
            signs.append(letter)
            places.append(place)
            small = sign.islower()
    places.append(len(text))
    return Folded("".join(signs), tuple(places))


def _plain(sign: str) -> Iterator[str]:
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold()):
        if (unicodedata.category(part) not in _UNSEEN or part in "\t\n\r") and not _FILLERS.match(part):
            yield from _LETTERS.get(part, part)


def spellings(word: str) -> set[str]:
    """A word, folded without its turns, in the ways it may be spelled: Müller, Muller, Mueller."""
    composed = unicodedata.normalize("NFC", word).casefold()
    forms = {_folded(word), _folded(composed.translate(_SPELLED_OUT))}
    short = _SPELLING.sub(lambda two: two[0][0], composed)
    if len(short) > 3:
        forms.add(_folded(short))
    return {form for form in forms if form}


def _folded(word: str) -> str:
    return fold(word).text.replace(TURN, "")
