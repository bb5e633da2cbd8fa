"""What was agreed and what came of it; what is agreed now."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date

from reflect.model import OUTCOMES, Commitment
from reflect.review.blocks import Block, Column, Item, Items, Note, Table
from reflect.review.brief.words import excerpt, week_of
from reflect.review.look import Look
from reflect.review.sections.commitments import ended_in, open_by_day


def since_last_time(look: Look, agreed: Container[str]) -> tuple[Block, ...]:
    """The agreements that ended, and those that are overdue; the private ones as codes in one line.

    `agreed` are the codes of which she told for this brief what came of them, though the period was over then.
    """
    known = [held for held in look.material.nouns.commitments if held.visibility != "sealed"]
    in_period = {held.code for held in ended_in(known, look.period)}
    ended = [h for h in known if h.code in in_period or (h.outcome is not None and h.code in agreed)]
    late = [held for held in open_by_day(known, look.period) if held.due and held.due <= look.period.last]
    overdue = [held for held in late if held not in ended]
    shown = [(held, str(held.outcome)) for held in ended if held.visibility == "coach"]
    shown += [(held, _late(held.due, look.period.last)) for held in overdue if held.visibility == "coach"]
    private = [f"{held.code} {held.outcome}" for held in ended if held.visibility != "coach"]
    if not (ended or shown):
        return (Note("none", "Nothing that I had promised came to its end."),)
    columns = (Column("agreed", "agreed", wide=True), Column("happened", "happened"))
    rows = tuple({"agreed": if_then(held), "happened": words, "commitment": held.code} for held, words in shown)
    notes = [_counted(ended)] if ended else []
    if private:
        notes.append(f"Kept to myself: {' · '.join(private)}.")
    if not rows:
        return tuple(Note("counts", note) for note in notes)
    return (Table("agreements", columns, rows, notes=tuple(notes)),)


def _late(due: date | None, last: date) -> str:
    return "still open" + (f", due in {week_of(due, last)}" if due is not None else "")


def _counted(ended: list[Commitment]) -> str:
    """How many of those that ended were kept, with an if and without."""
    parts = [f"{sum(held.outcome == 'kept' for held in ended)} of {len(ended)} kept"]
    parts += [
        f"{n} {outcome}" for outcome in OUTCOMES[1:] if (n := sum(held.outcome == outcome for held in ended))
    ]
    words = ", ".join(parts)
    cued = [held for held in ended if held.cue]
    if cued and len(cued) < len(ended):
        without = [held for held in ended if not held.cue]
        words += f"; with an if {_share(cued)}, without {_share(without)}"
    return f"{words}."


def _share(some: Iterable[Commitment]) -> str:
    kept = [held.outcome == "kept" for held in some]
    return f"{sum(kept)} of {len(kept)}"


def considered(look: Look) -> tuple[Block, ...]:
    """The commitments that stand open and are marked for the coach, by the week they are due."""
    still = open_by_day(look.material.nouns.commitments, look.period)
    lines = tuple(
        Item(
            if_then(held) + (f" (by {week_of(held.due, look.period.last)})" if held.due is not None else ""),
            {"commitment": held.code},
        )
        for held in still
        if held.visibility == "coach"
        and held.outcome is None
        and not (held.due is not None and held.due <= look.period.last)
    )
    return (Items("commitments", lines),) if lines else ()


def if_then(held: Commitment) -> str:
    """A commitment as she would say it."""
    return excerpt(f"If {held.cue}, then {held.act}" if held.cue else held.act)
