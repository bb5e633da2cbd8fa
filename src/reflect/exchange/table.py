"""The rows of a CSV file by the names of its columns, whatever parts its cells: a comma, a semicolon or a tab."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import BinaryIO

from reflect.errors import InputError
from reflect.exchange.plain_text import LONGEST, text_lines

_PARTS = (",", ";", "\t")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def rows(stream: BinaryIO, source: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row as column to cell, with the line on which it begins; the first line names the columns.

    Raises InputError, with `source` and line, where the file is no such table.
    """
    import csv  # 8 ms, and only a table pays for it

    lines = (f"{line}\n" for _, line in text_lines(stream, source))
    first = next(lines, "")
    if not first.strip():
        raise InputError(f"{source}: the first line names no columns.")
    part = max(_PARTS, key=first.count)
    with _long_cells():
        table = csv.reader(chain([first], lines), delimiter=part, strict=True)
        columns: list[str] = []
        begun = 1
        try:
            for cells in table:
                if not columns:
                    columns = _named(cells, source)
                elif any(cell.strip() for cell in cells):
                    if len(cells) != len(columns):
                        said = f"{len(cells)} cells, where the first line names {len(columns)} columns"
                        raise InputError(f"{source}, line {begun}: {said}.")
                    yield begun, dict(zip(columns, map(unguarded, cells), strict=True))
                begun = table.line_num + 1
        except csv.Error as error:
            raise InputError(f"{source}, line {begun}: this is no row of a table ({error}).") from None


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _named(cells: list[str], source: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    twin = next((name for name in names if name and names.count(name) > 1), None)
    if twin is not None:
        raise InputError(f"{source}, line 1: two columns are named {twin[:60]!r}.")
    return names


@contextmanager
def _long_cells() -> Iterator[None]:
    """Cells of up to 1 MB; the csv module's own limit is 131,072 signs."""
    import csv

    before = csv.field_size_limit(LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)
