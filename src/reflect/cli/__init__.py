"""The command line: the only floor that knows Typer, and the one place where errors become exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reflect.errors import InputError, JournalError, ReflectError
from reflect.streams import to_nowhere, unwritten

if TYPE_CHECKING:
    from reflect.session import World  # 5 ms at run time, and help does without

INTERRUPTED = 130


def run(arguments: Sequence[str], world: World | None = None) -> int:
    """Carry out one command line and give its exit code."""
    _no_core_dumps()
    from reflect.cli.app import app  # Typer, 60 ms

    try:
        app(args=list(arguments), prog_name="reflect", obj=world)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(bool(left.code))
        return _reader_left() if isinstance(left.__context__, BrokenPipeError) else code  # Typer makes it a 1
    except ReflectError as error:
        _complain(error.message, error.hint)
        if isinstance(error, JournalError) and error.unstored:
            _say("", "What you wrote could not be stored. Here it is, to be copied:", "")
            _say(error.unstored, as_it_is=True)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  (the boundary: a bug shows its place, never anybody's words)
        if isinstance(error, OSError) and (told := _code_unwritten(error)) is not None:
            return told
        said = f"This is a fault of reflect itself: {type(error).__name__} in {_place(error)}."
        _complain(said, "" if "--debug" in arguments else "To write down where it arose: reflect --debug …")
        return 1
    return 0


def _code_unwritten(error: OSError) -> int | None:
    """The exit code where Typer could not write to a standard stream; None where the error is of another kind.

    What cannot be said on standard error changes no code; help that nobody got is an error, unless whoever read it
    (`| head`) has left.
    """
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None or last.tb_frame.f_code.co_name != "echo":
        return _reader_left() if isinstance(error, BrokenPipeError) else None
    complaint = getattr(error.__context__, "exit_code", None)  # of what Typer complained about
    if isinstance(complaint, int):
        to_nowhere(sys.stderr)
        return complaint
    return complained(unwritten(error))


def complained(error: OSError | InputError) -> int:
    """Say what could not be written, unless whoever read it has left; the exit code."""
    if isinstance(error, OSError):
        return _reader_left()
    _complain(error.message, error.hint)
    return error.exit_code


def _complain(message: str, hint: str) -> None:
    _say(f"reflect: {message}", *([f"  {hint}"] if hint else []))


def _say(*lines: str, as_it_is: bool = False) -> None:
    """Write lines to standard error, broken between words on a terminal, but for those that stay as they are."""
    from reflect.safe_text import clean, for_ascii  # 2 ms, and only a complaint or a session pays for it
    from reflect.screen import Screen, wrapped, writes_ascii

    encoding = sys.stderr.encoding or "ascii"
    shown = for_ascii if writes_ascii(sys.stderr) else clean
    width = 0 if as_it_is or not sys.stderr.isatty() else Screen(os.environ).width
    try:
        for line in lines:
            said = wrapped(shown(line), width) if width else shown(line)
            sys.stderr.write(said.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except OSError:  # the exit code still tells
        to_nowhere(sys.stderr)


def _place(error: Exception) -> str:
    import traceback  # 4 ms, and only a bug pays for it

    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}reflect{os.sep}" in frame.filename] or frames
    last = ours[-1]
    return f"{os.path.basename(last.filename)}, line {last.lineno}"  # noqa: PTH119  (a frame's name, not a path to use)


def _reader_left() -> int:
    """Whoever read standard output closed it (`| head`): that is no error, and nothing more is written."""
    to_nowhere(sys.stdout)
    return 0


def _no_core_dumps() -> None:
    """A crash leaves no copy of the memory, where her words stand, on the disk."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
