"""The "since when" questions over all time: each answered by an index, whatever the length of the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar

from reflect.choosing import Asked, Settled
from reflect.model import Prompt, Question
from reflect.store.entries import Questions
from reflect.store.nouns import Keyed
from reflect.store.rows import Rows

KeyT = TypeVar("KeyT")

GIVEN = "small-gains/given"
NOBODY = "nobody"

LAST_DAY = (
    "SELECT day FROM answers WHERE question = ? AND day < ? AND state <> 'open' ORDER BY day DESC LIMIT 1"
)  # fmt: skip
LAST_ABOUT_PERSON = (
    "SELECT day FROM answers WHERE question = ? AND person = ? AND day < ? AND state <> 'open'"
    " ORDER BY day DESC LIMIT 1"
)
LAST_ABOUT_CONVICTION = LAST_ABOUT_PERSON.replace("person", "conviction")
LAST_GAIN = (
    "SELECT day FROM answers WHERE question = ? AND person = ? AND day < ? AND choice IS NOT ?"
    " ORDER BY day DESC LIMIT 1"
)
LATEST_ABOUT = (
    "SELECT day, id FROM answers WHERE question = ? AND person = ? AND day < ? AND state = 'answered'"
    " ORDER BY day DESC, key DESC LIMIT 1"
)
RATINGS = (
    "SELECT day, value FROM answers WHERE question = ? AND day BETWEEN ? AND ? AND value IS NOT NULL"
    " ORDER BY day, key"
)
COMING_BACK = "SELECT day, key, question, choice FROM answers WHERE made = ? AND state <> 'open'"


def asked(rows: Rows, questions: Questions, keyed: Keyed, prompts: Iterable[Prompt], before: date) -> Asked:
    """When each of these prompts was last asked before a day, and about whom, where it goes over subjects."""
    days: dict[str, date] = {}
    subjects: dict[tuple[str, str], date] = {}
    by_kind = {
        "person": (LAST_ABOUT_PERSON, keyed.people),
        "conviction": (LAST_ABOUT_CONVICTION, keyed.convictions),
    }
    for prompt in prompts:
        for question in questions.keys_of(prompt.id):
            _later(days, prompt.id, rows.one(LAST_DAY, (question, before.isoformat())))
            if prompt.about is None:
                continue
            query, codes = by_kind[prompt.about]
            for key, code in codes.items():
                _later(subjects, (prompt.id, code), rows.one(query, (question, key, before.isoformat())))
    return Asked(days, subjects)


def last_gains(rows: Rows, questions: Questions, keyed: Keyed, before: date) -> Mapping[str, date]:
    """For each person by code, the last day before `before` on which a gain of theirs was logged."""
    days: dict[str, date] = {}
    for question in questions.keys_of(GIVEN):
        for key, code in keyed.people.items():
            _later(days, code, rows.one(LAST_GAIN, (question, key, before.isoformat(), NOBODY)))
    return days


def latest_about(rows: Rows, questions: Questions, prompt: str, person: int, before: date) -> str | None:
    """The id of the last answer given to a prompt about a person (its key) before a day."""
    found = [
        row
        for question in questions.keys_of(prompt)
        if (row := rows.one(LATEST_ABOUT, (question, person, before.isoformat()))) is not None
    ]
    return max(found)[1] if found else None


def ratings(
    rows: Rows, questions: Questions, kinds: Collection[str], first: date, last: date
) -> list[tuple[Question, list[tuple[date, int]]]]:
    """Every question of these kinds that was rated in those days, with the days and ratings in order."""
    found: list[tuple[Question, list[tuple[date, int]]]] = []
    for key, question in questions.by_key.items():
        if question.kind in kinds:
            rated = rows.all(RATINGS, (key, first.isoformat(), last.isoformat()))
            if rated:
                found.append((question, [(date.fromisoformat(day), value) for day, value in rated]))
    return sorted(found, key=lambda pair: (pair[0].prompt, pair[0].version))


def settled(rows: Rows, questions: Questions, prompts: Collection[str], reference: str) -> Settled | None:
    """The last answer to one of these prompts that came back to a noun or entry (its id)."""
    found = [
        (day, key, choice)
        for day, key, question, choice in rows.all(COMING_BACK, (reference,))
        if questions.by_key[question].prompt in prompts
    ]
    if not found:
        return None
    day, _, choice = max(found)
    return Settled(date.fromisoformat(day), choice)


def times_chosen(rows: Rows, questions: Questions, prompt: str, reference: str, choice: str) -> int:
    """How often a prompt that came back to a noun (its id) was answered with that choice."""
    keys = set(questions.keys_of(prompt))
    return sum(
        question in keys and chosen == choice for _, _, question, chosen in rows.all(COMING_BACK, (reference,))
    )


def _later(days: dict[KeyT, date], key: KeyT, row: tuple[str, ...] | None) -> None:
    if row is not None:
        days[key] = max(date.fromisoformat(row[0]), days.get(key, date.min))
