"""A review or brief as one self-contained page: no script, no outside request, light and dark, fit to print.

Headings in order, table headers with their scope, charts as inline SVG with a title in words: what a person
can see, a person who cannot see can hear.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from reflect.render.html_charts import grid, line_chart
from reflect.render.saying import NOTHING, say, say_command, say_day, say_heading, year_of
from reflect.review.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Item,
    Items,
    Line,
    Note,
    Quote,
    Quotes,
    Review,
    Section,
    Table,
    Value,
)
from reflect.safe_text import for_html

STYLE = """
:root { color-scheme: light dark; --ink: #1d1f21; --quiet: #5c6066; --rule: #d9dadd; --mark: #0b5a8a;
  --paper: #fdfdfb; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e6e2; --quiet: #a5a9b0; --rule: #3a3d42;
  --mark: #8cc4ea; --paper: #17181a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 50rem; padding: 2rem 1.25rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 Georgia, "Iowan Old Style", "Noto Serif", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
.compared { color: var(--quiet); margin: .25rem 0 1.5rem; }
section { border-top: 1px solid var(--rule); margin-top: 1.25rem; padding-top: .75rem; }
h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
h3 { font-size: .95rem; font-weight: normal; font-style: italic; margin: .75rem 0 .25rem; }
p { margin: .35rem 0; } .behind { float: right; margin: -2rem 0 0; }
.behind code { white-space: nowrap; }
@media (max-width: 40rem) { .behind { float: none; margin: 0; } }
ul { margin: .35rem 0; padding-left: 1.2rem; }
dl { display: flex; flex-wrap: wrap; gap: .1rem 1.75rem; margin: .35rem 0; }
dt { color: var(--quiet); } dt, dd { display: inline; margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .35rem 0; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; overflow-wrap: normal;
  border-bottom: 1px solid var(--rule); }
th { font-weight: normal; } thead th { color: var(--quiet); }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { overflow-wrap: anywhere; min-width: 10rem; }
.quiet, .note { color: var(--quiet); } .note { font-size: .9rem; }
.day { color: var(--quiet); white-space: nowrap; } .mark { color: var(--mark); }
.words { white-space: pre-line; }
code { font: .85em ui-monospace, Menlo, Consolas, monospace; color: var(--quiet); }
svg { display: block; } svg path { fill: none; stroke: var(--mark); stroke-width: 1.6; }
svg circle { fill: var(--mark); } svg line { stroke: var(--rule); }
figure { margin: .5rem 0 1rem; overflow-x: auto; } figcaption { color: var(--quiet); font-size: .9rem; }
.grid text { fill: var(--quiet); font-size: 11px; } .grid rect { fill: none; stroke: var(--quiet); }
.grid .full { fill: var(--mark); stroke: var(--mark); } .grid circle { fill: var(--quiet); }
@media print { @page { margin: 1.6cm; }
  :root { --ink: #000; --quiet: #444; --rule: #bbb; --mark: #000; --paper: #fff; }
  body { font-size: 9pt; padding: 0; max-width: none; line-height: 1.3; } h1 { font-size: 14pt; }
  section { margin-top: .45rem; padding-top: .35rem; } h2 { margin-bottom: .2rem; } h3 { margin: .35rem 0 .1rem; }
  p, ul, dl, table { margin: .15rem 0; } .compared { margin: 0 0 .6rem; }
  th, td { padding: .08rem .75rem .08rem 0; }
  figure { overflow: visible; } .grid { max-width: 100%; height: auto; }
  tr, li, dl div, h2, h3, figure { break-inside: avoid; } h2, h3 { break-after: avoid; }
  thead { display: table-header-group; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page may load nothing at all: a browser refuses what somebody's words might smuggle in."""


def to_html(review: Review) -> str:
    """The review as one HTML document."""
    title, compared = say_heading(review)
    year = year_of(review.period)
    under = f'<p class="compared">{for_html(compared)}</p>' if compared else ""
    sections = "\n".join(_section(section, year) for section in review.sections)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{for_html(title)}</title>\n<style>{STYLE}</style>\n'
        f"</head>\n<body>\n<main>\n<h1>{for_html(title)}</h1>\n{under}\n{sections}\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section, year: int | None) -> str:
    heading = f"<h2>{for_html(section.title)}</h2>\n" if section.title else ""
    blocks = "\n".join(_block(block, section.title, year) for block in section.blocks)
    behind = f'<p class="behind">{_command(section.command)}</p>\n' if section.command else ""
    return f"<section>\n{heading}{behind}{blocks}\n</section>"


def _block(block: Block, title: str, year: int | None) -> str:
    match block:
        case Facts():
            facts = "".join(_fact(fact, year) for fact in block.facts)
            return _label(block.label) + (f"<dl>{facts}</dl>" if facts else _nothing())
        case Table() if chart := _weeks_of(block):
            columns = tuple(column for column in block.columns if column is not chart)
            return grid(block, chart, title) + _table(replace(block, columns=columns), year)
        case Table():
            notes = "".join(f'<p class="note">{for_html(note)}</p>' for note in block.notes)
            return _label(block.label) + (_table(block, year) if block.rows else _nothing()) + notes
        case Quotes():
            quotes = "".join(_quote(quote, year) for quote in block.quotes)
            return _label(block.label) + (f"<ul>{quotes}</ul>" if quotes else _nothing())
        case Items():
            items = "".join(_item(item) for item in block.items)
            return _label(block.label) + (f"<ul>{items}</ul>" if items else _nothing())
        case Note():
            return f"<p>{_words(block.text)}{_command(block.command)}</p>"
        case _:
            assert_never(block)


def _weeks_of(table: Table) -> Column | None:
    """The column whose lines are weeks under weeks."""
    lines = ((column, row.get(column.key)) for column in table.columns for row in table.rows[:1])
    return next((column for column, line in lines if isinstance(line, Line) and line.first), None)


def _nothing() -> str:
    return f'<p class="quiet">{NOTHING}</p>'


def _label(label: str) -> str:
    return f"<h3>{for_html(label)}</h3>" if label else ""


def _fact(fact: Fact, year: int | None) -> str:
    note = f' <span class="quiet">{for_html(fact.note)}</span>' if fact.note else ""
    said = f"{_value(fact.value, year)}{note}{_command(fact.command)}"
    return f"<div><dt>{for_html(fact.label)}</dt> <dd>{said}</dd></div>"


def _quote(quote: Quote, year: int | None) -> str:
    about = f"{for_html(quote.about)} " if quote.about else ""
    marks = f' <span class="mark">({for_html(", ".join(quote.marks))})</span>' if quote.marks else ""
    day = f'<span class="day">{about}{for_html(say_day(quote.day, year=year))}</span>'
    return f"<li>{day} {_words(quote.words)}{marks}</li>"


def _item(item: Item) -> str:
    return f"<li>{_words(item.text)}{_command(item.command)}</li>"


def _words(text: str) -> str:
    """What a person wrote, with its lines, and in the direction in which its language is read."""
    return f'<span class="words" dir="auto">{for_html(text)}</span>'


def _table(table: Table, year: int | None) -> str:
    head = "".join(_heading(column) for column in table.columns)
    rows = "".join(
        f"<tr>{''.join(_cell(table, column, row.get(column.key), year) for column in table.columns)}</tr>"
        for row in table.rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _heading(column: Column) -> str:
    """A column without a label has an empty cell above it: its rows name themselves."""
    return f'<th scope="col"{_class(column)}>{for_html(column.label)}</th>' if column.label else "<td></td>"


def _class(column: Column) -> str:
    names = [name for name, holds in (("right", column.align == "right"), ("wide", column.wide)) if holds]
    return f' class="{" ".join(names)}"' if names else ""


def _cell(table: Table, column: Column, value: Value, year: int | None) -> str:
    """The first cell of a row names it, for whoever hears the others one by one."""
    said = _value(value, year)
    if column is table.columns[0]:
        return f'<th scope="row"{_class(column)}>{said}</th>'
    return f"<td{_class(column)}>{said}</td>"


def _value(value: Value, year: int | None) -> str:
    return line_chart(value) if isinstance(value, Line) else for_html(say(value, year=year))


def _command(command: str) -> str:
    return f" <code>{for_html(say_command(command))}</code>" if command else ""
