"""Entries in other shapes: files read as records to take in, records written as files.

A format is one file, `read_NAME.py` or `write_NAME.py`, with a function of the same name, and one line in a table
here. The file is imported when its format is used: some need a library that takes its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import NamedTuple, TypeAlias

from reflect.exchange.reading import Reading
from reflect.exchange.records import Record

Read: TypeAlias = Callable[[Reading], Iterator[tuple[int, Record]]]
"""A file or folder to the records in it, each with its line."""
Write: TypeAlias = Callable[[Iterable[Record]], Iterator[bytes]]
"""Records, the nouns before the entries and these by day, to the pieces of a file."""
WriteFolder: TypeAlias = Callable[[Iterable[Record]], Iterator[tuple[str, bytes]]]
"""The same records to the files of a folder, each with its name."""


class ReadFormat(NamedTuple):
    """What a format that can be read is, and which options of the command line say how to read it."""

    what: str
    options: tuple[str, ...] = ()


class WriteFormat(NamedTuple):
    """What a format that can be written is: whether it keeps everything, and whether it can be a folder."""

    what: str
    lossless: bool = False
    folder: bool = False


READERS: Mapping[str, ReadFormat] = {
    "jsonl": ReadFormat("reflect's own export"),
    "jrnl": ReadFormat("jrnl's text file, folder or JSON", ("timeformat",)),
    "dayone": ReadFormat("Day One's JSON, or the zip with it"),
    "markdown": ReadFormat("a file or a folder of notes", ("timeformat", "scale", "mood")),
    "csv": ReadFormat("a table, by its columns", ("timeformat", "day", "text", "scale", "mood")),
    "daylio": ReadFormat("Daylio's CSV", ("timeformat", "mood")),
}
WRITERS: Mapping[str, WriteFormat] = {
    "jsonl": WriteFormat("without loss, to import again", lossless=True),
    "json": WriteFormat("one document, for programs"),
    "csv": WriteFormat("one row an answer, for a spreadsheet"),
    "markdown": WriteFormat("to read; -o FOLDER/ makes daily notes", folder=True),
    "html": WriteFormat("one page, to read or print"),
}


def reader(name: str) -> Read:
    """The function that reads a format of READERS."""
    return _function(f"read_{name}", f"read_{name}")  # type: ignore[return-value]  # found by its name


def writer(name: str) -> Write:
    """The function that writes a format of WRITERS."""
    return _function(f"write_{name}", f"write_{name}")  # type: ignore[return-value]  # found by its name


def folder_writer(name: str) -> WriteFolder:
    """The function that writes a format of WRITERS as a folder, where it can be one."""
    return _function(f"write_{name}", f"write_{name}_folder")  # type: ignore[return-value]  # found by its name


def _function(module: str, name: str) -> object:
    found: object = getattr(import_module(f"reflect.exchange.{module}"), name)
    return found
