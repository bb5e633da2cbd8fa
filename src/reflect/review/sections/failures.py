"""Failures and the litmus: whether anyone has learned anything, who, and what."""

from __future__ import annotations

from collections import Counter

from reflect.model import Entry
from reflect.review.blocks import Block, Fact, Facts, Item, Items, Section, Share
from reflect.review.look import Look, answer_in, choice_in
from reflect.review.sections.steps import counts_line

HAPPENED = "room-to-fail/happened"
LEARNED = "room-to-fail/learned"
KIND = "room-to-fail/failure-kind"
FIRST_HOUR = "room-to-fail/first-hour"
SETTLED = ("yes", "no")
"""Answers to the litmus after which it is not put again; "not yet" is none of them."""

GIST = 70


def failures(look: Look) -> Section | None:
    """How many taught somebody something, of those that were settled; the others are listed with their age."""
    entries = look.events("failure")
    if not entries:
        return None
    settled = [entry for entry in entries if choice_in(entry, LEARNED) in SETTLED]
    learned = sum(choice_in(entry, LEARNED) == "yes" for entry in settled)
    facts = [
        Fact("recorded", "recorded", len(entries), detail=bool(settled)),
        Fact("learned", "learned from", Share(learned, len(settled)), detail=not settled),
    ]
    blocks: list[Block] = [Facts("failures", tuple(facts))]
    for key, label, prompt in (("kinds", "nearer to", KIND), ("first-hour", "first hour", FIRST_HOUR)):
        counted = Counter(word for entry in entries if (word := choice_in(entry, prompt))).most_common()
        if counted:
            blocks.append(counts_line(key, label, counted, detail=True))
    if waiting := [entry for entry in entries if entry not in settled]:
        items = tuple(_waiting(entry, look) for entry in waiting)
        blocks.append(Items("not-yet", items, "Nobody has learned from these yet", detail=True))
    return Section("failures", "Failures", tuple(blocks), f"list {look.period.key} --event failure")


def _waiting(entry: Entry, look: Look) -> Item:
    """How it was told, and how long it has been waiting for a lesson, up to today."""
    told = answer_in(entry, HAPPENED)
    words = " ".join((told.text or "").split()) if told else ""
    gist = words if len(words) <= GIST else words[: GIST - 1] + "…"
    days = (look.material.today - entry.day).days
    return Item(
        f"{gist or 'a failure'} ({'1 day' if days == 1 else f'{days} days'})",
        {"entry": entry.id, "days": days},
        look.material.to_show(entry),
    )
