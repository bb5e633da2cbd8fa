"""reflect edit, delete, undo, mark."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from reflect.cli.copies import say_of_backups
from reflect.cli.filters import visibility_of
from reflect.cli.options import given_text, session_of
from reflect.cli.taken_back import taken_back
from reflect.errors import UsageError
from reflect.model import Answer, Entry, Noun
from reflect.session import Session

Id = Annotated[
    str, typer.Argument(metavar="ID", help="The end of an entry's or answer's id, as reflect list shows it.")
]


CHANGED = "Changed. To take it back: reflect undo"


def edit(
    ctx: typer.Context,
    id_: Id,
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="FILE", help="The new text from a file; - is standard input.", show_default=False
        ),
    ] = "",
) -> None:
    """Change an answer, or go through an entry's answers; what stood there before stays in the history.

    Example: reflect edit 4f2a
    """
    session = session_of(ctx)
    entry, answer = session.journal.resolve(id_)
    texts = [a for a in entry.answers if a.text is not None]
    if source:
        answer = answer or (texts[0] if len(texts) == 1 else None)
        if answer is None:
            raise UsageError("That entry has more than one answer.", hint=f"Name the answer: reflect show {id_}")
        _save_text(session, entry, answer, given_text(source).strip("\n"), session.journal.revision(answer.id))
        return
    from reflect.sittings.editing import edit_answers

    with session.journal.one_change():
        edit_answers(session, entry, answer)
    session.writer.say(CHANGED if session.journal.entry(entry.id) != entry else "Nothing was changed.")


def _save_text(session: Session, entry: Entry, answer: Answer, text: str, revision: int) -> None:
    from reflect.sittings.editing import save_text

    if text == (answer.text or ""):
        session.screen.say("Nothing was changed.")
    elif save_text(session, entry, answer, text, revision):
        session.screen.say(CHANGED)


def delete(
    ctx: typer.Context,
    id_: Id,
    for_good: Annotated[
        bool, typer.Option("--for-good", help="Out of the history too; cannot be undone.")
    ] = False,
) -> None:
    """Take an entry, or one answer, out of the journal; reflect undo brings it back for seven days.

    Example: reflect delete 4f2a
    """
    session = session_of(ctx)
    entry, answer = session.journal.resolve(id_)
    what = "The answer" if answer is not None else f"The {entry.kind} of {entry.day}"
    wiped = session.journal.delete(entry, answer, for_good=for_good)
    if for_good:
        session.screen.say(f"{what} is gone for good. Exports and backups made before still hold it.")
        if not wiped:
            session.screen.say(
                "Another program holds the journal open, and old pages with it. Once that has ended, wipe them:"
                " reflect status"
            )
        say_of_backups(session)
    else:
        session.screen.say(f"{what} is deleted. For seven days reflect undo brings it back.")


def undo(ctx: typer.Context) -> None:
    """Take the last change back, whatever it was; again, the one before it.

    Example: reflect undo
    """
    session = session_of(ctx)
    session.screen.say(taken_back(session, session.journal.undo()))


def mark(
    ctx: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The end of an id, or a code as C1 or K2.")],
    visibility: Annotated[str, typer.Argument(metavar="private|coach|sealed")],
) -> None:
    """Say who may see an answer, an entry or what you keep: you alone, your coach too, or not even a review.

    Example: reflect mark C1 coach
    """
    session = session_of(ctx)
    wanted = visibility_of(visibility)
    journal = session.journal
    nouns = journal.nouns()
    known: tuple[Noun, ...] = (
        *nouns.convictions, *nouns.people, *nouns.commitments, *nouns.disconnects, *nouns.needs,
    )  # fmt: skip
    noun = next((noun for noun in known if noun.code == id_.upper()), None)
    if noun is not None:
        journal.keep_noun(replace(noun, visibility=wanted))
        session.screen.say(f"{noun.code} is {wanted} now.")
        return
    entry, answer = journal.resolve(id_)
    with journal.writing():
        for one in (answer,) if answer is not None else entry.answers:
            question = journal.question(one.prompt, one.version)
            journal.keep_answer(entry.id, replace(one, visibility=wanted), question)
    what = "The answer" if answer is not None else f"The {entry.kind} of {entry.day}"
    session.screen.say(f"{what} is {wanted} now.")
