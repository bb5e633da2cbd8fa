"""The recovery file beside an encrypted journal: says that it is encrypted, and helps whoever cannot open it.

For each passphrase it holds a check value (PBKDF2 with a salt of its own, as systems keep passwords), by which a
wrong passphrase is told from a damaged file, and the passphrase itself in a box that the recovery code opens: a
database of SQLCipher's, small enough to stand in this file. Beside that of the journal another stands there only
while one replaces the other, and as long as a copy in the home opens with it.
"""

from __future__ import annotations

import base64
import contextlib
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from reflect.errors import InputError, JournalError
from reflect.frozen import frozen
from reflect.private_files import part_of, write_new
from reflect.store.copies import salts_in
from reflect.store.engine import connect, errors
from reflect.store.header import recovery_file
from reflect.store.keys import SALT, derived

FORMAT = 1
_ABOUT = (
    "The journal beside this file is encrypted. Keep the two together: who has forgotten the passphrase"
    " opens it with the recovery code and this file."
)


@frozen
class Way:
    """One passphrase: salt and check value that tell it, and the box in which the recovery code finds it.

    `opens` is the salt of the files that it opens, empty where that is not known.
    """

    salt: bytes
    check: bytes
    box: bytes
    opens: bytes = b""

    def fits(self, passphrase: str) -> bool:
        """Whether it is this passphrase."""
        return hmac.compare_digest(derived(passphrase, self.salt).raw, self.check)


@frozen
class Recovery:
    """What the recovery file says.

    While `changing` the journal may be plain or encrypted, whichever its header says: it was being made the other.
    `kept` says that its key may lie in the keyring.
    """

    ways: tuple[Way, ...] = ()
    changing: bool = False
    kept: bool = False

    def knows(self, passphrase: str) -> bool:
        """Whether it is a passphrase of the journal's."""
        return any(way.fits(passphrase) for way in self.ways)

    def ways_of(self, salt: bytes) -> tuple[Way, ...]:
        """Those that open the file with that salt; all, where none is known to."""
        return tuple(way for way in self.ways if way.opens == salt) or self.ways

    def needed(self, salt: bytes, home: Path) -> tuple[Way, ...]:
        """Those that open the journal, whose salt it is, or a copy of it in its home, or nobody knows what."""
        if len(self.ways) < 2 or not any(way.opens == salt for way in self.ways):
            return self.ways
        salts = {salt, b"", *salts_in(home)}
        return tuple(way for way in self.ways if way.opens in salts)


def way_of(passphrase: str, code: str, folder: Path, chance: Callable[[int], bytes]) -> Way:
    """The check value and the box of a passphrase; the box is made in that folder, and holds no plain text."""
    salt, key = chance(SALT), derived(code, chance(SALT))
    with part_of(folder / "recovery") as part:
        with contextlib.closing(connect(part, "mode=rw", key=key)) as box:
            box.execute("PRAGMA journal_mode = MEMORY")
            box.execute("CREATE TABLE box (passphrase TEXT NOT NULL)")
            box.execute("INSERT INTO box VALUES (?)", (passphrase,))
        return Way(salt, derived(passphrase, salt).raw, part.read_bytes())


def opened_boxes(recovery: Recovery, code: str, folder: Path) -> list[str]:
    """The passphrases whose boxes that recovery code opens, the newest first."""
    found = (_opened_box(way.box, code, folder) for way in reversed(recovery.ways))
    return [passphrase for passphrase in found if passphrase is not None]


def _opened_box(content: bytes, code: str, folder: Path) -> str | None:
    with part_of(folder / "recovery") as part:
        part.write_bytes(content)
        try:
            with contextlib.closing(connect(part, "immutable=1", key=derived(code, content[:SALT]))) as box:
                return str(box.execute("SELECT passphrase FROM box").fetchone()[0])
        except errors("DatabaseError"):
            return None


def read_recovery(path: Path) -> Recovery | None:
    """What stands beside a journal; None where there is nothing, an empty one where it cannot be made out."""
    try:
        told = json.loads(recovery_file(path).read_bytes())
        ways = tuple(
            Way(
                bytes.fromhex(way["salt"]),
                bytes.fromhex(way["check"]),
                base64.b64decode(way["box"]),
                bytes.fromhex(way.get("opens", "")),
            )
            for way in told["passphrases"]
        )
        return Recovery(ways, changing=told["changing"] is True, kept=told["kept"] is True)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Recovery()


def settle(path: Path, salt: bytes | None) -> None:
    """End a change that was broken off: what the journal is now counts. Its caller holds the journal's lock.

    `salt` is the journal's, None for a plain one. The half-made copy goes with the change, for on the way from
    encrypted to plain it holds plain text; and so do the ways of passphrases that open nothing here any more.
    """
    recovery = read_recovery(path)
    if recovery is None:
        return
    if recovery.changing:
        for part in path.parent.glob(f".{converted_name(path)}.*"):
            part.unlink(missing_ok=True)
    if salt is None:
        if recovery.changing:
            recovery_file(path).unlink(missing_ok=True)
        return
    settled = replace(recovery, changing=False, ways=recovery.needed(salt, path.parent))
    if settled != recovery:
        write_recovery(path, settled)


def converted_name(path: Path) -> str:
    """The name under which the other form of a file is made beside it."""
    return f"{path.name}.converted"


def write_recovery(path: Path, recovery: Recovery) -> None:
    """Put it beside a journal, whole and for its owner alone. Raises JournalError."""
    told: dict[str, Any] = {
        "about": _ABOUT,
        "format": FORMAT,
        "changing": recovery.changing,
        "kept": recovery.kept,
    }
    told["passphrases"] = [
        {
            "salt": way.salt.hex(),
            "check": way.check.hex(),
            "box": base64.b64encode(way.box).decode("ascii"),
            "opens": way.opens.hex(),
        }
        for way in recovery.ways
    ]
    try:
        write_new(recovery_file(path), (json.dumps(told, indent=1) + "\n").encode(), replace=True)
    except InputError as error:
        raise JournalError(error.message, hint=error.hint) from None
