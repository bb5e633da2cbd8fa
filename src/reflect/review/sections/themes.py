"""What rose and fell in her own words, by shuffled weeks; or, where nothing moved, what she spoke of most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reflect.insight.themes import Theme, Told, around, words_of
from reflect.insight.themes import themes as compare
from reflect.model import Entry, Person
from reflect.periods import Period
from reflect.review.blocks import Block, Column, Note, Quote, Quotes, Section, Share, Table, Value
from reflect.review.look import Look
from reflect.review.material import quotable

TITLE = "Themes"
USED_SHOWN = 5
MAIN = 3
COLUMNS = (
    Column("term", ""),
    Column("direction", ""),
    Column("now", "entries", "right"),
    Column("before", "before", "right"),
)


def themes(look: Look) -> Section | None:
    """Every theme with its counts, days and a quote, never one from a sealed answer."""
    told, told_before = told_in(look, look.period), told_in(look, look.before)
    if not told:
        return None
    found = compare(told, told_before, look.material.hidden_words | words_of_names(look.material.nouns.people))
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
        chance = "fewer than one" if found.by_chance < 1 else f"about {found.by_chance:.0f}"
        quotes = tuple(_quote(theme, told if theme.direction == "rose" else told_before) for theme in found.moved)
        blocks += [
            Table("moved", COLUMNS, rows, main_rows=MAIN),
            Note("by-chance", f"{chance} of these {len(rows)} would move by chance", detail=True),
            Quotes("quotes", quotes, detail=True),
            Note("search", "what a word stands in:", _search(found.moved[0], look), detail=True),
            Note("hide", "a word that says nothing:", "themes hide WORD", detail=True),
        ]
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
    return Section("themes", TITLE, tuple(blocks), detail=not found.moved)


def _search(theme: Theme, look: Look) -> str:
    """What finds the entries of both periods that a term stands in."""
    return f"search {theme.term} --since {look.before.first} --until {look.period.last}"


def _quote(theme: Theme, told: tuple[Told, ...]) -> Quote:
    """What was said last with it: of an entry of several answers the line that holds it."""
    entry = told[theme.where[-1]]
    words = set(words_of(theme.term))
    line = next((line for line in entry.text.split("\n") if words <= set(words_of(line))), entry.text)
    return Quote(around(line, theme.term), entry.day, theme.term)


def words_of_names(people: Sequence[Person]) -> set[str]:
    """The words of every name on the roster: names are no themes, and have a section of their own."""
    return {word for person in people for name in (person.name, *person.aliases) for word in words_of(name)}


def told_in(look: Look, period: Period) -> tuple[Told, ...]:
    """Each entry's words as one text; sealed answers are neither counted nor quoted."""
    return words_told(look.material.within(period))


def words_told(entries: Iterable[Entry]) -> tuple[Told, ...]:
    """Each entry's words as one text, on its day; an entry without words is left out."""
    told = []
    for entry in entries:
        text = "\n".join(answer.text or "" for answer in entry.answers if quotable(answer))
        if text:
            told.append(Told(entry.day, text))
    return tuple(told)
