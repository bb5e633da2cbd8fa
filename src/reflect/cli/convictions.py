"""reflect convictions: list, add, show, edit, retire."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from reflect.choosing import MOST_CONVICTIONS
from reflect.cli.app import plain_typer
from reflect.cli.keeping import find
from reflect.cli.options import AsJson, given_text, session_of
from reflect.errors import InputError
from reflect.model import SCALE, Conviction, Wording
from reflect.session import Session

app = plain_typer(invoke_without_command=True)

Code = Annotated[str, typer.Argument(metavar="CODE", help="As C1.")]


def _step(words: str) -> int:
    if words not in [str(step) for step in SCALE]:
        raise typer.BadParameter(f"{words!r} is not a step from 1 to 5.")
    return int(words)


Importance = Annotated[
    int | None,
    typer.Option(
        "--importance",
        parser=_step,
        metavar="1-5",
        help="1 nice to have … 5 I would leave over it.",
        show_default=False,
    ),
]
FromFile = Annotated[
    str,
    typer.Option(
        "--from", metavar="FILE", help="The sentence from a file; - is standard input.", show_default=False
    ),
]


@app.callback()
def root(ctx: typer.Context, json: AsJson = False) -> None:
    """What you hold: three to five sentences, seven at most.

    Example: reflect convictions add
    """
    if ctx.invoked_subcommand is None:
        _show(session_of(ctx), json=json)


@app.command("list")
def list_(ctx: typer.Context, json: AsJson = False) -> None:
    """List what you hold, with how much it matters and since when.

    Example: reflect convictions list --json
    """
    _show(session_of(ctx), json=json)


@app.command()
def add(ctx: typer.Context, importance: Importance = None, source: FromFile = "") -> None:
    """Say something that you hold, in one sentence.

    Example: reflect convictions add --importance 5
    """
    session = session_of(ctx)
    active = session.journal.nouns().active_convictions(session.today)
    if len(active) >= MOST_CONVICTIONS:
        raise InputError(
            f"You hold {len(active)} convictions already, and more than {MOST_CONVICTIONS} are not asked about.",
            hint="Retire one first: reflect convictions retire CODE",
        )
    statement = _statement(session, source, "In one sentence: what do you hold?", "")
    number = importance or _importance(session, source)
    kept = session.journal.keep_noun(Conviction("", "", (Wording(session.today, statement, number),)))
    session.screen.say(f"{kept.code} is held from today: {kept.statement}")


@app.command()
def show(ctx: typer.Context, code: Code, json: AsJson = False) -> None:
    """Show a conviction whole: every wording, how much it matters, and the newest answers about it.

    Example: reflect convictions show C1
    """
    from reflect.cli.codes import sections_of
    from reflect.cli.showing import show as draw

    session = session_of(ctx)
    draw(session, *sections_of(session, _find(session, code)), json=json)


@app.command()
def edit(ctx: typer.Context, code: Code, importance: Importance = None, source: FromFile = "") -> None:
    """Reword a conviction from today on, or change how much it matters; the earlier wording stays.

    Example: reflect convictions edit C2 --importance 4
    """
    session = session_of(ctx)
    standing = _find(session, code)
    wording = standing.wordings[-1]
    if source or not importance:
        wording = replace(
            wording, statement=_statement(session, source, "How do you put it now?", standing.statement)
        )
    if importance:
        wording = replace(wording, importance=importance)
    from reflect.asking.noun_steps import reworded

    session.journal.keep_noun(reworded(standing, wording, session.today))
    session.screen.say(f"{standing.code} reads from today: {wording.statement}")


@app.command()
def retire(ctx: typer.Context, code: Code) -> None:
    """Stop being asked about a conviction; its answers stay.

    Example: reflect convictions retire C4
    """
    session = session_of(ctx)
    standing = _find(session, code)
    if standing.retired is not None:
        raise InputError(f"{standing.code} was retired on {standing.retired} already.")
    session.journal.keep_noun(replace(standing, retired=session.today))
    session.screen.say(f"{standing.code} is retired from today: {standing.statement}")


def _find(session: Session, code: str) -> Conviction:
    return find(session.standing_journal.nouns().convictions, code, "conviction")


def _statement(session: Session, source: str, question: str, standing: str) -> str:
    if source:
        words = " ".join(given_text(source).split())
    else:
        from reflect.asking.asks import TextAsk

        reply = session.writer.text(TextAsk(question, draft=standing, required=True), lambda _text: None)
        if reply.move != "next":
            raise KeyboardInterrupt
        words = " ".join(reply.text.split())
    if not words:
        raise InputError("A conviction needs a sentence.", hint="As in: No surprises.")
    return words


def _importance(session: Session, source: str) -> int | None:
    """Asked by one key at a terminal; it may be left for the crosscheck."""
    if source:
        return None
    from reflect.asking.asks import Choice, ChoiceAsk
    from reflect.asking.noun_steps import IMPORTANCE

    labels = session.packs("convictions").prompt("convictions/values").labels
    choices = tuple(Choice(str(n), str(n), label) for n, label in zip(SCALE, labels, strict=True))
    chosen = session.writer.choice(ChoiceAsk(IMPORTANCE, choices)).chosen
    return int(chosen[0]) if chosen else None


def _show(session: Session, *, json: bool) -> None:
    from reflect.cli.showing import show
    from reflect.review.blocks import Column, Note, Section, Table

    convictions = session.standing_journal.nouns().convictions
    rows = tuple(
        {
            "conviction": c.code,
            "statement": c.statement,
            "importance": c.importance,
            "since": c.since,
            "retired": c.retired,
        }
        for c in convictions
    )
    columns = (
        Column("conviction", ""),
        Column("statement", "you hold", wide=True),
        Column("importance", "matters", "right"),
        Column("since", "since", "right"),
        Column("retired", "retired", "right"),
    )
    empty = Note("empty", "None yet. Say the first:", "convictions add")
    unset = next((c.code for c in convictions if c.retired is None and c.importance is None), None)
    how = Note("importance", "How much it matters, 1 to 5:", f"convictions edit {unset} --importance 4")
    table = (Table("convictions", columns, rows), *((how,) if unset else ()))
    show(session, Section("convictions", "Convictions", table if rows else (empty,)), json=json)
