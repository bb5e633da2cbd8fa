"""Today at a glance: what is due, what stands open, and the one next command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reflect.choosing import crosscheck_due
from reflect.model import Answer, Nouns
from reflect.periods import Period
from reflect.review.blocks import Block, Fact, Facts, Item, Items, Note, Quote, Quotes, Review, Section, Value

MOST = 5


@dataclass(frozen=True, slots=True)
class Today:
    """What a glance needs: the nouns, how the day's sitting stands, and a few days to reckon from."""

    today: date
    nouns: Nouns
    daily: str
    """"unopened", "begun" or "finished"."""
    first_day: date | None
    last_crosscheck: date | None
    insight: tuple[date, Answer] | None = None


def at_a_glance(known: Today) -> Review:
    """One screen, under 24 lines; no missed day is counted."""
    sections = tuple(
        section for section in (_convictions(known), _open(known), _insight(known), _next(known)) if section
    )
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


def _convictions(known: Today) -> Section | None:
    active = known.nouns.active_convictions(known.today)
    if not active:
        return None
    facts = tuple(Fact(c.code, c.code, c.statement) for c in active if c.visibility != "sealed")
    return Section("convictions", "You hold", (Facts("convictions", facts),))


def _open(known: Today) -> Section | None:
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
            items.append(Item(f"{one.code}  {_by(one.due, known.today)}{words}", values))
        if len(held) > MOST:
            items.append(Item(f"and {len(held) - MOST} more", {"more": len(held) - MOST}))
        blocks.append(Items("commitments", tuple(items), "Promised"))
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
                (Item(f"{oldest.code}  {oldest.text} ({days} days)", age),),
                "Oldest disconnect in your reach",
            )
        )
    return Section("open", "Open", tuple(blocks)) if blocks else None


def _by(due: date | None, today: date) -> str:
    if due is None:
        return ""
    if due < today:
        return f"was due {due.isoformat()}: "
    return "due today: " if due == today else f"by {due.isoformat()}: "


def _insight(known: Today) -> Section | None:
    if known.insight is None or known.insight[1].visibility == "sealed" or not known.insight[1].text:
        return None
    day, answer = known.insight
    quote = Quote((answer.text or "").strip(), day, answer=answer.id)
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
    if crosscheck_due(known.today, known.last_crosscheck, known.first_day):
        yield Note("next", "The quarter's cross-check is due:", "crosscheck")
    week_over = known.today.weekday() >= 4
    if known.first_day is not None and known.today - known.first_day < timedelta(days=14) and not week_over:
        yield Note("next", "The day is answered. See what stands so far:", "review --week")
    yield Note("next", "The day is answered. Look back on the quarter:", "review --quarter")
