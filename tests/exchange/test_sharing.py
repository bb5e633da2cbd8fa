"""`reflect import` and `reflect export` through the door, in the formats of others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reflect.exchange import WRITERS
from reflect.exchange.reading import Reading
from tests.conftest import Desk
from tests.exchange.samples import every_file, file_of


def test_a_dry_run_shows_what_the_file_holds_and_what_of_it_would_come_in(desk: Desk, tmp_path: Path) -> None:
    reading = file_of(tmp_path, "dayone")
    desk.run(["import", "dayone", reading.path, "--dry-run"])
    assert desk.code == 0
    assert re.search(r"note +2 +1 +1 Oct +2 Oct", desk.out)
    assert "photos and other media, left out" in desk.out
    assert "2 entries would come in (1 answer)." in desk.err
    assert not desk.home.exists()


def test_a_column_goes_to_a_question_of_a_pack_and_no_other(desk: Desk, tmp_path: Path) -> None:
    path = file_of(tmp_path, "csv").path
    line = ["import", "csv", path, "--day", "date", "--text", "note", "--scale"]
    assert desk.run([*line, "mood=mine/mood"]).code == 3
    assert "no pack asks 'mine/mood'" in desk.err
    assert desk.run([*line, "mood=convictions/demonstration"]).code == 3
    assert "is a text, and takes no rating" in desk.err
    assert desk.run([*line, "mood"]).code == 2
    assert not desk.home.exists()


def test_an_option_that_a_format_does_not_take_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert desk.run(["import", "dayone", file_of(tmp_path, "dayone").path, "--timeformat", "%d/%m/%Y"]).code == 2
    assert "--timeformat does not go with dayone." in desk.err
    assert "It goes with jrnl, markdown, csv, daylio." in desk.err


def test_moods_of_her_own_are_asked_once_each_at_the_terminal(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    rows = "\n".join(
        f"2025-09-{day},x,18:05,{mood},," for day, mood in ((28, "fizzy"), (29, "so-so"), (30, "fizzy"))
    )
    path.write_text(f"full_date,date,time,mood,activities,note\n{rows}\n")
    assert desk.run(["import", "daylio", str(path)]).code == 3
    assert "moods of your own: fizzy, so-so." in desk.err
    desk.answering("5", "2").run(["import", "daylio", str(path)])
    assert "3 entries came in (3 answers)." in desk.err
    lines = [json.loads(line) for line in desk.run("export").out.splitlines()]
    assert [line["answers"][0]["value"] for line in lines if line["record"] == "entry"] == [5, 2, 5]


def test_sealed_words_leave_in_no_format_but_jsonl(desk: Desk, tmp_path: Path) -> None:
    secret = '{"prompt":"note","text":"secret words","visibility":"sealed"}'
    line = '{"record":"entry","kind":"note","day":"2025-09-30","answers":[{"prompt":"note","text":"open"}, %s]}'
    noun = '{"record":"person","code":"P1","name":"Hidden","visibility":"sealed"}'
    desk.run("import jsonl -", given=f"{noun}\n{line % secret}")
    for format_ in WRITERS:
        desk.run(["export", "--format", format_])
        assert desk.code == 0
        assert ("secret words" in desk.out) == ("Hidden" in desk.out) == (format_ == "jsonl"), format_
        assert ("included" in desk.err) == (format_ == "jsonl")
        assert "1 sealed person and 1 sealed answer" in desk.err
    desk.run(["export", "--format", "markdown", "-o", f"{tmp_path}/notes/"])
    assert "secret words" not in (tmp_path / "notes" / "2025-09-30.md").read_text()


def test_a_folder_is_written_whole_or_not_at_all_and_replaces_nothing_unasked(desk: Desk, tmp_path: Path) -> None:
    desk.run(["import", "jrnl", file_of(tmp_path, "jrnl").path])
    notes = tmp_path / "notes"
    line = ["export", "--format", "markdown", "-o", f"{notes}/"]
    assert desk.run(line).code == 0
    assert [path.name for path in every_file(notes)] == ["2025-09-29.md", "2025-09-30.md"]
    assert {path.stat().st_mode & 0o777 for path in every_file(notes)} == {0o600}
    (notes / "2025-09-29.md").unlink()
    (notes / "2025-09-30.md").write_text("mine")
    assert desk.run(line).code == 6
    assert [path.name for path in every_file(notes)] == ["2025-09-30.md"]
    assert (notes / "2025-09-30.md").read_text() == "mine"
    assert desk.run([*line, "--force"]).code == 0
    assert [path.name for path in every_file(notes)] == ["2025-09-29.md", "2025-09-30.md"]
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (notes / "2025-09-30.md").unlink()
    (notes / "2025-09-30.md").symlink_to(victim)
    assert desk.run([*line, "--force"]).code == 6
    assert victim.read_text() == "precious"
    assert desk.run(["export", "--format", "csv", "-o", f"{notes}/"]).code == 2


def test_a_failure_in_a_later_file_of_a_folder_keeps_everything_out(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "2025-09-29.md").write_text("Fine.")
    (tmp_path / "2025-09-30.md").write_bytes(b"Not \xe4 fine.")
    assert desk.run(["import", "markdown", str(tmp_path)]).code == 3
    assert "2025-09-30.md, line 1, byte 5 (0xE4)" in desk.err
    assert '"record":"entry"' not in desk.run("export").out


def test_a_long_reading_says_how_far_it_is(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here with a second that has already gone by; in a pipe, as lines with counts."""
    monkeypatch.setattr("reflect.cli.progress.QUIET", 0.0)
    path = tmp_path / "journal.txt"
    path.write_text("\n".join(f"[2025-09-30 18:05] Entry {number}.\n" for number in range(500)))
    desk.run(["import", "jrnl", str(path)])
    assert re.search(r"Reading: 200 records, \d+% …", desk.err)
    assert "500 entries came in" in desk.err


def test_a_reading_of_its_own_tells_no_share_before_it_is_opened() -> None:
    assert Reading("x").share() is None
