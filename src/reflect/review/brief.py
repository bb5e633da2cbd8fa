"""The brief for her coach: the same shapes as a review, in an order that never changes.

Only answers and nouns that she marked for her coach, and counts; weeks instead of dates; a private noun is
its code alone; people stand as she wrote them, and the name scan has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from reflect.model import COSTLY, DEMONSTRATION, Answer, Commitment
from reflect.periods import Period
from reflect.review.blocks import Block, Column, Item, Items, Note, Review, Section, Table, Value
from reflect.review.look import Look, look_at
from reflect.review.material import Material
from reflect.review.sections.commitments import ended_in, open_by_day
from reflect.review.sections.say_do import say_do

INSIGHT = "convictions/insight"
WITHHELD = "(kept to myself)"


def week_of(day: date) -> str:
    """A day as its ISO week: "wk 33"."""
    return f"wk {day.isocalendar().week}"


def coaching_brief(material: Material, period: Period, before: Period) -> Review:
    """One to two pages; every heading stands in every brief, so that a coach can lay two side by side."""
    look = look_at(material, period, before)
    parts: tuple[tuple[str, str, Callable[[Look], tuple[Block, ...]]], ...] = (
        ("since", "Since our last session", _since),
        ("goal", "What I want from this one", _goal),
        ("went-well", "What went well, with evidence", _went_well),
        ("acts-and-words", "Where my acts and my words part", _acts_and_words),
        ("patterns", "Patterns", _patterns),
        ("learned", "What I learned, in one sentence", _learned),
        ("considering", "What I consider, and if-then", _considering),
        ("for-you", "For you", _for_you),
    )
    sections = tuple(
        Section(key, title, make(look) or (Note("none", "Nothing marked for this brief."),))
        for key, title, make in parts
    )
    return Review(period, before, sections, title=f"Coaching brief · {_in_weeks(period)}")


def _in_weeks(period: Period) -> str:
    """The name of a quarter or year; of anything shorter or freer its weeks, for a brief names no dates."""
    if period.unit in ("quarter", "year"):
        return period.key.replace("-", " ")
    first, last = period.first.isocalendar(), period.last.isocalendar()
    if first.year != last.year:
        return f"{first.year} wk {first.week} – {last.year} wk {last.week}"
    return f"{first.year} wk {first.week}" + (f" – {last.week}" if first.week != last.week else "")


def _marked(look: Look) -> Iterator[tuple[date, Answer]]:
    for entry in look.material.within(look.period):
        for answer in entry.answers:
            if answer.visibility == "coach" and answer.state == "answered" and answer.text:
                yield entry.day, answer


def _line(day: date, answer: Answer) -> Item:
    cost = " (it cost me something)" if answer.choice == COSTLY else ""
    about = f" ({answer.conviction})" if answer.conviction else ""
    values: Mapping[str, Value] = {"week": week_of(day), "conviction": answer.conviction, "costly": bool(cost)}
    return Item(f"{week_of(day).capitalize()}{about}: {(answer.text or '').strip()}{cost}", values)


def _since(look: Look) -> tuple[Block, ...]:
    ended = ended_in((k for k in look.material.nouns.commitments if k.visibility != "sealed"), look.period)
    if not ended:
        return ()
    rows = tuple({"agreed": _agreed(held), "happened": held.outcome} for held in ended)
    kept = sum(held.outcome == "kept" for held in ended)
    columns = (Column("agreed", "agreed", wide=True), Column("happened", "happened"))
    return (Table("agreements", columns, rows, notes=(f"{kept} of {len(ended)} kept.",)),)


def _agreed(held: Commitment) -> str:
    if held.visibility != "coach":
        return f"{held.code} {WITHHELD}"
    return f"If {held.cue}, then {held.act}" if held.cue else held.act


def _goal(_look: Look) -> tuple[Block, ...]:
    return (Note("goal", "To be said in the session. Ask me about: …"),)


def _went_well(look: Look) -> tuple[Block, ...]:
    lines = tuple(_line(day, a) for day, a in _marked(look) if a.prompt == DEMONSTRATION)
    return (Items("evidence", lines),) if lines else ()


def _acts_and_words(look: Look) -> tuple[Block, ...]:
    """The say-do table; a conviction that is not marked for the coach is its code alone."""
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
    )
    columns = tuple(column for column in table.columns if column.key in (*kept, "statement"))
    parted = () if look.then is look.before else ("my first quarter: before is its first six weeks, now the rest",)
    return (Table("convictions", columns, rows, notes=(table.notes[0], *parted)),)


def _patterns(look: Look) -> tuple[Block, ...]:
    """Only what passed its test."""
    items = [
        Item(
            f"{code}: lived {result.reading}, {result.before_mean:.1f} then and {result.now_mean:.1f} now.",
            {"conviction": code, "reading": result.reading},
        )
        for code, result in ((c.code, look.lived(c.code)) for c in look.material.convictions_in(look.now))
        if result.reading in ("higher", "lower")
    ]
    return (Items("readings", tuple(items)),) if items else ()


def _learned(look: Look) -> tuple[Block, ...]:
    said = [answer for _, answer in _marked(look) if answer.prompt == INSIGHT]
    return (Note("insight", (said[-1].text or "").strip()),) if said else ()


def _considering(look: Look) -> tuple[Block, ...]:
    still = open_by_day(look.material.nouns.commitments, look.period)
    shown = [held for held in still if held.visibility == "coach"]
    return (Items("commitments", tuple(Item(_agreed(h), {"commitment": h.code}) for h in shown)),) if shown else ()


def _for_you(look: Look) -> tuple[Block, ...]:
    others = tuple(
        _line(day, answer) for day, answer in _marked(look) if answer.prompt not in (DEMONSTRATION, INSIGHT)
    )
    ask = Item("What do you notice that I have not written?", {})
    return (Items("marked", (*others, ask)),)
