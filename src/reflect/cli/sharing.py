"""reflect export, reflect import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from reflect.cli.options import (
    Force,
    Last,
    Month,
    Quarter,
    Since,
    Until,
    Week,
    Words,
    Year,
    named_period,
    session_of,
)
from reflect.environment import named_place
from reflect.errors import UsageError, nearest
from reflect.exchange import READERS, WRITERS

Coach = Annotated[bool, typer.Option("--coach", help="The brief for your coach, in place of the entries.")]
Format = Annotated[
    str, typer.Option("--format", metavar="NAME", help=f"{', '.join(WRITERS)}; a brief: markdown or html.",
                      show_default=False)
]  # fmt: skip
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="A brief: who its codes are, for you alone.", show_default=False),
]
To = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write to this file; markdown: or FOLDER/, a file a day.",
        show_default=False,
    ),
]  # fmt: skip
FromFormat = Annotated[str, typer.Argument(metavar="FORMAT", help=f"{', '.join(READERS)}.")]
FromPath = Annotated[
    str, typer.Argument(metavar="PATH", help="The file; jrnl, markdown: or a folder; - is standard input.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would come in, and store nothing.")]
TimeFormat = Annotated[
    list[str] | None,
    typer.Option(
        "--timeformat", metavar="FORMAT", help="How its dates are written, as %d/%m/%Y; may be repeated."
    ),
]
Day = Annotated[
    str, typer.Option("--day", metavar="COLUMN", help="csv: the column of the day.", show_default=False)
]
Text = Annotated[list[str] | None, typer.Option("--text", metavar="COLUMN", help="csv: a column of words.")]
Scale = Annotated[
    list[str] | None,
    typer.Option("--scale", metavar="COLUMN=PROMPT", help="csv, markdown: ratings, as mood=my-pack/mood."),
]
Mood = Annotated[
    list[str] | None, typer.Option("--mood", metavar="WORD=STEP", help="The step of a word, as happy=4.")
]

FormatT = TypeVar("FormatT")


def export(
    ctx: typer.Context,
    words: Words = None,
    week: Week = False,
    month: Month = False,
    quarter: Quarter = False,
    year: Year = False,
    last: Last = False,
    since: Since = "",
    until: Until = "",
    coach: Coach = False,
    format: Format = "",
    to: To = "",
    force: Force = False,
    key: Key = None,
) -> None:
    """Write the entries to a file or to standard output, all of them or those of a period.

    With --coach, write the brief for your coach instead. JSON Lines (jsonl) is lossless: an empty journal that
    imports the file holds what this one holds. What is sealed is in no other format.

    Example: reflect export 2025-Q3 --format jsonl -o quarter.jsonl
    """
    session = session_of(ctx)
    units = {"week": week, "month": month, "quarter": quarter, "year": year}
    period = named_period(session, words, units=units, last=last, since=since, until=until)
    output = named_place(Path(to)) if to else None
    if coach:
        from reflect.cli.coaching import write_brief

        write_brief(session, period, output, force=force, format_=format, key=key)
        return
    if key is not None:
        raise UsageError("--key goes with --coach: it says who the codes of a brief are.")
    from reflect.cli.exporting import write_entries

    name = format or "jsonl"
    _known(name, WRITERS)
    folder = output is not None and (to.endswith(("/", "\\")) or output.is_dir())
    write_entries(session, period, output, format_=name, folder=folder, force=force)


def import_(
    ctx: typer.Context,
    format: FromFormat,
    path: FromPath,
    timeformat: TimeFormat = None,
    day: Day = "",
    text: Text = None,
    scale: Scale = None,
    mood: Mood = None,
    dry_run: DryRun = False,
) -> None:
    """Take the entries of a file into the journal: all of them, or none where something cannot be read.

    What is here already comes in no second time, and what was deleted here stays deleted.

    Example: reflect import jsonl journal.jsonl --dry-run
    """
    from reflect.cli.importing import bring_in
    from reflect.exchange.reading import Reading

    _known(format, READERS)
    given = {"timeformat": timeformat, "day": day, "text": text, "scale": scale, "mood": mood}
    for option, value in given.items():
        if value and option not in READERS[format].options:
            takes = ", ".join(name for name, one in READERS.items() if option in one.options)
            raise UsageError(f"--{option} does not go with {format}.", hint=f"It goes with {takes}.")
    session = session_of(ctx)
    scales, steps = dict(map(_scale, scale or ())), dict(map(_step, mood or ()))
    reading = Reading(path, session.zone, tuple(timeformat or ()), day, tuple(text or ()), scales, steps)
    bring_in(session, format, reading, dry_run=dry_run)


def _known(name: str, formats: Mapping[str, FormatT]) -> FormatT:
    """What the table holds under the name. Raises UsageError for another one."""
    if name in formats:
        return formats[name]
    known = list(formats)
    raise UsageError(f"There is no format {name!r}.{nearest(name, known)}", hint=f"Known: {', '.join(known)}.")


def _scale(given: str) -> tuple[str, str]:
    column, _, prompt = given.rpartition("=")
    if not column or not prompt:
        raise UsageError(f"--scale {given!r} names no column and prompt.", hint="As: --scale mood=my-pack/mood")
    return column, prompt


def _step(given: str) -> tuple[str, int]:
    word, _, step = given.rpartition("=")
    if not word.strip() or step not in ("1", "2", "3", "4", "5"):
        raise UsageError(f"--mood {given!r} names no word and step from 1 to 5.", hint='As: --mood "happy=4"')
    return word.strip().casefold(), int(step)
