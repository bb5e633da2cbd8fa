"""reflect people: list, add, show, edit, left, merge, forget."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, TypeAlias

import typer

from reflect.cli.app import plain_typer
from reflect.cli.codes import sections_of
from reflect.cli.keeping import find_person, keep_changed, kept_name, word_of
from reflect.cli.options import AsJson, On, past_day, session_of
from reflect.cli.person_edit import PersonEdit, asked_edit
from reflect.errors import InputError, UsageError
from reflect.model import RELATIONS, Person, Standing
from reflect.session import Session

app = plain_typer(invoke_without_command=True)

Name: TypeAlias = Annotated[list[str], typer.Argument(metavar="NAME", help="A name, alias or code.")]
LeadsOthers: TypeAlias = Annotated[
    bool | None,
    typer.Option("--leads-others/--no-leads-others", help="She or he leads people too.", show_default=False),
]


@app.callback()
def root(ctx: typer.Context, json: AsJson = False) -> None:
    """Who is on your roster.

    Example: reflect people add Ana Ben Chi
    """
    if ctx.invoked_subcommand is None:
        _show_list(session_of(ctx), json=json)


@app.command("list")
def list_(ctx: typer.Context, json: AsJson = False) -> None:
    """List the people on your roster; who has left stands last.

    Example: reflect people list
    """
    _show_list(session_of(ctx), json=json)


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
    stands = Standing(session.today, word_of(relation, RELATIONS, "relation"))
    aliases = tuple(kept_name(name) for name in alias or ())
    journal = session.journal
    added: list[Person] = []
    with journal.writing():
        for given in names:
            name = kept_name(given)
            _refuse_known(session, (name, *aliases))
            made = Person("", "", name, aliases, (stands,), leads_others, session.today)
            added.append(journal.keep_noun(made))
    for person in added:
        session.screen.say(f"{person.code} {person.name} is on your roster.")


@app.command()
def show(ctx: typer.Context, name: Name, json: AsJson = False) -> None:
    """Read the page for the minute before you meet somebody: needs, promises, what you wrote last.

    Example: reflect people show Ana
    """
    from reflect.cli.showing import show as draw

    session = session_of(ctx)
    draw(session, *sections_of(session, _found(session, " ".join(name))), json=json)


@app.command()
def edit(
    ctx: typer.Context,
    name: Name,
    called: Annotated[str, typer.Option("--name", help="The name from now on.", show_default=False)] = "",
    alias: Annotated[list[str] | None, typer.Option("--alias", help="Another name; may be repeated.")] = None,
    no_alias: Annotated[list[str] | None, typer.Option("--no-alias", help="A name that goes.")] = None,
    relation: Annotated[str, typer.Option(help="new, steady or in repair.", show_default=False)] = "",
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Since when that is so, if not today.", show_default=False)
    ] = "",
    leads_others: LeadsOthers = None,
) -> None:
    """Change names or how it stands between you; a former name stays as an alias, unless --no-alias takes it.

    Example: reflect people edit Ana --relation "in repair" --since 2025-02-10
    """
    session = session_of(ctx)
    standing = _found(session, " ".join(name))
    if since and not relation:
        raise UsageError("--since goes with --relation.")
    wanted = PersonEdit(
        name=kept_name(called) if called else "",
        added=tuple(kept_name(one) for one in alias or ()),
        removed=tuple(no_alias or ()),
        relation=word_of(relation, RELATIONS, "relation") if relation else None,
        since=past_day(session, since),
        leads_others=leads_others,
    )
    if wanted == PersonEdit(session.today):
        wanted = asked_edit(session, standing)
        if wanted == PersonEdit(session.today):
            session.screen.say(f"{standing.code} {standing.name} is left as it was.")
            return

    def changed(fresh: Person) -> Person:
        _refuse_known(session, (wanted.name, *wanted.added), but=fresh)
        return wanted.carried_out(fresh)

    kept = keep_changed(session, standing, changed)
    also = f", also {', '.join(kept.aliases)}" if kept.aliases else ""
    session.screen.say(f"{kept.code} {kept.name}{also}: {kept.relation}.")


@app.command()
def left(ctx: typer.Context, name: Name, on: On = "") -> None:
    """Say that somebody has left: no more is asked about them, and what you wrote stays.

    Example: reflect people left Ben --on 2025-02-28
    """
    session = session_of(ctx)
    standing = _found(session, " ".join(name))
    day = past_day(session, on)

    def gone(fresh: Person) -> Person:
        if fresh.left is not None:
            raise InputError(f"{fresh.code} {fresh.name} left on {fresh.left} already.")
        return replace(fresh, left=day)

    kept = keep_changed(session, standing, gone)
    session.screen.say(f"{kept.code} {kept.name} has left, on {day}. What you wrote stays.")


@app.command()
def merge(
    ctx: typer.Context,
    stays: Annotated[str, typer.Argument(metavar="A", help="Who stays: a name, alias or code.")],
    goes: Annotated[str, typer.Argument(metavar="B", help="Who is the same person, and goes.")],
) -> None:
    """Make one of two people: everything about B becomes A's, and B's names become aliases.

    Example: reflect people merge Annika Annie
    """
    from reflect.store.merging import merge_people

    session = session_of(ctx)
    kept, gone = _found(session, stays), _found(session, goes)
    if kept.id == gone.id:
        raise InputError(f"{stays} and {goes} are one person already: {kept.code} {kept.name}.")
    merged = merge_people(session.journal, kept.id, gone.id)
    answers = f"{merged.answers} answer{'' if merged.answers == 1 else 's'}"
    needs = f"{merged.needs} need{'' if merged.needs == 1 else 's'}"
    session.screen.say(
        f"{gone.code} {gone.name} is {kept.code} {kept.name} now, with {answers} and {needs}."
        " For seven days reflect undo parts them again."
    )


@app.command()
def forget(
    ctx: typer.Context,
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the name to be typed back.")] = False,
) -> None:
    """Take the name and every text about somebody out of the journal for good; what was counted stays counted.

    Example: reflect people forget Ana
    """
    from reflect.cli.forget import forget as forget_for_good

    session = session_of(ctx)
    forget_for_good(session, _found(session, " ".join(name)), yes=yes)


def _found(session: Session, words: str) -> Person:
    return find_person(session.standing_journal.nouns().people, words)


def _refuse_known(session: Session, names: Collection[str], but: Person | None = None) -> None:
    """Refuse names that somebody else on the roster has. Raises InputError."""
    for person in session.journal.nouns().people:
        if but is not None and person.id == but.id:
            continue
        known = {name.casefold() for name in (person.name, *person.aliases)}
        if taken := next((name for name in names if name.casefold() in known), None):
            raise InputError(
                f"{taken} is on your roster already, as {person.code}.",
                hint=f"Are they one person? reflect people merge {person.code} {but.code}" if but else "",
            )


def _show_list(session: Session, *, json: bool) -> None:
    from reflect.cli.showing import show
    from reflect.review.blocks import Column, Note, Section, Table

    people = session.standing_journal.nouns().people
    rows = tuple(
        {
            "person": person.code,
            "name": person.name,
            "aliases": ", ".join(person.aliases) or None,
            "relation": person.relation,
            "since": person.since,
            "left": person.left,
            "leads_others": person.leads_others,
        }
        for person in sorted(people, key=lambda person: person.left is not None)
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
