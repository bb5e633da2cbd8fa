"""reflect review."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

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
from reflect.errors import UsageError
from reflect.periods import Period
from reflect.session import Session

if TYPE_CHECKING:  # it is imported with what draws
    from reflect.render import Page

PAGE = "review.html"
"""The file in her home that --open writes, and writes anew: one page of her words is enough to lie about."""


class Format(StrEnum):
    """How a review can be drawn."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"
    html = "html"


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
    against: Annotated[
        str,
        typer.Option(
            "--against", metavar="PERIOD", help="Compare with this one, or with: year.", show_default=False
        ),
    ] = "",
    section: Annotated[
        list[str] | None, typer.Option("--section", metavar="KEY", help="Only this section; may be given again.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every section, also those that say little.")] = False,
    no_guess: Annotated[bool, typer.Option("--no-guess", help="Do not ask for guesses first.")] = False,
    format_: Annotated[
        Format, typer.Option("--format", metavar="NAME", help="terminal, markdown, json or html.")
    ] = Format.terminal,
    json: AsJson = False,
    plain: Annotated[bool, typer.Option("--plain", help="No colour, no charts: for a screen reader.")] = False,
    output: Output = None,
    force: Force = False,
    opened: Annotated[bool, typer.Option("--open", help="As a page in your browser.")] = False,
) -> None:
    """Look back on a period: what it rests on, what you lived, where acts and words part.

    A period is compared with the one before it; the one in progress, up to the same day. Without a period it
    is the quarter in progress.

    Example: reflect review 2025-Q3
    """
    from reflect.looking_back import periods_of, review_of
    from reflect.periods import read_period
    from reflect.render import FORMATS

    session = session_of(ctx)
    units = {"week": week, "month": month, "quarter": quarter, "year": year}
    wanted = named_period(session, period, units=units, last=last, since=since, until=until)
    wanted = wanted or read_period("this quarter", session.today, year_starts=session.settings.year_starts)
    name = _format("json" if json else format_.value, opened=opened)
    only = _known_sections(section or [])
    if (opened or (name == "terminal" and output is None)) and not only and not no_guess:
        _ask_guesses(session, periods_of(session, wanted, against))
    brief = name == "terminal" and not everything
    reviewed = review_of(session, wanted, against=against, only=only, brief=brief)
    drawn = FORMATS[name](reviewed, _page(session, plain=plain, to_file=output is not None))
    if output is None and not opened:
        session.screen.page(drawn)
        return
    from reflect.cli.pages import write_page

    write_page(session, drawn, output, name=PAGE, force=force, opened=opened)


def _format(name: str, *, opened: bool) -> str:
    """The format's name; a browser shows HTML. Raises UsageError where another one is to be opened."""
    if opened and name not in ("terminal", "html"):
        raise UsageError(f"A browser shows HTML, not {name}.", hint="Leave --open or the format out.")
    return "html" if opened else name


def _page(session: Session, *, plain: bool, to_file: bool) -> Page:
    from reflect.render import Page

    screen = session.screen
    plain = plain or session.plain
    return Page(
        width=screen.width,
        colour=screen.colour and not plain and not to_file,
        ascii_only=screen.ascii_only and not to_file,
        plain=plain,
    )


def _known_sections(keys: list[str]) -> tuple[str, ...]:
    """The section keys that were named. Raises NotFoundError with the nearest one."""
    from reflect.errors import NotFoundError, nearest
    from reflect.review.looking import SECTIONS

    for key in keys:
        if key not in SECTIONS:
            known = list(SECTIONS)
            raise NotFoundError(
                f"There is no section {key!r}.{nearest(key, known)}", hint=f"One of: {', '.join(known)}."
            )
    return tuple(keys)


def _ask_guesses(session: Session, periods: tuple[Period, Period]) -> None:
    """The first time that a period is looked at, at a terminal: four guesses, or one key to skip them."""
    if not session.settings.guesses or not session.interactive or session.screen.is_piped:
        return
    from reflect.sittings.guessing import ask_guesses

    ask_guesses(session, periods[0], periods[1])
