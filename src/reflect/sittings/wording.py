"""How a sitting speaks of days and periods, and what it fills into a wording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from reflect.model import Answer, Entry, Nouns
from reflect.periods import month, week

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date, today: date) -> str:
    """Say a day as "today", "yesterday", else "on Thu 14 Aug", with the year where it is another."""
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    return f"on {short_day(day, today)}"


def short_day(day: date, today: date) -> str:
    """Say a day as "Thu 14 Aug", with the year where it is another than today's."""
    words = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def places_of(answer: Answer, entry: Entry, nouns: Nouns, today: date) -> Mapping[str, str]:
    """What is filled into the wording of a question: the day, and the name of whom it is about."""
    places = {"day": day_words(entry.day, today)}
    name = next((person.name for person in nouns.people if person.code == answer.person), None)
    return places if name is None else {**places, "person": name}


def period_words(entry: Entry) -> str:
    """Say which week or month a longer sitting looks back on."""
    first = entry.about_from or entry.day
    about = week(first) if entry.kind == "weekly" else month(first)
    return about.title[:1].upper() + about.title[1:]
