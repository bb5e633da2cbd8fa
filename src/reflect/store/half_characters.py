"""Text that holds half a character (a lone surrogate), in and out of SQLite, whose text is UTF-8.

A broken clipboard or a cut-off emoji leaves one. It is kept as it was typed: nothing that she typed is lost.
"""

from __future__ import annotations

import sqlite3
from typing import Any


def text_of(raw: bytes) -> str:
    """The text of a column; a connection's `text_factory`. Raises OperationalError where the bytes are damaged."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:  # what SQLite's module says where it decodes itself, and our callers know
        raise sqlite3.OperationalError("Could not decode to UTF-8") from None


def execute(connection: sqlite3.Connection, query: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
    """Execute a query whose question marks are its parameters, whatever the texts among the values hold."""
    try:
        return connection.execute(query, values)
    except UnicodeEncodeError:
        pieces = query.split("?")
        marks = ["CAST(? AS TEXT)" if isinstance(value, str) else "?" for value in values]
        spelt = "".join(piece + mark for piece, mark in zip(pieces, [*marks, ""], strict=True))
        raw = (value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value for value in values)
        return connection.execute(spelt, tuple(raw))
