"""What has come due in the journal, as the question that a sitting offers first; one a sitting, uncounted."""

from __future__ import annotations

from datetime import timedelta

from reflect.choosing import Due, Matters, Planned, Settled, candidates, come_due, stuck
from reflect.choosing.due import (
    DUE,
    FORGOTTEN_AFTER,
    OFFER,
    OFTEN,
    OLDEST_DISCONNECT,
    STOOD_STILL,
    THEME,
    THEME_OFFER,
)
from reflect.errors import NotFoundError
from reflect.model import Entry
from reflect.packs import Packs
from reflect.periods import span
from reflect.session import Session

QUARTER = timedelta(weeks=13)
SITTINGS = ("daily", "weekly", "monthly")
"""Where something that has come due is offered; a crosscheck lists what stands open by itself."""


def planned_due(session: Session, packs: Packs, kind: str) -> tuple[Planned, ...]:
    """The one question about what has come due, or nothing."""
    if kind not in SITTINGS:
        return ()
    due = next(iter(all_due(session)), None)
    if due is None and kind == "weekly":
        due = _offer(session)
    if due is None:
        return ()
    return (Planned(packs.prompt(due.prompt), person=_person(session, due), about=due.key),)


def _person(session: Session, due: Due) -> str | None:
    """Whom it is about, so that what is said about it belongs to them."""
    for need in session.journal.nouns().needs:
        if need.code == due.key:
            return need.person
    event = event_behind(session, due.key)
    return next((answer.person for answer in event.answers if answer.person), None) if event else None


def all_due(session: Session) -> list[Due]:
    """All that has come due, in the order in which it is offered."""
    journal, today = session.journal, session.today
    nouns = journal.nouns()
    since = today - FORGOTTEN_AFTER
    events = [
        event
        for kind in ("failure", "step", "feedback")
        for event in journal.entries(since, today - timedelta(days=1), kind)
    ]
    found = candidates(Matters(nouns.commitments, nouns.needs, events), today)
    return come_due(found, _settled(session, found), today)


def _settled(session: Session, found: list[Due]) -> dict[str, Settled]:
    known = ((due.key, session.journal.settled({due.prompt}, due.key)) for due in found)
    return {key: settled for key, settled in known if settled is not None}


def _offer(session: Session) -> Due | None:
    """Once for a disconnect that stood still four times, else for a theme that came on four days."""
    journal = session.journal
    disconnects = journal.nouns().disconnects
    never = [one for one in disconnects if journal.settled({OFFER}, one.code) is None and one.closed is None]
    still = {one.code: journal.times_chosen(OLDEST_DISCONNECT, one.code, STOOD_STILL) for one in never}
    found = stuck(never, still)
    return _theme(session) if found is None else Due("disconnect", found.code, session.today)


def _theme(session: Session) -> Due | None:
    """The strongest theme of the last 13 weeks that came on four days, and of which no promise speaks.

    A theme rose, beyond what chance moves, against the 13 weeks before; both are of earlier days alone.
    """
    from reflect.insight.themes import words_of
    from reflect.looking_back import rising_themes  # 15 ms with all of the review: only a weekly pays for it

    now = span(session.today - QUARTER, session.today - timedelta(days=1))
    before = span(now.first - QUARTER, now.first - timedelta(days=1))
    promised = session.journal.nouns().commitments
    for term, days in rising_themes(session, now, before):
        acts = (words_of(f"{held.cue or ''} {held.act}") for held in promised if held.made >= days[0])
        spoken_of = any(set(term.split()) <= set(words) for words in acts)
        if len(days) >= OFTEN and not spoken_of and session.journal.settled({THEME_OFFER}, THEME + term) is None:
            return Due("theme", THEME + term, session.today)
    return None


def is_due(prompt: str) -> bool:
    """Whether a prompt comes back to something that has come due."""
    return prompt.startswith(DUE)


def event_behind(session: Session, reference: str | None) -> Entry | None:
    """The event that a due question comes back to, if it is still in the journal."""
    try:
        return session.journal.entry(reference or "")
    except NotFoundError:
        return None
