"""The program's door: the version at once, everything else through the commands."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # before Typer is imported: 60 ms
        from reflect import __version__

        sys.stdout.write(f"reflect {__version__}\n")
        return
    from reflect.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
