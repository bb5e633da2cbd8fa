"""reflect, reflect status."""

from __future__ import annotations

from datetime import timedelta

import typer

from reflect.cli.options import AsJson, session_of
from reflect.errors import NotFoundError
from reflect.review.at_a_glance import Today, at_a_glance, welcome
from reflect.session import Session

LONGEST_LINE = 104


def status(ctx: typer.Context, json: AsJson = False) -> None:
    """See today at a glance: what is due, what stands open, and the one next command.

    Example: reflect status
    """
    from reflect.render import FORMATS, Page

    session = session_of(ctx)
    screen = session.screen
    page = Page(screen.width, screen.colour, screen.ascii_only, session.plain)
    try:
        glance = at_a_glance(_known(session), None if json else min(page.width, LONGEST_LINE))
    except NotFoundError:
        glance = welcome(session.today, str(session.home))
    screen.show(FORMATS["json" if json else "terminal"](glance, page))


def _known(session: Session) -> Today:
    journal = session.standing_journal
    daily = journal.sitting("daily", session.today)
    if daily is None:
        state = "unopened"
    else:
        state = "begun" if any(answer.state == "open" for answer in daily.answers) else "finished"
    return Today(
        today=session.today,
        nouns=journal.nouns(),
        daily=state,
        first_day=journal.first_day(),
        last_crosscheck=next(journal.latest_days("crosscheck"), None),
        insight=journal.latest_answer("convictions/insight", session.today),
        last_gain=journal.last_gains(session.today + timedelta(days=1)),
    )
