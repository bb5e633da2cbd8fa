"""reflect disconnects: list, add, show, edit, close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer

from reflect.asking.asks import Choice, ChoiceAsk, TextAsk
from reflect.asking.noun_steps import SCOPES as SCOPE_LABELS
from reflect.asking.steps import seen
from reflect.cli.app import plain_typer
from reflect.cli.codes import sections_of
from reflect.cli.in_turn import PRESS_A_KEY, Part, asked_in_turn, line_of, needed
from reflect.cli.keeping import SEALED, AndClosed, FromFile, find, given_line, keep_changed, with_closed, word_of
from reflect.cli.options import AsJson, session_of
from reflect.errors import InputError
from reflect.model import SCOPES, Disconnect
from reflect.review.blocks import Block, Column, Note, Section, Span, Table, Value
from reflect.review.sections.disconnects import COLUMNS, WHOSE
from reflect.session import Session

app = plain_typer(invoke_without_command=True)

Code = Annotated[str, typer.Argument(metavar="CODE", help="As D1.")]
Scope = Annotated[str, typer.Option("--scope", help="Whose it is: self, immediate or larger.", show_default=False)]
Connects = Annotated[bool, typer.Option("--connects", help="Where they meet, in place of where they part.")]

LARGER_COLUMNS = (Column("disconnect", ""), Column("opened", "since", "right"), Column("text", "what", wide=True))
CLOSED_COLUMNS = (
    Column("disconnect", ""),
    Column("closed", "closed", "right"),
    Column("text", "what", wide=True),
    Column("how", "how", wide=True),
)
NEEDS_TEXT = "It needs a sentence: what parts, or meets?"
PATIENCE = "The larger organization is slow: patience, these are never overdue."


@app.callback()
def root(ctx: typer.Context, connects: Connects = False, every: AndClosed = False, json: AsJson = False) -> None:
    """Where your beliefs and the organization part (disconnects) or meet (connects), and whose it is.

    Example: reflect disconnects add --scope immediate
    """
    if ctx.invoked_subcommand is None:
        _show_list(session_of(ctx), connects=connects, every=every, json=json)


@app.command("list")
def list_(ctx: typer.Context, connects: Connects = False, every: AndClosed = False, json: AsJson = False) -> None:
    """List what is open: in your own reach the oldest first, apart from it the larger organization's.

    Example: reflect disconnects list --connects
    """
    _show_list(session_of(ctx), connects=connects, every=every, json=json)


@app.command()
def add(ctx: typer.Context, scope: Scope = "", connects: Connects = False, source: FromFile = "") -> None:
    """Say where belief and organization part, in one sentence, and whose it is.

    Example: reflect disconnects add --scope self
    """
    session = session_of(ctx)
    known = word_of(scope, SCOPES, "scope") if scope else None
    fresh = Disconnect("", "", "connect" if connects else "disconnect", known or "immediate", "", session.today)
    if source:
        fresh = replace(fresh, text=given_line(source, fresh.kind))
    else:
        fresh = replace(fresh, **_asked(session, fresh, scope=known is None))
    kept = session.journal.keep_noun(fresh)
    session.screen.say(f"{kept.code} ({dict(SCOPE_LABELS)[kept.scope]}): {kept.text}")


@app.command()
def show(ctx: typer.Context, code: Code, json: AsJson = False) -> None:
    """Show a disconnect or connect whole.

    Example: reflect disconnects show D1
    """
    from reflect.cli.showing import show as draw

    session = session_of(ctx)
    draw(session, *sections_of(session, _found(session, code)), json=json)


@app.command()
def edit(ctx: typer.Context, code: Code, scope: Scope = "", source: FromFile = "") -> None:
    """Word it otherwise, or say whose it is after all.

    Example: reflect disconnects edit D1 --scope larger
    """
    session = session_of(ctx)
    standing = _found(session, code)
    changes: dict[str, Any] = {}
    if scope:
        changes["scope"] = word_of(scope, SCOPES, "scope")
    if source:
        changes["text"] = given_line(source, standing.kind)
    if not changes:
        changes = _asked(session, standing, scope=True)
    changes = {name: value for name, value in changes.items() if getattr(standing, name) != value}
    if not changes:
        session.screen.say(f"{standing.code} is left as it was.")
        return
    kept = keep_changed(session, standing, lambda fresh: replace(fresh, **changes))
    session.screen.say(f"{kept.code} reads now ({dict(SCOPE_LABELS)[kept.scope]}): {kept.text}")


@app.command()
def close(ctx: typer.Context, code: Code, source: FromFile = "") -> None:
    """Close a disconnect, and say how it came to an end if you like.

    Example: reflect disconnects close D1
    """
    session = session_of(ctx)
    standing = _found(session, code)
    _refuse_closed(standing)
    how: str | None = None
    if source:
        how = given_line(source, "end")
    elif session.interactive:
        ask = TextAsk("How did it come to an end?", shown=(f"{standing.code}  {standing.text}",))
        replies, _ = asked_in_turn(session, {"how": Part(ask)}, coach=standing.visibility == "coach")
        how = line_of(replies["how"]) or None

    def closed(fresh: Disconnect) -> Disconnect:
        _refuse_closed(fresh)
        return replace(fresh, closed=session.today, how=how)

    kept = keep_changed(session, standing, closed)
    session.screen.say(f"{kept.code} is closed: {kept.text}")


def _found(session: Session, code: str) -> Disconnect:
    return find(session.standing_journal.nouns().disconnects, code, "disconnect")


def _refuse_closed(standing: Disconnect) -> None:
    if standing.closed is not None:
        raise InputError(f"{standing.code} was closed on {standing.closed} already.")


def _asked(session: Session, standing: Disconnect, *, scope: bool) -> dict[str, Any]:
    """The words, whose it is where that is wanted, and the visibility that she gave it."""
    question = "Where do they meet?" if standing.kind == "connect" else "Where do belief and organization part?"
    choices = tuple(Choice(str(number), *label) for number, label in enumerate(SCOPE_LABELS, start=1))
    chosen = (standing.scope,) if standing.code else ()
    parts = {"text": Part(TextAsk(question, draft=standing.text, required=True), needed(NEEDS_TEXT))}
    if scope:
        parts["scope"] = Part(ChoiceAsk("Where does it lie?", choices, chosen=chosen), needed(PRESS_A_KEY))
    replies, coach = asked_in_turn(session, parts, coach=standing.visibility == "coach")
    said: dict[str, Any] = {"text": line_of(replies["text"]), "visibility": seen(coach, standing.visibility)}
    if scope:
        said["scope"] = word_of(replies["scope"].chosen[0], SCOPES, "scope")
    return said


def _show_list(session: Session, *, connects: bool, every: bool, json: bool) -> None:
    from reflect.cli.showing import show

    kind, title = ("connect", "Connects") if connects else ("disconnect", "Disconnects")
    known = [item for item in session.standing_journal.nouns().disconnects if item.kind == kind]
    still = sorted((item for item in known if item.closed is None), key=lambda item: item.opened)
    blocks: list[Block] = []
    if reach := tuple(_row(item, session.today) for item in still if item.scope != "larger"):
        blocks.append(Table("reach", COLUMNS, reach, "In your own reach"))
    if larger := tuple(_row(item, session.today) for item in still if item.scope == "larger"):
        notes = () if connects else (PATIENCE,)
        blocks.append(Table("larger", LARGER_COLUMNS, larger, "The larger organization", notes))
    if not blocks:
        command = "disconnects add --connects" if connects else "disconnects add"
        blocks.append(Note("empty", "None is open. Say one:", command))
    ended = sorted(
        (item for item in known if item.closed is not None), key=lambda item: item.closed or item.opened
    )
    rows = [_row(item, session.today) for item in ended]
    shown = with_closed(blocks, CLOSED_COLUMNS, rows, every=every, command="disconnects")
    show(session, Section("disconnects", title, shown), json=json)


def _row(item: Disconnect, today: date) -> Mapping[str, Value]:
    """Those of the larger organization have no age: it is slow."""
    has_age = item.scope != "larger" and item.closed is None
    sealed = item.visibility == "sealed"
    return {
        "disconnect": item.code,
        "scope": WHOSE[item.scope],
        "open": Span((today - item.opened).days) if has_age else None,
        "text": SEALED if sealed else item.text,
        "kind": item.kind,
        "opened": item.opened,
        "closed": item.closed,
        "how": None if sealed else item.how,
        "visibility": item.visibility,
    }
