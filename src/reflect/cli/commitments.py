"""reflect commitments: list, add, show, edit, close."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer

from reflect.asking.asks import Choice, ChoiceAsk, Reply, TextAsk
from reflect.asking.steps import seen
from reflect.cli.app import plain_typer
from reflect.cli.codes import sections_of
from reflect.cli.in_turn import PRESS_A_KEY, Part, asked_in_turn, line_of, needed
from reflect.cli.keeping import AndClosed, find, given_fields, keep_changed, with_closed, word_of
from reflect.cli.options import AsJson, one_day, session_of
from reflect.errors import InputError
from reflect.model import OUTCOMES, Commitment, Outcome
from reflect.review.blocks import Block, Column, Note, Section, Table
from reflect.review.person_page import COMMITMENT_COLUMNS, by_day, commitment_row
from reflect.session import Session
from reflect.sittings.previous import said_commitment

app = plain_typer(invoke_without_command=True)

Code = Annotated[str, typer.Argument(metavar="CODE", help="As K1.")]
Due = Annotated[
    str,
    typer.Option("--due", metavar="DATE", help="The day by which it is due, as 2025-09-30.", show_default=False),
]
Fields = Annotated[
    str,
    typer.Option(
        "--from", metavar="FILE", show_default=False,
        help='From a file as JSON: {"cue": …, "act": …, "due": …}; - is standard input.',
    ),
]  # fmt: skip

FIELDS = ("cue", "act", "due")
NEEDS_ACT = "A commitment needs an act: what will you do?"
CLOSED_COLUMNS = (
    Column("commitment", ""),
    Column("closed", "closed", "right"),
    Column("outcome", "outcome"),
    Column("what", "what", wide=True),
)


@app.callback()
def root(ctx: typer.Context, every: AndClosed = False, json: AsJson = False) -> None:
    """What you promised: if this, then I will do that, by a day.

    Example: reflect commitments add
    """
    if ctx.invoked_subcommand is None:
        _show_list(session_of(ctx), every=every, json=json)


@app.command("list")
def list_(ctx: typer.Context, every: AndClosed = False, json: AsJson = False) -> None:
    """List what you promised: the open ones by their day, then what came of the closed ones.

    Example: reflect commitments list --all
    """
    _show_list(session_of(ctx), every=every, json=json)


@app.command()
def add(ctx: typer.Context, due: Due = "", source: Fields = "") -> None:
    """Promise something: when what happens, you will do what, and by which day.

    Example: reflect commitments add --due 2025-09-30
    """
    session = session_of(ctx)
    fresh = Commitment("", "", "", session.today, due=_due(session, due))
    if source:
        fields, coach = given_fields(source, FIELDS), False
        changes = _changes(session, fresh, {"act": "", **fields} | ({"due": due} if due else {}))
    else:
        fields, coach = _asked(session, fresh)
        changes = _changes(session, fresh, fields)
    made = replace(fresh, **changes, visibility=seen(coach, fresh.visibility))
    kept = session.journal.keep_noun(made)
    session.screen.say(
        f"{kept.code}: {said_commitment(kept.cue, kept.act)}{f' (by {kept.due})' if kept.due else ''}"
    )


@app.command()
def show(ctx: typer.Context, code: Code, json: AsJson = False) -> None:
    """Show a commitment whole.

    Example: reflect commitments show K1
    """
    from reflect.cli.showing import show as draw

    session = session_of(ctx)
    draw(session, *sections_of(session, _found(session, code)), json=json)


@app.command()
def edit(ctx: typer.Context, code: Code, due: Due = "", source: Fields = "") -> None:
    """Word a commitment otherwise, or give it another day; an empty cue or day takes it away.

    Example: reflect commitments edit K1 --due 2025-10-15
    """
    session = session_of(ctx)
    standing = _found(session, code)
    fields: dict[str, str] = {}
    coach = standing.visibility == "coach"
    if source:
        fields = given_fields(source, FIELDS)
    elif not due:
        fields, coach = _asked(session, standing)
    if due:
        fields["due"] = due
    changes = _changes(session, standing, fields)
    changes["visibility"] = seen(coach, standing.visibility)
    if all(getattr(standing, name) == value for name, value in changes.items()):
        session.screen.say(f"{standing.code} is left as it was.")
        return
    kept = keep_changed(session, standing, lambda fresh: replace(fresh, **changes))
    session.screen.say(f"{kept.code} reads now: {said_commitment(kept.cue, kept.act)}")


@app.command()
def close(
    ctx: typer.Context,
    code: Code,
    outcome: Annotated[
        str, typer.Option("--outcome", help="kept, partly, not or renegotiated.", show_default=False)
    ] = "",
) -> None:
    """Say what came of a commitment; said again, what came of it after all.

    Example: reflect commitments close K1 --outcome kept
    """
    session = session_of(ctx)
    standing = _found(session, code)
    came = word_of(outcome, OUTCOMES, "outcome") if outcome else _asked_outcome(session, standing)

    def closed(fresh: Commitment) -> Commitment:
        if fresh.outcome == came:
            raise InputError(f"{fresh.code} is closed as {came} already, on {fresh.closed}.")
        return replace(fresh, outcome=came, closed=fresh.closed or session.today)

    kept = keep_changed(session, standing, closed)
    session.screen.say(f"{kept.code} is closed as {came}: {said_commitment(kept.cue, kept.act)}")


def _found(session: Session, code: str) -> Commitment:
    return find(session.standing_journal.nouns().commitments, code, "commitment")


def _asked(session: Session, standing: Commitment) -> tuple[dict[str, str], bool]:
    """Cue, act and day, each standing in its field, and whether it is marked for her coach."""
    year_end = session.today.replace(month=12, day=31)

    def refused(reply: Reply) -> str:
        try:
            _changes(session, standing, {"due": line_of(reply)})
        except InputError as error:
            return error.message
        return ""

    day = f"By which day? ({year_end}; empty: no day)"
    parts = {
        "cue": Part(TextAsk("If … (what will remind you: when, where, after what?)", draft=standing.cue or "")),
        "act": Part(TextAsk("then I will …", draft=standing.act, required=True), needed(NEEDS_ACT)),
        "due": Part(TextAsk(day, draft=str(standing.due or "")), refused),
    }
    replies, coach = asked_in_turn(session, parts, coach=standing.visibility == "coach")
    return {name: line_of(reply) for name, reply in replies.items()}, coach


def _changes(session: Session, standing: Commitment, fields: dict[str, str]) -> dict[str, Any]:
    """The fields that differ from what stands. Raises InputError for an empty act, or a day that is none."""
    changes: dict[str, Any] = {}
    if "cue" in fields:
        changes["cue"] = fields["cue"] or None
    if "act" in fields:
        if not fields["act"]:
            raise InputError(NEEDS_ACT)
        changes["act"] = fields["act"]
    if "due" in fields and fields["due"] != str(standing.due):
        changes["due"] = _due(session, fields["due"])
    return {name: value for name, value in changes.items() if getattr(standing, name) != value}


def _due(session: Session, words: str) -> date | None:
    day = one_day(session, words)
    if day is not None and day < session.today:
        raise InputError(f"{day} is over.", hint="Name today or a day to come, as 2025-09-30.")
    return day


def _asked_outcome(session: Session, standing: Commitment) -> Outcome:
    choices = tuple(Choice(outcome[0], outcome, outcome) for outcome in OUTCOMES)
    words = f"{standing.code}  {said_commitment(standing.cue, standing.act)}"
    ask = ChoiceAsk("What came of it?", choices, shown=(words,))
    replies, _ = asked_in_turn(session, {"outcome": Part(ask, needed(PRESS_A_KEY))})
    return word_of(replies["outcome"].chosen[0], OUTCOMES, "outcome")


def _show_list(session: Session, *, every: bool, json: bool) -> None:
    from reflect.cli.showing import show

    known = session.standing_journal.nouns().commitments
    still = by_day(known)
    rows = tuple(commitment_row(held) for held in still)
    blocks: list[Block] = [
        Table("open", COMMITMENT_COLUMNS, rows)
        if rows
        else Note("empty", "Nothing is promised. Promise something small:", "commitments add")
    ]
    ended = [held for held in known if held.outcome is not None]
    closed = [
        commitment_row(held) for held in sorted(ended, key=lambda held: (held.closed or held.made, held.made))
    ]
    shown = with_closed(blocks, CLOSED_COLUMNS, closed, every=every, command="commitments")
    come = next((held for held in still if held.due is not None and held.due <= session.today), None)
    if come is not None:
        words = f"The day of {come.code} has come. What came of it?"
        shown = (*shown, Note("come-due", words, f"commitments close {come.code}"))
    show(session, Section("commitments", "Commitments", shown), json=json)
