"""E-mail addresses and telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect.review.name_scan.names import Found

_ADDRESS = re.compile(
    r"[^\s@<>()\[\]{},;:\"“”|*]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:(?:\.|\s?[(\[]dot[)\]]\s?)[\w-]+)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])(?:\+ ?|\()?\d(?:[ \u00a0()./–-]{0,3}\d){6,}(?!\w)")
_NO_TELEPHONE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}"  # a date
    r"|\d{4} ?[–-] ?\d{4}"  # from one year to another
    r"|\d{1,3}(?:[ \u00a0.]\d{3})+"  # a large number, in groups of three
)


def contacts(text: str) -> Iterator[Found]:
    """Every e-mail address, and every run of seven digits and more that is no date and no large number."""
    for match in _ADDRESS.finditer(text):
        yield _found(text, match)
    for match in _NUMBER.finditer(text):
        if not _NO_TELEPHONE.fullmatch(match[0]):
            yield _found(text, match)


def _found(text: str, match: re.Match[str]) -> Found:
    return Found(text.count("\n", 0, match.start()) + 1, match[0], "", match.start(), match.end())
