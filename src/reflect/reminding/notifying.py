"""What a reminder does when it comes: one line of ours where the system shows such lines, and often nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from reflect.choosing import day_to_ask
from reflect.errors import JournalError, NotFoundError
from reflect.model import Nouns
from reflect.reminding.rule import is_away
from reflect.review.at_a_glance import Today, at_a_glance, welcome
from reflect.review.blocks import Note, Review
from reflect.session import Session

TITLE = "reflect"
_SCRIPT = ("on run argv", "display notification (item 1 of argv) with title (item 2 of argv)", "end run")


def notify(session: Session, days: Collection[int]) -> None:
    """Show the line as a notification, or on standard output where the system shows none."""
    line = due_line(session, days)
    if line and not _shown(session, line):
        session.screen.show(line)


def due_line(session: Session, days: Collection[int]) -> str:
    """What `reflect status` says is next, or nothing: the day is answered, a day away, or none of `days`.

    A timer catches up on what it missed, so it may come on another weekday. Before noon it is about the last
    workday, as a daily is. No word of hers can stand in it: nothing she keeps is even read.
    """
    if session.now.weekday() not in days:
        return ""
    try:
        if is_away(session.today, session.away):
            return ""
        state = _state(session)
    except NotFoundError:
        return _next(welcome(session.today, ""))
    except JournalError:  # encrypted, or in use: whether the day is answered cannot be known
        state = "unopened"
    if state == "finished":
        return ""
    return _next(at_a_glance(Today(session.today, Nouns(), state, first_day=None, last_crosscheck=None)))


def _state(session: Session) -> str:
    journal, settings = session.standing_journal, session.settings

    def never(_day: date) -> bool:
        return False

    day = day_to_ask(session.now, session.today, settings.workdays, never, journal.first_day(), session.away)
    daily = journal.sitting("daily", day)
    if daily is None:
        return "unopened"
    return "begun" if any(answer.state == "open" for answer in daily.answers) else "finished"


def _next(glance: Review) -> str:
    notes = (block for section in glance.sections for block in section.blocks)
    note = next(block for block in notes if isinstance(block, Note) and block.command)
    return f"{note.text} reflect {note.command}"


def _shown(session: Session, line: str) -> bool:
    """Whether the system took the line; it goes to the program as an argument, and into no script."""
    machine = session.machine
    if machine.platform == "darwin":
        script = [part for each in _SCRIPT for part in ("-e", each)]
        return machine.run(["osascript", *script, line, TITLE]).code == 0
    if not machine.has("notify-send"):
        return False
    return machine.run(["notify-send", f"--app-name={TITLE}", TITLE, line], more=_bus(session)).code == 0


def _bus(session: Session) -> dict[str, str]:
    """The address of her desktop's message bus, which cron does not pass on."""
    environ = session.world.environ
    folder = Path(environ.get("XDG_RUNTIME_DIR") or f"/run/user/{session.machine.user}")
    if environ.get("DBUS_SESSION_BUS_ADDRESS") or not (folder / "bus").exists():
        return {}
    return {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}"}
