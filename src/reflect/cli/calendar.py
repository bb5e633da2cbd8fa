"""reflect calendar."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect.cli.options import AsJson, session_of
from reflect.errors import InputError
from reflect.periods import Period, read_period
from reflect.review.material import Material
from reflect.session import Session

YearWords = Annotated[
    list[str] | None, typer.Argument(metavar="[YEAR]", help="As 2025, FY2025 or last year; else this year.")
]


def calendar(
    ctx: typer.Context,
    year: YearWords = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="By months, in words and numbers: for a screen reader.")
    ] = False,
    json: AsJson = False,
) -> None:
    """See a year as a grid of days answered, and of how far you lived each conviction, week by week.

    Example: reflect calendar 2025
    """
    from reflect.render import FORMATS, Page
    from reflect.review.calendar import calendar_of

    session = session_of(ctx)
    wanted = _year(session, " ".join(year or ["this year"]))
    grids = calendar_of(_material(session, wanted), wanted, in_words=plain and not json)
    screen = session.screen
    if json:
        screen.show(FORMATS["json"](grids, Page()))
        return
    page = Page(width=screen.width, colour=screen.colour and not plain, ascii_only=screen.ascii_only, plain=plain)
    screen.page(FORMATS["terminal"](grids, page))


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
