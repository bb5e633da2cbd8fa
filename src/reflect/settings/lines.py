"""The lines of a settings file, each read by itself: one that is broken spoils no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reflect.frozen import frozen

_OPENS = re.compile(rb"=\s*(\[|\{|\"\"\"|''')")
_LONGEST = 20
"""Lines over which a list may run."""


@frozen
class Statement:
    """What stands on the lines `first` to `last` (from 1): a key with its value, or what is wrong there."""

    first: int
    last: int
    key: str
    value: Any = None
    wrong: str = ""


def statements(lines: list[bytes]) -> Iterator[Statement]:
    """Every line, or lines of one list, that hold more than a comment; a broken one has the key it begins with."""
    at = 0
    while at < len(lines):
        if not lines[at].strip() or lines[at].lstrip().startswith(b"#"):
            at += 1
            continue
        found = _statement(lines, at)
        yield found
        at = found.last


def _statement(lines: list[bytes], at: int) -> Statement:
    wrong = ""
    end = min(len(lines), at + _LONGEST) if _OPENS.search(lines[at]) else at + 1
    for last in range(at + 1, end + 1):
        try:
            [(key, value)] = _loads(lines[at:last]).items()
        except ValueError as error:
            wrong = wrong or _told(error)
            continue
        except RecursionError:
            wrong = "lists stand in each other too deeply"
            break
        if lines[at].lstrip().startswith(b"["):
            return Statement(at + 1, at + 1, "", wrong="settings stand under no heading")
        return Statement(at + 1, last, key, value)
    return Statement(at + 1, at + 1, _first_word(lines[at]), wrong=wrong)


def _loads(lines: list[bytes]) -> dict[str, Any]:
    import tomllib  # 9 ms, and only where she has settings

    return tomllib.loads(b"".join(lines).rstrip(b"\r\n").decode("utf-8"))


def _told(error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "this is not UTF-8"
    if type(error) is ValueError:  # Python reads no whole number of more than some thousand digits
        return "the number is too long"
    said = str(error).partition(" (at ")[0]
    return said[:1].lower() + said[1:]


def _first_word(line: bytes) -> str:
    found = re.match(rb"[\s\"']*([A-Za-z_]+)", line)
    return found[1].decode("ascii") if found else ""
