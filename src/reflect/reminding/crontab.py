"""The way in which a reminder is a line of her crontab."""

from __future__ import annotations

from collections.abc import Mapping

from reflect.errors import RefusedError, UsageError
from reflect.frozen import frozen
from reflect.machine import Machine
from reflect.reminding.cron import MARK, has_reminder, line, with_reminder, without_reminder
from reflect.reminding.rule import Reminder
from reflect.reminding.timer_files import Command
from reflect.safe_text import one_line

_NONE_YET = ("no crontab", "can't open")
"""What cron's programs say where an account has no crontab; the second is Busybox's."""


@frozen
class Crontab:
    """Her crontab, read and written by the `crontab` program; every line of hers stays as it is."""

    machine: Machine
    name: str = "cron"

    def texts(self, reminder: Reminder) -> Mapping[str, str]:
        """What would be installed: a text for each place."""
        return {"crontab": f"{MARK}\n{line(reminder)}\n"}

    def commands(self) -> tuple[Command, ...]:
        """What would be run."""
        return (("crontab", "-"),)

    def stands(self) -> bool:
        """Whether such a reminder is installed; not, where she may not use cron at all."""
        try:
            return has_reminder(self._table())
        except RefusedError:
            return False

    def install(self, reminder: Reminder) -> None:
        """Install it, in place of one that stands. Raises UsageError where the system refuses."""
        self._write(with_reminder(self._table(), reminder))

    def remove(self) -> bool:
        """Take it away; False where there is none."""
        table = self._table()
        if not has_reminder(table):
            return False
        self._write(without_reminder(table))
        return True

    def _table(self) -> str:
        """Her crontab as it stands. Raises RefusedError where it cannot be read: writing would lose it."""
        ran = self.machine.run(["crontab", "-l"])
        if ran.code == 0:
            return ran.out.decode("utf-8", "surrogateescape")
        if any(words in ran.complaint.lower() for words in _NONE_YET):
            return ""
        why = one_line(ran.complaint) or f"exit code {ran.code}"
        raise RefusedError(
            f"Your crontab cannot be read ({why}), and was left as it is.",
            hint="Another way: reflect remind --as ics, for your calendar.",
        )

    def _write(self, table: str) -> None:
        ran = self.machine.run(["crontab", "-"], given=table.encode("utf-8", "surrogateescape"))
        if ran.code:
            why = one_line(ran.complaint) or f"exit code {ran.code}"
            raise UsageError(
                f"crontab did not take the line ({why}).", hint="Another way: reflect remind --as ics."
            )
