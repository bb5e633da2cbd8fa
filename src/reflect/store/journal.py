"""The journal: entries and nouns in and out. Rows and SQL never leave this package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reflect.errors import NotFoundError, given_back
from reflect.model import Answer, Entry, Mark, Noun, Nouns, Question, words_of
from reflect.store import nouns as shelf
from reflect.store.asked import SinceWhen
from reflect.store.engine import Connection
from reflect.store.entries import EntryWriter, Questions, Reader
from reflect.store.last_line import lacks_its_end
from reflect.store.marks import Marks
from reflect.store.old_words import forget_old_words
from reflect.store.opening import Unlock, marker_of, open_journal
from reflect.store.rows import Rows
from reflect.store.taking_back import TakingBack

if TYPE_CHECKING:  # 1 to 2 ms each at run time: the methods that find or take in fetch what they need
    from reflect.store.finding import Filter, Hit
    from reflect.store.taking_in import Taken

NounT = TypeVar("NounT", bound=Noun)


class Journal(Marks, SinceWhen, TakingBack):
    """One SQLite file, held open.

    Every write is one transaction; every method raises JournalError where the file cannot be used.
    """

    def __init__(
        self,
        path: Path,
        *,
        new_id: Callable[[], str],
        moment: Callable[[], str],
        create: bool = True,
        unlock: Unlock | None = None,
    ) -> None:
        self.path = path
        self._rows = Rows(open_journal(path, create=create, unlock=unlock), path, new_id, moment)
        self._rows.at_first_write = forget_old_words
        self._seen_version: int | None = None

    def close(self) -> None:
        """Let go of the file."""
        self._rows.connection.close()

    @property
    def connection(self) -> Connection:
        """For the rooms of this package, and the tests that break the file on purpose."""
        return self._rows.connection

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction round several writes: all of them are stored, or none."""
        try:
            with self._rows.writing():
                self._follow_others()
                yield
        except BaseException:
            self._forget_loaded()
            raise

    @cached_property
    def _questions(self) -> Questions:
        self._note_version()
        return Questions(self._rows)

    @cached_property
    def _keyed(self) -> shelf.Keyed:
        self._note_version()
        return shelf.load(self._rows)

    @property
    def _reader(self) -> Reader:
        self._follow_others()
        return Reader(self._rows, self._questions, self._keyed)

    @property
    def _writer(self) -> EntryWriter:
        return EntryWriter(self._rows, self._questions, self._keyed)

    def _follow_others(self) -> None:
        """What was read into memory is read anew after another program wrote."""
        seen = self._seen_version
        self._seen_version = None
        self._note_version()
        if self._seen_version != seen:
            self._forget_loaded()

    def _note_version(self) -> None:
        """Remember of which state of the file the first is that is read into memory."""
        if self._seen_version is None:
            row = self._rows.one("PRAGMA data_version")
            self._seen_version = row[0] if row else 0

    def _forget_loaded(self) -> None:
        """What was read into memory is read anew: nouns changed, or a write was rolled back."""
        self.__dict__.pop("_keyed", None)
        self.__dict__.pop("_questions", None)

    # ---- reading

    def nouns(self) -> Nouns:
        """Every conviction, person, commitment, disconnect and need."""
        return self._keyed.nouns

    def entries(self, first: date, last: date, kind: str = "") -> list[Entry]:
        """The entries of the days first to last, both included, by day, moment and id."""
        return self._reader.between(first, last, kind)

    def every_entry(self) -> Iterator[Entry]:
        """All entries in order, in bounded memory."""
        return self._reader.in_batches()

    def entry(self, id_: str) -> Entry:
        """The entry of that id. Raises NotFoundError."""
        found = next(self._reader.where("e.id = ?", (id_,)), None)
        if found is None:
            raise NotFoundError(f"There is no entry {id_}.")
        return found

    def sitting(self, kind: str, day: date) -> Entry | None:
        """The sitting of that kind and day, if it was opened; of several (after a merge) the first."""
        return next(self._reader.where("e.kind = ? AND e.day = ?", (kind, day.isoformat())), None)

    def questions(self) -> tuple[Question, ...]:
        """Every wording that was asked, by prompt and version."""
        return tuple(sorted(self._questions.by_key.values(), key=lambda q: (q.prompt, q.version)))

    def question(self, prompt: str, version: int) -> Question:
        """The wording of a prompt in a version. Raises NotFoundError."""
        found = self._questions.version(prompt, version)
        if found is None:
            raise NotFoundError(f"The journal holds no question {prompt}, version {version}.")
        return found

    def is_empty(self) -> bool:
        """Nothing was ever written or held."""
        row = self._rows.one(
            "SELECT EXISTS (SELECT 1 FROM entries) OR EXISTS (SELECT 1 FROM convictions)"
            " OR EXISTS (SELECT 1 FROM people)"
        )
        return not (row and row[0])

    @property
    def has_written(self) -> bool:
        """Whether this connection changed anything."""
        return bool(self.connection.total_changes)

    def begun(self) -> str:
        """The moment of the first change of all, in UTC as ISO 8601; empty where nothing was written yet."""
        row = self._rows.one("SELECT at FROM changes ORDER BY key LIMIT 1")
        return str(row[0]) if row else ""

    def first_day(self) -> date | None:
        """The day of the earliest entry that was not imported from elsewhere."""
        row = self._rows.one("SELECT min(day) FROM entries WHERE origin = '' AND kind <> 'note'")
        return date.fromisoformat(row[0]) if row and row[0] else None

    def lacks_its_end(self) -> bool:
        """Whether changes that were written here are missing from it, by the last one that its marker names."""
        return lacks_its_end(self.connection, marker_of(self.path))

    # ---- finding

    def found(self, wanted: Filter) -> list[Entry]:
        """The entries that a filter means; of more than its limit the newest, newest last."""
        from reflect.store.finding import newest_keys

        keys = newest_keys(self._rows, wanted, *self._keys_for(wanted))
        found: list[Entry] = []
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            found += self._reader.where(f"e.key IN ({', '.join('?' * len(some))})", tuple(some))
        return sorted(found, key=lambda entry: (entry.day, entry.at or "", entry.id))

    def search(self, words: str, wanted: Filter) -> list[Hit]:
        """The answers that hold the words, among the entries that a filter means, newest last."""
        from reflect.store.finding import condition, search

        where, values = condition(wanted, *self._keys_for(wanted))
        return search(self._rows, words, where, values, wanted.limit)

    def _keys_for(self, wanted: Filter) -> tuple[dict[str, int], dict[str, int]]:
        """The keys of people and of convictions by their codes, where the filter names one."""
        people = {code: key for key, code in self._keyed.people.items()} if wanted.person else {}
        convictions = {code: key for key, code in self._keyed.convictions.items()} if wanted.conviction else {}
        return people, convictions

    def resolve(self, end_of_id: str) -> tuple[Entry, Answer | None]:
        """The entry, and the answer in it, whose id ends so. Raises NotFoundError, InputError for several."""
        from reflect.store.finding import resolve

        table, id_ = resolve(self._rows, end_of_id)
        if table == "entries":
            return self.entry(id_), None
        return self._answer(id_)

    def short_ids(self, ids: Iterable[str]) -> dict[str, str]:
        """The shortest unique suffix of each id."""
        from reflect.store.finding import short_ids

        return short_ids(self._rows, ids)

    def revision(self, id_: str) -> int:
        """How often the answer of that id was changed. Raises NotFoundError."""
        row = self._rows.one("SELECT revision FROM answers WHERE id = ?", (id_,))
        if row is None:
            raise NotFoundError("That answer is no longer in the journal.")
        return int(row[0])

    # ---- writing

    def keep_entry(self, entry: Entry, wordings: Sequence[Question]) -> None:
        """Store a new entry with its answers, one wording for each."""
        with self.writing():
            self._writer.keep_entry(entry, wordings)

    def keep_answer(self, entry: str, answer: Answer, question: Question) -> None:
        """Store an answer, new or changed, within the entry of that id."""
        with self.writing():
            self._writer.keep_answer(entry, answer, question)

    def keep_draft(self, entry: str, answer: Answer, question: Question) -> None:
        """Store the half-typed text of an open answer: durable, but no line of history."""
        with self.writing():
            self._writer.keep_answer(entry, answer, question, logged=False)

    def keep_noun(self, noun: NounT) -> NounT:
        """Store a noun, new or changed (by its id); a missing id or code is given. Returns it as it stands now."""
        with given_back(*words_of(noun)):
            kept = shelf.keep(self._rows, noun)
        self._forget_loaded()
        return kept  # type: ignore[return-value]  # keep() gives back the kind that it was given

    # ---- to and from files

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the journal round several reads, whatever is written meanwhile."""
        self._forget_loaded()
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    def take_in(
        self,
        records: Iterable[tuple[int, Question | Noun | Mark | Entry]],
        *,
        source: str,
        wordings: Callable[[str], Question | None],
        dry_run: bool = False,
    ) -> Taken:
        """Take in the records of a file, each with its line: all or none, and with `dry_run` none.

        `wordings` gives the installed packs' wording of a prompt. Raises InputError, with `source` and line.
        """
        from reflect.store.taking_in import NothingKept, take_in  # 12 ms, and only an import pays for it

        with suppress(NothingKept), self.writing():
            taken = take_in(self._rows, records, source=source, wordings=wordings)
            if dry_run:
                raise NothingKept
        self._forget_loaded()
        return taken
