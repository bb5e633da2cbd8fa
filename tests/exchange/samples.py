"""Small files as other journals write them, and a reading of them without a command line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from reflect.exchange import reader
from reflect.exchange.reading import Reading
from reflect.model import NOTE, Entry

JRNL = """\
[2025-09-29 09:15] Told the board. Nobody spoke. *
With @Sam and @ana-maria, at ten.

[2025-09-30 18:05] One line.

[2025-09-30 18:05] The same moment again.
"""
DAYONE: dict[str, Any] = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "creationDate": "2025-09-30T22:30:00Z",
            "timeZone": "Europe/Berlin",
            "text": "# Late\n\nWritten after midnight.",
            "starred": True,
            "tags": ["work"],
            "photos": [{"identifier": "A"}, {"identifier": "B"}],
            "uuid": "C29D55E95B3A4D3BB144E07919BDF7D1",
        },
        {"creationDate": "2025-10-02T10:00:00Z", "timeZone": "Europe/Berlin", "starred": False},
    ],
}
MARKDOWN = """\
# Journal

## 2025-09-29

Told the board.

### Who was there

Sam.

## Tuesday, 30 September 2025: Left it

With Ana.
"""
CSV = """\
date,mood,note
2025-09-29,4,Told the board.
2025-09-30,,"Two lines,
and a comma."
"""
DAYLIO = """\
full_date,date,weekday,time,mood,activities,note_title,note
2025-09-30,September 30,Tuesday,6:05 pm,good,work | family,Late,Told<br>the board.
2025-09-29,September 29,Monday,21:10,awful,"","",""
"""


def file_of(folder: Path, format_: str) -> Reading:
    """A file of that format with its usual content, and how it is to be read."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"sample.{format_}"
    match format_:
        case "jsonl":
            path.write_text(
                '{"record":"entry","kind":"note","day":"2025-09-30","answers":[{"prompt":"note","text":"x"}]}'
            )
        case "dayone":
            path.write_text(json.dumps(DAYONE))
        case _:
            path.write_text({"jrnl": JRNL, "markdown": MARKDOWN, "csv": CSV, "daylio": DAYLIO}[format_])
    return reading_of(str(path), format_)


def reading_of(path: str, format_: str) -> Reading:
    """How a file of that format is read where nothing else is said."""
    if format_ == "csv":
        return Reading(path, "Europe/Berlin", day="date", texts=("note",))
    return Reading(path, "Europe/Berlin")


def read(format_: str, path: Path, content: str | bytes | None = None, **more: Any) -> list[Entry]:
    """The entries that a format's reader finds in a file of this content."""
    return read_with(format_, told(format_, path, content, **more))


def told(format_: str, path: Path, content: str | bytes | None = None, **more: Any) -> Reading:
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading = reading_of(str(path), format_)
    for name, value in more.items():
        setattr(reading, name, value)
    return reading


def read_with(format_: str, reading: Reading) -> list[Entry]:
    return [record for _, record in reader(format_)(reading) if isinstance(record, Entry)]


def text_of(entry: Entry) -> str:
    """The words of a note."""
    return "\n".join(answer.text or "" for answer in entry.answers if answer.prompt == NOTE)


def shown(entry: Entry) -> tuple[str, str]:
    """The day, and what of the moment is known."""
    return entry.day.isoformat(), entry.at or ""


def zipped(path: Path, members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def every_file(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
