"""The two true tests: credit given or kept, and how she took it that somebody left."""

from __future__ import annotations

from collections import Counter

from reflect.review.blocks import Block, Fact, Facts, Section, Share
from reflect.review.look import CREDIT, Look, answer_in, choice_in
from reflect.review.sections.steps import counts_line

LEAVING = "their-success/leaving"
LABELS = ("held it against them", "thought of the gap first", "mixed", "glad, with a pang", "glad for them")


def tests(look: Look) -> Section | None:
    """Credit given, of all that she gave or kept; and each departure with her first ten minutes."""
    credit, departures = look.events("credit"), look.events("departure")
    blocks: list[Block] = []
    if credit:
        given, of = look.shares["credit"][1]
        reading = look.share("credit")
        note = "" if reading is None else f"was {reading.before[0]} of {reading.before[1]}: {reading.reading}"
        command = f"list {look.period.key} --event credit"
        blocks.append(
            Facts("credit", (Fact("given", "credit given, of given and kept", Share(given, of), note, command),))
        )
        blocks.append(
            counts_line(
                "names", "whose name", Counter(w for e in credit if (w := choice_in(e, CREDIT))).most_common()
            )
        )
    facts = []
    for entry in departures:
        first = answer_in(entry, LEAVING)
        if first is not None and first.value is not None:
            facts.append(
                Fact(f"departure-{entry.id}", f"{entry.day:%d %b}, somebody left", LABELS[first.value - 1])
            )
    if facts:
        blocks.append(Facts("departures", tuple(facts)))
    return Section("tests", "Credit, leavers", tuple(blocks)) if blocks else None
