"""reflect themes: the words that are none; hide, show."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect.cli.app import plain_typer
from reflect.cli.options import AsJson, session_of
from reflect.errors import InputError, NotFoundError, nearest
from reflect.session import Session

app = plain_typer(invoke_without_command=True)

WordArgument = Annotated[list[str], typer.Argument(metavar="WORD", help="A word, or two that stand together.")]


@app.callback()
def root(ctx: typer.Context, json: AsJson = False) -> None:
    """Words of yours that are to be no themes of a review.

    Example: reflect themes hide meeting
    """
    if ctx.invoked_subcommand is None:
        _list(session_of(ctx), json=json)


@app.command()
def hide(ctx: typer.Context, word: WordArgument) -> None:
    """Hide a word, or a pair, from the themes of every review.

    Example: reflect themes hide meeting
    """
    session = session_of(ctx)
    term = _term(word)
    session.journal.hide_word(term)
    session.screen.say(f"“{term}” is no theme any more. To take that back: reflect themes show {term}")


@app.command()
def show(ctx: typer.Context, word: WordArgument) -> None:
    """Let a word that you hid be a theme again.

    Example: reflect themes show meeting
    """
    session = session_of(ctx)
    term = _term(word)
    journal = session.standing_journal
    hidden = list(journal.hidden_words())
    if term not in hidden:
        near = nearest(term, hidden)
        raise NotFoundError(f"You have not hidden “{term}”.{near}", hint="See: reflect themes")
    session.journal.show_word(term)
    session.screen.say(f"“{term}” may be a theme again.")


def _term(words: list[str]) -> str:
    """The word or pair as themes name it. Raises InputError for anything else."""
    from reflect.insight.themes import term_of

    said = " ".join(words)
    term = term_of(said)
    if not term:
        raise InputError(f"{said!r} is neither a word nor a pair of words.", hint="Hide one at a time.")
    return term


def _list(session: Session, *, json: bool) -> None:
    from reflect.cli.showing import show as draw
    from reflect.review.blocks import Item, Items, Note, Section

    hidden = tuple(Item(word, {"word": word}) for word in session.standing_journal.hidden_words())
    empty = Note("empty", "You have hidden no word. The themes of this quarter:", "review --section themes")
    block = Items("hidden_words", hidden, "no themes, because you hid them") if hidden else empty
    draw(session, Section("themes", "Hidden words", (block,)), json=json)
