"""One way in which somebody is called, and whether it stands at a place of a folded text, in whatever guise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import accumulate, pairwise

from reflect.frozen import frozen
from reflect.review.name_scan.everyday import EVERYDAY
from reflect.review.name_scan.folding import TURN, Folded
from reflect.review.name_scan.look_alikes import STANDING_FOR, is_like

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that put no blank between words, or hang endings on them: a name is found inside a longer run."""

_REST_OF_SYLLABLE = re.compile("[\u11a8-\u11ff]")
"""What follows a Korean name inside its last syllable makes another syllable of it."""

_MARKS = rf"{TURN}*_~`\\\[\]()"
"""What Markdown draws with."""

_PARTING = r"\-.·‐-―−⁃"
_WITHIN = re.compile(rf"[{_MARKS}]{{0,8}}")
_PARTED = re.compile(rf"[{_MARKS}{_PARTING}]{{0,8}}(?:(?<=[{_PARTING}])\r?\n)?")
_SPELLED_OUT = re.compile(rf"[\s{_MARKS}{_PARTING}]{{1,8}}")
_UNSPACED_GAP = re.compile(rf"[\s{_MARKS}{_PARTING}]{{0,8}}")
_BETWEEN = re.compile(rf"[\s{_MARKS}{_PARTING}/'’]{{0,8}}")
"""What may stand between the words of a name, or nothing."""

_ENDING = re.compile(rf"{TURN}?['’ʼ`´]?{TURN}?e?s")


@frozen
class Form:
    """The folded words of a name, or of a part of one, and whose it is."""

    words: tuple[str, ...]
    code: str
    is_whole: bool
    is_first: bool

    @property
    def letters(self) -> str:
        """All letters of the name."""
        return "".join(self.words)


@frozen
class Spread:
    """A folded text without whatever stands between letters and figures; each of these knows its place."""

    folded: Folded
    letters: str
    standing_for: str
    places: tuple[int, ...]


@frozen
class Standing:
    """A name in a text: from where to where it stands in the folded text, and in which manner.

    `parted` says that hyphens or dots stand where the name has none, but not after each of its letters; `plain`
    that nothing but its letters stands there.
    """

    begin: int
    end: int
    form: Form
    parted: bool
    plain: bool

    @property
    def everyday(self) -> bool:
        """Whether it is an everyday word as well."""
        return self.plain and self.form.letters in EVERYDAY


def is_letter(sign: str) -> bool:
    """Whether a folded sign is part of a word: a letter, or a vowel sign that stands beside one."""
    return sign.isalpha() or (not sign.isascii() and unicodedata.category(sign) == "Mc")


def spread(folded: Folded, signs: Collection[str]) -> Spread:
    """The letters and figures of a text alone, and such signs as some name is made of."""
    places = tuple(
        place for place, sign in enumerate(folded.text) if sign.isalnum() or sign in signs or is_letter(sign)
    )
    letters = "".join([folded.text[place] for place in places])
    return Spread(folded, letters, letters.translate(STANDING_FOR), places)


def standing_at(text: Spread, at: int, form: Form) -> Standing | None:
    """The name as it stands from that letter of the text on, if its letters look so and it ends there."""
    length = len(form.letters)
    if not all(map(is_like, form.letters, text.letters[at : at + length])):
        return None
    places, signs = text.places[at : at + length], text.folded.text
    begin, end = places[0], places[-1] + 1
    unspaced = bool(_UNSPACED.search(form.letters))
    if unspaced:
        if _REST_OF_SYLLABLE.match(signs, end):
            return None
    elif (begin and _joins(signs[begin - 1], form)) or (end := _end(signs, end, form)) < 0:
        return None
    gaps = [signs[left + 1 : right] for left, right in pairwise(places)]
    manner = _manner(gaps, form, unspaced=unspaced)
    if manner is None:
        return None
    plain = not any(gaps) and text.letters[at : at + length] == form.letters
    return Standing(begin, end, form, manner == "parted", plain)


def _joins(sign: str, form: Form) -> bool:
    """Whether a sign beside a name makes another word of it; figures do only where they may belong to the name."""
    letters = form.letters
    if sign.isdecimal():
        return len(letters) < 2 or letters[0].isdecimal() or letters[-1].isdecimal()  # nobody is the P of P1
    return sign.isalnum() or is_letter(sign)


def _end(signs: str, end: int, form: Form) -> int:
    """Where a name ends that ends here, with its plural or possessive; -1 where the word goes on."""
    ending = _ENDING.match(signs, end)
    for place in (ending.end() if ending else end, end):
        if place == len(signs) or not _joins(signs[place], form):
            return place
    return -1


def _manner(gaps: list[str], form: Form, *, unspaced: bool) -> str | None:
    """How the letters of a name are held apart: "plain", "parted" or "spelled out"; None where it is no name."""
    begins = {place - 1 for place in accumulate(map(len, form.words))}
    if not all(_BETWEEN.fullmatch(gap) for place, gap in enumerate(gaps) if place in begins):
        return None
    within = [gap for place, gap in enumerate(gaps) if place not in begins]
    if all(map((_UNSPACED_GAP if unspaced else _WITHIN).fullmatch, within)):
        return "plain"
    if min(map(len, form.words)) < 3:
        return None
    if all(map(_SPELLED_OUT.fullmatch, within)):
        return "spelled out"
    return "parted" if all(map(_PARTED.fullmatch, within)) else None
