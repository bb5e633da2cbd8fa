"""The shapes of a review on a terminal, each as lines of a given width."""

from __future__ import annotations

from typing import assert_never

from rich.text import Text

from reflect.model import COSTLY
from reflect.render import Page
from reflect.render.saying import NOTHING, say_day, say_source
from reflect.render.terminal_table import table_lines
from reflect.render.terminal_text import (
    GAP,
    LEAST_BODY,
    MARK,
    QUIET,
    flowing,
    hanging,
    inline,
    is_narrow,
    padded,
    paragraphs,
    run_on,
    shown,
    with_command,
    wrapped,
)
from reflect.review.blocks import Block, Fact, Facts, Item, Items, Note, Quote, Quotes, Table

VALUE_MOST = 16
"""Notes stand in a column of their own beside values no wider than this."""


def block_lines(block: Block, page: Page, width: int, year: int | None) -> list[Text]:
    """The block in lines of at most `width` cells; dates in `year` are said without it."""
    match block:
        case Facts():
            return _facts(block, page, width, year)
        case Table():
            table = table_lines(block, page, width, year) if block.rows else _nothing(page)
            notes = [line for note in block.notes for line in wrapped(inline(note, page), width)]
            return [*_label(block.label, page, width), *table, *notes]
        case Quotes():
            quotes = _quotes(block, page, width, year) or _nothing(page)
            return [*_label(block.label, page, width), *quotes]
        case Items():
            items = [line for item in block.items for line in _item(item, page, width)] or _nothing(page)
            return [*_label(block.label, page, width), *items]
        case Note():
            said = [line for text in paragraphs(block.text, page) for line in wrapped(text, width)]
            return with_command(said, block.command, width, page)
        case _:
            assert_never(block)


def _nothing(page: Page) -> list[Text]:
    return [inline(NOTHING, page, QUIET)]


def _label(label: str, page: Page, width: int) -> list[Text]:
    return wrapped(inline(label, page), width) if label else []


def _facts(facts: Facts, page: Page, width: int, year: int | None) -> list[Text]:
    """Bare facts run on after what they are of, a dot between; explained ones have a line each."""
    label = _label(facts.label, page, width)
    if not facts.facts:
        return [*label, *_nothing(page)]
    if not page.plain and not any(fact.note or fact.command for fact in facts.facts):
        bare = [
            Text.assemble(inline(fact.label, page), " ", shown(fact.value, page, year)) for fact in facts.facts
        ]
        if label:
            bare[0] = Text.assemble(inline(facts.label, page), ": ", bare[0])
        return flowing(bare, width, page)
    label_width = max((inline(fact.label, page).cell_len for fact in facts.facts), default=0) + GAP
    if is_narrow(page) or label_width > width // 2:
        own = [run_on(_told(fact, page, year), width) for fact in facts.facts]
    else:
        own = _in_columns(facts, page, width, year, label_width)
    told = [
        line
        for fact, lines in zip(facts.facts, own, strict=True)
        for line in with_command(lines, fact.command, width, page)
    ]
    return [*label, *told]


def _told(fact: Fact, page: Page, year: int | None) -> Text:
    told = Text.assemble(inline(fact.label, page), ": ", shown(fact.value, page, year))
    return Text.assemble(told, " ", inline("–", page), " ", inline(fact.note, page)) if fact.note else told


def _in_columns(facts: Facts, page: Page, width: int, year: int | None, label_width: int) -> list[list[Text]]:
    """Each fact's lines: the values under each other, and the notes where short values leave room."""
    values = [shown(fact.value, page, year) for fact in facts.facts]
    noted = [value.cell_len for fact, value in zip(facts.facts, values, strict=True) if fact.note]
    value_width = min(VALUE_MOST, max(noted, default=0)) + GAP
    aligned = label_width + value_width + LEAST_BODY <= width
    drawn: list[list[Text]] = []
    for fact, value in zip(facts.facts, values, strict=True):
        lead = padded(inline(fact.label, page), label_width)
        note = inline(fact.note, page, QUIET)
        if not fact.note:
            drawn.append(hanging(lead, value, width))
        elif aligned and value.cell_len + GAP <= value_width:
            drawn.append(hanging(Text.assemble(lead, padded(value, value_width)), note, width))
        else:
            drawn.append(hanging(lead, Text.assemble(value, " " * GAP, note), width))
    return drawn


def _quotes(quotes: Quotes, page: Page, width: int, year: int | None) -> list[Text]:
    """What it is about, the day, a sign where it cost her something, the words with their marks behind them."""
    if is_narrow(page):
        told = [inline(f"{say_source(quote, year=year)}: {quote.words}", page) for quote in quotes.quotes]
        return [line for text in told for line in run_on(text, width)]
    about = [inline(quote.about, page) for quote in quotes.quotes]
    about_width = max((text.cell_len for text in about), default=0)
    days = [inline(say_day(quote.day, year=year), page, QUIET) for quote in quotes.quotes]
    day_width = max((day.cell_len for day in days), default=0)
    any_costly = any(COSTLY in quote.marks for quote in quotes.quotes)
    lines: list[Text] = []
    for quote, code, day in zip(quotes.quotes, about, days, strict=True):
        lead = [padded(code, about_width + GAP)] if about_width else []
        lead.append(padded(day, day_width, right=True))
        if any_costly:
            lead.append(padded(inline("●" if COSTLY in quote.marks else "", page, MARK), 1 + GAP, right=True))
        lines.extend(hanging(Text.assemble(*lead, " " * GAP), _marked(quote, page), width))
    return lines


def _marked(quote: Quote, page: Page) -> Text:
    words = inline(quote.words, page)
    if not quote.marks:
        return words
    return Text.assemble(words, " ", inline(f"({', '.join(quote.marks)})", page, MARK))


def _item(item: Item, page: Page, width: int) -> list[Text]:
    bullet = Text("- " if page.plain or page.ascii_only else "· ", QUIET)
    return with_command(hanging(bullet, inline(item.text, page), width), item.command, width, page)
