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
    if arguments == ["--version"]:  # before Typer is imported: 60 ms
        from reflect import __version__

        sys.stdout.write(f"reflect {__version__}\n")
        return 0
    gc.set_threshold(COLLECTED_EVERY)
    if shell := os.environ.get("REFLECT_COMPLETE"):  # a Tab at the shell, which waits for it: no Typer either
        from reflect.cli.completing import answer_shell

        answer_shell(shell, arguments)
        return 0
    from reflect.cli import run

    return run(arguments)


if __name__ == "__main__":
    main()
