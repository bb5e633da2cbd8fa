"""Every format there is: what is read is kept, written and read again as the same; what is hostile is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import closing
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect.exchange import READERS, WRITERS, folder_writer, reader, writer
from reflect.exchange.read_jsonl import records_in
from reflect.exchange.records import Record
from reflect.model import Answer, Conviction, Entry, Question, Wording
from reflect.safe_text import clean
from reflect.store.journal import Journal
from tests.exchange.journals import Drawn, journals, texts
from tests.exchange.samples import file_of, read, text_of
from tests.exchange.test_jsonl_round_trip import everything, new_journal, no_pack

QUESTIONS = {
    "note": Question("note", 1, "A note.", "text"),
    "mine/mood": Question("mine/mood", 1, "Mood?", "scale"),
}
NOTE = st.builds(lambda text: Answer("", "note", text=text), st.one_of(texts, st.text(max_size=300)))


def said(journal: Journal) -> list[tuple[object, ...]]:
    """What the entries of a journal say, whatever their ids are."""
    return sorted(
        (
            e.day,
            e.at or "",
            e.zone or "",
            e.kind,
            e.origin,
            e.tags,
            *((a.prompt, a.value, a.text) for a in e.answers),
        )
        for e in journal.every_entry()
    )


@pytest.mark.parametrize("format_", READERS)
def test_what_a_reader_finds_is_kept_exported_and_read_back_as_the_same(format_: str, tmp_path: Path) -> None:
    """And the file brings nothing a second time, from this zone or from another."""
    reading = file_of(tmp_path, format_)
    with closing(new_journal(str(tmp_path))) as first, closing(new_journal(str(tmp_path))) as second:
        taken = first.take_in(reader(format_)(reading), source="a file", wordings=QUESTIONS.get)
        assert taken.entries > 0
        assert {entry.origin for entry in first.every_entry()} == {"" if format_ == "jsonl" else format_}
        file = b"".join(writer("jsonl")(everything(first)))
        second.take_in(records_in(io.BytesIO(file), "a file"), source="a file", wordings=no_pack)
        assert said(second) == said(first)
        assert b"".join(writer("jsonl")(everything(second))) == file
        for zone in ("Europe/Berlin", "Asia/Tokyo"):
            reading.zone = zone
            again = first.take_in(reader(format_)(reading), source="a file", wordings=QUESTIONS.get)
            assert (again.entries, again.here) == (0, taken.entries)


@pytest.mark.parametrize("format_", WRITERS)
@given(drawn=journals())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_journal_can_be_written_in_every_format(format_: str, drawn: Drawn) -> None:
    document = b"".join(writer(format_)(drawn.records)).decode("utf-8")
    match format_:
        case "jsonl":
            assert [record for _, record in records_in(io.BytesIO(document.encode()), "x")] == drawn.records
        case "json":
            lines = "\n".join(json.dumps(record) for record in json.loads(document)["records"])
            assert [record for _, record in records_in(io.BytesIO(lines.encode()), "x")] == drawn.records
        case "csv":
            rows = list(csv.reader(io.StringIO(document, newline="")))
            assert len(rows) == 1 + sum(max(1, len(entry.answers)) for entry in drawn.entries)
            assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r\n]", cell)]
        case "markdown":
            assert document.count("\n# ") == len({entry.day for entry in drawn.entries})
        case "html":
            assert acting(document) == []
        case _:
            raise AssertionError(f"{format_} is written, and nothing says what it must keep")


class _Acting(HTMLParser):
    """What of a page is more than text and its plain marking."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        plain = {"html", "head", "meta", "title", "style", "body", "main", "section", "article", "time"}
        if tag not in plain | {"h1", "h2", "h3", "p"} or any(
            n in ("src", "href") or n[:2] == "on" for n, _ in attrs
        ):
            self.found.append(tag)


def acting(document: str) -> list[str]:
    parser = _Acting()
    parser.feed(document)
    return parser.found


NOTES = st.lists(
    st.builds(
        lambda day, at, tags, answer: Entry(
            "", "note", day, at, "UTC" if at else None, tags=tags, answers=(answer,)
        ),
        st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        st.none(),
        st.lists(st.from_regex(r"[a-zé-]{1,8}", fullmatch=True), max_size=2, unique=True).map(tuple),
        NOTE,
    ),
    min_size=1,
    max_size=4,
).map(lambda notes: sorted(notes, key=lambda entry: entry.day))


@given(notes=NOTES)
@settings(deadline=None, max_examples=200)
def test_notes_in_markdown_are_read_back_to_the_same_days_words_and_tags(
    notes: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """From one file, and from a folder of daily notes."""
    folder = tmp_path_factory.mktemp("notes")
    wanted = [(entry.day, clean(text_of(entry)).split(), entry.tags) for entry in notes]
    file = folder / "all.md"
    file.write_bytes(b"".join(writer("markdown")(notes)))
    for name, content in folder_writer("markdown")(notes):
        (folder / "daily").mkdir(exist_ok=True)
        (folder / "daily" / name).write_bytes(content)
    for path in (file, folder / "daily"):
        found = read("markdown", path)
        assert [(entry.day, text_of(entry).split(), entry.tags) for entry in found] == wanted


def test_a_daily_note_has_front_matter_headings_and_her_words_without_effect() -> None:
    entry = Entry(
        "e",
        "daily",
        date(2025, 9, 30),
        "2025-09-30T16:05:00Z",
        "Europe/Berlin",
        tags=("starred", "two words"),
        answers=(
            Answer("a", "mine/lived", value=4, conviction="C1"),
            Answer("b", "note", text="# Not a heading\n<script>x</script>"),
            Answer("c", "mine/lived", state="passed", conviction="C1"),
        ),
    )
    records: list[Record] = [
        Question("mine/lived", 1, "How far did you live “<conviction>”?", "scale", ("a", "b", "c", "much", "e")),
        Conviction("x", "C1", (Wording(date(2025, 1, 1), "No surprises"),)),
        entry,
    ]
    ((name, content),) = folder_writer("markdown")(records)
    assert name == "2025-09-30.md"
    assert (
        content.decode()
        == """\
---
reflect: 1
date: 2025-09-30
tags: ["starred", "two words"]
---

# 2025-09-30

## 18:05 daily

*Tags: starred, two words*

### How far did you live “No surprises”?

No surprises: 4 much

\\# Not a heading·
&lt;script>x&lt;/script>
""".replace("·", "  ")
    )
