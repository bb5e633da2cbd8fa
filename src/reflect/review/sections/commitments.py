"""What she said she would do, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from reflect.model import OUTCOMES, Commitment
from reflect.periods import Period
from reflect.review.blocks import Block, Fact, Facts, Item, Items, Note, Section, Share
from reflect.review.days import short_day
from reflect.review.look import Look
from reflect.review.material import Material


def commitments(look: Look) -> Section | None:
    """Those that came due: kept, partly, not, renegotiated; with a cue and without; and what is still open."""
    material, period = look.material, look.period
    known = [held for held in material.nouns.commitments if held.visibility != "sealed"]
    if not known:
        if not material.nouns.convictions:
            return None
        note = Note("empty", "Nothing promised yet; the cross-check asks for one.", "crosscheck")
        return Section("commitments", "Commitments", (note,))
    due = ended_in(known, period)
    still_open = open_by_day(known, period)
    blocks: list[Block] = [Facts("outcomes", _facts(due, len(still_open), look))] if due else []
    if still := tuple(_open_item(held, material) for held in still_open):
        blocks.append(Items("open", still, "still open", detail=bool(due)))
    if not blocks:
        return None
    return Section("commitments", "Commitments", tuple(blocks), "commitments list --all")


def ended_in(known: Iterable[Commitment], period: Period) -> list[Commitment]:
    """Those that got an outcome in the period."""
    return [
        held for held in known if held.outcome is not None and held.closed is not None and held.closed in period
    ]


def open_by_day(known: Iterable[Commitment], period: Period) -> list[Commitment]:
    """Those that were open on the period's last day, by the day they are due."""
    still = [
        held for held in known if held.made <= period.last and (held.closed is None or held.closed > period.last)
    ]
    return sorted(still, key=lambda held: (held.due is None, held.due or held.made, held.code))


def _facts(due: list[Commitment], still_open: int, look: Look) -> tuple[Fact, ...]:
    kept = sum(held.outcome == "kept" for held in due)
    facts = [Fact("kept", "kept", Share(kept, len(due)))]
    for outcome in OUTCOMES[1:]:
        if n := sum(held.outcome == outcome for held in due):
            facts.append(Fact(outcome, outcome, n, detail=True))
    if (compared := look.share("kept")) is not None:
        moved = compared.reading in ("higher", "lower")
        before = Share(*compared.before)
        facts.append(Fact("kept_before", "kept before", before, compared.reading, detail=not moved))
    cued = [held for held in due if held.cue]
    if cued and len(cued) < len(due):
        without = [held for held in due if not held.cue]
        facts.append(Fact("with_cue", "with an if", Share(sum(h.outcome == "kept" for h in cued), len(cued))))
        facts.append(
            Fact("without_cue", "without", Share(sum(h.outcome == "kept" for h in without), len(without)))
        )
    if still_open:
        facts.append(Fact("open", "open now", still_open))
    return tuple(facts)


def _open_item(held: Commitment, material: Material) -> Item:
    words = f"If {held.cue}, then {held.act}" if held.cue else held.act
    if held.due is None:
        when = "no day"
    elif held.due < material.today:
        when = f"was due {short_day(held.due, material.today)}"
    else:
        when = f"due {short_day(held.due, material.today)}"
    values = {"commitment": held.code, "cue": held.cue, "act": held.act, "made": held.made, "due": held.due}
    return Item(f"{held.code}  {words} ({when})", values)
