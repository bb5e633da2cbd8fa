"""Entries and what belongs to them as one JSON document: the records of JSON Lines in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reflect.exchange.records import Record
from reflect.exchange.write_jsonl import FORMAT, record_line


def write_json(records: Iterable[Record]) -> Iterator[bytes]:
    """The pieces of the document: its format, then a record a line."""
    yield b'{"format":%d,"records":[' % FORMAT
    before = b"\n"
    for record in records:
        yield before + record_line(record)
        before = b",\n"
    yield b"\n]}\n"
