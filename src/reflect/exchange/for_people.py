"""What an entry says, in words that a person reads: its questions as they were asked, and its answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby

from reflect.exchange.dates import local
from reflect.exchange.records import Record
from reflect.frozen import frozen
from reflect.model import NOTE, Answer, Conviction, Entry, Person, Question

_PLACE = re.compile("<(conviction|person|day)>")


@frozen
class Said:
    """One answer: what was asked (empty for a note), and what was answered."""

    asked: str
    words: str


class Background:
    """The questions and nouns that records told so far, by which an answer is put into words."""

    def __init__(self) -> None:
        self._questions: dict[tuple[str, int], Question] = {}
        self._convictions: dict[str, Conviction] = {}
        self._people: dict[str, Person] = {}

    def take(self, record: Record) -> None:
        """Remember what later records refer to."""
        match record:
            case Question():
                self._questions[record.prompt, record.version] = record
            case Conviction():
                self._convictions.setdefault(record.code, record)
            case Person():
                self._people.setdefault(record.code, record)

    def entries(self, records: Iterable[Record]) -> Iterator[Entry]:
        """The entries among the records; what goes before them is remembered."""
        for record in records:
            if isinstance(record, Entry):
                yield record
            else:
                self.take(record)

    def by_day(self, records: Iterable[Record]) -> Iterator[tuple[date, Iterator[Entry]]]:
        """The entries among the records, grouped by their day."""
        return groupby(self.entries(records), lambda entry: entry.day)

    def said(self, entry: Entry) -> Iterator[Said]:
        """What the entry says; a question that was passed, or not yet answered, says nothing."""
        for answer in entry.answers:
            words = self._words(answer, entry.day)
            if words:
                yield Said("" if answer.prompt == NOTE else self.asked(answer, entry.day), words)

    def asked(self, answer: Answer, day: date) -> str:
        """The question as it was put to her."""
        question = self._questions.get((answer.prompt, answer.version))
        asked = answer.prompt if question is None else question.asked
        if "<" not in asked:
            return asked
        places = {
            "conviction": self._conviction(answer.conviction, day),
            "person": self.person(answer.person),
            "day": "that day",
        }
        return _PLACE.sub(lambda place: places[place[1]] or place[0], asked)

    def person(self, code: str | None) -> str:
        """The name of a person; a code of which nothing is known stays one."""
        known = self._people.get(code or "")
        return (code or "") if known is None else known.name

    def _conviction(self, code: str | None, day: date) -> str:
        known = self._convictions.get(code or "")
        return (code or "") if known is None else known.worded_on(day).statement

    def _words(self, answer: Answer, day: date) -> str:
        if answer.state == "passed":
            return ""
        parts = [answer.choice or "", ", ".join(answer.choices), answer.text or ""]
        if answer.value is not None:
            parts.insert(0, self._step(answer))
        if answer.state == "none":
            parts = ["no occasion"]
        words = " · ".join(part for part in parts if part)
        about = [part for part in (self._conviction(answer.conviction, day), self.person(answer.person)) if part]
        if not words:
            return ", ".join(about) if answer.state == "answered" else ""
        return f"{', '.join(about)}: {words}" if about else words

    def _step(self, answer: Answer) -> str:
        question = self._questions.get((answer.prompt, answer.version))
        labels = () if question is None else question.labels
        assert answer.value is not None
        return (
            f"{answer.value} {labels[answer.value - 1]}" if 0 < answer.value <= len(labels) else str(answer.value)
        )


def clock(entry: Entry) -> datetime | None:
    """What the clock showed where the entry was written; None where its time is not known."""
    return None if entry.at is None else local(entry.at, entry.zone)
