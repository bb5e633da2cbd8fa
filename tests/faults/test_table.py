"""The table of the fault suite: every row is checked somewhere, and everything that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
TABLE = (HERE / "README.md").read_text(encoding="utf-8")
ROWS = {
    row: re.findall(r"`([^` ]+\.py)`", where)
    for row, where in re.findall(r"^\| (F\d+) .*\| (.+) \|$", TABLE, re.M)
}


def test_every_row_is_there() -> None:
    assert list(ROWS) == [f"F{number}" for number in (*range(1, 34), 37)]


def test_every_row_is_checked_by_a_file_that_is_there() -> None:
    missing = {row: [name for name in names if not (HERE / name).is_file()] for row, names in ROWS.items()}
    assert {row: names for row, names in missing.items() if names} == {}
    assert all(ROWS.values())


def test_every_check_of_this_folder_has_a_row() -> None:
    named = {name for names in ROWS.values() for name in names}
    assert {path.name for path in HERE.glob("test_*.py")} - named == {"test_table.py"}
