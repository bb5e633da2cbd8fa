"""A zip from a stranger: looked through before anything of it is unpacked, and nothing of it touches the disk."""

from __future__ import annotations

import contextlib
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from reflect.errors import InputError
from reflect.exchange.plain_text import LARGEST

MOST_FILES = 20_000
MOST_RATIO = 200
"""A file that unpacks to more than so many times its size is no text and no photo."""

_DIRECTORY = 8_000_000
"""Bytes of the list of files at the archive's end."""
_SMALL = 1_000_000
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_SHOWN = 60
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


class _Bounded(io.FileIO):
    """A file that gives no more at once than the list of files of an honest archive takes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _DIRECTORY:
            raise zipfile.BadZipFile
        return super().read(-1 if size is None else size) or b""


@contextlib.contextmanager
def archive(path: str, source: str) -> Iterator[zipfile.ZipFile]:
    """The archive, looked through. Raises InputError where it is damaged, or made to do harm."""
    with _Bounded(Path(path)) as file, _opened(file, source) as found:
        members = found.infolist()
        if len(members) > MOST_FILES:
            raise InputError(f"{source} holds {len(members):,} files; {MOST_FILES:,} are the most that are read.")
        for member in members:
            _look_at(member, source)
        yield found


def _opened(file: _Bounded, source: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (*_DAMAGED, ValueError, struct.error):
        raise _damaged(source) from None


def _damaged(source: str) -> InputError:
    return InputError(f"{source} is a damaged zip.", hint="Export it anew.")


def members_ending(found: zipfile.ZipFile, ending: str, source: str) -> list[zipfile.ZipInfo]:
    """The files of that ending. Raises InputError where they unpack to more than LARGEST together."""
    members = [one for one in found.infolist() if one.filename.lower().endswith(ending) and not one.is_dir()]
    total = sum(member.file_size for member in members)
    if total > LARGEST:
        raise InputError(f"{source} unpacks to {total:,} bytes of text; 64 MB are the most that is read.")
    return members


@contextlib.contextmanager
def unpacked(found: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> Iterator[BinaryIO]:
    """A file of the archive as a stream. Raises InputError where it is damaged."""
    try:
        with found.open(member) as stream:
            yield stream  # type: ignore[misc]  # typeshed calls it IO[bytes]
    except _DAMAGED:
        raise _damaged(source) from None


def _look_at(member: zipfile.ZipInfo, source: str) -> None:
    name = member.filename
    shown = f"{source}: {name[:_SHOWN]!r}"
    path = PurePosixPath(name.replace("\\", "/"))
    if ".." in path.parts or path.is_absolute() or _DRIVE.match(name):
        raise InputError(f"{shown} leads out of the archive; nothing of it was read.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise InputError(f"{shown} is a link, and links are not followed; nothing of it was read.")
    if member.flag_bits & _ENCRYPTED:
        raise InputError(f"{shown} is encrypted.", hint="Unpack it, and import the JSON file in it.")
    if member.compress_type not in _PLAIN:
        raise InputError(f"{shown} is packed in a way that is not read.", hint="Pack it as an ordinary zip.")
    if member.file_size > _SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size):
        raise InputError(f"{shown} unpacks to more than {MOST_RATIO} times its size; nothing of it was read.")
