"""Every other scale, those of her own packs too."""

from __future__ import annotations

from collections.abc import Mapping

from reflect.review.blocks import Column, Mean, Section, Table, Value
from reflect.review.look import Look

COLUMNS = (
    Column("asked", "", wide=True),
    Column("before", "before (n)", "right"),
    Column("now", "now (n)", "right"),
    Column("reading", "reading"),
)


def scales(look: Look) -> Section | None:
    """Means and readings; a weekly scale is read over the last 52 weeks, and says so."""
    if not look.scales:
        return None
    rows: list[Mapping[str, Value]] = []
    for key, scale in look.scales.items():
        reading = look.scale(key).reading
        rows.append(
            {
                "asked": scale.question.asked.replace("<person>", "them").replace("<day>", "that day"),
                "before": _mean(scale.before),
                "now": _mean(scale.now),
                "reading": f"{reading}, over the year" if scale.over_year else reading,
                "prompt": scale.question.prompt,
                "good": scale.question.good,
            }
        )
    pack = next(iter(look.scales.values())).question.prompt.partition("/")[0]
    table = Table("scales", COLUMNS, tuple(rows))
    return Section("scales", "Other scales", (table,), f"list {look.period.key} --pack {pack}", detail=True)


def _mean(values: tuple[int, ...]) -> Mean:
    return Mean(sum(values) / len(values) if values else None, len(values))
