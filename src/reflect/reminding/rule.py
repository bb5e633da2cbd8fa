"""When a reminder comes, and which program it starts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from reflect.errors import InputError
from reflect.frozen import frozen
from reflect.periods import Period
from reflect.session import Session
from reflect.settings.kinds import UnfitError, Weekdays

HORIZON = timedelta(days=400)
"""How far ahead a reminder's dates are looked for: days away may have no end."""


@frozen
class Reminder:
    """A daily reminder: the time on the clock of the wall, the weekdays (0 is Monday), the program it starts.

    `program` is a list of arguments; no shell ever puts it together.
    """

    at: time
    days: frozenset[int]
    program: tuple[str, ...]


def read_time(words: str) -> time:
    """The time of the day that words name, as 17:30. Raises InputError."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", words.strip())
    if found is None:
        raise InputError(f"{words!r} is no time of the day.", hint="Name one, as 17:30 or 8:05.")
    return time(int(found[1]), int(found[2]))


def read_days(words: str) -> frozenset[int]:
    """The weekdays that words name, as mon-fri or mon,wed; 0 is Monday. Raises InputError."""
    takes = Weekdays()
    try:
        return takes.read(words)
    except UnfitError:
        raise InputError(
            f"{words!r} names no days of the week.", hint="Name them, as mon-fri or mon,wed."
        ) from None


def said_days(days: frozenset[int]) -> str:
    """The weekdays as one word of a command line: mon-fri, or mon,wed."""
    return Weekdays().said(days).replace(" ", ",")


def program_of(session: Session, days: frozenset[int]) -> tuple[str, ...]:
    """What a timer starts for this home, as arguments. Raises InputError where a path could not be written down.

    `-P` keeps Python from taking a module of that name out of the folder in which the timer happens to start it.
    """
    home = str(session.home.absolute())
    python = session.machine.python
    for path in (python, home):
        if not path.isprintable():
            raise InputError(
                "The path of your home, or of Python, holds a sign that no timer's file can hold.",
                hint="Name another home: reflect --home FOLDER remind",
            )
    return (python, "-P", "-m", "reflect", "--home", home, "remind", "--notify", "--days", said_days(days))


def next_moments(
    reminder: Reminder, after: datetime, away: Collection[Period] = (), most: int = 3
) -> tuple[datetime, ...]:
    """The next moments on which it comes, none on a day away, by the clock on the wall (no zone).

    At most `most` of them, of the next 400 days.
    """
    found = (moment for moment in moments(reminder, after) if not is_away(moment.date(), away))
    return tuple(moment for moment, _ in zip(found, range(most), strict=False))


def moments(reminder: Reminder, after: datetime) -> Iterator[datetime]:
    """Every moment after that one, in order, of the next 400 days, days away among them (no zone)."""
    from dateutil.rrule import WEEKLY, rrule  # 12 ms, and only this asks for it

    begin = datetime.combine(after.date(), reminder.at)
    rule = rrule(WEEKLY, dtstart=begin, byweekday=sorted(reminder.days), until=begin + HORIZON)
    return (moment for moment in rule if moment > after)


def is_away(day: date, away: Collection[Period]) -> bool:
    """Whether that day lies in one of these spans."""
    return any(day in period for period in away)
