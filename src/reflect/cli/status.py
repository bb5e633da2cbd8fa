"""reflect, reflect status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import typer

from reflect.choosing import monthly_due, standing_about, weekly_due
from reflect.cli.options import AsJson, session_of
from reflect.errors import NotFoundError
from reflect.periods import Period
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
        due=tuple(_due(session)),
        insight=journal.latest_answer("convictions/insight", session.today),
        last_gain=journal.last_gains(session.today + timedelta(days=1)),
    )


def _due(session: Session) -> Iterator[str]:
    """The longer sittings that may be held now, the week first."""
    journal, first = session.standing_journal, session.standing_journal.first_day()

    def is_answered(kind: str, about: Period) -> bool:
        entry = standing_about(journal.entries(about.first, about.last, kind), about)
        return entry is not None and all(answer.state != "open" for answer in entry.answers)

    workdays = session.settings.workdays
    if weekly_due(session.now, session.today, workdays, lambda about: is_answered("weekly", about), first):
        yield "weekly"
    if monthly_due(session.today, lambda about: is_answered("monthly", about), first):
        yield "monthly"
