"""reflect needs: list, add, show, edit, move, close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

import typer

from reflect.asking.asks import Choice, ChoiceAsk, Reply, TextAsk
from reflect.asking.interview import seen
from reflect.asking.persons import names_of
from reflect.cli.app import plain_typer
from reflect.cli.codes import sections_of
from reflect.cli.keeping import (
    AndClosed,
    FromFile,
    Part,
    asked_in_turn,
    by_number,
    find,
    find_person,
    given_line,
    keep_changed,
    line_of,
    needed,
    with_closed,
    word_of,
)
from reflect.cli.options import AsJson, session_of
from reflect.errors import InputError, NotFoundError
from reflect.model import NEED_KINDS, NEED_STATES, Need, NeedKind, NeedState, NeedStep, Person, Standing
from reflect.review.blocks import Block, Column, Note, Section, Table, Value
from reflect.review.person_page import need_row
from reflect.session import Session

app = plain_typer(invoke_without_command=True, help="What your people need: list, add, show, edit, move, close.")

Code = Annotated[str, typer.Argument(metavar="CODE", help="As N1.")]
Kind = Annotated[
    str, typer.Option("--kind", help=f"What for: {', '.join(NEED_KINDS)}.", show_default=False)
]

CLOSING: tuple[NeedState, ...] = ("met", "refused and told", "forgotten")
NEEDS_TEXT = "A need needs words: what is lacking?"
COLUMNS = (
    Column("need", ""),
    Column("name", "who"),
    Column("text", "what", wide=True),
    Column("state", "state"),
    Column("open", "open", "right"),
)
CLOSED_COLUMNS = (
    Column("need", ""),
    Column("name", "who"),
    Column("text", "what", wide=True),
    Column("state", "state"),
    Column("since", "since", "right"),
)


@app.callback()
def root(ctx: typer.Context, every: AndClosed = False, json: AsJson = False) -> None:
    """What your people need to succeed, and where it stands.

    Example: reflect needs add Ana
    """
    if ctx.invoked_subcommand is None:
        _show_list(session_of(ctx), every=every, json=json)


@app.command("list")
def list_(ctx: typer.Context, every: AndClosed = False, json: AsJson = False) -> None:
    """List the needs: those still open first, who has waited longest above, then what came of the others.

    Example: reflect needs list --all
    """
    _show_list(session_of(ctx), every=every, json=json)


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Who: a name, alias or code.")] = "",
    kind: Kind = "",
    source: FromFile = "",
) -> None:
    """Note what somebody lacks.

    Example: reflect needs add Ana --kind advance
    """
    session = session_of(ctx)
    journal = session.journal
    known = word_of(kind, NEED_KINDS, "kind of need") if kind else None
    person = find_person(journal.nouns().people, name) if name or source else None
    visibility = seen(False, "private")
    if source:
        text = given_line(source, "need")
    else:
        person, text, known, visibility = _asked(session, person, known)
    with journal.writing():
        whose = person if person is not None and person.code else journal.keep_noun(_newcomer(session, person))
        steps = (NeedStep(session.today, "asked"),)
        kept = journal.keep_noun(Need("", "", whose.code, text, steps, known, visibility))
    session.screen.say(f"{kept.code}: {whose.name} needs {kept.text}")
