"""Making a whole of the rows that were found: what they rest on and is lost gets a stand-in that says so."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from reflect.store.found_rows import TABLES, Found
from reflect.store.nouns import LETTERS, number_of

LOST = "(lost)"
"""Stands where words must stand and are lost."""

_DAYS = {
    "day",
    "since",
    "until",
    "opened",
    "closed",
    "due",
    "retired",
    "left",
    "about_from",
    "about_to",
    "first",
    "last",
}
_LISTS = {"labels", "tags", "aliases", "choices"}


class Mending:
    """Found rows, made whole.

    `stand_ins` counts by table what is lost and had to be stood in for; `left_out` names damaged rows that cannot
    be stored as they are, by table and id.
    """

    def __init__(self, found: Found, new_id: Callable[[], str], today: date) -> None:
        self._found = found
        self._rows = found.rows
        self._new_id = new_id
        self._today = today.isoformat()
        self.stand_ins: Counter[str] = Counter()
        self.left_out: list[tuple[str, str | int]] = []

    def carry_out(self) -> None:
        """Everything, parts before the wholes that they need."""
        for table, key in sorted(self._found.damaged):
            self._mend(table, key)
        self._drop_parts_of_lost_needs()
        self._people()
        self._convictions()
        self._questions()
        self._entries()
        self._need_steps()

    def _column(self, table: str, name: str) -> int:
        return TABLES[table].index(name)

    def _cell(self, table: str, key: int, name: str) -> Any:
        return self._rows[table][key][1][self._column(table, name)]

    def _add(self, table: str, key: int, **values: Any) -> None:
        self._rows[table][key] = (1, tuple(values.get(column) for column in TABLES[table]))
        self.stand_ins[table] += 1

    # ---- damaged rows

    def _mend(self, table: str, key: int) -> None:
        """A damaged row as it can be stored; one whose days or lists are none any more is left out."""
        revision, values = self._rows[table][key]
        named = dict(zip(TABLES[table], values, strict=True))
        if table == "changes" or not all(_holds(table, column, value) for column, value in named.items()):
            del self._rows[table][key]
            self._found.damaged.discard((table, key))
            self.left_out.append((table, _name(named, key)))
            return
        texts = tuple(_readable(value) for value in values)
        self._rows[table][key] = (max(revision, 1), texts)

    # ---- what is lost and needed

    def _drop_parts_of_lost_needs(self) -> None:
        """A need's states say nothing without the need."""
        for key in list(self._rows["need_steps"]):
            if self._cell("need_steps", key, "need") not in self._rows["needs"]:
                del self._rows["need_steps"][key]

    def _wanted(self, table: str, *by: tuple[str, str]) -> list[int]:
        """Keys of the table that other rows name and that are lost."""
        named = {self._cell(other, key, column) for other, column in by for key in self._rows[other]}
        return sorted(key for key in named - self._rows[table].keys() if key is not None)

    def _code(self, table: str) -> str:
        column = self._column(table, "code")
        numbers = [number_of(values[column]) for _, values in self._rows[table].values()]
        return f"{LETTERS[table]}{max(numbers, default=0) + 1}"

    def _people(self) -> None:
        for key in self._wanted("people", ("answers", "person"), ("needs", "person"), ("relations", "person")):
            code = self._code("people")
            self._add("people", key, id=self._new_id(), code=code, name=f"{LOST} {code}", aliases="[]",
                      leads_others=0, visibility="private")  # fmt: skip

    def _convictions(self) -> None:
        for key in self._wanted("convictions", ("answers", "conviction"), ("wordings", "conviction")):
            self._add("convictions", key, id=self._new_id(), code=self._code("convictions"), visibility="private")
        worded = {self._cell("wordings", key, "conviction") for key in self._rows["wordings"]}
        for key in sorted(self._rows["convictions"].keys() - worded):
            days = [values[self._column("answers", "day")] for _, values in self._rows["answers"].values()]
            row = max(self._rows["wordings"], default=0) + 1
            self._add("wordings", row, conviction=key, since=min(days, default=self._today), statement=LOST)

    def _questions(self) -> None:
        rated = {
            self._cell("answers", key, "question")
            for key in self._rows["answers"]
            if self._cell("answers", key, "value") is not None
        }
        for key in self._wanted("questions", ("answers", "question")):
            kind, asked = "scale" if key in rated else "text", f"{LOST} What was asked here is lost."
            self._add(
                "questions", key, prompt=f"lost/question-{key}", version=1, asked=asked, kind=kind, labels="[]"
            )

    def _entries(self) -> None:
        """The sitting or event that answers stood in, of the kind that asks such questions, on their day."""
        kinds: dict[int, Counter[str]] = defaultdict(Counter)
        asked: dict[int, list[int]] = defaultdict(list)
        for key in self._rows["answers"]:
            entry, question = self._cell("answers", key, "entry"), self._cell("answers", key, "question")
            asked[entry].append(key)
            if entry in self._rows["entries"]:
                kinds[question][self._cell("entries", entry, "kind")] += 1
        for key in self._wanted("entries", ("answers", "entry")):
            likely: Counter[str] = Counter()
            for answer in asked[key]:
                likely += kinds[self._cell("answers", answer, "question")]
            kind = likely.most_common(1)[0][0] if likely else "note"
            day = self._cell("answers", asked[key][0], "day")
            self._add("entries", key, id=self._new_id(), kind=kind, day=day, late=0, origin="", tags="[]")

    def _need_steps(self) -> None:
        stepped = {self._cell("need_steps", key, "need") for key in self._rows["need_steps"]}
        for key in sorted(self._rows["needs"].keys() - stepped):
            row = max(self._rows["need_steps"], default=0) + 1
            self._add("need_steps", row, need=key, since=self._today, state="asked")


def _name(named: dict[str, Any], key: int) -> str | int:
    id_ = named.get("id")
    return _readable(id_) if isinstance(id_, str) else key


def _readable(value: Any) -> Any:
    """A text with a sign for each byte that is none of a text."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _holds(table: str, column: str, value: Any) -> bool:
    """Whether a damaged value is at least of the kind that the program reads back."""
    is_day = column in _DAYS or (table, column) == ("commitments", "made")
    try:
        if is_day and value is not None:
            date.fromisoformat(value)
        if column in _LISTS and value is not None:
            parsed = json.loads(value)
            return isinstance(parsed, list) and all(isinstance(one, str) for one in parsed)
    except (ValueError, TypeError):
        return False
    return True
