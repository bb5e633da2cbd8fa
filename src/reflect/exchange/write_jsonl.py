"""JSON Lines, the lossless format, written: the same records give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any, assert_never

from reflect.exchange.records import Record
from reflect.model import (
    AllowedWord,
    Answer,
    Away,
    Commitment,
    Conviction,
    Disconnect,
    Entry,
    Focus,
    Guess,
    HiddenWord,
    Mark,
    Need,
    Person,
    Question,
)
from reflect.safe_text import for_json

FORMAT = 1
"""The form of the file that is written."""

_BEGIN = {"record": "journal", "format": FORMAT}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_jsonl(records: Iterable[Record]) -> Iterator[bytes]:
    """The lines of the file, each with its end: what begins it, then a record a line, in the given order."""
    yield _line(_BEGIN) + b"\n"
    for record in records:
        yield record_line(record) + b"\n"


def record_line(record: Record) -> bytes:
    """A record as one JSON object, without the end of its line."""
    return _line(_keys(record))


def _line(keys: dict[str, Any]) -> bytes:
    text = _encode(keys)
    try:
        text.encode()
    except UnicodeEncodeError:
        # Half a character, from a broken clipboard, has no UTF-8; its escape is the one that JSON has for it.
        # Two halves that belong together would be read as one character, and so are written as one.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return for_json(text).encode()  # it may be shown on a terminal, and the same text is read from an escape


def _keys(record: Record) -> dict[str, Any]:
    match record:
        case Entry():
            keys = _entry(record)
        case Question():
            keys = _question(record)
        case Conviction():
            keys = _conviction(record)
        case Person():
            keys = _person(record)
        case Commitment():
            keys = _commitment(record)
        case Disconnect():
            keys = _disconnect(record)
        case Need():
            keys = _need(record)
        case Focus() | Away() | HiddenWord() | AllowedWord() | Guess():
            keys = _mark(record)
        case _:
            assert_never(record)
    return keys


_MARKS: dict[type[Mark], str] = {
    Focus: "focus",
    Away: "away",
    HiddenWord: "hidden_word",
    AllowedWord: "allowed_word",
    Guess: "guess",
}


def _mark(mark: Mark) -> dict[str, Any]:
    said = {field.name: getattr(mark, field.name) for field in fields(mark)}
    return {"record": _MARKS[type(mark)]} | {
        key: value.isoformat() if isinstance(value, date) else value for key, value in said.items()
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _entry(entry: Entry) -> dict[str, Any]:
    keys: dict[str, Any] = {"record": "entry", "id": entry.id, "kind": entry.kind, "day": entry.day.isoformat()}
    if entry.at is not None:
        keys["at"] = entry.at
    if entry.zone is not None:
        keys["zone"] = entry.zone
    if entry.late:
        keys["late"] = True
    if entry.about_from is not None:
        keys["about_from"] = entry.about_from.isoformat()
    if entry.about_to is not None:
        keys["about_to"] = entry.about_to.isoformat()
    if entry.origin:
        keys["origin"] = entry.origin
    if entry.tags:
        keys["tags"] = entry.tags
    keys["answers"] = [_answer(answer) for answer in entry.answers]
    return keys


def _answer(answer: Answer) -> dict[str, Any]:
    keys: dict[str, Any] = {"id": answer.id, "prompt": answer.prompt}
    if answer.version != 1:
        keys["version"] = answer.version
    if answer.state != "answered":
        keys["state"] = answer.state
    if answer.person is not None:
        keys["person"] = answer.person
    if answer.conviction is not None:
        keys["conviction"] = answer.conviction
    if answer.value is not None:
        keys["value"] = answer.value
    if answer.choice is not None:
        keys["choice"] = answer.choice
    if answer.choices:
        keys["choices"] = answer.choices
    if answer.text is not None:
        keys["text"] = answer.text
    if answer.made is not None:
        keys["made"] = answer.made
    if answer.visibility != "private":
        keys["visibility"] = answer.visibility
    return keys


def _question(question: Question) -> dict[str, Any]:
    keys: dict[str, Any] = {"record": "question", "prompt": question.prompt, "version": question.version}
    keys |= {"asked": question.asked, "kind": question.kind}
    if question.labels:
        keys["labels"] = question.labels
    if question.good is not None:
        keys["good"] = question.good
    return keys


def _noun(record: str, noun: Conviction | Person | Commitment | Disconnect | Need) -> dict[str, Any]:
    return {"record": record, "id": noun.id, "code": noun.code}


def _visible(noun: Conviction | Person | Commitment | Disconnect | Need) -> dict[str, Any]:
    return {} if noun.visibility == "private" else {"visibility": noun.visibility}


def _conviction(conviction: Conviction) -> dict[str, Any]:
    keys = _noun("conviction", conviction)
    if conviction.kind is not None:
        keys["kind"] = conviction.kind
    if len(conviction.wordings) == 1:
        only = conviction.wordings[0]
        keys |= {"statement": only.statement, "importance": only.importance, "since": _day(only.since)}
    else:
        keys["wordings"] = [
            {"since": _day(one.since), "statement": one.statement, "importance": one.importance}
            for one in conviction.wordings
        ]
    return keys | {"retired": _day(conviction.retired)} | _visible(conviction)


def _person(person: Person) -> dict[str, Any]:
    keys = _noun("person", person) | {"name": person.name, "aliases": person.aliases}
    if len(person.relations) == 1:
        only = person.relations[0]
        keys["relation"] = only.relation
        if only.since != person.since:
            keys["relation_since"] = _day(only.since)
    elif person.relations:
        keys["relations"] = [{"since": _day(one.since), "relation": one.relation} for one in person.relations]
    keys |= {"leads_others": person.leads_others, "since": _day(person.since), "left": _day(person.left)}
    return keys | _visible(person)


def _commitment(commitment: Commitment) -> dict[str, Any]:
    keys = _noun("commitment", commitment) | {"cue": commitment.cue, "act": commitment.act}
    keys |= {"due": _day(commitment.due), "made": _day(commitment.made)}
    keys |= {"outcome": commitment.outcome, "closed": _day(commitment.closed)}
    return keys | _visible(commitment)


def _disconnect(disconnect: Disconnect) -> dict[str, Any]:
    keys = _noun("disconnect", disconnect) | {"kind": disconnect.kind, "scope": disconnect.scope}
    keys |= {"text": disconnect.text, "opened": _day(disconnect.opened), "closed": _day(disconnect.closed)}
    if disconnect.how is not None:
        keys["how"] = disconnect.how
    return keys | _visible(disconnect)


def _need(need: Need) -> dict[str, Any]:
    keys = _noun("need", need) | {"person": need.person}
    if need.kind is not None:
        keys["kind"] = need.kind
    keys["text"] = need.text
    if len(need.steps) == 1:
        keys |= {"asked": _day(need.asked), "state": need.state}
    else:
        keys["states"] = [{"since": _day(step.since), "state": step.state} for step in need.steps]
    return keys | _visible(need)
