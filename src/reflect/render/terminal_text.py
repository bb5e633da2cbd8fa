"""Lines of styled text, laid out in cells: wrapping, hanging indents, padding, commands at the right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from rich.text import Text

from reflect.render import Page
from reflect.render.charts import sparkline
from reflect.render.saying import say, say_command
from reflect.review.blocks import Line, Value
from reflect.safe_text import clean, for_ascii, one_line

if TYPE_CHECKING:  # 7 ms at run time, and a page without colour or long lines needs none
    from rich.console import Console

NARROW = 60
"""Below this width nothing stands side by side."""
READABLE = 104
"""Beyond this width a line is hard to read."""
GAP = 2
LEAST_BODY = 16
"""Text hangs beside its lead in no less than this."""

TITLE = "bold"
CHART = "cyan"
QUIET = "dim"
MARK = "yellow"


def inline(text: str, page: Page, style: str = "") -> Text:
    """The text as one line that this page can show; never read as markup."""
    return Text(for_ascii(one_line(text)) if page.ascii_only else one_line(text), style)


def shown(value: Value, page: Page, year: int | None) -> Text:
    """The value on one line: a chart where the page can show one, else in words; dates in `year` without it."""
    if isinstance(value, Line) and not page.plain:
        return Text(sparkline(value, ascii_only=page.ascii_only), CHART)
    return inline(say(value, year=year), page)


def paragraphs(text: str, page: Page) -> list[Text]:
    """The text as one Text a line of hers; empty lines at the ends are left out."""
    told = clean(text).strip()
    return [inline(line, page) for line in told.split("\n")] if told else []


def is_narrow(page: Page) -> bool:
    """Whether this page has no room for things beside each other, or nobody to see them there."""
    return page.plain or page.width < NARROW


def wrapped(text: Text, width: int) -> list[Text]:
    """The text in lines of at most `width` cells; a longer word goes on in the next line."""
    if text.cell_len <= width:
        return [text]
    lines = list(text.wrap(_wrapping(), max(width, 2), overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines


@cache
def _wrapping() -> Console:
    """What Rich wants to be given for wrapping."""
    from rich.console import Console

    return Console(file=StringIO(), width=READABLE, color_system=None, highlight=False, markup=False, emoji=False)


def run_on(text: Text, width: int) -> list[Text]:
    """The text in lines, the further ones indented a little."""
    if text.cell_len <= width:
        return [text]
    first, *more = wrapped(text, width - GAP)
    return [first, *indented(more, GAP)]


def hanging(lead: Text, body: Text, width: int) -> list[Text]:
    """The body beside the lead, its further lines under its first; run on where the lead leaves no room."""
    if width - lead.cell_len < LEAST_BODY:
        return run_on(Text.assemble(lead, body), width)
    first, *more = wrapped(body, width - lead.cell_len)
    return [Text.assemble(lead, first), *indented(more, lead.cell_len)]


def flowing(units: Iterable[Text], width: int, page: Page) -> list[Text]:
    """Short texts one after the other, a dot between, broken between them rather than within."""
    dot = inline("·", page, QUIET)
    lines: list[Text] = []
    for unit in units:
        if lines and lines[-1].cell_len + 3 + unit.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], " ", dot, " ", unit)
        else:
            lines.extend(wrapped(unit, width))
    return lines


def indented(lines: Iterable[Text], by: int) -> list[Text]:
    return [Text.assemble(" " * by, line) if line.cell_len else line for line in lines]


def padded(text: Text, width: int, *, right: bool = False) -> Text:
    """The text with blanks to `width` cells, before it where it stands at the right."""
    blanks = " " * (width - text.cell_len)
    return Text.assemble(blanks, text) if right else Text.assemble(text, blanks)


def with_command(lines: list[Text], command: str, width: int, page: Page) -> list[Text]:
    """The lines, and at the right of the last one what to type; on a line of its own where it does not fit."""
    if not command:
        return lines
    typed = inline(say_command(command), page, QUIET)
    if is_narrow(page):
        return [*lines, *indented(wrapped(typed, width - GAP), GAP)]
    last = lines[-1] if lines else Text()
    if last.cell_len + GAP + typed.cell_len <= width:
        return [*lines[:-1], Text.assemble(padded(last, width - typed.cell_len), typed)]
    if typed.cell_len <= width:
        return [*lines, padded(typed, width, right=True)]
    return [*lines, *wrapped(typed, width)]


def between(left: Text, right: Text, width: int) -> list[Text]:
    """One text at each end of a line, or under each other where they do not fit."""
    if left.cell_len + GAP + right.cell_len <= width:
        return [Text.assemble(padded(left, width - right.cell_len), right)]
    return [*wrapped(left, width), *wrapped(right, width)]


def printed(lines: Iterable[Text], page: Page) -> str:
    """The lines as characters for a terminal, with colour codes only where the page has colour."""
    if not page.colour:
        return "".join(f"{line.plain.rstrip()}\n" for line in lines)
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out, width=page.width, height=100, force_terminal=True, legacy_windows=False,
        color_system="standard", no_color=False,
        highlight=False, markup=False, emoji=False, soft_wrap=True,
    )  # fmt: skip
    for line in lines:
        line.rstrip()
        console.print(line)
    return out.getvalue()
