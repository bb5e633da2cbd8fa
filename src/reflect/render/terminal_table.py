"""A table on a terminal: on one line a row, on two, or as a list, whichever the width allows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.text import Text

from reflect.frozen import frozen
from reflect.render import Page
from reflect.render.terminal_text import (
    GAP,
    QUIET,
    flowing,
    hanging,
    indented,
    inline,
    is_narrow,
    padded,
    run_on,
    shown,
    wrapped,
)
from reflect.review.blocks import Column, Table

WIDE_LEAST = 20
"""A wide column is never narrower than this; rather the chart moves, or the table becomes a list."""


@frozen
class _Band:
    """Columns that stand on one line, with their widths in cells, from `indent` on."""

    columns: Sequence[Column]
    widths: Sequence[int]
    first: int
    indent: int


def table_lines(table: Table, page: Page, width: int, year: int | None) -> list[Text]:
    """The header and the rows in at most `width` cells, nothing cut."""
    rows = [[shown(row.get(column.key), page, year) for column in table.columns] for row in table.rows]
    labels = [inline(column.label, page, QUIET) for column in table.columns]
    bands = None if is_narrow(page) else _fitting(table.columns, rows, page, width)
    if bands is None:
        names = Text(", ").join(label for label in labels[: _named(table.columns)] if label.cell_len)
        heading = wrapped(names, width) if names.cell_len else []
        return [*heading, *(line for row in rows for line in _listed(table.columns, row, page, width))]
    header = [line for band in bands if _is_headed(band, rows) for line in _in_band(band, labels)]
    return [*header, *(line for cells in rows for band in bands for line in _in_band(band, cells))]


def _is_headed(band: _Band, rows: list[list[Text]]) -> bool:
    """Whether labels stand over a band: over a second one only where they measure its chart, as months do."""
    chart = band.columns[0]
    return not band.first or len(chart.label) == max(row[band.first].cell_len for row in rows)


def _fitting(
    columns: Sequence[Column], rows: list[list[Text]], page: Page, width: int
) -> tuple[_Band, ...] | None:
    """All columns on one line; else the first chart and what follows it on a second; None if neither fits."""
    natural = [
        max(inline(column.label, page).cell_len, *(row[at].cell_len for row in rows))
        for at, column in enumerate(columns)
    ]
    whole = _shrunk(columns, natural, width)
    if whole:
        return (_Band(columns, whole, 0, 0),)
    chart = next((at for at, column in enumerate(columns) if column.chart), 0)
    if not chart:
        return None
    indent = natural[0] + GAP
    above = _shrunk(columns[:chart], natural[:chart], width)
    below = _shrunk(columns[chart:], natural[chart:], width - indent)
    if not above or not below:
        return None
    return (_Band(columns[:chart], above, 0, 0), _Band(columns[chart:], below, chart, indent))


def _shrunk(columns: Sequence[Column], natural: Sequence[int], width: int) -> list[int] | None:
    """The widths at which the columns fit, the widest wide column giving way first; None if they cannot."""
    widths = list(natural)
    excess = sum(widths) + GAP * (len(widths) - 1) - width
    while excess > 0:
        giving = [at for at, column in enumerate(columns) if column.wide and widths[at] > WIDE_LEAST]
        if not giving:
            return None
        widest = max(giving, key=widths.__getitem__)
        next_widest = max((widths[at] for at in giving if at != widest), default=0)
        step = min(excess, max(1, widths[widest] - max(next_widest, WIDE_LEAST)))
        widths[widest] -= step
        excess -= step
    return widths


def _in_band(band: _Band, cells: list[Text]) -> list[Text]:
    """One row's cells within the band: as many lines as the longest of them needs."""
    own = cells[band.first : band.first + len(band.columns)]
    in_lines = [run_on(cell, width) for cell, width in zip(own, band.widths, strict=True)]
    lines: list[Text] = []
    for parts in zip_longest(*in_lines, fillvalue=Text()):
        line = Text(" " * GAP).join(
            padded(part, width, right=column.align == "right")
            for part, width, column in zip(parts, band.widths, band.columns, strict=True)
        )
        line.rstrip()
        lines.append(line)
    return indented(lines, band.indent)


def _named(columns: Sequence[Column]) -> int:
    """How many of the first columns name a row: a code goes with the words that it stands for."""
    return 2 if len(columns) > 1 and columns[1].wide else 1


def _listed(columns: Sequence[Column], row: list[Text], page: Page, width: int) -> list[Text]:
    """The row's name, and under it what else it holds, each value after its column's label."""
    named = _named(columns)
    name = Text(", ").join(cell for cell in row[:named] if cell.plain)
    held = [
        Text.assemble(inline(column.label, page, QUIET), " " if column.label else "", cell)
        for column, cell in zip(columns[named:], row[named:], strict=True)
        if cell.plain
    ]
    if page.plain:
        return run_on(Text.assemble(name, ": " if held else "", Text("; ").join(held)), width)
    lines = hanging(Text.assemble(row[0], " " * GAP), row[1], width) if named == 2 else wrapped(name, width)
    return [*lines, *indented(flowing(held, width - GAP, page), GAP)]
