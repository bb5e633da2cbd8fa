"""The reminder as an event of a calendar (RFC 5545), for whatever program keeps one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from reflect.periods import Period
from reflect.reminding.rule import Reminder, is_away, moments, next_moments

NAME = "reminder.ics"
WIDEST = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""

SUMMARY = "Three minutes for the day: reflect daily"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(reminder: Reminder, now: datetime, away: Collection[Period] = ()) -> bytes:
    """A calendar with the one event; `now` is an aware datetime.

    Its times are floating: 17:30 wherever she is. Days away of the next 400 are taken out of it. The event is the
    same one (UID) whenever it is made, so that a calendar takes a later file for a change of it.
    """
    local = now.replace(tzinfo=None)
    first = (*next_moments(reminder, local, away, most=1), *moments(reminder, local))[0]
    free = [_floating(one) for one in moments(reminder, local) if one > first and is_away(one.date(), away)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//reflect//remind//EN",
        "BEGIN:VEVENT",
        "UID:daily-reminder@reflect.invalid",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{_floating(first)}",
        "DURATION:PT5M",
        "RRULE:FREQ=WEEKLY;BYDAY=" + ",".join(_WEEKDAYS[day] for day in sorted(reminder.days)),
        *([f"EXDATE:{','.join(free)}"] if free else []),
        f"SUMMARY:{_text(SUMMARY)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(SUMMARY)}",
        "TRIGGER:PT0M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, none cut within a character, each with its CRLF."""
    pieces, piece = [], b""
    for sign in line:
        encoded = sign.encode("utf-8")
        if len(piece) + len(encoded) > WIDEST:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"".join(each + b"\r\n" for each in (*pieces, piece))


def _floating(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _text(words: str) -> str:
    """A value of the type TEXT (RFC 5545, 3.3.11)."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")
