"""reflect note."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect.cli.options import On, given_text, past_day, session_of
from reflect.errors import InputError
from reflect.session import Session
from reflect.sittings.notes import keep_note


def note(
    ctx: typer.Context,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="A tag; may be given again.")] = None,
    on: On = "",
) -> None:
    """Write freely: in your editor, or from standard input where there is no terminal.

    Example: reflect note --tag work
    """
    session = session_of(ctx)
    day = past_day(session, on)
    text = (_written(session) if session.interactive else given_text("-")).strip("\n")
    if not text.strip():
        raise InputError("The note is empty; nothing was stored.")
    tags = tuple(dict.fromkeys(word.lstrip("@#").strip() for word in tag or () if word.strip("@# ")))
    kept = keep_note(session, text, day=day, tags=tags)
    session.screen.say(f"Kept under {day}. To read it: reflect show {kept}")


def _written(session: Session) -> str:
    """What she writes in her editor; without one, in a field of the terminal."""
    from reflect.sittings.left_behind import offer_left_behind

    offer_left_behind(session)
    if session.editor:
        from reflect.asking.editor import edit

        return edit("", command=session.editor, folder=session.home) or ""
    from reflect.asking.asks import TextAsk

    reply = session.writer.text(TextAsk("Write. Alt-Enter begins a new line.", required=True), lambda _text: None)
    if reply.move in ("leave", "back"):
        raise KeyboardInterrupt
    return reply.text
