"""What every question on the terminal has in common: its marks, its notice, the keys that leave it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import Layout
from prompt_toolkit.utils import suspend_to_background_supported

from reflect.asking.asks import Move, Reply
from reflect.asking.drawing import MARGIN, Line, Look, keys_line, lines_in, text_width, wrap

Press = Callable[[KeyPressEvent], None]

_LEAVING = tuple(
    getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)
)  # Windows has no SIGHUP


@contextlib.contextmanager
def handlers_restored() -> Iterator[None]:
    """Puts back what the process did on a hang-up or a kill: the loop that ends leaves their defaults."""
    before = [(number, signal.getsignal(number)) for number in _LEAVING]
    try:
        yield
    finally:
        for number, handler in before:
            with contextlib.suppress(ValueError):  # not the main thread: nothing was changed there
                signal.signal(number, handler)


class Screen:
    """One question being asked: a layout, its keys, and the reply that it ends in."""

    def __init__(
        self, look: Look, *, where_from: str, coach: bool | None, mark: str = "", marked: bool = False
    ) -> None:
        self.look = look
        self.coach = bool(coach)
        self.takes_coach = coach is not None
        self.mark = mark
        self.marked = marked
        self.notice = ""
        self.tip = ""
        """Said softly, until the next key: which keys answer."""
        self.where_from = where_from
        self.showing_where_from = False
        self.keys = KeyBindings()
        self.app: Application[Any] | None = None
        self._common_keys()

    def layout(self) -> Layout:
        """What is drawn; made once, before the question is asked."""
        raise NotImplementedError

    def reply(self, move: Move) -> Reply:
        """What has been answered so far, as left by that move."""
        raise NotImplementedError

    def hand_over(self) -> None:
        """Called before every ending: whatever has not yet been handed over is now."""

    def end(self, move: Move) -> None:
        """Leave the question by that move."""
        assert self.app is not None
        if self.app.is_running and not self.app.is_done:
            self.hand_over()
            self.app.exit(result=self.reply(move))

    def started(self) -> None:
        """Called inside the running loop: a closed terminal or a kill leaves, and no failure is swallowed."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._failed)
        for number in _LEAVING:
            try:
                loop.add_signal_handler(number, self.end, "leave")
            except (NotImplementedError, RuntimeError, ValueError):
                return  # Windows, or not the main thread: then nobody can send it to us here

    def _failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        # prompt_toolkit would show a traceback in mid-question and go on; the caller has to know instead.
        error = context.get("exception")
        if self.app is not None and isinstance(error, BaseException) and not self.app.is_done:
            self.app.exit(exception=error)

    @property
    def columns(self) -> int:
        assert self.app is not None
        return self.app.output.get_size().columns

    @property
    def rows(self) -> int:
        assert self.app is not None
        return self.app.output.get_size().rows

    @property
    def width(self) -> int:
        return text_width(self.columns)

    def on(self, *keys: str) -> Callable[[Press], Press]:
        """Bind a function to a sequence of keys."""

        def bind(press: Press) -> Press:
            self.keys.add(*keys)(press)
            return press

        return bind

    def _common_keys(self) -> None:
        @self.on("c-c")
        @self.on("<sigint>")
        def leave(event: KeyPressEvent) -> None:
            self.end("leave")

        @self.on("f1")
        @self.on("escape", "?")
        def where_from(event: KeyPressEvent) -> None:
            self.showing_where_from = bool(self.where_from) and not self.showing_where_from

        @self.on("f2")
        @self.on("escape", "c")
        def for_my_coach(event: KeyPressEvent) -> None:
            self.coach = self.takes_coach and not self.coach

        @self.on("f3")
        @self.on("escape", "!")
        def extra_mark(event: KeyPressEvent) -> None:
            self.marked = bool(self.mark) and not self.marked

        @self.on("c-z")
        def suspend(event: KeyPressEvent) -> None:
            if suspend_to_background_supported():
                event.app.suspend_to_background()

    def only_own_keys(self, which: Callable[[], str]) -> None:
        """Let every other key, and everything pasted, do nothing but say which keys answer."""

        @self.on("<any>")
        @self.on("<bracketed-paste>")
        @self.on("escape", "enter")
        def nothing(event: KeyPressEvent) -> None:
            self.tip = which()

    @property
    def f1_hint(self) -> str:
        """What the line of keys says of F1."""
        return "F1 source"

    def source_lines(self) -> list[Line]:
        if not self.showing_where_from:
            return []
        return lines_in("class:quiet", wrap(self.look.says(self.where_from), self.width))

    def foot_lines(self, hints: list[tuple[int, str]], *, room: bool) -> list[Line]:
        """The marks that are set, the notice, and the line of keys; with `room`, an empty line before them."""
        lines: list[Line] = []
        tick = "* " if self.look.ascii_only else "✓ "
        set_marks = [self.look.says(self.mark)] if self.marked else []
        set_marks += ["for my coach"] if self.coach else []
        marks: Line = [("class:mark", f"{tick}{mark}   ") for mark in set_marks]
        if self.mark and not self.marked:
            marks.append(("class:quiet", f"F3 {self.look.says(self.mark)}"))
        if marks:
            lines.append([("", " " * MARGIN), *marks])
        if self.notice:
            lines += lines_in("class:here", wrap(self.notice, self.width))
        if self.tip:
            lines += lines_in("class:quiet", wrap(self.tip, self.width))
        hints += [(6, self.f1_hint)] if self.where_from else []
        hints += [(2, "F2 coach")] if self.takes_coach else []
        hints += [(0, "^C leave")]
        room_for_keys = self.columns - MARGIN - 1
        lines += lines_in("class:quiet", [keys_line(hints, room_for_keys, self.look.between)])
        return [[], *lines] if room else lines
