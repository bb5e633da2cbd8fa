"""Opening the journal: what is doubtful is refused with exit code 5, and stays as it is, byte for byte."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reflect.errors import JournalError, NotFoundError
from reflect.store.opening import open_journal
from reflect.store.schema import APPLICATION_ID, LATEST
from tests.conftest import Desk
from tests.store.conftest import fingerprint, one_of_each, opened, raw, rights

COMMANDS = ("status", "daily --json", "review", "people add Ben")


@pytest.fixture
def kept(desk: Desk) -> Path:
    """The journal file of a desk at which something was written."""
    with closing(opened(desk.home / "journal.db")) as journal:
        one_of_each(journal)
    return desk.home / "journal.db"


@pytest.fixture(params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights elsewhere")
@pytest.mark.usefixtures("umask")
def test_nobody_else_may_read_any_file_or_folder_that_comes_with_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "data" / "reflect" / "journal.db"
    with closing(opened(path)) as journal:
        one_of_each(journal)
        names = {file.name for file in path.parent.iterdir()}
        assert {"journal.db", "journal.db-wal", "journal.db-shm", "journal.db.id"} <= names
        assert {rights(file) for file in path.parent.iterdir()} == {0o600}
    assert rights(path.parent) == 0o700
    assert rights(path.parent.parent) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights elsewhere")
def test_the_file_is_private_before_sqlite_sees_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def connect(*arguments: object, **more: object) -> sqlite3.Connection:
        seen.append((path.stat().st_size, rights(path)))
        return real(*arguments, **more)  # type: ignore[call-overload, no-any-return]  # handed on as they came

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", connect)
    open_journal(path).close()
    assert seen[0] == (0, 0o600)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights elsewhere")
def test_rights_that_somebody_loosened_are_taken_back(kept: Path) -> None:
    kept.chmod(0o644)
    open_journal(kept).close()
    assert rights(kept) == 0o600


def test_the_rules_of_the_connection(path: Path) -> None:
    with closing(open_journal(path)) as connection:

        def pragma(name: str) -> object:
            return connection.execute(f"PRAGMA {name}").fetchone()[0]

        assert connection.isolation_level is None
        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2  # FULL
        assert int(str(pragma("busy_timeout"))) >= 10_000
        assert pragma("secure_delete") == 1
        assert pragma("temp_store") == 2  # MEMORY
        assert pragma("foreign_keys") == 1
        assert pragma("application_id") == APPLICATION_ID
        assert pragma("user_version") == LATEST


def test_a_restored_copy_gets_the_write_ahead_log_again(kept: Path) -> None:
    raw(kept, "PRAGMA journal_mode = DELETE")
    with closing(open_journal(kept)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def _bytes_by_another(path: Path) -> bytes:
    """The file's bytes, read by a process that holds no lock on it."""
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def _missing(file: Path) -> None:
    file.unlink()


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


def _a_text(file: Path) -> None:
    file.write_text("Dear diary, " * 1000)


def _zero_header(file: Path) -> None:
    file.write_bytes(bytes(100) + file.read_bytes()[100:])


def _another_program(file: Path) -> None:
    file.unlink()
    raw(file, "PRAGMA journal_mode = WAL", "CREATE TABLE bookmarks (url)", "PRAGMA user_version = 7")


def _newer(file: Path) -> None:
    raw(file, f"PRAGMA user_version = {LATEST + 1}")


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 + 1000])


def _short_header(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:60])


def _without_its_last_page(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def _without_its_last_bytes(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])  # SQLite takes the rest of the page for zeros


def _another_program_killed(file: Path) -> None:
    """Opened for writing, its log would be worked into it."""
    file.unlink()
    other = file.with_name("other.db")
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO bookmarks VALUES ('https://example.org')")
        ends = ("", "-wal")
        contents = [_bytes_by_another(other.with_name(other.name + end)) for end in ends]
    for end, content in zip(ends, contents, strict=True):
        file.with_name(file.name + end).write_bytes(content)


HARM: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (_missing, "is missing"),
    "empty": (_emptied, "is empty"),
    "a text": (_a_text, "is not a journal"),
    "zero header": (_zero_header, "is not a journal"),
    "another program's": (_another_program, "belongs to another program"),
    "newer": (_newer, "was written by a newer reflect"),
    "truncated": (_truncated, "is damaged"),
    "short header": (_short_header, "is not a journal"),
    "another program's, killed": (_another_program_killed, "belongs to another program"),
    "last bytes gone": (_without_its_last_bytes, "100 of"),
    "last page gone": (_without_its_last_page, "is damaged"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("harm", HARM)
def test_a_doubtful_file_is_refused_and_nothing_is_changed_or_made(
    desk: Desk, kept: Path, harm: str, command: str
) -> None:
    does, says = HARM[harm]
    does(kept)
    before = {file.name: fingerprint(file) for file in kept.parent.iterdir()}
    desk.run(command)
    assert (desk.code, desk.out) == (5, "")
    assert says in desk.err
    assert "fault of reflect" not in desk.err
    assert {file.name: fingerprint(file) for file in kept.parent.iterdir()} == before


@pytest.mark.parametrize("harm", ["missing", "empty", "a text", "truncated"])
def test_the_refusal_names_the_newest_backup(desk: Desk, kept: Path, harm: str) -> None:
    backups = kept.parent / "backups"
    backups.mkdir()
    for age, name in enumerate(("b.db", "c.db", "a.db")):
        (backups / name).write_bytes(b"")
        os.utime(backups / name, (1_700_000_000 + age, 1_700_000_000 + age))
    HARM[harm][0](kept)
    assert str(backups / "a.db") in desk.run("status").err


def test_a_newer_schema_that_stands_in_the_log_alone_is_refused_too(path: Path) -> None:
    opened(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute(f"PRAGMA user_version = {LATEST + 1}")
        assert int.from_bytes(_bytes_by_another(path)[60:64], "big") == LATEST  # only the log says otherwise
        with pytest.raises(JournalError, match="newer reflect"):
            open_journal(path)


def test_a_lone_empty_file_becomes_a_journal_when_something_is_written_and_not_before(desk: Desk) -> None:
    desk.home.mkdir()
    (desk.home / "journal.db").touch()
    assert "no journal yet" in desk.run("status").out
    assert (desk.home / "journal.db").stat().st_size == 0
    assert desk.run("people add Ana").code == 0


def test_looking_makes_nothing(desk: Desk) -> None:
    assert desk.run("status").code == 0
    with pytest.raises(NotFoundError):
        open_journal(desk.home / "journal.db", create=False)
    assert not desk.home.exists()


def test_a_link_to_nowhere_is_refused_and_nothing_is_made_at_its_end(desk: Desk, tmp_path: Path) -> None:
    desk.home.mkdir()
    (desk.home / "journal.db").symlink_to(tmp_path / "elsewhere.db")
    for command in ("status", "people add Ana"):
        assert desk.run(command).code == 5
        assert "is a link" in desk.err
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_folder_in_the_place_of_the_file_is_refused(desk: Desk) -> None:
    (desk.home / "journal.db").mkdir(parents=True)
    assert desk.run("status").code == 5
    assert "is not a file" in desk.err


def test_a_second_connection_of_one_process_does_not_drop_the_lock_of_the_first(path: Path) -> None:
    """Closing any handle on the file would: another process could then write at the same time."""
    with closing(opened(path)) as first:
        first.connection.execute("SELECT count(*) FROM entries").fetchone()
        open_journal(path).close()
        locks = Path("/proc/locks")
        if not locks.exists():
            pytest.skip("no /proc/locks here")
        held = [line.split() for line in locks.read_text().splitlines()]
        ours = {line[5].rpartition(":")[2] for line in held if line[4] == str(os.getpid())}
        assert str(path.stat().st_ino) in ours


def test_a_first_run_that_was_killed_early_is_gone_on_with(path: Path) -> None:
    """Between the making of the file and its first table there are three moments, and each may be the last."""
    for stop in ("PRAGMA application_id", "PRAGMA journal_mode", "BEGIN IMMEDIATE"):
        home = path.parent / stop[-4:]
        home.mkdir(parents=True)
        begun = home / "journal.db"
        begun.touch()
        if stop != "PRAGMA application_id":
            raw(begun, f"PRAGMA application_id = {APPLICATION_ID}")
        if stop == "BEGIN IMMEDIATE":
            raw(begun, "PRAGMA journal_mode = WAL")
        with closing(opened(begun)) as journal:
            one_of_each(journal)
            assert journal.entry("e").answers[0].text == "told the board early"


@pytest.mark.parametrize(
    ("place", "warned"), [("Dropbox/reflect", "Dropbox"), ("synced/reflect", "Syncthing"), ("plain", None)]
)
def test_a_home_that_a_folder_tool_copies_is_warned_about(tmp_path: Path, place: str, warned: str | None) -> None:
    (tmp_path / "synced" / ".stfolder").mkdir(parents=True)
    desk = Desk(tmp_path / place).run("people add Ana")
    assert desk.code == 0
    assert ("copies elsewhere" in desk.err) == (warned is not None)
    assert warned is None or warned in desk.err
