"""The two true tests: credit given or kept, and how she took it that somebody left."""

from __future__ import annotations

from collections import Counter

from reflect.model import Entry
from reflect.review.blocks import Block, Fact, Facts, Section, Share
from reflect.review.days import short_day
from reflect.review.look import CREDIT, Look, answer_in, choice_in
from reflect.review.sections.steps import counts_line

LEAVING = "their-success/leaving"
PERSON = "their-success/leaving-person"
LABELS = ("held it against them", "thought of the gap first", "mixed", "glad, with a pang", "glad for them")


def tests(look: Look) -> Section | None:
    """Credit given, of all that she gave or kept; and each departure with her first ten minutes."""
    credit, departures = look.events("credit"), look.events("departure")
    blocks: list[Block] = []
    if credit:
        given, of = look.shares["credit"][1]
        reading = look.share("credit")
        note = "" if reading is None else f"was {reading.before[0]} of {reading.before[1]}: {reading.reading}"
        blocks.append(Facts("credit", (Fact("given", "credit given, of given and kept", Share(given, of), note),)))
        blocks.append(
            counts_line(
                "names", "whose name", Counter(w for e in credit if (w := choice_in(e, CREDIT))).most_common()
            )
        )
    facts = []
    for entry in departures:
        first = answer_in(entry, LEAVING)
        if first is not None and first.value is not None:
            label = (
                f"{_leaver(entry, look)} leaves ({short_day(entry.day, look.material.today)}), first ten minutes"
            )
            facts.append(Fact(f"departure-{entry.id}", label, LABELS[first.value - 1]))
    if facts:
        blocks.append(Facts("departures", tuple(facts)))
    if not blocks:
        return None
    command = f"list {look.period.key} --event {'credit' if credit else 'departure'}"
    return Section("tests", "Credit, leavers", tuple(blocks), command, detail=True)


def _leaver(entry: Entry, look: Look) -> str:
    """Who leaves, by name where the event says it."""
    said = answer_in(entry, PERSON)
    people = look.material.nouns.people if said is not None else ()
    name = next((p.name for p in people if said and p.code == said.person and p.visibility != "sealed"), None)
    return name or "Somebody"
