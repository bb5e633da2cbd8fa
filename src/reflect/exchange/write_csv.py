"""Answers as a table: one row each, every cell quoted, and none that a spreadsheet reads as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

from reflect.exchange.for_people import Background, clock
from reflect.exchange.records import Record
from reflect.model import Answer, Entry

COLUMNS = (
    "entry", "kind", "day", "time", "zone", "origin", "tags", "answer", "prompt", "asked", "state", "value",
    "choice", "choices", "text", "person", "conviction", "made", "visibility",
)  # fmt: skip
_ACTING = re.compile(r"'*[=+\-@\t\r\n]")


def write_csv(records: Iterable[Record]) -> Iterator[bytes]:
    """The rows, the names of the columns first; an entry without answers has a row of its own."""
    import csv  # 8 ms, and only a table pays for it

    background = Background()
    buffer = io.StringIO()
    table = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for entry in background.entries(records):
        for answer in entry.answers or (None,):
            table.writerow([guarded(cell) for cell in _cells(entry, answer, background)])
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


def _cells(entry: Entry, answer: Answer | None, background: Background) -> list[str]:
    shown = clock(entry)
    cells = [entry.id, entry.kind, entry.day.isoformat(), f"{shown:%H:%M}" if shown else "", entry.zone or ""]
    cells += [entry.origin, ", ".join(entry.tags)]
    if answer is None:
        return cells + [""] * (len(COLUMNS) - len(cells))
    asked = background.asked(answer, entry.day)
    cells += [answer.id, answer.prompt, asked, answer.state, "" if answer.value is None else str(answer.value)]
    cells += [answer.choice or "", ", ".join(answer.choices), answer.text or "", background.person(answer.person)]
    return [*cells, answer.conviction or "", answer.made or "", answer.visibility]
