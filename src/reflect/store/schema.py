"""The numbers and tables of the journal file, and the canonical form of a row that its checksum covers."""

from __future__ import annotations

import json
from typing import Any

APPLICATION_ID = 0x52464C54
"""'RFLT' in the file's header: says that a SQLite file is a journal of ours."""

LATEST = 1
"""The schema that this program writes: the number of migrations."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "questions": ("prompt", "version", "asked", "kind", "labels", "good"),
    "convictions": ("id", "code", "kind", "retired", "visibility"),
    "wordings": ("conviction", "since", "statement", "importance"),
    "people": ("id", "code", "name", "aliases", "leads_others", "since", "left", "visibility"),
    "relations": ("person", "since", "relation"),
    "commitments": ("id", "code", "cue", "act", "made", "due", "outcome", "closed", "visibility"),
    "disconnects": ("id", "code", "kind", "scope", "text", "opened", "closed", "how", "visibility"),
    "needs": ("id", "code", "person", "kind", "text", "visibility"),
    "need_steps": ("need", "since", "state"),
    "focus": ("id", "pack", "since", "until"),
    "away": ("id", "first", "last"),
    "hidden_words": ("id", "word"),
    "allowed_words": ("id", "word"),
    "guesses": ("id", "period", "at", "question", "guess"),
    "entries": (
        "id",
        "kind",
        "day",
        "at",
        "zone",
        "late",
        "about_from",
        "about_to",
        "origin",
        "tags",
        "arrived",
    ),
    "answers": (
        "id",
        "entry",
        "day",
        "place",
        "question",
        "state",
        "value",
        "choice",
        "choices",
        "text",
        "person",
        "conviction",
        "made",
        "visibility",
    ),
}
"""Every table with its own columns; each also has `key`, `revision` and `checksum`."""

HISTORY: dict[str, tuple[str, ...]] = {
    "changes": ("id", "batch", "at", "act", "record", "row", "before", "undoes"),
    "tombstones": ("id", "record", "at"),
}
"""The tables of what was: their columns; each row also has `key` and `checksum`."""

OWNED = {
    "entries": ("answers", "entry"),
    "convictions": ("wordings", "conviction"),
    "people": ("relations", "person"),
    "needs": ("need_steps", "need"),
}
"""The rows that go with a row, and their column that names it."""


def checksum(table: str, values: tuple[Any, ...]) -> bytes:
    """The SHA-256 of a row's canonical JSON: a flipped bit in a rating shows as well as one in a text."""
    from hashlib import sha256  # 2.5 ms for OpenSSL, and who only looks writes no row

    canonical = json.dumps([table, *values], ensure_ascii=True, separators=(",", ":"))
    return sha256(canonical.encode("ascii")).digest()
