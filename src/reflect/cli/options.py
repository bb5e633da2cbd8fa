"""Options that several commands share."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from reflect.errors import InputError, UsageError
from reflect.periods import Period, read_period, span
from reflect.session import Session

On: TypeAlias = Annotated[
    str, typer.Option("--on", metavar="DATE", help="The day it is about.", show_default=False)
]
Answers: TypeAlias = Annotated[
    str, typer.Option("--answers", metavar="FILE", help="Answers as JSON from a file; - is standard input.",
                      show_default=False)
]  # fmt: skip
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
Words: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PERIOD]", help="As 2025-Q3, 2025-09, 2025-W36, last month, 2025-09-01..2025-10-15."),
]
# The three others stand in the sentence of --week: a page of help is one screen.
Week: TypeAlias = Annotated[
    bool, typer.Option("--week", help="The week in progress; so --month, --quarter, --year.")
]
Month: TypeAlias = Annotated[bool, typer.Option("--month", hidden=True, help="The month in progress.")]
Quarter: TypeAlias = Annotated[bool, typer.Option("--quarter", hidden=True, help="The quarter in progress.")]
Year: TypeAlias = Annotated[bool, typer.Option("--year", hidden=True, help="The year in progress.")]
Last: TypeAlias = Annotated[bool, typer.Option("--last", help="With one of these: the one before.")]
Since: TypeAlias = Annotated[
    str, typer.Option("--since", metavar="DATE", help="From this day.", show_default=False)
]
Until: TypeAlias = Annotated[str, typer.Option("--until", metavar="DATE", help="To this day.", show_default=False)]
Output: TypeAlias = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.", show_default=False)
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]


def session_of(ctx: typer.Context) -> Session:
    """The session of this run."""
    session = ctx.obj
    assert isinstance(session, Session)
    return session


def one_day(session: Session, words: str) -> date | None:
    """The day that --on names, or None where it is not given. Raises InputError where it is no single day."""
    if not words:
        return None
    hint = "Name one, as 2025-09-30 or yesterday."
    try:
        period = read_period(words, session.today, year_starts=session.settings.year_starts)
    except InputError as error:
        raise InputError(error.message.replace("names no period", "is no day"), hint=hint) from None
    if period.days != 1:
        raise InputError(f"{words!r} is not one day.", hint=hint)
    return period.first


def past_day(session: Session, words: str) -> date:
    """The day that is named, or today. Raises InputError for one that is still to come."""
    day = one_day(session, words) or session.today
    if day > session.today:
        raise InputError(f"{day} is still to come.", hint="Name a day up to today.")
    return day


def named_period(
    session: Session, words: list[str] | None, *, units: dict[str, bool], last: bool, since: str, until: str
) -> Period | None:
    """The one period that the words and options name, or None. Raises UsageError where they name two."""
    named = [unit for unit, wanted in units.items() if wanted]
    if bool(words) + len(named) + bool(since or until) > 1:
        raise UsageError("The period is named twice.", hint="Name it once, as in: reflect review 2025-Q3")
    if last and not named:
        raise UsageError("--last goes with --week, --month, --quarter or --year.")
    starts = session.settings.year_starts
    if since or until:
        end = one_day(session, until) or session.today
        begun = session.standing_journal.first_day() or session.today
        first = one_day(session, since) or min(begun, end)
        return read_period(f"{first}..{end}", session.today, year_starts=starts)
    if words:
        return read_period(" ".join(words), session.today, year_starts=starts)
    if named:
        return read_period(f"{'last' if last else 'this'} {named[0]}", session.today, year_starts=starts)
    return None


def named_days(
    session: Session, words: list[str] | None, *, units: dict[str, bool], last: bool, since: str, until: str
) -> tuple[date | None, date | None]:
    """The first and the last day that the words and options name, None for an end that they leave open."""
    if (since or until) and not (words or last or any(units.values())):
        first, end = one_day(session, since), one_day(session, until)
        if first is not None and end is not None:
            span(first, end)  # refuses an end before its beginning
        return first, end
    period = named_period(session, words, units=units, last=last, since=since, until=until)
    return (None, None) if period is None else (period.first, period.last)


def given_text(source: str) -> str:
    """The text of a file, or of standard input for "-". Raises InputError where it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise InputError(f"{source} cannot be read ({error.strerror}).") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is not UTF-8 (byte {error.start}).") from None
