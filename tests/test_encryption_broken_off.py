"""Encrypting, decrypting and a new passphrase that were killed half-way: seen, told, and brought to their end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reflect.store import keys
from reflect.store.header import begins_plain
from reflect.store.recovery import read_recovery
from tests.conftest import Desk
from tests.test_encryption import NEW, PASSPHRASE, begun, code_in, encrypted, plain_text_in, without_command

pytest.importorskip("sqlcipher3", reason="encryption needs the extra 'encrypt'")

EXPORT = "export --format jsonl"
OTHER = "Mond Tinte Feder Kahn"

DYING = """
import os, sys
from datetime import datetime, UTC
from reflect.cli import encrypting, run
from reflect.session import World
from reflect.store import converting, keys

keys.ROUNDS = 1000
what, after, line, *secrets = sys.argv[1:]
module = {"convert_copy": encrypting, "_convert": converting}[what]
usual, left = getattr(module, what), int(after)

def dying(*given):
    global left
    if not left:
        os._exit(9)
    left -= 1
    return usual(*given)

setattr(module, what, dying)
run(line.split(), World(
    clock=lambda: datetime(2025, 3, 3, 17, tzinfo=UTC), secret=(lambda _: secrets.pop(0)) if secrets else None
))
"""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 1000)


def killed(desk: Desk, line: str, *secrets: str, at: str, after: int = 0) -> str:
    """Carry out a command that is killed when it is about to convert the copy, or file, after so many."""
    told = {"REFLECT_PASSPHRASE_COMMAND": f"echo {PASSPHRASE}"} if not secrets else {}
    done = subprocess.run(
        [sys.executable, "-c", DYING, at, str(after), line, *secrets], capture_output=True, text=True, check=False,
        env={**os.environ, "REFLECT_HOME": str(desk.home), **told},
    )  # fmt: skip
    assert done.returncode == 9, done.stderr
    return done.stdout


def with_copies(desk: Desk) -> Desk:
    """A desk with a day kept, two backups, and what stood where one was restored."""
    begun(desk).run("backup")
    shutil.copy(desk.home / "journal.db", desk.home / "journal-replaced-2025-03-01T080000.db")
    assert len(copies(desk)) == 3
    return desk


def copies(desk: Desk) -> list[Path]:
    return sorted([*(desk.home / "backups").glob("*.db"), *desk.home.glob("journal-replaced-*.db")])


def encryption(desk: Desk) -> dict[str, Any]:
    """What the doctor says of the forms of the copies."""
    desk.run("doctor --json")
    rows = desk.json["sections"][0]["blocks"][0]["rows"]
    found: dict[str, Any] = next(row for row in rows if row["key"] == "encryption")
    return found


@pytest.mark.parametrize("after", [0, 2])
def test_an_encrypting_killed_before_its_backups_is_told_and_brought_to_its_end(desk: Desk, after: int) -> None:
    with_copies(desk)
    code = code_in(killed(desk, "encrypt", at="convert_copy", after=after))
    plain = [copy.name for copy in copies(desk) if begins_plain(copy)]
    assert len(plain) == 3 - after
    found = encryption(desk.knowing(PASSPHRASE))
    assert (desk.code, found["verdict"]) == (5, "damaged")
    assert all(name in found["found"] for name in plain)
    assert "reflect encrypt" in found["todo"]
    assert desk.knowing(PASSPHRASE).run("backup").code == 0
    assert "reflect encrypt" in desk.err, "a new backup says that others are plain"
    assert desk.knowing(PASSPHRASE).run("encrypt").code == 0, desk.err
    assert plain_text_in(desk.home) == []
    assert encryption(desk.knowing(PASSPHRASE))["verdict"] == "well"
    assert desk.code == 0, desk.out
    assert desk.knowing(PASSPHRASE).run("encrypt").code == 2
    assert desk.knowing(code, NEW, NEW).run("passphrase --recover").code == 0, desk.err


@pytest.mark.parametrize(("at", "after"), [("convert_copy", 0), ("convert_copy", 2), ("_convert", 3)])
@pytest.mark.parametrize("on", ["decrypt --yes", "encrypt"])
def test_a_decrypting_killed_among_its_backups_keeps_the_recovery_code_and_can_be_ended_either_way(
    desk: Desk, at: str, after: int, on: str
) -> None:
    desk = with_copies(desk)
    code = code_in(encrypted_again(desk))
    killed(desk, "decrypt --yes", at=at, after=after)
    assert not begins_plain(desk.home / "journal.db"), "the journal is the last"
    assert len([copy for copy in copies(desk) if begins_plain(copy)]) == after
    if after:
        assert encryption(desk.knowing(PASSPHRASE))["verdict"] == "damaged"
    if on == "encrypt":
        assert desk.knowing(PASSPHRASE).run("encrypt").code == (0 if after else 2), desk.err
        assert plain_text_in(desk.home) == []
        assert desk.knowing(code, NEW, NEW).run("passphrase --recover").code == 0, desk.err
        return
    assert desk.knowing(PASSPHRASE).run("decrypt --yes").code == 0, desk.err
    assert all(begins_plain(file) for file in (desk.home / "journal.db", *copies(desk)))
    assert not (desk.home / "journal.db.recovery").exists()
    assert encryption(desk)["verdict"] == "well"
    assert desk.code == 0, desk.out


def encrypted_again(desk: Desk) -> str:
    """The recovery code that encrypting shows."""
    desk.with_environ(REFLECT_PASSPHRASE_COMMAND=f"echo {PASSPHRASE}").run("encrypt")
    assert desk.code == 0, desk.err
    return desk.out


def test_encrypted_backups_beside_a_plain_journal_are_told_and_made_plain(desk: Desk) -> None:
    desk = without_command(encrypted(desk))
    backup = next((desk.home / "backups").glob("*.db"))
    content = backup.read_bytes()
    assert desk.knowing(PASSPHRASE).run("decrypt --yes").code == 0, desk.err
    backup.write_bytes(content)
    found = encryption(desk)
    assert desk.code == 5
    assert backup.name in found["found"]
    assert "reflect decrypt" in found["todo"]
    assert desk.knowing(PASSPHRASE).run("decrypt --yes").code == 0, desk.err
    assert begins_plain(backup)
    assert desk.run("doctor").code == 0, desk.out
    assert desk.run("decrypt --yes").code == 2


def test_two_broken_off_changes_leave_the_recovery_code_of_the_passphrase_that_still_opens(desk: Desk) -> None:
    begun(desk)
    code = code_in(encrypted_again(desk))
    for new in (NEW, OTHER):
        killed(desk, "passphrase", PASSPHRASE, new, new, at="_convert")
    assert desk.knowing(PASSPHRASE).run("list").code == 0, desk.err
    recovery = read_recovery(desk.home / "journal.db")
    assert recovery is not None
    assert [way.fits(PASSPHRASE) for way in recovery.ways] == [True], "what opens nothing is gone"
    killed(desk, "passphrase", PASSPHRASE, NEW, NEW, at="_convert")
    killed(desk, "passphrase", PASSPHRASE, OTHER, OTHER, at="_convert")
    assert desk.knowing(code, NEW, NEW).run("passphrase --recover").code == 0, desk.err
    assert desk.knowing(NEW).run(EXPORT).code == 0, desk.err


def test_a_change_killed_before_the_backups_keeps_what_the_old_code_opens_until_they_are_rewritten(
    desk: Desk,
) -> None:
    begun(desk)
    encrypted_again(desk)
    killed(desk, "passphrase", PASSPHRASE, NEW, NEW, at="convert_copy")
    assert desk.knowing(NEW).run("list").code == 0, desk.err
    recovery = read_recovery(desk.home / "journal.db")
    assert recovery is not None
    assert recovery.knows(PASSPHRASE)
    assert recovery.knows(NEW)
    assert desk.knowing(PASSPHRASE).run("list").code == 5
    assert "earlier passphrase" in desk.err
    assert desk.knowing(NEW).run("doctor").code == 0, desk.out
    assert "want of their passphrase" in " ".join(desk.out.split())
    backup = copies(desk)[0]
    assert desk.knowing(PASSPHRASE, NEW).run(f"restore {backup.name} --yes").code == 0, desk.err
    assert desk.knowing(NEW).run("list").code == 0, "it kept its passphrase"
    for copy in copies(desk):
        copy.unlink()
    desk.knowing(NEW).run("list")
    recovery = read_recovery(desk.home / "journal.db")
    assert recovery is not None
    assert not recovery.knows(PASSPHRASE), "nothing opens with it any more"


def test_a_link_among_the_backups_keeps_no_other_in_plain_text(desk: Desk, tmp_path: Path) -> None:
    with_copies(desk)
    first = copies(desk)[0]
    shutil.move(first, tmp_path / "elsewhere.db")
    first.symlink_to(tmp_path / "elsewhere.db")
    encrypted_again(desk)
    assert first.name in desk.err
    assert [copy for copy in copies(desk) if begins_plain(copy)] == [first]


def test_half_written_files_and_packs_are_named_as_plain(desk: Desk) -> None:
    begun(desk)
    (desk.home / "backups" / ".journal.db.7.reflect-part").write_bytes(b"SQLite format 3\0")
    (desk.home / "prompts").mkdir(mode=0o700)
    encrypted_again(desk)
    assert ".journal.db.7.reflect-part" in desk.err
    assert str(desk.home / "prompts") in desk.err


def test_what_a_killed_decrypting_left_half_written_in_plain_text_is_told_and_removed(desk: Desk) -> None:
    desk = without_command(encrypted(desk))
    part = desk.home / "backups" / ".journal.db.converted.7.reflect-part"
    part.write_bytes(b"SQLite format 3\0" + bytes(4080))
    found = encryption(desk.knowing(PASSPHRASE))
    assert (desk.code, found["verdict"]) == (5, "damaged")
    assert part.name in found["found"]
    desk.knowing(PASSPHRASE).run("doctor --repair")
    assert not part.exists()
    assert desk.knowing(PASSPHRASE).run("doctor").code == 0, desk.out


# ---- destroyed backups

DESTROYED = {"zeros": bytes(245760), "text": b"shopping list\n" * 20000, "short": b"?", "empty": b""}


@pytest.mark.parametrize("how", [*DESTROYED, "chance"])
@pytest.mark.parametrize("form", ["plain", "encrypted"])
def test_a_destroyed_backup_never_counts_as_one_that_opens(desk: Desk, how: str, form: str) -> None:
    desk = begun(desk) if form == "plain" else without_command(encrypted(desk))
    backup = copies(desk)[0]
    backup.write_bytes(DESTROYED.get(how) or (os.urandom(245760) if how == "chance" else b""))
    desk.knowing(PASSPHRASE).run("doctor")
    assert desk.code == 5
    assert backup.name in desk.out
    assert "All open" not in desk.out
    if how != "chance":
        assert desk.knowing().run(f"restore {backup.name} --yes").code == 5, "no passphrase is asked for"
        assert "is not a journal of reflect, or is damaged" in desk.err
    assert desk.knowing(PASSPHRASE).run("backup").code == 0, desk.err
    assert desk.knowing(PASSPHRASE).run("backup --list").code == 0, "the others are listed"
    assert desk.out.count("unreadable") == 1


def test_backups_whose_passphrase_nobody_gave_are_not_said_to_open(desk: Desk) -> None:
    desk = without_command(encrypted(desk))
    assert desk.run("doctor").code == 5
    assert "All open" not in desk.out
    assert "want of their passphrase" in " ".join(desk.out.split())


@pytest.mark.parametrize("how", ["missing", "destroyed", "damaged"])
def test_a_plain_copy_takes_the_place_of_an_encrypted_journal_that_is_lost(
    desk: Desk, tmp_path: Path, how: str
) -> None:
    begun(desk).run(["backup", "-o", str(tmp_path / "plain.db")])
    exported = desk.run(EXPORT).out
    desk = without_command(encrypted(desk))
    path = desk.home / "journal.db"
    content = bytearray(path.read_bytes())
    path.unlink()
    if how != "missing":
        content[100] ^= 1
        path.write_bytes(bytes(40960) if how == "destroyed" else content)
    assert desk.knowing("wrong", PASSPHRASE).run(["restore", str(tmp_path / "plain.db"), "--yes"]).code == 0, (
        desk.err
    )
    assert not begins_plain(path)
    assert desk.knowing(PASSPHRASE).run(EXPORT).out[: len(exported)] == exported
    assert desk.knowing(*3 * ["wrong"]).run("list").code == 5
