"""Entries as they are listed and shown: one line each, or one whole, in the shapes of a review."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from reflect.model import COSTLY, Answer, Entry, Nouns, Question
from reflect.review.blocks import Block, Column, Fact, Facts, Item, Items, Note, Section, Table, Value

GIST = 160
"""Signs of an entry that a list shows, at most."""

COLUMNS = (
    Column("short", "id"),
    Column("day", "day", "right"),
    Column("kind", "kind"),
    Column("gist", "", wide=True),
)


def listing(entries: Sequence[Entry], short: Mapping[str, str], nouns: Nouns, *, empty: str) -> Section:
    """One line an entry, in the order given; `short` holds the short id of each."""
    if not entries:
        return Section("entries", "Entries", (Note("empty", empty),))
    names = {person.code: person.name for person in nouns.people}
    rows = tuple(
        {
            "short": short[entry.id],
            "day": entry.day,
            "kind": entry.kind,
            "gist": gist(entry, names),
            "id": entry.id,
            "at": entry.at,
            "tags": ", ".join(entry.tags) or None,
        }
        for entry in entries
    )
    return Section("entries", "Entries", (Table("entries", COLUMNS, rows),))


def gist(entry: Entry, names: Mapping[str, str]) -> str:
    """Whom an entry is about and its first words, then its ratings; a sealed answer is not shown."""
    parts: list[str] = []
    for answer in entry.answers:
        if answer.visibility == "sealed":
            parts.append("(sealed)")
        elif answer.state in ("answered", "open"):
            said = (
                names.get(answer.person or "", ""),
                "" if answer.choice == COSTLY else answer.choice or "",
                " ".join((answer.text or "").split()),
                " ".join(answer.choices) if answer.choices != ("none",) else "",
            )
            parts += [part for part in said if part]
    ratings = [f"{a.conviction or ''} {a.value}".strip() for a in entry.answers if a.value is not None]
    if ratings:
        parts.append(" ".join(ratings))
    if any(answer.state == "open" for answer in entry.answers):
        parts.append("(still open)")
    words = " · ".join(parts)
    shown = words if len(words) <= GIST else words[: GIST - 1] + "…"
    is_marked = any(answer.visibility == "coach" and answer.text for answer in entry.answers)
    return f"{shown} (for my coach)" if is_marked else shown


Worded = Callable[[Answer], Question]


def whole(
    entry: Entry, short: Mapping[str, str], worded: Worded, nouns: Nouns, only: Answer | None = None
) -> Section:
    """An entry with every question as it was worded, and every answer with its short id and marks."""
    facts = [Fact("id", "id", short[entry.id])]
    if entry.at:
        facts.append(Fact("at", "written", f"{entry.at} ({entry.zone or 'zone unknown'})"))
    if entry.late:
        facts.append(Fact("late", "late", "yes"))
    if entry.tags:
        facts.append(Fact("tags", "tags", ", ".join(entry.tags)))
    if entry.origin:
        facts.append(Fact("origin", "came from", entry.origin))
    blocks: list[Block] = [Facts("entry", tuple(facts))]
    statements = {c.code: c.worded_on(entry.day).statement for c in nouns.convictions}
    names = {p.code: p.name for p in nouns.people}
    grouped: dict[tuple[str, int], list[Answer]] = {}
    for answer in entry.answers if only is None else (only,):
        grouped.setdefault((answer.prompt, answer.version), []).append(answer)
    for answers in grouped.values():
        question = worded(answers[0])
        about = statements.get(answers[0].conviction or "", "")
        asked = question.asked.replace("<conviction>", about).replace("<day>", "that day")
        items = tuple(_line(answer, question, short, statements, names) for answer in answers)
        blocks.append(Items(answers[0].prompt, items, asked))
    return Section("entry", f"{entry.kind} · {_day(entry.day)}", tuple(blocks))


def _line(
    answer: Answer,
    question: Question,
    short: Mapping[str, str],
    statements: Mapping[str, str],
    names: Mapping[str, str],
) -> Item:
    parts: list[str] = []
    if answer.conviction:
        parts.append(f"{answer.conviction} {statements.get(answer.conviction, '')}:")
    if answer.person:
        parts.append(f"{names.get(answer.person, answer.person)}:")
    parts.append(said(answer, question))
    marks = [word for word in (answer.choice if answer.choice == COSTLY else "", _visible(answer)) if word]
    if marks:
        parts.append(f"({', '.join(marks)})")
    values: dict[str, Value] = {
        "id": answer.id, "short": short[answer.id], "state": answer.state, "value": answer.value,
        "choice": answer.choice, "text": answer.text, "person": answer.person, "conviction": answer.conviction,
        "made": answer.made, "visibility": answer.visibility,
    }  # fmt: skip
    return Item(f"{short[answer.id]}  {' '.join(parts)}", values)


def said(answer: Answer, question: Question) -> str:
    """What an answer says, in words."""
    if answer.state in ("passed", "none"):
        return "passed" if answer.state == "passed" else "no occasion"
    parts = [answer.choice or "", ", ".join(answer.choices), answer.text or "", answer.made or ""]
    if answer.choice == COSTLY:
        parts[0] = ""
    if answer.value is not None:
        fits = 1 <= answer.value <= len(question.labels)
        parts.insert(0, f"{answer.value} {question.labels[answer.value - 1]}" if fits else str(answer.value))
    words = " · ".join(part for part in parts if part)
    if answer.state == "open":
        return f"{words} (still open)" if words else "still open"
    return words


def _visible(answer: Answer) -> str:
    return {"coach": "for my coach", "sealed": "sealed"}.get(answer.visibility, "")


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
