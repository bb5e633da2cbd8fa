"""What the doctor says of the copies of the journal: whether each opens, and is encrypted where the journal is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from reflect.frozen import frozen
from reflect.store.backups import failures
from reflect.store.copies import form_of, salt_of, unlike_the_journal
from reflect.store.doctoring import Finding
from reflect.store.engine import connect
from reflect.store.header import recovery_file
from reflect.store.schema import APPLICATION_ID, LATEST

if TYPE_CHECKING:
    from reflect.store.keys import Key  # hashlib, 2.5 ms

_MOST = 4
"""Files that a sentence names; of more it says how many."""


@frozen
class Looked:
    """What is wrong with which copy, and the copies that could not be looked at, for want of their passphrase."""

    wrong: tuple[str, ...]
    unseen: tuple[str, ...]


def looked_at(files: list[Path], journal: Path, key: Key | None) -> Looked:
    """Look at each copy, plain or encrypted; `key` is that with which the journal is open, if it takes one."""
    wrong: list[str] = []
    unseen: list[str] = []
    earlier = _earlier_salts(journal)
    for file in files:
        try:
            if _is_unseen(file, key, earlier):
                unseen.append(file.name)
            else:
                wrong += [f"{file.name} ({complaint})" for complaint in _complaints(file, key)]
        except failures():
            wrong.append(f"{file.name} (cannot be opened)")
    return Looked(tuple(wrong), tuple(unseen))


def likeness(journal: Path, parts: list[Path], *, encrypted: bool) -> Finding:
    """Whether each copy in the home is encrypted where the journal is, and plain where that is.

    `parts` are half-written files there: what a killed decrypting left of them is plain text too.
    """
    unlike = unlike_the_journal(journal.parent, encrypted=encrypted)
    plain = [part for part in parts if form_of(part) == "plain"] if encrypted else []
    if encrypted and unlike:
        found = f"The journal is encrypted, but these copies are plain: {_some(unlike)}."
        todo = "Encrypt them: reflect encrypt. Remove what is too damaged for that."
    elif unlike:
        found = f"The journal is plain, but these copies are encrypted, or destroyed: {_some(unlike)}."
        todo = "Make them plain: reflect decrypt. Move away what no passphrase opens."
    elif plain:
        found = f"The journal is encrypted, but these half-written files are plain: {_some(plain)}."
        todo = "Remove them: reflect doctor --repair."
    else:
        forms = ("encrypted", "plain") if encrypted else ("plain", "encrypted")
        found = f"The journal is {forms[0]}, and no copy of it here is {forms[1]}."
        return Finding("encryption", "encryption", "well", found)
    return Finding("encryption", "encryption", "damaged", found, todo)


def _some(files: list[Path]) -> str:
    more = f" and {len(files) - _MOST} more" if len(files) > _MOST else ""
    return ", ".join(file.name for file in files[:_MOST]) + more


def _earlier_salts(journal: Path) -> Collection[bytes]:
    if not recovery_file(journal).exists():
        return ()
    from reflect.store.recovery import read_recovery  # 5 ms, and only beside an encrypted journal

    recovery = read_recovery(journal)
    return {way.opens for way in recovery.ways} if recovery else ()


def _is_unseen(file: Path, key: Key | None, earlier: Collection[bytes]) -> bool:
    """Whether a copy looks encrypted, and its key is not at hand."""
    if form_of(file) != "encrypted":
        return False
    if key is None:
        return True
    salt = salt_of(file)
    return salt != key.salt and salt in earlier


def _complaints(file: Path, key: Key | None) -> Iterator[str]:
    form = form_of(file)
    if form == "neither":
        yield "destroyed: it begins as no journal does"
        return
    if form == "encrypted" and key is not None and salt_of(file) != key.salt:
        yield "damaged, or encrypted with a passphrase that is not known here"
        return
    with closing(connect(file, "immutable=1", key=key if form == "encrypted" else None)) as copy:
        application = copy.execute("PRAGMA application_id").fetchone()[0]
        version = copy.execute("PRAGMA user_version").fetchone()[0]
        sound = copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    if application != APPLICATION_ID:
        yield "no journal"
    elif version > LATEST:
        yield "of a newer reflect"
    elif not sound:
        yield "damaged"
