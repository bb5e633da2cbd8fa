"""Entries in other shapes: files read as records to take in, records written as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from reflect.exchange.read_jsonl import read_jsonl
from reflect.exchange.records import Record
from reflect.exchange.write_jsonl import write_jsonl

Read: TypeAlias = Callable[[str], Iterator[tuple[int, Record]]]
"""A path as it was typed (- is standard input) to the records in it, each with its line."""
Write: TypeAlias = Callable[[Iterable[Record]], Iterator[bytes]]
"""Records, the nouns before the entries, to the pieces of a file."""

READERS: Mapping[str, Read] = {"jsonl": read_jsonl}
WRITERS: Mapping[str, Write] = {"jsonl": write_jsonl}
