"""The reminder as a systemd user timer: a service unit that shows it, a timer unit that starts the service."""

from __future__ import annotations

import re

from reflect.reminding.rule import Reminder

SERVICE, TIMER = "reflect-remind.service", "reflect-remind.timer"

_MADE = "# Made by reflect. To be rid of it: reflect remind --remove\n"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def service(reminder: Reminder) -> str:
    """The service unit, which runs the program once."""
    return (
        f"{_MADE}[Unit]\n"
        "Description=The daily reminder of reflect\n\n"
        "[Service]\n"
        "Type=oneshot\n"
        f"ExecStart={_command(reminder.program)}\n"
    )


def timer(reminder: Reminder) -> str:
    """The timer unit; what was missed while the machine was off comes when it is on again."""
    days = ",".join(_WEEKDAYS[day] for day in sorted(reminder.days))
    return (
        f"{_MADE}[Unit]\n"
        "Description=The daily reminder of reflect\n\n"
        "[Timer]\n"
        f"OnCalendar={days} *-*-* {reminder.at:%H:%M}:00\n"
        "Persistent=true\n\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
    )


def _command(program: tuple[str, ...]) -> str:
    """The command line as ExecStart reads it (systemd.service(5)): in the program's own path a $ is a $."""
    path, *arguments = (_word(word) for word in program)
    return " ".join([path, *(word.replace("$", "$$") for word in arguments)])


def _word(word: str) -> str:
    """One word: specifiers taken away from %, in quotes unless it is plain."""
    if re.fullmatch(r"[\w./:,=+@%-]+", word, re.ASCII):
        return word.replace("%", "%%")
    quoted = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{quoted}"'
