"""What the changes of a batch did, said in her own terms before they are taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from reflect.frozen import frozen
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS, OWNED

Change: TypeAlias = tuple[int, str, str, int | None, str | None]
"""A line of history: its key, the act, the table, the row's key, and the row before as JSON."""

_OWNERS = {part: (table, column) for table, (part, column) in OWNED.items()}
_PAST = {"add": "added", "change": "changed", "remove": "removed", "import": "imported"}
_UNSAID = ("id", "entry", "day", "place", "question", "state", "code", "made", "since", "arrived", *_OWNERS)
_NAMED_BY = ("name", "act", "text", "pack", "word", "first", "period", "kind")


@frozen
class Act:
    """What was done to one record: `added`, `changed`, `removed` or `imported`.

    `about` names it: a code and its words, an entry's kind with whom it is about. `asked` is an answer's question
    and `kind` that question's kind. `parts` are the fields that differ, each with its words before and after,
    None for nothing; of what is sealed there are none.
    """

    act: str
    table: str
    about: str
    asked: str = ""
    kind: str = ""
    parts: tuple[tuple[str, str | None, str | None], ...] = ()


def acts_of(rows: Rows, changes: Sequence[Change]) -> tuple[Act, ...]:
    """The acts of a batch, given newest line first, each record once; what ended as it began is none."""
    befores: dict[tuple[str, int], tuple[str, dict[str, Any] | None]] = {}
    imports = [Act("imported", table, "") for _, act, table, _, _ in changes if act == "import"]
    for _, act, table, row, before in changes:  # the oldest line of a record comes last, and stays
        if act != "import" and table != "questions" and row is not None:
            befores[table, row] = (act, None if before is None else json.loads(before))
    namer = _Namer(rows, {where: before for where, (_, before) in befores.items() if before is not None})
    acts = []
    for (table, key), (first, was) in reversed(befores.items()):
        now = namer.standing(table, key)
        owner = _owner(table, now or was)
        if was == now or (owner in befores and (befores[owner][0] == "add" or not namer.standing(*owner))):
            continue
        kept = "change" if now is not None else "remove"
        acts.append(namer.said(first if first == "add" else kept, table, key, was, now))
    return (*imports, *acts)


def _owner(table: str, row: dict[str, Any] | None) -> tuple[str, int]:
    if row is None or table not in _OWNERS:
        return "", 0
    owner, column = _OWNERS[table]
    return owner, int(row[column])


class _Namer:
    """Finds the words for a record, as it stands or as it was."""

    def __init__(self, rows: Rows, gone: dict[tuple[str, int], dict[str, Any]]) -> None:
        self._rows = rows
        self._gone = gone

    def standing(self, table: str, key: int) -> dict[str, Any] | None:
        columns = COLUMNS[table]
        names = ", ".join(f'"{column}"' for column in columns)
        found = self._rows.one(f"SELECT {names} FROM {table} WHERE key = ?", (key,))
        return None if found is None else dict(zip(columns, found, strict=True))

    def said(
        self, act: str, table: str, key: int, before: dict[str, Any] | None, now: dict[str, Any] | None
    ) -> Act:
        row = now or before or {}
        asked: tuple[Any, ...] = ("", "", "[]")
        about_table, about_key = table, key
        if table in _OWNERS:
            about_table, about_key = _owner(table, row)
        if table == "answers":
            asked = (
                self._rows.one("SELECT asked, kind, labels FROM questions WHERE key = ?", (row["question"],))
                or asked
            )
        about = self._about(about_table, about_key, row.get("person") if table == "answers" else None)
        sealed = self._sealed(before) or self._sealed(now) or self._sealed(self._row(about_table, about_key))
        parts = () if sealed or (act != "change" and table != "answers") else self._parts(before, now, asked[2])
        return Act(_PAST[act], table, about, asked[0], asked[1], parts)

    def _row(self, table: str, key: int) -> dict[str, Any]:
        return self.standing(table, key) or self._gone.get((table, key)) or {}

    def _sealed(self, row: dict[str, Any] | None) -> bool:
        return row is not None and row.get("visibility") == "sealed"

    def _about(self, table: str, key: int, person: int | None) -> str:
        row = self._row(table, key)
        if table == "entries":
            found = self._rows.one(
                "SELECT person FROM answers WHERE entry = ? AND person IS NOT NULL ORDER BY place LIMIT 1", (key,)
            )
            whom = person or (found[0] if found else None)
            name = self._name(whom) if whom is not None and row.get("kind") not in ("daily", "weekly") else ""
            return ", ".join(part for part in (str(row.get("kind", "")), name) if part)
        code = str(row.get("code", ""))
        if self._sealed(row):
            return code
        words = next((str(row[column]) for column in _NAMED_BY if row.get(column)), "")
        if table == "convictions":
            said = self._rows.one(
                "SELECT statement FROM wordings WHERE conviction = ? ORDER BY since DESC, key DESC LIMIT 1", (key,)
            )
            words = said[0] if said else ""
        return f"{code} {words}".strip()

    def _name(self, key: int) -> str:
        person = self._row("people", key)
        return str(person.get("code" if self._sealed(person) else "name", ""))

    def _parts(
        self, before: dict[str, Any] | None, now: dict[str, Any] | None, labels: str
    ) -> tuple[tuple[str, str | None, str | None], ...]:
        was, is_ = before or {}, now or {}
        columns = [
            column for column in {**was, **is_} if column not in _UNSAID and was.get(column) != is_.get(column)
        ]
        if not was or not is_:
            columns = [column for column in columns if column != "visibility"]
        return tuple(
            (column, self._word(column, was.get(column), labels), self._word(column, is_.get(column), labels))
            for column in columns
        )

    def _word(self, column: str, value: Any, labels: str) -> str | None:
        if value is None or value == "":
            return None
        match column:
            case "person":
                return self._name(value)
            case "conviction":
                return str(self._row("convictions", value).get("code", ""))
            case "choices" | "aliases" | "tags":
                return ", ".join(json.loads(value)) or None
            case "value":
                steps = json.loads(labels)
                return f"{value} {steps[value - 1]}" if 0 < value <= len(steps) else str(value)
            case _:
                return str(value)
