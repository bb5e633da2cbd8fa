"""Step in, step back: how often she took over, how often she left it, and what made her."""

from __future__ import annotations

from collections import Counter

from reflect.model import Entry
from reflect.review.blocks import Block, Fact, Facts, Item, Items, Note, Section, Share
from reflect.review.look import TRIGGER, Look, answer_in, choice_in

LAYER = "room-to-fail/layer"
ASKED = "room-to-fail/asked"
HELD_BACK = "step-back/held-back"
LEFT = "room-to-fail/left"
TITLE = "Step in, step back"


def steps(look: Look) -> Section | None:
    """Stepping back is not good in itself: what was left alone is told apart from what was left with support."""
    entries = look.events("step")
    if not entries:
        if not look.material.nouns.people:
            return None
        return Section(
            "steps", TITLE, (Note("empty", "None logged. When you take something over, or leave it:", "log step"),)
        )
    inward, back = look.steps["in"], look.steps["back"]
    facts = [Fact("back", "steps back, of all steps", Share(len(back), len(back) + len(inward)), _before(look))]
    for word, label in (("critical", "truly critical, apart"), ("beginning", "at a beginning, apart")):
        if look.steps[word]:
            facts.append(Fact(word, label, len(look.steps[word]), detail=True))
    asked, before = look.material.tallied_days(look.period), look.material.tallied_days(look.before)
    if asked:
        days = f"{asked} days" + (f", {before} before" if before else "")
        facts.append(Fact("asked", "asked for on", days, detail=True))
    blocks: list[Block] = [Facts("steps", tuple(facts))]
    for key, label, prompt, among in (
        ("triggers", "triggers", TRIGGER, inward),
        ("layer", "whose work", LAYER, inward),
        ("asked", "asked or not", ASKED, inward),
        ("held-back", "held back first", HELD_BACK, inward),
        ("left", "left it", LEFT, back),
    ):
        if counted := _counted(among, prompt):
            blocks.append(counts_line(key, label, counted, detail=key != "triggers"))
    alone = sum(choice_in(entry, LEFT) == "alone" for entry in back)
    if alone:
        times = {1: "once", 2: "twice"}.get(alone, f"{alone} times")
        blocks.append(
            Note(
                "alone",
                f"Left alone {times}: look for the missing rung, shared values, a clear mission, or confidence.",
                detail=True,
            )
        )
    return Section("steps", TITLE, tuple(blocks), f"list {look.period.key} --event step")


def _before(look: Look) -> str:
    reading = look.share("back")
    if reading is None:
        return ""
    n, of = reading.before
    return f"was {n} of {of}: {reading.reading}"


def _counted(entries: list[Entry], prompt: str) -> list[tuple[str, int]]:
    words = [answer.choice for entry in entries if (answer := answer_in(entry, prompt)) and answer.choice]
    return Counter(words).most_common()


def counts_line(key: str, label: str, counted: list[tuple[str, int]], *, detail: bool = False) -> Items:
    """One line of counted words, the most frequent first."""
    words = " · ".join(f"{word} {n}" for word, n in counted)
    return Items(key, (Item(f"{label}: {words}", dict(counted)),), detail=detail)
