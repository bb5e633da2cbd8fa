"""F4: a full disk keeps what was answered, and gives back what could not be stored."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reflect.asking.asks import Reply, TextAsk
from reflect.store.backups import verified_copy
from reflect.store.checking import wrong_checksums
from tests.conftest import Desk
from tests.faults.conftest import Figures
from tests.faults.programs import SECRET, begun, disk
from tests.store.conftest import opened


def fill(folder: Path) -> Path:
    """Take every byte that is left on the disk of a folder."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def test_a_full_disk_keeps_what_was_answered_before(tmp_path: Path, figures: Figures) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        day, kept = desk, 0
        while (day := day.answering("words " * 2000, ([4, 4], ["none"])).run("daily")).code == 0:
            day = replace(day, moment=day.moment.replace(day=day.moment.day + 1))
            kept += 1
        assert day.code == 5
        assert "is full" in day.err
        assert "fault of reflect" not in day.err
        assert kept > 2
        assert desk.run("status").code == 0
        path = desk.home / "journal.db"
        with closing(opened(path, create=False)) as journal:
            texts = [entry.answers[0].text for entry in journal.every_entry()]
            assert texts[:kept] == ["words " * 2000] * kept or texts[:kept] == [("words " * 2000).strip()] * kept
            assert wrong_checksums(journal) == []
        verified_copy(path, tmp_path / "elsewhere" / "saved.db")
        with closing(opened(tmp_path / "elsewhere" / "saved.db")) as saved:
            assert [entry.answers[0].text for entry in saved.every_entry()] == texts
    figures("F4", disk="1 MB", answered=kept, kept=kept, lost=0)


def test_what_was_typed_while_the_disk_filled_up_is_given_back_to_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        typed = f"{SECRET}\n\x1b[2J" + "words " * 2000
        sitting = desk.answering(typed)
        assert sitting.script is not None
        text = sitting.script.text

        def while_it_fills_up(ask: TextAsk, draft: Callable[[str], None]) -> Reply:
            fill(tmp_path / "disk")
            return text(ask, draft)

        monkeypatch.setattr(sitting.script, "text", while_it_fills_up)
        assert sitting.run("daily").code == 5
        said, _, words = desk.err.partition("What you wrote could not be stored. Here it is, to be copied:\n\n")
        assert "is full" in said
        draft = typed[: len(typed) // 2]  # what the script hands over before its answer
        assert words.rstrip("\n") == draft.replace("\x1b", "␛").rstrip("\n")
        note = "a note of " + "many words " * 5000
        desk.run("note", given=note)
        assert desk.err.endswith(f"to be copied:\n\n{note}\n")
        (tmp_path / "disk" / "filler").unlink()
        assert desk.run("status").code == 0
    figures("F4", typed_on_a_full_disk=2, given_back=2)


def test_a_disk_without_a_single_free_byte_can_still_be_read(tmp_path: Path) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        filler = fill(tmp_path / "disk")
        assert desk.run("status").code == 0, desk.err
        assert desk.run("people add Ben").code == 5
        assert "is full" in desk.err
        assert Desk(tmp_path / "disk" / "another").run("people add Ben").code == 5
        filler.unlink()
        assert desk.run("people add Ben").code == 0
