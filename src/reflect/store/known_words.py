"""What a journal knows by a word that can be typed: names, codes, ids, tags. For completion at the shell.

The file is only looked at: it is neither made, marked, repaired, migrated nor locked, and no passphrase is
asked for. Where there is doubt about it, it knows no word.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reflect.errors import ReflectError
from reflect.store.header import refuse_unfit
from reflect.store.schema import APPLICATION_ID, LATEST

PATIENCE = 0.2
"""Seconds that a look waits for another program's write."""
NEWEST = 20
"""Entries whose ids are offered."""

_SAID = "CASE {0}.visibility WHEN 'sealed' THEN '' ELSE {1} END"
_WORDED = "(SELECT statement FROM wordings WHERE conviction = n.key ORDER BY since DESC, key DESC LIMIT 1)"


def _shared(length: int) -> str:
    """How many ids of entries and answers end like that of the entry `e`; four signs are found by an index."""
    alike = f"substr(id, -4) = substr(e.id, -4) AND substr(id, -{length}) = substr(e.id, -{length})"
    return f"(SELECT count(*) FROM entries WHERE {alike}) + (SELECT count(*) FROM answers WHERE {alike})"


_SHORT_ID = f"CASE 1 WHEN {_shared(4)} THEN substr(e.id, -4) WHEN {_shared(8)} THEN substr(e.id, -8) ELSE e.id END"
_CODES = {
    "conviction": f"SELECT code, {_SAID.format('n', _WORDED)}, retired IS NOT NULL AS past FROM convictions n",
    "commitment": f"SELECT code, {_SAID.format('n', 'act')}, outcome IS NOT NULL AS past FROM commitments n",
    "disconnect": f"SELECT code, {_SAID.format('n', 'text')}, closed IS NOT NULL AS past FROM disconnects n",
    "need": f"SELECT code, {_SAID.format('n', 'text')}, 0 AS past FROM needs n",
}
_IN_ORDER = " ORDER BY past, length(code), code"
_QUERIES = {
    **{kind: query + _IN_ORDER for kind, query in _CODES.items()},
    "person": 'SELECT name, code, "left" IS NOT NULL AS past FROM people' + _IN_ORDER,
    "person code": 'SELECT code, name, "left" IS NOT NULL AS past FROM people' + _IN_ORDER,
    "entry": f"SELECT {_SHORT_ID}, e.day || ' ' || e.kind"
    f" FROM entries e ORDER BY e.day DESC, e.at DESC LIMIT {NEWEST}",
    "tag": "SELECT DISTINCT t.value, '' FROM entries e, json_each(e.tags) t ORDER BY 1",
    "kind": "SELECT DISTINCT kind, '' FROM entries ORDER BY 1",
    "hidden word": "SELECT DISTINCT word, '' FROM hidden_words ORDER BY 1",
    "first day": "SELECT min(day), '' FROM entries",
}


def known_words(path: Path, *kinds: str) -> list[tuple[str, str]]:
    """The words of these kinds in a journal, each with what it stands for; none where it cannot be looked at.

    What is current comes before what is retired, closed or left; a sealed text stands beside no code.
    """
    try:
        refuse_unfit(path)
        connection = _looking(path)
    except (OSError, sqlite3.Error, ReflectError):
        return []
    try:
        for told, ours in (("application_id", APPLICATION_ID), ("user_version", LATEST)):
            if connection.execute(f"PRAGMA {told}").fetchone()[0] != ours:
                return []
        rows = [row for kind in kinds for row in connection.execute(_QUERIES[kind])]
    except sqlite3.Error:
        return []
    finally:
        connection.close()
    return [(str(row[0]), str(row[1] or "")) for row in rows if row[0]]


def _looking(path: Path) -> sqlite3.Connection:
    """A connection that leaves no file behind: the log is read where there is one, and none is begun."""
    log = path.with_name(path.name + "-wal")
    way = "mode=ro&readonly_shm=1" if log.exists() and log.stat().st_size else "immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True, timeout=PATIENCE)
