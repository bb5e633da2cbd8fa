"""The only room that creates files: nobody else may read them, none is half written, no link is followed."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reflect.errors import InputError, RefusedError

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
    """Make the folder and its parents where they are missing, and let only its owner in (0700).

    One that many share (sticky or set-group-id, as /tmp is) keeps its rights.
    """
    for folder in (*reversed(path.parents), path):
        with contextlib.suppress(FileExistsError):
            if not folder.exists():
                folder.mkdir(mode=0o700)
                folder.chmod(0o700)  # a umask may have taken too much
    if os.name == "posix":
        now = path.stat()
        shared = now.st_mode & (stat.S_ISVTX | stat.S_ISGID)
        if now.st_uid == os.getuid() and stat.S_IMODE(now.st_mode) & 0o077 and not shared:
            path.chmod(0o700)
    return path


def create_private(path: Path) -> bool:
    """Make an empty file that only its owner may read and write (0600); False where it stands already."""
    try:
        os.close(_created(path))
    except FileExistsError:
        return False
    return True


def _created(path: Path) -> int:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | _NO_LINK, 0o600)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, 0o600)  # a umask may have taken too much
    return descriptor


def keep_private(path: Path) -> None:
    """Take the rights of group and others away from a file of ours, if it stands and can be changed."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            now = path.stat()
            if now.st_uid == os.getuid() and stat.S_IMODE(now.st_mode) & 0o077:
                path.chmod(0o600)


@contextlib.contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[int]:
    """A descriptor to write to; on a clean exit the whole content stands under `path`, else nothing does.

    Raises RefusedError where `path` is a link, no plain file, or (without `replace`) exists already, InputError
    where it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _refuse(path, replace=replace)
        beside.unlink(missing_ok=True)
        descriptor = _created(beside)
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
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror}).", hint="Look at the disk and the rights of the folder."
        ) from None


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
    if path.exists() and not path.is_file():
        raise RefusedError(f"{path} is a device or a pipe, not a file.", hint="Name a file.")
    if path.exists() and not replace:
        raise RefusedError(f"{path} exists already and was left as it is.", hint="--force replaces it.")


def _put_in_place(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)  # unlike a rename, a link never replaces what somebody else made meanwhile
    except FileExistsError:
        raise RefusedError(f"{path} exists already and was left as it is.", hint="--force replaces it.") from None
    except OSError:
        beside.replace(path)  # file systems without hard links
