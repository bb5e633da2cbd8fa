"""E-mail addresses and telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect.review.name_scan.names import Found

_HOST = re.compile(r"(?:@|\(at\)|\[at\])\s?[\w-]+(?:(?:\.|\s?[(\[]dot[)\]]\s?)[\w-]+)+", re.IGNORECASE)
"""An address from its @ on; what stands before is looked for backwards, so that a long word is read only once."""

_NOT_IN_ADDRESS = frozenset('@<>()[]{},;:"“”|*')
_BETWEEN_DIGITS = " \u00a0()./–-"
_NUMBER = re.compile(rf"(?<![\w.])(?:\+ ?|\()?\d(?:[{_BETWEEN_DIGITS}]{{0,3}}\d)*")
_LEAST_DIGITS = 7
_NO_TELEPHONE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}"  # a date
    r"|\d{4} ?[–-] ?\d{4}"  # from one year to another
    r"|\d{1,3}(?:[ \u00a0.]\d{3})+"  # a large number, in groups of three
)


def contacts(text: str) -> Iterator[Found]:
    """Every e-mail address, and every run of seven digits and more that is no date and no large number."""
    line, counted = 1, 0
    for begin, end in sorted((*_addresses(text), *_numbers(text))):
        line, counted = line + text.count("\n", counted, begin), begin
        yield Found(line, text[begin:end], "", begin, end)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    least = 0
    for host in _HOST.finditer(text):
        begin = at = host.start()
        if begin > least and text[begin - 1].isspace():
            at = begin = begin - 1
        while begin > least and not (text[begin - 1].isspace() or text[begin - 1] in _NOT_IN_ADDRESS):
            begin -= 1
        if begin < at:
            yield begin, host.end()
            least = host.end()


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        begin, end = match.span()
        if re.match(r"\w", text[end : end + 1]):  # the last digits belong to a word
            while end > begin and text[end - 1].isdecimal():
                end -= 1
        said = text[begin:end].rstrip(_BETWEEN_DIGITS)
        if sum(map(str.isdecimal, said)) >= _LEAST_DIGITS and not _NO_TELEPHONE.fullmatch(said):
            yield begin, begin + len(said)
