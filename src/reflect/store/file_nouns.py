"""The nouns of a file that is being taken in, and which nouns of the journal they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never
from unicodedata import normalize

from reflect.frozen import frozen
from reflect.model import Commitment, Conviction, Disconnect, Need, Noun, Person
from reflect.store.forgotten_names import code_among, forgotten_names
from reflect.store.nouns import LETTERS, TABLES, keep, load, number_of
from reflect.store.rows import Rows

_CODE = re.compile(r"[CPKDN][1-9][0-9]*")
_SHOWN = 60


class UnknownReferenceError(Exception):
    """A code, name or statement that stands for nothing, as a whole sentence."""


@frozen
class Placed:
    """A noun as it stands in the journal, and the key of its row."""

    noun: Noun
    key: int


class FileNouns:
    """Places the nouns of one file and resolves the references to them; codes are those of the file.

    `gone` holds the ids of what was deleted. What came new is counted by table in `came`; `differing` lists the
    codes of nouns that say otherwise here, `joined` the people whose names joined the roster, `forgotten` the
    names that the file has for those who were forgotten here, by their codes.
    """

    def __init__(self, rows: Rows, gone: set[str]) -> None:
        self._rows = rows
        self._gone = gone
        self._by_id: dict[str, Noun] = {}
        self._standing: dict[tuple[str, ...], list[Noun]] = {}
        self._taken: dict[str, set[str]] = {table: set() for table in LETTERS}
        self._highest = dict.fromkeys(LETTERS, 0)
        self._kept_codes: set[str] = set()
        self._by_code: dict[str, Placed | None] = {}
        self._words: dict[str, str] = {}
        self._by_mark: dict[tuple[str, ...], Placed] = {}
        self.came: dict[str, int] = {}
        self.differing: list[str] = []
        self.joined: list[str] = []
        self.forgotten: dict[str, set[str]] = {}
        self._forgotten_names = forgotten_names(rows)
        nouns = load(rows).nouns
        for kind in (nouns.convictions, nouns.people, nouns.commitments, nouns.disconnects, nouns.needs):
            for noun in kind:
                self._stands(noun)
                for mark in _marks(noun):
                    self._standing.setdefault(mark, []).append(noun)

    def place(self, noun: Noun) -> None:
        """Match a noun of the file with one of the journal, which stays as it is, or store it.

        Raises UnknownReferenceError where a need names no person of the file.
        """
        self._words.setdefault(noun.code, " ".join(next(_marks(noun))))
        if isinstance(noun, Need):
            person = self.person(noun.person, join=True)
            if person is None:
                self._by_code.setdefault(noun.code, None)
                return
            noun = replace(noun, person=person.noun.code)
        found = self._match(noun)
        if found is None and noun.id in self._gone:
            self._by_code.setdefault(noun.code, None)
            return
        placed = self._store(noun) if found is None else self._placed(found)
        is_known = found is not None and found.code not in self.forgotten
        if found is not None and is_known and replace(noun, id=found.id, code=found.code) != found:
            self.differing.append(found.code)
        self._by_code.setdefault(noun.code, placed)
        for mark in (*_marks(noun), *_marks(placed.noun)):
            self._by_mark.setdefault(mark, placed)

    def _match(self, noun: Noun) -> Noun | None:
        found = self._forgotten(noun) or self._by_id.get(noun.id)
        if found is not None and type(found) is not type(noun):
            raise UnknownReferenceError(f"the id {noun.id} belongs to {found.code} in the journal.")
        candidates = (one for mark in _marks(noun) for one in self._standing.get(mark, ()))
        found = found or next(candidates, None)
        if found is not None:  # so two people of one name in a file stay two
            for mark in _marks(found):
                if found in self._standing.get(mark, ()):
                    self._standing[mark].remove(found)
        return found

    def _forgotten(self, noun: Noun) -> Noun | None:
        """Who of the journal it is, where it is a person whose name was forgotten here."""
        if not isinstance(noun, Person) or not self._forgotten_names:
            return None
        called = (noun.name, *noun.aliases)
        code = next((code for name in called if (code := code_among(self._forgotten_names, name))), None)
        if code is None:
            return None
        self.forgotten.setdefault(code, set()).update(called)
        return next((one for one in self._by_id.values() if isinstance(one, Person) and one.code == code), None)

    def _store(self, noun: Noun) -> Placed:
        table = TABLES[type(noun)]
        noun = keep(self._rows, replace(noun, id=noun.id or self._rows.new_id(), code=self._code(noun, table)))
        self._stands(noun)
        self.came[table] = self.came.get(table, 0) + 1
        return self._placed(noun)

    def _stands(self, noun: Noun) -> None:
        table = TABLES[type(noun)]
        self._by_id[noun.id] = noun
        self._taken[table].add(noun.code)
        self._highest[table] = max(self._highest[table], number_of(noun.code))

    def _code(self, noun: Noun, table: str) -> str:
        """Its own code where that is free, also where its file gave it to two (after a merge); else the next."""
        twice = bool(noun.id) and noun.code in self._kept_codes
        if noun.code and (twice or noun.code not in self._taken[table]):
            self._kept_codes.add(noun.code)
            return noun.code
        return f"{LETTERS[table]}{self._highest[table] + 1}"

    def _placed(self, noun: Noun) -> Placed:
        key = self._rows.key_of(TABLES[type(noun)], noun.id)
        assert key is not None
        return Placed(noun, key)

    # ---- references

    def person(self, reference: str, *, join: bool) -> Placed | None:
        """Whom a code of the file or a name means; None for somebody deleted.

        An unknown name joins the roster, or without `join` is None. Raises UnknownReferenceError.
        """
        if _CODE.fullmatch(reference):
            return self._of_code(reference, "P", "person")
        if (forgotten := self._forgotten(Person("", "", reference))) is not None:
            return self._placed(forgotten)
        mark = ("people", _plain(reference))
        placed = self._of_mark(mark)
        if placed is None and join:
            placed = self._by_mark[mark] = self._store(Person("", "", reference.strip()))
            self.joined.append(reference.strip())
        return placed

    def conviction(self, reference: str) -> Placed | None:
        """Which one a code of the file or a statement means; None for a deleted one.

        Raises UnknownReferenceError.
        """
        if _CODE.fullmatch(reference):
            return self._of_code(reference, "C", "conviction")
        placed = self._of_mark(("convictions", _plain(reference)))
        if placed is None:
            raise UnknownReferenceError(f"no conviction says {reference[:_SHOWN]!r}.")
        return placed

    def made(self, reference: str) -> str | None:
        """What an answer's row keeps of the noun that it made: its id, a person's code."""
        if not _CODE.fullmatch(reference):
            return reference
        placed = self._of_code(reference, reference[0], "noun")
        if placed is None:
            return None
        return placed.noun.code if isinstance(placed.noun, Person) else placed.noun.id

    def in_words(self, reference: str | None) -> str | None:
        """The reference with a code replaced by what the file's noun says, which is the same in every file."""
        return None if reference is None else self._words.get(reference, reference)

    def _of_code(self, code: str, letter: str, kind: str) -> Placed | None:
        if code[0] != letter or code not in self._by_code:
            raise UnknownReferenceError(f"no {kind} {code} stands above this line; codes are those of the file.")
        return self._by_code[code]

    def _of_mark(self, mark: tuple[str, ...]) -> Placed | None:
        if mark not in self._by_mark and self._standing.get(mark):
            self._by_mark[mark] = self._placed(self._standing[mark][0])
        return self._by_mark.get(mark)


def _plain(text: str | None) -> str:
    """A name or statement as it is compared: case, blanks and ways of composing letters apart."""
    return " ".join(normalize("NFC", text or "").casefold().split())


def _marks(noun: Noun) -> Iterator[tuple[str, ...]]:
    """By what a noun is known when ids differ, the likeliest first."""
    match noun:
        case Conviction():
            statements = [noun.statement, *(wording.statement for wording in reversed(noun.wordings))]
            yield from dict.fromkeys(("convictions", _plain(statement)) for statement in statements)
        case Person():
            yield from dict.fromkeys(("people", _plain(name)) for name in (noun.name, *noun.aliases))
        case Commitment():
            yield "commitments", _plain(noun.cue), _plain(noun.act), noun.made.isoformat()
        case Disconnect():
            yield "disconnects", noun.kind, noun.scope, _plain(noun.text), noun.opened.isoformat()
        case Need():
            yield "needs", noun.person, _plain(noun.text), noun.asked.isoformat()
        case _:
            assert_never(noun)
