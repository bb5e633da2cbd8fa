"""The file that an import reads, or standard input."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reflect.errors import InputError, NotFoundError

STANDARD_INPUT = "-"


def source_name(path: str) -> str:
    """How sentences speak of it: the file's name. Raises NotFoundError where there is nothing of that name."""
    if path == STANDARD_INPUT:
        return "standard input"
    if not Path(path).exists():
        raise NotFoundError(f"There is no file {path}.")
    return Path(path).name


@contextlib.contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file's bytes as a stream. Raises InputError where it is a folder or cannot be read."""
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    if Path(path).is_dir():
        raise InputError(f"{path} is a folder, and this format is one file.")
    try:
        stream = Path(path).open("rb")  # noqa: SIM115  (closed below; only the opening is translated)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from None
    with stream:
        yield stream
