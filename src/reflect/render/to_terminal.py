"""A review on a terminal: titles at the left, content two blanks in, thin rules between the parts."""

from __future__ import annotations

from rich.text import Text

from reflect.render import Page
from reflect.render.saying import say_heading, year_of
from reflect.render.terminal_blocks import block_lines
from reflect.render.terminal_text import (
    GAP,
    QUIET,
    READABLE,
    TITLE,
    between,
    indented,
    inline,
    is_narrow,
    padded,
    printed,
    wrapped,
)
from reflect.review.blocks import Review, Section

LEAST_WIDTH = 24
PARTS_BEGIN_AT = frozenset({"surprises", "lived", "year-ago", "close"})
"""The sections above which a rule is drawn."""
BESIDE_TITLE_FROM = 20
"""Where the only line of a short section begins, so that such lines stand under each other."""


def to_terminal(review: Review, *, width: int, colour: bool, ascii_only: bool, plain: bool) -> str:
    """The review as lines for a terminal of `width` cells, ending in a line break.

    Lines use at most 104 cells. `plain` is for screen readers: no colour, charts in words, nothing side by side.
    """
    page = Page(max(LEAST_WIDTH, min(width, READABLE)), colour and not plain, ascii_only, plain)
    year = year_of(review.period)
    lines = _heading(review, page)
    beside_before = False
    for section in review.sections:
        drawn, beside = _section(section, page, year)
        if section.key in PARTS_BEGIN_AT and not plain:
            lines.append(_rule(page))
        elif not (beside and beside_before) and not _is_rule(lines[-1], page):
            lines.append(Text())
        lines.extend(drawn)
        beside_before = beside
    return printed(lines, page)


def _heading(review: Review, page: Page) -> list[Text]:
    title, compared = say_heading(review)
    lines = between(inline(title, page, TITLE), inline(compared, page, QUIET), page.width)
    return lines if page.plain else [*lines, _rule(page)]


def _rule(page: Page) -> Text:
    return Text(("-" if page.ascii_only else "─") * page.width, QUIET)


def _is_rule(line: Text, page: Page) -> bool:
    return not page.plain and line.plain == _rule(page).plain


def _section(section: Section, page: Page, year: int | None) -> tuple[list[Text], bool]:
    """The section's lines, and whether it is a single one, its content beside its title."""
    title = inline(section.title if page.plain else section.title.upper(), page, TITLE)
    if title.cell_len and not is_narrow(page):
        start = max(BESIDE_TITLE_FROM, title.cell_len + GAP)
        only = _blocks(section, page, page.width - start, year)
        if len(only) == 1:
            return [Text.assemble(padded(title, start), only[0])], True
    body = indented(_blocks(section, page, page.width - GAP, year), GAP)
    return _under_title(title, body, page), False


def _under_title(title: Text, body: list[Text], page: Page) -> list[Text]:
    """The body under the title, or a table's header on the title's own line where it leaves room for it."""
    if not title.cell_len:
        return body
    room = title.cell_len + GAP
    if body and not is_narrow(page) and body[0].plain[:room].isspace() and len(body[0].plain) > room:
        return [Text.assemble(title, body[0][title.cell_len :]), *body[1:]]
    return [*wrapped(title, page.width), *body]


def _blocks(section: Section, page: Page, width: int, year: int | None) -> list[Text]:
    return [line for block in section.blocks for line in block_lines(block, page, width, year)]
