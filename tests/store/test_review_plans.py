"""What a command asks of the journal is answered by an index, whatever the length of the journal."""

from __future__ import annotations

import json
import re
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from reflect.store.rows import Rows
from tests.conftest import Desk
from tests.review.telling import mock_up

Query = tuple[str, tuple[Any, ...]]

SMALL = {
    "questions", "convictions", "wordings", "people", "relations", "commitments", "disconnects", "needs",
    "need_steps", "focus", "away", "hidden_words", "allowed_words", "guesses",
}  # fmt: skip
"""Tables that do not grow with the days: all of it is read."""


LINES = (
    "status", "list", "list 2025-Q3", "list --person P1", "list --conviction C1", "list --event step",
    "list --pack step-back", "list --visibility coach", "show C1", "show P1", "show 2025-09-29",
    "search choice", "search choice 2025-Q3", "search choice --person P1", "daily --json", "weekly --json",
    "calendar", "review 2025-Q3", "review 2025-Q3 --all", "review 2025 --json", "review 2025-Q3 --against year",
    "review 2025-W36", "review today", "export --coach 2025-Q3", "export 2025-Q3", "people show Ana",
    "convictions",
)  # fmt: skip
"""Every command about a period, and the daily's opening."""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, list[Query]]:
    """The mock-up's journal, and every query that is put from now on."""
    desk = mock_up(Desk(tmp_path / "home"))
    queries: list[Query] = []
    original = Rows.all

    def noting(rows: Rows, query: str, values: tuple[Any, ...] = ()) -> Any:
        queries.append((query, tuple(values)))
        return original(rows, query, values)

    monkeypatch.setattr(Rows, "all", noting)
    return desk, queries


def scans(desk: Desk, queries: list[Query]) -> list[tuple[str, str]]:
    """Each step of a query's plan that reads a whole table which grows with the days.

    Reading in the order that is wanted until a limit is reached is none, nor is asking the full-text index.
    """
    found = []
    with closing(desk.journal()) as journal:
        for query, values in dict.fromkeys(queries):
            plan = [
                step for *_, step in journal.connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
            ]
            sorts = any("TEMP B-TREE FOR ORDER BY" in step for step in plan)
            is_bounded = "ORDER BY" in query and "LIMIT" in query and not sorts
            for step in plan:
                table = re.match(r"SCAN (\w+)\b(?! VIRTUAL TABLE INDEX \d+:\S*M)", step)
                if table and table[1] not in SMALL and not is_bounded:
                    found.append((step, query))
    return found


@pytest.mark.parametrize("line", LINES)
def test_a_command_scans_no_table_that_grows_with_the_days(asked: tuple[Desk, list[Query]], line: str) -> None:
    desk, queries = asked
    queries.clear()
    desk.run(line)
    assert desk.code == 0, desk.err
    assert queries
    assert scans(desk, queries) == []


def test_a_scan_would_be_found(asked: tuple[Desk, list[Query]]) -> None:
    desk, _ = asked
    assert scans(desk, [("SELECT count(*) FROM answers WHERE value = ?", (3,))])
    assert scans(desk, [("SELECT key FROM answers WHERE conviction = ? LIMIT 30", (1,))])
    assert scans(desk, [("SELECT key FROM entries ORDER BY origin LIMIT 30", ())])
    assert not scans(desk, [("SELECT key FROM entries ORDER BY day DESC LIMIT 30", ())])
    assert not scans(desk, [("SELECT day FROM entries WHERE id = ?", ("x",))])


@pytest.mark.parametrize("line", ["status", "list", "list --conviction C1", "show 2025-09-29", "review 2025-Q3",
                                  "review 2025-W36", "search choice", "daily --json"])  # fmt: skip
def test_older_days_cost_no_more_queries(asked: tuple[Desk, list[Query]], line: str, tmp_path: Path) -> None:
    desk, queries = asked
    queries.clear()
    desk.run(line)
    young = len(queries)
    days = (date(2021, 1, 4) + timedelta(days=number) for number in range(400))
    entries = (
        {
            "record": "entry",
            "kind": "daily",
            "day": f"{day}",
            "answers": [{"prompt": "convictions/lived", "value": 4}],
        }
        for day in days
    )
    (tmp_path / "older.jsonl").write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    desk.run(f"import jsonl {tmp_path / 'older.jsonl'}")
    assert desk.code == 0, desk.err
    queries.clear()
    desk.run(line)
    assert len(queries) <= young


def test_what_is_kept_track_of_is_read_once_a_command(asked: tuple[Desk, list[Query]]) -> None:
    desk, queries = asked
    for line in ("list", "calendar", "status", "show C1"):
        queries.clear()
        desk.run(line)
        assert sum("FROM commitments" in query for query, _ in queries) <= 1, line


@pytest.mark.parametrize("wanted", ["--person P2", "--conviction C3", "--event step", "--pack small-gains"])
def test_the_newest_are_the_same_however_far_they_lie_back(asked: tuple[Desk, list[Query]], wanted: str) -> None:
    """A few of the newest are looked for in ever longer spans; what they are must not depend on that."""
    desk, _ = asked
    whole = rows_of(desk.run(f"list {wanted} --limit 5000 --json"))
    few = rows_of(desk.run(f"list {wanted} --limit 3 --json"))
    assert len(whole) > 3
    assert few == whole[-3:]


def rows_of(desk: Desk) -> list[Any]:
    """What `list --json` has listed."""
    rows: list[Any] = json.loads(desk.out)["sections"][0]["blocks"][0]["rows"]
    return rows


def test_the_first_day_is_found_by_an_index_of_its_own(asked: tuple[Desk, list[Query]]) -> None:
    """Behind years of imported days, too: the index holds none of them."""
    desk, queries = asked
    queries.clear()
    with closing(desk.journal()) as journal:
        journal.first_day()
        query, values = queries[0]
        plan = journal.connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
    assert [step for *_, step in plan if "entries_own" in step]
