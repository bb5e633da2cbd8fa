"""Entries out of the journal: to standard output, to one file, or to a folder of files."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reflect.cli.import_report import some
from reflect.cli.progress import progress
from reflect.errors import InputError, RefusedError, UsageError
from reflect.exchange import WRITERS, folder_writer, writer
from reflect.exchange.sealing import counted
from reflect.own_files import refuse_own
from reflect.periods import Period
from reflect.private_files import new_file, private_folder, write_new
from reflect.session import Session
from reflect.streams import unwritten

if TYPE_CHECKING:
    from reflect.exchange.records import Record
    from reflect.store.journal import Journal

_SPAN = timedelta(days=366)


def write_entries(
    session: Session, period: Period | None, output: Path | None, *, format_: str, folder: bool, force: bool
) -> None:
    """Write the records of a period, or all, in a format, and say what of it is sealed.

    With `folder` a file a day into the folder `output`. Raises UsageError where the format cannot be one,
    RefusedError where a file would be replaced, InputError where it cannot be written.
    """
    known = WRITERS[format_]
    if folder and not known.folder:
        able = ", ".join(name for name, one in WRITERS.items() if one.folder)
        raise UsageError(f"{output} is a folder, and {format_} is written as one file.", hint=f"A folder: {able}.")
    if output is not None and not folder:
        output = session.output_file(output, force=force)
    journal = session.standing_journal
    sealed: Counter[str] = Counter()
    with journal.reading(), progress(session, "Writing") as told:
        records = counted(_records(journal, period), sealed, kept=known.lossless)
        if output is not None or session.screen.is_piped:  # else the records themselves go past on the screen
            records = told.watched(records)
        if output is None:
            _to_standard_output(writer(format_)(records))
        elif folder:
            _to_folder(session, folder_writer(format_)(records), output, force=force)
        else:
            _to_file(writer(format_)(records), output, force=force)
    sentence = _says_sealed(sealed, period, kept=known.lossless)
    if sentence:
        session.screen.say(sentence)


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


def _says_sealed(sealed: Counter[str], period: Period | None, *, kept: bool) -> str:
    of = "" if period is None else f" of {period}"
    named = " and ".join(some(number, f"sealed {kind}") for kind, number in sealed.items() if number)
    if not kept:
        return f"Left out{of}: {named}. Only jsonl holds what is sealed." if named else ""
    return f"This file holds everything{of}" + (f", {named} included." if named else "; nothing of it is sealed.")


def _to_standard_output(pieces: Iterable[bytes]) -> None:
    """The bytes as they are: the file is UTF-8, whatever encoding the terminal has."""
    for piece in pieces:
        _answer(piece)
    _answer(b"", flush=True)


def _answer(piece: bytes, *, flush: bool = False) -> None:
    bytes_out = getattr(sys.stdout, "buffer", None)
    try:
        if bytes_out is None:
            sys.stdout.write(piece.decode())
        else:
            bytes_out.write(piece)
        if flush:
            sys.stdout.flush()
    except OSError as error:
        raise unwritten(error) from None


def _to_file(pieces: Iterable[bytes], output: Path, *, force: bool) -> None:
    try:
        with (
            new_file(output, replace=force) as descriptor,
            os.fdopen(descriptor, "wb", closefd=False) as file,
        ):
            file.writelines(pieces)
    except OSError as error:
        raise InputError(f"{output} cannot be written ({error.strerror}).") from None


def _to_folder(session: Session, files: Iterable[tuple[str, bytes]], output: Path, *, force: bool) -> None:
    """All the files, or, where one of them stands already, none."""
    try:
        if not output.exists():
            private_folder(output)
        with TemporaryDirectory(dir=output, prefix=".reflect-") as beside:
            for name, content in files:
                refuse_own(output / name, session.journal_path)
                _refuse(output / name, force=force)
                write_new(Path(beside) / name, content)
            for file in sorted(Path(beside).iterdir()):
                file.replace(output / file.name)
    except OSError as error:
        raise InputError(f"{output} cannot be written ({error.strerror}).") from None


def _refuse(path: Path, *, force: bool) -> None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise RefusedError(f"{path} is no plain file, and was left as it is; nothing was written.")
    if path.exists() and not force:
        raise RefusedError(
            f"{path} exists already and was left as it is; nothing was written.", hint="--force replaces it."
        )
