"""Showing one section by itself: a list of what she keeps."""

from __future__ import annotations

from dataclasses import replace

from reflect.periods import Period
from reflect.render import FORMATS, Page
from reflect.review.blocks import Review, Section
from reflect.session import Session


def show(session: Session, *sections: Section, json: bool) -> None:
    """Draw sections to standard output, for people (through a pager where they are long) or as JSON."""
    day = Period(session.today, session.today, session.today.isoformat(), "day")
    screen = session.screen
    page = Page(screen.width, screen.colour, screen.ascii_only, session.plain)
    if json:
        screen.show(FORMATS["json"](Review(day, day, sections), page))
        return
    untitled = replace(sections[0], title="")  # its title is the page's
    review = Review(day, day, (untitled, *sections[1:]), title=sections[0].title)
    screen.page(FORMATS["terminal"](review, page))
