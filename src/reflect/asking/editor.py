"""Hands a text to her own editor and takes it back, and leaves it on no disk."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shlex
import shutil
import stat
import subprocess
from hashlib import sha256
from pathlib import Path

from reflect.errors import InputError, RefusedError
from reflect.private_files import create_private_folder, private_folder, write_new

_FILE = "answer.md"
_VIM = re.compile(r"(?:r?g|[emnr])?vim(?:diff)?|(?:r?g|[er])view|vimx|vim[.-][a-z0-9]+")
_OLDER = ("vi", "view", "ex")
"""Names of editors that Vim bears too."""
_RETURNS_AT_ONCE = ("code", "codium", "cursor", "subl", "zed", "windsurf")
_QUIET_VIM = "set nobackup nowritebackup noundofile noswapfile viminfo="
_QUIET_EMACS = "(setq auto-save-default nil make-backup-files nil create-lockfiles nil)"

_numbers = itertools.count()


def edit(text: str, *, command: str, folder: Path) -> str | None:
    """What she made of the text in her editor, or None where she left it as it was.

    The file is readable by her alone (0600 in a 0700 folder) and lies in memory where the system has such a
    place, else under `folder`; the common editors are told to keep no copy of their own. It is removed when the
    editor ends, unless the editor failed after changing it: then it stays, and `left_behind` finds it.

    Raises InputError where the editor cannot be started or fails.
    """
    place = _session_folder(folder)
    file = place / _FILE
    keep = False
    try:
        write_new(file, text.encode("utf-8", "replace"))
        words = command_line(command)
        try:
            ended = subprocess.run([*words, str(file)], check=False).returncode  # noqa: S603 - her own editor
        except OSError as error:
            raise InputError(
                f"The editor {words[0]!r} could not be started: {error.strerror or error}.",
                hint="Set VISUAL or EDITOR to one that is installed.",
            ) from None
        changed = _read(file)
        if ended != 0:
            keep = changed not in (None, text)
            raise InputError(
                f"The editor {words[0]!r} ended with an error ({ended}); the text is as it was.",
                hint=f"What was saved there lies in {file}." if keep else "",
            )
        return None if changed is None or changed.rstrip("\n") == text.rstrip("\n") else changed.rstrip("\n")
    finally:
        if not keep:
            shutil.rmtree(place, ignore_errors=True)


def command_line(command: str) -> list[str]:
    """The words of an editor's command, with what keeps that editor from leaving copies or returning at once."""
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError:
        raise InputError(
            f"The command of the editor cannot be read: {command!r} has a quote that is not closed.",
            hint="Set VISUAL or EDITOR, for example EDITOR=nano.",
        ) from None
    if not words:
        raise InputError("No editor is set.", hint="Set VISUAL or EDITOR, for example EDITOR=nano.")
    name = Path(words[0]).name.removesuffix(".exe")
    if _is_vim(name, words[0]):
        return [*words, "-n", "-i", "NONE", "--cmd", _QUIET_VIM]
    if name.startswith("emacs") and name != "emacsclient":
        return [*words, "--eval", _QUIET_EMACS]
    if name in ("nano", "rnano"):
        return [*words, "--ignorercfiles"]
    if name in _RETURNS_AT_ONCE and "--wait" not in words and "-w" not in words:
        return [*words, "--wait"]
    return words


def _is_vim(name: str, program: str) -> bool:
    """Whether the program is Vim; one with the name of an older editor, which has other options, is asked."""
    if name not in _OLDER:
        return _VIM.fullmatch(name) is not None
    place = shutil.which(program)
    if place is None:
        return False
    if _VIM.fullmatch(Path(place).resolve().name):
        return True
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        said = subprocess.run(  # noqa: S603 - her own editor
            [place, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=2, check=False
        )
        return said.stdout.startswith(b"VIM - Vi IMproved")
    return False


def left_behind(folder: Path) -> list[Path]:
    """Files of editing sessions that were killed, oldest first; those of sessions still running stay out."""
    found = []
    for place in (_in_memory(folder), folder / "editing"):
        if place is None or not _is_trusted(place, folder):
            continue
        for file in place.glob(f"*/{_FILE}"):
            with contextlib.suppress(OSError):  # its own session removes it at this moment
                if not _is_running(file.parent.name.partition("-")[0]) and not file.is_symlink():
                    found.append((file.stat().st_mtime_ns, file))
    return [file for _, file in sorted(found)]


def saved_text(file: Path) -> str | None:
    """The text of a file that `left_behind` named, as it was last saved; None where it is gone."""
    return _read(file)


def remove(file: Path) -> None:
    """Take away a file that `left_behind` named, once its text is safe."""
    shutil.rmtree(file.parent, ignore_errors=True)


def _session_folder(folder: Path) -> Path:
    """A folder of this session's own, named by its process, so that what is left of it can be found."""
    memory = _in_memory(folder)
    if memory is not None and _made_ours(memory.parent):
        _made_ours(memory)
    place = memory if memory is not None and _is_trusted(memory, folder) else private_folder(folder / "editing")
    if not _is_ours(place):
        raise RefusedError(f"{place} does not belong to you.", hint="Give a home that does: --home DIR.")
    while True:
        own = place / f"{os.getpid()}-{next(_numbers)}"
        if own.is_symlink():
            raise RefusedError(f"{own} is a link, and links are not followed.", hint="Remove it.")
        if not own.exists():
            return private_folder(own)


def _in_memory(folder: Path) -> Path | None:
    """Her own folder where files live in memory only, one for each home, if the system has such a place."""
    if os.name != "posix":
        return None
    for name in (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"):  # noqa: S108 - memory; the folder below is checked
        if name and Path(name).is_dir() and os.access(name, os.W_OK):
            home = sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
            return Path(name) / f"reflect-{os.getuid()}" / home
    return None


def _is_trusted(place: Path, folder: Path) -> bool:
    """Hers alone, and so is the folder above it where that lies beyond her home."""
    return _is_ours(place) and (place.parent == folder or _is_ours(place.parent))


def _made_ours(place: Path) -> bool:
    """Make the folder if nothing stands there; whether it is hers alone then. What stands is left as it is."""
    with contextlib.suppress(OSError):
        create_private_folder(place)
    return _is_ours(place)


def _is_ours(place: Path) -> bool:
    """A folder, no link, that belongs to her and lets in nobody else: anybody may make one in /dev/shm."""
    try:
        now = place.lstat()
    except OSError:
        return False
    if os.name != "posix":
        return stat.S_ISDIR(now.st_mode)
    return stat.S_ISDIR(now.st_mode) and now.st_uid == os.getuid() and not stat.S_IMODE(now.st_mode) & 0o077


def _is_running(process: str) -> bool:
    if not process.isdigit() or int(process) == os.getpid():
        return process.isdigit()
    if os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _read(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError:
        return None
