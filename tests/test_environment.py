"""The home, the moment and the days that are named: what cannot be is refused in one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.store.conftest import rights

posix = pytest.mark.skipif(os.name != "posix", reason="rights, and names as bytes, as POSIX has them")


# ---- the home


@pytest.mark.parametrize("line", ["status", "note", "backup", "--debug status", "doctor"])
def test_a_home_in_the_folder_of_nobody_is_a_sentence(desk: Desk, line: str) -> None:
    nobody = desk.with_environ(REFLECT_HOME="~nosuchuser/x").run(line, given="words")
    assert (nobody.code, nobody.err.count("\n")) == (2, 2)
    assert "the name of nobody here" in nobody.err
    assert desk.run(["--home", "~nosuchuser/x", *line.split()], given="words").code == 2


@posix
def test_a_home_whose_name_is_not_utf_8_is_refused_before_anything_is_made(desk: Desk, tmp_path: Path) -> None:
    place = os.fsdecode(bytes(tmp_path) + b"/\xff")
    for line in ("note", "settings set day_ends 3", "status"):
        assert desk.with_environ(REFLECT_HOME=place).run(line, given="words").code == 2
        assert "not UTF-8" in desk.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line", ["export -o ~nosuchuser/x", "backup -o ~nosuchuser/x", "doctor --salvage ~nosuchuser/x",
             "restore ~nosuchuser/x", "demo --keep ~nosuchuser/x"]
)  # fmt: skip
def test_a_file_in_the_folder_of_nobody_is_a_sentence(desk: Desk, line: str) -> None:
    desk.run("note", given="words")
    assert desk.run(line).code == 2
    assert "the name of nobody here" in desk.err


@posix
def test_a_folder_that_holds_other_files_keeps_its_rights_as_a_home_and_it_is_said_once(
    desk: Desk, tmp_path: Path
) -> None:
    home = tmp_path / "project"
    (home / "backups").mkdir(parents=True)
    for file in (home / "build.sh", home / "backups" / "theirs.txt"):
        file.write_text("theirs")
    for path, mode in ((home, 0o755), (home / "backups", 0o775), (home / "build.sh", 0o755)):
        path.chmod(mode)
    desk.run(["--home", str(home), "note"], given="words")
    assert desk.code == 0
    assert f"{home} is a folder that others on this machine may open" in desk.err
    for line in ("settings set day_ends 3", "backup", "doctor", "note"):
        assert desk.run(["--home", str(home), *line.split()], given="more").code == 0, desk.err
        assert "others on this machine" not in desk.err
    modes = {path.relative_to(home).as_posix(): rights(path) for path in home.rglob("*")}
    theirs = {"backups": 0o775, "build.sh": 0o755, "backups/theirs.txt": rights(home / "backups" / "theirs.txt")}
    assert rights(home) == 0o755
    assert {name: modes.pop(name) for name in theirs} == theirs
    assert set(modes) >= {"journal.db", "journal.db.id", "settings.toml", "backups/journal-2025-03-03T180000.db"}
    assert set(modes.values()) == {0o600}


# ---- the moment


@pytest.mark.parametrize(
    "moment", ["9999-12-31T12:00", "0001-01-02T00:00", "2201-01-01T00:00", "1899-12-31T23:59"]
)
@pytest.mark.parametrize("line", ["status", "note", "review", "daily --json"])
def test_a_moment_at_the_ends_of_the_calendar_is_refused(desk: Desk, moment: str, line: str) -> None:
    desk.with_environ(REFLECT_NOW=moment).run(line, given="words")
    assert desk.code == 3
    assert "a journal knows the years 1900 to 2200" in desk.err
    assert not (desk.home / "journal.db").exists() or line != "note"


@pytest.mark.parametrize("moment", ["2200-12-31T12:00", "1900-01-01T12:00"])
def test_the_first_and_the_last_day_can_be_looked_at(desk: Desk, moment: str) -> None:
    desk.run("note", given="words")
    for line in ("status", "calendar", "list", "review today"):
        assert desk.with_environ(REFLECT_NOW=moment).run(line).code == 0, desk.err


@pytest.mark.parametrize("words", ["9999", "9999-12", "0001", "9999-12-31", "2025..9999"])
@pytest.mark.parametrize("line", ["review", "export", "list", "away"])
def test_a_period_that_nobody_lives_in_is_no_fault_of_reflect(desk: Desk, line: str, words: str) -> None:
    desk.run("note", given="words")
    desk.run([line, words])
    assert desk.code == 3
    assert "fault" not in desk.err


@pytest.mark.parametrize("line", ["note", "log gain --answers -", "daily --answers -"])
def test_nothing_is_kept_under_a_day_to_come(desk: Desk, line: str) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run(f"{line} --on 2025-03-04", given="{}")
    assert desk.code == 3
    assert "2025-03-04" in desk.err
    assert '"entry"' not in desk.run("export").out
