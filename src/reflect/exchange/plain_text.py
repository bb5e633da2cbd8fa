"""The text of a file that may come from a stranger: lines or pieces of it, in bounded memory.

What is no UTF-8 text is refused where it stands: another encoding by its name, a NUL byte, a line without an end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from reflect.errors import InputError

LONGEST = 1_000_000
"""Bytes of a line; a longer one is refused before it is looked at."""

LARGEST = 64_000_000
"""Bytes of a file; JSON Lines alone may be larger."""

MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LATIN_1_FROM = 0xA0
_PIECE = 65_536


def text_lines(stream: BinaryIO, source: str) -> Iterator[tuple[int, str]]:
    """Each line without its end, with its number (from 1).

    Raises InputError, with `source`, line and byte, where the file is too large or no UTF-8 text.
    """
    refuse_large(stream, source)
    read = 0
    for number, line in byte_lines(stream, source):
        read += len(line)
        if read > LARGEST:
            raise too_large(source)
        yield number, decoded(line, source, number)


def byte_lines(stream: BinaryIO, source: str) -> Iterator[tuple[int, bytes]]:
    """Each line without its end, with its number (from 1), as bytes in which no encoding but UTF-8 was told.

    Raises InputError where a line is longer than LONGEST, or the file is UTF-16.
    """
    for number in count(1):
        line = stream.readline(LONGEST + len(MARK) + len(b"\r\n"))
        if not line:
            return
        if number == 1:
            line = _begun(line, source)
        body = line.rstrip(b"\r\n") if line.endswith(b"\n") else line
        if len(body) > LONGEST:
            raise InputError(f"{source}, line {number}: the line is longer than 1 MB.")
        yield number, body


def text_pieces(stream: BinaryIO, source: str) -> Iterator[str]:
    """The text in pieces of some 64 KB, wherever its lines end; raises InputError as `text_lines` does."""
    refuse_large(stream, source)
    line, column, read, pending, begun = 1, 0, 0, b"", False
    while piece := stream.read(_PIECE):
        read += len(piece)
        if read > LARGEST:
            raise too_large(source)
        piece = pending + (piece if begun else _begun(piece, source))
        begun = True
        whole = piece
        pending = b""
        try:
            text = piece.decode()
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data":
                raise _misplaced(piece, error.start, source, line, column) from None
            whole, pending = piece[: error.start], piece[error.start :]
            text = whole.decode()
        if b"\0" in whole:
            raise _misplaced(whole, whole.index(0), source, line, column)
        yield text
        line += whole.count(b"\n")
        column = len(whole) - whole.rfind(b"\n") - 1 if b"\n" in whole else column + len(whole)
    if pending:
        raise _misplaced(pending, 0, source, line, column)


def decoded(line: bytes, source: str, number: int) -> str:
    """The line's text. Raises InputError, with the byte's place, where it is not UTF-8 or holds a NUL byte."""
    if b"\0" in line:
        raise _misplaced(line, line.index(0), source, number, 0)
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise _misplaced(line, error.start, source, number, 0) from None


def refuse_large(stream: BinaryIO, source: str) -> None:
    """Raise InputError where a file is larger than LARGEST, before anything of it is read."""
    try:
        size = os.fstat(stream.fileno()).st_size
    except (OSError, AttributeError):  # a stream in memory, or a member of an archive
        return
    if size > LARGEST:
        raise too_large(source)


def too_large(source: str) -> InputError:
    """What is said of a file that is larger than LARGEST."""
    return InputError(f"{source} is larger than 64 MB.", hint="Import it in parts.")


def _begun(first: bytes, source: str) -> bytes:
    """What follows the mark that Windows' Notepad writes; a file in UTF-16 is refused by that name."""
    if first.startswith(_UTF_16) or first[:1] == b"\0" or first[1:2] == b"\0":
        place = f"{source}, line 1, byte 1 (0x{first[0]:02X})"
        raise InputError(f"{place}: the file is UTF-16, not UTF-8.", hint="Save the file as UTF-8.")
    return first.removeprefix(MARK)


def _misplaced(data: bytes, at: int, source: str, line: int, column: int) -> InputError:
    """What is said of the byte at `at` in `data`, which begins `column` bytes into that line."""
    before = data[:at]
    line += before.count(b"\n")
    byte = at - before.rfind(b"\n") if b"\n" in before else column + at + 1
    if data[at] == 0:
        return InputError(f"{source}, line {line}, byte {byte}: a NUL byte stands here; this is no text.")
    likely = "Latin-1" if data[at] >= _LATIN_1_FROM else "Windows-1252"
    return InputError(
        f"{source}, line {line}, byte {byte} (0x{data[at]:02X}): this is not UTF-8, but perhaps {likely}.",
        hint="Save the file as UTF-8.",
    )
