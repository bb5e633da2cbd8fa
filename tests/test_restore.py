"""Restoring: the backup is checked first, what stood there is kept, and nobody writes into a file that is gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from reflect.store import restoring
from reflect.store.backups import copy_of
from reflect.store.checking import wrong_checksums
from reflect.store.schema import LATEST
from tests.conftest import Desk
from tests.faults.programs import disk, environ
from tests.store.conftest import fingerprint, one_of_each, opened, raw, rights
from tests.test_backup import facts, rows

posix = pytest.mark.skipif(os.name != "posix", reason="rights, links and kills as POSIX has them")
BACKUP = "journal-2025-03-03T180000.db"
RESTORE = f"restore {BACKUP} --yes"
KEPT = "journal-replaced-2025-03-03T180000.db"


@pytest.fixture
def backed(desk: Desk) -> Desk:
    """A desk with one of everything in its journal, all of it in a backup."""
    with closing(opened(desk.home / "journal.db")) as journal:
        one_of_each(journal)
    assert desk.run("backup").code == 0
    return desk


@pytest.fixture
def later(backed: Desk) -> Desk:
    """The same desk, at which more was written after the backup."""
    for line, given in (("note", "A word of the next day."), ("people add Ben", "")):
        assert backed.run(line, given=given).code == 0, backed.err
    return backed


def journal_of(desk: Desk) -> Path:
    return desk.home / "journal.db"


def backup_of(desk: Desk) -> Path:
    return desk.home / "backups" / BACKUP


def files(desk: Desk) -> dict[str, str]:
    """Every file of the home with what it holds."""
    return {str(file.relative_to(desk.home)): fingerprint(file) for file in desk.home.rglob("*") if file.is_file()}


def assert_restored(desk: Desk) -> None:
    """The journal holds what the backup holds, row for row, and goes on."""
    assert rows(journal_of(desk)) == rows(backup_of(desk))
    assert not list(desk.home.glob(".*reflect-part*"))
    assert desk.run("people add Cora").code == 0, desk.err
    with closing(desk.journal()) as journal:
        assert wrong_checksums(journal) == []
        assert journal.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert journal.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_journal_holds_the_backup_row_for_row_and_what_stood_is_kept(later: Desk) -> None:
    stood = rows(journal_of(later))
    assert later.run(RESTORE).code == 0, later.err
    assert rows(later.home / KEPT) == stood
    assert rights(later.home / KEPT) == 0o600
    assert {file.name for file in later.home.iterdir()} == {"journal.db", "journal.db.id", "backups", KEPT}
    assert_restored(later)


def test_it_says_what_is_not_in_the_backup_and_where_that_is_kept(later: Desk) -> None:
    later.run(RESTORE)
    said = " ".join(later.err.split())
    assert str(later.home / KEPT) in said
    assert "1 entry, 3 answers until 2025-03-03" in said
    assert "Not in the backup: 1 entry, 1 answer, 1 person." in said


def test_what_was_changed_or_deleted_since_is_told_too(backed: Desk) -> None:
    backed.run("mark a1 sealed")
    backed.run("delete c3 --for-good")
    backed.run("people forget Annika --yes")
    assert backed.code == 0, backed.err
    backed.run(RESTORE)
    assert "now as before: " in backed.err
    assert "now back: " in backed.err
    assert "reflect people forget P1" in backed.err
    assert "Annika" in backed.run("people").out
    assert_restored(backed)


def test_where_nothing_was_written_since_it_says_so(backed: Desk) -> None:
    backed.run(RESTORE)
    assert "It holds nothing that the backup does not." in backed.err
    assert facts(backed.run(f"{RESTORE} --json"))["lacks_entries"] == 0


def test_json_tells_the_same(later: Desk) -> None:
    told = facts(later.run(f"{RESTORE} --json"))
    assert (told["backup"], told["kept"]) == (str(backup_of(later)), str(later.home / KEPT))
    assert (told["entries"], told["lacks_entries"], told["lacks_answers"], told["lacks_people"]) == (1, 1, 1, 1)


# ---- choosing, and being asked


def test_without_a_name_the_newest_is_offered_first(later: Desk) -> None:
    later.at("2025-03-04T18:00").run("backup")
    os.utime(backup_of(later), (1_000_000_000, 1_000_000_000))
    chooses = later.answering(BACKUP, "yes").run("restore")
    assert chooses.code == 0, chooses.err
    assert_restored(later)


def test_at_a_terminal_a_no_changes_nothing(later: Desk) -> None:
    before = files(later)
    assert later.answering("no").run(f"restore {BACKUP}").code == 6
    assert later.answering("none").run("restore").code == 130
    assert files(later) == before


def test_without_a_terminal_it_needs_the_name_and_yes(later: Desk) -> None:
    before = files(later)
    assert later.run("restore").code == 2
    assert f"reflect restore {BACKUP} --yes" in later.err
    assert later.run("restore --yes").code == 2
    assert later.run(f"restore {BACKUP}").code == 2
    assert "--yes" in later.err
    assert files(later) == before


def test_a_name_that_is_none_or_no_backup_at_all_is_not_found(desk: Desk, backed: Desk) -> None:
    assert backed.run("restore nowhere.db --yes").code == 4
    assert Desk(desk.home.parent / "another").run("restore").code == 4


# ---- backups that are refused


def _flipped(file: Path) -> None:
    content = file.read_bytes()
    place = content.index(b"told the board early")
    file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])


def _a_link(file: Path) -> None:
    file.rename(file.with_suffix(".moved"))
    file.symlink_to(file.with_suffix(".moved"))


def _foreign(file: Path) -> None:
    file.unlink()
    raw(file, "CREATE TABLE bookmarks (url)", "CREATE TABLE more (url)")


def _newer(file: Path) -> None:
    raw(file, f"PRAGMA user_version = {LATEST + 1}")


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5000])


def _page_zeroed(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:8192] + bytes(4096) + content[12288:])


def _rating_changed(file: Path) -> None:
    raw(file, "UPDATE answers SET value = 5 WHERE value = 4")


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


def _a_text(file: Path) -> None:
    file.write_text("Dear diary, " * 1000)


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link": (_a_link, "is a link"),
    "another program's": (_foreign, "belongs to another program"),
    "newer": (_newer, "newer reflect"),
    "truncated": (_truncated, "damaged"),
    "empty": (_emptied, "not a journal"),
    "a text": (_a_text, "not a journal"),
    "a zeroed page": (_page_zeroed, "damaged"),
    "one flipped bit": (_flipped, "damaged"),
    "a changed rating": (_rating_changed, "1 record of it not as stored"),
}


@pytest.mark.parametrize("harm", REFUSED)
def test_a_backup_that_is_not_whole_and_ours_is_refused_and_nothing_changes(later: Desk, harm: str) -> None:
    does, says = REFUSED[harm]
    does(backup_of(later))
    before = files(later)
    assert later.run(RESTORE).code == 5
    assert says in later.err
    assert "fault of reflect" not in later.err
    assert files(later) == before


def test_the_journal_is_no_backup_of_itself(later: Desk) -> None:
    before = files(later)
    assert later.run(["restore", str(journal_of(later)), "--yes"]).code == 5
    assert "the journal itself" in later.err
    assert files(later) == before


def test_a_copy_with_its_log_beside_it_is_restored_with_what_the_log_holds(later: Desk, tmp_path: Path) -> None:
    with closing(later.journal()) as journal:
        person = next(one for one in journal.nouns().people if one.code == "P1")
        journal.keep_noun(replace(person, name="Zoe"))
        for end in ("", "-wal"):
            subprocess.run(["cp", f"{journal_of(later)}{end}", str(tmp_path / f"copied.db{end}")], check=True)
    assert (tmp_path / "copied.db-wal").stat().st_size
    assert later.run(["restore", str(tmp_path / "copied.db"), "--yes"]).code == 0, later.err
    assert "Zoe" in later.run("people").out


def test_beside_a_backup_from_elsewhere_nothing_is_made(later: Desk, tmp_path: Path) -> None:
    """Copied as it was, it says of itself that it has a log: SQLite would make one."""
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(journal_of(later), tmp_path / "elsewhere" / "copied.db")
    assert later.run(["restore", str(tmp_path / "elsewhere" / "copied.db"), "--yes"]).code == 0, later.err
    assert [file.name for file in (tmp_path / "elsewhere").iterdir()] == ["copied.db"]


def test_an_older_schema_is_taken_and_brought_up_to_date(later: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the first release wrote it: the next opening takes the steps that are due."""
    monkeypatch.setattr(restoring, "LATEST", LATEST + 1)
    assert later.run(RESTORE).code == 0, later.err
    monkeypatch.undo()
    assert later.run("status").code == 0


# ---- journals that are gone or damaged


def _missing(file: Path) -> None:
    file.unlink()


HARM: dict[str, Callable[[Path], object]] = {
    "missing": _missing,
    "empty": _emptied,
    "a text": _a_text,
    "truncated": _truncated,
    "page zeroed": _page_zeroed,
    "first page zeroed": lambda file: file.write_bytes(bytes(4096) + file.read_bytes()[4096:]),
    "another program's": _foreign,
    "newer": _newer,
}


@pytest.mark.parametrize("harm", HARM)
def test_whatever_stands_there_is_replaced_and_kept_as_it_is(later: Desk, harm: str) -> None:
    HARM[harm](journal_of(later))
    stood = journal_of(later).read_bytes() if journal_of(later).exists() else b""
    if harm in ("missing", "empty", "a text", "truncated"):
        assert later.run("status").code == 5
        assert "reflect restore" in later.err
        assert str(backup_of(later)) in later.err
    assert later.run(RESTORE).code == 0, later.err
    if stood:
        assert (later.home / KEPT).read_bytes() == stood
        assert rights(later.home / KEPT) == 0o600
        assert str(later.home / KEPT) in later.err
    else:
        assert not (later.home / KEPT).exists()
    assert_restored(later)


@pytest.mark.parametrize("harm", ["missing", "empty", "a text", "page zeroed"])
def test_a_log_that_a_damaged_journal_left_goes_along_and_brings_nothing_back(later: Desk, harm: str) -> None:
    """New file and old log together would be a journal of two days, in which deleted rows stand again."""
    with closing(later.journal()) as journal:
        journal.connection.execute("UPDATE people SET name = 'Zoe'")
        log = subprocess.run(["cat", f"{journal_of(later)}-wal"], capture_output=True, check=True).stdout
    assert log
    HARM[harm](journal_of(later))
    (later.home / "journal.db-wal").write_bytes(log)
    assert later.run(RESTORE).code == 0, later.err
    if harm != "page zeroed":  # there the log mends nothing, but SQLite reads it
        assert (later.home / f"{KEPT}-wal").read_bytes() == log
        assert rights(later.home / f"{KEPT}-wal") == 0o600
    assert_restored(later)


def test_what_stood_in_the_log_alone_is_kept(later: Desk) -> None:
    ends = ("", "-wal")
    with closing(later.journal()) as journal:
        journal.connection.execute("UPDATE people SET name = 'Zoe' WHERE id = 'p'")
        copies = [subprocess.run(["cat", f"{journal_of(later)}{end}"], capture_output=True, check=True).stdout
                  for end in ends]  # fmt: skip
    for end, content in zip(ends, copies, strict=True):
        Path(f"{journal_of(later)}{end}").write_bytes(content)  # as a kill leaves them
    assert b"Zoe" not in copies[0]
    assert later.run(RESTORE).code == 0, later.err
    assert rows(later.home / KEPT)["people"][0][3] == "Zoe"
    assert "Zoe" not in later.run("people").out
    assert_restored(later)


def test_into_a_new_home_without_a_journal(later: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "new" / "home")
    assert other.run(["restore", str(backup_of(later)), "--yes"]).code == 0, other.err
    assert rows(journal_of(other)) == rows(backup_of(later))
    assert rights(journal_of(other)) == 0o600
    assert rights(other.home) == 0o700


def test_the_history_of_a_restored_journal_is_taken_for_whole(later: Desk) -> None:
    """It lacks what was written after the backup, and that is known: nothing is to be complained of for ever."""
    from reflect.store.checking import lost_lines

    later.run(RESTORE)
    with closing(later.journal()) as journal:
        assert lost_lines(journal) == 0


# ---- other programs, kills, full disks

HOLDER = """
import sys
from pathlib import Path
from reflect.store.journal import Journal
journal = Journal(Path(sys.argv[1]), new_id=lambda: "held", moment=lambda: "2025-03-03T17:00:00Z")
journal.is_empty()
sys.stdout.write("open\\n"); sys.stdout.flush()
sys.stdin.readline()
journal.close()
"""


@contextmanager
def held_open(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another reflect that has the journal open, as one does in which a sitting waits for an answer."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        try:
            yield holder
        finally:
            holder.kill()


@pytest.mark.parametrize("harm", ["whole", "page zeroed", "a text"])
def test_a_journal_that_another_program_has_open_is_left_alone(
    later: Desk, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    """Whatever that one writes next has to come into a file that still is the journal."""
    monkeypatch.setattr(restoring, "WAIT", 0.3)
    with held_open(journal_of(later)) as holder:
        if harm != "whole":
            subprocess.run([sys.executable, "-c", DAMAGE[harm], str(journal_of(later))], check=True)
        number = journal_of(later).stat().st_ino
        assert later.run(RESTORE).code == 5
        assert "Another program has" in later.err
        assert journal_of(later).stat().st_ino == number
        assert not (later.home / KEPT).exists()
        assert holder.stdin is not None
        holder.stdin.write("\n")
        holder.stdin.flush()
        holder.wait()
    assert later.run(RESTORE).code == 0, later.err
    assert_restored(later)


DAMAGE = {
    "page zeroed": "import sys; f = open(sys.argv[1], 'r+b'); f.seek(8192); f.write(bytes(4096))",
    "a text": "import sys; f = open(sys.argv[1], 'r+b'); f.write(b'Dear diary, ' * 100)",
}


def test_who_opens_the_journal_meanwhile_waits_and_then_writes_into_the_restored_one(
    later: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other program begins while the old rows are there, and its row is in the journal afterwards."""
    begun: list[subprocess.Popen[str]] = []

    def slowly(*arguments: object, **more: object) -> None:
        begun.append(
            subprocess.Popen(
                [sys.executable, "-m", "reflect", "people", "add", "Dora"], text=True, stderr=subprocess.PIPE,
                env=environ(later.home),
            )
        )  # fmt: skip
        time.sleep(1.5)
        copy_of(*arguments, **more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(restoring, "copy_of", slowly)
    number = journal_of(later).stat().st_ino
    assert later.run(RESTORE).code == 0, later.err
    _, err = begun[0].communicate(timeout=60)
    assert begun[0].returncode == 0, err
    assert journal_of(later).stat().st_ino == number
    people = later.run("people").out
    assert "Dora" in people
    assert "Ben" not in people  # who was added after the backup


def test_many_who_write_while_it_is_restored_lose_nothing_that_came_after(later: Desk) -> None:
    """Each note that was acknowledged stands in the journal, or in the file that was kept."""
    acknowledged: list[str] = []

    def write(word: str) -> None:
        for number in range(6):
            done = subprocess.run(
                [sys.executable, "-m", "reflect", "note"], input=f"{word}{number}", text=True,
                env=environ(later.home), capture_output=True, check=False,
            )  # fmt: skip
            if done.returncode == 0:
                acknowledged.append(f"{word}{number}")

    writers = [threading.Thread(target=write, args=(word,)) for word in ("alpha", "beta")]
    for writer in writers:
        writer.start()
    codes = []
    for _ in range(4):
        codes.append(later.run(RESTORE).code)
        time.sleep(0.3)
    for writer in writers:
        writer.join()
    assert set(codes) <= {0, 5}
    assert 0 in codes
    assert acknowledged
    kept = [journal_of(later), *later.home.glob("journal-replaced-*.db")]
    texts = {row[10] for file in kept for row in rows(file)["answers"]}
    assert set(acknowledged) <= texts


KILLED = """
import os, sys
from reflect.store import restoring
from reflect.store.backups import copy_of
from reflect.__main__ import main
where, after = sys.argv.pop(1), sys.argv.pop(1) == "after"
real = getattr(restoring, where)
def killed(*arguments, **more):
    if after:
        real(*arguments, **more)
    os.kill(os.getpid(), 9)
setattr(restoring, where, killed)
sys.argv[0] = "reflect"
main()
"""


@posix
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("where", ["fill", "copy_of", "holds_the_same", "accept_history", "_let_go"])
def test_a_kill_at_any_moment_leaves_the_old_journal_or_the_restored_one(
    later: Desk, where: str, when: str
) -> None:
    stood, backup = rows(journal_of(later)), rows(backup_of(later))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, where, when, *RESTORE.split()],
        env=environ(later.home), check=False,
    )  # fmt: skip
    assert killed.returncode == -9
    assert later.run("status").code == 0, later.err
    now = rows(journal_of(later))
    assert now in (stood, backup)
    if now == backup:
        assert rows(later.home / KEPT) == stood
    later.run(f"{RESTORE} --json")
    assert later.code == 0, later.err
    assert rows(journal_of(later)) == backup


@posix
@pytest.mark.parametrize("harm", ["a text", "missing", "empty"])
@pytest.mark.parametrize("moment", ["fill after", "put_in_place before", "put_in_place after"])
def test_a_kill_while_a_damaged_journal_is_moved_loses_nothing(later: Desk, harm: str, moment: str) -> None:
    HARM[harm](journal_of(later))
    stood = journal_of(later).read_bytes() if journal_of(later).exists() else b""
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *moment.split(), *RESTORE.split()],
        env=environ(later.home), check=False,
    )  # fmt: skip
    assert killed.returncode == -9
    assert (later.run("status").code == 0) == (moment == "put_in_place after")
    if stood:
        assert stood in [file.read_bytes() for file in later.home.iterdir() if file.is_file()]
    assert later.run(RESTORE).code == 0, later.err
    assert rows(journal_of(later)) == rows(backup_of(later))


def test_a_disk_without_room_changes_nothing(later: Desk, tmp_path: Path) -> None:
    with disk(tmp_path / "disk", size="1m"):
        desk = Desk(tmp_path / "disk" / "home")
        with closing(opened(journal_of(desk))) as journal:
            one_of_each(journal)
        stood = rows(journal_of(desk))
        (tmp_path / "disk" / "filler").write_bytes(bytes(400_000))
        assert desk.run(["restore", str(backup_of(later)), "--yes"]).code == 5
        assert "full" in desk.err or "No space" in desk.err
        assert rows(journal_of(desk)) == stood
        assert not [file.name for file in desk.home.iterdir() if "part" in file.name or "replaced" in file.name]
