"""A line of values as one row of characters, and as a sentence for whoever cannot see it."""

from __future__ import annotations

from reflect.review.blocks import Line

LEVELS = "▁▂▃▄▅▆▇█"
ASCII_LEVELS = "_,-~=+*#"
GAP = "·"
ASCII_GAP = "."


def sparkline(line: Line, *, ascii_only: bool = False) -> str:
    """One character a value: eight equal steps from `low` to `high`, a gap where there is none.

    Low and high belong to the line, so that charts under one another compare. A value outside them counts as
    the nearer end; where low and high are one, every value stands in the middle.
    """
    levels, gap = (ASCII_LEVELS, ASCII_GAP) if ascii_only else (LEVELS, GAP)
    return "".join(gap if value is None else levels[_step(value, line)] for value in line.values)


def describe(line: Line) -> str:
    """The line in words: where it starts, ends, and how far it reaches between."""
    known = [value for value in line.values if value is not None]
    if not known:
        return "no values"
    told = f"first {known[0]:.1f}, last {known[-1]:.1f}, lowest {min(known):.1f}, highest {max(known):.1f}"
    empty = len(line.values) - len(known)
    return f"{told}, none in {empty} of {len(line.values)}" if empty else told


def _step(value: float, line: Line) -> int:
    last = len(LEVELS) - 1
    if line.high <= line.low:
        return last // 2
    share = (value - line.low) / (line.high - line.low)
    return max(0, min(last, int(share * len(LEVELS))))
