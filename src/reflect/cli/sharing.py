"""reflect export, reflect import."""

from __future__ import annotations

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from reflect.cli.options import Force, Output, Words, session_of
from reflect.errors import InputError, UsageError, nearest
from reflect.periods import Period, read_period
from reflect.session import Session

if TYPE_CHECKING:
    from reflect.exchange.records import Record
    from reflect.model import Question
    from reflect.store.journal import Journal
    from reflect.store.taking_in import Taken

Coach = Annotated[bool, typer.Option("--coach", help="The brief for your coach, in place of the entries.")]
Format = Annotated[
    str, typer.Option("--format", metavar="NAME", help="jsonl is lossless; a brief is markdown or html.",
                      show_default=False)
]  # fmt: skip
FromFormat = Annotated[str, typer.Argument(metavar="FORMAT", help="jsonl.")]
FromPath = Annotated[str, typer.Argument(metavar="PATH", help="The file; - is standard input.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and store nothing.")]

FormatT = TypeVar("FormatT")

_SPAN = timedelta(days=366)
_NAMED = 3


def export(
    ctx: typer.Context,
    words: Words = None,
    coach: Coach = False,
    format: Format = "",
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the entries to a file or to standard output, all of them or those of a period.

    With --coach, write the brief for your coach instead. JSON Lines (jsonl) is lossless: an empty journal that
    imports the file holds what this one holds.

    Example: reflect export 2025-Q3 --format jsonl -o quarter.jsonl
    """
    session = session_of(ctx)
    starts = session.settings.year_starts
    period = read_period(" ".join(words), session.today, year_starts=starts) if words else None
    if coach:
        from reflect.cli.coaching import write_brief

        write_brief(session, period, output, force=force, format_=format)
        return
    _write_entries(session, period, output, force=force, format=format or "jsonl")


def import_(ctx: typer.Context, format: FromFormat, path: FromPath, dry_run: DryRun = False) -> None:
    """Take the entries of a file into the journal: all of them, or none where something cannot be read.

    What is here already comes in no second time, and what was deleted here stays deleted.

    Example: reflect import jsonl journal.jsonl --dry-run
    """
    from reflect.exchange import READERS
    from reflect.exchange.sources import source_name

    session = session_of(ctx)
    read = _named(format, READERS)
    source = source_name(path)
    with _journal_for(session, dry_run=dry_run) as journal:
        taken = journal.take_in(read(path), source=source, wordings=_wordings(session), dry_run=dry_run)
    for line in _report(taken, dry_run=dry_run):
        session.screen.say(line)


def _named(name: str, formats: Mapping[str, FormatT]) -> FormatT:
    if name in formats:
        return formats[name]
    known = list(formats)
    raise UsageError(f"There is no format {name!r}.{nearest(name, known)}", hint=f"Known: {', '.join(known)}.")


# ---- out


def _write_entries(
    session: Session, period: Period | None, output: Path | None, *, force: bool, format: str
) -> None:
    from reflect.exchange import WRITERS
    from reflect.private_files import new_file

    write = _named(format, WRITERS)
    journal = session.standing_journal
    sealed: Counter[str] = Counter()
    with journal.reading():
        pieces = write(_counted(_records(journal, period), sealed))
        if output is None:
            _to_standard_output(pieces)
        else:
            try:
                with (
                    new_file(output, replace=force) as descriptor,
                    os.fdopen(descriptor, "wb", closefd=False) as file,
                ):
                    file.writelines(pieces)
            except OSError as error:
                raise InputError(f"{output} cannot be written ({error.strerror}).") from None
    session.screen.say(_says_sealed(sealed, period))


def _records(journal: Journal, period: Period | None) -> Iterator[Record]:
    nouns = journal.nouns()
    yield from journal.questions()
    for kind in (nouns.convictions, nouns.people, nouns.commitments, nouns.disconnects, nouns.needs):
        yield from kind
    yield from journal.marks()
    if period is None:
        yield from journal.every_entry()
        return
    first = period.first
    while first <= period.last:  # a year at a time, so that memory stays bounded
        last = period.last if period.last - first < _SPAN else first + _SPAN
        yield from journal.entries(first, last)
        if last == date.max:
            return
        first = last + timedelta(days=1)


def _counted(records: Iterable[Record], sealed: Counter[str]) -> Iterator[Record]:
    from reflect.model import Entry, Mark, Question

    for record in records:
        if isinstance(record, Entry):
            sealed["answer"] += sum(answer.visibility == "sealed" for answer in record.answers)
        elif not isinstance(record, Question | Mark):
            sealed[type(record).__name__.lower()] += record.visibility == "sealed"
        yield record


def _says_sealed(sealed: Counter[str], period: Period | None) -> str:
    whole = "This file holds everything" if period is None else f"This file holds everything of {period}"
    named = [_some(number, f"sealed {kind}") for kind, number in sealed.items() if number]
    return f"{whole}, {' and '.join(named)} included." if named else f"{whole}; nothing of it is sealed."


def _to_standard_output(pieces: Iterable[bytes]) -> None:
    """The bytes as they are: the file is UTF-8, whatever encoding the terminal has."""
    bytes_out = getattr(sys.stdout, "buffer", None)
    for piece in pieces:
        if bytes_out is None:
            sys.stdout.write(piece.decode())
        else:
            bytes_out.write(piece)
    sys.stdout.flush()


# ---- in


@contextlib.contextmanager
def _journal_for(session: Session, *, dry_run: bool) -> Iterator[Journal]:
    """Her journal; where there is none yet, a dry run tries in one that is thrown away."""
    if not dry_run or session.journal_path.exists():
        yield session.journal
        return
    from reflect.store.journal import Journal

    with TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.db", new_id=session.new_id, moment=session.moment)
        try:
            yield journal
        finally:
            journal.close()


def _wordings(session: Session) -> Callable[[str], Question | None]:
    from reflect.model import NOTE_PROMPT

    @cache
    def installed() -> dict[str, Question]:
        return {prompt.id: prompt.question for prompt in (NOTE_PROMPT, *session.packs().prompts())}

    return lambda prompt: installed().get(prompt)


def _report(taken: Taken, *, dry_run: bool) -> Iterator[str]:
    """What came in and what did not, a sentence each; the counts in one line."""
    came = "would come in" if dry_run else "came in"
    counts = [f"{_some(taken.entries, 'entry')} {came} ({_some(taken.answers, 'answer')})."]
    if taken.here:
        counts.append(f"{taken.here:,} {_were(taken.here)} here already.")
    if taken.deleted:
        counts.append(f"{taken.deleted:,} {_were(taken.deleted)} deleted here, and {_stay(taken.deleted)} so.")
    yield " ".join(counts)
    new = [_some(number, _ONE[table]) for table, number in {**taken.nouns, **taken.marks}.items()]
    if new:
        yield f"New: {', '.join(new)}."
    if taken.joined:
        yield f"By name, unknown until now: {_few(taken.joined)}."
    if taken.differing:
        yield f"Left as they are here, though the file words them otherwise: {_few(taken.differing)}."
    if taken.differing_marks:
        kinds = [_some(number, _ONE[table]) for table, number in taken.differing_marks.items()]
        yield f"Left as here, though the file says otherwise under the same id: {', '.join(kinds)}."
    if taken.apart:
        yield f"Here with other content under the same id, so both are kept: {_few(taken.apart)}."
    if dry_run:
        yield "Nothing was stored: this was a dry run."


_ONE = {
    "convictions": "conviction",
    "people": "person",
    "commitments": "commitment",
    "disconnects": "disconnect",
    "needs": "need",
    "focus": "focus",
    "away": "time away",
    "hidden_words": "hidden word",
    "allowed_words": "allowed word",
    "guesses": "guess",
}
_MANY = {
    "entry": "entries",
    "person": "people",
    "sealed person": "sealed people",
    "focus": "focuses",
    "time away": "times away",
    "guess": "guesses",
}


def _some(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else _MANY.get(one, one + 's')}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _stay(number: int) -> str:
    return "stays" if number == 1 else "stay"


def _few(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
