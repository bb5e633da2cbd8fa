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
    with_command,
    wrapped,
)
from reflect.review.blocks import Note, Review, Section

LEAST_WIDTH = 24
PARTS_BEGIN_AT = frozenset({"surprises", "lived", "year-ago"})
"""The sections above which a rule is drawn; above the close too, unless the review is short."""
BESIDE_TITLE_FROM = 20
"""Where the lines of a short section begin, so that such lines stand under each other."""
BESIDE_TITLE_MOST = 3
"""In a short review so many lines may stand beside their title; else a single one."""
CLOSE = 5
CLOSE_FROM = 80
"""In a short review, on a page of this width, sections of so few lines stand without an empty one between."""


def to_terminal(review: Review, *, width: int, colour: bool, ascii_only: bool, plain: bool) -> str:
    """The review as lines for a terminal of `width` cells, ending in a line break.

    Lines use at most 104 cells. `plain` is for screen readers: no colour, charts in words, nothing side by side.
    """
    page = Page(max(LEAST_WIDTH, min(width, READABLE)), colour and not plain, ascii_only, plain)
    year = year_of(review.period)
    close = CLOSE if review.short and page.width >= CLOSE_FROM and not plain else 1
    most_beside = BESIDE_TITLE_MOST if review.short else 1
    lines = _heading(review, page)
    before = close + 1
    for section in review.sections:
        drawn = _section(section, page, year, most_beside)
        if not plain and (section.key in PARTS_BEGIN_AT or (section.key == "close" and not review.short)):
            lines.append(_rule(page))
        elif max(len(drawn), before) > close and not _is_rule(lines[-1], page):
            lines.append(Text())
        lines.extend(drawn)
        before = len(drawn) if section.title else close + 1
    return printed(lines, page)


def _heading(review: Review, page: Page) -> list[Text]:
    title, compared = say_heading(review)
    lines = between(inline(title, page, TITLE), inline(compared, page, QUIET), page.width)
    return lines if page.plain else [*lines, _rule(page)]


def _rule(page: Page) -> Text:
    return Text(("-" if page.ascii_only else "─") * page.width, QUIET)


def _is_rule(line: Text, page: Page) -> bool:
    return not page.plain and line.plain == _rule(page).plain


def _section(section: Section, page: Page, year: int | None, most_beside: int) -> list[Text]:
    """Its title, what it says beside or under it, and at the right what shows the answers behind it."""
    title = inline(section.title if page.plain else section.title.upper(), page, TITLE)
    body = indented(_blocks(section, page, page.width - GAP, year), GAP)
    if is_narrow(page) or not title.cell_len:
        heading = wrapped(title, page.width) if title.cell_len else []
        return [*heading, *with_command(body, section.command, page.width, page)]
    under = _under_title(title, body, section, page)
    start = max(BESIDE_TITLE_FROM, title.cell_len + GAP)
    width = page.width - start
    beside = with_command(_blocks(section, page, width, year), section.command, width, page)
    most = most_beside if start == BESIDE_TITLE_FROM else 1
    if not beside or len(beside) > most or len(beside) >= len(under):
        return under
    return [Text.assemble(padded(title, start), beside[0]), *indented(beside[1:], start)]


def _under_title(title: Text, body: list[Text], section: Section, page: Page) -> list[Text]:
    """The body under the title, or a table's header on the title's own line where it leaves room for it."""
    command, room = section.command, title.cell_len + GAP
    if not body or not body[0].plain[:room].isspace() or len(body[0].plain) <= room:
        return [*with_command(wrapped(title, page.width), command, page.width, page), *body]
    first, *more = Text.assemble(title, body[0][title.cell_len :]), *body[1:]
    headed = with_command([first], command, page.width, page)
    if len(headed) == 1:
        return [*headed, *more]
    if isinstance(section.blocks[-1], Note):
        return with_command([first, *more], command, page.width, page)
    return [first, *more, *with_command([], command, page.width, page)]


def _blocks(section: Section, page: Page, width: int, year: int | None) -> list[Text]:
    return [line for block in section.blocks for line in block_lines(block, page, width, year)]
