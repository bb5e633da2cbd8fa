"""The "since when" questions over all time: each answered by an index, whatever the length of the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from reflect.model import Answer, Entry, Prompt, Question
from reflect.store.entries import Questions, Reader
from reflect.store.nouns import Keyed
from reflect.store.rows import Rows

if TYPE_CHECKING:  # 5 ms at run time, and only a sitting plans
    from reflect.choosing import Asked, Settled

KeyT = TypeVar("KeyT")

GIVEN = "small-gains/given"
NOBODY = "nobody"

LAST_DAY = "SELECT day FROM answers WHERE question = ? AND day < ? AND state <> 'open' ORDER BY day DESC LIMIT 1"
LAST_ABOUT_PERSON = LAST_DAY.replace("question = ?", "question = ? AND person = ?")
LAST_ABOUT_CONVICTION = LAST_DAY.replace("question = ?", "question = ? AND conviction = ?")
LAST_GAIN = (
    "SELECT day FROM answers WHERE question = ? AND person = ? AND day < ? AND choice IS NOT ?"
    " AND visibility <> 'sealed' ORDER BY day DESC LIMIT 1"
)
LATEST = (
    "SELECT day, id FROM answers WHERE question = ? AND conviction IS ? AND day < ? AND state = 'answered'"
    " ORDER BY day DESC, key DESC LIMIT 1"
)
LATEST_ABOUT = LATEST.replace("conviction IS ?", "person = ?")
LATEST_CHOICE = (
    "SELECT day, id FROM answers WHERE question = ? AND choice = ? AND day < ? ORDER BY day DESC LIMIT 1"
)
RATINGS = (
    "SELECT day, value FROM answers WHERE question = ? AND day BETWEEN ? AND ? AND value IS NOT NULL"
    " AND visibility <> 'sealed'"
    " AND (conviction IS NULL OR conviction NOT IN (SELECT key FROM convictions WHERE visibility = 'sealed'))"
    " AND (person IS NULL OR person NOT IN (SELECT key FROM people WHERE visibility = 'sealed'))"
    " ORDER BY day, key"
)
"""What is sealed, and what is about somebody or something sealed, is no rating of a review."""
COMING_BACK = "SELECT day, key, question, choice FROM answers WHERE made = ? AND state <> 'open'"
LAST_OF_KIND = "SELECT day FROM entries WHERE kind = ? ORDER BY day DESC LIMIT 10"


class SinceWhen:
    """The part of the journal that answers them."""

    _rows: Rows

    @property
    def _questions(self) -> Questions:
        raise NotImplementedError

    @property
    def _keyed(self) -> Keyed:
        raise NotImplementedError

    @property
    def _reader(self) -> Reader:
        raise NotImplementedError

    def asked(self, prompts: Iterable[Prompt], before: date) -> Asked:
        """When each of these prompts was last asked before a day, and about whom, where it goes over subjects."""
        from reflect.choosing import Asked

        days: dict[str, date] = {}
        subjects: dict[tuple[str, str], date] = {}
        by_kind = {
            "person": (LAST_ABOUT_PERSON, self._keyed.people),
            "conviction": (LAST_ABOUT_CONVICTION, self._keyed.convictions),
        }
        for prompt in prompts:
            for question in self._questions.keys_of(prompt.id):
                _later(days, prompt.id, self._rows.one(LAST_DAY, (question, before.isoformat())))
                if prompt.about is None:
                    continue
                query, codes = by_kind[prompt.about]
                for key, code in codes.items():
                    row = self._rows.one(query, (question, key, before.isoformat()))
                    _later(subjects, (prompt.id, code), row)
        return Asked(days, subjects)

    def last_asked(self, prompt: str, before: date) -> Mapping[str, date]:
        """For each conviction, the last day before `before` on which the prompt was asked about it."""
        latest: dict[str, date] = {}
        for question in self._questions.keys_of(prompt):
            for key, code in self._keyed.convictions.items():
                row = self._rows.one(
                    "SELECT max(day) FROM answers WHERE question = ? AND conviction = ? AND day < ?",
                    (question, key, before.isoformat()),
                )
                if row and row[0]:
                    latest[code] = max(date.fromisoformat(row[0]), latest.get(code, date.min))
        return latest

    def last_gains(self, before: date) -> Mapping[str, date]:
        """For each person by code, the last day before `before` on which a gain of theirs was logged, unsealed."""
        days: dict[str, date] = {}
        for question in self._questions.keys_of(GIVEN):
            for key, code in self._keyed.people.items():
                _later(days, code, self._rows.one(LAST_GAIN, (question, key, before.isoformat(), NOBODY)))
        return days

    def latest_answer(
        self, prompt: str, before: date, conviction: str | None = None
    ) -> tuple[date, Answer] | None:
        """The last answer given to a prompt (about a conviction) before a day, with its day."""
        keys = {code: key for key, code in self._keyed.convictions.items()}
        subject = None if conviction is None else keys[conviction]
        return self._newest(LATEST, prompt, (subject, before.isoformat()))

    def latest_about(self, prompt: str, person: str, before: date) -> tuple[date, Answer] | None:
        """The last answer given to a prompt about a person before a day, with its day."""
        keys = {code: key for key, code in self._keyed.people.items()}
        return self._newest(LATEST_ABOUT, prompt, (keys[person], before.isoformat()))

    def latest_choice(self, prompt: str, choice: str, before: date) -> tuple[date, Answer] | None:
        """The last answer to a prompt with that choice before a day, with its day."""
        return self._newest(LATEST_CHOICE, prompt, (choice, before.isoformat()))

    def _newest(self, query: str, prompt: str, values: tuple[object, ...]) -> tuple[date, Answer] | None:
        """The newest of what a query (day, id) finds in each version of a prompt."""
        rows = [row for key in self._questions.keys_of(prompt) for row in self._rows.all(query, (key, *values))]
        if not rows:
            return None
        day, id_ = max(rows)
        return date.fromisoformat(day), self._answer(id_)[1]

    def _answer(self, id_: str) -> tuple[Entry, Answer]:
        """The answer of that id, and its entry."""
        entry = next(self._reader.where("e.key = (SELECT entry FROM answers WHERE id = ?)", (id_,)))
        return entry, next(answer for answer in entry.answers if answer.id == id_)

    def latest_days(self, kind: str) -> Iterator[date]:
        """The days of the entries of a kind, the latest first."""
        for (day,) in self._rows.all(LAST_OF_KIND, (kind,)):
            yield date.fromisoformat(day)

    def ratings(
        self, kinds: Collection[str], first: date, last: date
    ) -> list[tuple[Question, list[tuple[date, int]]]]:
        """Every question of these kinds that was rated in those days, with the days and ratings in order."""
        found: list[tuple[Question, list[tuple[date, int]]]] = []
        for key, question in self._questions.by_key.items():
            if question.kind in kinds:
                rated = self._rows.all(RATINGS, (key, first.isoformat(), last.isoformat()))
                if rated:
                    found.append((question, [(date.fromisoformat(day), value) for day, value in rated]))
        return sorted(found, key=lambda pair: (pair[0].prompt, pair[0].version))

    def settled(self, prompts: Collection[str], about: str) -> Settled | None:
        """The last answer to one of these prompts that came back to a noun (its code) or an entry (its id)."""
        from reflect.choosing import Settled

        found = [(day, key, choice) for day, key, prompt, choice in self._coming_back(about) if prompt in prompts]
        if not found:
            return None
        day, _, choice = max(found, key=lambda row: row[:2])
        return Settled(date.fromisoformat(day), choice)

    def times_chosen(self, prompt: str, about: str, choice: str) -> int:
        """How often a prompt that came back to a noun (its code) was answered with that choice."""
        return sum(asked == prompt and chosen == choice for _, _, asked, chosen in self._coming_back(about))

    def _coming_back(self, about: str) -> list[tuple[str, int, str, str | None]]:
        """Day, key, prompt and choice of every answer that names a noun (its code) or an entry (its id)."""
        reference = next((id_ for id_, code in self._keyed.made.items() if code == about), about)
        return [
            (day, key, self._questions.by_key[question].prompt, choice)
            for day, key, question, choice in self._rows.all(COMING_BACK, (reference,))
        ]


def _later(days: dict[KeyT, date], key: KeyT, row: tuple[str, ...] | None) -> None:
    if row is not None:
        days[key] = max(date.fromisoformat(row[0]), days.get(key, date.min))
