from __future__ import annotations

from datetime import date

import pytest

from reflect.periods import Period
from reflect.render.charts import ASCII_LEVELS, LEVELS, describe, sparkline
from reflect.render.saying import say, say_heading, say_source, year_of
from reflect.review.blocks import Line, Mean, Quote, Share, Span, Value

from .samples import HARD, REALISTIC


def test_a_chart_has_one_character_a_value_and_a_dot_for_a_gap() -> None:
    assert sparkline(Line((1, None, 3, 5))) == "▁·▅█"
    assert sparkline(Line((1, None, 3, 5)), ascii_only=True) == "_.=#"


def test_a_chart_is_drawn_between_its_fixed_ends_whatever_its_values() -> None:
    assert sparkline(Line((4, 4.2, 4.4))) == "▇▇▇"
    assert sparkline(Line((0, 9))) == "▁█"


def test_a_chart_without_a_range_stands_in_the_middle() -> None:
    assert sparkline(Line((2, 2), 2, 2)) == "▄▄"


def test_a_gap_is_never_taken_for_a_value() -> None:
    assert "·" not in LEVELS
    assert "." not in ASCII_LEVELS
    assert len(set(LEVELS)) == len(set(ASCII_LEVELS)) == 8


def test_a_chart_in_words_says_where_it_starts_ends_and_reaches() -> None:
    line = Line((2, None, 4.5, 1.5, 3))
    assert describe(line) == "first 2.0, last 3.0, lowest 1.5, highest 4.5, none in 1 of 5"
    assert describe(Line((None, None))) == "no values"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (2.25, "2.2"),
        ("[b]", "[b]"),
        (Mean(3.4, 44), "3.4 (44)"),
        (Mean(None, 0), "–"),
        (Share(9, 44), "9 of 44"),
        (Line((1, 5)), "first 1.0, last 5.0, lowest 1.0, highest 5.0"),
        (Span(0), "0 d"),
        (Span(27), "27 d"),
        (Span(28), "4 wk"),
        (Span(69), "9 wk"),
        (Span(119), "17 wk"),
        (Span(120), "3 months"),
        (Span(153), "5 months"),
        (Span(730), "23 months"),
        (Span(731), "2 years"),
        (date(2025, 8, 14), "14 Aug"),
        (date(2024, 2, 29), "29 Feb 2024"),
    ],
)
def test_every_value_is_said_in_a_few_words(value: Value, said: str) -> None:
    assert say(value, year=2025) == said


def test_a_day_is_said_with_its_year_unless_the_whole_review_lies_in_it() -> None:
    assert year_of(REALISTIC.period) == 2025
    winter = Period(date(2024, 12, 1), date(2025, 2, 28), "2024-12-01..2025-02-28")
    assert say(date(2025, 1, 3), year=year_of(winter)) == "3 Jan 2025"


def test_the_source_of_a_quote_names_day_subject_and_marks() -> None:
    quote = Quote("words", date(2025, 8, 14), "C1", ("costly",))
    assert say_source(quote, year=2025) == "14 Aug, C1 (costly)"
    assert say_source(Quote("words", date(2025, 8, 14)), year=2025) == "14 Aug"


def test_a_review_with_a_title_of_its_own_names_no_dates() -> None:
    assert say_heading(HARD) == (HARD.title, "")
    assert say_heading(REALISTIC) == (
        "Review · 2025 Q3 (1 Jul – 30 Sep)",
        "compared with 2025 Q2 (1 Apr – 30 Jun)",
    )
