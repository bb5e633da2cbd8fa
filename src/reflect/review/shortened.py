"""A review without its details: what a terminal shows at first, about sixty lines.

Nothing is computed here, and nothing is said that the whole review does not say; only where to see the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from reflect.review.blocks import Block, Facts, Items, Note, Quotes, Review, Section, Table

CLOSE = "close"
SAYING_NOTHING = ("empty", "legend")
"""Blocks without which nothing is missing."""


def shortened(review: Review) -> Review:
    """The most telling lines; a section that is longer names what shows the rest of it."""
    sections = [short for section in review.sections if (short := _section(section, review.period.key))]
    if _blocks_in(sections) != _blocks_in(review.sections):
        sections = _pointing(sections, Note("all", "All of it:", f"review {review.period.key} --all"))
    return replace(review, sections=tuple(sections), short=True)


def _blocks_in(sections: Iterable[Section]) -> list[Block]:
    return [block for section in sections for block in section.blocks if block.key not in SAYING_NOTHING]


def _pointing(sections: list[Section], note: Note) -> list[Section]:
    """The sections, the last of which says where everything is."""
    if sections and sections[-1].key == CLOSE:
        *others, last = sections
        return [*others, replace(last, blocks=(*last.blocks, note))]
    return [*sections, Section(CLOSE, "Next", (note,))]


def _section(section: Section, period: str) -> Section | None:
    """Its main lines; None where there are none."""
    blocks = tuple(short for block in section.blocks if not block.detail and (short := _block(block)))
    if section.detail or not blocks:
        return None
    rest = f"review {period} --section {section.key}" if blocks != section.blocks else ""
    return replace(section, blocks=blocks, command=section.command or rest)


def _block(block: Block) -> Block | None:
    """The block without its details; None where nothing is left."""
    match block:
        case Facts():
            facts = tuple(fact for fact in block.facts if not fact.detail)
            return replace(block, facts=facts) if facts else None
        case Table():
            return block if block.main_rows is None else replace(block, rows=block.rows[: block.main_rows])
        case Quotes():
            quotes = tuple(quote for quote in block.quotes if not quote.detail)
            return replace(block, quotes=quotes) if quotes else None
        case Items():
            items = tuple(item for item in block.items if not item.detail)
            return replace(block, items=items) if items else None
        case Note():
            return block
        case _:
            assert_never(block)
