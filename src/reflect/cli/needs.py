"""reflect needs: list, add, show, edit, move, close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer

from reflect.asking.asks import Choice, ChoiceAsk, TextAsk
from reflect.asking.persons import names_of
from reflect.asking.steps import seen
from reflect.cli.app import plain_typer
from reflect.cli.codes import sections_of
from reflect.cli.in_turn import PRESS_A_KEY, Part, asked_in_turn, by_number, line_of, needed
from reflect.cli.keeping import (
    AndClosed,
    FromFile,
    find,
    find_person,
    given_line,
    keep_changed,
    kept_name,
    with_closed,
    word_of,
)
from reflect.cli.options import AsJson, session_of
from reflect.errors import InputError, NotFoundError, UsageError
from reflect.model import NEED_KINDS, NEED_STATES, Need, NeedState, NeedStep, Person, Standing
from reflect.review.blocks import Block, Column, Note, Section, Table, Value
from reflect.review.person_page import need_row
from reflect.session import Session

app = plain_typer(invoke_without_command=True)

Code = Annotated[str, typer.Argument(metavar="CODE", help="As N1.")]
Kind = Annotated[str, typer.Option("--kind", help=f"What for: {', '.join(NEED_KINDS)}.", show_default=False)]

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
    person = find_person(journal.nouns().people, name) if name else None
    need = Need("", "", person.code if person else "", "", (NeedStep(session.today, "asked"),))
    if kind:
        need = replace(need, kind=word_of(kind, NEED_KINDS, "kind of need"))
    if source and person is None:
        raise UsageError("Whose need is it?", hint="As in: reflect needs add NAME --from FILE")
    said = {"text": given_line(source, "need")} if source else _asked(session, need)
    with journal.writing():
        person = person or _person(session, said.pop("who"))
        kept = journal.keep_noun(replace(need, person=person.code, **said))
    session.screen.say(f"{kept.code}: {person.name} needs: {kept.text}")


@app.command()
def show(ctx: typer.Context, code: Code, json: AsJson = False) -> None:
    """Show a need whole, with the days on which it moved.

    Example: reflect needs show N1
    """
    from reflect.cli.showing import show as draw

    session = session_of(ctx)
    draw(session, *sections_of(session, _found(session, code)), json=json)


@app.command()
def edit(
    ctx: typer.Context,
    code: Code,
    kind: Kind = "",
    state: Annotated[str, typer.Option("--state", help="As reflect needs move.", show_default=False)] = "",
    source: FromFile = "",
) -> None:
    """Word a need otherwise, or say what it is for.

    Example: reflect needs edit N1 --kind "stay current"
    """
    session = session_of(ctx)
    standing = _found(session, code)
    changes: dict[str, Any] = {}
    if kind:
        changes["kind"] = word_of(kind, NEED_KINDS, "kind of need")
    if source:
        changes["text"] = given_line(source, "need")
    to = word_of(state, NEED_STATES, "state") if state else None
    if not changes and to is None:
        changes = _asked(session, standing)
    changes = {name: value for name, value in changes.items() if getattr(standing, name) != value}
    if not changes and to is None:
        session.screen.say(f"{standing.code} is left as it was.")
        return

    def changed(fresh: Need) -> Need:
        worded = replace(fresh, **changes)
        return worded if to is None else moved(worded, to, session.today)

    kept = keep_changed(session, standing, changed)
    session.screen.say(f"{kept.code} reads now: {kept.text} ({kept.state})")


@app.command()
def move(
    ctx: typer.Context,
    code: Code,
    state: Annotated[str, typer.Option("--state", help=f"{', '.join(NEED_STATES)}.", show_default=False)] = "",
) -> None:
    """Say where a need stands from today on.

    Example: reflect needs move N1 --state "under way"
    """
    _move(session_of(ctx), code, state, NEED_STATES)


@app.command()
def close(
    ctx: typer.Context,
    code: Code,
    state: Annotated[str, typer.Option("--state", help=f"{', '.join(CLOSING)}.", show_default=False)] = "",
) -> None:
    """Close a need: it is met, was refused and told so, or was forgotten.

    Example: reflect needs close N1 --state met
    """
    _move(session_of(ctx), code, state, CLOSING)


def _move(session: Session, code: str, word: str, states: Sequence[NeedState]) -> None:
    standing = _found(session, code)
    if not word:
        ask = ChoiceAsk("Where is it?", by_number(states), shown=(f"{standing.code}  {standing.text}",))
        replies, _ = asked_in_turn(session, {"state": Part(ask, needed(PRESS_A_KEY))})
        word = replies["state"].chosen[0]
    state = word_of(word, states, "state that closes a need" if states is CLOSING else "state")
    kept = keep_changed(session, standing, lambda fresh: moved(fresh, state, session.today))
    session.screen.say(f"{kept.code} is {kept.state} now: {kept.text}")


def moved(need: Need, state: NeedState, today: date) -> Need:
    """The need in another state from today on. Raises InputError where it is in that state already."""
    if need.state == state:
        raise InputError(f"{need.code} is {state} already, since {need.steps[-1].since}.")
    earlier = tuple(step for step in need.steps if step.since < today) or need.steps[:1]
    if earlier[-1].state == state:
        return replace(need, steps=earlier)
    return replace(need, steps=(*earlier, NeedStep(today, state)))


def _found(session: Session, code: str) -> Need:
    return find(session.standing_journal.nouns().needs, code, "need")


def _asked(session: Session, standing: Need) -> dict[str, Any]:
    """The words, and who and what for where that is not known; and the visibility that she gave it."""
    nouns = session.standing_journal.nouns()
    parts: dict[str, Part] = {}
    if not standing.person:
        known = names_of(nouns)
        who = TextAsk("Who needs something?", suggestions=known, required=True)
        parts["who"] = Part(who, lambda reply: _unsure(session, line_of(reply)))
    parts["text"] = Part(TextAsk("What is lacking?", draft=standing.text, required=True), needed(NEEDS_TEXT))
    if standing.code or standing.kind is None:
        chosen = (standing.kind,) if standing.kind else ()
        parts["kind"] = Part(ChoiceAsk("What for?", by_number(NEED_KINDS), chosen=chosen))
    replies, coach = asked_in_turn(session, parts, coach=standing.visibility == "coach")
    said: dict[str, Any] = {"text": line_of(replies["text"]), "visibility": seen(coach, standing.visibility)}
    if "kind" in replies:
        said["kind"] = next((kind for kind in NEED_KINDS if kind in replies["kind"].chosen), None)
    return said | ({"who": line_of(replies["who"])} if "who" in replies else {})


def _unsure(session: Session, name: str) -> str:
    """Why nobody is meant by the name; a new one may join the roster, when she says so."""
    try:
        try:
            find_person(session.standing_journal.nouns().people, name)
        except NotFoundError:
            kept_name(name)
            raise
    except InputError as error:
        return f"{error.message} {error.hint}"
    except NotFoundError:
        yes_no = (Choice("y", "yes", "yes"), Choice("n", "no", "no"))
        reply = session.writer.choice(ChoiceAsk(f"{name} is not on your roster yet. Add?", yes_no))
        if reply.move == "leave":
            raise KeyboardInterrupt from None
        return "" if reply.chosen == ("yes",) else "Who, then?"
    return ""


def _person(session: Session, name: str) -> Person:
    """Who is meant, on the roster from now on."""
    try:
        return find_person(session.journal.nouns().people, name)
    except NotFoundError:
        new = Person("", "", name, relations=(Standing(session.today, "new"),), since=session.today)
        return session.journal.keep_noun(new)


def _show_list(session: Session, *, every: bool, json: bool) -> None:
    from reflect.cli.showing import show

    nouns = session.standing_journal.nouns()
    names = {person.code: person.name for person in nouns.people}
    oldest_first = sorted(nouns.needs, key=lambda need: need.asked)
    rows = [_row(need, names, session.today) for need in oldest_first if need.is_open]
    blocks: list[Block] = [
        Table("open", COLUMNS, tuple(rows)) if rows else Note("empty", "No need is open. Note one:", "needs add")
    ]
    closed = sorted((need for need in nouns.needs if not need.is_open), key=lambda need: need.steps[-1].since)
    ended = [_row(need, names, session.today) for need in closed]
    shown = with_closed(blocks, CLOSED_COLUMNS, ended, every=every, command="needs")
    show(session, Section("needs", "Needs", shown), json=json)


def _row(need: Need, names: Mapping[str, str], today: date) -> Mapping[str, Value]:
    return {**need_row(need, today), "name": names.get(need.person, need.person)}
