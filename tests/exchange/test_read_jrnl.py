"""jrnl's text file, folder and JSON export are read as jrnl itself would write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reflect.errors import InputError, UsageError
from tests.exchange.samples import JRNL, read, read_with, shown, text_of, told


def test_an_entry_has_its_moment_words_tags_and_star(tmp_path: Path) -> None:
    first, *_ = read("jrnl", tmp_path / "journal.txt", JRNL)
    assert shown(first) == ("2025-09-29", "2025-09-29T07:15:00Z")
    assert first.zone == "Europe/Berlin"
    assert first.origin == "jrnl"
    assert first.tags == ("sam", "ana-maria", "starred")
    assert text_of(first) == "Told the board. Nobody spoke.\nWith @Sam and @ana-maria, at ten."


def test_two_entries_of_one_moment_are_two(tmp_path: Path) -> None:
    entries = read("jrnl", tmp_path / "journal.txt", JRNL)
    assert [text_of(entry) for entry in entries[1:]] == ["One line.", "The same moment again."]
    assert entries[1].at == entries[2].at


def test_a_line_that_looks_like_a_head_inside_a_text_stays_text_and_is_told(tmp_path: Path) -> None:
    """jrnl leaves an empty line before each entry that it writes."""
    text = "[2025-09-30 18:05] Quoted:\n[2024-01-01 09:00] as I wrote then.\n\n[On the flyleaf] no head either.\n"
    reading = told("jrnl", tmp_path / "journal.txt", text)
    (entry,) = read_with("jrnl", reading)
    assert text_of(entry) == "Quoted:\n[2024-01-01 09:00] as I wrote then.\n\n[On the flyleaf] no head either."
    assert [one.places for one in reading.told.values()] == [["journal.txt, line 2"]]


def test_dates_of_another_form_need_to_be_named(tmp_path: Path) -> None:
    text = "[03/04/2025 18:05] Which day?\n"
    with pytest.raises(InputError, match=r"line 1: '03/04/2025 18:05' can be read as several days") as refused:
        read("jrnl", tmp_path / "journal.txt", text)
    assert "--timeformat" in refused.value.hint
    (entry,) = read("jrnl", tmp_path / "journal.txt", text, timeformats=("%d/%m/%Y %H:%M",))
    assert shown(entry) == ("2025-04-03", "2025-04-03T16:05:00Z")


@pytest.mark.parametrize("format_", ["%H:%M", "%d %B", "%Q", "%Y %Y", "%"])
def test_a_format_that_names_no_whole_day_is_refused(tmp_path: Path, format_: str) -> None:
    with pytest.raises(UsageError, match="--timeformat"):
        read("jrnl", tmp_path / "journal.txt", JRNL, timeformats=(format_,))


def test_text_before_the_first_entry_is_not_lost_in_silence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"journal.txt, line 2: no entry begins here"):
        read("jrnl", tmp_path / "journal.txt", "\nMy journal\n\n[2025-09-30 18:05] One.\n")


def test_a_folder_gives_each_file_its_day(tmp_path: Path) -> None:
    """Also where a head says the time alone, or another day; what is no day's file is told."""
    for name, text in {"2025/09/30.txt": "[18:05] A.\n\n[2020-01-01 09:00] B.\n", "notes/x.txt": "x"}.items():
        (tmp_path / "j" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "j" / name).write_text(text)
    reading = told("jrnl", tmp_path / "j")
    assert [(*shown(entry), text_of(entry)) for entry in read_with("jrnl", reading)] == [
        ("2025-09-30", "2025-09-30T16:05:00Z", "A."),
        ("2025-09-30", "2025-09-30T07:00:00Z", "B."),
    ]
    assert [one.places for one in reading.told.values()] == [["notes/x.txt"]]


def test_a_folder_without_a_days_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no file yyyy/mm/dd\.txt"):
        read("jrnl", tmp_path)


def test_the_json_export_is_read_with_its_tags_and_stars(tmp_path: Path) -> None:
    entry = {"title": "Told them.", "body": "All.", "date": "2025-09-30", "time": "18:05"}
    document = {"tags": {"@sam": 1}, "entries": [{**entry, "tags": ["@sam"], "starred": True}, entry]}
    first, second = read("jrnl", tmp_path / "journal.json", json.dumps(document, indent=2))
    assert text_of(first) == "Told them.\nAll."
    assert first.tags == ("sam", "starred")
    assert shown(second) == ("2025-09-30", "2025-09-30T16:05:00Z")


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"title": 7, "date": "2025-09-30"}, "line 1: title is no text."),
        ({"title": "x", "date": "soon"}, "line 1: date and time are 'soon', and no day."),
        ({"title": "x", "date": "2025-09-30", "tags": "a"}, "line 1: tags is no list of texts."),
        (7, "line 1: this is no entry."),
    ],
)
def test_what_is_wrong_in_the_json_export_is_said_with_its_line(
    tmp_path: Path, entry: object, sentence: str
) -> None:
    with pytest.raises(InputError) as refused:
        read("jrnl", tmp_path / "journal.json", json.dumps({"entries": [entry]}))
    assert sentence in refused.value.message
