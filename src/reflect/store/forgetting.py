"""Forgetting a person: the counts stay, the name and every text about them go, and nothing brings them back.

The row of the person stays, with the code for a name, so that what was counted stays counted. What an earlier
export or import holds stays out as well: an entry that lost words goes on under a new id, and its old one stands
among the tombstones, beside a salted hash of each name.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from reflect.choosing.due import THEME
from reflect.errors import NotFoundError
from reflect.model import Person
from reflect.review.name_scan import Found, Names, replaced
from reflect.store.forgotten_names import bury_name
from reflect.store.journal import Journal
from reflect.store.nouns import load
from reflect.store.rows import Rows
from reflect.store.traces import wipe, wipe_index

GONE = "(forgotten)"
"""Stands where a need, a promise or a disconnect must have words."""

ABOUT_SOMEBODY = ("gain", "step", "credit", "departure", "conversation", "foundation", "feedback")
"""Events that are about the person whom they name: all their free text is. A failure is not."""

_TEXTS = {
    "questions": ("asked",),
    "wordings": ("statement",),
    "commitments": ("cue", "act"),
    "disconnects": ("text", "how"),
    "needs": ("text",),
    "guesses": ("guess",),
    "answers": ("choice", "text"),
}
_LISTS = {"questions": ("labels",), "entries": ("tags",), "answers": ("choices",)}
"""Columns that hold a JSON list of texts."""

_FREE = ("statement", "cue", "act", "text", "how", "guess", "tags")
"""Columns that hold words of her own; the others hold questions, and the short words that answer them."""

_WORDS = ("hidden_words", "allowed_words")


@dataclass(slots=True)
class Forgotten:
    """What was forgotten: the code that stays, and how many texts went, or had a name replaced by the code.

    `left` are everyday words (mark, will) that stand in small letters, and names that somebody else on the roster
    has too: they were left. `traces` is true where another program held the journal open, so that old pages of
    the file may still hold what is gone from its tables.
    """

    code: str
    answers: int = 0
    nouns: int = 0
    mentions: int = 0
    left: list[str] = field(default_factory=list)
    traces: bool = False


class _OnlyLookedError(Exception):
    """Rolls back what a look ahead changed."""


def forget_person(journal: Journal, id_: str, *, today: date, dry_run: bool = False) -> Forgotten:
    """Forget the person of that id, who counts as left from `today` on; with `dry_run` only say what would go.

    Raises NotFoundError where there is no such person, JournalError where the journal cannot be written.
    """
    rows = journal._rows  # the same package: rows never leave it
    try:
        with suppress(_OnlyLookedError), rows.writing():
            forgetting = _Forgetting(rows, id_)
            forgetting.carry_out(today)
            if dry_run:
                raise _OnlyLookedError
    finally:
        journal._forget_loaded()
    if not dry_run:
        forgetting.done.traces = not wipe(rows)
    return forgetting.done


def forget_again(rows: Rows, code: str, names: Collection[str]) -> None:
    """Take out of the journal what came in anew about somebody forgotten, who is called so where it came from.

    Inside the transaction that `rows` holds, and once the index knows what came in.
    """
    person = next(one for one in load(rows).nouns.people if one.code == code)
    _Forgetting(rows, person.id, names).carry_out(person.left)
    wipe_index(rows)


class _Forgetting:
    """One person being forgotten, inside one transaction that no history remembers."""

    def __init__(self, rows: Rows, id_: str, names: Collection[str] = ()) -> None:
        self._rows = rows
        people = load(rows).nouns.people
        person = next((one for one in people if one.id == id_), None)
        key = rows.key_of("people", id_)
        if person is None or key is None:
            raise NotFoundError("That person is no longer in the journal.")
        self._person, self._key = person, key
        self._called = sorted({person.name, *person.aliases, *self._once_called(), *names} - {person.code})
        self._names = Names([Person("", person.code, name) for name in self._called])
        self._others = Names(one for one in people if one.id != id_)
        self._changed: set[tuple[str, int]] = {("people", key)}
        self.done = Forgotten(person.code)

    def _once_called(self) -> Iterator[str]:
        """The names that the history knows, of this person and of whoever was merged into them."""
        for (before,) in self._rows.all(
            "SELECT before FROM changes WHERE record = 'people' AND row = ? AND before IS NOT NULL", (self._key,)
        ):
            row = json.loads(before)
            yield row["name"]
            yield from json.loads(row["aliases"])

    def carry_out(self, today: date | None) -> None:
        """Everything, in an order in which nothing that is still needed has gone already."""
        self._take_out_texts()
        self._replace_mentions()
        self._take_out_words()
        self._forget_history()
        self._rename_entries()
        self._rename_person(today)

    # ---- what is about the person

    def _take_out_texts(self) -> None:
        about = [key for key, in self._rows.all(
            f"SELECT DISTINCT e.key FROM entries e JOIN answers a ON a.entry = e.key WHERE a.person = ?"
            f" AND e.kind IN ({', '.join('?' * len(ABOUT_SOMEBODY))})", (self._key, *ABOUT_SOMEBODY),
        )]  # fmt: skip
        answers = [row[0] for row in self._rows.all("SELECT key FROM answers WHERE person = ?", (self._key,))]
        for entry in about:
            found = self._rows.all("SELECT key FROM answers WHERE entry = ? AND person IS NULL", (entry,))
            answers += [row[0] for row in found]
        answers += self._coming_back_to(about, answers)
        for key in dict.fromkeys(answers):
            row = self._rows._row("answers", key)
            if row["text"] is not None:
                self._update("answers", key, {"text": None})
                self.done.answers += 1
            if row["person"] == self._key and row["made"] is not None:
                self._take_out_noun(row["made"])
        for (key,) in self._rows.all("SELECT key FROM needs WHERE person = ?", (self._key,)):
            self._update("needs", key, {"text": GONE})
            self.done.nouns += 1

    def _coming_back_to(self, entries: list[int], answers: list[int]) -> list[int]:
        """Answers about those events or answers: what was asked two weeks on, and an incident told in a brief."""
        ids = [self._rows._row("entries", key)["id"] for key in entries]
        ids += [self._rows._row("answers", key)["id"] for key in answers]
        found: list[int] = []
        for id_ in ids:
            for key, entry, kind in self._rows.all(
                "SELECT a.key, e.key, e.kind FROM answers a JOIN entries e ON e.key = a.entry WHERE a.made = ?",
                (id_,),
            ):
                found.append(key)
                if kind == "brief":
                    found += [row[0] for row in self._rows.all(
                        "SELECT a.key FROM answers a JOIN questions q ON q.key = a.question"
                        " WHERE a.entry = ? AND q.prompt IN ('brief/did', 'brief/feared')", (entry,),
                    )]  # fmt: skip
        return found

    def _take_out_noun(self, id_: str) -> None:
        """A promise or disconnect that an answer about the person made."""
        for table, columns in (("commitments", ("cue", "act")), ("disconnects", ("text", "how"))):
            key = self._rows.key_of(table, id_)
            if key is not None:
                row = self._rows._row(table, key)
                self._update(table, key, {column: GONE for column in columns if row[column] is not None})
                self.done.nouns += 1

    # ---- mentions anywhere else

    def _replace_mentions(self) -> None:
        for table in {**_TEXTS, **_LISTS}:
            texts, lists = _TEXTS.get(table, ()), _LISTS.get(table, ())
            columns = (*texts, *lists)
            for key, *values in self._rows.all(f"SELECT key, {', '.join(columns)} FROM {table}"):
                changed = {}
                for column, value in zip(columns, values, strict=True):
                    coded = self._coded(value, is_list=column in lists, as_name=column not in _FREE)
                    if coded != value:
                        changed[column] = coded
                if changed:
                    self._update(table, key, changed)
                    self.done.mentions += 1

    def _coded(self, value: str | None, *, is_list: bool, as_name: bool) -> str | None:
        if value is None:
            return None
        if not is_list:
            return replaced(value, self._mentions(value, as_name=as_name))
        before = json.loads(value)
        texts = [replaced(text, self._mentions(text, as_name=as_name)) for text in before]
        return json.dumps(texts, ensure_ascii=False) if texts != before else value

    def _mentions(self, text: str, *, as_name: bool = False) -> list[Found]:
        """The person's names in a text, but for everyday words, and for what is another's name as well.

        With `as_name` only those with a capital that are no everyday words at all: short words and questions are
        not hers, and may say "Mark what you saw".
        """
        found = list(self._names.found(text))
        if not found:
            return found
        others = [(one.begin, one.end) for one in self._others.found(text) if one.sure]
        taken = []
        for one in found:
            is_word = one.everyday and (as_name or not one.sure)
            if as_name and (is_word or one.words.islower()):
                continue
            if is_word or any(begin <= one.begin and one.end <= end for begin, end in others):
                self.done.left += [one.words] if one.words not in self.done.left else []
            else:
                taken.append(one)
        return taken

    def _take_out_words(self) -> None:
        """Words that she hid or let through, and themes that she was asked about, where they name the person."""
        for key, made in self._rows.all("SELECT key, made FROM answers WHERE made LIKE ?", (THEME + "%",)):
            if list(self._names.found(made.removeprefix(THEME))):
                self._update("answers", key, {"made": THEME + self._person.code})
        for table in _WORDS:
            for key, word in self._rows.all(f"SELECT key, word FROM {table}"):
                if list(self._names.found(word)):
                    self._rows.remove(table, key)
                    self._changed.add((table, key))

    # ---- history, identity

    def _update(self, table: str, key: int, row: dict[str, Any]) -> None:
        self._rows.update(table, key, row, logged=False)
        self._changed.add((table, key))

    def _forget_history(self) -> None:
        """Every line of history that holds such words loses them; what has no words cannot be taken back."""
        spoilt = set()
        for change, batch, record, row, before in self._rows.all(
            "SELECT key, batch, record, row, before FROM changes WHERE before IS NOT NULL"
        ):
            if (record, row) in self._changed or self._is_about(record, json.loads(before)):
                self._rows.reword_history("before = NULL", "key = ?", (change,))
                spoilt.add(batch)
        for batch in sorted(spoilt):
            self._rows.reword_history("undoes = batch", "batch = ?", (batch,))

    def _is_about(self, record: str, before: dict[str, Any]) -> bool:
        if record in ("answers", "needs", "relations") and before.get("person") == self._key:
            return True
        return any(list(self._names.found(value)) for value in before.values() if isinstance(value, str))

    def _rename_entries(self) -> None:
        """An import that brings the old words knows the entry by its old id, which is gone."""
        touched = {key for table, key in self._changed if table == "entries"}
        for table, key in self._changed:
            if table == "answers":
                touched.add(self._rows._row("answers", key)["entry"])
        for key in sorted(touched):
            old = self._rows._row("entries", key)["id"]
            new = _another(old, self._rows.new_id())
            self._rows.update("entries", key, {"id": new}, logged=False)
            for (answer,) in self._rows.all("SELECT key FROM answers WHERE made = ?", (old,)):
                self._rows.update("answers", answer, {"made": new}, logged=False)
            self._rows.bury(old, "entries")

    def _rename_person(self, today: date | None) -> None:
        left = self._person.left or today
        row = {"name": self._person.code, "aliases": "[]", "left": left and left.isoformat()}
        self._rows.update("people", self._key, row, logged=False)
        for name in self._called:
            bury_name(self._rows, name, self._person.code)


def _another(old: str, salt: str) -> str:
    """An id of the same moment, so that it keeps its place in the day, and with other digits after that."""
    digits = sha256(f"{salt}{old}".encode()).hexdigest()
    return f"{old[:20]}{digits[:3]}-{digits[3:15]}"
