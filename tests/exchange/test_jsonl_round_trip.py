"""JSON Lines loses nothing: from records to bytes to records, and from journal to file to journal to file."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from reflect.exchange.read_jsonl import records_in
from reflect.exchange.records import Record
from reflect.exchange.write_jsonl import write_jsonl
from reflect.model import Answer, Entry, Question
from reflect.store.journal import Journal
from tests.exchange.journals import Drawn, journals

slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_count = itertools.count()


def new_journal(folder: str) -> Journal:
    path = Path(folder) / f"{next(_count)}" / "journal.db"
    return Journal(path, new_id=lambda: f"new-{next(_count)}", moment=lambda: "2025-03-03T17:00:00Z")


def no_pack(_prompt: str) -> Question | None:
    return None


def everything(journal: Journal) -> Iterator[Record]:
    nouns = journal.nouns()
    yield from journal.questions()
    for kind in (nouns.convictions, nouns.people, nouns.commitments, nouns.disconnects, nouns.needs):
        yield from kind
    yield from journal.every_entry()


@given(journals())
@slowly
def test_what_is_written_is_read_back_as_the_same_records(drawn: Drawn) -> None:
    file = b"".join(write_jsonl(drawn.records))
    found = [record for _, record in records_in(io.BytesIO(file), "a file")]
    assert found == drawn.records
    assert b"".join(write_jsonl(found)) == file


@given(journals())
@slowly
def test_every_line_is_one_json_object_in_utf_8_that_names_its_record(drawn: Drawn) -> None:
    lines = b"".join(write_jsonl(drawn.records)).decode("utf-8").removesuffix("\n").split("\n")
    assert [json.loads(line)["record"] for line in lines[:1]] == ["journal"]
    assert len(lines) == 1 + len(drawn.records)
    assert all(next(iter(json.loads(line))) == "record" for line in lines)


@given(journals())
@settings(slowly, max_examples=60)
def test_a_journal_that_imports_the_export_of_another_gives_the_same_bytes(drawn: Drawn) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(new_journal(folder)) as first,
        closing(new_journal(folder)) as second,
    ):
        first.take_in(enumerate(drawn.records, 2), source="drawn", wordings=no_pack)
        assert list(everything(first)) == drawn.records
        file = b"".join(write_jsonl(everything(first)))

        taken = second.take_in(records_in(io.BytesIO(file), "a file"), source="a file", wordings=no_pack)
        assert taken.entries == len(drawn.entries)
        assert b"".join(write_jsonl(everything(second))) == file

        again = second.take_in(records_in(io.BytesIO(file), "a file"), source="a file", wordings=no_pack)
        assert (again.entries, again.here) == (0, len(drawn.entries))
        assert not again.nouns
        assert b"".join(write_jsonl(everything(second))) == file


def test_two_halves_of_one_character_are_written_as_the_character() -> None:
    """JSON has no way to keep them apart, so the file and what is read from it agree."""
    halves = Question("mine/one", 1, "\ud83e" + "\udded", "text")
    lines = b"".join(write_jsonl([halves]))
    assert "🧭" in lines.decode()
    assert [r for _, r in records_in(io.BytesIO(lines), "a file")] == [Question("mine/one", 1, "🧭", "text")]


def test_an_answer_shows_only_what_it_holds() -> None:
    """Defaults stay out, and id comes first."""
    entry = Entry(
        "e", "daily", date(2025, 7, 1), answers=(Answer("a", "convictions/lived", value=4, conviction="C1"),)
    )
    line = b"".join(write_jsonl([entry])).decode().splitlines()[1]
    assert line == (
        '{"record":"entry","id":"e","kind":"daily","day":"2025-07-01",'
        '"answers":[{"id":"a","prompt":"convictions/lived","conviction":"C1","value":4}]}'
    )
