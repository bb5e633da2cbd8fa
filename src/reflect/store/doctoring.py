"""The doctor of a journal: one finding a check, in words that a person can act on, and what can be repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from reflect.errors import JournalError
from reflect.frozen import frozen
from reflect.store import checking
from reflect.store.engine import errors
from reflect.store.header import newest_backup
from reflect.store.journal import Journal
from reflect.store.last_line import accept_history
from reflect.store.nouns import next_code
from reflect.store.opening import marker_of, translated
from reflect.store.word_index import index_differs, rebuild_index

Verdict: TypeAlias = Literal["well", "note", "repaired", "damaged"]

_NAMED = 3
"""Rows that a sentence names; of more it says how many."""

_KINDS = {
    "questions": "question", "convictions": "conviction", "wordings": "wording of a conviction",
    "people": "person", "relations": "relation to a person", "commitments": "commitment",
    "disconnects": "disconnect", "needs": "need", "need_steps": "state of a need", "focus": "focus",
    "away": "span of days away", "hidden_words": "hidden word", "allowed_words": "allowed word",
    "guesses": "guess", "entries": "entry", "answers": "answer", "changes": "line of history",
    "tombstones": "tombstone",
}  # fmt: skip


@frozen
class Finding:
    """What one check found: its key and name, the verdict, what is so, and what to do about it."""

    key: str
    label: str
    verdict: Verdict
    found: str
    todo: str = ""


def examine(journal_path: Path, open_journal: Callable[[], Journal], *, repair: bool = False) -> Iterator[Finding]:
    """Each check of the journal file in turn; where it cannot be opened, why, and that alone.

    With `repair` the index is made anew, the younger of two nouns with one code gets another, and a history that
    lacks lines is taken as it stands; nothing else is changed, and nothing at all in a file whose pages or tables
    are damaged. Raises NotFoundError where there is no journal.
    """
    try:
        journal = open_journal()
    except JournalError as error:
        yield Finding("file", "journal", "damaged", error.message, _way_back(journal_path, error.hint))
        return
    yield Finding("file", "journal", "well", f"{journal_path} opens.")
    way_back = _way_back(journal_path, newest_backup(journal_path))
    for key, label, check in _CHECKS:
        try:
            finding = check(journal, repair, way_back)
            yield finding
            repair = repair and not (key in _GROUND and finding.verdict == "damaged")
        except errors("DatabaseError") as error:
            found = translated(error, journal_path).message
            yield Finding(key, label, "damaged", f"This could not be checked: {found}", way_back)
            repair = False
        except JournalError as error:
            yield Finding(key, label, "damaged", f"This could not be checked: {error.message}", way_back)
            repair = False


def _way_back(path: Path, hint: str) -> str:
    """What to do about damage: the newest backup, and what can be read of this file."""
    restored = f"{hint}. " if hint.startswith("The newest backup") else f"{hint} "
    if path.exists() and path.stat().st_size:
        restored += "What can be read here: reflect doctor --salvage FILE."
    return restored.strip()


def _named(rows: list[tuple[str, str | int]]) -> str:
    """The rows as kinds with their numbers, and the ids of a few."""
    counts = Counter(table for table, _ in rows)
    kinds = ", ".join(f"{_KINDS[table]} ({n})" for table, n in counts.items())
    ids = ", ".join(str(id_) for _, id_ in rows[:_NAMED])
    return f"{kinds}: {ids}{' …' if len(rows) > _NAMED else ''}"


def _pages(journal: Journal, _repair: bool, way_back: str) -> Finding:
    faults = checking.page_faults(journal)
    if not faults:
        return Finding("pages", "pages", "well", "Every page and index of the file is in order.")
    found = f"SQLite complains {len(faults)} times; first: {faults[0].splitlines()[0]}."
    return Finding("pages", "pages", "damaged", found, way_back)


def _schema(journal: Journal, _repair: bool, way_back: str) -> Finding:
    faults = checking.schema_faults(journal)
    if not faults:
        return Finding("schema", "tables", "well", "All tables are as this reflect makes them.")
    found = f"Not as this reflect makes them: {', '.join(faults)}."
    return Finding("schema", "tables", "damaged", found, way_back)


def _records(journal: Journal, _repair: bool, way_back: str) -> Finding:
    wrong = checking.wrong_checksums(journal)
    if not wrong:
        return Finding("records", "records", "well", "Every record is as it was stored.")
    found = f"{len(wrong)} {'is' if len(wrong) == 1 else 'are'} not as stored: {_named(wrong)}."
    answer = next((str(id_) for table, id_ in wrong if table == "answers"), None)
    look = "" if answer is None else f"Look at it: reflect show {answer}. A reflect edit sets it right. "
    return Finding("records", "records", "damaged", found, f"{look}{way_back}")


def _history(journal: Journal, repair: bool, way_back: str) -> Finding:
    rows = checking.rows_against_history(journal.connection)
    lost = checking.lost_lines(journal)
    if rows:
        found = f"{len(rows)} not as the history left them (pages of two days in one file): {_named([*rows])}."
        return Finding("history", "history", "damaged", found, way_back)
    if not lost:
        return Finding("history", "history", "well", "Nothing that was written here is missing.")
    found = (
        f"At least {lost} {'change' if lost == 1 else 'changes'} written here {'is' if lost == 1 else 'are'}"
        " missing: the file is an older copy, or was copied without its log (-wal)."
    )
    if repair and checking.has_no_gaps(journal):
        accept_history(journal.connection, marker_of(journal.path))
        return Finding("history", "history", "repaired", f"{found} It is taken as it stands from now on.")
    todo = f"{way_back} To keep it as it stands: reflect doctor --repair."
    return Finding("history", "history", "damaged", found, todo.strip())


def _index(journal: Journal, repair: bool, _way_back: str) -> Finding:
    if not index_differs(journal):
        return Finding("index", "search", "well", "The index of words fits the texts.")
    if repair:
        rebuild_index(journal)
        return Finding(
            "index", "search", "repaired", "The index of words did not fit the texts, and was made anew."
        )
    found = "The index of words does not fit the texts: search may miss some."
    return Finding("index", "search", "damaged", found, "Make it anew: reflect doctor --repair.")


def _codes(journal: Journal, repair: bool, _way_back: str) -> Finding:
    shared = checking.shared_codes(journal)
    if not shared:
        return Finding("codes", "codes", "well", "No two have the same code.")
    if repair:
        changed = "; ".join(_with_new_codes(journal, shared))
        return Finding(
            "codes", "codes", "repaired", f"The older keeps its code, the younger got another: {changed}."
        )
    found = f"Two have the same code: {', '.join(sorted({code for _, _, code in shared}))}."
    return Finding("codes", "codes", "damaged", found, "Give the younger another: reflect doctor --repair.")


def _with_new_codes(journal: Journal, shared: list[tuple[str, int, str]]) -> Iterator[str]:
    rows = journal._rows  # the same package: rows never leave it
    with journal.writing():
        for table, key, code in shared:
            new = next_code(rows, table)
            rows.update(table, key, {"code": new})
            yield f"{code} is {new}"
    journal._forget_loaded()


_GROUND = ("pages", "schema")
"""Checks on whose good end every repair rests."""
_CHECKS: tuple[tuple[str, str, Callable[[Journal, bool, str], Finding]], ...] = (
    ("pages", "pages", _pages),
    ("schema", "tables", _schema),
    ("records", "records", _records),
    ("history", "history", _history),
    ("index", "search", _index),
    ("codes", "codes", _codes),
)
