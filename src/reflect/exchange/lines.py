"""The lines of a JSON Lines file as objects, one at a time; a file may come from a stranger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO, NoReturn

from reflect.errors import InputError

LONGEST = 1_000_000
"""Bytes of a line; a longer one is refused before it is read as JSON."""

_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"{\0", b"\0{")
_HINT = "Each line holds one whole record."


class _StrictError(ValueError):
    """JSON that Python reads and a journal does not."""


def objects(stream: BinaryIO, source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's object with the line's number (from 1); empty lines are passed over.

    Raises InputError, with `source` and line, where a line is too long, not UTF-8, not JSON, or no object.
    """
    for number in count(1):
        line = stream.readline(LONGEST + len(_MARK) + len(b"\r\n"))
        if not line:
            return
        if number == 1:
            line = _begun(line, source)
        body = line.rstrip(b"\r\n")
        place = f"{source}, line {number}"
        if len(body) > LONGEST:
            raise InputError(f"{place}: the line is longer than 1 MB.", hint=_HINT)
        if body and not body.isspace():
            yield number, _object(body, place)


def _begun(line: bytes, source: str) -> bytes:
    if line.startswith(_UTF_16):
        raise InputError(f"{source} is UTF-16.", hint="Save it as UTF-8.")
    return line.removeprefix(_MARK)  # Windows' Notepad writes the mark


def _object(body: bytes, place: str) -> dict[str, Any]:
    if b"\0" in body:
        raise InputError(f"{place}, byte {body.index(0) + 1}: a NUL byte stands here.")
    try:
        given = _DECODER.decode(body.decode())
    except UnicodeDecodeError as error:
        byte = f"byte {error.start + 1} (0x{body[error.start]:02X})"
        raise InputError(f"{place}, {byte}: this is not UTF-8.", hint="Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise InputError(f"{place}: not JSON ({reason}, character {error.pos + 1}).", hint=_HINT) from None
    except _StrictError as error:
        raise InputError(f"{place}: {error}.") from None
    except RecursionError:
        raise InputError(f"{place}: lists or objects stand in each other too deeply.") from None
    except ValueError:
        raise InputError(f"{place}: a number has too many digits.") from None
    if not isinstance(given, dict):
        raise InputError(f"{place}: this is no record.", hint='A record stands in braces: {"record":"entry", …}')
    return given


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise _StrictError(f"the key {twin[:60]!r} stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise _StrictError(f"{name} is no number that JSON knows")


_DECODER = json.JSONDecoder(object_pairs_hook=_without_twins, parse_constant=_no_constant)
