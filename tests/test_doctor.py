"""The doctor: what is wrong is said in words, with what to do; what is well is left as it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reflect.store.last_line import remembered
from tests.conftest import Desk
from tests.store.conftest import fingerprint, raw, rights


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk whose journal holds a conviction, two people, a note and a sitting."""
    desk.run("convictions add --from -", given="No surprises")
    desk.run("people add Ana")
    desk.run("people add Ben")
    desk.run("note", given="Told the board early about the delay.")
    desk.run("daily --answers -", given={"convictions/lived": {"C1": 4}})
    assert desk.code == 0, desk.err
    return desk


def checks(desk: Desk, *options: str) -> dict[str, Any]:
    """What the doctor says of each check."""
    desk.run(["doctor", "--json", *options])
    return {row["key"]: row for row in desk.json["sections"][0]["blocks"][0]["rows"]}


def verdicts(desk: Desk, *options: str) -> dict[str, str]:
    return {key: row["verdict"] for key, row in checks(desk, *options).items()}


def flip(path: Path, words: bytes) -> None:
    """Flip the last bit of words that stand in a file."""
    content = bytearray(path.read_bytes())
    at = content.index(words)
    content[at] ^= 1
    path.write_bytes(content)


def test_a_sound_journal_is_said_to_be_and_stays_byte_for_byte(kept: Desk) -> None:
    before = fingerprint(kept.home / "journal.db")
    found = verdicts(kept)
    assert kept.code == 0
    assert {verdict for key, verdict in found.items() if key != "backups"} == {"well"}
    assert found["backups"] == "note"
    assert fingerprint(kept.home / "journal.db") == before
    assert "reflect backup" in kept.run("doctor").out


def test_without_a_journal_it_says_so(desk: Desk) -> None:
    assert desk.run("doctor").code == 4
    assert not (desk.home / "journal.db").exists()


@pytest.mark.parametrize("words", [b"Told the board", b"Ana", b"No surprises"])
def test_a_changed_word_is_reported_though_sqlite_sees_none(kept: Desk, words: bytes) -> None:
    flip(kept.home / "journal.db", words)
    found = checks(kept)
    assert kept.code == 5
    assert found["records"]["verdict"] == "damaged"
    assert found["pages"]["verdict"] == "well"
    assert "--salvage" in found["records"]["todo"]


def test_a_changed_line_of_history_is_reported_for_undo_would_bring_it_back(kept: Desk) -> None:
    kept.run("people edit P2 --name Benedikt")
    assert kept.code == 0, kept.err
    flip(kept.home / "journal.db", b'"name": "Ben"')
    assert "line of history" in checks(kept)["records"]["found"]
    assert kept.code == 5


def test_a_trigger_that_is_gone_is_reported(kept: Desk) -> None:
    raw(kept.home / "journal.db", "DROP TRIGGER answers_text_changed")
    assert checks(kept)["schema"]["found"] == "Not as this reflect makes them: answers_text_changed."


@pytest.mark.parametrize(
    "breaking",
    [
        "UPDATE answers_fts_docsize SET sz = x'7f' WHERE id = (SELECT min(id) FROM answers_fts_docsize)",
        "DELETE FROM answers_fts_docsize",
        "UPDATE answers_fts_data SET block = x'00' WHERE id > 10",
        "INSERT INTO answers_fts (answers_fts) VALUES ('delete-all')",
        "INSERT INTO answers_fts (rowid, text) VALUES (999, 'words of nobody')",
    ],
)
def test_an_index_that_does_not_fit_the_texts_is_reported_and_made_anew(kept: Desk, breaking: str) -> None:
    raw(kept.home / "journal.db", breaking)
    assert verdicts(kept)["index"] == "damaged"
    assert kept.code == 5
    assert verdicts(kept, "--repair")["index"] == "repaired"
    assert kept.code == 0
    assert verdicts(kept)["index"] == "well"
    assert "board" in kept.run("search board").out


def test_of_two_with_one_code_the_older_keeps_it(kept: Desk) -> None:
    with closing(kept.journal()) as journal:
        rows = journal._rows
        with rows.writing():
            rows.update("people", 2, {"code": "P1"})
    assert checks(kept)["codes"]["found"] == "Two have the same code: P1."
    assert kept.code == 5
    assert "P1 is P2" in checks(kept, "--repair")["codes"]["found"]
    with closing(kept.journal()) as journal:
        assert {person.name: person.code for person in journal.nouns().people} == {"Ana": "P1", "Ben": "P2"}


@pytest.mark.skipif(os.name != "posix", reason="rights are those of a Unix")
def test_rights_that_let_others_in_are_taken_away_and_it_says_so(kept: Desk) -> None:
    kept.home.chmod(0o755)
    (kept.home / "journal.db").chmod(0o644)
    found = checks(kept)["rights"]
    assert found["verdict"] == "repaired"
    assert "journal.db" in found["found"]
    assert (rights(kept.home), rights(kept.home / "journal.db")) == (0o700, 0o600)
    assert verdicts(kept)["rights"] == "well"


@pytest.mark.skipif(os.name != "posix", reason="rights are those of a Unix")
def test_files_that_are_not_reflects_keep_their_rights_and_so_does_a_folder_with_them(kept: Desk) -> None:
    (kept.home / "build.sh").touch()
    (kept.home / "journal-2025-03-03T180000.db").touch()
    for path, mode in ((kept.home, 0o755), (kept.home / "build.sh", 0o755), (kept.home / "journal.db", 0o640)):
        path.chmod(mode)
    assert checks(kept)["rights"]["verdict"] == "repaired"
    assert rights(kept.home / "journal.db") == 0o600
    assert rights(kept.home / "journal-2025-03-03T180000.db") == 0o600
    assert (rights(kept.home), rights(kept.home / "build.sh")) == (0o755, 0o755)
    found = checks(kept)["rights"]
    assert (found["verdict"], kept.code) == ("note", 0)
    assert "stays open" in found["found"]


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may read whatever the rights say")
def test_backups_that_may_not_be_looked_at_are_a_finding(kept: Desk) -> None:
    (kept.home / "backups").mkdir(mode=0o000)
    found = checks(kept)["backups"]
    (kept.home / "backups").chmod(0o700)
    assert (found["verdict"], kept.code) == ("damaged", 5)


@pytest.mark.parametrize("state", ["empty", "missing", "text", "zeros", "half", "first page"])
def test_it_works_on_a_journal_that_every_other_command_refuses(kept: Desk, state: str) -> None:
    path = kept.home / "journal.db"
    content = path.read_bytes()
    backups = kept.home / "backups"
    backups.mkdir(mode=0o700)
    shutil.copy(path, backups / "journal-2025-03-03T180000.db")
    path.unlink()
    broken = {
        "empty": b"", "text": b"shopping list\n" * 99, "zeros": bytes(len(content)),
        "half": content[: len(content) // 2], "first page": bytes(100) + content[100:],
    }  # fmt: skip
    if state != "missing":
        path.write_bytes(broken[state])
    assert kept.run("status").code == 5
    found = checks(kept)
    assert kept.code == 5
    assert found["file"]["verdict"] == "damaged"
    assert "journal-2025-03-03T180000.db" in found["file"]["todo"]
    assert "reflect restore" in found["file"]["todo"]
    assert found["backups"]["verdict"] == "well"
    assert path.exists() == (state != "missing")
    assert state == "missing" or path.read_bytes() == broken[state]


def test_damage_in_one_place_leaves_the_other_checks_to_speak(kept: Desk) -> None:
    path = kept.home / "journal.db"
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'people'").fetchone()[0]
    content = path.read_bytes()
    path.write_bytes(content[: (root - 1) * 4096] + bytes(4096) + content[root * 4096 :])
    found = checks(kept)
    assert kept.code == 5
    assert found["pages"]["verdict"] == "damaged"
    assert found["records"]["verdict"] == "damaged"
    assert found["index"]["verdict"] == "well"


def test_a_damaged_backup_and_an_old_one_are_named(kept: Desk) -> None:
    backups = kept.home / "backups"
    backups.mkdir(mode=0o700)
    good, bad = backups / "journal-2025-01-01T180000.db", backups / "journal-2025-01-02T180000.db"
    shutil.copy(kept.home / "journal.db", good)
    bad.write_bytes(good.read_bytes()[:8192])
    moment = kept.moment.timestamp() - 86400 * 40
    for file in (good, bad):
        file.chmod(0o600)
        os.utime(file, (moment, moment))
    found = checks(kept)["backups"]
    assert found["verdict"] == "damaged"
    assert bad.name in found["found"]
    bad.unlink()
    found = checks(kept)["backups"]
    assert (found["verdict"], kept.code) == ("note", 0)
    assert "40 days old" in found["found"]


def test_a_folder_that_a_program_copies_elsewhere_is_named(kept: Desk, tmp_path: Path) -> None:
    home = tmp_path / "Dropbox" / "home"
    shutil.copytree(kept.home, home)
    found = checks(Desk(home, kept.moment))["place"]
    assert found["verdict"] == "note"
    assert "Dropbox" in found["found"]


def test_half_written_files_of_killed_writes_are_named_and_removed(kept: Desk) -> None:
    part = kept.home / ".settings.toml.999999999.reflect-part"
    part.write_text("half")
    part.chmod(0o600)
    assert part.name in checks(kept)["leftovers"]["found"]
    assert part.exists()
    assert verdicts(kept, "--repair")["leftovers"] == "repaired"
    assert not part.exists()


# ---- a copy without its log, a log of another day (F16)


def with_log(desk: Desk, *lines: str) -> dict[str, bytes]:
    """What lies in the home while these commands' changes stand in the log alone."""
    path = desk.home / "journal.db"
    with closing(desk.journal()) as journal:
        journal.connection.execute("SELECT count(*) FROM answers").fetchone()
        for line in lines:
            assert desk.run(line).code == 0, desk.err
        return {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal", ".id")}


def laid(home: Path, files: dict[str, bytes]) -> None:
    home.mkdir(mode=0o700, exist_ok=True)
    for end, content in files.items():
        (home / f"journal.db{end}").write_bytes(content)


def test_a_journal_that_was_copied_without_its_log_is_noticed(kept: Desk, tmp_path: Path) -> None:
    files = with_log(kept, "people add Cid", "people add Dora")
    lone, whole = Desk(tmp_path / "lone", kept.moment), Desk(tmp_path / "whole", kept.moment)
    laid(lone.home, {end: content for end, content in files.items() if end != "-wal"})
    laid(whole.home, files)
    found = checks(lone)["history"]
    assert (found["verdict"], lone.code) == ("damaged", 5)
    assert "At least 4 changes" in found["found"]  # each person, and how well they are known
    assert verdicts(whole)["history"] == "well"
    assert whole.code == 0


def test_it_stays_noticed_after_more_was_written_until_it_is_accepted(kept: Desk, tmp_path: Path) -> None:
    files = with_log(kept, "people add Cid")
    lone = Desk(tmp_path / "lone", kept.moment)
    laid(lone.home, {end: content for end, content in files.items() if end != "-wal"})
    other = lone.at("2025-03-04T18:00")
    for name in ("Emil", "Finn", "Gabi"):
        assert other.run(["people", "add", name]).code == 0, other.err
    assert "reflect doctor" in other.run("people").err
    assert verdicts(other)["history"] == "damaged"
    assert verdicts(other, "--repair")["history"] == "repaired"
    assert verdicts(other)["history"] == "well"
    assert other.run("people add Hans").code == 0
    assert "doctor" not in other.err
    assert verdicts(other)["history"] == "well"


def test_a_log_of_another_day_beside_a_newer_file_is_noticed(kept: Desk) -> None:
    """What was changed since is as it was before, in a file that SQLite calls sound.

    Where the file grew in between, SQLite itself refuses it: so one in which it did not is looked for.
    """
    path = kept.home / "journal.db"
    noticed = []
    for number in range(8):
        old = with_log(kept, f"people edit P1 --name Anna{number}")
        assert kept.run(f"people edit P1 --name Annika{number}").code == 0, kept.err
        whole = path.read_bytes()
        laid(kept.home, {"-wal": old["-wal"]})
        found = checks(kept)
        assert kept.code == 5
        if found["file"]["verdict"] == "well" and found["pages"]["verdict"] == "well":
            noticed.append(found["history"]["verdict"])
            assert f"Annika{number}" not in kept.run("people").out
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        path.write_bytes(whole)
    assert noticed
    assert set(noticed) == {"damaged"}


def test_an_older_copy_put_in_the_journals_place_is_noticed(kept: Desk) -> None:
    path = kept.home / "journal.db"
    older = path.read_bytes()
    for name in ("Cid", "Dora"):
        kept.run(["people", "add", name])
    path.write_bytes(older)
    assert "older copy" in checks(kept)["history"]["found"]
    assert kept.code == 5


def test_the_marker_names_the_last_change_and_nothing_of_what_was_said(kept: Desk) -> None:
    marker = kept.home / "journal.db.id"
    with closing(kept.journal()) as journal:
        last = journal.connection.execute("SELECT key, id FROM changes ORDER BY key DESC LIMIT 1").fetchone()
    assert remembered(marker) == tuple(last)
    assert len(marker.read_bytes()) < 512  # one sector: no power cut writes half of it
    marker.write_bytes(marker.read_bytes().replace(b"Last change:  ", b"Last change: 9"))
    assert remembered(marker) is None
    assert verdicts(kept)["history"] == "well"


def test_rows_of_another_day_under_a_history_of_today_are_noticed(kept: Desk) -> None:
    """Each by itself is as it was stored; together they never stood in one file."""
    path = kept.home / "journal.db"
    kept.run("people edit P2 --name Benedikt")
    for statement in (
        "UPDATE people SET revision = 1 WHERE key = 2",
        "DELETE FROM people WHERE key = 2",
        "INSERT INTO tombstones (id, record, at, checksum) SELECT id, 'people', '', x'00' FROM people",
    ):
        whole = path.read_bytes()
        raw(path, statement)
        assert verdicts(kept)["history"] == "damaged", statement
        path.write_bytes(whole)
    assert verdicts(kept)["history"] == "well"


def test_no_way_of_writing_leaves_rows_that_the_history_does_not_know(kept: Desk) -> None:
    exported = kept.run("export").out
    lines = (
        "needs add P1 --from -", "people merge P1 P2", "undo", "people forget Ben --yes", "undo",
        "delete {last} --yes", "people add Cid", "import jsonl {file}", "undo", "people add Dora",
        "import jsonl {file}",
    )  # fmt: skip
    file = kept.home.parent / "all.jsonl"
    file.write_text(exported, encoding="utf-8")
    for number, line in enumerate(lines):
        later = kept.at(f"2025-03-{4 + number:02}T18:00")
        with closing(kept.journal()) as journal:
            last = journal.connection.execute("SELECT id FROM entries ORDER BY key DESC LIMIT 1").fetchone()[0]
        later.run(line.format(last=last, file=file), given="a mentor")
        found = checks(later)
        assert [row["found"] for row in found.values() if row["verdict"] == "damaged"] == [], line
