"""What a command writes out never takes the place of a file that reflect keeps, whatever name leads there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reflect.own_files import is_own
from tests.conftest import Desk

posix = pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")

WRITING = ("export", "export --coach", "review", "calendar", "backup", "export --coach --key")
OWN = (
    "journal.db", "journal.db-wal", "journal.db-shm", "journal.db-journal", "journal.db.id", "journal.db.recovery",
    "settings.toml", "JOURNAL.DB",
)  # fmt: skip


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with a note, a setting and a backup."""
    desk.run("note", given="The board.")
    desk.run("settings set day_ends 3")
    desk.run("backup")
    assert desk.code == 0, desk.err
    return desk


def held(home: Path) -> dict[str, bytes]:
    """Every file of the home, but for what SQLite makes and removes as it opens the journal."""
    return {
        str(file.relative_to(home)): file.read_bytes()
        for file in home.rglob("*")
        if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    }


def written(desk: Desk, line: str, place: Path) -> int:
    """The exit code of a command that is to write there, whatever stands there."""
    words = line.split() if line.endswith("--key") else [*line.split(), "-o"]
    before = held(desk.home)
    code = desk.run([*words, str(place), "--force"]).code
    assert held(desk.home) == before
    return code


@pytest.mark.parametrize("line", WRITING)
@pytest.mark.parametrize("name", OWN)
def test_force_replaces_neither_the_journal_nor_what_lies_beside_it(kept: Desk, line: str, name: str) -> None:
    assert written(kept, line, kept.home / name) == 6, kept.err
    assert "nothing else is written there" in kept.err
    assert "--force" not in kept.err


@pytest.mark.parametrize("line", [line for line in WRITING if line != "backup"])
def test_force_replaces_no_backup_by_anything_else(kept: Desk, line: str) -> None:
    [backup] = (kept.home / "backups").iterdir()
    assert written(kept, line, backup) == 6
    assert "lies among the backups" in kept.err


@posix
@pytest.mark.parametrize("line", WRITING)
def test_a_link_of_either_kind_to_the_journal_is_the_journal(kept: Desk, tmp_path: Path, line: str) -> None:
    (tmp_path / "soft").symlink_to(kept.home / "journal.db")
    (tmp_path / "hard").hardlink_to(kept.home / "journal.db")
    (tmp_path / "folder").symlink_to(kept.home)
    for place in (tmp_path / "soft", tmp_path / "hard", tmp_path / "folder" / "journal.db"):
        assert written(kept, line, place) == 6
        assert "is the journal itself" in kept.err


@posix
def test_a_journal_that_lies_elsewhere_behind_a_link_is_kept_there_too(kept: Desk, tmp_path: Path) -> None:
    (kept.home / "journal.db").rename(tmp_path / "far.db")
    (kept.home / "journal.db").symlink_to(tmp_path / "far.db")
    before = (tmp_path / "far.db").read_bytes()
    assert kept.run(["export", "--force", "-o", str(tmp_path / "far.db")]).code == 6
    assert kept.run(["export", "--force", "-o", str(tmp_path / "far.db-wal")]).code == 6
    assert (tmp_path / "far.db").read_bytes() == before


def test_pages_go_neither_among_the_backups_nor_among_the_packs(kept: Desk) -> None:
    for folder in ("backups", "prompts"):
        before = held(kept.home)
        assert kept.run(["export", "--format", "markdown", "-o", f"{kept.home / folder}/"]).code == 6
        assert held(kept.home) == before


def test_the_journal_of_another_home_is_not_replaced(kept: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other").run("note", given="Another life.")
    before = (other.home / "journal.db").read_bytes()
    for line in ("export", "backup"):
        assert kept.run([line, "--force", "-o", str(other.home / "journal.db")]).code == 6
        assert "another home" in kept.err
    assert (other.home / "journal.db").read_bytes() == before


def test_salvage_writes_over_nothing_and_names_no_option_that_it_has_not(kept: Desk, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_bytes(b"hers")
    for place in (kept.home / "journal.db", kept.home / "journal.db-journal", tmp_path / "there.db"):
        before = held(kept.home)
        assert kept.run(["doctor", "--salvage", str(place)]).code == 6
        assert held(kept.home) == before
        assert "--force" not in kept.err
    assert (tmp_path / "there.db").read_bytes() == b"hers"


def test_a_file_of_hers_in_the_home_is_written_as_before(kept: Desk) -> None:
    for _ in range(2):
        assert kept.run(["export", "--force", "-o", str(kept.home / "all.jsonl")]).code == 0, kept.err
    assert kept.run(["review", "--open", "-o", str(kept.home / "review.html"), "--force"]).code == 0, kept.err


def test_commands_that_have_force_name_it_where_a_file_stands(kept: Desk, tmp_path: Path) -> None:
    (tmp_path / "there.md").write_bytes(b"hers")
    for line in ("export", "review", "calendar", "export --coach"):
        assert kept.run([*line.split(), "-o", str(tmp_path / "there.md")]).code == 6
        assert "--force replaces it." in kept.err
    assert (tmp_path / "there.md").read_bytes() == b"hers"


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("journal.db", True), ("journal.db-wal", True), ("journal-2025-03-03T180000-2.db", True),
        ("journal-replaced-2025-03-03T180000.db-shm", True), (".journal.db.12.reflect-part", True),
        ("prompts/mine.toml", True), ("pyproject.toml", False), ("journal.md", False), ("run.sh", False),
        ("journals.db", False), ("backups/theirs.db", False),
    ],
)  # fmt: skip
def test_a_name_is_known_as_reflects_own_or_not(name: str, own: bool) -> None:
    assert is_own(Path("somewhere") / name) is own
