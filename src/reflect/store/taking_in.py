"""Taking the records of a file into the journal: all of them or none, and none of them twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from reflect.errors import InputError
from reflect.model import AllowedWord, Answer, Away, Entry, Focus, Guess, HiddenWord, Mark, Noun, Question
from reflect.store.entries import Questions, entry_row
from reflect.store.file_marks import FileMarks
from reflect.store.file_nouns import FileNouns, UnknownReferenceError
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS
from reflect.store.unlogged_rows import UnloggedRows, derived_id, in_bulk

_SHOWN = 60
_canonical = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_ENTRY_COLUMNS = COLUMNS["entries"][:-1]
_ANSWER_COLUMNS = ", ".join(COLUMNS["answers"])
_SAYS = slice(4, -1)
"""What an answer's row says: not its id, entry, day and place, nor who may see it."""


class NothingKept(Exception):  # noqa: N818  (ends a dry run; nothing went wrong)
    """Rolls back what a dry run wrote."""


@dataclass(slots=True)
class Taken:
    """What an import did.

    `entries` and `answers` count what came in, `here` the entries that were in the journal already, `deleted`
    those that were deleted from it and stay so; `apart` names the entries whose id another content has here, so
    that both are kept; `nouns` and `marks` count new ones by table; `joined` are the names that joined the
    roster, `differing` the codes of nouns that the file words otherwise and that were left as they are;
    `differing_marks` counts such marks by table.
    """

    entries: int = 0
    answers: int = 0
    here: int = 0
    deleted: int = 0
    apart: list[str] = field(default_factory=list)
    nouns: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, int] = field(default_factory=dict)
    joined: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    differing_marks: Mapping[str, int] = field(default_factory=dict)


def take_in(
    rows: Rows,
    records: Iterable[tuple[int, Question | Noun | Mark | Entry]],
    *,
    source: str,
    wordings: Callable[[str], Question | None],
) -> Taken:
    """Store the records (each with its line) inside the transaction that `rows` holds.

    `wordings` gives the installed packs' wording of a prompt. Raises InputError, with `source` and line, for a
    reference or a prompt that stands for nothing.
    """
    with in_bulk(rows) as bulk:
        taking = _Taking(rows, bulk, source, wordings)
        for line, record in records:
            try:
                taking.take(record)
            except UnknownReferenceError as error:
                raise InputError(f"{source}, line {line}: {error}") from None
    taking.forget_again()
    return taking.finished()


class _Taking:
    """One import: what it has seen of its file, and what it did so far."""

    def __init__(
        self, log: Rows, rows: UnloggedRows, source: str, wordings: Callable[[str], Question | None]
    ) -> None:
        self._log = log
        self._rows = rows
        self._source = source
        self._wordings = wordings
        self._questions = Questions(self._rows)
        self._asked: dict[tuple[str, int], int] = {}
        self._gone = {row[0] for row in rows.all("SELECT id FROM tombstones")}
        self._seen: set[bytes] = set()
        self._again: dict[bytes, int] = {}
        self._arrived: int | None = None
        self._taken = Taken()
        self._nouns = FileNouns(self._rows, self._gone)
        self._marks = FileMarks(self._log, self._gone, derived_id)

    def take(self, record: Question | Noun | Mark | Entry) -> None:
        """Store one record, or see what it is here. Raises UnknownReferenceError."""
        match record:
            case Entry():
                self._entry(record)
            case Question():
                self._asked[record.prompt, record.version] = self._questions.key_for(record)
            case Focus() | Away() | HiddenWord() | AllowedWord() | Guess():
                self._marks.place(record)
            case _:
                self._nouns.place(record)

    def forget_again(self) -> None:
        """Take out what the file brought along about those who were forgotten here."""
        if self._nouns.forgotten:
            from reflect.store.forgetting import forget_again  # 10 ms, and only who forgot somebody pays for it

            for code, names in self._nouns.forgotten.items():
                forget_again(self._log, code, names)

    def finished(self) -> Taken:
        self._taken.nouns = self._nouns.came
        self._taken.joined = self._nouns.joined
        self._taken.differing = self._nouns.differing
        self._taken.marks = self._marks.came
        self._taken.differing_marks = {table: n for table, n in self._marks.differing.items() if n}
        return self._taken

    def _entry(self, entry: Entry) -> None:
        """Store it, unless it is here, was deleted, or came from this file before."""
        if not entry.id:
            digest = self._digest(entry)
            id_ = derived_id(digest, self._occurrence(digest))
            self._store_once(entry, id_, self._answer_ids(entry, id_))
            return
        standing = self._rows.key_of("entries", entry.id)
        if standing is None:
            self._store_new(entry, entry.id, self._answer_ids(entry, entry.id))
        elif self._is_same(standing, entry):
            self._taken.here += 1
        else:
            id_ = derived_id(self._digest(entry), entry.id)
            if self._store_once(entry, id_, [derived_id(id_, place) for place in range(len(entry.answers))]):
                self._taken.apart.append(f"{entry.day} {entry.kind}")

    def _store_once(self, entry: Entry, id_: str, ids: list[str]) -> bool:
        if self._rows.key_of("entries", id_) is not None:
            self._taken.here += 1
            return False
        return self._store_new(entry, id_, ids)

    def _store_new(self, entry: Entry, id_: str, ids: list[str]) -> bool:
        if id_ in self._gone:
            self._taken.deleted += 1
            return False
        self._store(entry, id_, ids)
        return True

    def _occurrence(self, digest: bytes) -> int:
        """How many entries of this content the file had before this one."""
        short = digest[:12]  # 96 bits tell millions of entries apart, in a third of the memory
        if short not in self._seen:
            self._seen.add(short)
            return 0
        before = self._again[short] = self._again.get(short, 0) + 1
        return before

    def _digest(self, entry: Entry) -> bytes:
        """The hash of what an entry says, whatever the ids and codes of its file are."""
        words = self._nouns.in_words
        content = [
            [
                a.prompt,
                a.state,
                a.value,
                a.choice,
                a.choices,
                a.text,
                *map(words, (a.person, a.conviction, a.made)),
            ]
            for a in entry.answers
        ]
        about = [day and day.isoformat() for day in (entry.about_from, entry.about_to)]
        at, zone = _told_apart_by(entry)
        whole = [entry.day.isoformat(), at, entry.kind, zone, entry.late, about, entry.tags, content]
        return sha256(_canonical(whole).encode("ascii")).digest()

    def _answer_ids(self, entry: Entry, id_: str) -> list[str]:
        return [answer.id or derived_id(id_, place) for place, answer in enumerate(entry.answers)]

    def _is_same(self, key: int, entry: Entry) -> bool:
        """Whether the entry in the journal says what the file's one says; ids of answers do not count."""
        self._rows.flush()  # it may stand higher in the same file
        columns = ", ".join(_ENTRY_COLUMNS)
        if self._rows.one(f"SELECT {columns} FROM entries WHERE key = ?", (key,)) != _entry_values(
            entry, entry.id
        ):
            return False
        query = f"SELECT {_ANSWER_COLUMNS} FROM answers WHERE entry = ? ORDER BY place, key"
        here = [row[_SAYS] for row in self._rows.all(query, (key,))]
        ids = self._answer_ids(entry, entry.id)
        return here == [row[_SAYS] for row in self._answer_rows(entry, key, ids, join=False)]

    # ---- writing

    def _store(self, entry: Entry, id_: str, ids: list[str]) -> None:
        if self._arrived is None:
            self._arrived = self._log.log_import(self._source)
        key = self._rows.insert_values("entries", (*_entry_values(entry, id_), self._arrived))
        rows = self._answer_rows(entry, key, ids, join=True)
        self._rows.add_answers(rows)
        self._taken.answers += len(rows)
        self._taken.entries += 1

    def _answer_rows(self, entry: Entry, key: int, ids: list[str], *, join: bool) -> list[tuple[Any, ...]]:
        """The rows of the answers that were not deleted, in the order of their columns."""
        day, gone, nouns = entry.day.isoformat(), self._gone, self._nouns
        rows = []
        for place, (id_, answer) in enumerate(zip(ids, entry.answers, strict=True)):
            if id_ in gone:
                continue
            person = None if answer.person is None else nouns.person(answer.person, join=join)
            conviction = None if answer.conviction is None else nouns.conviction(answer.conviction)
            row = (
                id_,
                key,
                day,
                place,
                self._question_key(answer),
                answer.state,
                answer.value,
                answer.choice,
                json.dumps(answer.choices, ensure_ascii=False) if answer.choices else None,
                answer.text,
                None if person is None else person.key,
                None if conviction is None else conviction.key,
                None if answer.made is None else nouns.made(answer.made),
                answer.visibility,
            )
            rows.append(row)
        return rows

    def _question_key(self, answer: Answer) -> int:
        """The wording of the file, else of the installed packs, else that of the journal."""
        asked = (answer.prompt, answer.version)
        if asked not in self._asked:
            question = self._wordings(answer.prompt) or self._questions.version(*asked)
            if question is None:
                raise UnknownReferenceError(
                    f"no pack asks {answer.prompt[:_SHOWN]!r}; an answer to it needs its wording, as asked."
                )
            self._asked[asked] = self._questions.key_for(question)
        return self._asked[asked]


def _entry_values(entry: Entry, id_: str) -> tuple[Any, ...]:
    row = {**entry_row(entry), "id": id_}
    return tuple(row[column] for column in _ENTRY_COLUMNS)


def _told_apart_by(entry: Entry) -> tuple[str | None, str | None]:
    """The moment and zone that tell an entry from others like it.

    Other journals write what a clock showed, mostly without its zone: that stays the same wherever it is read.
    """
    if not entry.origin or entry.at is None or entry.zone is None:
        return entry.at, entry.zone
    from zoneinfo import ZoneInfo  # 5 ms, and only what came from elsewhere pays for it

    try:
        return datetime.fromisoformat(entry.at).astimezone(ZoneInfo(entry.zone)).replace(
            tzinfo=None
        ).isoformat(), None
    except (ValueError, KeyError, OSError, OverflowError):
        return entry.at, entry.zone
