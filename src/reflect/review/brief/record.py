"""The numbers of a brief: what the time held, how far each conviction was lived, which disconnects stand open."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from datetime import date

from reflect.model import Disconnect
from reflect.review.blocks import Block, Column, Item, Items, Mean, Note, Table
from reflect.review.brief.words import excerpt, week_of
from reflect.review.look import GIVEN, Look, choice_in
from reflect.review.sections.failures import learned_in_words
from reflect.review.sections.say_do import say_do
from reflect.review.waits import weeks_words

WITHHELD = "(kept to myself)"
FOR_WHOM = (
    "By me, for my coach alone; self-report, but for what says “as I heard it”."
    " People are codes, the same in every brief; weeks stand in place of dates."
)
COLUMNS = (
    Column("conviction", ""),
    Column("statement", "what I hold", wide=True),
    Column("importance", "matters", "right"),
    Column("before", "lived before (n)", "right"),
    Column("now", "lived now (n)", "right"),
    Column("slipped", "slipped", "right"),
    Column("reading", "reading"),
)
SLIPPED = "Matters and lived: 1 to 5. Slipped: went against it, or let it slide."


def what_it_held(look: Look) -> tuple[Block, ...]:
    """For whom it is, and how much the period held, in one line of counts."""
    return (Note("for-whom", FOR_WHOM), Note("counts", f"It rests on {' · '.join(_counts(look))}."))


def _counts(look: Look) -> Iterator[str]:
    due = look.material.workdays_of(look.period)
    answered = look.material.answered_days(look.period)
    yield f"{len(answered & set(due))} of {len(due)} workdays"
    steps = look.steps
    if steps["in"] or steps["back"]:
        yield f"{len(steps['in'])} {_plural(steps['in'], 'step')} in, {len(steps['back'])} back"
    if failures := look.events("failure"):
        yield f"{len(failures)} {_plural(failures, 'failure')}, {learned_in_words(failures)}"
    gains = [entry for entry in look.events("gain") if choice_in(entry, GIVEN) != "nobody"]
    if gains:
        yield f"{len(gains)} small {_plural(gains, 'gain')}"
    if heard := look.events("conversation"):
        yield f"{len(heard)} {_plural(heard, 'conversation')}"


def _plural(some: Sized, one: str) -> str:
    return one if len(some) == 1 else f"{one}s"


def acts_and_words(look: Look) -> tuple[Block, ...]:
    """The say-do table, in which a conviction that is not marked for the coach is its code; and disconnects."""
    return (*_say_do(look), *_disconnects(look))


def _say_do(look: Look) -> tuple[Block, ...]:
    section = say_do(look)
    table = next((b for b in section.blocks if isinstance(b, Table)), None) if section else None
    if table is None:
        return ()
    open_to_coach = {c.code for c in look.material.nouns.convictions if c.visibility == "coach"}
    kept = ("conviction", "importance", "before", "now", "slipped", "reading")
    rows = tuple(
        {
            "statement": row["statement"] if row["conviction"] in open_to_coach else WITHHELD,
            **{key: row[key] for key in kept},
        }
        for row in table.rows
        if row["conviction"] in open_to_coach or _rated(row["before"], row["now"])
    )
    parted = () if look.then is look.before else ("my first quarter: before is its first six weeks, now the rest",)
    return (Table("convictions", COLUMNS, rows, notes=(SLIPPED, *parted)),)


def _rated(*means: object) -> bool:
    return any(isinstance(mean, Mean) and mean.n for mean in means)


def _disconnects(look: Look) -> tuple[Block, ...]:
    """How many stand open, whose they are, how long the oldest in her reach does; and the words of marked ones."""
    still = [
        one
        for one in look.material.nouns.disconnects
        if one.kind == "disconnect" and one.visibility != "sealed" and one.opened <= look.period.last
        and (one.closed is None or one.closed > look.period.last)
    ]  # fmt: skip
    if not still:
        return ()
    scopes = (("self", "with myself"), ("immediate", "in my own organization"), ("larger", "with the larger one"))
    parts = [f"{n} {words}" for scope, words in scopes if (n := sum(one.scope == scope for one in still))]
    reach = [one.opened for one in still if one.scope != "larger"]
    oldest = f"; the oldest in my reach for {weeks_words((look.period.last - min(reach)).days)}" if reach else ""
    lines = [Item(f"Disconnects open: {', '.join(parts)}{oldest}.", {"open": len(still)})]
    lines += [_line(one, look.period.last) for one in still if one.visibility == "coach"]
    return (Items("disconnects", tuple(lines)),)


def _line(one: Disconnect, last: date) -> Item:
    return Item(f"{one.code}, since {week_of(one.opened, last)}: {excerpt(one.text)}", {"disconnect": one.code})
