"""reflect focus."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from reflect.choosing import ALWAYS, changed_to, days_for_weekly, focus_on, next_pack
from reflect.cli.options import AsJson, one_day, session_of
from reflect.errors import InputError, UsageError
from reflect.model import Focus, Pack
from reflect.review.blocks import Block, Fact, Facts, Item, Items, Note, Section
from reflect.session import Session

NONE = "none"
PLACES = {"day": "today", "person": "somebody", "conviction": "…"}


def focus(
    ctx: typer.Context,
    pack: Annotated[
        str | None, typer.Argument(metavar="[PACK]", help="The pack, or none.", show_default=False)
    ] = None,
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day of it.", show_default=False)
    ] = "",
    json: AsJson = False,
) -> None:
    """Show or set the pack in focus: what the day's third question, the weekly and the monthly draw on.

    It stays for three weeks, or as long as the setting focus_weeks says; --until names another last day.

    Example: reflect focus room-to-fail
    """
    session = session_of(ctx)
    if pack is None:
        if until:
            raise UsageError("--until needs a pack.", hint="As in: reflect focus room-to-fail --until 2025-09-30")
        _show(session, json=json)
        return
    if pack == NONE and not until:
        _set_none(session)
        return
    _set(session, pack, until)


def _set(session: Session, key: str, until: str) -> None:
    from reflect.sittings.planning import checked_pack

    key = checked_pack(session, key)
    last = one_day(session, until) or session.today + timedelta(weeks=session.settings.focus_weeks, days=-1)
    if last < session.today:
        raise InputError(f"{last} is over.", hint="Name a day to come, as in: --until 2025-09-30")
    journal = session.journal
    with journal.writing():
        for one in changed_to(key, last, session.today, journal.focus()):
            journal.keep_focus(one)
    session.screen.say(f"In focus until {last}: {session.packs(key).pack(key).title}. What it asks: reflect focus")


def _set_none(session: Session) -> None:
    journal = session.standing_journal
    changed = changed_to(None, None, session.today, journal.focus())
    with journal.writing():
        for one in changed:
            journal.keep_focus(one)
    if not changed:
        session.screen.say("No pack is in focus.")
    elif all(one.until == session.today for one in changed):
        session.screen.say("From tomorrow on no pack is in focus.")
    else:
        session.screen.say("No pack is in focus any more.")


def _show(session: Session, *, json: bool) -> None:
    from reflect.cli.showing import show

    focuses = session.standing_journal.focus() if session.has_journal else ()
    standing = focus_on(session.today, focuses)
    packs = {key: pack for key, pack in session.packs().by_key.items() if key not in ALWAYS}
    if standing is not None and standing.pack in packs:
        section = Section("focus", "In focus", _blocks(session, standing, packs[standing.pack]))
    else:
        following = next_pack(list(packs), focuses) or NONE
        note = Note("empty", "No pack is in focus. To put one there for some weeks:", f"focus {following}")
        section = Section("focus", "In focus", (note, _packs(packs)))
    show(session, section, json=json)


def _blocks(session: Session, standing: Focus, pack: Pack) -> tuple[Block, ...]:
    facts = (
        Fact("pack", "pack", standing.pack),
        Fact("title", "title", pack.title),
        Fact("since", "since", standing.since),
        Fact("until", "until", standing.until),
    )
    blocks: list[Block] = [Facts("focus", facts)]
    for cadence in ("daily", "weekly", "monthly", "quarterly", "yearly"):
        asked = [p for p in pack.prompts if p.cadence == cadence and not p.part_of]
        items = tuple(Item(p.worded(PLACES), {"prompt": p.id, "kind": p.kind}) for p in asked)
        if items:
            blocks.append(Items(cadence, items, _title(session, cadence)))
    return tuple(blocks)


def _title(session: Session, cadence: str) -> str:
    if cadence != "weekly":
        return cadence.capitalize()
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    days = " and ".join(names[day] for day in sorted(days_for_weekly(session.settings.workdays)))
    return f"Weekly, and one of them each {days}" if days else "Weekly"


def _packs(packs: dict[str, Pack]) -> Items:
    items = tuple(Item(f"{key}: {pack.title}. {pack.purpose}", {"pack": key}) for key, pack in packs.items())
    return Items("packs", items, "Packs")
