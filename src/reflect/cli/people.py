"""reflect people: list, add."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect.cli.app import plain_typer
from reflect.cli.options import AsJson, session_of
from reflect.errors import InputError
from reflect.model import RELATIONS, Person, Relation, Standing
from reflect.session import Session

app = plain_typer(invoke_without_command=True, help="Who is on your roster: list, add.")


@app.callback()
def root(ctx: typer.Context, json: AsJson = False) -> None:
    """Who is on your roster.

    Example: reflect people add Ana Ben Chi
    """
    if ctx.invoked_subcommand is None:
        _show(session_of(ctx), json=json)


@app.command("list")
def list_(ctx: typer.Context, json: AsJson = False) -> None:
    """List the people on your roster.

    Example: reflect people list
    """
    _show(session_of(ctx), json=json)


@app.command()
def add(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="One or several names.")],
    alias: Annotated[list[str] | None, typer.Option(help="Another name of the one person that is added.")] = None,
    relation: Annotated[str, typer.Option(help="new, steady or in repair.")] = "steady",
    leads_others: Annotated[bool, typer.Option("--leads-others", help="She or he leads people too.")] = False,
) -> None:
    """Put people on your roster.

    Example: reflect people add Annika --alias Annie
    """
    session = session_of(ctx)
    if alias and len(names) > 1:
        raise InputError("An alias belongs to one person, and several are named.", hint="Add them one by one.")
    stands = _relation(relation)
    journal = session.journal
    added: list[Person] = []
    with journal.writing():
        for given in names:
            name = " ".join(given.split())
            _refuse_known(session, (name, *(alias or ())))
            made = Person(
                "", "", name, tuple(alias or ()), (Standing(session.today, stands),), leads_others, session.today
            )
            added.append(journal.keep_noun(made))
    for person in added:
        session.screen.say(f"{person.code} {person.name} is on your roster.")


def _relation(word: str) -> Relation:
    for relation in RELATIONS:
        if relation == word:
            return relation
    raise InputError(f"{word!r} is no relation.", hint=f"One of: {', '.join(RELATIONS)}.")


def _refuse_known(session: Session, names: tuple[str, ...]) -> None:
    if not names[0]:
        raise InputError("A person needs a name.")
    for person in session.journal.nouns().people:
        known = {name.casefold() for name in (person.name, *person.aliases)}
        if taken := next((name for name in names if name.casefold() in known), None):
            raise InputError(f"{taken} is on your roster already, as {person.code}.")


def _show(session: Session, *, json: bool) -> None:
    from reflect.cli.showing import show
    from reflect.review.blocks import Column, Note, Section, Table

    rows = tuple(
        {
            "person": person.code,
            "name": person.name,
            "aliases": ", ".join(person.aliases) or None,
            "relation": person.relation,
            "since": person.since,
            "left": person.left,
        }
        for person in session.standing_journal.nouns().people
    )
    columns = (
        Column("person", ""),
        Column("name", "name", wide=True),
        Column("aliases", "also", wide=True),
        Column("relation", "relation"),
        Column("since", "since", "right"),
        Column("left", "left", "right"),
    )
    empty = Note("empty", "Nobody yet. Put the first on it:", "people add NAME")
    show(session, Section("people", "People", (Table("people", columns, rows) if rows else empty,)), json=json)
