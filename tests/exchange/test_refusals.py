"""What cannot be taken in is refused by its place, and what is odd but meant is taken in."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, time, timedelta, timezone
from pathlib import Path

import pytest

from reflect.errors import InputError
from reflect.exchange.dates import When, local, read_when, zone_of
from tests.conftest import Desk
from tests.exchange.samples import DAYLIO, read, shown, text_of, zipped

DAY = date(2025, 9, 30)
OWN = "---\nreflect: 1\n---\n\n"
PERSON = '{"record":"person","name":"Ana",'
SINCE = '"since":"2025-01-01","relations":[{"since":"2025-01-01","relation":"new"}]'
DAYONE = '{"entries":[{"creationDate":%s,"text":"x"}]}'

WRONG: list[tuple[str, str, str]] = [
    ("jsonl", PERSON + '"relation_since":"2025-01-01"}', "line 1: relation_since stands here without relation."),
    ("jsonl", PERSON + SINCE + ',"relation":"new"}', "relation stands beside relations, which hold it already."),
    ("jsonl", '{"record":"need","person":"Ana","text":"x","state":"met",'
     '"states":[{"since":"2025-01-01","state":"met"}]}',
     "state stands beside states, which hold it already."),
    ("jsonl", '{"record":"question","prompt":"a/b","asked":"x","kind":"text","version":1000000001}',
     "version is 1000000001, not a whole number from 1 to 1,000,000,000."),
    ("jsonl", '{"record":"entry","kind":"note","day":"2025-09-30","at":"2025-09-30T18:05:00"}',
     "not a moment with its offset"),
    ("dayone", DAYONE % '"yesterday"', "creationDate is 'yesterday', not a moment"),
    ("dayone", DAYONE % '"2025-09-30T18:05:00"', "creationDate is '2025-09-30T18:05:00', not a moment"),
    ("dayone", DAYONE % '"0001-01-01T12:00:00Z"', "creationDate is '0001-01-01T12:00:00Z', not a moment"),
    ("dayone", DAYONE % '"9999-12-31T12:00:00Z"', "creationDate is '9999-12-31T12:00:00Z', not a moment"),
    ("dayone", DAYONE.replace('"x"', f'"{"x" * 999_000}"') % '"2025-09-30T18:05:00Z"',
     "the entry is longer than 1 MB."),
    ("dayone", DAYONE % "null", "creationDate is missing."),
    ("markdown", OWN + "# Notes\n", "line 5: this heading is no day, as # 2025-09-30."),
    ("markdown", OWN + "Said before any day.\n", "line 5: this stands under no day, as # 2025-09-30."),
    ("markdown", f"# 2025-09-30\n\n{'☃' * 200_000}", "the entry is longer than 1 MB."),
    ("daylio", DAYLIO.replace("good", "fizzy"), "has a mood of your own: fizzy."),
    ("daylio", DAYLIO.replace("2025-09-29", "someday"), "line 3: the date is 'someday', and no day."),
]  # fmt: skip


@pytest.mark.parametrize(("format_", "content", "sentence"), WRONG, ids=[sentence for *_, sentence in WRONG])
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, format_: str, content: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        read(format_, tmp_path / f"sample.{format_}", content)
    assert refused.value.message.startswith("sample.")
    assert sentence in refused.value.message


def test_a_version_as_high_as_may_be_is_read(desk: Desk) -> None:
    line = '{"record":"question","prompt":"a/b","asked":"x","kind":"text","version":1000000000}'
    assert desk.run("import jsonl -", given=line).code == 0, desk.err


def test_what_she_typed_into_an_export_under_a_day_is_a_note_of_that_day(tmp_path: Path) -> None:
    text = OWN + "# 2025-09-30\n\nTyped in by hand.\n\n## 18:05 daily\n\n### Asked?\n\nAnswered.\n"
    first, second = read("markdown", tmp_path / "n.md", text)
    assert (shown(first), text_of(first)) == (("2025-09-30", ""), "Typed in by hand.")
    assert shown(second) == ("2025-09-30", "2025-09-30T16:05:00Z")


def test_tags_are_taken_without_their_signs_and_blanks_each_once(tmp_path: Path) -> None:
    tags = '"#work","work "," @ana   maria","#"," "'
    text = DAYONE.replace('"x"', f'"x","tags":[{tags}]') % '"2025-09-30T18:05:00Z"'
    (entry,) = read("dayone", tmp_path / "d.json", text)
    assert entry.tags == ("work", "ana maria")


def test_a_value_in_quotes_that_are_not_jsons_is_read_as_it_stands(tmp_path: Path) -> None:
    text = '---\ndate: 2025-09-30\ntags: ["a\\q", "b"]\n---\nText.\n'
    (entry,) = read("markdown", tmp_path / "n.md", text)
    assert entry.tags == ("a\\q", "b")


def test_a_file_of_a_day_that_the_calendar_does_not_have_is_left_out_and_named(desk: Desk, tmp_path: Path) -> None:
    for month, day in (("02", "30"), ("09", "30")):
        folder = tmp_path / "2025" / month
        folder.mkdir(parents=True)
        (folder / f"{day}.txt").write_text("[2025-09-30 18:05] One line.\n")
    line = ["import", "jrnl", str(tmp_path)]
    assert desk.run(line).code == 0, desk.err
    assert "1 entry came in" in desk.err
    assert "2025/02/30.txt" in desk.out + desk.err
    (tmp_path / "2025" / "09" / "30.txt").unlink()
    assert desk.run(line).code == 3
    assert "holds no file yyyy/mm/dd.txt" in desk.err


# ---- zips


def test_an_encrypted_zip_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = zipped(tmp_path / "e.zip", {"Journal.json": '{"entries": []}'})
    whole = bytearray(path.read_bytes())
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(whole)
    with pytest.raises(InputError, match=r"'Journal\.json' is encrypted") as refused:
        read("dayone", path)
    assert refused.value.hint == "Unpack it, and import the JSON file in it."


def test_a_zip_whose_content_is_damaged_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", {"Journal.json": '{"entries": []}' + " " * 500}, zipfile.ZIP_STORED)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"entries"', b'"entriez"'))
    with pytest.raises(InputError, match=r"d\.zip is a damaged zip"):
        read("dayone", path)


def test_a_folder_is_no_export_of_dayone_and_a_zip_does_not_come_through_a_pipe(
    desk: Desk, tmp_path: Path
) -> None:
    assert desk.run(["import", "dayone", str(tmp_path)]).code == 3
    assert "is a folder" in desk.err
    zip_ = zipped(tmp_path / "e.zip", {"Journal.json": '{"entries": []}'}).read_bytes()
    assert desk.run("import dayone -", given=zip_).code == 3
    assert "A zip is read from a file, not from standard input." in desk.err


# ---- clocks and zones


@pytest.mark.parametrize(
    ("written", "offset"),
    [("18:05Z", UTC), ("18:05 z", UTC), ("18:05+0530", timezone(timedelta(hours=5, minutes=30))),
     ("18:05 -05:00", timezone(-timedelta(hours=5))), ("18:05 +25:00", None), ("18:05", None)],
)  # fmt: skip
def test_an_offset_is_read_as_written_and_one_that_no_place_has_is_none(
    written: str, offset: timezone | None
) -> None:
    assert read_when(f"2025-09-30 {written}", (), "x") == When(DAY, time(18, 5), offset)


def test_a_zone_may_be_an_offset_and_an_unknown_one_is_none() -> None:
    shown_there = local("2025-09-30T16:05:00Z", "+0530")
    assert shown_there is not None
    assert shown_there.time() == time(21, 35)
    assert local("never", "UTC") is None
    assert zone_of("Nowhere/Land") is None


# ---- options


def test_a_mood_of_her_own_is_given_its_step_on_the_command_line(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(DAYLIO.replace("good", "Fizzy = odd"))
    assert desk.run(["import", "daylio", str(path), "--mood", "fizzy = odd=5"]).code == 0, desk.err
    assert '"value":5' in desk.run("export").out
    for wrong in ("fizzy", "fizzy=6", "fizzy=", "=3"):
        assert desk.run(["import", "daylio", str(path), "--mood", wrong]).code == 2
        assert f"--mood {wrong!r} names no word and step from 1 to 5." in desk.err
