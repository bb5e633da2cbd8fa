"""reflect daily, weekly, monthly, crosscheck, init."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeAlias

import typer

from reflect.cli.options import Answers, AsJson, On, given_text, one_day, session_of
from reflect.errors import given_back
from reflect.periods import Period
from reflect.session import Session
from reflect.sittings.opening import Sitting, open_daily, store

LEFT = 130

InFocus: TypeAlias = Annotated[
    str, typer.Option("--focus", metavar="PACK", help="Ask this pack's questions, this once.", show_default=False)
]


def daily(
    ctx: typer.Context, on: On = "", focus: InFocus = "", answers: Answers = "", json: AsJson = False
) -> None:
    """Answer the day's questions: what you did, how far you lived each conviction, what else happened.

    Before noon it asks about the last workday, unless that day is answered. Leave with Ctrl-C at any moment;
    the next time it goes on where you stopped.

    Example: reflect daily --on yesterday
    """
    session = _session(ctx, json)
    sitting = open_daily(session, one_day(session, on), focus)
    _sit(session, sitting, answers, json=json, focus=focus)


def weekly(
    ctx: typer.Context, on: On = "", focus: InFocus = "", answers: Answers = "", json: AsJson = False
) -> None:
    """Answer the week's questions, seven at most: first what the week's events still lack.

    Before Wednesday noon it asks about the week before, unless that is answered; --on names a day of another.

    Example: reflect weekly
    """
    from reflect.sittings.longer import open_weekly

    session = _session(ctx, json)
    sitting = open_weekly(session, one_day(session, on), focus)
    _sit(session, sitting, answers, json=json, focus=focus, first=_waiting_events)


def monthly(
    ctx: typer.Context, on: On = "", focus: InFocus = "", answers: Answers = "", json: AsJson = False
) -> None:
    """Answer the month's questions, eight at most, in a quarter's last month with the quarter's.

    Until the tenth it asks about the month before, unless that is answered; --on names a day of another.

    Example: reflect monthly --on 2025-09-30
    """
    from reflect.sittings.longer import open_monthly

    session = _session(ctx, json)
    sitting = open_monthly(session, one_day(session, on), focus)
    _sit(session, sitting, answers, json=json, focus=focus)


def crosscheck(
    ctx: typer.Context, on: On = "", focus: InFocus = "", answers: Answers = "", json: AsJson = False
) -> None:
    """Hold the quarter's cross-check: Kossoff's six questions, last time's answers beside each.

    After the six it offers the quarter's review, then asks three to close. It may be left with Ctrl-C and taken
    up again within two weeks.

    Example: reflect crosscheck
    """
    from reflect.sittings.longer import open_crosscheck

    session = _session(ctx, json)
    sitting = open_crosscheck(session, one_day(session, on), focus)
    _sit(session, sitting, answers, json=json, focus=focus, hold=_hold_crosscheck)


def init(ctx: typer.Context, answers: Answers = "", json: AsJson = False) -> None:
    """Walk through the first time: find what you hold, say it, and look how it plays out.

    It stops at one to three convictions. Leave with Ctrl-C at any moment; run again it goes on where you
    stopped, or says what is there.

    Example: reflect init
    """
    from reflect.sittings.first_time import open_init, round_of

    session = _session(ctx, json)
    sitting = open_init(session)
    if sitting is None or sitting.is_finished:
        _say_what_is_there(session)
        return
    _sit(session, round_of(sitting), answers, json=json, hold=_hold_init, close=_close_init)


def _session(ctx: typer.Context, json: bool) -> Session:
    """The session of this run; to print what a sitting would ask, it opens the journal for looking alone."""
    session = session_of(ctx)
    session.only_looks = json
    return session


Hold: TypeAlias = Callable[[Session, Sitting], bool]


def _sit(
    session: Session,
    sitting: Sitting,
    answers: str,
    *,
    json: bool,
    focus: str = "",
    first: Hold | None = None,
    hold: Hold | None = None,
    close: Callable[[Session, Sitting], Sequence[str]] | None = None,
) -> None:
    """Print a sitting, or hold it: from a script or at the terminal; then give something back.

    `first` is held before it, `hold` instead of the plain run of questions; both are False when she left.
    """
    if json:
        from reflect.sittings.as_json import prompts_as_json

        session.screen.show(prompts_as_json(session, sitting))
        return
    if focus and sitting.stored:
        session.screen.say("Its questions are fixed since it was opened; --focus counts only before that.")
    was_finished = sitting.is_finished
    if answers:
        from reflect.sittings.scripted import read_answers, store_answers

        source = "standard input" if answers == "-" else answers
        text = given_text(answers)
        with given_back(text if answers == "-" else None):  # a file still holds it
            store_answers(session, sitting, read_answers(text, source))
        sitting.entry = session.journal.entry(sitting.entry.id)
    else:
        _ask(session, sitting, first, hold)
    for line in (close or _closing)(session, sitting) if not was_finished else _given_back(session, sitting):
        session.screen.say(line)


def _closing(session: Session, sitting: Sitting) -> Sequence[str]:
    from reflect.sittings.giving_back import closing_lines

    return closing_lines(session, sitting)


def _given_back(session: Session, sitting: Sitting) -> Sequence[str]:
    from reflect.sittings.giving_back import closing_lines

    return closing_lines(session, sitting, finished_now=False)


def _ask(session: Session, sitting: Sitting, first: Hold | None, hold: Hold | None) -> None:
    from reflect.sittings.holding import change_sitting, greeting, hold_sitting, wants_to_change
    from reflect.sittings.left_behind import offer_left_behind
    from reflect.sittings.tallied import offer_untold

    offer_left_behind(session)
    for line in greeting(session, sitting):
        session.writer.say(line)
    if not sitting.is_finished:
        whole = (first is None or first(session, sitting)) and (hold or hold_sitting)(session, sitting)
    else:
        whole = offer_untold(session, sitting)
        if whole and wants_to_change(session, sitting):
            change_sitting(session, sitting)
    if not whole:
        session.writer.say("Kept. The same command goes on where you stopped.")
        raise typer.Exit(LEFT)


def _waiting_events(session: Session, sitting: Sitting) -> bool:
    """What the week's events lack, before the first question of the weekly is answered."""
    from reflect.sittings.logging import hold_waiting_events

    store(session, sitting)
    if any(answer.state != "open" for answer in sitting.entry.answers):
        return True
    return hold_waiting_events(session, sitting.entry.day)


def _hold_crosscheck(session: Session, sitting: Sitting) -> bool:
    from reflect.sittings.crosschecking import hold_crosscheck, quarter_shown

    return hold_crosscheck(session, sitting, lambda: _show(session, quarter_shown(session, sitting)))


def _show(session: Session, period: Period) -> None:
    """What `reflect review` shows of a period."""
    from reflect.looking_back import review_of
    from reflect.render import FORMATS, Page

    screen = session.screen
    page = Page(width=screen.width, colour=screen.colour, ascii_only=screen.ascii_only)
    screen.page(FORMATS["terminal"](review_of(session, period, brief=True), page))


def _hold_init(session: Session, sitting: Sitting) -> bool:
    from reflect.sittings.first_time import hold_walk

    return hold_walk(session, sitting)


def _close_init(session: Session, sitting: Sitting) -> Sequence[str]:
    from reflect.sittings.first_time import walked_on

    if walked_on(session, sitting).joining:
        return ("There is more to it: reflect init",)
    if session.journal.nouns().active_convictions(session.today):
        return ("In the next days the daily asks Kossoff's six as well, one a day: reflect daily",)
    return ("Nothing is held yet; that may take some days. Then: reflect init, or reflect daily",)


def _say_what_is_there(session: Session) -> None:
    held = session.journal.nouns().active_convictions(session.today)
    if not held:
        session.screen.say("The first walk ended without a conviction. To say one: reflect convictions add")
        return
    session.screen.say("You hold already:")
    for conviction in held:
        session.screen.say(f"  {conviction.code}  {conviction.statement}")
    session.screen.say("To change that: reflect convictions. The day's questions: reflect daily")
