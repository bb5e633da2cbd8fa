"""The SQLite library that holds a file: Python's own for a plain journal, SQLCipher's for an encrypted one.

Both speak alike, but neither knows the other's exceptions, and both on one file in one process drop each other's
locks. Which it is, whoever opens a file says by giving a key or none; SQLCipher is imported for a key alone.
"""

from __future__ import annotations

import sqlite3
import sys
import weakref
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from reflect.errors import JournalError

if TYPE_CHECKING:
    from reflect.store.keys import Key  # hashlib, 2.5 ms, and a plain journal does without

CIPHER_LIBRARY = "sqlcipher3>=0.6.4,<0.7"
"""What the extra `encrypt` asks for."""
_CIPHER = "sqlcipher3.dbapi2"

_held: weakref.WeakSet[Any] = weakref.WeakSet()


class _Held:
    """Remembers which file it holds, so that nobody reads that file by other means and drops the locks on it."""

    file: tuple[int, int] | None = None
    key: Key | None = None

    def close(self) -> None:
        _held.discard(self)
        super().close()  # type: ignore[misc]  # it stands before a Connection, which has it


class Connection(_Held, sqlite3.Connection):
    """A connection of either library, which speak alike; `file` is the device and number of what it holds."""


@cache
def _cipher_connection() -> Any:
    try:
        module = import_module(_CIPHER)
    except ImportError:
        raise JournalError(
            "Encryption needs SQLCipher, which is not installed here.", hint=how_to_install(CIPHER_LIBRARY)
        ) from None
    return type("CipherConnection", (_Held, module.Connection), {})


def how_to_install(requirement: str) -> str:
    """The command that installs a library for the very Python that runs, whatever installs things there."""
    from importlib.util import find_spec  # 3 ms, and only who lacks a library pays for it

    if find_spec("pip") is None:  # as in the environments that uv makes
        return f'uv pip install --python "{sys.executable}" "{requirement}"'
    return f'"{sys.executable}" -m pip install "{requirement}"'


def require_cipher() -> None:
    """Raise JournalError, which says what to install, where SQLCipher is missing."""
    _cipher_connection()


def connect(path: Path, way: str, *, key: Key | None = None, wait: float = 5.0) -> Connection:
    """A connection to a file that is there; `way` is mode=rw, mode=ro or immutable=1 (SQLite never makes a file).

    A wrong key shows at the first read, as SQLITE_NOTADB. `wait` is in seconds. Raises the library's
    OperationalError, and JournalError where it takes SQLCipher and there is none.
    """
    return _connected(Connection if key is None else _cipher_connection(), path, way, key, wait)


def connect_cipher(path: Path, way: str, key: Key | None, *, wait: float) -> Connection:
    """The same, through SQLCipher even where there is no key: only it can copy between plain and encrypted."""
    return _connected(_cipher_connection(), path, way, key, wait)


def _connected(kind: Any, path: Path, way: str, key: Key | None, wait: float) -> Connection:
    module = sqlite3 if kind is Connection else import_module(_CIPHER)
    connection = module.connect(
        f"{path.absolute().as_uri()}?{way}",
        uri=True,
        isolation_level=None,
        timeout=wait,
        cached_statements=256,
        factory=kind,
    )
    now = path.stat()
    connection.file = (now.st_dev, now.st_ino)
    connection.key = key
    _held.add(connection)
    if kind is not Connection:
        connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to standard error of its own accord
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.literal}"')
    return cast(Connection, connection)


def held(path: Path) -> Connection | None:
    """The connection of this process to that file, if it has one; such a file must not be read by other means."""
    now = path.stat()
    return next((one for one in _held if one.file == (now.st_dev, now.st_ino)), None)


def errors(*names: str) -> tuple[type[sqlite3.Error], ...]:
    """The exception classes of those names ("DatabaseError"), of each library that this process uses."""
    modules = [sqlite3, sys.modules.get(_CIPHER)]
    return tuple(getattr(module, name) for module in modules if module is not None for name in names)
