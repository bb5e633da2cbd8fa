"""The program's door: the version at once, everything else through the commands."""

from __future__ import annotations

import gc
import os
import sys

COLLECTED_EVERY = 200_000
"""New objects between two looks for what can be freed; Python's 700 costs a command 3 to 8 ms while it loads, and
50,000 one look of 27 ms in the midst of an interview's 90,000."""


def main() -> None:
    """Run the command line, and exit with its code."""
    code = _run(sys.argv[1:])
    gc.freeze()  # all is freed at once at the end; looking it through before that takes 2 to 8 ms
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from reflect.streams import open_closed_streams

        open_closed_streams()
    if arguments == ["--version"]:  # before Typer is imported: 60 ms
        return _version()
    gc.set_threshold(COLLECTED_EVERY)
    if shell := os.environ.get("REFLECT_COMPLETE"):  # a Tab at the shell, which waits for it: no Typer either
        from reflect.cli.completing import answer_shell

        answer_shell(shell, arguments)
        return 0
    from reflect.cli import run

    return run(arguments)


def _version() -> int:
    from reflect import __version__

    try:
        sys.stdout.write(f"reflect {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        from reflect.cli import complained
        from reflect.streams import unwritten

        return complained(unwritten(error))
    return 0


if __name__ == "__main__":
    main()
