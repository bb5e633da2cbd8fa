"""The last line of history that was written, kept in the marker beside the journal.

History only grows. A journal that lacks the line which its marker names is an older copy, was copied without its
write-ahead log, or was mixed with a log of another day. The line is written after the commit and without a sync of
its own: after a power cut it may name an earlier line, never one that the disk does not hold.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from binascii import crc32
from pathlib import Path

from reflect.store.engine import errors

_LINE = re.compile(rb"Last change: ( *\d+) (\S+) *\| ([0-9a-f]{8})\n")
_LONGEST = 8192
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def remember(marker: Path, number: int, id_: str) -> None:
    """Put the line into the marker, over the one that stands there; a marker that cannot be written is left."""
    text = f"{number:>12} {id_:<36}".encode()
    line = b"Last change: " + text + b"| %08x\n" % crc32(text)
    with contextlib.suppress(OSError):
        descriptor = os.open(marker, os.O_RDWR | _NO_LINK | _BINARY)
        try:
            standing = os.read(descriptor, _LONGEST)
            found = _LINE.search(standing)
            os.lseek(descriptor, found.start() if found else len(standing), os.SEEK_SET)
            os.write(descriptor, line)  # always as long as the one before
        finally:
            os.close(descriptor)


def remembered(marker: Path) -> tuple[int, str] | None:
    """Number and id of the line in the marker; None where it names none that can be read."""
    try:
        found = _LINE.search(marker.read_bytes()[:_LONGEST])
    except OSError:
        return None
    if found is None or crc32(found[0][len(b"Last change: ") : -len(b"| 00000000\n")]) != int(found[3], 16):
        return None
    return int(found[1]), found[2].decode("utf-8", "replace")


def lacks_line(connection: sqlite3.Connection, line: tuple[int, str] | None) -> bool:
    """Whether the history does not hold that line; the line before the first, 0, every history has."""
    if line is None or line[0] == 0:
        return False
    return connection.execute("SELECT 1 FROM changes WHERE key = ? AND id = ?", line).fetchone() is None


def lacks_its_end(connection: sqlite3.Connection, marker: Path) -> bool:
    """Whether the journal lacks the line that its marker names; False where that cannot be told."""
    try:
        return lacks_line(connection, remembered(marker))
    except errors("DatabaseError"):
        return False


def accept_history(connection: sqlite3.Connection, marker: Path) -> None:
    """Take the history as it stands for whole: the marker names its last line from now on."""
    last = connection.execute("SELECT key, id FROM changes ORDER BY key DESC LIMIT 1").fetchone()
    remember(marker, *(last or (0, "none")))
