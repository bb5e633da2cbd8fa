"""Where belief and organization part: opened, closed, open now, and the oldest in her own reach."""

from __future__ import annotations

from collections.abc import Mapping

from reflect.model import Disconnect
from reflect.periods import Period
from reflect.review.blocks import Block, Column, Fact, Facts, Note, Section, Span, Table, Value
from reflect.review.look import Look

COLUMNS = (
    Column("disconnect", ""),
    Column("scope", "whose"),
    Column("open", "open", "right"),
    Column("text", "what", wide=True),
)
WHOSE = {"self": "myself", "immediate": "immediate", "larger": "larger"}


def disconnects(look: Look) -> Section | None:
    """Those of the larger organization have no age: it is slow, and they are never overdue."""
    material, period = look.material, look.period
    known = [
        item for item in material.nouns.disconnects if item.kind == "disconnect" and item.visibility != "sealed"
    ]
    if not known:
        if not material.nouns.convictions:
            return None
        words = "No disconnect yet. The cross-check asks where belief and organization part:"
        return Section("disconnects", "Disconnects", (Note("empty", words, "crosscheck"),))
    before = [item for item in known if item.opened < period.first and not _closed_before(item, period)]
    opened = [item for item in known if item.opened in period]
    closed = [item for item in known if item.closed is not None and item.closed in period]
    still = [item for item in (*before, *opened) if item not in closed]
    if not (before or opened or closed):
        return None
    facts = Facts(
        "counts",
        (
            Fact("before", "open before", len(before)),
            Fact("opened", "opened", len(opened)),
            Fact("closed", "closed", len(closed)),
            Fact("open", "open now", len(still)),
        ),
    )
    blocks: list[Block] = [facts]
    in_reach = sorted((item for item in still if item.scope != "larger"), key=lambda item: item.opened)
    larger = sorted((item for item in still if item.scope == "larger"), key=lambda item: item.opened)
    if in_reach:
        oldest = in_reach[0]
        age = Span((period.last - oldest.opened).days)
        said = Fact("oldest", "oldest in your reach", age, f"{oldest.code} {oldest.text}")
        blocks.append(Facts("oldest", (said,)))
    if still:
        rows = tuple(_row(item, period) for item in (*in_reach, *larger))
        notes = ("the larger organization is slow: patience, these are never overdue",) if larger else ()
        blocks.append(Table("open", COLUMNS, rows, notes=notes, detail=True))
    return Section("disconnects", "Disconnects", tuple(blocks), "disconnects list --all")


def _closed_before(item: Disconnect, period: Period) -> bool:
    return item.closed is not None and item.closed < period.first


def _row(item: Disconnect, period: Period) -> Mapping[str, Value]:
    age = None if item.scope == "larger" else Span((period.last - item.opened).days)
    return {
        "disconnect": item.code,
        "scope": WHOSE[item.scope],
        "open": age,
        "text": item.text,
        "opened": item.opened,
    }
