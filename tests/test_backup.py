"""Backups: checked before they count, private, dated, so many and no more, and one made by itself once a week."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reflect.store import backups
from reflect.store.backup_folder import database_files, free_name
from tests.conftest import Desk
from tests.faults.programs import disk, locked, program
from tests.store.conftest import one_of_each, opened, raw, rights
from tests.test_startup import LISTED

posix = pytest.mark.skipif(os.name != "posix", reason="rights, links and kills as POSIX has them")


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with one of everything in its journal."""
    with closing(opened(desk.home / "journal.db")) as journal:
        one_of_each(journal)
    return desk


def names(desk: Desk) -> list[str]:
    """The files of the folder of backups."""
    folder = desk.home / "backups"
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def facts(desk: Desk) -> dict[str, Any]:
    """The facts that a command printed as JSON, by key."""
    found = desk.json["sections"][0]["blocks"][0]["facts"]
    return {fact["key"]: fact["value"] for fact in found}


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a file stores, table by table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for (name,) in tables}


@pytest.fixture(params=[0o000, 0o277], ids=["umask 000", "umask 277"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@posix
@pytest.mark.usefixtures("umask")
def test_a_backup_holds_every_row_and_only_its_owner_may_read_it(kept: Desk, tmp_path: Path) -> None:
    assert kept.run("backup").code == 0, kept.err
    assert kept.run(["backup", "-o", str(tmp_path / "mine.db")]).code == 0, kept.err
    assert names(kept) == ["journal-2025-03-03T180000.db"]
    for file in (kept.home / "backups" / names(kept)[0], tmp_path / "mine.db"):
        assert rights(file) == 0o600
        assert rows(file) == rows(kept.home / "journal.db")
    assert rights(kept.home / "backups") == 0o700


def test_it_says_where_the_backup_lies_how_large_it_is_and_what_it_holds_sealed_or_not(kept: Desk) -> None:
    with closing(kept.journal()) as journal:
        journal.connection.execute("UPDATE answers SET visibility = 'sealed' WHERE id = 'a1'")
        journal.connection.execute("UPDATE people SET visibility = 'sealed'")
    kept.run("backup")
    said = " ".join(kept.err.split())
    assert str(kept.home / "backups" / "journal-2025-03-03T180000.db") in said
    assert "1 entry, 3 answers until 2025-03-03; 1 answer and 1 noun of it sealed" in said
    assert " kB" in said
    made = facts(kept.run("backup --json"))
    assert {key: made[key] for key in ("entries", "answers", "sealed", "sealed_nouns", "last")} == {
        "entries": 1, "answers": 3, "sealed": 1, "sealed_nouns": 1, "last": "2025-03-03",
    }  # fmt: skip
    assert Path(made["path"]).stat().st_size == made["bytes"]


def test_two_backups_of_one_second_never_meet_and_the_newest_are_kept(kept: Desk) -> None:
    kept.run("settings set backups_kept 3")
    (kept.home / "backups").mkdir()
    for name in ("mine.db", "before-schema-2.db", "journal-2025-03.db", "journal-2001-01-01T000000.txt"):
        (kept.home / "backups" / name).write_bytes(b"hers")
    hers = set(names(kept))
    for second in range(4):
        kept.at(f"2025-03-03T18:00:0{second // 2}").run("backup")
        assert kept.code == 0, kept.err
    assert "The newest 3 are kept; 1 older one went." in kept.err
    assert set(names(kept)) - hers == {
        "journal-2025-03-03T180000-2.db", "journal-2025-03-03T180001.db", "journal-2025-03-03T180001-2.db",
    }  # fmt: skip
    assert hers < set(names(kept))


def test_the_one_just_made_stays_though_the_clock_went_back(kept: Desk) -> None:
    kept.run("settings set backups_kept 1")
    kept.at("2038-01-01T12:00").run("backup")
    kept.run("backup")
    assert names(kept) == ["journal-2025-03-03T180000.db"]


def test_only_keeps_the_one_just_made_and_files_of_hers(kept: Desk) -> None:
    for hour in ("18", "19"):
        kept.at(f"2025-03-03T{hour}:00").run("backup")
    (kept.home / "backups" / "before-the-move.db").write_bytes(b"hers")
    assert kept.at("2025-03-03T20:00").run("backup --only").code == 0, kept.err
    assert names(kept) == ["before-the-move.db", "journal-2025-03-03T200000.db"]
    for line in ("backup --only -o x.db", "backup --list --only"):
        assert kept.run(line).code == 2


def test_the_list_names_each_backup_and_marks_what_cannot_be_read(kept: Desk) -> None:
    assert "There is no backup" in kept.run("backup --list").out
    kept.run("backup")
    (kept.home / "backups" / "broken.db").write_bytes(b"nothing" * 100)
    listed = kept.run("backup --list").out
    assert "journal-2025-03-03T180000.db" in listed
    assert "unreadable" in listed
    table = kept.run("backup --list --json").json["sections"][0]["blocks"][0]["rows"]
    assert {row["name"]: (row.get("entries"), row.get("answers")) for row in table} == {
        "journal-2025-03-03T180000.db": (1, 3), "broken.db": (None, None),
    }  # fmt: skip
    assert names(kept) == ["broken.db", "journal-2025-03-03T180000.db"]


def test_a_file_that_stands_is_replaced_only_with_force_and_a_link_never(kept: Desk, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    assert kept.run(["backup", "-o", str(victim)]).code == 6
    (tmp_path / "link").symlink_to(victim)
    assert kept.run(["backup", "--force", "-o", str(tmp_path / "link")]).code == 6
    assert kept.run(["backup", "--force", "-o", str(victim)]).code == 6
    assert "no backup" in kept.err
    assert victim.read_bytes() == b"precious"


def test_force_replaces_another_backup_a_broken_one_and_an_empty_file(kept: Desk, tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    kept.run(["backup", "-o", str(mine)])
    whole = mine.read_bytes()
    for content in (whole, whole[:5000] + bytes(4096), b""):
        mine.write_bytes(content)
        assert kept.run(["backup", "--force", "-o", str(mine)]).code == 0, kept.err
        assert rows(mine) == rows(kept.home / "journal.db")


def test_force_without_a_file_is_no_way_to_make_a_backup(kept: Desk) -> None:
    assert kept.run("backup --force").code == 2
    assert names(kept) == []


def test_a_name_that_another_reflect_takes_meanwhile_is_left_to_it(
    kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both chose the name of this second; the other one was first to give it to its file."""
    folder = kept.home / "backups"

    def taken_after_the_choice(folder: Path, stamp: str) -> Path:
        chosen = free_name(folder, stamp)
        if not list(folder.iterdir()):
            chosen.write_bytes(b"the other's")
        return chosen

    monkeypatch.setattr("reflect.cli.backup.free_name", taken_after_the_choice)
    assert kept.run("backup").code == 0, kept.err
    assert names(kept) == ["journal-2025-03-03T180000-2.db", "journal-2025-03-03T180000.db"]
    assert (folder / "journal-2025-03-03T180000.db").read_bytes() == b"the other's"


def test_backups_that_are_made_at_once_are_all_made(kept: Desk) -> None:
    started = [program("backup", home=kept.home) for _ in range(4)]
    said = [running.communicate()[1] for running in started]
    assert [running.returncode for running in started] == [0] * 4, said
    assert len(names(kept)) == 4


@posix
@pytest.mark.parametrize("journal", ["whole", "broken", "missing"])
def test_a_link_to_nowhere_among_the_backups_stops_nobody(kept: Desk, journal: str) -> None:
    kept.run("backup")
    for name in ("hers.db", "journal-2001-01-01T000000.db"):
        (kept.home / "backups" / name).symlink_to(kept.home / "nowhere")
    if journal == "broken":
        (kept.home / "journal.db").write_bytes(b"nothing" * 1000)
    elif journal == "missing":
        (kept.home / "journal.db").unlink()
    for line in ("doctor", "status", "backup --list"):
        kept.run(line)
        assert kept.code == (0 if journal == "whole" or line == "backup --list" else 5), kept.err
        assert "fault" not in kept.err
        assert "hers.db" not in kept.out + kept.err
    if journal != "whole":
        assert "journal-2025-03-03T180000.db" in kept.run("status").err


def test_a_backup_that_vanishes_while_the_folder_is_read_is_none(
    kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for second in range(2):
        kept.at(f"2025-03-03T18:00:0{second}").run("backup")
    lstat = Path.lstat

    def gone(path: Path) -> os.stat_result:
        if path.name.endswith("180000.db"):
            raise FileNotFoundError
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", gone)
    assert [file.name for file in database_files(kept.home / "backups")] == ["journal-2025-03-03T180001.db"]


def test_a_folder_of_hers_keeps_its_rights(kept: Desk, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    assert kept.run(["backup", "-o", str(tmp_path / "shared" / "mine.db")]).code == 0, kept.err
    assert rights(tmp_path / "shared") == 0o755


def test_a_place_that_cannot_be_written_is_named(kept: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "no" / "mine.db", tmp_path / "file" / "mine.db"):
        assert kept.run(["backup", "-o", str(place)]).code == 5
        assert str(place) in kept.err
        assert "fault" not in kept.err


def test_without_a_journal_there_is_nothing_to_back_up(desk: Desk) -> None:
    assert desk.run("backup").code == 4
    assert not desk.home.exists()
    assert desk.run("backup --list --force").code == 2


def test_what_the_disk_changes_while_it_is_written_is_caught(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One flipped bit in a word: SQLite's own check does not see it."""
    compare = backups._compare

    def flipped(source: Any, part: Path) -> None:
        content = part.read_bytes()
        place = content.index(b"told the board early")
        part.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        compare(source, part)

    monkeypatch.setattr(backups, "_compare", flipped)
    assert kept.run("backup").code == 5
    assert "did not hold what the journal holds" in kept.err
    assert names(kept) == []


def test_a_full_or_write_protected_disk_can_be_backed_up_to_another(tmp_path: Path) -> None:
    with disk(tmp_path / "disk"):
        desk = Desk(tmp_path / "disk" / "home")
        with closing(opened(desk.home / "journal.db")) as journal:
            one_of_each(journal)
        stored = rows(desk.home / "journal.db")
        (tmp_path / "disk" / "filler").write_bytes(bytes(700_000))
        with (tmp_path / "disk" / "filler").open("ab", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(512))
            except OSError:
                pass
        assert desk.run("backup").code == 5
        assert "is full" in desk.err or "No space" in desk.err
        assert desk.run(["backup", "-o", str(tmp_path / "full.db")]).code == 0, desk.err
        (tmp_path / "disk" / "filler").unlink()
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        assert desk.run(["backup", "-o", str(tmp_path / "protected.db")]).code == 0, desk.err
        assert rows(tmp_path / "full.db") == rows(tmp_path / "protected.db") == stored


KILLED = """
import os, sys
from pathlib import Path
from reflect.store import backups
from reflect.store.backup_folder import database_files, free_name
from reflect.__main__ import main
where = sys.argv.pop(1)
real = getattr(backups, where)
def killed(*arguments, **more):
    if where == "put_in_place":
        os.kill(os.getpid(), 9)
    real(*arguments, **more)
    os.kill(os.getpid(), 9)
setattr(backups, where, killed)
sys.argv[0] = "reflect"
main()
"""


@posix
@pytest.mark.parametrize("where", ["_compare", "fill", "put_in_place"])
def test_a_kill_half_way_leaves_no_half_file_and_the_next_one_sweeps_up(kept: Desk, where: str) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, where, "backup"],
        env={**os.environ, "REFLECT_HOME": str(kept.home), "REFLECT_NOW": "2025-03-03T18:00"}, check=False,
    )  # fmt: skip
    assert killed.returncode == -9
    left = names(kept)
    assert [name.endswith(".reflect-part") for name in left] == [True]
    assert {rights(file) for file in (kept.home / "backups").iterdir()} == {0o600}
    assert kept.run("backup --list --json").json["sections"][0]["blocks"][0]["rows"] == []
    hour_ago = (kept.home / "backups" / left[0]).stat().st_mtime - 3700
    os.utime(kept.home / "backups" / left[0], (hour_ago, hour_ago))
    kept.run("backup")
    assert names(kept) == ["journal-2025-03-03T180000.db"]


# ---- by itself


def wrote(desk: Desk, moment: str, *, sentence: bool) -> list[str]:
    """What backups there are after something is written at that moment, and whether that was told."""
    day = desk.at(moment).run("note", given="Something.")
    assert day.code == 0, day.err
    assert ("Backed up, as every 7 days" in day.err) is sentence
    return names(desk)


def test_once_a_week_what_writes_makes_a_backup_and_says_so(desk: Desk) -> None:
    assert wrote(desk, "2025-03-03T18:00", sentence=False) == []
    assert wrote(desk, "2025-03-09T18:00", sentence=False) == []
    first = "journal-2025-03-10T180100.db"
    assert wrote(desk, "2025-03-10T18:01", sentence=True) == [first]
    assert "3 entries, 3 answers" in desk.err
    assert desk.err.count("Backed up") == 1
    assert wrote(desk, "2025-03-16T18:00", sentence=False) == [first]
    assert wrote(desk, "2025-03-17T18:02", sentence=True) == [first, "journal-2025-03-17T180200.db"]


def test_who_only_looks_makes_none(desk: Desk) -> None:
    wrote(desk, "2025-03-03T18:00", sentence=False)
    for line in ("status", "list", "review", "daily --json"):
        assert desk.at("2025-04-03T18:00").run(line).code == 0, desk.err
    assert names(desk) == []


def test_a_backup_of_a_day_to_come_does_not_stop_those_of_today(desk: Desk) -> None:
    wrote(desk, "2025-03-03T18:00", sentence=False)
    desk.at("2038-03-03T18:00").run("backup")
    assert len(wrote(desk, "2025-03-12T18:00", sentence=True)) == 2


def test_a_setting_turns_it_off_or_changes_how_often_and_how_many(desk: Desk) -> None:
    wrote(desk, "2025-03-03T18:00", sentence=False)
    desk.run("settings set backup_every 0")
    assert wrote(desk, "2025-06-03T18:00", sentence=False) == []
    desk.run("settings set backup_every 1")
    desk.run("settings set backups_kept 2")
    for day in range(4, 9):
        desk.at(f"2025-06-{day:02}T19:00").run("note", given="Something.")
        assert "as every 1 day:" in desk.err
    assert names(desk) == ["journal-2025-06-07T190000.db", "journal-2025-06-08T190000.db"]


def test_where_it_cannot_be_made_the_command_says_so_in_a_sentence_and_succeeds(desk: Desk) -> None:
    wrote(desk, "2025-03-03T18:00", sentence=False)
    (desk.home / "backups").write_text("a file where the folder should be")
    day = desk.at("2025-03-12T18:00").run("note", given="Kept all the same.")
    assert day.code == 0
    assert "could not be written" in day.err
    assert "fault" not in day.err
    assert "Kept all the" in desk.run("search same").out


def test_a_sitting_makes_it_too_even_one_that_is_left(desk: Desk) -> None:
    from tests.conftest import Leave

    desk.run("convictions add --from -", given="No surprises")
    later = desk.at("2025-03-12T18:00").answering(Leave("half")).run("daily")
    assert later.code == 130
    assert names(desk) == ["journal-2025-03-12T180000.db"]


def test_a_command_that_fails_makes_none(desk: Desk) -> None:
    wrote(desk, "2025-03-03T18:00", sentence=False)
    assert desk.at("2025-03-12T18:00").run("note", given="").code == 3
    assert names(desk) == []


def test_a_command_that_writes_imports_nothing_of_it_until_it_is_due(desk: Desk) -> None:
    wrote(desk, "2025-03-03T18:00", sentence=False)
    for moment, due in (("2025-03-05T18:00", False), ("2025-03-12T18:00", True), ("2025-03-12T19:00", False)):
        done = subprocess.run(
            [sys.executable, "-c", LISTED, "people", "add", f"Ben {moment[8:]}"],
            env={**os.environ, "REFLECT_HOME": str(desk.home), "REFLECT_NOW": moment,
                 "MODULES": str(desk.home / "modules")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        imported = (desk.home / "modules").read_text().splitlines()
        assert ("reflect.store.backup_folder" in imported) is due
        assert ("reflect.cli.backup" in imported) is due


def test_while_another_program_writes_it_waits_its_turn(kept: Desk) -> None:
    with locked(kept.home / "journal.db", seconds=1):
        assert kept.run("backup").code == 0, kept.err


def test_the_moment_of_names_is_the_sessions(kept: Desk) -> None:
    moment = datetime.fromisoformat("2031-07-01T06:00") + timedelta(seconds=7)
    kept.at(moment.isoformat()).run("backup")
    assert names(kept) == ["journal-2031-07-01T060007.db"]


def test_json_of_a_backup_is_all_that_goes_to_standard_output(kept: Desk) -> None:
    kept.run("backup --json")
    json.loads(kept.out)
    assert kept.err == ""


def test_the_backup_of_a_journal_with_words_in_its_log_holds_them(kept: Desk, tmp_path: Path) -> None:
    with closing(kept.journal()) as journal:
        journal.connection.execute("UPDATE people SET name = 'Zoe'")
        kept.run(["backup", "-o", str(tmp_path / "with.db")])
    assert rows(tmp_path / "with.db")["people"][0][3] == "Zoe"
    raw(tmp_path / "with.db", "SELECT 1")
