"""A note: free writing, an entry with one answer."""

from __future__ import annotations

from datetime import date

from reflect.errors import given_back
from reflect.model import NOTE, NOTE_PROMPT, Answer, Entry
from reflect.session import Session


def keep_note(session: Session, text: str, *, day: date, tags: tuple[str, ...] = ()) -> str:
    """Store a note of that day, and give the short id under which it is shown.

    Raises JournalError, which takes the text along, where it cannot be stored.
    """
    answer = Answer(session.new_id(), NOTE, text=text, visibility=session.settings.default_visibility)
    entry = Entry(
        session.new_id(), NOTE, day, session.moment(), session.zone, late=day < session.today, tags=tags,
        answers=(answer,),
    )  # fmt: skip
    with given_back(text):
        session.journal.keep_entry(entry, [NOTE_PROMPT.question])
    return session.journal.short_ids([entry.id])[entry.id]
