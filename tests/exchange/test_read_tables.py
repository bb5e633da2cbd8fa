"""CSV by its columns, and Daylio's CSV: ratings to five steps, words to notes, complaints with line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect.errors import InputError, UsageError
from reflect.exchange.notes import OwnMoodsError
from reflect.exchange.read_daylio import MOOD
from tests.exchange.samples import CSV, DAYLIO, read, shown, text_of

MAPPED: dict[str, object] = {"scales": {"mood": "mine/mood"}}


def test_a_row_is_an_entry_with_its_rating_and_its_words(tmp_path: Path) -> None:
    first, second = read("csv", tmp_path / "t.csv", CSV, **MAPPED)
    assert [(answer.prompt, answer.value, answer.text) for answer in first.answers] == [
        ("mine/mood", 4, None),
        ("note", None, "Told the board."),
    ]
    assert (shown(second), text_of(second)) == (("2025-09-30", ""), "Two lines,\nand a comma.")
    assert len(second.answers) == 1


@pytest.mark.parametrize("part", [",", ";", "\t"])
def test_cells_are_parted_by_a_comma_a_semicolon_or_a_tab(tmp_path: Path, part: str) -> None:
    text = f"\ufeffdate{part}note\r\n2025-09-30{part}x\r\n{part}\r\n"
    assert [text_of(entry) for entry in read("csv", tmp_path / "t.csv", text)] == ["x"]


def test_what_guards_a_cell_from_a_spreadsheet_is_taken_off(tmp_path: Path) -> None:
    entries = read("csv", tmp_path / "t.csv", "date,note\n2025-09-30,'=1+1\n2025-09-30,''-x\n2025-09-30,'tis\n")
    assert [text_of(entry) for entry in entries] == ["=1+1", "'-x", "'tis"]


WRONG: list[tuple[str, dict[str, object], str]] = [
    ("date,note\nsoon,x\n", {}, "line 2: date is 'soon', and no day."),
    ("date,note\n\n2025-02-30,x\n", {}, "line 3: date is '2025-02-30', and no day."),
    ("date,note\n03/04/2025,x\n", {}, "line 2: '03/04/2025' can be read as several days."),
    ("date,note\n03.04.25,x\n", {}, "line 2: '03.04.25' can be read as several days."),
    ("date,mood,note\n2025-09-30,7,x\n", MAPPED, "line 2, mood: '7' is no step from 1 to 5."),
    ("date,mood,note\n2025-09-30,happy,x\n", MAPPED, "line 2, mood: 'happy' is no step from 1 to 5."),
    ("date,notes\n2025-09-30,x\n", {}, "has no column 'note'. Did you mean notes?"),
    ("date,note,note\n2025-09-30,x,y\n", {}, "line 1: two columns are named 'note'."),
    ("date,note\n2025-09-30\n", {}, "line 2: 1 cells, where the first line names 2 columns."),
    ('date,note\n2025-09-29,x\n2025-09-30,"never ends\n', {}, "line 3: this is no row of a table"),
    ("", {}, "the first line names no columns."),
]


@pytest.mark.parametrize(("text", "options", "sentence"), WRONG, ids=[sentence for *_, sentence in WRONG])
def test_what_is_wrong_is_said_with_its_line_and_column(
    tmp_path: Path, text: str, options: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InputError) as refused:
        read("csv", tmp_path / "t.csv", text, **options)
    assert refused.value.message.startswith("t.csv")
    assert sentence in refused.value.message


def test_a_table_needs_to_be_told_its_columns(tmp_path: Path) -> None:
    for options in ({"day": ""}, {"texts": ()}):
        with pytest.raises(UsageError, match="needs to be told what its columns are"):
            read("csv", tmp_path / "t.csv", CSV, **options)


def test_a_word_stands_for_the_step_that_is_named(tmp_path: Path) -> None:
    text = "date,mood,note\n2025-09-30,Happy,\n"
    (entry,) = read("csv", tmp_path / "t.csv", text, **MAPPED, steps={"happy": 4})
    assert [answer.value for answer in entry.answers] == [4]


def test_daylios_moods_activities_and_notes_are_ratings_tags_and_notes(tmp_path: Path) -> None:
    first, second = read("daylio", tmp_path / "d.csv", DAYLIO)
    assert shown(first) == ("2025-09-30", "2025-09-30T16:05:00Z")
    assert [(answer.prompt, answer.value) for answer in first.answers] == [(MOOD.prompt, 4), ("note", None)]
    assert (text_of(first), first.tags) == ("Late\nTold\nthe board.", ("work", "family"))
    assert [(answer.prompt, answer.value) for answer in second.answers] == [(MOOD.prompt, 1)]


def test_an_older_export_of_daylio_parts_the_date(tmp_path: Path) -> None:
    text = "year,date,weekday,time,mood,activities,note\n2018,18 May,Friday,11:54 pm,rad,,x\n"
    (entry,) = read("daylio", tmp_path / "d.csv", text)
    assert shown(entry) == ("2018-05-18", "2018-05-18T21:54:00Z")


def test_moods_of_her_own_are_named_all_at_once(tmp_path: Path) -> None:
    text = DAYLIO.replace("good", "fizzy").replace("awful", "so-so")
    with pytest.raises(OwnMoodsError, match=r"moods of your own: fizzy, so-so\.") as refused:
        read("daylio", tmp_path / "d.csv", text)
    assert refused.value.moods == ["fizzy", "so-so"]
    assert '--mood "fizzy=4"' in refused.value.hint
    entries = read("daylio", tmp_path / "d.csv", text, steps={"fizzy": 5, "so-so": 2})
    assert [entry.answers[0].value for entry in entries] == [5, 2]


def test_a_table_that_is_not_daylios_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no column 'time'"):
        read("daylio", tmp_path / "d.csv", CSV)
    with pytest.raises(InputError, match=r"line 2: time is '25:10', and no time of day"):
        read("daylio", tmp_path / "d.csv", DAYLIO.replace("6:05 pm", "25:10"))
