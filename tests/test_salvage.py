"""Salvaging: a zeroed page costs its own rows, half a file half of them, and what is lost is said."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reflect.store.schema import COLUMNS, HISTORY
from tests.conftest import Desk
from tests.store.conftest import fingerprint, raw, rights

TABLES = (*COLUMNS, *HISTORY)
PAGE = 4096


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The journal of the invented leader's year, as the bytes of its file."""
    home = tmp_path_factory.mktemp("year") / "home"
    desk = Desk(home.parent / "hers").at("2025-12-31T18:00")
    desk.run(["demo", "--keep", str(home)])
    assert desk.code == 0, desk.err
    return (home / "journal.db").read_bytes()


@pytest.fixture
def home(desk: Desk, year: bytes) -> Desk:
    """A desk whose home holds that year."""
    desk.home.mkdir(mode=0o700)
    damaged(desk, year)
    (desk.home / "journal.db.id").write_text("The journal of reflect lies beside this file: journal.db\n")
    return desk.at("2026-01-05T18:00")


def damaged(desk: Desk, content: bytes) -> None:
    (desk.home / "journal.db").write_bytes(content)


def stored(path: Path) -> set[tuple[str, str]]:
    """Every row, as its table and all its values."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            (table, repr(row))
            for table, columns in COLUMNS.items()
            for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
        }


def salvaged(desk: Desk, target: Path) -> None:
    """Salvage the home's journal into a file, which leaves it as it is byte for byte."""
    before = fingerprint(desk.home / "journal.db")
    desk.run(["doctor", "--salvage", str(target)])
    assert desk.code == 0, desk.err
    assert fingerprint(desk.home / "journal.db") == before


def works(desk: Desk, target: Path) -> None:
    """The new journal passes every check, and every command reads and writes it."""
    assert rights(target) == 0o600
    other = Desk(target.parent).at("2026-01-06T18:00")
    for line in ("doctor", "status", "list --year", "review 2025-Q3", "export --format json", "people"):
        assert other.run(line).code == 0, f"{line}\n{other.out}{other.err}"
    assert other.run("people add Zora").code == 0, other.err
    assert other.run("undo").code == 0, other.err


def rows_on_pages(path: Path, last: int) -> int:
    """How many rows lie on the pages up to the last, by SQLite's own account."""
    with closing(sqlite3.connect(path)) as connection:
        names = ", ".join(f"'{table}'" for table in COLUMNS)
        query = f"SELECT sum(ncell) FROM dbstat WHERE pagetype = 'leaf' AND pageno <= ? AND name IN ({names})"
        return int(connection.execute(query, (last,)).fetchone()[0])


def zeroed(content: bytes, page: int) -> bytes:
    return content[: (page - 1) * PAGE] + bytes(PAGE) + content[page * PAGE :]


def test_a_sound_journal_is_salvaged_whole_and_exports_the_same_bytes(home: Desk, tmp_path: Path) -> None:
    target = tmp_path / "new" / "journal.db"
    whole = stored(home.home / "journal.db")
    salvaged(home, target)
    assert stored(target) == whole
    assert "not as it was" not in home.out.lower()
    exported = home.run("export").out
    assert Desk(target.parent, home.moment).run("export").out == exported
    works(home, target)


def loss(desk: Desk, tmp_path: Path, year: bytes, pages: Iterator[int]) -> float:
    """The smallest share of the year's rows that is saved when one of these pages is zeroed."""
    whole = stored(desk.home / "journal.db")
    least = 1.0
    for page in pages:
        damaged(desk, zeroed(year, page))
        target = tmp_path / f"page{page}" / "journal.db"
        salvaged(desk, target)
        share = len(stored(target) & whole) / len(whole)
        least = min(least, share)
        assert share >= 0.95, f"page {page}: {share:.1%}"
        if page % 23 == 1:  # every command on every twenty-third: 3 s each
            works(desk, target)
    return least


def test_a_zeroed_page_costs_at_most_one_row_in_twenty_be_it_the_first_or_any(
    home: Desk, tmp_path: Path, year: bytes
) -> None:
    chance = random.Random(15)
    pages = [1, *(chance.randrange(2, len(year) // PAGE) for _ in range(5))]
    print(f"\none page zeroed: at least {loss(home, tmp_path, year, iter(pages)):.1%} of the rows saved")  # noqa: T201  (the figure, with -s)


@pytest.mark.fault
def test_every_page_may_be_the_one_that_is_zeroed(home: Desk, tmp_path: Path, year: bytes) -> None:
    least = loss(home, tmp_path, year, iter(range(1, len(year) // PAGE + 1)))
    print(f"\nevery page zeroed in turn: at least {least:.1%} of the rows saved")  # noqa: T201  (the figure, with -s)


@pytest.mark.parametrize(("share", "least"), [(0.5, 0.45), (0.9, 0.85)])
def test_a_truncated_file_gives_back_every_row_whose_page_it_still_holds(
    home: Desk, tmp_path: Path, year: bytes, share: float, least: float
) -> None:
    """The first half of this file holds 44 % of the answers: tables lie between their indexes."""
    held = rows_on_pages(home.home / "journal.db", int(len(year) * share) // PAGE)
    whole = stored(home.home / "journal.db")
    damaged(home, year[: int(len(year) * share)])
    assert home.run("status").code == 5
    target = tmp_path / "new" / "journal.db"
    salvaged(home, target)
    same = stored(target) & whole
    print(f"\n{share:.0%} of the file: {len(same) / len(whole):.1%} of the rows")  # noqa: T201  (the figure, with -s)
    assert len(same) >= held
    assert len(same) / len(whole) >= least
    assert "pages of the file are missing" in " ".join(home.out.split())
    works(home, target)


def test_what_is_missing_is_told_by_the_days_around_it(home: Desk, tmp_path: Path) -> None:
    path = home.home / "journal.db"
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = 'entries' AND pagetype = 'leaf' LIMIT 1 OFFSET 3"
        ).fetchone()[0]
    damaged(home, zeroed(path.read_bytes(), page))
    home.run(["doctor", "--salvage", str(tmp_path / "new.db"), "--json"])
    rows = {row["key"]: row for row in home.json["sections"][0]["blocks"][0]["rows"]}
    said = " ".join(item["text"] for item in home.json["sections"][1]["blocks"][0]["items"])
    assert rows["entries"]["missing"] > 5
    assert rows["answers"]["missing"] == 0
    assert "2025-" in said
    assert f"entries ({rows['entries']['missing']})" in said


def test_a_damaged_answer_is_taken_and_named(home: Desk, tmp_path: Path, year: bytes) -> None:
    at = year.index(b"handover")
    damaged(home, year[:at] + b"H" + year[at + 1 :])
    target = tmp_path / "new" / "journal.db"
    salvaged(home, target)
    assert "Taken as they stand, though damaged: answers " in " ".join(home.out.split())
    assert any("Handover" in words or "handover" in words for _, words in stored(target))
    works(home, target)


def test_what_stands_only_in_the_log_is_salvaged_too(desk: Desk, tmp_path: Path) -> None:
    desk.run("people add Ana")
    path = desk.home / "journal.db"
    kept = tmp_path / "kept"
    kept.mkdir()
    with closing(desk.journal()) as journal:
        journal.connection.execute("PRAGMA wal_autocheckpoint = 0")
        desk.run("people add Ben")
        files = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
    for end, content in files.items():
        (kept / f"journal.db{end}").write_bytes(content)
    assert b"Ben" not in files[""]
    target = tmp_path / "new" / "journal.db"
    other = Desk(kept, desk.moment).run(["doctor", "--salvage", str(target)])
    assert other.code == 0, other.err
    assert {end: (kept / f"journal.db{end}").read_bytes() for end in ("", "-wal")} == files
    assert "Ben" in Desk(target.parent, desk.moment).run("people").out


def test_a_long_text_that_goes_over_many_pages_is_salvaged(desk: Desk, tmp_path: Path) -> None:
    words = "What I saw, and what I did. " * 2000
    desk.run("note", given=words)
    assert desk.code == 0, desk.err
    raw(desk.home / "journal.db", "PRAGMA wal_checkpoint(TRUNCATE)")
    target = tmp_path / "new" / "journal.db"
    desk.run(["doctor", "--salvage", str(target)])
    with closing(sqlite3.connect(target)) as connection:
        assert (words.strip(),) in connection.execute("SELECT trim(text) FROM answers").fetchall()


def test_nothing_is_written_over_a_file_that_exists(home: Desk, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("mine")
    assert home.run(["doctor", "--salvage", str(tmp_path / "mine.db")]).code == 6
    assert (tmp_path / "mine.db").read_text() == "mine"


def test_a_file_that_holds_nothing_of_a_journal_says_so_and_makes_none(home: Desk, tmp_path: Path) -> None:
    for content in (b"", bytes(8192), b"shopping list\n" * 9):
        damaged(home, content)
        assert home.run(["doctor", "--salvage", str(tmp_path / "new.db")]).code == 5
        assert not (tmp_path / "new.db").exists()
    (home.home / "journal.db").unlink()
    assert home.run(["doctor", "--salvage", str(tmp_path / "new.db")]).code == 4


def test_the_columns_lie_in_the_file_as_the_schema_names_them(journal_columns: dict[str, list[str]]) -> None:
    """A page is read without its table's schema."""
    for table, columns in {**COLUMNS, **HISTORY}.items():
        end = ["revision", "checksum"] if table in COLUMNS else ["checksum"]
        assert journal_columns[table] == ["key", *columns, *end]


@pytest.fixture
def journal_columns(desk: Desk) -> dict[str, list[str]]:
    desk.run("people add Ana")
    with closing(desk.journal()) as journal:
        return {
            table: [row[1] for row in journal.connection.execute(f"PRAGMA table_info({table})")]
            for table in TABLES
        }


def test_an_encrypted_journal_is_salvaged_row_by_row_and_stays_encrypted(home: Desk, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    whole = stored(home.home / "journal.db")
    secret = "correct horse battery staple"
    home.knowing(secret, secret).run("encrypt")
    assert home.code == 0, home.err
    path = home.home / "journal.db"
    damaged(home, zeroed(path.read_bytes(), 150))
    before = fingerprint(path)
    target = tmp_path / "new" / "journal.db"
    home.knowing(secret).run(["doctor", "--salvage", str(target)])
    assert home.code == 0, home.err
    assert fingerprint(path) == before
    assert b"handover" not in target.read_bytes()
    home.knowing(secret).run(["restore", str(target), "--yes"])
    assert home.code == 0, home.err
    assert home.knowing(secret).run("doctor").code == 0, home.out + home.err
    saved = len(home.knowing(secret).run("export").out.splitlines())
    assert saved > 0.9 * sum(table in ("entries", "people", "questions") for table, _ in whole)
