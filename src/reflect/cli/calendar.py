"""reflect calendar."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from reflect.cli.options import AsJson, Force, Output, session_of
from reflect.errors import InputError
from reflect.periods import Period, read_period
from reflect.review.material import Material
from reflect.session import Session

YearWords = Annotated[
    list[str] | None, typer.Argument(metavar="[YEAR]", help="As 2025, FY2025 or last year; else this year.")
]

PAGE = "calendar.html"
"""The file in her home that --open writes, and writes anew."""


class Format(StrEnum):
    """How a calendar can be drawn, besides as JSON."""

    terminal = "terminal"
    html = "html"


def calendar(
    ctx: typer.Context,
    year: YearWords = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="By months, in words and numbers: for a screen reader.")
    ] = False,
    format_: Annotated[
        Format, typer.Option("--format", metavar="NAME", help="terminal or html.")
    ] = Format.terminal,
    json: AsJson = False,
    output: Output = None,
    force: Force = False,
    opened: Annotated[bool, typer.Option("--open", help="As a page in your browser.")] = False,
) -> None:
    """See a year as a grid of days answered, and of how far you lived each conviction, week by week.

    Example: reflect calendar 2025
    """
    from reflect.cli.pages import write_page
    from reflect.render import FORMATS, Page
    from reflect.review.calendar import calendar_of

    session = session_of(ctx)
    plain = plain or session.plain
    wanted = _year(session, " ".join(year or ["this year"]))
    name = "html" if opened else "json" if json else format_.value
    grids = calendar_of(_material(session, wanted), wanted, in_words=plain and name == "terminal")
    screen, to_file = session.screen, output is not None
    colour, ascii_only = screen.colour and not plain and not to_file, screen.ascii_only and not to_file
    drawn = FORMATS[name](grids, Page(screen.width, colour, ascii_only, plain))
    if to_file or opened:
        write_page(session, drawn, output, name=PAGE, force=force, opened=opened)
    else:
        screen.page(drawn)


def _year(session: Session, words: str) -> Period:
    """The year that the words name. Raises InputError for any other period."""
    period = read_period(words, session.today, year_starts=session.settings.year_starts)
    if period.unit != "year":
        raise InputError(f"{words!r} is no year.", hint="Name one, as in: reflect calendar 2025")
    return period


def _material(session: Session, year: Period) -> Material:
    """The entries of one year, and what tells its workdays."""
    journal = session.standing_journal
    return Material(
        nouns=journal.nouns(),
        entries=tuple(journal.entries(year.first, year.last)),
        today=session.today,
        first_day=journal.first_day(),
        labels={(question.prompt, question.version): question.labels for question in journal.questions()},
        workdays=session.settings.workdays,
        away=session.away,
    )
