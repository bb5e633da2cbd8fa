"""Answers as a table: one row each, every cell cleaned, quoted, and none that a spreadsheet reads as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reflect.exchange.for_people import Background, clock
from reflect.exchange.records import Record
from reflect.model import Answer, Entry
from reflect.safe_text import clean

COLUMNS = (
    "entry", "kind", "day", "time", "zone", "origin", "tags", "answer", "prompt", "asked", "state", "value",
    "choice", "choices", "text", "person", "conviction", "made", "visibility",
)  # fmt: skip
_ACTING = re.compile(r"'*[=+\-@\t\r\n]")
_SHORT = 200
_PIECE = 64_000


def write_csv(records: Iterable[Record]) -> Iterator[bytes]:
    """The rows, the names of the columns first; an entry without answers has a row of its own."""
    import csv  # 8 ms, and only a table pays for it

    background = Background()
    buffer = io.StringIO()
    table = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for entry in background.entries(records):
        of_entry = [_safe(cell) for cell in _entry_cells(entry)]
        for answer in entry.answers:
            cells = _answer_cells(answer, background.asked(answer, entry.day), background.person(answer.person))
            table.writerow([*of_entry, *[cell and _safe(cell) for cell in cells]])
        if not entry.answers:
            table.writerow([*of_entry, *[""] * (len(COLUMNS) - len(of_entry))])
        if buffer.tell() > _PIECE:
            yield _emptied(buffer)
    yield _emptied(buffer)


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would read as a formula (OWASP, CSV injection)."""
    return f"'{cell}" if _ACTING.match(cell) else cell


def _emptied(buffer: io.StringIO) -> bytes:
    rows = buffer.getvalue().encode("utf-8", "backslashreplace")
    buffer.seek(0)
    buffer.truncate()
    return rows


def _safe(cell: str) -> str:
    """The cell cleaned and guarded."""
    return _safe_again(cell) if len(cell) < _SHORT else clean(guarded(cell))


@lru_cache(maxsize=4096)
def _safe_again(cell: str) -> str:
    """A short cell made safe; most of them say what others say."""
    return clean(guarded(cell))


def _entry_cells(entry: Entry) -> tuple[str, ...]:
    shown = clock(entry)
    time = f"{shown:%H:%M}" if shown else ""
    return entry.id, entry.kind, entry.day.isoformat(), time, entry.zone or "", entry.origin, ", ".join(entry.tags)


def _answer_cells(answer: Answer, asked: str, person: str) -> tuple[str, ...]:
    return (
        answer.id,
        answer.prompt,
        asked,
        answer.state,
        "" if answer.value is None else str(answer.value),
        answer.choice or "",
        ", ".join(answer.choices),
        answer.text or "",
        person,
        answer.conviction or "",
        answer.made or "",
        answer.visibility,
    )
