"""Failures and the litmus: whether anyone has learned anything, who, and what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

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
    open_ = [entry for entry in entries if entry not in settled]
    asked, untold = _parted(open_)
    for key, label, waiting in (
        ("not-yet", "Nobody has learned from these yet", asked),
        ("not-told", "What was learned from these is not told yet", untold),
    ):
        if waiting:
            blocks.append(Items(key, tuple(_waiting(entry, look) for entry in waiting), label, detail=True))
    return Section("failures", "Failures", tuple(blocks), f"list {look.period.key} --event failure")


def _parted(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those that somebody answered the litmus for with "not yet", and those for which it was never answered."""
    asked = [entry for entry in entries if choice_in(entry, LEARNED)]
    return asked, [entry for entry in entries if entry not in asked]


def learned_in_words(entries: Sequence[Entry]) -> str:
    """Of so many failures: how many taught somebody something, and of how many that is not told."""
    told = [choice_in(entry, LEARNED) for entry in entries]
    untold = sum(not word for word in told)
    if untold == len(told):
        return "what was learned is not told yet"
    learned = sum(word == "yes" for word in told)
    return f"{learned or 'none'} that somebody learned from" + (f", {untold} not told yet" if untold else "")


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
