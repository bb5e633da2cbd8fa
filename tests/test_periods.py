"""Periods: what they hold, what comes before them, and the words that name them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.errors import InputError
from reflect.periods import (
    Period,
    Unit,
    before,
    compared,
    journal_day,
    last_workday,
    month,
    quarter,
    read_period,
    same_last_year,
    span,
    unit_of,
    week,
    weeks_of,
    workdays,
    year,
)

TODAY = date(2025, 9, 3)  # a Wednesday, in ISO week 36
DAY = timedelta(1)

units: st.SearchStrategy[Unit] = st.sampled_from(["day", "week", "month", "quarter", "year"])
months = st.integers(1, 12)
days = st.dates(date(1905, 1, 1), date(2195, 12, 31))


def ends(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()


@pytest.mark.parametrize(
    ("words", "first", "last", "key"),
    [
        ("2025", "2025-01-01", "2025-12-31", "2025"),
        ("2025-Q3", "2025-07-01", "2025-09-30", "2025-Q3"),
        ("Q3 2025", "2025-07-01", "2025-09-30", "2025-Q3"),
        ("  q3   2025 ", "2025-07-01", "2025-09-30", "2025-Q3"),
        ("2025 Q3", "2025-07-01", "2025-09-30", "2025-Q3"),
        ("2025-09", "2025-09-01", "2025-09-30", "2025-09"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02"),
        ("2025-W36", "2025-09-01", "2025-09-07", "2025-W36"),
        ("2026-w01", "2025-12-29", "2026-01-04", "2026-W01"),
        ("2020-W53", "2020-12-28", "2021-01-03", "2020-W53"),
        ("2025-09-01..2025-10-15", "2025-09-01", "2025-10-15", "2025-09-01..2025-10-15"),
        ("2025-08-20 .. today", "2025-08-20", "2025-09-03", "2025-08-20..2025-09-03"),
        ("yesterday..today", "2025-09-02", "2025-09-03", "2025-09-02..2025-09-03"),
        ("today..today", "2025-09-03", "2025-09-03", "2025-09-03"),
        ("2025-09-01", "2025-09-01", "2025-09-01", "2025-09-01"),
        ("today", "2025-09-03", "2025-09-03", "2025-09-03"),
        ("Yesterday", "2025-09-02", "2025-09-02", "2025-09-02"),
        ("this week", "2025-09-01", "2025-09-07", "2025-W36"),
        ("last week", "2025-08-25", "2025-08-31", "2025-W35"),
        ("this month", "2025-09-01", "2025-09-30", "2025-09"),
        ("LAST  Month", "2025-08-01", "2025-08-31", "2025-08"),
        ("this quarter", "2025-07-01", "2025-09-30", "2025-Q3"),
        ("last quarter", "2025-04-01", "2025-06-30", "2025-Q2"),
        ("this year", "2025-01-01", "2025-12-31", "2025"),
        ("last year", "2024-01-01", "2024-12-31", "2024"),
        ("wednesday", "2025-09-03", "2025-09-03", "2025-09-03"),
        ("last wednesday", "2025-08-27", "2025-08-27", "2025-08-27"),
        ("monday", "2025-09-01", "2025-09-01", "2025-09-01"),
        ("last monday", "2025-09-01", "2025-09-01", "2025-09-01"),
        ("thursday", "2025-08-28", "2025-08-28", "2025-08-28"),
        ("3 days ago", "2025-08-31", "2025-08-31", "2025-08-31"),
        ("1 day ago", "2025-09-02", "2025-09-02", "2025-09-02"),
        ("2 weeks ago", "2025-08-20", "2025-08-20", "2025-08-20"),
        ("last 7 days", "2025-08-28", "2025-09-03", "2025-08-28..2025-09-03"),
        ("last 13 weeks", "2025-06-05", "2025-09-03", "2025-06-05..2025-09-03"),
        ("FY2025-Q3", "2025-07-01", "2025-09-30", "2025-Q3"),
    ],
)
def test_words_name_a_period(words: str, first: str, last: str, key: str) -> None:
    period = read_period(words, TODAY)
    assert (*ends(period), period.key) == (first, last, key)


@pytest.mark.parametrize(
    ("words", "first", "last", "key"),
    [
        ("FY2026", "2025-04-01", "2026-03-31", "FY2026"),
        ("FY2026-Q1", "2025-04-01", "2025-06-30", "FY2026-Q1"),
        ("Q4 FY2026", "2026-01-01", "2026-03-31", "FY2026-Q4"),
        ("this quarter", "2025-07-01", "2025-09-30", "FY2026-Q2"),
        ("last quarter", "2025-04-01", "2025-06-30", "FY2026-Q1"),
        ("this year", "2025-04-01", "2026-03-31", "FY2026"),
        ("last year", "2024-04-01", "2025-03-31", "FY2025"),
        ("last month", "2025-08-01", "2025-08-31", "2025-08"),
        ("2025-Q3", "2025-07-01", "2025-09-30", "2025-Q3"),
        ("2025", "2025-01-01", "2025-12-31", "2025"),
    ],
)
def test_a_year_that_starts_in_april_is_named_by_the_year_in_which_it_ends(
    words: str, first: str, last: str, key: str
) -> None:
    period = read_period(words, TODAY, year_starts=4)
    assert (*ends(period), period.key) == (first, last, key)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("2025-13", "There is no month 13 (2025-13)."),
        ("2025-13-01", "There is no month 13 (2025-13-01)."),
        ("2025-W54", "There is no week 54 in 2025 (2025-W54)."),
        ("2025-w53", "There is no week 53 in 2025 (2025-W53)."),
        ("2025-W00", "There is no week 0 in 2025 (2025-W00)."),
        ("2025-02-30", "There is no day 30 in February 2025 (2025-02-30)."),
        ("2025-02-29..today", "There is no day 29 in February 2025 (2025-02-29)."),
        ("q5 2025", "There is no quarter 5 (Q5 2025)."),
        ("0000", "There is no year 0 (0000)."),
        ("0000-05", "There is no year 0 (0000-05)."),
        ("0000-05-01", "There is no year 0 (0000-05-01)."),
        ("0000-Q1", "There is no year 0 (0000-Q1)."),
        ("0000-W01", "There is no year 0 (0000-W01)."),
    ],
)
def test_what_does_not_exist_is_named(words: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_period(words, TODAY)
    assert caught.value.message == sentence


@pytest.mark.parametrize(
    "words",
    ["", "all", "everything", "tomorrow", "next week", "11/12/2025", "3", "last 0 days", "2025-09-01..",
     "..", "..today", "2025-09..2025-10", "2025-09-01...2025-10-15", "٢٠٢٥", "FY2025-09", "last 9999999999 days",
     "2025\n-Q3"],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_with_the_accepted_forms(words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_period(words, TODAY)
    assert caught.value.exit_code == 3
    assert "2025-Q3" in caught.value.hint
    assert "last 13 weeks" in caught.value.hint


def test_a_slip_of_the_finger_is_answered_with_the_word_it_resembles() -> None:
    with pytest.raises(InputError, match="Did you mean yesterday"):
        read_period("yestreday", TODAY)


def test_a_reversed_span_is_refused_with_the_right_way_round() -> None:
    with pytest.raises(InputError, match="ends before it begins") as caught:
        read_period("2025-10-15..2025-09-01", TODAY)
    assert "2025-09-01..2025-10-15" in caught.value.hint


@pytest.mark.parametrize(
    ("words", "year_starts"),
    [("9999-W52", 1), ("999999999 weeks ago", 1), ("last 999999999 days", 1), ("FY0001", 2), ("FY0001-Q1", 12)],
)
def test_what_reaches_beyond_the_calendar_is_an_input_error(words: str, year_starts: int) -> None:
    with pytest.raises(InputError, match="beyond the years"):
        read_period(words, TODAY, year_starts=year_starts)


def test_a_fiscal_year_that_ends_in_the_year_10000_has_no_quarters() -> None:
    with pytest.raises(InputError, match="beyond the years 1 to 9999"):
        quarter(date(9999, 11, 1), year_starts=10)


@pytest.mark.parametrize(
    ("words", "year_starts", "first", "last"),
    [
        ("1900", 4, "1900-01-01", "1900-12-31"),
        ("FY1900-Q4", 4, "1900-01-01", "1900-03-31"),
        ("FY2200-Q4", 12, "2200-09-01", "2200-11-30"),
        ("2200-12", 1, "2200-12-01", "2200-12-31"),
    ],
)
def test_the_first_and_the_last_year_are_read(words: str, year_starts: int, first: str, last: str) -> None:
    assert ends(read_period(words, TODAY, year_starts=year_starts)) == (first, last)


@pytest.mark.parametrize(
    "words", ["1899", "1899-12-31", "1899-12-31..2025-01-01", "2025-01-01..2201-01-01", "2201", "9999", "9999-12"]
)
def test_a_year_that_nobody_lives_in_is_named_in_one_sentence(words: str) -> None:
    with pytest.raises(InputError, match="reaches beyond the years 1900 to 2200"):
        read_period(words, TODAY)


@given(st.text(max_size=30), days, months)
def test_no_text_raises_anything_but_an_input_error(words: str, today: date, year_starts: int) -> None:
    try:
        period = read_period(words, today, year_starts=year_starts)
    except InputError:
        return
    assert read_period(period.key, today, year_starts=year_starts) == period


TOKENS = st.sampled_from(
    ["fy", "q", "w", "-", "..", " ", "last", "this", "today", "year", "week", "days", "ago", "monday", "0", "1",
     "3", "13", "53", "99", "2025", "1900", "2200", "0001", "9999", "0000"]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=8).map("".join), st.dates(), months)
def test_no_jumble_of_the_grammars_own_words_raises_anything_but_an_input_error(
    words: str, today: date, year_starts: int
) -> None:
    try:
        period = read_period(words, today, year_starts=year_starts)
    except InputError:
        return
    assert read_period(period.key, today, year_starts=year_starts) == period


@given(units, st.dates(), months)
def test_every_unit_holds_its_day_and_reads_back_from_its_key(unit: Unit, day: date, year_starts: int) -> None:
    try:
        period = unit_of(unit, day, year_starts)
    except InputError:
        assert day.year in (1, 9999)
        return
    assert day in period
    assert period.unit == unit
    if period.first.year >= 1900 and period.last.year <= 2200:
        assert read_period(period.key, TODAY, year_starts=year_starts) == period


@given(units, days, months)
def test_units_tile_the_calendar(unit: Unit, day: date, year_starts: int) -> None:
    period = unit_of(unit, day, year_starts)
    earlier = before(period, year_starts=year_starts)
    assert earlier.last + DAY == period.first
    assert earlier.unit == unit
    assert earlier == unit_of(unit, earlier.first, year_starts)


@given(days, st.integers(2, 800))
def test_before_a_free_span_lie_as_many_days(first: date, length: int) -> None:
    free = (
        span(first, first + (length - 1) * DAY) if first.year < 9990 else span(first - (length - 1) * DAY, first)
    )
    if free.first.year <= 5:
        return
    earlier = before(free)
    assert (earlier.days, earlier.last + DAY) == (free.days, free.first)
    assert read_period(free.key, TODAY) == free


def test_a_calendar_quarter_is_followed_back_in_the_calendar_even_when_the_year_starts_elsewhere() -> None:
    assert before(quarter(TODAY), year_starts=2).key == "2025-Q2"
    assert before(quarter(TODAY, 2), year_starts=2).key == "FY2026-Q2"


@pytest.mark.parametrize(
    ("words", "today", "now", "earlier"),
    [
        ("2025-Q3", "2025-08-20", ("2025-07-01", "2025-08-20"), ("2025-04-01", "2025-05-20")),
        ("2025-Q3", "2025-07-31", ("2025-07-01", "2025-07-31"), ("2025-04-01", "2025-04-30")),
        ("2025-Q3", "2025-09-30", ("2025-07-01", "2025-09-30"), ("2025-04-01", "2025-06-30")),
        ("2025-Q3", "2025-12-01", ("2025-07-01", "2025-09-30"), ("2025-04-01", "2025-06-30")),
        ("2025-Q3", "2025-06-01", ("2025-07-01", "2025-09-30"), ("2025-04-01", "2025-06-30")),
        ("2025-03", "2025-03-31", ("2025-03-01", "2025-03-31"), ("2025-02-01", "2025-02-28")),
        ("2025-03", "2025-03-30", ("2025-03-01", "2025-03-30"), ("2025-02-01", "2025-02-28")),
        ("2024-03", "2024-03-29", ("2024-03-01", "2024-03-29"), ("2024-02-01", "2024-02-29")),
        ("2025-03", "2025-03-10", ("2025-03-01", "2025-03-10"), ("2025-02-01", "2025-02-10")),
        ("2025-02", "2025-02-28", ("2025-02-01", "2025-02-28"), ("2025-01-01", "2025-01-31")),
        ("2024", "2024-02-29", ("2024-01-01", "2024-02-29"), ("2023-01-01", "2023-02-28")),
        ("2025", "2025-03-01", ("2025-01-01", "2025-03-01"), ("2024-01-01", "2024-03-01")),
        ("2025-W36", "2025-09-03", ("2025-09-01", "2025-09-03"), ("2025-08-25", "2025-08-27")),
        ("2025-09-01..2025-09-30", "2025-09-03", ("2025-09-01", "2025-09-03"), ("2025-08-02", "2025-08-04")),
        ("2025-09-03", "2025-09-03", ("2025-09-03", "2025-09-03"), ("2025-09-02", "2025-09-02")),
    ],
)
def test_a_period_in_progress_is_compared_up_to_the_same_day(
    words: str, today: str, now: tuple[str, str], earlier: tuple[str, str]
) -> None:
    whole = read_period(words, TODAY)
    first, second = compared(whole, date.fromisoformat(today))
    assert (ends(first), ends(second)) == (now, earlier)
    assert (first.key, first.unit) == (whole.key, whole.unit)
    assert (second.key, second.unit) == (before(whole).key, whole.unit)


def test_a_fiscal_quarter_in_progress_is_compared_up_to_the_same_day_of_its_months() -> None:
    now, earlier = compared(quarter(TODAY, 2), TODAY, year_starts=2)
    assert (now.key, earlier.key) == ("FY2026-Q3", "FY2026-Q2")
    assert ends(now) == ("2025-08-01", "2025-09-03")
    assert ends(earlier) == ("2025-05-01", "2025-06-03")


@given(units, days, months, st.integers(0, 400))
def test_a_comparison_never_leaves_the_two_units(unit: Unit, day: date, year_starts: int, later: int) -> None:
    whole = unit_of(unit, day, year_starts)
    now, earlier = compared(whole, whole.first + later * DAY, year_starts=year_starts)
    assert whole.first == now.first <= now.last <= whole.last
    assert earlier.first <= earlier.last < now.first


@pytest.mark.parametrize(
    ("words", "key", "first", "last"),
    [
        ("2025-Q3", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("2025-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2023", "2023-01-01", "2023-12-31"),
        ("2025-W36", "2024-W36", "2024-09-02", "2024-09-08"),
        ("2020-W53", "2019-W52", "2019-12-23", "2019-12-29"),
        ("2024-02-29", "2023-02-28", "2023-02-28", "2023-02-28"),
        ("2025-09-01..2025-10-15", "2024-09-01..2024-10-15", "2024-09-01", "2024-10-15"),
        ("FY2026-Q4", "FY2025-Q4", "2025-01-01", "2025-03-31"),
        ("FY2026", "FY2025", "2024-04-01", "2025-03-31"),
    ],
)
def test_the_same_period_a_year_before(words: str, key: str, first: str, last: str) -> None:
    then = same_last_year(read_period(words, TODAY, year_starts=4))
    assert (then.key, *ends(then)) == (key, first, last)


def test_a_period_that_is_cut_short_is_cut_at_the_same_day_a_year_before() -> None:
    in_progress, _ = compared(quarter(TODAY), TODAY)
    assert ends(same_last_year(in_progress)) == ("2024-07-01", "2024-09-03")
    this_week, _ = compared(week(TODAY), TODAY)
    assert ends(same_last_year(this_week)) == ("2024-09-02", "2024-09-04")


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year"])
def test_there_is_no_year_before_the_first_one(unit: Unit) -> None:
    with pytest.raises(InputError, match="beyond the years 1 to 9999"):
        same_last_year(unit_of(unit, date(1, 5, 9)))


@given(units, days, months)
def test_a_year_before_is_the_same_kind_of_unit_and_reads_back(unit: Unit, day: date, year_starts: int) -> None:
    then = same_last_year(unit_of(unit, day, year_starts))
    assert then.unit == unit
    assert read_period(then.key, TODAY, year_starts=year_starts) == then


@given(units, days, months)
def test_the_weeks_of_a_period_cover_it_once(unit: Unit, day: date, year_starts: int) -> None:
    period = unit_of(unit, day, year_starts)
    weeks = weeks_of(period)
    assert (weeks[0].first, weeks[-1].last) == (period.first, period.last)
    assert all(one.last + DAY == two.first for one, two in pairwise(weeks))
    assert all(one.key == week(one.first).key == week(one.last).key for one in weeks)


def test_the_last_days_of_the_calendar_still_have_weeks() -> None:
    assert [one.key for one in weeks_of(span(date(9999, 12, 26), date.max))] == ["9999-W51", "9999-W52"]


def test_workdays_leave_out_weekends_and_days_away() -> None:
    away = [span(date(2025, 9, 4), date(2025, 9, 10))]
    assert [day.day for day in workdays(span(date(2025, 9, 1), date(2025, 9, 14)), away=away)] == [1, 2, 3, 11, 12]
    assert [day.day for day in workdays(week(TODAY), workdays=frozenset({5, 6}))] == [6, 7]
    assert len(workdays(read_period("2025-Q3", TODAY))) == 66


def test_the_last_workday_lies_strictly_before() -> None:
    monday = date(2025, 9, 8)
    assert last_workday(monday) == date(2025, 9, 5)
    assert last_workday(monday, away=[span(date(2025, 9, 4), date(2025, 9, 5))]) == TODAY
    assert last_workday(monday, workdays=frozenset({0})) == date(2025, 9, 1)


def test_a_life_without_workdays_is_an_input_error_and_no_endless_loop() -> None:
    with pytest.raises(InputError):
        last_workday(date(5, 1, 1), workdays=frozenset())


def test_the_journal_day_ends_at_four() -> None:
    assert journal_day(datetime(2025, 9, 3, 3, 59)) == date(2025, 9, 2)  # noqa: DTZ001  # wall clock is what it takes
    assert journal_day(datetime(2025, 9, 3, 4, 0)) == date(2025, 9, 3)  # noqa: DTZ001  # wall clock is what it takes
    assert journal_day(datetime(2025, 9, 3, 0, 0), day_ends=0) == date(2025, 9, 3)  # noqa: DTZ001  # as above


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (quarter(TODAY), "2025 Q3 (1 Jul – 30 Sep)"),
        (quarter(TODAY, 4), "FY2026 Q2 (1 Jul – 30 Sep 2025)"),
        (compared(quarter(TODAY), TODAY)[0], "2025 Q3 (1 Jul – 3 Sep)"),
        (week(TODAY), "week 36 of 2025 (1 – 7 Sep)"),
        (week(date(2025, 12, 31)), "week 1 of 2026 (29 Dec 2025 – 4 Jan 2026)"),
        (week(date(2021, 1, 1)), "week 53 of 2020 (28 Dec 2020 – 3 Jan 2021)"),
        (month(TODAY), "September 2025"),
        (compared(month(TODAY), TODAY)[0], "September 2025 (1 – 3 Sep)"),
        (year(TODAY), "2025"),
        (compared(year(TODAY), TODAY)[0], "2025 (1 Jan – 3 Sep)"),
        (year(TODAY, 4), "FY2026 (1 Apr 2025 – 31 Mar 2026)"),
        (span(TODAY, TODAY), "Wed 3 Sep 2025"),
        (span(date(2025, 9, 1), date(2025, 10, 15)), "1 Sep – 15 Oct 2025"),
    ],
)
def test_titles_are_for_people(period: Period, title: str) -> None:
    assert period.title == title


def test_importing_it_costs_no_dateutil() -> None:
    code = "import sys, reflect.periods; sys.exit('dateutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
