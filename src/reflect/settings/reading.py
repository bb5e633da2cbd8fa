"""Settings out of their file; whatever cannot be used is explained by its line, and its default serves."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect.errors import nearest
from reflect.settings.values import Settings

if TYPE_CHECKING:
    from reflect.settings.table import Setting

_MARK = b"\xef\xbb\xbf"
_SHOWN = 40
_LONGEST = 1_000_000
"""Bytes of a file of settings."""


def read_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a file, and a sentence for each line that cannot be used; a missing file sets nothing."""
    try:
        lines = lines_of(path)
    except OSError as error:
        return Settings(), (f"{path} cannot be read ({error.strerror}). The defaults serve.",)
    if not lines:
        return Settings(), ()
    from reflect.settings.kinds import UnfitError  # these three: 5 ms, and only where she has settings
    from reflect.settings.lines import statements
    from reflect.settings.table import SETTINGS

    rows = {setting.key: setting for setting in SETTINGS}
    values: dict[str, Any] = {}
    complaints: list[str] = []
    stood: dict[str, int] = {}
    for found in statements(lines):
        place = f"{path.name}, line {found.first}"
        setting = rows.get(found.key)
        if found.wrong:
            complaints.append(f"{place}: {found.wrong}.{_serves(found.key) if found.key in rows else ''}")
        elif setting is None:
            complaints.append(
                f"{place}: there is no setting {found.key[:_SHOWN]}.{nearest(found.key, list(rows))}"
            )
        else:
            if found.key in stood:
                complaints.append(f"{place}: {found.key} stands in line {stood[found.key]} too; this one counts.")
            stood[found.key] = found.first
            values.pop(found.key, None)
            try:
                values[found.key] = setting.takes.read(found.value)
            except UnfitError:
                complaints.append(f"{place}: {unfit(setting, found.value)}{_serves(found.key)}")
    return Settings(**values), tuple(complaints)


def lines_of(path: Path) -> list[bytes]:
    """The lines of the file, each with its end; none where there is no file.

    Raises OSError, also where it is no plain file (a pipe would be waited for) or longer than settings ever are.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return []
    with open(descriptor, "rb") as file:  # noqa: PTH123  (a descriptor is no path)
        now = os.fstat(descriptor)
        if not stat.S_ISREG(now.st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", path)
        if now.st_size > _LONGEST:
            raise OSError(errno.EFBIG, "it is longer than 1 MB", path)
        return file.read(_LONGEST).removeprefix(_MARK).splitlines(keepends=True)


def unfit(setting: Setting, value: object) -> str:
    """The sentence about a value that a setting does not take."""
    shown = repr(value)
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    return f"{setting.key} is {shown}; it takes {setting.takes.words}."


def _serves(key: str) -> str:
    return f" The default serves until you mend it: reflect settings set {key} …"
