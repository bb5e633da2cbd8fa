"""Charts of an HTML page as inline SVG: a line of values, and a grid of weeks, each with its words beside it.

Whatever a colour says, a shape says too: a fuller cell is a higher value, an open one is empty, a dot is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reflect.render.charts import describe
from reflect.render.saying import MONTHS, say
from reflect.review.blocks import Column, Line, Table
from reflect.safe_text import for_html

CHART = (104, 24)
"""Width and height of a line chart, in pixels."""

CELL, STEP = 10, 13
"""Width of a cell, and from one week to the next."""
LEFT, TOP = 36, 18
"""Room for the names of the rows, and for the months above them."""
LOW_CELLS = "filled: answered · open: a workday without an answer · a dot: nothing to answer"
TALL_CELLS = "each column is a week; the fuller, the more it was lived (1 to 5) · a dot: no rating"


def line_chart(line: Line) -> str:
    """The line as a small SVG: a stroke through neighbouring values, a dot for one that stands alone."""
    width, height = CHART
    step = (width - 6) / max(1, len(line.values) - 1)

    def place(index: int, value: float) -> tuple[float, float]:
        return round(3 + index * step, 1), round(height - 3 - _share(value, line) * (height - 6), 1)

    drawn: list[str] = []
    for run in _runs(line.values):
        points = [place(index, value) for index, value in run]
        if len(points) == 1:
            drawn.append(f'<circle cx="{points[0][0]}" cy="{points[0][1]}" r="1.8"/>')
        else:
            drawn.append(f'<path d="M{" L".join(f"{x} {y}" for x, y in points)}"/>')
    base = f'<line x1="0" y1="{height - 1}" x2="{width}" y2="{height - 1}"/>'
    return (
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">'
        f"<title>{for_html(describe(line))}</title>{base}{''.join(drawn)}</svg>"
    )


def grid(table: Table, chart: Column, title: str) -> str:
    """The lines of a table's column under one another: a column a week, a row a line, the months above them."""
    lines = [(say(row.get(table.columns[0].key)), row.get(chart.key)) for row in table.rows]
    rows = [(name, line) for name, line in lines if isinstance(line, Line)]
    yes_or_no = all(_is_yes_or_no(line) for _, line in rows)
    tall = CELL if yes_or_no else 2 * CELL
    width = LEFT + STEP * max(len(line.values) for _, line in rows)
    height = TOP + (tall + 3) * len(rows)
    cells = "".join(_row(name, line, TOP + (tall + 3) * at, tall) for at, (name, line) in enumerate(rows))
    told = " ".join(f"{name}: {_told(line)}." for name, line in rows)
    return (
        f'<figure><svg class="grid" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">'
        f"<title>{for_html(title)}</title><desc>{for_html(told)}</desc>{''.join(_months(rows[0][1]))}{cells}</svg>"
        f"<figcaption>{LOW_CELLS if yes_or_no else TALL_CELLS}</figcaption></figure>"
    )


def _is_yes_or_no(line: Line) -> bool:
    return (line.low, line.high) == (0, 1)


def _row(name: str, line: Line, top: int, tall: int) -> str:
    """The name of a row, and its cells, filled from below as far as their value goes."""
    cells = [f'<text x="0" y="{top + tall - 1}">{for_html(name)}</text>']
    for place, value in enumerate(line.values):
        left = LEFT + STEP * place
        if value is None:
            cells.append(f'<circle cx="{left + CELL // 2}" cy="{top + tall - CELL // 2}" r="1"/>')
            continue
        cells.append(f'<rect x="{left}" y="{top}" width="{CELL}" height="{tall}"/>')
        if full := round(tall * (_share(value, line) if _is_yes_or_no(line) else value / line.high)):
            cells.append(f'<rect class="full" x="{left}" y="{top + tall - full}" width="{CELL}" height="{full}"/>')
    return "".join(cells)


def _months(line: Line) -> Iterator[str]:
    """The name of each month, above the week in which it begins."""
    assert line.first is not None
    for place in range(len(line.values)):
        monday = line.first + timedelta(weeks=place)
        begins = next((day for n in range(7) if (day := monday + timedelta(days=n)).day == 1), None)
        if begins is not None and place + 2 <= len(line.values):
            yield f'<text x="{LEFT + STEP * place}" y="{TOP - 6}">{MONTHS[begins.month - 1]}</text>'


def _told(line: Line) -> str:
    """What a row holds, in words."""
    if not _is_yes_or_no(line):
        return describe(line)
    return f"{line.values.count(1.0)} answered, {line.values.count(0.0)} without an answer"


def _share(value: float, line: Line) -> float:
    """How far a value reaches between low and high; one beyond them counts as the nearer end."""
    return min(1.0, max(0.0, (value - line.low) / ((line.high - line.low) or 1)))


def _runs(values: tuple[float | None, ...]) -> list[list[tuple[int, float]]]:
    """Neighbouring values, with their places; a week without any parts two runs."""
    runs: list[list[tuple[int, float]]] = []
    before = None
    for index, value in enumerate(values):
        if value is None:
            continue
        if before != index - 1:
            runs.append([])
        runs[-1].append((index, value))
        before = index
    return runs
