"""What rose and fell in her own words, by shuffled weeks; or, where nothing moved, what she spoke of most."""

from __future__ import annotations

from collections.abc import Mapping

from reflect.insight.themes import Theme, Themes, Told, around, words_of
from reflect.insight.themes import themes as compare
from reflect.periods import Period
from reflect.review.blocks import Block, Column, Note, Quote, Quotes, Section, Share, Table, Value
from reflect.review.look import Look
from reflect.review.material import quotable

TITLE = "Themes"
USED_SHOWN = 5
COLUMNS = (
    Column("term", ""),
    Column("direction", ""),
    Column("now", "entries now", "right"),
    Column("before", "before", "right"),
)


def themes(look: Look) -> Section | None:
    """Every theme with its counts, days and a quote, never one from a sealed answer."""
    found, told = themes_of(look)
    if not told:
        return None
    blocks: list[Block] = []
    if found.moved:
        rows: tuple[Mapping[str, Value], ...] = tuple(
            {
                "term": theme.term,
                "direction": theme.direction,
                "now": Share(theme.now, theme.of_now),
                "before": Share(theme.before, theme.of_before),
            }
            for theme in found.moved
        )
        by_chance = f"about {found.by_chance:.0f} of these {len(rows)} would move by chance"
        blocks.append(
            Table("moved", COLUMNS, rows, notes=(by_chance, "a word that says nothing: reflect themes hide WORD"))
        )
        blocks.append(
            Quotes("quotes", tuple(_quote(theme, told) for theme in found.moved if theme.direction == "rose"))
        )
    else:
        why = (
            "Nothing moved more than chance would"
            if found.compared
            else "The two periods are too unlike to be compared"
        )
        words = ", ".join(f"{theme.term} {theme.now}" for theme in found.used[:USED_SHOWN])
        blocks.append(Note("unmoved", f"{why}; most entries spoke of: {words}." if words else f"{why}."))
        if found.used:
            blocks.append(Quotes("quotes", tuple(_quote(theme, told) for theme in found.used[:2])))
    return Section("themes", TITLE, tuple(blocks))


def _quote(theme: Theme, told: tuple[Told, ...]) -> Quote:
    entry = told[theme.where[-1]]
    return Quote(around(entry.text, theme.term), entry.day, theme.term)


def themes_of(look: Look) -> tuple[Themes, tuple[Told, ...]]:
    """The themes of a look back, and the entries of the period that they are told in."""
    now, before = told_in(look, look.period), told_in(look, look.before)
    people = look.material.nouns.people
    names = {word for person in people for name in (person.name, *person.aliases) for word in words_of(name)}
    return compare(now, before, look.material.hidden_words | names), now


def told_in(look: Look, period: Period) -> tuple[Told, ...]:
    """Each entry's words as one text; sealed answers are neither counted nor quoted."""
    told = []
    for entry in look.material.within(period):
        text = "\n".join(answer.text or "" for answer in entry.answers if quotable(answer))
        if text:
            told.append(Told(entry.day, text))
    return tuple(told)
