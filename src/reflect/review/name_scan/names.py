"""The names of her roster in a text, in whatever guise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from reflect.frozen import frozen
from reflect.model import Person
from reflect.review.name_scan.folding import TURN, fold, spellings


@frozen
class Found:
    """What must not leave: its line (from 1), the words as they stand there, and the code of a person.

    `begin` and `end` are places in the scanned text. `sure` is false where the words may be no name: one that is
    an everyday word (will, mark), or a family name alone, in small letters. Without a code it is an e-mail
    address or a telephone number.
    """

    line: int
    words: str
    code: str
    begin: int = 0
    end: int = 0
    sure: bool = True


_WORDS_TOO = """
    amber april art august autumn bill bob chance charity chase christian clay cliff colt crystal daisy dawn dean
    destiny dick don drew ernst faith forest frank gene ginger grace grant guy harmony harry hazel heather holly
    hope iris ivy jack jade jasmine jewel josh joy june king lance lily mark mason max may melody mercy merry miles
    misty nick norm olive pat page pearl peg penny pierce porter price prince ray reed rich rob robin rose ruby
    rusty sage sandy skip sky sterling stern stone story sue summer terry trip troy violet wade ward will winter
    wolf woody
"""
EVERYDAY = frozenset(_WORDS_TOO.split())
"""Names that are words as well: in small letters they are taken for the word."""

_IN_NAMES = "al bin da de del den der di dos du el la le ten ter van von zu zum zur"
_PARTICLES = frozenset(_IN_NAMES.split())
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that put no blank between words, or hang endings on them: a name is found inside a longer run."""

_BETWEEN = rf"[\s{TURN}*_./\\'’‐-―-]{{0,4}}"
"""What may stand between the words of a name, or nothing."""

_ENDING = rf"(?:{TURN}?['’ʼ`´]?{TURN}?e?s(?![^\W_]))?"
_WORD = re.compile(r"[^\W_]+")


@frozen
class _Form:
    """One way in which somebody is called."""

    pattern: str
    code: str
    is_whole: bool
    is_first: bool


class Names:
    """What a roster is called, ready to be looked for; a name that two share is the last one's."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._forms: dict[str, _Form] = {}
        people = tuple(people)
        called = [(name, person.code) for person in people for name in (person.name, *person.aliases)]
        for name, code in called:
            parts = name.split()
            for place, part in enumerate(parts if len(parts) > 1 else ()):
                if len(part) > 1 and part.casefold() not in _PARTICLES:
                    self._add(part, code, is_whole=False, is_first=place == 0)
        for name, code in called:  # whole names last: they go before a part of another's
            self._add(name, code, is_whole=True, is_first=True)
        self._pattern = _any_of(self._forms.values())

    def _add(self, name: str, code: str, *, is_whole: bool, is_first: bool) -> None:
        words = _WORD.findall(name) or name.split()
        for spelled in product(*(sorted(spellings(word)) for word in words)):
            pattern = _BETWEEN.join(f"{TURN}?".join(map(re.escape, word)) for word in spelled)
            standing = self._forms.get(_key("".join(spelled)))
            if spelled and (is_whole or standing is None or is_first or not standing.is_first):
                self._forms[_key("".join(spelled))] = _Form(pattern, code, is_whole, is_first)

    def found(self, text: str) -> Iterator[Found]:
        """Every name in a text, whole words in any case, with or without accents, plural or possessive.

        A part of a longer name counts too (Lopez of "Ana Lopez"); the words of a name may be joined, or parted by
        hyphens, slashes and line ends, and another word may be joined to it with a capital (AnaLopez).
        """
        if self._pattern is None:
            return
        folded = fold(text)
        for match in self._pattern.finditer(folded.text):
            begin, end = folded.span(*match.span())
            said = match[match.lastindex or 0]
            form, words = self._forms[_key(said)], text[begin:end]
            several = len(_WORD.findall(said)) > 1
            sure = several or not words[:1].islower() or (form.is_first and _key(said) not in EVERYDAY)
            yield Found(text.count("\n", 0, begin) + 1, words, form.code, begin, end, sure)


def _any_of(forms: Iterable[_Form]) -> re.Pattern[str] | None:
    patterns = sorted({form.pattern for form in forms}, key=lambda pattern: (-len(pattern), pattern))
    spaced = "|".join(pattern for pattern in patterns if not _UNSPACED.search(pattern))
    inside = "|".join(pattern for pattern in patterns if _UNSPACED.search(pattern))
    parts = [rf"(?<![^\W_])({spaced}){_ENDING}(?![^\W_])"] if spaced else []
    parts += [f"({inside})"] if inside else []
    return re.compile("|".join(parts)) if parts else None


def _key(said: str) -> str:
    """The letters of a name alone; of one without letters, all its signs."""
    return "".join(_WORD.findall(said)) or "".join(said.replace(TURN, "").split())
