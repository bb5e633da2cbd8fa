"""reflect away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from reflect.cli.options import AsJson, session_of
from reflect.errors import InputError, NotFoundError, UsageError
from reflect.periods import Period, read_period, span, workdays
from reflect.session import Session

LONGEST = 366
"""Days of one absence: a longer span is a slip more often than not, and would silence every morning after it."""

Days = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FROM..TO]", help="The days, as 2025-07-14..2025-07-25, 2025-W30 or one date."),
]


def away(
    ctx: typer.Context,
    period: Days = None,
    remove: Annotated[bool, typer.Option("--remove", help="You are there on these days after all.")] = False,
    json: AsJson = False,
) -> None:
    """Say on which days you are away, so that they count as no workdays; alone it lists them.

    Example: reflect away 2025-07-14..2025-07-25
    """
    session = session_of(ctx)
    if not period:
        if remove:
            raise UsageError(
                "--remove needs the days.", hint="As in: reflect away --remove 2025-07-14..2025-07-25"
            )
        _show(session, json=json)
        return
    days = read_period(" ".join(period), session.today, year_starts=session.settings.year_starts)
    if remove:
        if not session.standing_journal.remove_away(days.first, days.last):
            raise NotFoundError(f"You are not away on any of these days: {_said(days)}.", hint="See: reflect away")
        session.screen.say(f"No longer away: {_said(days)}.")
        return
    if days.days > LONGEST:
        raise InputError(f"These are {days.days:,} days: {_said(days)}.", hint="Name at most a year at a time.")
    kept = session.journal.keep_away(days.first, days.last)
    whole = span(kept.first, kept.last)
    less = len(workdays(whole, session.settings.workdays))
    session.screen.say(f"Away: {_said(whole)}, {less} {'workday' if less == 1 else 'workdays'} less.")


def _said(days: Period) -> str:
    return span(days.first, days.last).title


def _show(session: Session, *, json: bool) -> None:
    from reflect.cli.showing import show
    from reflect.review.blocks import Column, Note, Section, Table, Value

    rows: tuple[Mapping[str, Value], ...] = tuple(
        {
            "first": one.first,
            "last": one.last,
            "workdays": len(workdays(span(one.first, one.last), session.settings.workdays)),
            "id": one.id,
        }
        for one in session.standing_journal.away()
    )
    columns = (
        Column("first", "from", "right"),
        Column("last", "to", "right"),
        Column("workdays", "workdays", "right"),
    )
    empty = Note("empty", "You are not away on any day. To say that you will be:", "away FROM..TO")
    show(session, Section("away", "Days away", (Table("away", columns, rows) if rows else empty,)), json=json)
