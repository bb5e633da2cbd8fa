"""A brief made at a terminal: the questions, the names, a look at it whole, and her word that it may go."""

from __future__ import annotations

from reflect.asking.asks import Choice, ChoiceAsk
from reflect.render import FORMATS, Page
from reflect.review.blocks import Review, Table
from reflect.review.brief.prompts import is_written
from reflect.review.brief.record import WITHHELD
from reflect.sittings.briefing.asking import ask_choices
from reflect.sittings.briefing.names import checked
from reflect.sittings.briefing.remembering import Briefing

WRITE, CHANGE, STOP = "write", "change", "stop"
CONFIRM = (
    Choice("w", WRITE, "write it"),
    Choice("c", CHANGE, "change something"),
    Choice("s", STOP, "not now; all is kept"),
)


def hold_briefing(briefing: Briefing) -> Review:
    """Ask for her choices from where she stopped, show the brief, and give it back once it may be written.

    Raises KeyboardInterrupt where she leaves: what she chose is kept, and the same command goes on there. Raises
    RefusedError where a name stays in it.
    """
    session = briefing.session
    begun = briefing.stored and not is_written(briefing.entry)
    if begun:
        session.writer.say("The brief: going on where you stopped.")
    again = briefing.stored and not begun
    told = False
    try:
        while True:
            if not ask_choices(briefing, again=again):
                raise KeyboardInterrupt
            document = checked(session, briefing.journal, briefing.document())
            _preview(briefing, document)
            told = told or _tell_how_to_show(briefing, document)
            reply = session.writer.choice(ChoiceAsk("That is the brief. Write it?", CONFIRM))
            if reply.chosen == (WRITE,):
                return document
            if reply.chosen != (CHANGE,) and reply.move != "back":
                raise KeyboardInterrupt
            again = True
    except KeyboardInterrupt:
        session.screen.say(f"Kept. To go on: reflect export --coach {briefing.named}".rstrip())
        raise


def _preview(briefing: Briefing, document: Review) -> None:
    """On standard output where somebody reads it; beside the questions where that becomes the file."""
    session, screen = briefing.session, briefing.session.screen
    if not screen.is_piped:
        page = Page(width=screen.width, colour=screen.colour, ascii_only=screen.ascii_only)
        screen.page(FORMATS["terminal"](document, page))
        return
    for line in FORMATS["markdown"](document, Page()).splitlines():
        session.writer.say(line)


def _tell_how_to_show(briefing: Briefing, document: Review) -> bool:
    """Say how what stands there as a code alone can be shown; False where nothing does."""
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    kept = [row["conviction"] for table in tables for row in table.rows if row.get("statement") == WITHHELD]
    if not kept:
        return False
    briefing.session.writer.say(f"{WITHHELD} stands for what is private. To show it: reflect mark {kept[0]} coach")
    return True
