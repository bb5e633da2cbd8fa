"""How words are laid out on the terminal's grid of cells: wrapping, cutting, marks, the line of keys.

Widths are in terminal cells: a wide character takes two, a combining one none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from reflect.frozen import frozen
from reflect.safe_text import for_ascii, one_line

Piece: TypeAlias = tuple[str, str]
"""A style class and a text, as prompt_toolkit takes them."""
Line: TypeAlias = list[Piece]

MARGIN = 2
MEASURE = 96
"""The widest that a column of text becomes, however wide the terminal is: longer lines are hard to read."""


def text_width(columns: int) -> int:
    """The width of the column of text on a terminal of so many columns."""
    return max(12, min(columns - MARGIN - 1, MEASURE))


STYLE = {"question": "bold", "quiet": "dim", "mark": "ansicyan bold", "here": "bold", "picked": "reverse"}


@frozen
class Look:
    """The characters that carry meaning, and whether the terminal knows only ASCII."""

    ascii_only: bool = False

    @property
    def here(self) -> str:
        return ">" if self.ascii_only else "▸"

    @property
    def field(self) -> str:
        return ">" if self.ascii_only else "›"

    @property
    def between(self) -> str:
        return " - " if self.ascii_only else " · "

    @property
    def times(self) -> str:
        return "x" if self.ascii_only else "×"

    @property
    def more(self) -> str:
        return "..." if self.ascii_only else "…"

    def says(self, text: str) -> str:
        """One line of anybody's words, with nothing in it that could act on the terminal."""
        line = one_line(text)
        return for_ascii(line) if self.ascii_only else line

    def paragraphs(self, text: str) -> list[str]:
        """Several lines of anybody's words, each safe to show."""
        return [self.says(line) for line in text.splitlines()] or [""]


def cells(text: str) -> int:
    """How many cells a text takes."""
    return get_cwidth(text)


def wrap(text: str, width: int, *, first: int = 0) -> list[str]:
    """Lines of at most `width` cells, broken between words; only a word longer than a line is broken inside.

    The first line has `first` cells less, because something stands before it.
    """
    lines, line, used = [], "", first
    for word in text.split():
        size = cells(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line or (used and used + size > width):
            lines.append(line)
            used = 0
        *whole, line = _broken(word, width - used)
        lines.extend(whole)
        used += cells(line)
        if whole:
            used = cells(line)
    return [*lines, line] if line or not lines else lines


def _broken(word: str, width: int) -> list[str]:
    parts, part, used = [], "", 0
    for character in word:
        size = cells(character)
        if used + size > width and part:
            parts.append(part)
            part, used = "", 0
        part, used = part + character, used + size
    return [*parts, part]


def cut(text: str, width: int, more: str) -> str:
    """The text, or as much of its beginning as fits with `more` behind it."""
    if cells(text) <= width:
        return text
    kept, used = "", cells(more)
    for character in text:
        used += cells(character)
        if used > width:
            break
        kept += character
    return (kept.rstrip() + more) if cells(more) <= width else more[:width]


def shortened(text: str, width: int, lines: int, more: str) -> list[str]:
    """The text wrapped, at most so many lines of it, the last one ending in `more` where something is missing."""
    wrapped = wrap(text, width)
    if len(wrapped) <= lines:
        return wrapped
    return [*wrapped[: lines - 1], cut(" ".join(wrapped[lines - 1 :]), width, more)]


def padded(text: str, width: int) -> str:
    """The text with blanks behind it up to the width."""
    return text + " " * max(0, width - cells(text))


def flowed(parts: Sequence[str], width: int, between: str, more: str) -> list[str]:
    """Parts set one after another, `between` them, wrapped so that no part is torn."""
    lines: list[str] = []
    for part in parts:
        part = cut(part, width, more)  # noqa: PLW2901 - the part as it will stand
        if lines and cells(lines[-1]) + cells(between) + cells(part) <= width:
            lines[-1] += between + part
        else:
            lines.append(part)
    return lines


def keys_line(hints: Iterable[tuple[int, str]], width: int, between: str) -> str:
    """One line of keys: (rank, words) in the order shown; where they do not fit, the highest ranks go first."""
    left = list(hints)
    while left:
        for gap in (between, "  "):
            line = gap.join(words for _, words in left)
            if cells(line) <= width:
                return line
        left.remove(max(left, key=lambda hint: hint[0]))
    return ""


def switch_words(key: str, label: str) -> str:
    """The label with its key shown in it: "[t]ook over", or before it: "[1] thanks"."""
    start = label.casefold().find(key.casefold())
    if key.isalpha() and start == 0:
        return f"[{label[: len(key)]}]{label[len(key) :]}"
    return f"[{key}] {label}"


def lines_in(style: str, texts: Iterable[str], indent: int = MARGIN) -> list[Line]:
    """Each text as a line of its own, indented, in one style."""
    return [[(style, " " * indent + text)] for text in texts]


def joined(lines: Sequence[Line]) -> StyleAndTextTuples:
    """Lines as one formatted text."""
    out: StyleAndTextTuples = []
    for index, line in enumerate(lines):
        out += [("", "\n"), *line] if index else line
    return out


def asked(look: Look, place: str, question: str, width: int, *, lines: int = 99) -> list[Line]:
    """The question in bold behind its place in the sitting, wrapped by words, in at most so many lines."""
    before = f"{look.says(place)}  " if place else ""
    wrapped = wrap(look.says(question), width, first=cells(before))
    if len(wrapped) > lines:
        rest = cut(" ".join(wrapped[lines - 1 :]), width - (cells(before) if lines == 1 else 0), look.more)
        wrapped = [*wrapped[: lines - 1], rest]
    head: Line = [("", " " * MARGIN), ("class:quiet", before), ("class:question", wrapped[0])]
    return [head, *lines_in("class:question", wrapped[1:])]
