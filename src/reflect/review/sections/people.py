"""Her people: who has waited longest for a small gain, and what she knows of their success."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from reflect.model import Person
from reflect.review.blocks import Block, Column, Item, Items, Note, Section, Span, Table, Value
from reflect.review.look import GIVEN, Look
from reflect.review.sections.steps import counts_line
from reflect.review.waits import longest_waits, waited, weeks_words

SUCCESS = "their-success/success"
KNOWN = "their-success/success-known"
IN_THEIR_WORDS = 5
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
    last_gain, day = look.material.last_gain, look.period.last
    if not look.roster:
        if not look.material.nouns.convictions:
            return None
        return Section("people", "People", (_nobody(look),))
    blocks: list[Block] = []
    if longest := longest_waits(look.roster, last_gain, day)[:WAITS]:
        blocks.append(Items("waits", tuple(_wait(person, days) for person, days in longest)))
    gains = _gains(look)
    rows = tuple(_row(look, person, waited(person, last_gain, day), gains[person.code]) for person in look.roster)
    kinds = _kinds(look)
    blocks.append(Table("people", COLUMNS, rows, detail=bool(longest or kinds)))
    if kinds:
        n = sum(n for _, n in kinds)
        label = "1 gain" if n == 1 else f"{n} gains"
        blocks.append(counts_line("gain-mix", label, kinds, detail=bool(longest)))
    return Section("people", "People", tuple(blocks))


def _nobody(look: Look) -> Note:
    if any(person.visibility != "sealed" for person in look.material.nouns.people):
        return Note("empty", "Nobody was on your roster then.")
    return Note("empty", "Nobody is on your roster yet:", "people add NAME")


def _wait(person: Person, days: int) -> Item:
    who = f"{person.name}, in repair" if person.relation == "in repair" else person.name
    values: Mapping[str, Value] = {"person": person.code, "days": days}
    return Item(f"{who}: no small gain noted for {weeks_words(days)}", values, page_of(person))


def page_of(person: Person) -> str:
    """The command that shows their page; by code where a shell would not take the name as it is."""
    plain = re.fullmatch(r"[^\W_][\w. -]*", person.name)
    return f"people show {person.name if plain else person.code}"


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
