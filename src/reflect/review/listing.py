"""Entries as they are listed and shown: one line each, or one whole, in the shapes of a review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from reflect.model import BRIEF, COSTLY, Answer, Entry, Nouns, Question
from reflect.review.blocks import Block, Column, Fact, Facts, Item, Items, Note, Section, Table, Value

GIST = 160
"""Signs of an entry that a list shows, at most."""

LONGER = ("weekly", "monthly", "crosscheck", "init", BRIEF)
"""The kinds of entry that, as long as nothing in them was answered, are no more than a list of questions."""

COLUMNS = (
    Column("short", "id"),
    Column("day", "day", "right"),
    Column("kind", "kind"),
    Column("gist", "", wide=True),
)


def says_nothing(entry: Entry) -> bool:
    """Whether a longer sitting was only opened: nothing in it was answered or passed, and nothing typed.

    A daily's questions are fixed by opening it, and an event has happened: these two always say something.
    """
    return entry.kind in LONGER and all(
        answer.state == "open" and not (answer.text or answer.choice or answer.choices) for answer in entry.answers
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
    if entry.kind == BRIEF and entry.about_from is not None and entry.about_to is not None:
        parts.append(f"{entry.about_from} to {entry.about_to}")
    for answer in entry.answers:
        if answer.visibility == "sealed":
            parts.append("(sealed)")
        elif answer.state in ("answered", "open"):
            said = (
                names.get(answer.person or "", ""),
                "" if answer.choice == COSTLY or entry.kind == BRIEF else answer.choice or "",
                " ".join((answer.text or "").split()),
                _counted(answer.choices) if answer.choices != ("none",) else "",
            )
            parts += [part for part in said if part]
    ratings = [f"{a.conviction or ''} {a.value}".strip() for a in entry.answers if a.value is not None]
    if ratings:
        parts.append(" ".join(ratings))
    if any(answer.state == "open" for answer in entry.answers):
        parts.append("(still open)")
    if not parts and any(answer.state == "passed" for answer in entry.answers):
        parts.append("all passed")
    words = " · ".join(parts)
    shown = words if len(words) <= GIST else words[: GIST - 1] + "…"
    is_marked = any(answer.visibility == "coach" and answer.text for answer in entry.answers)
    return f"{shown} (for my coach)" if is_marked else shown


def _counted(words: Sequence[str]) -> str:
    """Each word once, with how often it stands there: left it ×2, gain."""
    return ", ".join(word if n == 1 else f"{word} ×{n}" for word, n in Counter(words).items())


Worded = Callable[[Answer], Question]


def whole(
    entry: Entry, short: Mapping[str, str], worded: Worded, nouns: Nouns, only: Answer | None = None
) -> Section:
    """An entry with every question as it was worded, and every answer with its short id and marks."""
    facts = [Fact("id", "id", short[entry.id])]
    if entry.at:
        facts.append(Fact("at", "written", _moment(entry)))
    if entry.zone:
        facts.append(Fact("zone", "in", entry.zone))
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


def _moment(entry: Entry) -> datetime | str:
    """When an entry was written, by the clock of the place where it was; in UTC where that is not known."""
    from zoneinfo import ZoneInfo  # 5 ms, and only an entry that is shown whole pays for it

    try:
        moment = datetime.fromisoformat(entry.at or "")
    except ValueError:
        return entry.at or ""
    zone = entry.zone or "UTC"
    try:
        place = datetime.strptime(zone, "%z").tzinfo if zone[0] in "+-" else ZoneInfo(zone)
    except (ValueError, OSError, KeyError):  # a zone that this machine does not know
        return moment
    return moment.astimezone(place)


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
    words = said(answer, question)
    if answer.person:
        parts.append(names.get(answer.person, answer.person) + (":" if words else ""))
    parts.append(words)
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
