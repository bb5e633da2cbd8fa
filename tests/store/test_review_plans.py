"""What a review asks of the journal is answered by an index, whatever the length of the journal."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

import pytest

from reflect.store.rows import Rows
from tests.conftest import Desk
from tests.review.telling import mock_up

SMALL = {
    "questions", "convictions", "wordings", "people", "relations", "commitments", "disconnects", "needs",
    "need_steps", "focus", "away", "hidden_words", "allowed_words", "guesses",
}  # fmt: skip
"""Tables that do not grow with the days: all of it is read."""


@pytest.fixture
def asked(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, list[tuple[str, tuple[Any, ...]]]]:
    """The mock-up's journal, and every query that is put from now on."""
    desk = mock_up(Desk(tmp_path / "home"))
    queries: list[tuple[str, tuple[Any, ...]]] = []
    for name in ("all", "one"):
        original = getattr(Rows, name)

        def noting(rows: Rows, query: str, *values: Any, _original: Any = original) -> Any:
            queries.append((query, values[0] if values else ()))
            return _original(rows, query, *values)

        monkeypatch.setattr(Rows, name, noting)
    return desk, queries


def scans(desk: Desk, queries: list[tuple[str, tuple[Any, ...]]]) -> list[tuple[str, str]]:
    """Each step of a query's plan that reads a whole table which grows with the days."""
    found = []
    with closing(desk.journal()) as journal:
        for query, values in dict.fromkeys((query, tuple(values)) for query, values in queries):
            for *_, step in journal.connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall():
                table = re.match(r"SCAN (\w+)", step)
                if table and table[1] not in SMALL:
                    found.append((step, query))
    return found


@pytest.mark.parametrize(
    "line",
    ["review 2025-Q3", "review 2025-Q3 --all", "review 2025 --json", "review 2025-Q3 --against year", "calendar",
     "review 2025-W36"],
)  # fmt: skip
def test_a_review_scans_no_table_that_grows_with_the_days(
    asked: tuple[Desk, list[tuple[str, tuple[Any, ...]]]], line: str
) -> None:
    desk, queries = asked
    queries.clear()
    desk.run(line)
    assert desk.code == 0, desk.err
    assert len(queries) > 5
    assert scans(desk, queries) == []


def test_a_scan_would_be_found(asked: tuple[Desk, list[tuple[str, tuple[Any, ...]]]]) -> None:
    desk, _ = asked
    assert scans(desk, [("SELECT count(*) FROM answers WHERE value = ?", (3,))])
    assert not scans(desk, [("SELECT day FROM entries WHERE id = ?", ("x",))])


def test_the_first_day_is_found_by_an_index_of_its_own(
    asked: tuple[Desk, list[tuple[str, tuple[Any, ...]]]],
) -> None:
    """Behind years of imported days, too: the index holds none of them."""
    desk, queries = asked
    queries.clear()
    with closing(desk.journal()) as journal:
        journal.first_day()
        query, values = queries[0]
        plan = journal.connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
    assert [step for *_, step in plan if "entries_own" in step]
