"""Listening: which audiences she heard, and which she has not heard for long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reflect.periods import Period
from reflect.review.blocks import Column, Section, Table, Value
from reflect.review.look import Look, choice_in

AUDIENCE = "convictions/conversation-audience"
LISTENED = "convictions/listened"
AUDIENCES = ("employee", "internal customer", "external customer", "supplier", "upward")
COLUMNS = (Column("audience", ""), Column("before", "before", "right"), Column("now", "now", "right"))


def listening(look: Look) -> Section | None:
    """Conversations by audience, logged ones and those of the weekly; nobody heard twice running is said."""
    now, before = heard(look, look.period), heard(look, look.before)
    if not now and not before:
        return None
    rows: tuple[Mapping[str, Value], ...] = tuple(
        {"audience": a, "before": before[a], "now": now[a]}
        for a in AUDIENCES
        if a != "upward" or now[a] or before[a]
    )
    silent = [a for a in AUDIENCES[:4] if not now[a] and not before[a]]
    notes = (f"nobody heard in both periods: {', '.join(silent)}",) if silent else ()
    table = Table("audiences", COLUMNS, rows, notes=notes)
    command = f"list {look.period.key} --event conversation"
    return Section("listening", "Listening", (table,), command, detail=True)


def heard(look: Look, period: Period) -> Counter[str]:
    """How often each audience was heard."""
    logged = [choice_in(entry, AUDIENCE) for entry in look.events("conversation", period)]
    weekly = [answer.choice or "" for _, answer in look.material.answers(period, LISTENED)]
    return Counter(word for word in logged + weekly if word in AUDIENCES)
