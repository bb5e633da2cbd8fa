"""How far a long reading or writing is, on standard error: after a second a bar, or in a pipe lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from reflect.session import Session

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

T = TypeVar("T")

QUIET = 1.0
"""Seconds before anything is said."""

_EVERY = 0.2
_LOOKED_AT = 200
"""Records between two looks at the clock."""


class Progress:
    """Counts what goes past, and tells it now and then."""

    def __init__(self, session: Session, doing: str, share: Callable[[], float | None], stack: ExitStack) -> None:
        self._screen = session.screen
        dumb = session.plain or session.world.environ.get("TERM") == "dumb"
        self._draws = sys.stderr.isatty() and not dumb
        self._doing = doing
        self._share = share
        self._stack = stack
        self._begun = monotonic()
        self._next = self._begun + QUIET
        self._bar: Bar | None = None
        self._count = 0

    def watched(self, records: Iterable[T]) -> Iterator[T]:
        """The records, counted as they go past."""
        for record in records:
            yield record
            self._count += 1
            if self._count % _LOOKED_AT == 0:
                self.look()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], description="Storing", total=None, refresh=True)

    def look(self) -> None:
        """Tell how far it is, where it is time to."""
        now = monotonic()
        if now < self._next:
            return
        if self._draws:
            self._next = now + _EVERY
            self._draw()
        else:
            self._next = self._begun + 2 * (now - self._begun)  # a log of an hour has a dozen lines
            self._screen.say(f"{self._doing}: {self._count:,} records{self._of_whole()} …")

    def _of_whole(self) -> str:
        share = self._share()
        return "" if share is None else f", {share:.0%}"

    def _draw(self) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeElapsedColumn  # 50 ms
            from rich.progress import Progress as Bar

            console = Console(stderr=True, no_color=not self._screen.conversation_colour)
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"),
                       TimeElapsedColumn())  # fmt: skip
            self._bar = self._stack.enter_context(
                Bar(*columns, console=console, auto_refresh=False, transient=True)
            )
            self._bar.add_task(self._doing, total=None, count="")
        share = self._share()
        total = None if share is None else 1.0
        told = f"{self._count:,} records{self._of_whole()}"
        self._bar.update(self._bar.task_ids[0], completed=share or 0.0, total=total, count=told, refresh=True)


@contextmanager
def progress(session: Session, doing: str, share: Callable[[], float | None] = lambda: None) -> Iterator[Progress]:
    """A progress that is taken off the screen at the end; `share` says how much is done (0 to 1), or None."""
    with ExitStack() as stack:
        yield Progress(session, doing, share, stack)
