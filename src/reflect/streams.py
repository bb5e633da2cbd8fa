"""The standard streams at their worst: closed before the program began, or impossible to write to."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from reflect.errors import InputError


def open_closed_streams() -> None:
    """Put something in the place of standard streams that were closed when the program began.

    Standard input is empty then, what is said goes nowhere, and only an answer fails, as on a full disk.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  (no path of hers; open to the end)
    if sys.stdout is None:
        read_only = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = open(read_only, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (as above)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (as above)


def to_nowhere(stream: TextIO) -> None:
    """Let all that a stream still holds, and whatever is written to it from now on, go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    with contextlib.suppress(OSError, ValueError):
        stream.flush()


def unwritten(error: OSError) -> OSError | InputError:
    """What to raise where an answer could not be written to standard output, of which nothing more is wanted then.

    A reader who left (`| head`) stays what it is: that is no fault, and the program ends in silence.
    """
    if isinstance(error, BrokenPipeError):
        return error
    to_nowhere(sys.stdout)
    return InputError(
        f"Standard output cannot be written ({error.strerror}).",
        hint="Look at the disk, or write to another file.",
    )
