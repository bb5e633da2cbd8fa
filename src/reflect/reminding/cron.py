"""The reminder as a line of a crontab."""

from __future__ import annotations

import shlex

from reflect.reminding.rule import Reminder

MARK = "# reflect's daily reminder; to be rid of it: reflect remind --remove"
_OURS = ("-m reflect", "remind --notify")


def line(reminder: Reminder) -> str:
    """The line (crontab(5)), in which 0 is Sunday; cron would end the command at a bare %."""
    days = ",".join(str(day) for day in sorted((day + 1) % 7 for day in reminder.days))
    command = shlex.join(reminder.program).replace("%", r"\%")
    return f"{reminder.at.minute} {reminder.at.hour} * * {days} {command}"


def has_reminder(table: str) -> bool:
    """Whether a reminder of ours stands in a crontab."""
    return without_reminder(table) != table


def with_reminder(table: str, reminder: Reminder) -> str:
    """The crontab with this reminder in it, at its end, in place of the one that stood there."""
    others = without_reminder(table)
    end = "" if not others or others.endswith("\n") else "\n"
    return f"{others}{end}{MARK}\n{line(reminder)}\n"


def without_reminder(table: str) -> str:
    """The crontab without our mark and the line after it; every other line as it was.

    A line under the mark that somebody put there instead of ours stays.
    """
    kept = []
    lines = iter(table.splitlines(keepends=True))
    for each in lines:
        if each.rstrip("\r\n") != MARK:
            kept.append(each)
        elif (following := next(lines, "")) and not all(part in following for part in _OURS):
            kept.append(following)
    return "".join(kept)
