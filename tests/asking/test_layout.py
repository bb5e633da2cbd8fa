"""How words are laid out, checked on any words: nothing is lost, and nothing is wider than it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.asking.drawing import Look, cells, cut, flowed, keys_line, shortened, switch_words, wrap
from reflect.asking.suggesting import begun
from reflect.asking.word_wrap import laid_out

LETTERS = ["a", "b", "ñ", "e\u0301", "界", "👍", " ", " "]
WORDS = st.lists(st.sampled_from(LETTERS), max_size=60).map("".join)
WIDTHS = st.integers(min_value=4, max_value=40)


@given(WORDS, WIDTHS)
def test_wrapping_keeps_every_letter_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width for line in lines)


@given(WORDS, WIDTHS)
def test_wrapping_breaks_no_word_that_fits_on_a_line(text: str, width: int) -> None:
    whole = [word for line in wrap(text, width) for word in line.split()]
    assert all(word in whole for word in text.split() if cells(word) <= width)


@given(WORDS, WIDTHS, st.integers(min_value=0, max_value=3))
def test_what_stands_before_the_first_line_takes_its_room(text: str, width: int, before: int) -> None:
    first, *rest = wrap(text, width, first=before)
    assert cells(first) <= width - before or cells(first) <= 2
    assert all(cells(line) <= width for line in rest)


@given(WORDS, WIDTHS, st.integers(min_value=1, max_value=3))
def test_shortening_says_that_something_is_missing_only_where_it_is(text: str, width: int, lines: int) -> None:
    short = shortened(text, width, lines, "…")
    assert len(short) <= lines
    assert all(cells(line) <= width for line in short)
    assert short[-1].endswith("…") == (len(wrap(text, width)) > lines)


@given(WORDS, WIDTHS)
def test_words_stay_whole_while_they_are_typed(text: str, width: int) -> None:
    """Cut into rows of the field's width, the shown line holds every word that fits on a row in one piece."""
    shown, _ = laid_out(text, width)
    rows: list[str] = []
    row = ""
    for character in shown:
        if cells(row + character) > width:
            rows, row = [*rows, row], ""
        row += character
    whole = [word for line in [*rows, row] for word in line.split(" ")]
    assert all(word in whole for word in text.split(" ") if word and cells(word) <= width)


@given(WORDS, WIDTHS)
def test_the_cursor_stands_on_the_letter_it_is_at(text: str, width: int) -> None:
    shown, starts = laid_out(text, width)
    assert starts == sorted(starts)
    assert len(starts) == len(text) + 1
    assert all(shown[start] == letter for letter, start in zip(text, starts, strict=False) if letter != " ")


def test_a_character_that_could_act_is_shown_as_itself_by_name_in_the_field() -> None:
    assert laid_out("a\u202eb", 40)[0] == "a<U+202E>b"


def test_the_line_of_keys_drops_what_matters_least() -> None:
    hints = [(0, "Enter pass"), (2, "F2 coach"), (1, "Shift-Tab back")]
    assert keys_line(hints, 80, " · ") == "Enter pass · F2 coach · Shift-Tab back"
    assert keys_line(hints, 30, " · ") == "Enter pass · Shift-Tab back"
    assert keys_line(hints, 4, " · ") == ""


@given(st.lists(st.text(alphabet="ab界", min_size=1, max_size=9), max_size=6), WIDTHS)
def test_parts_that_fit_are_never_torn(parts: list[str], width: int) -> None:
    lines = flowed(parts, width, " · ", "…")
    assert all(cells(line) <= width for line in lines)
    assert [part for line in lines for part in line.split(" · ")] == [cut(part, width, "…") for part in parts]


@pytest.mark.parametrize(
    ("key", "label", "shown"),
    [("t", "took over", "[t]ook over"), ("e", "leaver", "[e] leaver"), ("1", "thanks", "[1] thanks")],
)
def test_a_key_is_marked_in_its_label_without_colour(key: str, label: str, shown: str) -> None:
    assert switch_words(key, label) == shown


def test_marks_have_a_form_for_terminals_that_know_only_ascii() -> None:
    plain = Look(ascii_only=True)
    assert "".join((plain.here, plain.field, plain.between, plain.more, plain.times)).isascii()
    assert plain.says("“now” …") == '"now" ...'


def test_words_on_the_screen_cannot_act_on_the_terminal() -> None:
    assert Look().says("a\x1b[31mb\nc") == "a␛[31mb c"


@pytest.mark.parametrize(
    ("before", "ending", "names"),
    [
        ("and", "and", ["Ándor"]),
        ("ORT", "ORT", ["Ben Ortega"]),
        ("thanks to ben o", "ben o", ["Ben Ortega"]),
        ("Ben Ortega", "", []),
        ("Ben Ortega, á", "á", ["Ana", "Ándor"]),
        ("nn", "", []),
    ],
)
def test_a_name_is_known_by_the_beginning_of_any_of_its_words(before: str, ending: str, names: list[str]) -> None:
    assert begun(before, ("Ana", "Ándor", "Ben Ortega")) == (ending, names)
