"""What she wrote, before it has a moment and an id: drafts of entries, and the entries made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from reflect.demo.chance import bits, id_at
from reflect.model import Answer, Entry
from reflect.periods import Period

ZONE = "Europe/Berlin"
HOURS = {"daily": 16, "weekly": 17, "monthly": 17, "crosscheck": 18, "note": 19}
EVENT_HOURS = (8, 15)
"""In UTC; whatever happened is logged in the course of the day, the sittings come after it."""


@dataclass
class Draft:
    """An entry to be; `written` is the day after, where she answered late, `about` the period looked back on."""

    kind: str
    day: date
    answers: list[Answer]
    written: date | None = None
    about: Period | None = None
    tags: tuple[str, ...] = ()
    number: int = 1
    """The so-many-th of its kind on its day."""

    def says(self, prompt: str) -> Answer | None:
        """Its answer to a prompt."""
        return next((answer for answer in self.answers if answer.prompt == prompt), None)


def numbered(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts by day, those of one kind on one day numbered."""
    same: Counter[tuple[date, str]] = Counter()
    ordered = sorted(drafts, key=lambda draft: draft.day)
    for draft in ordered:
        same[draft.day, draft.kind] += 1
        draft.number = same[draft.day, draft.kind]
    return ordered


def entries_of(drafts: Iterable[Draft]) -> list[Entry]:
    """The entries in order of day and moment, each answer with an id of its own."""
    return sorted(map(_entry, drafts), key=lambda entry: (entry.day, entry.at or "", entry.id))


def id_of(draft: Draft) -> str:
    """The id of the entry that this draft becomes."""
    return id_at(_moment(draft), _name(draft))


def _entry(draft: Draft) -> Entry:
    moment = _moment(draft)
    answers = tuple(
        replace(answer, id=id_at(moment, f"{_name(draft)} answer", place))
        for place, answer in enumerate(draft.answers)
    )
    about = draft.about
    return Entry(
        id_of(draft), draft.kind, draft.day, moment, ZONE, draft.written is not None,
        about.first if about else None, about.last if about else None, "", draft.tags, answers,
    )  # fmt: skip


def _name(draft: Draft) -> str:
    return f"{draft.kind} {draft.day} {draft.number}"


def _moment(draft: Draft) -> str:
    luck = bits(_name(draft))
    first, last = EVENT_HOURS
    hour = 6 if draft.written else HOURS.get(draft.kind, first + luck % (last - first))
    return f"{draft.written or draft.day}T{hour:02d}:{luck // 64 % 60:02d}:{luck // 4096 % 60:02d}Z"
