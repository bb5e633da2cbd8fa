"""A real terminal: a pty with a program in it, and pyte for the screen that a person would see."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")


class Terminal:
    """A program at a terminal of 80 columns: `sees` waits for words, `types` sends keys, `page` is the screen."""

    def __init__(self, program: str, arguments: list[str], environ: dict[str, str], *, rows: int = 40) -> None:
        self.screen = pyte.Screen(80, rows)
        self._stream = pyte.Stream(self.screen)
        self.written = ""
        kept = {name: value for name, value in environ.items() if name not in ("COLUMNS", "LINES")}
        self.process = pexpect.spawn(
            program, arguments, dimensions=(rows, 80), encoding="utf-8", codec_errors="replace",
            env={**kept, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", "PAGER": "cat"},
        )  # fmt: skip
        self.process.delaybeforesend = None

    def sees(self, words: str, *, within: float = 15) -> str:
        """Wait until the words stand on the screen, then give the whole of it."""
        self._until(lambda: words in self.page, within, f"{words!r} is not on the screen")
        return self.page

    def types(self, keys: str) -> None:
        self.process.send(keys)

    def ends(self, *, within: float = 15) -> None:
        """Wait for the end of the program."""
        if not self.process.closed:
            self._until(lambda: not self.process.isalive(), within, "the program goes on")
            self.reads()

    @property
    def exit_code(self) -> int | None:
        self.process.close()
        code: int | None = self.process.exitstatus
        return code

    @property
    def page(self) -> str:
        """What is on the screen, row by row."""
        return "\n".join(row.rstrip() for row in self.screen.display).rstrip()

    def reads(self) -> None:
        """Take what the program has written up to now."""
        try:
            while True:
                text = self.process.read_nonblocking(65536, timeout=0.05)
                self.written += text
                self._stream.feed(text)
        except (pexpect.TIMEOUT, pexpect.EOF, ValueError):  # nothing more, the end, or closed already
            return

    def close(self) -> None:
        self.process.close(force=True)

    def _until(self, true: Callable[[], bool], within: float, otherwise: str) -> None:
        end = time.monotonic() + within
        while not true():
            assert time.monotonic() < end, f"{otherwise}:\n{self.page}"
            self.reads()
