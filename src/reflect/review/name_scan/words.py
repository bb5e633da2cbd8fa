"""What may give somebody away without being a name of the roster: unknown names, she and he beside a code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?…:;|>•]|[-*] )[\s\"'“”‘«»„(\[*]*$|[\"“„«(\[]$")
"""What stands before a word that begins a sentence, a cell or a quotation."""

_LOOKS_BACK = 40
"""Signs before a word; a long line would otherwise be read anew for each of its words."""

_NO_NAMES = """
    I I'm I've I'd I'll I’m I’ve I’d I’ll Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December Wk If OK
"""
_OWN = frozenset(_NO_NAMES.split())
_PRONOUN = re.compile(r"\b(she|he|her|hers|him|his|herself|himself)\b", re.IGNORECASE)
_PERSON = re.compile(r"(?<![^\W_])P\d+(?![^\W_])")
_SENTENCE = re.compile(r"[^.!?…\n|]+")

LEAST = 40
MOST_SHARE = 0.15
"""Where more of the words inside sentences have a capital (German), a capital says nothing."""


def unknown_words(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The words with a capital inside a sentence, each once, that are not known; `known` in any case.

    Empty where so many words have one that it says nothing.
    """
    let_through = {word.casefold() for word in known}
    inside: Counter[bool] = Counter()
    found: dict[str, str] = {}
    for line in text.splitlines():
        for match in _WORD.finditer(line):
            if _BEGINS.search(line, max(0, match.start() - _LOOKS_BACK), match.start()):
                continue
            word = re.sub("['’]s$", "", match[0])
            inside[word[:1].isupper()] += 1
            if word[:1].isupper() and len(word) > 1 and word not in _OWN:
                found.setdefault(word.casefold(), word)
    if inside.total() >= LEAST and inside[True] > MOST_SHARE * inside.total():
        return ()
    return tuple(word for folded, word in found.items() if folded not in let_through)


def pronouns_beside_codes(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, the pronoun and the code, wherever she or he stands in one sentence with a person's code."""
    for number, line in enumerate(text.splitlines(), start=1):
        for sentence in _SENTENCE.findall(line):
            pronoun, code = _PRONOUN.search(sentence), _PERSON.search(sentence)
            if pronoun and code:
                yield number, pronoun[0], code[0]
