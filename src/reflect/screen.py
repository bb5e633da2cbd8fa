"""The screen: standard output and standard error, what they can show, and the pager."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from reflect.safe_text import clean, for_ascii
from reflect.streams import to_nowhere, unwritten


def writes_ascii(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the program's own signs are to be ASCII on a stream: by its encoding, or by the locale C or POSIX.

    Python itself writes UTF-8 in those two; who chose one of them asked for something plainer. (Where no
    variable names a locale, as in a container, nobody chose.)
    """
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return locale in ("C", "POSIX") or not (stream.encoding or "ascii").lower().startswith("utf")


def wrapped(line: str, width: int) -> str:
    """A line broken between words at so many cells; what follows stands under its beginning.

    In an indented line of two columns, parted by two blanks, it stands under the second. A word is never broken:
    a path or a command can be copied.
    """
    if len(line) <= width // 2 or cells(line) <= width:  # no character takes more than two cells
        return line
    before = re.match(r" +(?:\S+(?: \S+)*  +)?(?=\S)", line)
    indent = cells(before[0]) if before else 0
    if indent > width // 2:
        indent = len(line) - len(line.lstrip(" "))
    rows, row = [], ""
    for word in re.findall(r" *[^ ]+", line):
        if row.strip() and cells(row + word) > width:
            rows.append(row)
            row = " " * indent + word.lstrip(" ")
        else:
            row += word
    return "\n".join([*rows, row])


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: a wide character two, a combining one none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(sign) in ("Mn", "Me", "Cf") else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )


@contextmanager
def _left_to_the_pager() -> Iterator[None]:
    """Ctrl-C is the pager's own while it runs: left behind alone, it would keep the terminal without an echo.

    A handler of ours, unlike a signal that is ignored, does not pass on to the program that is started.
    """
    import signal

    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Screen:
    """Where the answer (standard output) and the conversation (standard error) are written."""

    def __init__(self, environ: Mapping[str, str], pager: Callable[[], str] = lambda: "") -> None:
        self._environ = environ
        self._pager = pager

    @property
    def width(self) -> int:
        """Columns: COLUMNS, else the terminal's, else 80."""
        told = self._environ.get("COLUMNS", "")
        if told.isdigit() and int(told) > 0:
            return int(told)
        for stream in (sys.stdout, sys.stderr, sys.stdin):
            try:
                return os.get_terminal_size(stream.fileno()).columns or 80
            except (OSError, ValueError, AttributeError):
                continue
        return 80

    @property
    def colour(self) -> bool:
        """Whether standard output takes colour."""
        return self._takes_colour(sys.stdout.isatty())

    @property
    def conversation_colour(self) -> bool:
        """Whether standard error takes colour."""
        return self._takes_colour(sys.stderr.isatty())

    def _takes_colour(self, terminal: bool) -> bool:
        return terminal and not self._environ.get("NO_COLOR") and self._environ.get("TERM") != "dumb"

    @property
    def ascii_only(self) -> bool:
        """Whether standard output cannot write block characters."""
        return writes_ascii(sys.stdout, self._environ)

    @property
    def is_piped(self) -> bool:
        """Whether standard output goes elsewhere than to a terminal."""
        return not sys.stdout.isatty()

    def show(self, text: str) -> None:
        """Write a finished text to standard output; the text was cleaned by what made it.

        Raises InputError where that is full or closed.
        """
        end = "" if text.endswith("\n") else "\n"
        encoding = sys.stdout.encoding or "ascii"
        try:
            sys.stdout.write((text + end).encode(encoding, "replace").decode(encoding))
            sys.stdout.flush()
        except OSError as error:
            raise unwritten(error) from None

    def page(self, text: str) -> None:
        """Write a finished text: through the pager where it is longer than the terminal, else as `show` does.

        The pager is the one of the settings, else of PAGER, else `less`. That is asked to draw colours, to stay on
        the alternate screen and to keep no history, so that nothing is left behind.
        """
        if not sys.stdout.isatty() or text.count("\n") < self._height:
            self.show(text)
            return
        import subprocess  # 10 ms, and only long texts pay for it

        command = self._pager() or self._environ.get("PAGER") or "less"
        environ = {"LESS": "-R", **self._environ, "LESSHISTFILE": "-"}
        try:
            with _left_to_the_pager():
                subprocess.run(command, shell=True, input=text.encode("utf-8"), env=environ, check=False)  # noqa: S602  (her own $PAGER)
        except OSError:
            self.show(text)

    @property
    def _height(self) -> int:
        try:
            return os.get_terminal_size(sys.stdout.fileno()).lines
        except (OSError, ValueError, AttributeError):
            return 24

    def say(self, line: str = "", *, quiet: bool = False) -> None:
        """Say a line to standard error, dimmed where it is `quiet`; anybody's words may stand in it.

        On a terminal it is broken between words; elsewhere it stays one line.
        """
        encoding = sys.stderr.encoding or "ascii"
        said = for_ascii(line) if writes_ascii(sys.stderr, self._environ) else clean(line)
        if sys.stderr.isatty():
            width = self.width
            said = "\n".join(wrapped(part, width) for part in said.split("\n"))
        if quiet and self.conversation_colour:
            said = f"\x1b[2m{said}\x1b[0m"
        try:
            sys.stderr.write((said + "\n").encode(encoding, "replace").decode(encoding))
            sys.stderr.flush()
        except OSError:  # what was done is done, whether or not it can be told
            to_nowhere(sys.stderr)
