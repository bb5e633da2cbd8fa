"""A JSON document as a list of entries, read one entry at a time: memory holds one of them, not the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from reflect.errors import InputError
from reflect.exchange.lines import DECODER, StrictError
from reflect.exchange.plain_text import text_pieces

LARGEST_ENTRY = 4_000_000
"""Signs of one entry, or of another value of the document."""

DEEPEST = 64
"""Levels of lists and objects in each other."""

_BLANKS = " \t\n\r"
_TOO_DEEP = "lists or objects stand in each other too deeply"


def entries_of(stream: BinaryIO, source: str, key: str = "entries") -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The objects of the list under `key` in the document's one object, each with its line.

    Raises InputError, with `source` and line, where it is no such document.
    """
    document = _Document(text_pieces(stream, source), source)
    document.expect("{")
    found = False
    while not document.take("}"):
        name = document.value()
        document.expect(":")
        if name != key:
            document.value()
        elif found:
            raise document.complaint(f'"{key}" stands twice')
        else:
            found = True
            yield from _objects(document)
        if not document.take(","):
            document.expect("}")
            break
    document.expect_end()
    if not found:
        raise InputError(f'{source}: there is no list "{key}" in it.')


def _objects(document: _Document) -> Iterator[tuple[int, Mapping[str, Any]]]:
    document.expect("[")
    while not document.take("]"):
        document.next_sign()
        line = document.line
        value = document.value()
        if not isinstance(value, dict):
            raise InputError(f"{document.source}, line {line}: this is no entry.", hint="One stands in braces.")
        yield line, value
        if not document.take(","):
            document.expect("]")
            break


class _Document:
    """The text from a place on, of which no more is held than the value that begins there."""

    def __init__(self, pieces: Iterator[str], source: str) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._ended = False
        self.source = source
        self.line = 1

    def next_sign(self) -> str:
        """The next sign that is no blank, and empty at the end."""
        while True:
            start = self._at
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            self.line += self._text.count("\n", start, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, sign: str) -> bool:
        """Go past the sign if it is the next one."""
        if self.next_sign() != sign:
            return False
        self._at += 1
        return True

    def expect(self, sign: str) -> None:
        """Go past the sign. Raises InputError where another stands there."""
        if not self.take(sign):
            found = self.next_sign()
            shown = f"{found!r} stands where" if found else "the file ends where"
            raise self.complaint(f"not JSON ({shown} {sign!r} belongs)")

    def expect_end(self) -> None:
        """Raise InputError where more than blanks follow."""
        if self.next_sign():
            raise self.complaint("not JSON (the document has ended, and more follows)")

    def value(self) -> Any:
        """The value that begins here."""
        self.next_sign()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._grow():
                    continue
                self.line += self._text.count("\n", self._at, error.pos)
                reason = error.msg[:1].lower() + error.msg[1:]
                raise self.complaint(f"not JSON ({reason})") from None
            except StrictError as error:
                raise self.complaint(str(error)) from None
            except RecursionError:
                raise self.complaint(_TOO_DEEP) from None
            except ValueError:
                raise self.complaint("a number has too many digits") from None
            if end < len(self._text) or not self._grow():
                break
        if _depth_passes(value):
            raise self.complaint(_TOO_DEEP)
        self.line += self._text.count("\n", self._at, end)
        self._at = end
        return value

    def complaint(self, sentence: str) -> InputError:
        return InputError(f"{self.source}, line {self.line}: {sentence}.")

    def _grow(self) -> bool:
        """Hold twice as much, so that a long value is read a few times and not once a piece."""
        held = len(self._text) - self._at
        if held > LARGEST_ENTRY:
            raise self.complaint("what begins here is longer than 4 MB, or never ends")
        grown = False
        while len(self._text) - self._at < 2 * held + 1 and self._more():
            grown = True
        return grown

    def _more(self) -> bool:
        piece = "" if self._ended else next(self._pieces, "")
        if not piece:
            self._ended = True
            return False
        self._text = self._text[self._at :] + piece
        self._at = 0
        return True


def _depth_passes(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inside(one)]
        if not level:
            return False
    return True


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value
    return [one for one in inner if isinstance(one, dict | list)]
