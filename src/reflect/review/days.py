"""How a review names days and periods in passing."""

from __future__ import annotations

from datetime import date

from reflect.periods import Period
from reflect.periods.units import MONTHS


def short_day(day: date, today: date) -> str:
    """Say a day as "20 Sep", with its year where that is not today's."""
    said = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return said if day.year == today.year else f"{said} {day.year}"


def side_names(before: Period, now: Period) -> tuple[str, str]:
    """Short names for two periods that stand side by side: "Q2" and "Q3", else "before" and "now"."""
    names = _name(before), _name(now)
    if not all(names):
        return "before", "now"
    if names[0] == names[1]:
        return f"{names[0]} {before.first.year}", f"{names[1]} {now.first.year}"
    return names


def _name(period: Period) -> str:
    match period.unit:
        case "quarter":
            return period.key[-2:]
        case "week":
            return f"wk {int(period.key[-2:])}"
        case "year":
            return period.key
        case _:
            return ""


def weeks_names(before: Period, now: Period) -> tuple[str, str]:
    """Names for the two parts of one period, by its weeks: "weeks 1–6" and "weeks 7–13"."""
    parted, whole = -(-before.days // 7), -(-(now.last - before.first).days // 7)
    return f"weeks 1–{parted}", f"weeks {parted + 1}–{max(whole, parted + 1)}"
