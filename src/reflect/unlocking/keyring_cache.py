"""The keyring of the system as a place to keep a key, never the only one: the passphrase always opens too."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from reflect.errors import JournalError
from reflect.store.engine import how_to_install
from reflect.store.keys import SALT, Key

SERVICE = "reflect"
LIBRARY = "keyring>=25"
"""What the extra `keyring` asks for."""
_UNFIT = ("keyrings.alt.", "keyring.backends.fail", "keyring.backends.null")
"""Backends that write into plain files, or that are none."""


def kept_key(path: Path) -> Key | None:
    """The key that the keyring keeps for a journal; None where there is none, or it is locked, or gives no key."""
    try:
        backend = _backend()
        told = backend.get_password(SERVICE, str(path.absolute())) if backend is not None else None
        both = bytes.fromhex(told or "")
    except Exception:  # noqa: BLE001  (anybody's backend can raise anything, and her passphrase opens all the same)
        return None
    return Key(both[:-SALT], both[-SALT:]) if len(both) == 32 + SALT else None


def keep_key(path: Path, key: Key) -> None:
    """Let the keyring keep the key. Raises JournalError where there is none that is safe, or it refuses."""
    try:
        backend = _backend()
        if backend is not None:
            backend.set_password(SERVICE, str(path.absolute()), (key.raw + key.salt).hex())
            return
    except ImportError:
        raise JournalError(
            "The keyring needs a library, which is not installed here.", hint=how_to_install(LIBRARY)
        ) from None
    except Exception as error:  # noqa: BLE001  (anybody's backend can raise anything)
        raise JournalError(
            f"The keyring did not take the key ({type(error).__name__}).", hint="Unlock it, then try again."
        ) from None
    raise JournalError(
        "This system has no keyring that keeps a key safe.", hint="The passphrase opens the journal."
    )


def forget_key(path: Path) -> bool:
    """Take the key out of the keyring; False where it cannot be reached, or held none."""
    try:
        backend = _backend()
        if backend is None:
            return False
        backend.delete_password(SERVICE, str(path.absolute()))
    except Exception:  # noqa: BLE001  (anybody's backend can raise anything)
        return False
    return True


def _backend() -> Any:
    """The first backend in use that is a keyring at all, and writes no plain file; None for none."""
    chosen = import_module("keyring").get_keyring()
    several = list(getattr(chosen, "backends", None) or [chosen])  # a chain of backends is one itself
    return next((one for one in several if not f"{type(one).__module__}.".startswith(_UNFIT)), None)
