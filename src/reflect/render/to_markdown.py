"""A review, or the brief for the coach, as Markdown: GitHub's tables, and every string escaped."""

from __future__ import annotations

from typing import assert_never

from reflect.render.charts import sparkline
from reflect.render.saying import NOTHING, say, say_command, say_heading, say_source, year_of
from reflect.review.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Items,
    Line,
    Note,
    Quotes,
    Review,
    Section,
    Table,
    Value,
)
from reflect.safe_text import for_markdown, for_markdown_line


def to_markdown(review: Review) -> str:
    """The review as one Markdown document, ending in a line break."""
    title, compared = say_heading(review)
    year = year_of(review.period)
    parts = [f"# {for_markdown_line(title)}"]
    if compared:
        parts.append(for_markdown_line(compared))
    for section in review.sections:
        parts.extend(_section(section, year))
    return "\n\n".join(parts) + "\n"


def _section(section: Section, year: int | None) -> list[str]:
    parts = [f"## {for_markdown_line(section.title)}"] if section.title else []
    for block in section.blocks:
        for part in _block(block, year):
            if part.startswith("- ") and parts and parts[-1].startswith("- "):
                parts[-1] += f"\n{part}"  # an empty line between two lists would make them one, and loose
            elif part:
                parts.append(part)
    return [*parts, _command(section.command).strip()] if section.command else parts


def _block(block: Block, year: int | None) -> list[str]:
    """The block's paragraphs, lists and tables, each a part with an empty line before and after it."""
    match block:
        case Facts():
            return [for_markdown(block.label), _list([_fact(fact, year) for fact in block.facts])]
        case Table():
            table = _table(block, year) if block.rows else NOTHING
            return [for_markdown(block.label), table, *map(for_markdown, block.notes)]
        case Quotes():
            lines = [f"{say_source(quote, year=year)}: {quote.words}" for quote in block.quotes]
            return [for_markdown(block.label), _list([for_markdown_line(line) for line in lines])]
        case Items():
            lines = [for_markdown_line(item.text) + _command(item.command) for item in block.items]
            return [for_markdown(block.label), _list(lines)]
        case Note():
            return [for_markdown(block.text) + _command(block.command)]
        case _:
            assert_never(block)


def _fact(fact: Fact, year: int | None) -> str:
    line = f"{for_markdown_line(fact.label)}: {_inline(fact.value, year)}"
    if fact.note:
        line += f" – {for_markdown_line(fact.note)}"
    return line + _command(fact.command)


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) if lines else NOTHING


def _table(table: Table, year: int | None) -> str:
    lines = [
        _row([for_markdown_line(column.label) for column in table.columns]),
        _row([_rule(column) for column in table.columns]),
    ]
    for row in table.rows:
        lines.append(_row([_inline(row.get(column.key), year) for column in table.columns]))
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(column: Column) -> str:
    return "---:" if column.align == "right" else "---"


def _inline(value: Value, year: int | None) -> str:
    return for_markdown_line(sparkline(value) if isinstance(value, Line) else say(value, year=year))


def _command(command: str) -> str:
    return f" ({for_markdown_line(say_command(command))})" if command else ""
