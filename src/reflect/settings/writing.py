"""One setting into the file: one line changes, all else, comments and order too, stays as it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reflect.errors import InputError
from reflect.private_files import private_folder, write_new
from reflect.settings.kinds import UnfitError
from reflect.settings.lines import Statement, statements
from reflect.settings.reading import lines_of, unfit
from reflect.settings.table import Setting

_COMMENT = re.compile(rb"""(?:[^#"'\r\n]|"(?:\\.|[^"\\])*"|'[^']*')*?(\s*#[^\r\n]*)""")


def write_setting(path: Path, setting: Setting, words: str) -> Any:
    """Set it to what the words say, and give that value; the file is private, and whole at every moment.

    Raises InputError for a value that it does not take, and where the file cannot be read or written;
    RefusedError where the file is a link.
    """
    try:
        value = setting.takes.read(words)
    except UnfitError:
        raise InputError(unfit(setting, words)) from None
    try:
        lines = lines_of(path)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from None
    assignment = setting.takes.written(value).encode()
    standing = [found for found in statements(lines) if found.key == setting.key]
    if standing:
        place = standing[-1]  # of several the last one counts
        lines[place.first - 1 : place.last] = _changed(lines, place, assignment)
    else:
        if lines and not lines[-1].endswith((b"\n", b"\r")):
            lines[-1] += b"\n"
        lines.append(setting.key.encode() + b" = " + assignment + b"\n")
    private_folder(path.parent)
    write_new(path, b"".join(lines), replace=True)
    return value


def _changed(lines: list[bytes], place: Statement, value: bytes) -> list[bytes]:
    """The line with another value; comments that stood inside a list go before it, each on its own line."""
    old = lines[place.first - 1 : place.last]
    head = re.match(rb"\s*[\"']?" + place.key.encode() + rb"[\"']?\s*=\s*", old[0])
    comments = [found[1] if (found := _COMMENT.match(line)) else b"" for line in old]
    end = old[-1][len(old[-1].rstrip(b"\r\n")) :]
    above = [comment.strip() + (end or b"\n") for comment in comments[:-1] if comment]
    return [*above, (head[0] if head else place.key.encode() + b" = ") + value + comments[-1] + end]
