"""reflect daily, reflect crosscheck."""

from __future__ import annotations

import typer

from reflect.cli.options import Answers, AsJson, On, given_text, one_day, session_of
from reflect.session import Session
from reflect.sittings.opening import Sitting, open_crosscheck, open_daily

LEFT = 130


def daily(ctx: typer.Context, on: On = "", answers: Answers = "", json: AsJson = False) -> None:
    """Answer the day's questions: what you did, how far you lived each conviction, what else happened.

    Before noon it asks about the last workday, unless that day is answered. Leave with Ctrl-C at any moment;
    the next time it goes on where you stopped.

    Example: reflect daily --on yesterday
    """
    session = session_of(ctx)
    _sit(session, open_daily(session, one_day(session, on)), answers, json=json)


def crosscheck(ctx: typer.Context, on: On = "", answers: Answers = "", json: AsJson = False) -> None:
    """Hold the quarter's cross-check: Kossoff's six questions, last time's answers beside each.

    It may be left with Ctrl-C and taken up again within two weeks.

    Example: reflect crosscheck
    """
    session = session_of(ctx)
    _sit(session, open_crosscheck(session, one_day(session, on)), answers, json=json)


def _sit(session: Session, sitting: Sitting, answers: str, *, json: bool) -> None:
    if json:
        from reflect.sittings.as_json import prompts_as_json

        session.screen.show(prompts_as_json(session, sitting))
        return
    if answers:
        from reflect.sittings.scripted import read_answers, store_answers

        source = "standard input" if answers == "-" else answers
        store_answers(session, sitting, read_answers(given_text(answers), source))
    else:
        _ask(session, sitting)
    from reflect.sittings.giving_back import closing_lines

    for line in closing_lines(session, sitting):
        session.screen.say(line)


def _ask(session: Session, sitting: Sitting) -> None:
    from reflect.sittings.holding import change_sitting, greeting, hold_sitting, wants_to_change

    for line in greeting(session, sitting):
        session.writer.say(line)
    if sitting.is_finished:
        if wants_to_change(session, sitting):
            change_sitting(session, sitting)
        return
    if not hold_sitting(session, sitting):
        session.writer.say("Kept. The same command goes on where you stopped.")
        raise typer.Exit(LEFT)
