"""How far she lived up to each conviction: today's rating resembles yesterday's, and two of them move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from reflect.demo.chance import share, swing
from reflect.demo.days import Days
from reflect.model import LIVED, Answer, Conviction

USUAL: Mapping[str, Mapping[str, float]] = {
    "C1": {"early": 2.7, "before": 3.0, "shown": 3.9, "after": 4.0},
    "C2": {"early": 4.1, "before": 4.2, "shown": 4.2, "after": 4.2},
    "C3": {"early": 4.0, "before": 4.1, "shown": 3.1, "after": 3.7},
    "C4": {"early": 3.3, "before": 3.5, "shown": 3.5, "after": 3.6},
    "C5": {"early": 3.2},
    "C6": {"early": 3.3, "before": 3.3, "shown": 3.4, "after": 3.5},
}
"""The mean of each conviction's ratings, season by season; its steps are what a review should find."""

RESEMBLANCE = 0.3
"""The lag-1 autocorrelation: that of real daily ratings has a median of 0.13 to 0.28."""

SPREAD = 0.75
NO_OCCASION = {"C5": 0.3, "C6": 0.25}
SELDOM = 0.07
"""How often there was no occasion for a conviction."""


def ratings(convictions: tuple[Conviction, ...], days: Days) -> Mapping[tuple[str, date], Answer]:
    """An answer to the lived question for each conviction and day on which it is active."""
    found = {}
    for conviction in convictions:
        code, mood, day = conviction.code, 0.0, days.first
        while day <= days.last:
            if day.weekday() < 5:
                number = days.number(day)
                mood = RESEMBLANCE * mood + SPREAD * (1 - RESEMBLANCE**2) ** 0.5 * swing(f"lived {code}", number)
                if conviction.active_on(day):
                    found[code, day] = _rated(code, USUAL[code][days.season(day)] + mood, number)
            day += timedelta(days=1)
    return found


def _rated(code: str, felt: float, number: int) -> Answer:
    if share(f"occasion {code}", number) < NO_OCCASION.get(code, SELDOM):
        return Answer("", LIVED, state="none", conviction=code)
    return Answer("", LIVED, value=min(5, max(1, round(felt))), conviction=code)
