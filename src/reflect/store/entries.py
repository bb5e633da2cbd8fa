"""Entries and their answers: rows to records and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reflect.errors import NotFoundError
from reflect.model import Answer, Entry, Question
from reflect.store.nouns import Keyed
from reflect.store.rows import Rows

_ENTRY = "e.key, e.id, e.kind, e.day, e.at, e.zone, e.late, e.about_from, e.about_to, e.origin, e.tags"
_ANSWER = (
    "a.entry, a.id, a.state, a.value, a.choice, a.choices, a.text, a.made, a.visibility, a.person, a.conviction,"
    " a.question"
)
_ORDER = "ORDER BY e.day, e.at, e.id"


class Questions:
    """Every wording that was ever asked, each once, by key and by content."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.by_key: dict[int, Question] = {}
        self._keys: dict[Question, int] = {}
        self._read_new()

    def _read_new(self) -> None:
        for key, prompt, version, asked, kind, labels, good in self._rows.all(
            "SELECT key, prompt, version, asked, kind, labels, good FROM questions WHERE key > ?",
            (max(self.by_key, default=0),),
        ):
            self._remember(key, Question(prompt, version, asked, kind, tuple(json.loads(labels)), good))

    def _remember(self, key: int, question: Question) -> None:
        self.by_key[key] = question
        self._keys[question] = key

    def key_for(self, question: Question) -> int:
        """The key of this wording, stored now where it is new.

        A wording that differs from the one its version had so far gets the next free version: whoever edits a
        pack need not remember to count.
        """
        if question not in self._keys:
            self._read_new()  # another program may have stored it meanwhile
        if question in self._keys:
            return self._keys[question]
        taken = {known.version for known in self.by_key.values() if known.prompt == question.prompt}
        same = [key for key, known in self.by_key.items() if _same_wording(known, question)]
        if same:
            return same[-1]
        version = question.version if question.version not in taken else max(taken) + 1
        question = Question(
            question.prompt, version, question.asked, question.kind, question.labels, question.good
        )
        key = self._rows.insert(
            "questions",
            {
                "prompt": question.prompt,
                "version": version,
                "asked": question.asked,
                "kind": question.kind,
                "labels": json.dumps(question.labels, ensure_ascii=False),
                "good": question.good,
            },
        )
        self._remember(key, question)
        return key

    def keys_of(self, prompt: str) -> list[int]:
        """The keys of every version of a prompt."""
        return [key for key, known in self.by_key.items() if known.prompt == prompt]

    def version(self, prompt: str, version: int) -> Question | None:
        """The wording that a prompt had in that version."""
        found = (q for q in self.by_key.values() if q.prompt == prompt and q.version == version)
        return next(found, None)


def _same_wording(known: Question, question: Question) -> bool:
    return (known.prompt, known.asked, known.kind, known.labels, known.good) == (
        question.prompt,
        question.asked,
        question.kind,
        question.labels,
        question.good,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


class Reader:
    """Rows of entries and answers as records; codes stand where rows hold keys."""

    def __init__(self, rows: Rows, questions: Questions, keyed: Keyed) -> None:
        self._rows = rows
        self._questions = questions
        self._keyed = keyed

    def between(self, first: date, last: date, kind: str = "") -> list[Entry]:
        """The entries of the days first to last, both included, by day, moment and id."""
        where, values = "e.day BETWEEN ? AND ?", [first.isoformat(), last.isoformat()]
        if kind:
            where, values = where + " AND e.kind = ?", [*values, kind]
        return list(self.where(where, tuple(values)))

    def where(self, condition: str, values: tuple[Any, ...]) -> Iterator[Entry]:
        """The entries that an SQL condition on `e` holds for, in order."""
        entries = self._rows.all(f"SELECT {_ENTRY} FROM entries e WHERE {condition} {_ORDER}", values)
        answers: dict[int, list[Answer]] = {}
        query = (
            f"SELECT {_ANSWER} FROM answers a JOIN entries e ON e.key = a.entry WHERE {condition}"
            " ORDER BY a.entry, a.place, a.key"
        )
        for row in self._rows.all(query, values):
            answers.setdefault(row[0], []).append(self._answer(row))
        for row in entries:
            yield self._entry(row, answers.get(row[0], ()))

    def in_batches(self, size: int = 2000) -> Iterator[Entry]:
        """Every entry of the journal in order, read a few thousand at a time, so that memory stays bounded."""
        keys = [row[0] for row in self._rows.all(f"SELECT e.key FROM entries e {_ORDER}")]
        for start in range(0, len(keys), size):
            some = keys[start : start + size]
            marks = ", ".join("?" * len(some))
            yield from self.where(f"e.key IN ({marks})", tuple(some))

    def _entry(self, row: tuple[Any, ...], answers: Sequence[Answer]) -> Entry:
        _, id_, kind, day, at, zone, late, about_from, about_to, origin, tags = row
        return Entry(
            id_, kind, date.fromisoformat(day), at, zone, bool(late), _day(about_from), _day(about_to), origin,
            tuple(json.loads(tags)), tuple(answers),
        )  # fmt: skip

    def _answer(self, row: tuple[Any, ...]) -> Answer:
        _, id_, state, value, choice, choices, text, made, visibility, person, conviction, question = row
        asked = self._questions.by_key[question]
        return Answer(
            id_, asked.prompt, state, value, choice, tuple(json.loads(choices)) if choices else (), text,
            None if person is None else self._keyed.people[person],
            None if conviction is None else self._keyed.convictions[conviction],
            None if made is None else self._keyed.made.get(made, made),
            visibility, asked.version,
        )  # fmt: skip


class EntryWriter:
    """Entries and answers into rows."""

    def __init__(self, rows: Rows, questions: Questions, keyed: Keyed) -> None:
        self._rows = rows
        self._questions = questions
        self._people = {code: key for key, code in keyed.people.items()}
        self._convictions = {code: key for key, code in keyed.convictions.items()}
        self._ids = {code: id_ for id_, code in keyed.made.items()}

    def keep_entry(self, entry: Entry, wordings: Sequence[Question], arrived: int | None = None) -> int:
        """Store a new entry with all its answers (`wordings`: one for each answer) and give its key."""
        logged = arrived is None
        key = self._rows.insert("entries", {**entry_row(entry), "arrived": arrived}, logged=logged)
        for place, (answer, question) in enumerate(zip(entry.answers, wordings, strict=True)):
            row = self._answer_row(answer, entry.day, question)
            self._rows.insert("answers", {**row, "entry": key, "place": place}, logged=logged)
        return key

    def keep_answer(self, entry: str, answer: Answer, question: Question, *, logged: bool = True) -> None:
        """Store an answer, new or changed, within the entry of that id."""
        found = self._rows.one("SELECT key, day FROM entries WHERE id = ?", (entry,))
        if found is None:
            raise NotFoundError("That entry is no longer in the journal.")
        entry_key, day = found
        row = self._answer_row(answer, date.fromisoformat(day), question)
        found = self._rows.one("SELECT key, state FROM answers WHERE id = ?", (answer.id,))
        if found is not None:  # to pass an open question says nothing that could be taken back
            skipped = found[1] == "open" and answer.state in ("passed", "none") and answer.value is None
            self._rows.update("answers", found[0], row, logged=logged and not skipped)
            return
        place = self._rows.one("SELECT coalesce(max(place), -1) + 1 FROM answers WHERE entry = ?", (entry_key,))
        assert place is not None
        self._rows.insert("answers", {**row, "entry": entry_key, "place": place[0]}, logged=logged)

    def _answer_row(self, answer: Answer, day: date, question: Question) -> dict[str, Any]:
        return {
            "id": answer.id,
            "day": day.isoformat(),
            "question": self._questions.key_for(question),
            "state": answer.state,
            "value": answer.value,
            "choice": answer.choice,
            "choices": json.dumps(answer.choices, ensure_ascii=False) if answer.choices else None,
            "text": answer.text,
            "person": None if answer.person is None else self._people[answer.person],
            "conviction": None if answer.conviction is None else self._convictions[answer.conviction],
            "made": None if answer.made is None else self._ids.get(answer.made, answer.made),
            "visibility": answer.visibility,
        }


def entry_row(entry: Entry) -> dict[str, Any]:
    """The columns of an entry, without its answers."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "day": entry.day.isoformat(),
        "at": entry.at,
        "zone": entry.zone,
        "late": int(entry.late),
        "about_from": entry.about_from and entry.about_from.isoformat(),
        "about_to": entry.about_to and entry.about_to.isoformat(),
        "origin": entry.origin,
        "tags": json.dumps(entry.tags, ensure_ascii=False),
    }
