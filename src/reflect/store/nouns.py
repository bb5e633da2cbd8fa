"""Convictions, people, commitments, disconnects and needs: rows to records and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, assert_never

from reflect.errors import NotFoundError, nearest
from reflect.frozen import frozen
from reflect.model import (
    Commitment,
    Conviction,
    Disconnect,
    Need,
    NeedStep,
    Noun,
    Nouns,
    Person,
    Standing,
    Wording,
)
from reflect.store.rows import Rows

LETTERS = {"convictions": "C", "people": "P", "commitments": "K", "disconnects": "D", "needs": "N"}
TABLES = {
    Conviction: "convictions",
    Person: "people",
    Commitment: "commitments",
    Disconnect: "disconnects",
    Need: "needs",
}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def number_of(code: str) -> int:
    """The number in a code, for their order: C2 stands before C10."""
    digits = code[1:]
    return int(digits) if digits.isdigit() else 0


@frozen
class Keyed:
    """All nouns of the journal, with the codes of their rows' keys: what answers are read and written with."""

    nouns: Nouns
    convictions: dict[int, str]
    people: dict[int, str]

    @cached_property
    def made(self) -> dict[str, str]:
        """Codes by the ids of the nouns that an answer can make; few answers made one."""
        all_ = self.nouns
        kinds: tuple[tuple[Noun, ...], ...] = (all_.convictions, all_.commitments, all_.disconnects, all_.needs)
        return {noun.id: noun.code for kind in kinds for noun in kind}


_BY_CODE = "ORDER BY CAST(substr(code, 2) AS INTEGER), id"


def load(rows: Rows) -> Keyed:
    """Every noun, each kind in order of its codes."""
    people_keys, people = _people(rows)
    conviction_keys, convictions = _convictions(rows)
    nouns = Nouns(
        tuple(convictions),
        tuple(people),
        tuple(_commitments(rows)),
        tuple(_disconnects(rows)),
        tuple(_needs(rows, people_keys)),
    )
    return Keyed(nouns, conviction_keys, people_keys)


def _convictions(rows: Rows) -> tuple[dict[int, str], list[Conviction]]:
    wordings: dict[int, list[Wording]] = {}
    for owner, since, statement, importance in rows.all(
        "SELECT conviction, since, statement, importance FROM wordings ORDER BY since, key"
    ):
        wordings.setdefault(owner, []).append(Wording(date.fromisoformat(since), statement, importance))
    found = rows.all(f"SELECT key, id, code, kind, retired, visibility FROM convictions {_BY_CODE}")
    return (
        {key: code for key, _, code, *_ in found},
        [
            Conviction(id_, code, tuple(wordings[key]), kind, _day(retired), visibility)
            for key, id_, code, kind, retired, visibility in found
        ],
    )


def _people(rows: Rows) -> tuple[dict[int, str], list[Person]]:
    relations: dict[int, list[Standing]] = {}
    for owner, since, relation in rows.all("SELECT person, since, relation FROM relations ORDER BY since, key"):
        relations.setdefault(owner, []).append(Standing(date.fromisoformat(since), relation))
    columns = 'key, id, code, name, aliases, leads_others, since, "left", visibility'
    found = rows.all(f"SELECT {columns} FROM people {_BY_CODE}")
    people = [
        Person(
            id_, code, name, tuple(json.loads(aliases)), tuple(relations.get(key, ())), bool(leads),
            _day(since), _day(left), visibility,
        )
        for key, id_, code, name, aliases, leads, since, left, visibility in found
    ]  # fmt: skip
    return {row[0]: row[2] for row in found}, people


def _commitments(rows: Rows) -> list[Commitment]:
    query = f"SELECT id, code, act, made, cue, due, outcome, closed, visibility FROM commitments {_BY_CODE}"
    return [
        Commitment(id_, code, act, date.fromisoformat(made), cue, _day(due), outcome, _day(closed), visibility)
        for id_, code, act, made, cue, due, outcome, closed, visibility in rows.all(query)
    ]


def _disconnects(rows: Rows) -> list[Disconnect]:
    query = f"SELECT id, code, kind, scope, text, opened, closed, how, visibility FROM disconnects {_BY_CODE}"
    return [
        Disconnect(id_, code, kind, scope, text, date.fromisoformat(opened), _day(closed), how, visibility)
        for id_, code, kind, scope, text, opened, closed, how, visibility in rows.all(query)
    ]


def _needs(rows: Rows, people: dict[int, str]) -> list[Need]:
    steps: dict[int, list[NeedStep]] = {}
    for owner, since, state in rows.all("SELECT need, since, state FROM need_steps ORDER BY since, key"):
        steps.setdefault(owner, []).append(NeedStep(date.fromisoformat(since), state))
    return [
        Need(id_, code, people[person], text, tuple(steps[key]), kind, visibility)
        for key, id_, code, person, text, kind, visibility in rows.all(
            f"SELECT key, id, code, person, text, kind, visibility FROM needs {_BY_CODE}"
        )
    ]


def next_code(rows: Rows, table: str) -> str:
    """The first code beyond every one that a noun of that kind has had: what is gone keeps its own."""
    codes = [row[0] for row in rows.all(f"SELECT code FROM {table}")]
    gone = rows.all(
        "SELECT before FROM changes WHERE act = 'remove' AND record = ? AND before IS NOT NULL", (table,)
    )
    codes += [json.loads(before)["code"] for (before,) in gone]
    return f"{LETTERS[table]}{max((number_of(code) for code in codes), default=0) + 1}"


def keep(rows: Rows, noun: Noun) -> Noun:
    """Store a noun, new or changed (by its id); a missing id or code is given. Returns it as it stands now."""
    table = TABLES[type(noun)]
    with rows.writing():
        noun = _completed(rows, table, noun)
        row = _row(noun, rows)
        key = rows.key_of(table, noun.id)
        if key is None:
            key = rows.insert(table, row)
        else:
            rows.update(table, key, row)
        _keep_steps(noun, rows, key)
    return noun


def _completed(rows: Rows, table: str, noun: Noun) -> Noun:
    if not noun.id:
        noun = replace(noun, id=rows.new_id())
    return noun if noun.code else replace(noun, code=next_code(rows, table))


def _row(noun: Noun, rows: Rows) -> dict[str, Any]:
    row: dict[str, Any] = {"id": noun.id, "code": noun.code, "visibility": noun.visibility}
    match noun:
        case Conviction():
            row |= {"kind": noun.kind, "retired": _text(noun.retired)}
        case Person():
            row |= {
                "name": noun.name,
                "aliases": json.dumps(noun.aliases, ensure_ascii=False),
                "leads_others": int(noun.leads_others),
                "since": _text(noun.since),
                "left": _text(noun.left),
            }
        case Commitment():
            row |= {"cue": noun.cue, "act": noun.act, "made": _text(noun.made), "due": _text(noun.due)}
            row |= {"outcome": noun.outcome, "closed": _text(noun.closed)}
        case Disconnect():
            row |= {"kind": noun.kind, "scope": noun.scope, "text": noun.text, "how": noun.how}
            row |= {"opened": _text(noun.opened), "closed": _text(noun.closed)}
        case Need():
            row |= {"person": _person_key(noun.person, rows), "kind": noun.kind, "text": noun.text}
        case _:
            assert_never(noun)
    return row


def _person_key(code: str, rows: Rows) -> int:
    found = rows.one("SELECT key FROM people WHERE code = ?", (code,))
    if found is None:
        codes = [row[0] for row in rows.all("SELECT code FROM people")]
        raise NotFoundError(f"There is no person {code}.{nearest(code, codes)}")
    return int(found[0])


def _keep_steps(noun: Noun, rows: Rows, key: int) -> None:
    match noun:
        case Conviction():
            steps = [
                {"since": _text(w.since), "statement": w.statement, "importance": w.importance}
                for w in noun.wordings
            ]
            rows.replace_steps("wordings", "conviction", key, steps)
        case Person():
            relations = [{"since": _text(s.since), "relation": s.relation} for s in noun.relations]
            rows.replace_steps("relations", "person", key, relations)
        case Need():
            states = [{"since": _text(s.since), "state": s.state} for s in noun.steps]
            rows.replace_steps("need_steps", "need", key, states)
        case Commitment() | Disconnect():
            pass
