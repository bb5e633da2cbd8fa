"""The only room that creates files: nobody else may read them, none is half written, no link is followed."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from reflect.errors import InputError, RefusedError
from reflect.own_files import LOGS, is_own

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PART = ".reflect-part"
_LEFT = re.compile(rf"\..+\.([0-9]{{1,10}}){re.escape(_PART)}(?:{'|'.join(LOGS)})?")
_LEFT_AFTER = 3600.0
"""Seconds after which a part whose process is dead was left by a kill; nothing takes as long to write."""
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

    One that stood before is closed only where nothing but files of reflect's own lies in it, and many do not share
    it (sticky or set-group-id, as /tmp is): whatever else lies there, others may have to read.
    """
    for folder in (*reversed(path.parents), path):
        if not folder.exists():
            create_private_folder(folder)
    if lets_others_in(path):
        now = path.stat()
        shared = now.st_mode & (stat.S_ISVTX | stat.S_ISGID)
        if now.st_uid == os.getuid() and not shared and all(map(is_own, path.iterdir())):
            path.chmod(0o700)
    return path


def lets_others_in(path: Path) -> bool:
    """Whether group or others have any right to a file or folder. Raises OSError."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def create_private_folder(path: Path) -> bool:
    """Make a folder that only its owner may enter (0700); False where anything stands already. Raises OSError."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        return False
    path.chmod(0o700)  # a umask may have taken too much
    return True


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
                path.chmod(stat.S_IMODE(now.st_mode) & ~0o077)


@contextlib.contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """An empty private file beside `path`, hidden, for what is to stand under that name once it is whole.

    Whatever becomes of it, it is gone on leaving; so are those that a kill left in this folder. Raises OSError.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{_PART}")
    for end in ("", *LOGS):  # of a process that was killed, and had the same number
        part.with_name(part.name + end).unlink(missing_ok=True)
    os.close(_created(part))
    try:
        _sweep(part)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _sweep(part: Path) -> None:
    """Remove the parts beside this one whose process is dead, and that are an hour older."""
    with contextlib.suppress(OSError), os.scandir(part.parent) as files:
        old = part.lstat().st_mtime - _LEFT_AFTER  # by the disk's own clock
        for file in files:
            found = _LEFT.fullmatch(file.name)
            if found is None or not file.is_file(follow_symlinks=False) or _is_alive(int(found[1])):
                continue
            now = file.stat(follow_symlinks=False)
            if now.st_mtime < old and now.st_uid == os.getuid():
                Path(file.path).unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    if os.name != "posix":
        return True  # elsewhere the question would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True


def put_in_place(part: Path, path: Path, *, replace: bool = False) -> None:
    """Give a whole file its name, for good: the folder too is durable.

    Raises RefusedError where `path` is a link, no plain file, or (without `replace`) exists already; OSError.
    """
    refuse_place(path, replace=replace)
    if replace:
        part.replace(path)
    else:
        _link(part, path)
    sync_folder(path.parent)


@contextlib.contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[int]:
    """A descriptor to write to; on a clean exit the whole content stands under `path`, else nothing does.

    Raises RefusedError where `path` is a link, no plain file, or (without `replace`) exists already, InputError
    where it cannot be written.
    """
    try:
        refuse_place(path, replace=replace)
        with part_of(path) as part:
            descriptor = os.open(part, os.O_RDWR | _NO_LINK)
            try:
                yield descriptor
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            put_in_place(part, path, replace=replace)
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


def refuse_place(path: Path, *, replace: bool, hint: str = "Name another file.") -> None:
    """Raise RefusedError where `path` is a link, no plain file, or (without `replace`) exists already.

    The `hint` is for the last: who has an option that replaces names it.
    """
    if path.is_symlink():
        raise RefusedError(f"{path} is a link, and links are not followed.", hint="Name the file itself.")
    if path.is_dir():
        raise RefusedError(f"{path} is a folder.", hint="Name a file in it.")
    if path.exists() and not path.is_file():
        raise RefusedError(f"{path} is a device or a pipe, not a file.", hint="Name a file.")
    if path.exists() and not replace:
        raise RefusedError(f"{path} exists already and was left as it is.", hint=hint)


def _link(part: Path, path: Path) -> None:
    try:
        os.link(part, path)  # unlike a rename, a link never replaces what somebody else made meanwhile
    except FileExistsError:
        raise RefusedError(f"{path} exists already and was left as it is.", hint="Name another file.") from None
    except OSError:
        part.replace(path)  # file systems without hard links
