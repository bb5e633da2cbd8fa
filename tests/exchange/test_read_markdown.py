"""Markdown as people keep it: notes by the day in their name, their front matter or their headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect.errors import InputError
from tests.exchange.samples import MARKDOWN, read, read_with, shown, text_of, told

NAMES = {
    "2025-09-30": "2025-09-30",
    "20250930": "2025-09-30",
    "2025_09_30": "2025-09-30",
    "2025.09.30": "2025-09-30",
    "2025-09-30-Tuesday": "2025-09-30",
    "Tuesday, 30 September 2025": "2025-09-30",
    "September 30, 2025": "2025-09-30",
    "30.09.2025": "2025-09-30",
    "09-30-2025": "2025-09-30",
    "05-05-2025": "2025-05-05",
    "Jeffrey-20250930-Diary": "2025-09-30",
    "3-20250930": "2025-09-30",
}


@pytest.mark.parametrize(("name", "day"), NAMES.items())
def test_the_day_stands_in_the_files_name_in_many_styles(tmp_path: Path, name: str, day: str) -> None:
    (entry,) = read("markdown", tmp_path / f"{name}.md", "Told the board.\n")
    assert (shown(entry), text_of(entry)) == ((day, ""), "Told the board.")


def test_a_title_beside_the_day_is_kept_and_a_weekday_is_not(tmp_path: Path) -> None:
    (titled,) = read("markdown", tmp_path / "2025-09-30 Meeting with Sam.md", "It went well.")
    (named,) = read("markdown", tmp_path / "2025-09-30 Tue.md", "It went well.")
    assert text_of(titled) == "Meeting with Sam\nIt went well."
    assert text_of(named) == "It went well."


def test_a_name_with_two_readings_asks_for_the_format(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"03-04-2025.md: '03-04-2025' can be read as several days") as refused:
        read("markdown", tmp_path / "03-04-2025.md", "x")
    assert "%d-%m-%Y or %m-%d-%Y" in refused.value.hint
    (entry,) = read("markdown", tmp_path / "03-04-2025.md", "x", timeformats=("%m-%d-%Y",))
    assert shown(entry)[0] == "2025-03-04"


def test_dated_headings_part_a_file_and_their_own_headings_stay(tmp_path: Path) -> None:
    first, second = read("markdown", tmp_path / "journal.md", MARKDOWN)
    assert (shown(first)[0], text_of(first)) == ("2025-09-29", "Told the board.\n\n### Who was there\n\nSam.")
    assert (shown(second)[0], text_of(second)) == ("2025-09-30", "Left it\n\nWith Ana.")


def test_headings_are_read_as_their_writers_mean_them(tmp_path: Path) -> None:
    """A link of Obsidian's is a date, a comment in code is none, and a month's heading ends the day before."""
    text = """\
# 2025
## September
### [[2025-09-30]] 18:05
Words.
```sh
# 2025-09-01
```
## October
### 1 October 2025
More.
"""
    first, second = read("markdown", tmp_path / "journal.md", text)
    assert (shown(first), text_of(first)) == (
        ("2025-09-30", "2025-09-30T16:05:00Z"),
        "Words.\n```sh\n# 2025-09-01\n```",
    )
    assert (shown(second)[0], text_of(second)) == ("2025-10-01", "More.")


def test_a_heading_with_two_readings_asks_for_the_format(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"journal.md, line 3: '03/04/2025' can be read as several days"):
        read("markdown", tmp_path / "journal.md", "x\n\n# 03/04/2025\ny")
    (entry,) = read("markdown", tmp_path / "j.md", "# 03/04/2025 A title\ny", timeformats=("%d/%m/%Y",))
    assert (shown(entry)[0], text_of(entry)) == ("2025-04-03", "A title\ny")


FRONT = """\
---
tags: [work, "two words"]
date: 2025-09-30 18:05
mood: 4
bp:
    systolic: 180
---

Told #the/board about #12 and #weight:72kg.
"""


def test_front_matter_gives_tags_and_day_and_the_rest_of_it_stays_words(tmp_path: Path) -> None:
    (entry,) = read("markdown", tmp_path / "note.md", FRONT)
    assert shown(entry) == ("2025-09-30", "2025-09-30T16:05:00Z")
    assert entry.tags == ("work", "two words", "the/board", "weight")
    assert text_of(entry) == ("mood: 4\nbp:\n    systolic: 180\n\nTold #the/board about #12 and #weight:72kg.")


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("tags: a, b", ("a", "b")),
        ("tags: a b", ("a", "b")),
        ("tags:\n  - a\n  - '#b c'", ("a", "b c")),
        ("tag: a", ("a",)),
        ('Tags: ["a", "\\u00e9"]', ("a", "é")),
        ("tags:", ()),
        ("tags: []", ()),
    ],
)
def test_tags_are_written_in_many_ways(tmp_path: Path, written: str, tags: tuple[str, ...]) -> None:
    (entry,) = read("markdown", tmp_path / "2025-09-30.md", f"---\n{written}\n---\nx")
    assert (entry.tags, text_of(entry)) == (tags, "x")


def test_front_matter_that_never_ends_is_text(tmp_path: Path) -> None:
    (entry,) = read("markdown", tmp_path / "2025-09-30.md", "---\nmood: 4\n")
    assert text_of(entry) == "---\nmood: 4"


def test_a_property_can_be_a_rating(tmp_path: Path) -> None:
    options = {"scales": {"mood": "mine/mood"}, "steps": {"😀": 5}}
    (rated,) = read("markdown", tmp_path / "2025-09-30.md", "---\nmood: 😀\n---\nx", **options)
    assert [(answer.prompt, answer.value) for answer in rated.answers] == [("mine/mood", 5), ("note", None)]
    with pytest.raises(InputError, match=r"2025-09-30.md, mood: '7' is no step from 1 to 5"):
        read("markdown", tmp_path / "2025-09-30.md", "---\nmood: 7\n---\nx", **options)


def vault(folder: Path) -> Path:
    notes = {
        "2025-09-30.md": "Same.",
        "daily/2025-09-30.md": "Same.",
        "daily/2025-10-01.md": "",
        "ideas.md": "No day here.",
        ".obsidian/2025-10-02.md": "hidden",
        "photos/2025-10-03.png": "no note",
    }
    for name, text in notes.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "2025-10-04.md").symlink_to(folder / "2025-09-30.md")
    return folder


def test_a_folder_is_read_with_what_has_no_date_told_and_left_out(tmp_path: Path) -> None:
    reading = told("markdown", vault(tmp_path))
    entries = read_with("markdown", reading)
    assert [(shown(entry)[0], text_of(entry)) for entry in entries] == [("2025-09-30", "Same.")] * 2
    assert {what: (one.number, one.places) for what, one in reading.told.items()} == {
        "Links and devices, left out": (1, ["2025-10-04.md"]),
        "Empty notes, left out": (1, ["daily/2025-10-01.md, line 1"]),
        "Texts without a date, left out": (1, ["ideas.md, line 1"]),
    }


def test_one_file_without_any_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ideas.md: no date stands in its name, its front matter or a heading"):
        read("markdown", tmp_path / "ideas.md", "No day here.")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="empty holds no file"):
        read("markdown", tmp_path / "empty")
