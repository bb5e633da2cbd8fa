"""Today at a glance: what is due, what stands open, and the one next command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta

from reflect.choosing import crosscheck_due
from reflect.frozen import frozen
from reflect.model import Answer, Disconnect, Nouns
from reflect.periods import Period
from reflect.review.blocks import Block, Fact, Facts, Item, Items, Note, Quote, Quotes, Review, Section, Value
from reflect.review.days import short_day
from reflect.review.waits import longest_waits, weeks_words
from reflect.safe_text import one_line

MOST = 3
"""Promises that are shown one by one."""
BULLET = 4
BESIDE_INSIGHT = 36
"""Signs that stand on a line before a listed text, and before the last insight: its title and its day."""


@frozen
class Today:
    """What a glance needs: the nouns, how the day's sitting stands, and a few days to reckon from."""

    today: date
    nouns: Nouns
    daily: str
    """"unopened", "begun" or "finished"."""
    first_day: date | None
    last_crosscheck: date | None
    due: tuple[str, ...] = ()
    """Of the longer sittings those that may be held now: "weekly", "monthly"."""
    insight: tuple[date, Answer] | None = None
    last_gain: Mapping[str, date] = field(default_factory=dict)
    """The day of each person's last small gain, by code."""


def at_a_glance(known: Today, room: int | None = None) -> Review:
    """One screen, under 24 lines where `room`, the signs of a line, is given; no missed day is counted.

    Without it every text stands whole, for programs.
    """
    found = (_convictions(known, room), _open(known, room), _insight(known, room), _next(known))
    sections = tuple(section for section in found if section)
    day = Period(known.today, known.today, known.today.isoformat(), "day")
    return Review(day, day, sections, title=f"Today · {day.title}")


def welcome(today: date, home: str) -> Review:
    """What stands there before there is a journal: how to begin, and where it will lie."""
    notes = (
        Note("next", "There is no journal yet. The first question takes half a minute:", "daily"),
        Note("home", f"What you write will lie in {home}, readable by you alone."),
    )
    day = Period(today, today, today.isoformat(), "day")
    return Review(day, day, (Section("next", "Next", notes),), title=f"Today · {day.title}")


def _short(words: str, room: int | None, beside: int) -> str:
    """The words on one line that holds `beside` signs already."""
    if room is None:
        return words
    line, left = one_line(words), max(1, room - beside)
    return line if len(line) <= left else line[: left - 1].rstrip() + "…"


def _convictions(known: Today, room: int | None) -> Section | None:
    active = known.nouns.active_convictions(known.today)
    if not active:
        return None
    facts = tuple(Fact(c.code, c.code, _short(c.statement, room, 5)) for c in active if c.visibility != "sealed")
    return Section("convictions", "You hold", (Facts("convictions", facts),))


def _open(known: Today, room: int | None) -> Section | None:
    blocks: list[Block] = []
    held = sorted(
        (c for c in known.nouns.commitments if c.outcome is None and c.visibility != "sealed"),
        key=lambda c: (c.due is None, c.due or c.made),
    )
    if held:
        items = []
        for one in held[:MOST]:
            words = f"If {one.cue}, then {one.act}" if one.cue else one.act
            values: dict[str, Value] = {"commitment": one.code, "due": one.due}
            line = f"{one.code}  {_by(one.due, known.today)}{words}"
            items.append(Item(_short(line, room, BULLET), values))
        if len(held) > MOST:
            items.append(Item(f"and {len(held) - MOST} more", {"more": len(held) - MOST}))
        blocks.append(Items("commitments", tuple(items)))
    reach = [
        d
        for d in known.nouns.disconnects
        if d.kind == "disconnect" and d.closed is None and d.scope != "larger" and d.visibility != "sealed"
    ]
    if reach:
        oldest = min(reach, key=lambda d: d.opened)
        days = max(0, (known.today - oldest.opened).days)  # the clock may have been set back
        age: dict[str, Value] = {"disconnect": oldest.code, "days": days}
        blocks.append(
            Items(
                "disconnect",
                (Item(_aged(oldest, days, room), age),),
                "Oldest disconnect in your reach",
            )
        )
    if waits := longest_waits(known.nouns.people, known.last_gain, known.today):
        person, days = waits[0]
        told = Item(
            f"{person.name}, {weeks_words(days)}",
            {"person": person.code, "days": days},
            f"people show {person.name}",
        )
        blocks.append(Items("waiting", (told,), "Waiting longest for a small gain"))
    return Section("open", "Open", tuple(blocks)) if blocks else None


def _aged(oldest: Disconnect, days: int, room: int | None) -> str:
    age = f" ({days} days)"
    return _short(f"{oldest.code}  {oldest.text}", room, BULLET + len(age)) + age


def _by(due: date | None, today: date) -> str:
    if due is None:
        return ""
    if due < today:
        return f"was due {short_day(due, today)}: "
    return "due today: " if due == today else f"by {short_day(due, today)}: "


def _insight(known: Today, room: int | None) -> Section | None:
    if known.insight is None or known.insight[1].visibility == "sealed" or not known.insight[1].text:
        return None
    day, answer = known.insight
    quote = Quote(_short((answer.text or "").strip(), room, BESIDE_INSIGHT), day, answer=answer.id)
    return Section("insight", "Last insight", (Quotes("insight", (quote,)),))


def _next(known: Today) -> Section:
    notes = tuple(_due(known))
    return Section("next", "Next", notes[:1])


def _due(known: Today) -> Iterator[Note]:
    """What to type next, the most pressing first."""
    if known.daily == "begun":
        yield Note("next", "Today's questions wait where you stopped:", "daily")
    if known.daily == "unopened":
        yield Note("next", "Three minutes for the day:", "daily")
    if not known.nouns.active_convictions(known.today):
        yield Note("next", "Nothing is held yet. When you know what you hold:", "convictions add")
    if crosscheck_due(known.today, known.last_crosscheck, known.first_day):
        yield Note("next", "The quarter's cross-check is due:", "crosscheck")
    if "weekly" in known.due:
        yield Note("next", "The week is due, ten minutes:", "weekly")
    if "monthly" in known.due:
        yield Note("next", "The month is due:", "monthly")
    week_over = known.today.weekday() >= 4
    if known.first_day is not None and known.today - known.first_day < timedelta(days=14) and not week_over:
        yield Note("next", "The day is answered. See what stands so far:", "review --week")
    yield Note("next", "The day is answered. Look back on the quarter:", "review --quarter")
