"""Showing one section by itself: a list of what she keeps."""

from __future__ import annotations

from reflect.periods import Period
from reflect.render import FORMATS, Page
from reflect.review.blocks import Review, Section
from reflect.session import Session


def show(session: Session, section: Section, *, json: bool) -> None:
    """Draw a section to standard output, for people or as JSON."""
    day = Period(session.today, session.today, session.today.isoformat(), "day")
    screen = session.screen
    page = Page(width=screen.width, colour=screen.colour, ascii_only=screen.ascii_only)
    review = Review(day, day, (section,), title=section.title)
    screen.show(FORMATS["json" if json else "terminal"](review, page))
