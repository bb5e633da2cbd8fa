"""From the journal to a review: which entries a period needs, and no more than those."""

from __future__ import annotations

from datetime import timedelta

from reflect.periods import Period, compared, same_last_year
from reflect.review.blocks import Review
from reflect.review.looking import look_back
from reflect.review.material import CHART_WEEKS, Material
from reflect.session import Session
from reflect.store.journal import Journal


def review_of(session: Session, period: Period) -> Review:
    """The review of a period beside the one before it; one in progress is cut at today."""
    now, before = compared(period, session.today, year_starts=session.settings.year_starts)
    return look_back(material_for(session, session.standing_journal, now, before), now, before)


def material_for(session: Session, journal: Journal, now: Period, before: Period) -> Material:
    """The entries of both periods, of the chart's weeks, and of the same period a year ago."""
    chart_from = now.last - timedelta(weeks=CHART_WEEKS)
    first = min(before.first, now.first, chart_from)
    year_ago = same_last_year(now)
    return Material(
        nouns=journal.nouns(),
        entries=tuple(journal.entries(first, now.last)),
        today=session.today,
        first_day=journal.first_day(),
        labels={(q.prompt, q.version): q.labels for q in journal.questions()},
        year_ago=tuple(journal.entries(year_ago.first, year_ago.last)),
        workdays=session.settings.workdays,
        away=session.away,
    )
