"""Entries as Markdown, in one file or as a folder of daily notes; her words are words in it, and nothing acts.

Obsidian reads the front matter, and `read_own_markdown` reads all of it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from reflect.exchange.for_people import Background, clock
from reflect.exchange.read_own_markdown import OWN, TAGS
from reflect.exchange.records import Record
from reflect.model import Entry
from reflect.safe_text import for_markdown, for_markdown_line

FORM = 1


def write_markdown(records: Iterable[Record]) -> Iterator[bytes]:
    """The pieces of one file: a heading a day, one an entry, one a question."""
    background = Background()
    yield _encoded(f"---\n{OWN}: {FORM}\n---\n")
    for day, entries in background.by_day(records):
        yield _encoded(f"\n# {day.isoformat()}\n")
        for entry in entries:
            yield _encoded(_entry(entry, background))


def write_markdown_folder(records: Iterable[Record]) -> Iterator[tuple[str, bytes]]:
    """A file a day, by its name, whose front matter has the day and the tags of its entries."""
    background = Background()
    for day, entries in background.by_day(records):
        of_day = list(entries)
        text = "".join(_entry(entry, background) for entry in of_day)
        yield f"{day.isoformat()}.md", _encoded(f"{_front(day, of_day)}\n# {day.isoformat()}\n{text}")


def _front(day: date, entries: list[Entry]) -> str:
    tags = list(dict.fromkeys(tag for entry in entries for tag in entry.tags))
    lines = [f"{OWN}: {FORM}", f"date: {day.isoformat()}"]
    if tags:
        lines.append(f"tags: {json.dumps(tags, ensure_ascii=True)}")
    return "\n".join(["---", *lines, "---"]) + "\n"


def _entry(entry: Entry, background: Background) -> str:
    shown = clock(entry)
    time = f"{shown:%H:%M} " if shown else ""
    parts = [f"## {time}{_heading(entry.kind)}"]
    if entry.tags:
        parts.append(f"{TAGS}{', '.join(map(for_markdown_line, entry.tags))}*")
    asked = ""
    for said in background.said(entry):
        if said.asked and said.asked != asked:
            parts.append(f"### {_heading(said.asked)}")
        asked = said.asked
        parts.append(for_markdown(said.words))
    return "\n" + "\n\n".join(parts) + "\n"


@lru_cache(maxsize=1024)
def _heading(text: str) -> str:
    """A question as a heading; the same ones come again and again."""
    return for_markdown_line(text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
