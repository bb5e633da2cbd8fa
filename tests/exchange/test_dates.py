"""Dates are read strictly: one reading or none, never a guess."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.errors import InputError
from reflect.exchange.dates import When, begins_with_when, day_within, local, read_when, stamp

DAY = date(2025, 9, 30)


@pytest.mark.parametrize(
    "text",
    ["2025-09-30", "2025/9/30", "20250930", "30/09/2025", "09/30/2025", "30. September 2025", "30th Sept. 2025",
     "Sep 30, 2025", "Tuesday, September 30th, 2025", "Tue 30 Sep 2025", "  2025-09-30  ", "2025-09-30, Tuesday"],
)  # fmt: skip
def test_a_day_is_read_in_these_forms(text: str) -> None:
    assert read_when(text, (), "x") == When(DAY)


@pytest.mark.parametrize(
    ("text", "clock"),
    [("2025-09-30 18:05", time(18, 5)), ("2025-09-30T18:05:07.250", time(18, 5, 7)),
     ("30 Sep 2025 at 6:05 PM", time(18, 5)), ("2025-09-30 12:05 am", time(0, 5)),
     ("2025-09-30, 6:05\u202fp.m.", time(18, 5))],
)  # fmt: skip
def test_a_time_is_read_beside_it(text: str, clock: time) -> None:
    assert read_when(text, (), "x") == When(DAY, clock)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "monday", "2025", "2025-09", "2025-W40", "2025-02-30", "20251301", "30/30/2025",
     "30 Foo 2025",
     "2025-09-30 25:00", "2025-09-30 13:00 pm", "2025-09-30 soon", "12", "1:1", "May I", "2025-09-301",
     "3 Ma 2025"],
)  # fmt: skip
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert read_when(text, (), "x") is None


@pytest.mark.parametrize(
    "text",
    ["03/04/2025", "3-4-2025", "03.04.25", "31/12/25", "31/12/00", "99/12/31", "01/02/03", "03/04/2025 18:05"],
)
def test_a_date_with_several_readings_asks_which(text: str) -> None:
    with pytest.raises(InputError, match=r"here: .* can be read as several days") as refused:
        read_when(text, (), "here")
    assert "--timeformat" in refused.value.hint


def test_a_named_form_is_taken_first() -> None:
    assert read_when("03/04/2025", ("%d/%m/%Y",), "x") == When(date(2025, 4, 3))
    assert read_when("03/04/2025", ("%m/%d/%Y", "%d/%m/%Y"), "x") == When(date(2025, 3, 4))
    assert read_when("2025-09-30", ("%d/%m/%Y",), "x") == When(DAY)


def test_a_text_may_go_on_after_the_date() -> None:
    assert begins_with_when("2025-09-30: Left it", (), "x") == (When(DAY), "Left it")
    assert begins_with_when("Tuesday 30 September 2025 – x", (), "x") == (When(DAY), "x")
    assert begins_with_when("2025-09-30th", (), "x") is None
    assert begins_with_when("Plans for 2025-09-30", (), "x") is None


def test_a_name_with_two_dates_has_none() -> None:
    assert day_within("2025-09-30 to 2025-10-02", (), "x") is None
    assert day_within("202509301805", (), "x") is None
    assert day_within("notes 2025-09-30 b", (), "x") == (DAY, " b")


def test_a_moment_is_that_of_the_zone_that_was_written_else_of_the_one_given() -> None:
    written = read_when("2025-09-30 18:05 +05:30", (), "x")
    assert written is not None
    assert stamp(written, "Europe/Berlin") == ("2025-09-30T12:35:00Z", "+0530")
    assert stamp(When(DAY, time(18, 5)), "Europe/Berlin") == ("2025-09-30T16:05:00Z", "Europe/Berlin")
    assert stamp(When(DAY), "Europe/Berlin") == (None, None)
    assert stamp(When(date(1, 1, 1), time(0, 5)), "Europe/Berlin") == (None, None)


@given(st.dates(date(1900, 1, 2)), st.times().map(lambda clock: clock.replace(microsecond=0)))
def test_what_a_clock_showed_comes_back_from_the_moment(day: date, clock: time) -> None:
    at, zone = stamp(When(day, clock), "Asia/Kolkata")
    if at is not None:
        found = local(at, zone)
        assert found is not None
        assert found.replace(tzinfo=None) == datetime.combine(day, clock)


@given(st.dates(), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_date_of_numbers_is_its_own_day_or_refused(day: date, form: str) -> None:
    text = form.replace("%d", f"{day.day:02}").replace("%m", f"{day.month:02}").replace("%Y", f"{day.year:04}")
    try:
        assert read_when(text, (), "x") == When(day)
    except InputError:
        assert day.day <= 12
        assert day.day != day.month
