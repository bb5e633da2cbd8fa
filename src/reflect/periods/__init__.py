"""Periods of journal days, and the words that name them."""

from reflect.periods.grammar import FIRST_YEAR, LAST_YEAR, read_period
from reflect.periods.units import (
    Period,
    Unit,
    before,
    compared,
    journal_day,
    last_workday,
    month,
    quarter,
    same_last_year,
    span,
    unit_of,
    week,
    weeks_of,
    workdays,
    year,
)

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "Period",
    "Unit",
    "before",
    "compared",
    "journal_day",
    "last_workday",
    "month",
    "quarter",
    "read_period",
    "same_last_year",
    "span",
    "unit_of",
    "week",
    "weeks_of",
    "workdays",
    "year",
]
