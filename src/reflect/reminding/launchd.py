"""The reminder as a launchd agent, as macOS has them."""

from __future__ import annotations

import plistlib

from reflect.reminding.rule import Reminder

LABEL = "reflect.remind"
AGENT = f"{LABEL}.plist"


def agent(reminder: Reminder) -> bytes:
    """The property list (launchd.plist(5)), in which 0 is Sunday; what was missed asleep comes on waking."""
    moments = [
        {"Weekday": (day + 1) % 7, "Hour": reminder.at.hour, "Minute": reminder.at.minute}
        for day in sorted(reminder.days)
    ]
    return plistlib.dumps(
        {"Label": LABEL, "ProgramArguments": list(reminder.program), "StartCalendarInterval": moments},
        sort_keys=False,
    )
