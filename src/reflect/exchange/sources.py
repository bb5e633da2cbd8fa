"""The file or folder that an import reads, or standard input."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from reflect.errors import InputError, NotFoundError
from reflect.exchange.plain_text import MARK
from reflect.exchange.reading import Reading

STANDARD_INPUT = "-"
_LOOKED_AT = 64


def source_name(path: str) -> str:
    """How sentences speak of it: the file's name. Raises NotFoundError where there is nothing of that name."""
    if path == STANDARD_INPUT:
        return "standard input"
    try:
        if not Path(path).exists():
            raise NotFoundError(f"There is no file {path}.")
    except (OSError, ValueError):  # a name that is too long, or holds a NUL byte
        raise NotFoundError(f"There is no file {path[:200]}.") from None
    return Path(path).name or path


def is_folder(path: str) -> bool:
    """Whether the path is a folder."""
    return path != STANDARD_INPUT and Path(path).is_dir()


@contextlib.contextmanager
def opened(reading: Reading) -> Iterator[BinaryIO]:
    """The file's bytes as a stream, whose progress `reading` tells from now on.

    Raises InputError where it is a folder or cannot be read.
    """
    if reading.path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    if Path(reading.path).is_dir():
        raise InputError(f"{reading.path} is a folder, and this format is one file.")
    with opened_file(Path(reading.path), reading.path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size and stream.seekable():
            reading.measure = lambda: 1.0 if stream.closed else min(1.0, stream.tell() / size)
        yield stream


@contextlib.contextmanager
def opened_file(path: Path, shown: str) -> Iterator[BinaryIO]:
    """A file's bytes as a stream. Raises InputError, which names it as `shown`, where it cannot be read."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"{shown} cannot be read ({error.strerror}).") from None
    with stream:
        try:
            yield stream
        except OSError as error:
            raise InputError(f"{shown} cannot be read ({error.strerror}).") from None


def first_sign(stream: BinaryIO) -> bytes:
    """The first byte that is no blank, without taking it from the stream; empty where there is none near."""
    peek = getattr(stream, "peek", None)
    if peek is not None:
        begun: bytes = peek(_LOOKED_AT)[:_LOOKED_AT]
    else:
        begun = stream.read(_LOOKED_AT)
        stream.seek(0)
    return begun.removeprefix(MARK).lstrip()[:1]


def files_under(reading: Reading, endings: Collection[str]) -> list[tuple[Path, str]]:
    """The folder's files with one of the endings, at any depth, in the order of their paths, as they are shown.

    What is hidden is passed over, and links are left out: they may lead anywhere.
    """
    top = Path(reading.path)
    found: list[tuple[Path, str]] = []
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder) / name
            if name.startswith(".") or path.suffix.lower() not in endings:
                continue
            shown = path.relative_to(top).as_posix()
            if path.is_symlink() or not path.is_file():
                reading.tell("Links and devices, left out", shown)
            else:
                found.append((path, shown))
    found.sort(key=lambda one: one[1])
    return found


def each_file(reading: Reading, files: list[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    """The files one by one, whose progress `reading` tells from now on."""
    done = 0
    reading.measure = lambda: done / len(files)
    for file in files:
        yield file
        done += 1
