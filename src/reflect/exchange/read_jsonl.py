"""JSON Lines, the lossless format, read: each line becomes the record it holds, or a sentence with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from reflect.errors import InputError, nearest
from reflect.exchange import fields
from reflect.exchange.fields import RecordError, read_fields
from reflect.exchange.layouts import ENTRY, LAYOUTS
from reflect.exchange.lines import objects
from reflect.exchange.reading import Reading
from reflect.exchange.records import Record
from reflect.exchange.sources import opened, source_name
from reflect.exchange.write_jsonl import FORMAT
from reflect.frozen import frozen
from reflect.model import Answer, Entry, Kind, Question

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("value", "scale"),
    ("choices", "choices"),
    ("choice", "choice"),
    ("text", "text"),
    ("person", "person"),
    ("conviction", "conviction"),
)


def read_jsonl(reading: Reading) -> Iterator[tuple[int, Record]]:
    """The records of a file (- is standard input) in its order, each with its line; read as they are asked for.

    A wording that came with an answer (`asked`) goes before its entry as a Question of its own.
    Raises NotFoundError or InputError, which names file and line.
    """
    source = source_name(reading.path)
    with opened(reading) as stream:
        yield from records_in(stream, source)


def records_in(stream: BinaryIO, source: str) -> Iterator[tuple[int, Record]]:
    """The records of an open file; see `read_jsonl`."""
    wordings = _Wordings({})
    begun = False
    for number, given in objects(stream, source):
        try:
            found = _records(given, wordings, begun=begun)
        except RecordError as error:
            raise InputError(f"{source}, line {number}: {error}") from None
        begun = True
        for record in found:
            yield number, record


@frozen
class _Wordings:
    """The wordings of the file so far: prompt to version to what was asked."""

    known: dict[str, dict[int, str]]

    def note(self, question: Question) -> None:
        self.known.setdefault(question.prompt, {})[question.version] = question.asked

    def version_of(self, prompt: str, asked: str, version: int) -> tuple[int, bool]:
        """The version under which the file knows this wording, else the next free one; and whether it is new."""
        versions = self.known.setdefault(prompt, {})
        for known, wording in versions.items():
            if wording == asked:
                return known, False
        free = version if version not in versions else max(versions) + 1
        versions[free] = asked
        return free, True


def _records(given: dict[str, Any], wordings: _Wordings, *, begun: bool) -> list[Record]:
    name = given.pop("record", None)
    if name is None:
        raise RecordError("record is missing.")
    if name == "journal":
        _begin(given, begun=begun)
        return []
    if name == "entry":
        return _entry(read_fields(given, ENTRY, ("kind", "day")), wordings)
    layout = LAYOUTS.get(name) if isinstance(name, str) else None
    if layout is None:
        near = nearest(str(name)[:60], ["journal", *LAYOUTS, "entry"])
        raise RecordError(f"unknown record {str(name)[:60]!r}.{near}")
    record = layout.made(read_fields(given, layout.readers, layout.required))
    if isinstance(record, Question):
        wordings.note(record)
    return [record]


def _begin(given: Mapping[str, Any], *, begun: bool) -> None:
    if begun:
        raise RecordError("a second file begins here; import them one after the other.")
    found = read_fields(given, {"format": fields.whole(1, 1_000_000)}).get("format", FORMAT)
    if found > FORMAT:
        raise RecordError(f"the file has format {found}, and this reflect reads format {FORMAT}; upgrade reflect.")


def _entry(values: dict[str, Any], wordings: _Wordings) -> list[Record]:
    new: list[Record] = []
    answers: list[dict[str, Any]] = values.get("answers", [])
    for answer in answers:
        asked = answer.pop("asked", None)
        if asked is not None:
            prompt = answer["prompt"]
            version, is_new = wordings.version_of(prompt, asked, answer.get("version", 1))
            answer["version"] = version
            if is_new:
                new.append(Question(prompt, version, asked, _kind_of(answer)))
    values["answers"] = tuple(Answer(**{"id": "", **answer}) for answer in answers)
    return [*new, Entry(**{"id": "", **values})]


def _kind_of(answer: Mapping[str, Any]) -> Kind:
    """The kind of a question of which nothing is known but what an answer to it holds."""
    return next((kind for key, kind in _KINDS if key in answer), "text")
