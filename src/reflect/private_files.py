"""The only room that creates files: nobody else may read them, none is half written, no link is followed."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reflect.errors import RefusedError

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "mobile documents",
    "icloud",
    "nextcloud",
    "owncloud",
    "pcloud",
    "syncthing",
)


def private_folder(path: Path) -> Path:
    """Make the folder and its parents where they are missing, and let only its owner in (0700)."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix":
        now = path.stat()
        if now.st_uid == os.getuid() and stat.S_IMODE(now.st_mode) & 0o077:
            path.chmod(0o700)
    return path


def create_private(path: Path) -> bool:
    """Make an empty file that only its owner may read and write (0600); False where it stands already."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | _NO_LINK, 0o600)
    except FileExistsError:
        return False
    os.fchmod(descriptor, 0o600) if hasattr(os, "fchmod") else None
    os.close(descriptor)
    return True


def keep_private(path: Path) -> None:
    """Take the rights of group and others away from a file of ours."""
    if os.name == "posix":
        now = path.stat()
        if now.st_uid == os.getuid() and stat.S_IMODE(now.st_mode) & 0o077:
            path.chmod(0o600)


@contextlib.contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[int]:
    """A descriptor to write to; on a clean exit the whole content stands under `path`, else nothing does.

    Raises RefusedError where `path` is a link, a folder, or (without `replace`) exists already.
    """
    _refuse(path, replace=replace)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with contextlib.suppress(FileNotFoundError):
        beside.unlink()
    descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR | _NO_LINK, 0o600)
    try:
        try:
            yield descriptor
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _refuse(path, replace=replace)
        if replace:
            beside.replace(path)
        else:
            _put_in_place(beside, path)
        sync_folder(path.parent)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()


def write_new(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write the whole file or nothing of it; see `new_file`."""
    with new_file(path, replace=replace) as descriptor:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def syncing_program(path: Path) -> str | None:
    """The name of the folder tool (Dropbox, Syncthing …) that copies this place elsewhere, if one does."""
    for folder in path.absolute().parents:
        lowered = folder.name.lower()
        if any(name in lowered for name in _SYNCED):
            return folder.name
        if (folder / ".stfolder").exists():
            return "Syncthing"
    return None


def _refuse(path: Path, *, replace: bool) -> None:
    if path.is_symlink():
        raise RefusedError(f"{path} is a link, and links are not followed.", hint="Name the file itself.")
    if path.is_dir():
        raise RefusedError(f"{path} is a folder.", hint="Name a file in it.")
    if path.exists() and not replace:
        raise RefusedError(f"{path} exists already and was left as it is.", hint="--force replaces it.")


def _put_in_place(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)  # unlike a rename, a link never replaces what somebody else made meanwhile
    except FileExistsError:
        raise RefusedError(f"{path} exists already and was left as it is.", hint="--force replaces it.") from None
    except OSError:
        beside.replace(path)  # file systems without hard links
