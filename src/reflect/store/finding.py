"""Finding entries: by filters, by words, by the end of an id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from reflect.errors import InputError, NotFoundError
from reflect.frozen import frozen
from reflect.model import Visibility
from reflect.store.rows import Rows

SHORTEST = 4
"""Signs of a short id, and of the index that finds it."""

MOST_WORDS = 32
_SPANS = (1, 4, 16, 64)
"""Years that are looked through for the newest entries, before all are."""
OPENING, CLOSING = "\x02", "\x03"
"""Signs round a match in a snippet: no text that was cleaned holds them."""


@frozen
class Filter:
    """Which entries are meant; what is not named does not restrict. People and convictions go by code."""

    first: date | None = None
    last: date | None = None
    kind: str = ""
    person: str = ""
    conviction: str = ""
    pack: str = ""
    tag: str = ""
    visibility: Visibility | None = None
    limit: int | None = None


@frozen
class Hit:
    """An answer that holds the words, and a part of its text with each match between two signs."""

    entry: str
    answer: str
    day: date
    kind: str
    snippet: str
    sealed: bool


def condition(wanted: Filter, people: dict[str, int], convictions: dict[str, int]) -> tuple[str, list[Any]]:
    """The SQL condition on an entry `e`, and its values."""
    parts: list[str] = []
    values: list[Any] = []

    def need(part: str, *some: Any) -> None:
        parts.append(part)
        values.extend(some)

    if wanted.first is not None:
        need("e.day >= ?", wanted.first.isoformat())
    if wanted.last is not None:
        need("e.day <= ?", wanted.last.isoformat())
    if wanted.kind:
        need("e.kind = ?", wanted.kind)
    if wanted.tag:
        need("EXISTS (SELECT 1 FROM json_each(e.tags) t WHERE lower(t.value) = lower(?))", wanted.tag)
    since = "0000" if wanted.first is None else wanted.first.isoformat()
    if wanted.person:
        need("e.key IN (SELECT entry FROM answers WHERE person = ? AND day >= ?)", people[wanted.person], since)
    if wanted.conviction:  # naming every question lets the index find them
        need(
            "e.key IN (SELECT entry FROM answers WHERE question IN (SELECT key FROM questions)"
            " AND conviction = ? AND day >= ?)",
            convictions[wanted.conviction],
            since,
        )
    if wanted.visibility is not None:
        need("EXISTS (SELECT 1 FROM answers a WHERE a.entry = e.key AND a.visibility = ?)", wanted.visibility)
    if wanted.pack:
        need(
            "EXISTS (SELECT 1 FROM answers a JOIN questions q ON q.key = a.question"
            " WHERE a.entry = e.key AND q.prompt LIKE ? ESCAPE '!')",
            wanted.pack.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%",
        )
    return " AND ".join(parts) or "1", values


def newest_keys(rows: Rows, wanted: Filter, people: dict[str, int], convictions: dict[str, int]) -> list[int]:
    """The keys of the newest entries that the filter means.

    Where only so many are wanted, a year is looked through, then four, then sixteen …: whatever the journal's age,
    a year mostly has them.
    """
    for first in _ever_earlier(rows, wanted):
        where, values = condition(replace(wanted, first=first), people, convictions)
        query = f"SELECT e.key FROM entries e WHERE {where} ORDER BY e.day DESC, e.at DESC, e.id DESC LIMIT ?"
        found = [row[0] for row in rows.all(query, (*values, -1 if wanted.limit is None else wanted.limit))]
        if len(found) == wanted.limit:
            break
    return found


def _ever_earlier(rows: Rows, wanted: Filter) -> Iterator[date | None]:
    """The first days of the spans to look through; the last of them is the filter's own."""
    newest = None if wanted.limit is None else rows.one("SELECT max(day) FROM entries")
    if newest is not None and newest[0] is not None:
        last = date.fromisoformat(newest[0])
        if wanted.last is not None:
            last = min(last, wanted.last)
        for years in _SPANS:
            days = years * 366
            if last.toordinal() <= days or (wanted.first is not None and (last - wanted.first).days <= days):
                break
            yield last - timedelta(days=days)
    yield wanted.first


def full_text(words: str) -> str:
    """What a person types as a query of the full-text index: every word, and each quoted run as a phrase.

    Nothing that she can type is read as the index's own syntax. Empty where there is no word in it.
    """
    parts: list[str] = []
    composed = unicodedata.normalize("NFC", words).replace("“", '"').replace("”", '"')
    for quoted, bare in re.findall(r'"([^"]*)"|([^"]+)', composed):
        found = _words(quoted or bare)
        if quoted and found:
            parts.append('"' + " ".join(found) + '"')
        else:
            parts += [f'"{word}"' for word in found]
    return " ".join(parts[:MOST_WORDS])


def _words(text: str) -> list[str]:
    """The words of a text, each with its marks: the index parts it at vowel signs, and so reads a phrase."""
    signs = (sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in text)
    return [word for word in "".join(signs).split() if any(map(str.isalnum, word))]


def search(rows: Rows, words: str, where: str, values: list[Any], limit: int | None) -> list[Hit]:
    """The answers that hold all the words (in any form, with or without accents), newest last."""
    query = full_text(words)
    if not query:
        return []
    found = rows.all(
        "SELECT e.id, a.id, e.day, e.kind, a.visibility, a.key FROM answers_fts f"
        " JOIN answers a ON a.key = f.rowid JOIN entries e ON e.key = a.entry"
        f" WHERE answers_fts MATCH ? AND {where} ORDER BY e.day DESC, e.at DESC, e.id DESC, a.place LIMIT ?",
        (query, *values, -1 if limit is None else limit),
    )
    snippets = _snippets(rows, query, [row[5] for row in found])
    return [
        Hit(entry, answer, date.fromisoformat(day), kind, snippets.get(key, ""), visibility == "sealed")
        for entry, answer, day, kind, visibility, key in reversed(found)
    ]


def _snippets(rows: Rows, query: str, keys: list[int]) -> dict[int, str]:
    """The snippets of these rows alone: making one costs far more than finding a match."""
    snippets: dict[int, str] = {}
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        marks = ", ".join("?" * len(some))
        for key, snippet in rows.all(
            f"SELECT rowid, snippet(answers_fts, 0, ?, ?, '…', 16) FROM answers_fts"
            f" WHERE answers_fts MATCH ? AND rowid IN ({marks})",
            (OPENING, CLOSING, query, *some),
        ):
            snippets[key] = snippet
    return snippets


def short_ids(rows: Rows, ids: Iterable[str]) -> dict[str, str]:
    """For each id of an entry or answer its shortest suffix, of four signs or more, that no other id ends with."""
    short: dict[str, str] = {}
    for id_ in ids:
        others = [other for _, other in _ending_with(rows, id_[-SHORTEST:]) if other != id_]
        length = SHORTEST
        while any(other.endswith(id_[-length:]) for other in others) and length < len(id_):
            length += 1
        short[id_] = id_[-length:]
    return short


def resolve(rows: Rows, suffix: str) -> tuple[str, str]:
    """("entries" or "answers", id) for the end of an id.

    Raises InputError where several end with it, NotFoundError where none does.
    """
    wanted = suffix.casefold().strip()
    if len(wanted) < SHORTEST:
        found = _scan(rows, wanted)
    else:
        found = [(table, id_) for table, id_ in _ending_with(rows, wanted[-SHORTEST:]) if id_.endswith(wanted)]
    if not found:
        near = _nearest_end(rows, wanted)
        raise NotFoundError(
            f"No entry or answer has an id that ends with {suffix!r}.{near}", hint="See: reflect list"
        )
    if len(found) > 1:
        ends = short_ids(rows, [id_ for _, id_ in found[:5]])
        raise InputError(
            f"{len(found)} ids end with {suffix!r}.", hint=f"Say more of it, as in {', '.join(ends.values())}."
        )
    return found[0]


def _nearest_end(rows: Rows, wanted: str) -> str:
    """' Did you mean …?' with the short id of a new entry that has most of the signs given, or nothing."""
    from difflib import get_close_matches  # 6 ms, and only somebody who mistyped pays for it

    newest = rows.all("SELECT id FROM entries ORDER BY day DESC, at DESC LIMIT 50")
    found = get_close_matches(wanted, list(short_ids(rows, [row[0] for row in newest]).values()), n=1, cutoff=0.7)
    return f" Did you mean {found[0]}?" if found else ""


def _ending_with(rows: Rows, end: str) -> list[tuple[str, str]]:
    query = " UNION ALL ".join(
        f"SELECT '{table}', id FROM {table} WHERE substr(id, -{SHORTEST}) = ?" for table in ("entries", "answers")
    )
    return [(table, id_) for table, id_ in rows.all(query, (end, end))]


def _scan(rows: Rows, end: str) -> list[tuple[str, str]]:
    if not end:
        return []
    query = " UNION ALL ".join(
        f"SELECT '{table}', id FROM {table} WHERE substr(id, -{len(end)}) = ?" for table in ("entries", "answers")
    )
    return [(table, id_) for table, id_ in rows.all(query, (end, end))]
