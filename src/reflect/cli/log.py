"""reflect log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reflect.cli.options import Answers, AsJson, On, given_text, past_day, session_of
from reflect.errors import UsageError, given_back

if TYPE_CHECKING:
    from reflect.session import Session
    from reflect.sittings.opening import Sitting  # 10 ms at run time, and help does without


def log(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            help="gain, step (step-in, step-back), failure, credit, departure, conversation, foundation,"
            " demonstration or feedback.",
            show_default=False,
        ),
    ] = "",
    on: On = "",
    answers: Answers = "",
    json: AsJson = False,
) -> None:
    """Log something that happened, by a short form: under a minute, and every field may be passed.

    Example: reflect log gain
    """
    from reflect.sittings.forms import kind_of
    from reflect.sittings.logging import event_sitting

    session = session_of(ctx)
    if not kind:
        if json or answers or on:
            raise UsageError("What happened is not said: no KIND stands there.", hint="The kinds: reflect log")
        _list_kinds(session)
        return
    session.only_looks = json
    event, direction = kind_of(kind)
    day = past_day(session, on)
    sitting = event_sitting(session, event, day, direction)
    if json or answers:
        from reflect.sittings.as_json import prompts_as_json
        from reflect.sittings.scripted import read_answers, store_answers

        if json:
            session.screen.show(prompts_as_json(session, sitting))
            return
        source = "standard input" if answers == "-" else answers
        text = given_text(answers)
        with given_back(text if answers == "-" else None):  # a file still holds it
            store_answers(session, sitting, read_answers(text, source))
    elif not _held(session, sitting):
        session.writer.say("Kept. What is still open is asked in the weekly.")
        raise typer.Exit(130)
    session.screen.say(f"Logged: {event}, {sitting.entry.day}. It stands under: reflect list --event {event}")


def _list_kinds(session: Session) -> None:
    from reflect.cli.explained import EVENT_KINDS

    widest = max(len(kind) for kind, _ in EVENT_KINDS)
    lines = [f"  {kind:{widest}}  {meaning}" for kind, meaning in EVENT_KINDS]
    session.screen.show("\n".join(["What happened?", "", *lines, "", "To log it: reflect log gain"]))


def _held(session: Session, sitting: Sitting) -> bool:
    """Hold the form at the terminal; False when she left."""
    from reflect.sittings.left_behind import offer_left_behind
    from reflect.sittings.logging import hold_form

    offer_left_behind(session)
    return hold_form(session, sitting)
