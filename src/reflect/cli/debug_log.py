"""debug.log: where an error arose, told without a word that anybody wrote."""

from __future__ import annotations

import contextlib
import os
import traceback
from collections.abc import Iterator
from pathlib import Path

from reflect import __version__
from reflect.errors import ReflectError
from reflect.private_files import private_folder, write_new

DEBUG_LOG = "debug.log"


def write_debug_log(home: Path, error: Exception) -> None:
    """Write the classes of an error and of those behind it, and the places that they came through, to debug.log.

    The file (0600) holds the last error alone: no message, no value, no line of a program, for her words may
    stand in them. Where it cannot be written nothing happens: the error itself is what she has to hear of.
    """
    text = "".join(f"{line}\n" for line in (f"reflect {__version__}", *_lines(error)))
    with contextlib.suppress(ReflectError, OSError):
        write_new(private_folder(home) / DEBUG_LOG, text.encode(), replace=True)


def _lines(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        code = getattr(error, "sqlite_errorname", "") or ""
        yield f"{type(error).__name__} {code}".rstrip()
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {os.path.basename(frame.filename)}, line {frame.lineno}, {frame.name}"  # noqa: PTH119  (a frame's name, not a path to use)
        error = error.__cause__ or error.__context__
