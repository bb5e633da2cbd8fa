"""A terminal of keys without a screen: what is sent stands ready when the question is asked."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from reflect.asking.asks import ChoiceAsk, GridAsk, Reply, TextAsk
from reflect.asking.terminal import TerminalWriter

ESC, UP, DOWN, SHIFT_TAB, BACKSPACE = "\x1b", "\x1b[A", "\x1b[B", "\x1b[Z", "\x7f"
F1, F2, F3, ALT_ENTER, CTRL_C, CTRL_D = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1b\r", "\x03", "\x04"


class Typist:
    """Asks with the keys given, and remembers what was handed over meanwhile."""

    def __init__(self, writer: TerminalWriter, send: Callable[[str], None]) -> None:
        self.writer = writer
        self.send = send
        self.drafts: list[str] = []
        self.rated: list[tuple[str, int | None]] = []
        self.tallied: list[tuple[str, ...] | None] = []

    def text(self, keys: str, ask: TextAsk) -> Reply:
        self.send(keys)
        return self.writer.text(ask, self.drafts.append)

    def choice(self, keys: str, ask: ChoiceAsk) -> Reply:
        self.send(keys)
        return self.writer.choice(ask)

    def grid(self, keys: str, ask: GridAsk) -> Reply:
        self.send(keys)
        return self.writer.grid(ask, lambda *rating: self.rated.append(rating), self.tallied.append)


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    with create_pipe_input() as keys:
        writer = TerminalWriter(
            editor='sh -c \'printf " and more" >> "$1"\' --',
            folder=tmp_path,
            terminal_input=keys,
            terminal_output=DummyOutput(),
        )
        signal.signal(signal.SIGALRM, _still_asking)
        signal.alarm(20)
        yield Typist(writer, keys.send_text)
        signal.alarm(0)


def _still_asking(number: int, frame: FrameType | None) -> NoReturn:
    raise TimeoutError("The question is still being asked: a key that should have ended it did not.")
