"""Her people: who has waited longest for a small gain, and what she knows of their success."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from reflect.model import Person
from reflect.review.blocks import Block, Column, Item, Items, Note, Section, Span, Table, Value
from reflect.review.look import GIVEN, Look
from reflect.review.sections.steps import counts_line

SUCCESS = "their-success/success"
KNOWN = "their-success/success-known"
IN_THEIR_WORDS = 5
LONG = {"new": 21, "steady": 21, "in repair": 42}
"""Days after which a wait is long: three weeks; repair goes by a slower clock."""

WAITS = 3
COLUMNS = (
    Column("name", "", wide=True),
    Column("last_gain", "last gain", "right"),
    Column("gains", "gains", "right"),
    Column("success", "success to them"),
    Column("relation", "relation"),
)


def people(look: Look) -> Section | None:
    """The three longest waits first, then everybody; no fraction stands beside a name."""
    roster = [p for p in look.material.nouns.people if active(p, look.period.last) and p.visibility != "sealed"]
    if not roster:
        if not look.material.nouns.convictions:
            return None
        return Section("people", "People", (Note("empty", "Nobody is on your roster yet:", "people add NAME"),))
    waits = {person.code: waited(look, person) for person in roster}
    blocks: list[Block] = []
    if longest := longest_waits(look, roster):
        blocks.append(
            Items(
                "waits",
                tuple(_wait(person, waits[person.code]) for person in longest),
                "Waited longest for a small gain",
            )
        )
    gains = _gains(look)
    rows = tuple(_row(look, person, waits[person.code], gains[person.code]) for person in roster)
    blocks.append(Table("people", COLUMNS, rows))
    if kinds := _kinds(look):
        blocks.append(counts_line("gain-mix", f"{sum(n for _, n in kinds)} gains", kinds))
    return Section("people", "People", tuple(blocks))


def active(person: Person, day: date) -> bool:
    """On the roster on that day."""
    return (person.since is None or person.since <= day) and (person.left is None or person.left > day)


def waited(look: Look, person: Person) -> int | None:
    """Days since the last small gain, or since the person joined where there was none yet; None if unknown."""
    since = look.material.last_gain.get(person.code) or person.since
    return None if since is None else max(0, (look.period.last - since).days)


def longest_waits(look: Look, roster: list[Person]) -> list[Person]:
    """At most three whose wait is long by the clock of their relation, the longest by that clock first."""
    found = [(person, wait) for person in roster if (wait := waited(look, person)) is not None]
    late = [(wait / LONG[person.relation], person) for person, wait in found if wait >= LONG[person.relation]]
    return [person for _, person in sorted(late, key=lambda pair: (-pair[0], pair[1].code))[:WAITS]]


def _wait(person: Person, days: int | None) -> Item:
    repair = ", in repair" if person.relation == "in repair" else ""
    values: Mapping[str, Value] = {"person": person.code, "days": days}
    return Item(f"{person.name}: {weeks_words(days or 0)}{repair}.", values, f"people show {person.name}")


def weeks_words(days: int) -> str:
    """Days in full weeks, as they are said aloud."""
    weeks = days // 7
    if weeks < 1:
        return f"{days} days" if days != 1 else "1 day"
    return "1 week" if weeks == 1 else f"{weeks} weeks"


def _gains(look: Look) -> Counter[str]:
    return Counter(
        answer.person
        for entry in look.events("gain")
        for answer in entry.answers
        if answer.prompt == GIVEN and answer.person is not None and answer.choice != "nobody"
    )


def _kinds(look: Look) -> list[tuple[str, int]]:
    words = [
        answer.choice
        for entry in look.events("gain")
        for answer in entry.answers
        if answer.prompt == GIVEN and answer.choice and answer.choice != "nobody"
    ]
    return Counter(words).most_common()


def _row(look: Look, person: Person, wait: int | None, gains: int) -> Mapping[str, Value]:
    had = person.code in look.material.last_gain
    return {
        "name": person.name,
        "last_gain": Span(wait) if had and wait is not None else None,
        "gains": gains,
        "success": _success(look, person.code),
        "relation": person.relation,
        "person": person.code,
    }


def _success(look: Look, code: str) -> str:
    """What is known of their success, and from whom."""
    said = look.material.latest_about.get((SUCCESS, code))
    known = look.material.latest_about.get((KNOWN, code))
    if said is None and known is None:
        return "not known"
    if known is not None and known[1].value == IN_THEIR_WORDS:
        return f"in their words, {known[0]:%b %Y}"
    return "my guess" if known is None or (known[1].value or 0) <= 2 else "signs, or from others"
