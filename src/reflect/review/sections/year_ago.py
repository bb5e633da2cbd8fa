"""A year ago: that period's insight, a commitment of then, an ordinary day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reflect.model import DEMONSTRATION, Answer, Entry
from reflect.periods import Period, same_last_year
from reflect.review.blocks import Block, Item, Items, Quote, Quotes, Section
from reflect.review.look import Look
from reflect.review.material import quotable

INSIGHT = "convictions/insight"


def year_ago(look: Look) -> Section | None:
    """Herself, a year before; nothing where she had no journal then."""
    material = look.material
    then = same_last_year(look.period)
    blocks: list[Block] = []
    insight, ordinary = _insight(material.year_ago), _ordinary_day(material.year_ago, then)
    if insight and ordinary:
        ordinary = replace(ordinary, detail=True)
    quotes = [quote for quote in (insight, ordinary) if quote]
    if quotes:
        blocks.append(Quotes("words", tuple(quotes)))
    made = [held for held in material.nouns.commitments if held.made in then and held.visibility != "sealed"]
    if made:
        held = made[-1]
        outcome = held.outcome or "open"
        values = {"commitment": held.code, "act": held.act, "outcome": outcome}
        blocks.append(Items("commitment", (Item(f"You promised: {held.act} ({outcome})", values),)))
    return Section("year-ago", "A year ago", tuple(blocks)) if blocks else None


def _insight(entries: tuple[Entry, ...]) -> Quote | None:
    said = _answers(entries, INSIGHT)
    return None if not said else _quote(*said[-1], mark="insight")


def _ordinary_day(entries: tuple[Entry, ...], then: Period) -> Quote | None:
    """The demonstration nearest the middle of the period: not the best day, nor the worst."""
    said = _answers(entries, DEMONSTRATION)
    middle = then.first.toordinal() + then.days // 2
    if not said:
        return None
    return _quote(*min(said, key=lambda pair: abs(pair[0].toordinal() - middle)), mark="an ordinary day")


def _answers(entries: tuple[Entry, ...], prompt: str) -> list[tuple[date, Answer]]:
    return [
        (entry.day, answer)
        for entry in entries
        for answer in entry.answers
        if answer.prompt == prompt and quotable(answer)
    ]


def _quote(day: date, answer: Answer, mark: str) -> Quote:
    return Quote((answer.text or "").strip(), day, answer.conviction or "", (mark,), answer.id)
