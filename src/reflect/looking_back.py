"""From the journal to a review: which entries a period needs, and no more than those."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from reflect.insight.themes import themes
from reflect.model import LIVED, SUPPORT, Answer, Entry
from reflect.periods import Period, compared, read_period, same_last_year
from reflect.review.blocks import Review
from reflect.review.look import YEAR
from reflect.review.looking import look_back
from reflect.review.material import CHART_WEEKS, Material, without_sealed
from reflect.review.sections.people import KNOWN, SUCCESS
from reflect.review.sections.tests import LEAVING
from reflect.review.sections.themes import words_of_names, words_told
from reflect.review.shortened import shortened
from reflect.session import Session
from reflect.stop_words import stop_words_for
from reflect.store.journal import Journal

OWN_SECTION = (LIVED, SUPPORT, "convictions/then", LEAVING, KNOWN)
"""Scales that a section of their own tells of."""

SAMPLE = 200
"""Entries from which the language of her words is told."""

SHOWN = ("failure", "feedback")
"""The events that a review shows one by one."""


def review_of(
    session: Session, period: Period, *, against: str = "", only: Collection[str] = (), brief: bool = False
) -> Review:
    """The review of a period beside the one before it, or the one that `against` names ("year", or a period).

    One in progress is cut at today, and so is the one beside it. Raises InputError for what names no period.
    """
    now, before = periods_of(session, period, against)
    material = material_for(session, session.standing_journal, now, before)
    review = look_back(material, now, before, only=only)
    return shortened(review) if brief and not only else review


def periods_of(session: Session, period: Period, against: str = "") -> tuple[Period, Period]:
    """The period, cut at today where it is in progress, and the one that it is compared with."""
    starts = session.settings.year_starts
    now, before = compared(period, session.today, year_starts=starts)
    if against == "year":
        return now, same_last_year(now)
    return now, read_period(against, session.today, year_starts=starts) if against else before


def material_for(session: Session, journal: Journal, now: Period, before: Period) -> Material:
    """The entries of both periods, of the chart's weeks, and of the same period a year ago."""
    first = min(now.first, now.last - timedelta(weeks=CHART_WEEKS))
    entries = journal.entries(first, now.last)
    if before.last >= first:
        entries = journal.entries(min(first, before.first), max(now.last, before.last))
    else:
        entries = [*journal.entries(before.first, before.last), *entries]
    year_ago = same_last_year(now)
    nouns = journal.nouns()
    after = now.last + timedelta(days=1)
    scales = journal.ratings(("scale", "grid"), min(before.first, now.last - YEAR), max(before.last, now.last))
    return Material(
        nouns=nouns,
        entries=tuple(entries),
        today=session.today,
        first_day=journal.first_day(),
        labels={(q.prompt, q.version): q.labels for q in journal.questions()},
        year_ago=without_sealed(journal.entries(year_ago.first, year_ago.last), nouns),
        workdays=session.settings.workdays,
        away=session.away,
        scales=tuple(pair for pair in scales if pair[0].prompt not in OWN_SECTION),
        last_gain=journal.last_gains(after),
        latest_about=_known(journal, [person.code for person in nouns.people], after),
        guesses={guess.question: guess.guess for guess in journal.guesses(now.key)},
        hidden_words=_no_themes(session, journal, entries),
        short_ids=journal.short_ids(entry.id for entry in entries if entry.kind in SHOWN and entry.day in now),
    )


def rising_themes(session: Session, now: Period, before: Period) -> Iterator[tuple[str, list[date]]]:
    """Each theme that rose against the period before, the strongest first, with the days that it came on."""
    journal = session.standing_journal
    entries, entries_before = (journal.entries(span.first, span.last) for span in (now, before))
    told = words_told(entries)
    hidden = _no_themes(session, journal, entries) | words_of_names(journal.nouns().people)
    for theme in themes(told, words_told(entries_before), hidden).moved:
        if theme.direction == "rose":
            yield theme.term, sorted({told[place].day for place in theme.where})


def _known(journal: Journal, people: list[str], before: date) -> dict[tuple[str, str], tuple[date, Answer]]:
    """What was last said of each person's success, and how she knows it."""
    found = {}
    for prompt in (SUCCESS, KNOWN):
        for person in people:
            latest = journal.latest_about(prompt, person, before)
            if latest is not None and latest[1].visibility != "sealed":
                found[prompt, person] = latest
    return found


def _no_themes(session: Session, journal: Journal, entries: list[Entry]) -> frozenset[str]:
    """The stop words of her language, and the words that she hid."""
    texts = [answer.text for entry in entries[-SAMPLE:] for answer in entry.answers if answer.text]
    return stop_words_for(texts, session.settings.stop_words) | frozenset(journal.hidden_words())
