"""What lies round the journal: who may read it, what a kill left there, where it is copied to, the backups."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reflect.errors import JournalError
from reflect.own_files import is_own
from reflect.private_files import keep_private, lets_others_in, private_folder, syncing_program
from reflect.store.backup_folder import database_files
from reflect.store.doctoring import Finding
from reflect.store.examining_copies import looked_at

if TYPE_CHECKING:
    from reflect.store.keys import Key  # hashlib, 2.5 ms

_PART = re.compile(r"\..+\.[0-9]+\.(?:reflect-)?part(?:-journal|-wal|-shm)?")
_OLD = 30
"""Days after which the newest backup is called old."""


def rights(home: Path) -> Finding:
    """Take the rights of group and others away from reflect's own files, and from folders that hold nothing else.

    Says what was open to them.
    """
    if os.name != "posix":
        return Finding("rights", "who may read", "note", "This system's rights are not looked at.")
    folders = [folder for folder in (home, home / "backups") if folder.is_dir()]
    files = [file for folder in folders for file in folder.iterdir() if _is_file(file) and is_own(file)]
    opened, left = _closed(files)
    closed, shared = _closed(folders)
    if left:
        found = f"Others on this machine may open {_some(left)}, and that could not be changed."
        todo = f"Take their rights away, in {home}: chmod go= FILE"
        return Finding("rights", "who may read", "damaged", found, todo)
    if opened or closed:
        found = f"Others on this machine could open {_some(closed + opened)}; now you alone can."
        return Finding("rights", "who may read", "repaired", found)
    if shared:
        found = f"You alone can open the journal's files. {_some(shared)} holds others too, and stays open."
        return Finding(
            "rights", "who may read", "note", found, "Better: a home of its own (--home, or REFLECT_HOME)."
        )
    return Finding("rights", "who may read", "well", "You alone can open the home and the files in it.")


def _closed(paths: list[Path]) -> tuple[list[str], list[str]]:
    """The names of those that were open to others and are closed now, and of those that still are open."""
    closed: list[str] = []
    still: list[str] = []
    for path in paths:
        with suppress(OSError):  # gone meanwhile
            if not lets_others_in(path):
                continue
            if path.is_dir():
                with suppress(OSError):
                    private_folder(path)
            else:
                keep_private(path)
            (still if lets_others_in(path) else closed).append(path.name)
    return closed, still


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


def parts_left(home: Path) -> list[Path]:
    """The half-written files in the home that no write brought to an end, or none yet."""
    return [
        file
        for folder in (home, home / "backups", home / "prompts")
        if folder.is_dir()
        for file in folder.iterdir()
        if _PART.fullmatch(file.name) and _is_file(file)
    ]


def leftovers(home: Path, edited: list[Path], *, repair: bool) -> Finding:
    """What killed writes and editors left; with `repair` half-written files are removed, never an edited text."""
    parts = parts_left(home)
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


def backups(journal: Path, now: datetime, key: Key | None) -> Finding:
    """How old the newest backup is, and whether each opens as a journal, with its key where it is encrypted."""
    try:
        files = database_files(journal.parent / "backups")
    except JournalError as error:
        return Finding("backups", "backups", "damaged", error.message, error.hint)
    newest = next(_written(files), None)
    if newest is None:
        return Finding("backups", "backups", "note", "There is no backup yet.", "Make one: reflect backup.")
    looked = looked_at(files, journal, key)
    days = int((now.timestamp() - newest[1]) // 86400)
    age = "of today" if days < 1 else f"{days} {'day' if days == 1 else 'days'} old"
    found = f"{len(files)}; the newest, {newest[0].name}, is {age}."
    unseen = f"Not looked at, for want of their passphrase: {_some([*looked.unseen])}." if looked.unseen else ""
    if looked.wrong:
        found = f"{found} Not sound: {_some([*looked.wrong])}. {unseen}".rstrip()
        return Finding("backups", "backups", "damaged", found, "Make a new one: reflect backup.")
    if unseen:
        return Finding("backups", "backups", "note", f"{found} {unseen}", "Make a new one: reflect backup.")
    if days >= _OLD:
        return Finding("backups", "backups", "note", f"{found} All open.", "Make a new one: reflect backup.")
    return Finding("backups", "backups", "well", f"{found} All open.")


def _written(files: list[Path]) -> Iterator[tuple[Path, float]]:
    """Those that are still there, with the moment of their last write."""
    for file in files:
        with suppress(FileNotFoundError):
            yield file, file.lstat().st_mtime
