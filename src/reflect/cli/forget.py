"""Forgetting a person: what goes is shown first, the name typed back, and what no program can reach is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reflect.asking.asks import TextAsk
from reflect.asking.persons import same_name
from reflect.cli.copies import say_of_backups
from reflect.errors import RefusedError, UsageError
from reflect.model import Person
from reflect.session import Session
from reflect.store.forgetting import Forgotten, forget_person

LARGEST = 64 * 1024 * 1024
"""Bytes of a file of her home that is looked through for the name."""


def forget(session: Session, person: Person, *, yes: bool) -> None:
    """Forget somebody for good, once she has typed the name back (or said --yes).

    Raises UsageError where nobody can be asked, RefusedError where another name was typed.
    """
    journal = session.standing_journal
    if not yes:
        ahead = forget_person(journal, person.id, today=session.today, dry_run=True)
        _ask_back(session, person, ahead)
    done = forget_person(journal, person.id, today=session.today)
    say = session.screen.say
    say(f"{done.code} is forgotten: {_counted(done)}. Counts and ratings stay under {done.code}.")
    if done.left:
        say(f"Left, as words or as somebody else's name: {', '.join(done.left)}. To look: reflect search WORD")
    if done.traces:
        say("Another program holds the journal open, and old pages with it. Once that has ended, forget again.")
    if holding := sorted(str(path) for path in _files_with_name(session, person)):
        say(f"These files of your home still hold the name: {', '.join(holding)}.")
    say("Backups, exports and briefs made before still hold it, wherever they are: no program can reach those.")
    say_of_backups(session)


def _ask_back(session: Session, person: Person, ahead: Forgotten) -> None:
    if not session.interactive:
        raise UsageError("There is no terminal to ask at.", hint="--yes forgets without asking.")
    shown = (
        f"{person.code} {person.name}: {_counted(ahead)}. Counts stay. This cannot be undone.",
        *((f"Left, as words or as somebody else's name: {', '.join(ahead.left)}.",) if ahead.left else ()),
    )
    ask = TextAsk(f"To forget {person.name} for good, type the name:", shown=shown, required=True)
    reply = session.writer.text(ask, lambda _half: None)
    if reply.move != "next":
        raise KeyboardInterrupt
    if not same_name(reply.text, person.name):
        raise RefusedError("That is not the name. Nothing was forgotten.")


def _counted(done: Forgotten) -> str:
    texts = f"{done.answers} {'text' if done.answers == 1 else 'texts'} about the person"
    nouns = f"{done.nouns} {'need or promise' if done.nouns == 1 else 'needs or promises'}"
    mentions = f"the name in {done.mentions} other {'place' if done.mentions == 1 else 'places'}"
    return f"{texts}, {nouns}, {mentions}"


def _files_with_name(session: Session, person: Person) -> Iterator[Path]:
    """The files beside the journal that hold a name; the journal itself is not read, for a connection holds it."""
    names = b"|".join(re.escape(name.encode()) for name in (person.name, *person.aliases))
    called = re.compile(rb"(?<![A-Za-z])(?:" + names + rb")(?![A-Za-z])", re.IGNORECASE)
    for path in session.home.rglob("*"):
        if path.parent == session.home and path.name.startswith(session.journal_path.name):
            continue
        if not path.is_symlink() and path.is_file() and path.stat().st_size <= LARGEST:
            with suppress(OSError):
                if called.search(path.read_bytes()):
                    yield path
