"""reflect review."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from reflect.cli.options import (
    AsJson,
    Force,
    Last,
    Month,
    Output,
    Quarter,
    Since,
    Until,
    Week,
    Words,
    Year,
    named_period,
    session_of,
)


class Format(StrEnum):
    """How a review can be drawn."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"


def review(
    ctx: typer.Context,
    period: Words = None,
    week: Week = False,
    month: Month = False,
    quarter: Quarter = False,
    year: Year = False,
    last: Last = False,
    since: Since = "",
    until: Until = "",
    format_: Annotated[Format, typer.Option("--format", help="How to draw it.")] = Format.terminal,
    json: AsJson = False,
    plain: Annotated[bool, typer.Option("--plain", help="No colour, no charts: for a screen reader.")] = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Look back on a period: what it rests on, what you lived, where acts and words part.

    A period is compared with the one before it; the one in progress, up to the same day. Without a period it
    is the quarter in progress.

    Example: reflect review 2025-Q3
    """
    from reflect.looking_back import review_of
    from reflect.periods import read_period
    from reflect.render import FORMATS, Page

    session = session_of(ctx)
    units = {"week": week, "month": month, "quarter": quarter, "year": year}
    wanted = named_period(session, period, units=units, last=last, since=since, until=until)
    wanted = wanted or read_period("this quarter", session.today, year_starts=session.settings.year_starts)
    screen = session.screen
    name = "json" if json else format_.value
    to_file = output is not None
    page = Page(
        width=screen.width,
        colour=screen.colour and not plain and not to_file,
        ascii_only=screen.ascii_only and not to_file,
        plain=plain,
    )
    drawn = FORMATS[name](review_of(session, wanted), page)
    if output is None:
        screen.show(drawn)
        return
    from reflect.private_files import write_new

    write_new(output, drawn.encode("utf-8", "backslashreplace"), replace=force)
    screen.say(f"Written to {output}.")
