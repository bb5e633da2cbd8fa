"""A newer schema: a verified copy, then one transaction; at any failure everything is as it was before."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from reflect.errors import JournalError
from reflect.store import header, opening, schema
from reflect.store import migrations as steps
from reflect.store.checking import wrong_checksums
from tests.store.conftest import one_of_each, opened, rights


@pytest.fixture
def older(path: Path) -> Path:
    """A journal as this program wrote it before it knew the step that a test adds."""
    with closing(opened(path)) as journal:
        one_of_each(journal)
    return path


@pytest.fixture
def added_step(older: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two more steps than wrote the journal; where the list says "fail" the second breaks half way."""
    del older
    will: list[str] = []

    def first(db: Database) -> None:
        db.execute("CREATE TABLE weathers (key INTEGER PRIMARY KEY) STRICT")

    def more(db: Database) -> None:
        db.execute("ALTER TABLE answers ADD COLUMN mood INTEGER")
        db.execute("UPDATE answers SET mood = 3")
        db.execute("CREATE TABLE moods (key INTEGER PRIMARY KEY) STRICT")
        if "fail" in will:
            raise sqlite3.OperationalError("the disk caught fire")

    monkeypatch.setattr(steps.migrations, "_migrations", list(steps.migrations._migrations))
    steps.migrations(name="9998_weathers")(first)
    steps.migrations(name="9999_moods")(more)
    _know(monkeypatch, schema.LATEST + 2)
    return will


def _know(monkeypatch: pytest.MonkeyPatch, latest: int) -> None:
    for module in (schema, opening, header):
        monkeypatch.setattr(module, "LATEST", latest)


def _schema(path: Path) -> tuple[int, list[tuple[str, str]]]:
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return version, connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_the_number_of_the_schema_is_the_number_of_steps() -> None:
    assert len(steps.migrations._migrations) == schema.LATEST


@pytest.mark.usefixtures("added_step")
def test_an_older_journal_is_copied_and_brought_up_to_date(older: Path) -> None:
    before, tables = _schema(older)
    opened(older).close()
    after, now = _schema(older)
    assert (before, after) == (schema.LATEST - 2, schema.LATEST)
    assert "moods" in dict(now)
    copy = older.parent / "backups" / f"before-schema-{schema.LATEST}.db"
    assert _schema(copy) == (before, tables)
    assert rights(copy) == 0o600


def test_a_failure_in_the_middle_leaves_version_and_tables_as_they_were(
    older: Path, added_step: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _schema(older)
    added_step.append("fail")
    with pytest.raises(JournalError) as caught:
        opened(older)
    assert caught.value.exit_code == 5
    assert "fire" not in caught.value.message
    assert _schema(older) == before
    copy = older.parent / "backups" / f"before-schema-{schema.LATEST}.db"
    assert rights(copy) == 0o600
    assert _schema(copy) == before
    _know(monkeypatch, before[0])
    with closing(opened(older)) as journal, closing(opened(copy)) as copied:
        assert wrong_checksums(journal) == wrong_checksums(copied) == []
        assert list(copied.every_entry()) == list(journal.every_entry())


@pytest.mark.usefixtures("added_step")
def test_without_a_verified_copy_nothing_is_changed(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _schema(older)
    (older.parent / "backups").write_text("a file where the folder should be")
    with pytest.raises(JournalError, match="could not be written"):
        opened(older)
    assert _schema(older) == before
    _know(monkeypatch, before[0])
    with closing(opened(older)) as journal:
        assert wrong_checksums(journal) == []


@pytest.mark.usefixtures("added_step")
def test_the_step_and_its_copy_see_the_same_rows(older: Path) -> None:
    """The copy is made under the write lock: nothing can be written between it and the step."""
    statements: list[str] = []
    real = sqlite3.connect

    class Tracing:
        def __call__(self, *arguments, **more):  # type: ignore[no-untyped-def]  # handed on as they came
            connection = real(*arguments, **more)
            connection.set_trace_callback(lambda line: statements.append(" ".join(line.split())))
            return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", Tracing())
        opened(older).close()
    lock = statements.index("BEGIN IMMEDIATE")
    copied = next(place for place, line in enumerate(statements) if line.startswith("VACUUM INTO"))
    altered = next(place for place, line in enumerate(statements) if line.startswith("ALTER TABLE"))
    assert lock < copied < altered
    assert "COMMIT" not in statements[lock:altered]


MIGRATE_AT_ONCE = """
import sys
from reflect.store import header, migrations, opening, schema
latest = schema.LATEST + 1
schema.LATEST = header.LATEST = opening.LATEST = latest
migrations.migrations(name="9999_moods")(lambda db: db.execute("ALTER TABLE answers ADD COLUMN mood INTEGER"))
sys.stdout.write("ready\\n"); sys.stdout.flush(); sys.stdin.readline()
from pathlib import Path
opening.open_journal(Path(sys.argv[1])).close()
"""


def test_several_programs_that_find_an_older_journal_bring_it_up_to_date_once(older: Path) -> None:
    before = _schema(older)
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE_AT_ONCE, str(older)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(6)
    ]  # fmt: skip
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    errors = [program.communicate(timeout=60)[1] for program in programs]
    assert errors == [""] * 6
    assert _schema(older)[0] == before[0] + 1
    copies = list((older.parent / "backups").iterdir())
    assert [copy.name for copy in copies] == [f"before-schema-{before[0] + 1}.db"]
    assert _schema(copies[0]) == before, "the copy is the old one, not what a faster program made of it"
