"""The properties at the head of a Markdown note: `key: value` lines and lists, read without a YAML library.

YAML's aliases, tags and types are not known here, so none of them can do harm; what is nested is kept as lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from reflect.frozen import frozen

FENCE = "---"
_ENDS = (FENCE, "...")
_MOST_LINES = 1000
_KEY = re.compile(r"([^\s:#\-\"'\[{][^:]{0,99}?)\s*:(?:\s+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.*)")

Numbered = tuple[int, str]


@frozen
class Property:
    """A property's values, as texts, and its lines as they stand; `listed` where it was written as a list."""

    values: tuple[str, ...]
    lines: tuple[str, ...]
    listed: bool


def without_front_matter(lines: Iterator[Numbered]) -> tuple[Mapping[str, Property], Iterator[Numbered]]:
    """The properties of a note, by key in lower case, and the lines after them; none where there are none."""
    held: list[Numbered] = []
    for number, line in lines:
        held.append((number, line))
        if len(held) == 1:
            if line.rstrip() != FENCE:
                break
        elif line.rstrip() in _ENDS:
            return properties(line for _, line in held[1:-1]), lines
        elif len(held) > _MOST_LINES:
            break
    return {}, chain(held, lines)


def properties(lines: Iterable[str]) -> Mapping[str, Property]:
    """The properties of the lines between the fences; lines before the first key stand under an empty key."""
    grouped: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        match = _KEY.fullmatch(line.rstrip())
        if match is not None:
            key = match[1].strip().lower()
        grouped.setdefault(key, []).append(line.rstrip())
    return {key: _property(found) for key, found in grouped.items()}


def _property(lines: list[str]) -> Property:
    first = _KEY.fullmatch(lines[0])
    listed = len(lines) > 1 or (first is not None and (first[2] or "").startswith("["))
    return Property(tuple(_values(lines)), tuple(lines), listed)


def _values(lines: list[str]) -> Iterator[str]:
    first = _KEY.fullmatch(lines[0])
    written = (first[2] or "").strip() if first is not None else ""
    if written.startswith("[") and written.endswith("]"):
        yield from _list(written)
    elif written:
        yield _plain(written)
    for line in lines[1:]:
        item = _ITEM.fullmatch(line)
        if item is not None and item[1].strip():
            yield _plain(item[1].strip())


def _list(written: str) -> Iterator[str]:
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        yield from found
        return
    yield from filter(None, (_plain(part.strip()) for part in written[1:-1].split(",")))


def _plain(written: str) -> str:
    """A value without its quotes."""
    if len(written) > 1 and written[0] == written[-1] == '"':
        try:
            found = json.loads(written)
        except ValueError:
            found = written[1:-1]
        return found if isinstance(found, str) else written
    if len(written) > 1 and written[0] == written[-1] == "'":
        return written[1:-1].replace("''", "'")
    return written
