"""What lies round the journal: who may read it, what a kill left there, where it is copied to, the backups."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reflect.private_files import keep_private, private_folder, syncing_program
from reflect.store.doctoring import Finding
from reflect.store.engine import connect, errors
from reflect.store.schema import APPLICATION_ID, LATEST

if TYPE_CHECKING:
    from reflect.store.keys import Key  # hashlib, 2.5 ms

_PART = re.compile(r"\..+\.[0-9]+\.(?:reflect-)?part(?:-journal|-wal|-shm)?")
_OLD = 30
"""Days after which the newest backup is called old."""


def rights(home: Path) -> Finding:
    """Take the rights of group and others away from the home and what lies in it; says what was open to them."""
    if os.name != "posix":
        return Finding("rights", "who may read", "note", "This system's rights are not looked at.")
    folders = [folder for folder in (home, home / "backups") if folder.is_dir()]
    opened: list[str] = []
    left: list[str] = []
    for path in (*folders, *(file for folder in folders for file in folder.iterdir() if _is_file(file))):
        if not stat.S_IMODE(path.stat().st_mode) & 0o077:
            continue
        if path.is_dir():
            _close_folder(path)
        else:
            keep_private(path)
        (left if stat.S_IMODE(path.stat().st_mode) & 0o077 else opened).append(path.name)
    if left:
        found = f"Others on this machine may open {_some(left)}, and that could not be changed."
        return Finding("rights", "who may read", "damaged", found, f"Take their rights away: chmod -R go= {home}")
    if opened:
        found = f"Others on this machine could open {_some(opened)}; now you alone can."
        return Finding("rights", "who may read", "repaired", found)
    return Finding("rights", "who may read", "well", "You alone can open the home and the files in it.")


def _close_folder(folder: Path) -> None:
    try:
        private_folder(folder)
    except OSError:
        return


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _some(names: list[str], most: int = 4) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def place(journal_path: Path) -> Finding:
    """Whether a folder tool copies the journal elsewhere."""
    program = syncing_program(journal_path)
    if program is None:
        return Finding("place", "place", "well", "No program that is known to copy folders elsewhere holds it.")
    found = f"{program} copies this folder elsewhere: others may read it there, and two copies may mix."
    return Finding("place", "place", "note", found, "Move the home out of it, and name it: REFLECT_HOME.")


def leftovers(home: Path, edited: list[Path], *, repair: bool) -> Finding:
    """What killed writes and editors left; with `repair` half-written files are removed, never an edited text."""
    parts = [
        file
        for folder in (home, home / "backups", home / "prompts")
        if folder.is_dir()
        for file in folder.iterdir()
        if _PART.fullmatch(file.name) and _is_file(file)
    ]
    if edited:
        found = (
            f"{len(edited)} of your texts is left from an editor that was killed: {_some([*map(str, edited)], 1)}."
        )
        todo = "The next sitting or note offers it; or copy what you need, and remove it."
        return Finding("leftovers", "left behind", "note", found, todo)
    if not parts:
        return Finding(
            "leftovers", "left behind", "well", "Nothing is left of writes or editors that were killed."
        )
    if repair:
        for part in parts:
            part.unlink(missing_ok=True)
        return Finding("leftovers", "left behind", "repaired", f"{len(parts)} half-written files were removed.")
    found = f"Half-written files of writes that were killed: {_some([part.name for part in parts])}."
    return Finding("leftovers", "left behind", "note", found, "Remove them: reflect doctor --repair.")


def backups(home: Path, now: datetime, key: Key | None) -> Finding:
    """How old the newest backup is, and whether each opens as a journal, with its key where it is encrypted."""
    files = sorted((home / "backups").glob("*.db"), key=lambda file: file.stat().st_mtime_ns)
    if not files:
        return Finding("backups", "backups", "note", "There is no backup yet.", "Make one: reflect backup.")
    wrong = [f"{file.name} ({complaint})" for file, complaint in _complaints(files, key)]
    days = int((now.timestamp() - files[-1].stat().st_mtime) // 86400)
    age = "of today" if days < 1 else f"{days} {'day' if days == 1 else 'days'} old"
    found = f"{len(files)}; the newest, {files[-1].name}, is {age}."
    if wrong:
        found = f"{found} Not sound: {_some(wrong)}."
        return Finding("backups", "backups", "damaged", found, "Make a new one: reflect backup.")
    if days >= _OLD:
        return Finding("backups", "backups", "note", f"{found} All open.", "Make a new one: reflect backup.")
    return Finding("backups", "backups", "well", f"{found} All open.")


def _complaints(files: list[Path], key: Key | None) -> Iterator[tuple[Path, str]]:
    for file in files:
        try:
            plain = _begins_plain(file)
            if not plain and key is None:  # encrypted, and the key is not at hand: nothing can be said of it
                continue
            with closing(connect(file, "immutable=1", key=None if plain else key)) as copy:
                application = copy.execute("PRAGMA application_id").fetchone()[0]
                version = copy.execute("PRAGMA user_version").fetchone()[0]
                sound = copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        except errors("DatabaseError"):
            yield file, "cannot be opened"
            continue
        if application != APPLICATION_ID:
            yield file, "no journal"
        elif version > LATEST:
            yield file, "of a newer reflect"
        elif not sound:
            yield file, "damaged"


def _begins_plain(path: Path) -> bool:
    """Whether it may be a plain journal: an encrypted one begins with chance, and is no shorter than a page."""
    with path.open("rb") as file:
        head = file.read(512)
    return head.startswith(b"SQLite format 3\0") or len(head) < 512
