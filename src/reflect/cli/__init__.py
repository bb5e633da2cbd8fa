"""The command line: the only floor that knows Typer, and the one place where errors become exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reflect.errors import JournalError, ReflectError

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
            _say("", "What you wrote could not be stored. Here it is, to be copied:", "", error.unstored)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except Exception as error:  # noqa: BLE001  (the boundary: a bug shows its place, never anybody's words)
        said = f"This is a fault of reflect itself: {type(error).__name__} in {_place(error)}."
        _complain(said, "" if "--debug" in arguments else "To write down where it arose: reflect --debug …")
        return 1
    return 0


def _complain(message: str, hint: str) -> None:
    _say(f"reflect: {message}", *([f"  {hint}"] if hint else []))


def _say(*lines: str) -> None:
    from reflect.safe_text import clean, for_ascii  # 2 ms, and only a complaint or a session pays for it
    from reflect.screen import writes_ascii

    encoding = sys.stderr.encoding or "ascii"
    shown = for_ascii if writes_ascii(sys.stderr) else clean
    for line in lines:
        sys.stderr.write(shown(line).encode(encoding, "backslashreplace").decode(encoding) + "\n")


def _place(error: Exception) -> str:
    import traceback  # 4 ms, and only a bug pays for it

    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}reflect{os.sep}" in frame.filename] or frames
    last = ours[-1]
    return f"{os.path.basename(last.filename)}, line {last.lineno}"  # noqa: PTH119  (a frame's name, not a path to use)


def _reader_left() -> int:
    """Whoever read standard output closed it (`| head`): that is no error, and nothing more is written."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _no_core_dumps() -> None:
    """A crash leaves no copy of the memory, where her words stand, on the disk."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
