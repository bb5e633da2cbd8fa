"""Ways in which a reminder is a file, or two, that the system is told of."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reflect.errors import InputError, UsageError
from reflect.frozen import frozen
from reflect.machine import Machine
from reflect.private_files import private_folder, write_new
from reflect.reminding.rule import Reminder
from reflect.safe_text import one_line

Command = Sequence[str]


@frozen
class TimerFiles:
    """Files with the reminder in them, and the commands by which the system takes them up and lets them go.

    `contents` makes what stands in each of `paths`. `starts` are run when they stand, `stops` before they go,
    `forgets` when they are gone.
    """

    name: str
    machine: Machine
    paths: tuple[Path, ...]
    contents: Callable[[Reminder], tuple[bytes, ...]]
    starts: tuple[Command, ...] = ()
    stops: tuple[Command, ...] = ()
    forgets: tuple[Command, ...] = ()

    def texts(self, reminder: Reminder) -> Mapping[str, str]:
        """What would be installed: a text for each place."""
        made = zip(self.paths, self.contents(reminder), strict=True)
        return {str(path): content.decode("utf-8") for path, content in made}

    def commands(self) -> tuple[Command, ...]:
        """What would be run."""
        return self.starts

    def stands(self) -> bool:
        """Whether such a reminder is installed."""
        return any(path.is_file() for path in self.paths)

    def install(self, reminder: Reminder) -> None:
        """Install it, in place of one that stands. Raises UsageError, all as it was, where the system refuses."""
        contents = self.contents(reminder)
        before = {path: path.read_bytes() if path.is_file() else None for path in self.paths}
        if self.stands():
            self._run_all(self.stops)
        for path, content in zip(self.paths, contents, strict=True):
            _write(path, content)
        for command in self.starts:
            ran = self.machine.run(command)
            if ran.code:
                self._put_back(before)
                why = one_line(ran.complaint) or f"exit code {ran.code}"
                raise UsageError(
                    f"{' '.join(command)} failed ({why}), so nothing is installed.",
                    hint="Another way: reflect remind --as cron, or --as ics for your calendar.",
                )

    def remove(self) -> bool:
        """Take it away; False where there is none."""
        if not self.stands():
            return False
        self._run_all(self.stops)
        for path in self.paths:
            _unlink(path)
        self._run_all(self.forgets)
        return True

    def _put_back(self, before: Mapping[Path, bytes | None]) -> None:
        for path, content in before.items():
            if content is None:
                _unlink(path)
            else:
                _write(path, content)
        self._run_all(self.starts if any(before.values()) else self.forgets)

    def _run_all(self, commands: tuple[Command, ...]) -> None:
        """Run them whatever becomes of them: a timer that the system has lost already cannot be stopped."""
        for command in commands:
            self.machine.run(command)


def _write(path: Path, content: bytes) -> None:
    if not path.parent.is_dir():  # a folder that stands keeps its rights: it is the system's, not ours
        with contextlib.suppress(OSError):
            private_folder(path.parent)
    write_new(path, content, replace=True)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{path} cannot be removed ({error.strerror}).", hint="Look at the rights of the folder."
        ) from None
