"""Rows out of the pages of a SQLite file, one page by itself: no tree, no schema and no other page is needed.

Format: sqlite.org/fileformat2. The committed part of a write-ahead log beside the file counts. Nobody in this
process may hold the file meanwhile: closing it drops SQLite's locks.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

Row: TypeAlias = tuple[int, list[Any]]
"""A row's key, and its values as SQLite stores them: texts as bytearray, blobs as bytes."""

MAGIC = b"SQLite format 3\0"
_USUAL_SIZE = 4096
_LEAF = 13
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial types of integers, and their length in bytes."""
_LONGEST = 64_000_000


class Pages:
    """The pages of a file, those in its log over those in itself; a file that ends early is filled with zeros."""

    def __init__(self, path: Path) -> None:
        self._stack = ExitStack()
        self._file = self._stack.enter_context(path.open("rb"))
        head = self._file.read(100).ljust(100, b"\0")
        told = int.from_bytes(head[16:18], "big")
        size = 65536 if told == 1 else told
        is_known = head.startswith(MAGIC) and size >= 512 and not size & (size - 1)
        self.size = size if is_known else _USUAL_SIZE
        self.usable = self.size - (head[20] if is_known and head[20] <= 32 else 0)
        length = path.stat().st_size
        self.count = -(-length // self.size)
        """Pages that the file holds."""
        self.told = int.from_bytes(head[28:32], "big") if is_known else self.count
        """Pages that it should hold, by its own header."""
        self._log = self._stack.enter_context(_opened(path.with_name(path.name + "-wal")))
        self._logged = _committed(self._log, self.size)

    def close(self) -> None:
        """Let go of the file and its log."""
        self._stack.close()

    def __getitem__(self, number: int) -> bytes:
        """The page of that number, from 1 on."""
        logged = self._logged.get(number)
        source = self._file if logged is None else self._log
        source.seek((number - 1) * self.size if logged is None else logged)
        return source.read(self.size).ljust(self.size, b"\0")

    def numbers(self) -> Iterator[int]:
        """The numbers of all pages."""
        yield from range(1, max(self.count, max(self._logged, default=0)) + 1)

    def rows(self, number: int) -> Iterator[Row]:
        """The rows of a page that is a leaf of a table; what cannot be read of it is left out."""
        page = self[number]
        begin = 100 if number == 1 else 0
        if page[begin] != _LEAF:
            return
        cells = int.from_bytes(page[begin + 3 : begin + 5], "big")
        for place in range(min(cells, (self.size - begin - 8) // 2)):
            at = int.from_bytes(page[begin + 8 + 2 * place : begin + 10 + 2 * place], "big")
            try:
                yield self._cell(page, at)
            except (IndexError, ValueError, struct.error):
                continue

    def _cell(self, page: bytes, at: int) -> Row:
        length, at = _varint(page, at)
        key, at = _varint(page, at)
        if not 0 < length <= _LONGEST:
            raise ValueError
        return _signed(key), _values(self._payload(page, at, length))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        local = length
        if length > self.usable - 35:
            least = (self.usable - 12) * 32 // 255 - 23
            local = least + (length - least) % (self.usable - 4)
            local = local if local <= self.usable - 35 else least
        payload = bytearray(page[at : at + local])
        following = int.from_bytes(page[at + local : at + local + 4], "big") if local < length else 0
        seen = set()
        while len(payload) < length:
            if following == 0 or following in seen:
                raise ValueError
            seen.add(following)
            more = self[following]
            payload += more[4 : min(self.usable, 4 + length - len(payload))]
            following = int.from_bytes(more[:4], "big")
        return bytes(payload)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError:
        return BytesIO()


def _committed(log: BinaryIO, size: int) -> dict[int, int]:
    """Where in a write-ahead log the newest committed copy of each page begins."""
    head = log.read(32)
    if len(head) < 32 or head[:4] not in (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83"):
        return {}
    order = ">" if head[3] & 1 else "<"
    sums = _summed(head[:24], order, (0, 0))
    if int.from_bytes(head[8:12], "big") != size or sums != struct.unpack(">II", head[24:32]):
        return {}
    committed: dict[int, int] = {}
    open_: dict[int, int] = {}
    while len(frame := log.read(24 + size)) == 24 + size and frame[8:16] == head[16:24]:
        sums = _summed(frame[24:], order, _summed(frame[:8], order, sums))
        if sums != struct.unpack(">II", frame[16:24]):
            break
        open_[int.from_bytes(frame[:4], "big")] = log.tell() - size
        if frame[4:8] != b"\0\0\0\0":  # the last frame of a transaction tells how many pages the file has then
            committed |= open_
            open_ = {}
    return committed


def _summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    for one, other in struct.iter_unpack(f"{order}II", data):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def _values(payload: bytes) -> list[Any]:
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Any] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    length = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2)
    raw = payload[at : at + length]
    if len(raw) < length or length < 0:
        raise ValueError
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True), at + length
    if kind == 7:
        return struct.unpack(">d", raw)[0], at + length
    return (bytearray(raw) if kind % 2 else raw), at + length
