"""How a sitting speaks of days."""

from __future__ import annotations

from datetime import date, timedelta

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
