"""Kossoff's sixth question: what they asked for, and whether they got it."""

from __future__ import annotations

from collections.abc import Mapping

from reflect.model import Need
from reflect.review.blocks import Block, Column, Fact, Facts, Section, Span, Table, Value
from reflect.review.look import Look

COLUMNS = (
    Column("need", ""),
    Column("name", "who"),
    Column("text", "needs", wide=True),
    Column("state", "state"),
    Column("open", "open", "right"),
)


def needs(look: Look) -> Section | None:
    """Asked, under way and met in the period; those still open with their days."""
    known = [
        need
        for need in look.material.nouns.needs
        if need.visibility != "sealed" and need.asked <= look.period.last
    ]
    if not known:
        return None
    asked = sum(need.asked in look.period for need in known)
    met = sum(any(step.state == "met" and step.since in look.period for step in need.steps) for need in known)
    still = sorted((need for need in known if open_on(need, look)), key=lambda need: need.asked)
    facts = [Fact("asked", "asked", asked), Fact("met", "met", met), Fact("open", "open now", len(still))]
    blocks: list[Block] = [Facts("needs", tuple(facts))]
    if still:
        names = {p.code: "somebody" if p.visibility == "sealed" else p.name for p in look.material.nouns.people}
        rows: tuple[Mapping[str, Value], ...] = tuple(
            {
                "need": need.code,
                "name": names.get(need.person, need.person),
                "text": need.text,
                "state": state_on(need, look),
                "open": Span((look.period.last - need.asked).days),
                "person": need.person,
            }
            for need in still
        )
        blocks.append(Table("open", COLUMNS, rows, detail=True))
    elif not (asked or met):
        return None
    return Section("needs", "What they need", tuple(blocks), "needs list --all")


def state_on(need: Need, look: Look) -> str:
    """Where the need stood on the period's last day."""
    return [step.state for step in need.steps if step.since <= look.period.last][-1]


def open_on(need: Need, look: Look) -> bool:
    """Whether it was neither met nor closed on the period's last day."""
    return state_on(need, look) in ("asked", "under way")
