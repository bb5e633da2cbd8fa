"""The ways in which a reminder can be installed, and the one that this machine has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from reflect.errors import UsageError
from reflect.reminding.calendar_file import NAME, calendar
from reflect.reminding.crontab import Crontab
from reflect.reminding.launchd import AGENT, LABEL, agent
from reflect.reminding.rule import Reminder
from reflect.reminding.systemd import SERVICE, TIMER, service, timer
from reflect.reminding.timer_files import Command, TimerFiles
from reflect.session import Session


class Way(Protocol):
    """A way in which a reminder is installed, and taken away again."""

    @property
    def name(self) -> str: ...

    def texts(self, reminder: Reminder) -> Mapping[str, str]:
        """What would be installed: a text for each place."""

    def commands(self) -> tuple[Command, ...]:
        """What would be run."""

    def stands(self) -> bool:
        """Whether such a reminder is installed."""

    def install(self, reminder: Reminder) -> None:
        """Install it, in place of one that stands."""

    def remove(self) -> bool:
        """Take it away; False where there is none."""


def _systemd(session: Session) -> Way:
    folder = _config(session) / "systemd" / "user"
    user = ("systemctl", "--user")
    return TimerFiles(
        "systemd",
        session.machine,
        (folder / SERVICE, folder / TIMER),
        lambda reminder: (service(reminder).encode(), timer(reminder).encode()),
        starts=((*user, "daemon-reload"), (*user, "enable", "--now", TIMER)),
        stops=((*user, "disable", "--now", TIMER),),
        forgets=((*user, "daemon-reload"),),
    )


def _launchd(session: Session) -> Way:
    path = _account(session) / "Library" / "LaunchAgents" / AGENT
    domain = f"gui/{session.machine.user}"
    return TimerFiles(
        "launchd",
        session.machine,
        (path,),
        lambda reminder: (agent(reminder),),
        starts=(("launchctl", "bootstrap", domain, str(path)),),
        stops=(("launchctl", "bootout", f"{domain}/{LABEL}"),),
    )


def _cron(session: Session) -> Way:
    return Crontab(session.machine)


def _ics(session: Session) -> Way:
    def content(reminder: Reminder) -> tuple[bytes]:
        return (calendar(reminder, session.now, session.away),)

    return TimerFiles("ics", session.machine, (session.home / NAME,), content)


WAYS: dict[str, Callable[[Session], Way]] = {
    "systemd": _systemd,
    "launchd": _launchd,
    "cron": _cron,
    "ics": _ics,
}
_PROGRAMS = {"systemd": "systemctl", "launchd": "launchctl", "cron": "crontab"}
"""What each needs; a calendar's file needs nothing."""


def way_of(session: Session, name: str = "") -> Way:
    """The way of that name, or without one the first that this machine has."""
    return WAYS[name or next(way for way in WAYS if _is_there(session, way))](session)


def install(session: Session, way: Way, reminder: Reminder) -> tuple[Way, ...]:
    """Install the reminder, and take away any that stands in another way; gives those ways.

    Raises UsageError where this machine lacks the program that the way needs.
    """
    if not _has_program(session, way.name):
        raise UsageError(
            f"There is no {_PROGRAMS[way.name]} on this machine.",
            hint="Without --as it takes what is there; --as ics is for any calendar.",
        )
    way.install(reminder)
    return tuple(one for one in installed_ways(session) if one.name != way.name and one.remove())


def installed_ways(session: Session) -> tuple[Way, ...]:
    """The ways in which a reminder is installed at present."""
    there = (way for name, way in WAYS.items() if _has_program(session, name))
    return tuple(one for one in (way(session) for way in there) if one.stands())


def _has_program(session: Session, name: str) -> bool:
    return name not in _PROGRAMS or session.machine.has(_PROGRAMS[name])


def _is_there(session: Session, name: str) -> bool:
    if name == "systemd" and not session.machine.runs_systemd:
        return False
    return _has_program(session, name)


def _account(session: Session) -> Path:
    told = session.world.environ.get("HOME")
    return Path(told) if told else Path.home()


def _config(session: Session) -> Path:
    """The folder for settings (XDG Base Directory Specification): a relative one does not count."""
    told = Path(session.world.environ.get("XDG_CONFIG_HOME", ""))
    return told if told.is_absolute() else _account(session) / ".config"
