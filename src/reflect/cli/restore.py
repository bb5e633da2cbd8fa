"""reflect restore."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from reflect.asking.asks import Choice, ChoiceAsk
from reflect.cli.backup import said, values
from reflect.cli.encrypted_backups import as_the_journal_is, key_of_backups
from reflect.cli.import_report import some
from reflect.cli.options import AsJson, session_of
from reflect.environment import named_place
from reflect.errors import NotFoundError, RefusedError, UsageError
from reflect.review.blocks import Fact, Facts, Section
from reflect.session import BACKUPS, Session
from reflect.store.backup_folder import Backup, backups_in
from reflect.store.restoring import Restored, checked, refuse_backup, restore
from reflect.store.since_backup import Since

OFFERED = 9
"""Backups that are offered, a key for each."""

_ONE = {"entries": "entry", "answers": "answer", "convictions": "conviction", "people": "person",
        "commitments": "commitment", "disconnects": "disconnect", "needs": "need"}  # fmt: skip


def restore_(
    ctx: typer.Context,
    backup: Annotated[
        str, typer.Argument(metavar="[BACKUP]", help="A file, or its name as reflect backup --list has it.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    json: AsJson = False,
) -> None:
    """Put a backup in the journal's place: the newest, unless you name or choose another.

    The backup is checked first, record for record. What stood in its place is kept beside it, and what that holds
    and the backup does not is told.

    Example: reflect restore journal-2025-09-30T180000.db
    """
    session = session_of(ctx)
    chosen = _named(session, backup) if backup else _offered(session)
    refuse_backup(chosen, session.journal_path)
    with as_the_journal_is(session, chosen) as (file, key):
        checked(file, key).close()  # before anything is asked
        if not yes:
            _confirmed(session, chosen)
        done = restore(session.journal_path, file, stamp=session.stamp, key=key)
    if json:
        _show_json(session, chosen, done)
        return
    for line in _told(chosen, done):
        session.screen.say(line)


def _named(session: Session, name: str) -> Path:
    """The file of that name, here or among the backups; a link counts as one, to be refused as a link."""
    for path in (named_place(Path(name)).absolute(), session.home / BACKUPS / name):
        if os.path.lexists(path):
            return path
    raise NotFoundError(f"There is no backup {name}.", hint="See what there is: reflect backup --list")


def _offered(session: Session) -> Path:
    """The backup that she chooses of those in the home, newest first."""
    folder = session.home / BACKUPS
    found = [one for one in backups_in(folder, key_of_backups(session)) if one.held]
    if not found:
        raise NotFoundError(f"There is no backup in {folder}.", hint="Name a file: reflect restore FILE")
    if not session.interactive:
        newest = found[0].path.name
        raise UsageError(
            "There is no terminal to ask at: name the backup.", hint=f"The newest: reflect restore {newest} --yes"
        )
    choices = [Choice(str(key), one.path.name, _label(one)) for key, one in enumerate(found[:OFFERED], start=1)]
    reply = session.writer.choice(ChoiceAsk("Which backup?", (*choices, Choice("0", "none", "none of them"))))
    if reply.move != "next" or reply.chosen in ((), ("none",)):
        raise KeyboardInterrupt
    return folder / reply.chosen[0]


def _label(one: Backup) -> str:
    assert one.held is not None, "only what can be read is offered"
    return f"{one.path.name}: {said(one.held)}"


def _confirmed(session: Session, chosen: Path) -> None:
    """Go on only where she says so. Raises UsageError where nobody can be asked, RefusedError for a no."""
    if not session.interactive:
        raise UsageError("There is no terminal to ask at.", hint="--yes restores without asking.")
    shown = (
        f"{chosen} takes the place of {session.journal_path}.",
        "What stands there now is kept beside it, under another name.",
    )
    choices = (Choice("y", "yes", "restore it"), Choice("n", "no", "leave everything as it is"))
    reply = session.writer.choice(ChoiceAsk("Restore it?", choices, shown=shown))
    if reply.move != "next":
        raise KeyboardInterrupt
    if reply.chosen != ("yes",):
        raise RefusedError("Nothing was restored.")


def _told(chosen: Path, done: Restored) -> list[str]:
    lines = ["Restored, and compared with the backup:", f"  {chosen}", f"  {said(done.held)}."]
    if done.kept is None:
        return lines
    lines += ["What stood in its place is kept:", f"  {done.kept}"]
    if done.since is None:
        lines.append("  It cannot be read to the end, so what it holds beyond the backup is not known.")
    elif done.since.is_nothing:
        lines.append("  It holds nothing that the backup does not.")
    else:
        lines += [f"  {line}" for line in _beyond(done.since)]
    return lines


def _beyond(since: Since) -> list[str]:
    lines = []
    if since.added:
        lines.append(f"Not in the backup: {', '.join(some(n, _ONE[table]) for table, n in since.added.items())}.")
    if since.changed:
        lines.append(f"Changed after the backup, and now as before: {some(since.changed, 'record')}.")
    if since.deleted:
        lines.append(f"Deleted after the backup, and now back: {some(since.deleted, 'record')}.")
    if since.forgotten:
        lines.append(f"Forgotten after the backup, and now back: {', '.join(since.forgotten)}. To forget again:")
        lines += [f"  reflect people forget {code}" for code in since.forgotten]
    return lines


def _show_json(session: Session, chosen: Path, done: Restored) -> None:
    from reflect.cli.showing import show

    facts = [
        Fact("backup", "backup", str(chosen)),
        Fact("kept", "kept", None if done.kept is None else str(done.kept)),
    ]
    facts += [Fact(key, key.replace("_", " "), value) for key, value in values(done.held).items()]
    since = done.since
    if since is not None:
        facts += [Fact(f"lacks_{table}", f"lacks {table}", since.added.get(table, 0)) for table in _ONE]
        facts += [Fact("changed", "changed since", since.changed), Fact("deleted", "deleted since", since.deleted)]
        facts.append(Fact("forgotten", "forgotten since", " ".join(since.forgotten)))
    show(session, Section("restore", "Restored", (Facts("restore", tuple(facts)),)), json=True)
