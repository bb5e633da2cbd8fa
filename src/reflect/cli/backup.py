"""reflect backup, and the one that is made by itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect.cli.encrypted_backups import key_of_backups, say_unlike
from reflect.cli.import_report import some
from reflect.cli.options import AsJson, Force, session_of
from reflect.errors import JournalError, RefusedError, UsageError
from reflect.private_files import private_folder
from reflect.review.blocks import Column, Fact, Facts, Note, Section, Table
from reflect.session import BACKUPS, Session
from reflect.store.backup_folder import Backup, Held, backups_in, free_name, held_in, thin
from reflect.store.backups import back_up, held_key, unwritten
from reflect.store.header import is_journal

if TYPE_CHECKING:
    from reflect.store.keys import Key  # hashlib, 2.5 ms

Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write it to this file, which stays.", show_default=False),
]


def backup(
    ctx: typer.Context,
    output: Output = None,
    force: Force = False,
    only: Annotated[
        bool, typer.Option("--only", help="Remove all older dated ones: words gone since go too.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="Make none: list those that there are.")] = False,
    json: AsJson = False,
) -> None:
    """Copy the whole journal to a file, and compare the copy with it, row for row.

    Without -o it goes into the home's backups, under the date; the newest of these are kept, five unless you set
    backups_kept. One is made by itself when the newest is a week old (setting backup_every). What is sealed is in
    it too.

    Example: reflect backup -o /media/stick/journal.db
    """
    session = session_of(ctx)
    if list_:
        if output is not None or force or only:
            raise UsageError("--list makes no backup: it goes with no other option but --json.")
        _list(session, json=json)
        return
    if only and output is not None:
        raise UsageError("--only is about the dated backups of the home: it does not go with -o.")
    if force and output is None:
        raise UsageError("--force goes with -o FILE: a dated backup replaces none.")
    kept = 1 if only else session.settings.backups_kept
    if output is None:
        made, gone = _dated(session, kept)
    else:
        output = session.output_file(output, force=force, backup=True)
        journal = session.standing_journal
        _refuse_no_backup(output, journal.connection.key)
        back_up(journal, output, replace=force)
        made, gone = output.absolute(), 0
    held = held_in(made, held_key(session.journal_path))
    if held is None:
        raise JournalError(f"{made} was written, and cannot be read.")
    if json:
        _show_json(session, made, held)
        return
    say_unlike(session)
    session.screen.say("Backed up, and compared with the journal:")
    session.screen.say(f"  {made}")
    session.screen.say(f"  {_size(made.stat().st_size)}: {said(held)}.")
    if gone:
        newest = "This one is kept" if only else f"The newest {kept} are kept"
        session.screen.say(f"  {newest}; {some(gone, 'older one')} went.", quiet=True)


def _refuse_no_backup(path: Path, key: Key | None) -> None:
    """Raise RefusedError where a file stands that is no journal: a backup replaces nothing but a backup."""
    try:
        if not path.exists() or not path.stat().st_size or is_journal(path) or held_in(path, key) is not None:
            return
    except OSError as error:
        raise unwritten(path, error) from None
    raise RefusedError(
        f"{path} is no backup of this journal, and was left as it is.", hint="Name another file, or remove it."
    )


def make_due_backup(session: Session) -> None:
    """Make the backup that is due by its age, in one quiet line. Raises ReflectError."""
    made, _ = _dated(session, session.settings.backups_kept)
    held = held_in(made, held_key(session.journal_path))
    holds = "" if held is None else f": {said(held)}"
    session.screen.say(f"Backed up, as every {some(session.settings.backup_every, 'day')}{holds}.", quiet=True)
    say_unlike(session)


def _dated(session: Session, kept: int) -> tuple[Path, int]:
    """Make a dated backup, and keep the newest so many; gives where it lies, and how many went."""
    journal = session.standing_journal
    folder = session.home / BACKUPS
    try:
        private_folder(folder)
        while True:
            made = free_name(folder, session.stamp)
            with suppress(RefusedError):  # another reflect has taken that name meanwhile
                back_up(journal, made)
                return made, thin(folder, kept, made)
    except OSError as error:
        raise unwritten(folder, error) from None


def said(held: Held) -> str:
    """What a backup holds, in words, and how much of it is sealed."""
    words = f"{some(held.entries, 'entry')}, {some(held.answers, 'answer')}"
    words += f" until {held.last}" if held.last else ""
    sealed = [some(n, what) for n, what in ((held.sealed, "answer"), (held.sealed_nouns, "noun")) if n]
    return f"{words}; {' and '.join(sealed)} of it sealed" if sealed else f"{words}; nothing of it is sealed"


def _show_json(session: Session, made: Path, held: Held) -> None:
    from reflect.cli.showing import show

    facts = [Fact("path", "where", str(made)), Fact("bytes", "bytes", made.stat().st_size)]
    facts += [Fact(key, key.replace("_", " "), value) for key, value in values(held).items()]
    show(session, Section("backup", "Backup", (Facts("backup", tuple(facts)),)), json=True)


def values(held: Held) -> dict[str, int | str | None]:
    """What a backup holds, by stable keys."""
    return {
        "entries": held.entries,
        "answers": held.answers,
        "sealed": held.sealed,
        "sealed_nouns": held.sealed_nouns,
        "last": None if held.last is None else held.last.isoformat(),
    }


def _list(session: Session, *, json: bool) -> None:
    from reflect.cli.showing import show

    folder = session.home / BACKUPS
    found = backups_in(folder, key_of_backups(session))
    table = backup_table(found, json=json)
    blocks = (table,) if found or json else (Note("none", f"There is no backup in {folder}.", "backup"),)
    show(session, Section("backups", f"Backups in {folder}", blocks), json=json)


def backup_table(found: list[Backup], *, json: bool = False) -> Table:
    """A row for each, newest first; one that cannot be read has its name and size alone."""
    columns = (
        Column("name", "file"),
        Column("bytes", "size", "right"),
        Column("entries", "entries", "right"),
        Column("answers", "answers", "right"),
        Column("sealed", "sealed", "right"),
        Column("last", "last day", "right"),
    )
    rows = tuple(
        {
            "name": one.path.name,
            "bytes": one.size if json else _size(one.size),
            **(values(one.held) if one.held else {"entries": None if json else "unreadable"}),
        }
        for one in found
    )
    return Table("backups", columns, rows)


def _size(length: int) -> str:
    return f"{length / 1_000_000:,.1f} MB" if length >= 1_000_000 else f"{max(1, round(length / 1000))} kB"
