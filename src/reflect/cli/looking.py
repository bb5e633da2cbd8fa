"""reflect list, show, search."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from reflect.cli.also_meant import also_meant
from reflect.cli.filters import (
    ConvictionOption,
    KindOption,
    LimitOption,
    PackOption,
    PersonOption,
    TagOption,
    VisibilityOption,
    filter_of,
)
from reflect.cli.options import (
    AsJson,
    Last,
    Month,
    Quarter,
    Since,
    Until,
    Week,
    Words,
    Year,
    named_days,
    session_of,
)
from reflect.cli.showing import show as draw
from reflect.errors import ReflectError
from reflect.model import Answer, Entry, Question
from reflect.review.blocks import Item, Items, Note, Section
from reflect.review.listing import listing, says_nothing, whole
from reflect.session import Session
from reflect.store.finding import CLOSING, OPENING

FEW = 30
"""Entries that a list without a period shows: the newest."""


def list_(
    ctx: typer.Context,
    period: Words = None,
    week: Week = False,
    month: Month = False,
    quarter: Quarter = False,
    year: Year = False,
    last: Last = False,
    since: Since = "",
    until: Until = "",
    person: PersonOption = "",
    conviction: ConvictionOption = "",
    pack: PackOption = "",
    event: KindOption = "",
    tag: TagOption = "",
    visibility: VisibilityOption = "",
    limit: LimitOption = None,
    json: AsJson = False,
) -> None:
    """List entries, newest last: all of a period, else the newest thirty.

    Example: reflect list last month --event daily
    """
    session = session_of(ctx)
    units = {"week": week, "month": month, "quarter": quarter, "year": year}
    first, end = named_days(session, period, units=units, last=last, since=since, until=until)
    wanted = filter_of(
        session, person=person, conviction=conviction, pack=pack, kind=event, tag=tag, visibility=visibility
    )
    some = FEW if first is None and end is None else None
    wanted = replace(wanted, first=first, last=end, limit=limit or some)
    journal = session.standing_journal
    entries = [entry for entry in journal.found(wanted) if not says_nothing(entry)]
    short = journal.short_ids([entry.id for entry in entries])
    draw(session, listing(entries, short, journal.nouns(), empty="No entry is like that."), json=json)


def show(
    ctx: typer.Context,
    what: Annotated[
        list[str], typer.Argument(metavar="ID", help="The end of an id, a code as C1 or P2, or a day.")
    ],
    json: AsJson = False,
) -> None:
    """Show an entry whole, or what lies behind a code, or a day.

    Example: reflect show today
    """
    session = session_of(ctx)
    words = " ".join(what)
    sections = _behind_code(session, words) or _of_day(session, words) or [_by_id(session, words)]
    draw(session, *sections, json=json)


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help='Words in any form; "quotes" make a phrase.')
    ],
    since: Since = "",
    until: Until = "",
    person: PersonOption = "",
    conviction: ConvictionOption = "",
    pack: PackOption = "",
    event: KindOption = "",
    tag: TagOption = "",
    visibility: VisibilityOption = "",
    limit: LimitOption = FEW,
    json: AsJson = False,
) -> None:
    """Find what you wrote by its words: every form of a word matches, with or without accents; newest last.

    Example: reflect search "the board"
    """
    session = session_of(ctx)
    first, end = named_days(session, None, units={}, last=False, since=since, until=until)
    wanted = filter_of(
        session, person=person, conviction=conviction, pack=pack, kind=event, tag=tag, visibility=visibility
    )
    journal = session.standing_journal
    hits = journal.search(_phrases(words), replace(wanted, first=first, last=end, limit=limit))
    short = journal.short_ids([hit.entry for hit in hits])
    items = tuple(
        Item(
            f"{short[hit.entry]}  {hit.day.isoformat()}  {hit.kind}  "
            + ("(sealed)" if hit.sealed else _marked(hit.snippet)),
            {"id": hit.entry, "answer": hit.answer, "day": hit.day, "kind": hit.kind,
             "snippet": None if hit.sealed else _marked(hit.snippet)},
        )
        for hit in hits
    )  # fmt: skip
    block = Items("hits", items) if items else Note("empty", "Nothing you wrote holds these words.")
    meant = also_meant(session, words)
    blocks = (Items("also-meant", meant), block) if meant else (block,)
    draw(session, Section("search", "Found", blocks), json=json)


def _phrases(words: list[str]) -> str:
    """The shell took the quotes away: an argument of several words is a phrase again."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def _marked(snippet: str) -> str:
    return " ".join(snippet.replace(OPENING, "«").replace(CLOSING, "»").split())


def _behind_code(session: Session, words: str) -> list[Section]:
    from reflect.cli.codes import behind_code

    return behind_code(session, words)


def _of_day(session: Session, words: str) -> list[Section]:
    """Every entry of a day, where the words name one."""
    from reflect.errors import InputError
    from reflect.periods import read_period

    try:
        span = read_period(words, session.today, year_starts=session.settings.year_starts)
    except InputError:
        return []
    if span.days != 1 or words.isdigit():
        return []
    entries = session.standing_journal.entries(span.first, span.last)
    if not entries:
        return [Section("entries", span.title, (Note("empty", "Nothing was written that day."),))]
    return [_whole(session, entry) for entry in entries]


def _by_id(session: Session, words: str) -> Section:
    entry, answer = session.standing_journal.resolve(words)
    return _whole(session, entry, answer)


def _whole(session: Session, entry: Entry, only: Answer | None = None) -> Section:
    journal = session.standing_journal
    short = journal.short_ids([entry.id, *(answer.id for answer in entry.answers)])
    return whole(entry, short, partial(_worded, session), journal.nouns(), only)


def _worded(session: Session, answer: Answer) -> Question:
    """The wording that an answer is to, with that of its words where these stand beside a choice or a name."""
    question = session.standing_journal.question(answer.prompt, answer.version)
    if not answer.text or not (answer.choice or answer.person):
        return question
    try:
        prompt = session.packs(answer.prompt.partition("/")[0]).prompt(answer.prompt)
    except ReflectError:  # her pack is gone, or cannot be read
        return question
    further = prompt.then_asked if "text" in prompt.then else ""
    return replace(question, asked=f"{question.asked} {further}".rstrip())
