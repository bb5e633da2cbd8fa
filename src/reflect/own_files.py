"""The names of reflect's own files, and the guard that keeps what a command writes out of their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reflect.errors import RefusedError

LOGS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database, by the end of its name."""
_COMPANIONS = (*LOGS, ".id", ".recovery")
_FOLDERS = {"backups": "the backups", "prompts": "your packs", "editing": "texts that are being edited"}
_DATE = r"\d{4}-\d\d-\d\dT\d{6}(?:-\d+)?"
_OWN = re.compile(
    rf"journal(?:(?:-replaced)?-{_DATE})?\.db(?:{'|'.join(map(re.escape, _COMPANIONS))})?"
    r"|before-schema-\d+\.db|settings\.toml|review\.html|calendar\.html|reminder\.ics|debug\.log"
    r"|\..+\.[0-9]{1,10}\.(?:reflect-)?part(?:-journal|-wal|-shm)?"
    rf"|{'|'.join(_FOLDERS)}"
)


def is_own(path: Path) -> bool:
    """Whether reflect gives this name to a file or folder of its own, in such a folder."""
    if path.parent.name == "prompts" and path.suffix == ".toml":
        return True
    if path.parent.name == "editing" and re.fullmatch(r"\d+-\d+", path.name):
        return True
    return _OWN.fullmatch(path.name) is not None


def refuse_own(path: Path, journal: Path, *, backup: bool = False) -> None:
    """Raise RefusedError where a file written to `path` would stand in the place of one that reflect keeps.

    These are the journal and what lies beside it, the settings, the backups and her packs, under whatever name a
    link or another case gives them; and the journal of another home. A new `backup` may lie among the others.
    """
    for kept, what in _kept(journal):
        if _is_same(path, kept):
            raise _refused(path, f"is {what}")
    for name, where in _FOLDERS.items():
        folder = journal.with_name(name)
        if not (backup and name == "backups") and _lies_in(path, folder):
            raise _refused(path, f"lies among {where}")
    if path.name.casefold() == journal.name and any(_beside(path, end).exists() for end in (".id", ".recovery")):
        raise _refused(path, "is the journal of another home")


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _lies_in(path: Path, folder: Path) -> bool:
    if _resolved(folder) in _resolved(path.parent).parents or _is_same(path.parent, folder):
        return True
    return any(_is_same(path, file) for file in _files(folder))


def _kept(journal: Path) -> Iterator[tuple[Path, str]]:
    for path in dict.fromkeys((journal, _resolved(journal))):
        yield path, "the journal itself"
        for end in _COMPANIONS:
            yield _beside(path, end), "a part of the journal"
    yield journal.with_name("settings.toml"), "the file of your settings"
    for path in _files(journal.parent):
        if path.name.startswith("journal-"):
            yield path, "a journal that was kept"


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _is_same(one: Path, other: Path) -> bool:
    """Whether both are one file, or would be: the same name in the same folder, where case may not count."""
    try:
        if one.samefile(other):
            return True
    except OSError:
        pass
    if one.name.casefold() != other.name.casefold():
        return False
    return _resolved(one.parent) == _resolved(other.parent)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return path.absolute()


def _refused(path: Path, what: str) -> RefusedError:
    return RefusedError(f"{path} {what}: nothing else is written there.", hint="Name another file.")
