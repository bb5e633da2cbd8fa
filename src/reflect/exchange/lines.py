"""The lines of a JSON Lines file as objects, one at a time; a file may come from a stranger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from reflect.errors import InputError
from reflect.exchange.plain_text import byte_lines, decoded

_HINT = "Each line holds one whole record."


class StrictError(ValueError):
    """JSON that Python reads and a journal does not."""


def objects(stream: BinaryIO, source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's object with the line's number (from 1); empty lines are passed over.

    Raises InputError, with `source` and line, where a line is too long, not UTF-8, not JSON, or no object.
    """
    for number, line in byte_lines(stream, source):
        if line and not line.isspace():
            yield number, _object(decoded(line, source, number), f"{source}, line {number}")


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        given = DECODER.decode(line)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise InputError(f"{place}: not JSON ({reason}, character {error.pos + 1}).", hint=_HINT) from None
    except StrictError as error:
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
        raise StrictError(f"the key {twin[:60]!r} stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise StrictError(f"{name} is no number that JSON knows")


DECODER = json.JSONDecoder(object_pairs_hook=_without_twins, parse_constant=_no_constant)
"""Reads JSON in which no key stands twice in an object, and no number is NaN."""
