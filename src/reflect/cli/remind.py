"""reflect remind."""

from __future__ import annotations

import json as javascript
import os
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from reflect.cli.options import AsJson, session_of
from reflect.errors import UsageError
from reflect.safe_text import clean, for_json
from reflect.session import Session

if TYPE_CHECKING:  # what is imported in the functions costs 15 ms, and help does without
    from reflect.reminding import Reminder, Way


class Timer(StrEnum):
    """What a reminder can be installed as."""

    systemd = "systemd"
    launchd = "launchd"
    cron = "cron"
    ics = "ics"


WHAT = {
    "systemd": "a user timer of systemd",
    "launchd": "an agent of launchd",
    "cron": "a line of your crontab",
    "ics": "an event for your calendar",
}


def remind(
    ctx: typer.Context,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="When it comes, as 17:30.")] = "17:30",
    days: Annotated[
        str,
        typer.Option(
            "--days", metavar="DAYS", help="The weekdays, as mon-fri; else your workdays.", show_default=False
        ),
    ] = "",
    as_: Annotated[
        Timer | None, typer.Option("--as", help="As what; else what this machine has.", show_default=False)
    ] = None,
    install: Annotated[bool, typer.Option("--install", help="Install it, in place of one that stands.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it away.")] = False,
    notify: Annotated[bool, typer.Option("--notify", help="What the timer starts: show the line now.")] = False,
    json: AsJson = False,
) -> None:
    """See, install or remove a daily reminder, by your system's own timers.

    It shows one line of reflect's, never a word of yours, and nothing on a day that is answered or that you are
    away. Without --install it says what would be installed, and changes nothing.

    Example: reflect remind --at 17:30 --days mon-fri
    """
    from reflect import reminding

    if install + remove + notify > 1:
        raise UsageError("--install, --remove and --notify exclude each other.", hint="Name one of them.")
    session = session_of(ctx)
    weekdays = reminding.read_days(days) if days else session.settings.workdays
    if notify:
        reminding.notify(session, weekdays)
        return
    name = as_.value if as_ is not None else ""
    if remove:
        _remove(session, name)
        return
    if not weekdays:
        raise UsageError("Your settings name no workdays.", hint="Name the days: reflect remind --days mon-fri")
    reminder = reminding.Reminder(reminding.read_time(at), weekdays, reminding.program_of(session, weekdays))
    way = reminding.way_of(session, name)
    if install:
        _install(session, way, reminder)
    if json:
        _show_json(session, way, reminder)
    elif not install:
        _preview(session, way, reminder)


def _install(session: Session, way: Way, reminder: Reminder) -> None:
    from reflect import reminding

    say = session.screen.say
    replaced = reminding.install(session, way, reminder)
    say(f"Installed as {WHAT[way.name]}: {_when(reminder)}.")
    for place in way.texts(reminder):
        say(f"  {place}")
    for other in replaced:
        say(f"It replaces {WHAT[other.name]}.")
    if way.name == "ics":
        say("Open that file with your calendar. It will come on answered days as well.")
    say(_next(session, reminder))
    say("To be rid of it: reflect remind --remove")


def _remove(session: Session, name: str) -> None:
    from reflect import reminding

    say = session.screen.say
    standing = [way for way in reminding.installed_ways(session) if name in ("", way.name)]
    for way in standing:
        way.remove()
        say(f"Removed: {WHAT[way.name]}.")
        if way.name == "ics":
            say("What your calendar took from the file, delete there.")
    if not standing:
        say(f"No reminder is installed{f' as {WHAT[name]}' if name else ''}.")


def _preview(session: Session, way: Way, reminder: Reminder) -> None:
    """What would be installed, to standard output; where it would lie, and when it comes, to standard error."""
    from reflect import reminding

    say = session.screen.say
    say(f"A reminder as {WHAT[way.name]}: {_when(reminder)}.")
    if way.name == "ics":
        say("It is a file that you open with your calendar. It will come on answered days as well.")
    say(_next(session, reminder))
    standing = [WHAT[one.name] for one in reminding.installed_ways(session)]
    if standing:
        say(f"Installed at present: {', '.join(standing)}. --install replaces it, --remove takes it away.")
    else:
        say("Nothing is installed yet. To install it, add: --install")
    for command in way.commands():
        say(f"Then it runs: {' '.join(command)}")
    for place, text in way.texts(reminder).items():
        say(f"\n{place}:")
        _show(session, text)


def _show(session: Session, text: str) -> None:
    """The text as a file would hold it; standard output itself makes the line ends of Windows."""
    lines = text.replace("\r\n", "\n") if os.linesep == "\r\n" else text
    ends = "\r\n" if "\r\n" in lines else "\n"
    session.screen.show(ends.join(clean(line) for line in lines.split(ends)))


def _show_json(session: Session, way: Way, reminder: Reminder) -> None:
    from reflect import reminding

    document = {
        "as": way.name,
        "at": f"{reminder.at:%H:%M}",
        "days": [day for part in sorted(reminder.days) for day in [reminding.said_days(frozenset({part}))]],
        "program": list(reminder.program),
        "files": [{"place": place, "content": text} for place, text in way.texts(reminder).items()],
        "commands": [list(command) for command in way.commands()],
        "next": [moment.isoformat(timespec="minutes") for moment in _moments(session, reminder)],
        "installed": [one.name for one in reminding.installed_ways(session)],
    }
    session.screen.show(for_json(javascript.dumps(document, ensure_ascii=False)))


def _when(reminder: Reminder) -> str:
    from reflect.reminding import said_days

    return f"{said_days(reminder.days)} at {reminder.at:%H:%M}"


def _moments(session: Session, reminder: Reminder) -> Sequence[datetime]:
    from reflect.reminding import next_moments

    return next_moments(reminder, session.now.replace(tzinfo=None), session.away)


def _next(session: Session, reminder: Reminder) -> str:
    from reflect.periods import span

    days = [moment.date() for moment in _moments(session, reminder)]
    if not days:
        return "You are away on every day of the next year: it does not come."
    return f"It comes next on {', '.join(span(day, day).title for day in days)}."
