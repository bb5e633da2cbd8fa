"""The page for the minute before a one-to-one: what stands in the journal about one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from reflect.frozen import frozen
from reflect.model import COSTLY, Answer, Commitment, Entry, Need, Nouns, Person, Prompt, Question
from reflect.review.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Item,
    Items,
    Note,
    Quote,
    Quotes,
    Section,
    Span,
    Table,
    Value,
)
from reflect.review.days import short_day
from reflect.review.listing import said

SUCCESS = "their-success"
"""The pack whose answers say what success is to a person, and how she knows."""
HEARD_FROM, NEED_HEARD = "convictions/conversation-person", "convictions/conversation-need"
HEARD = (NEED_HEARD, "convictions/conversation-dream", "convictions/conversation-more")
"""What was heard in a conversation names nobody itself: it is of whom the conversation was with."""

QUESTIONS = 6
"""Questions under which what was written last is shown, at most."""
LATEST = 2
"""Answers shown under each: the newest."""
LONGEST = 280
"""Signs of an answer that the page shows, at most."""

NEED_COLUMNS = (
    Column("need", ""),
    Column("text", "what", wide=True),
    Column("kind", "for"),
    Column("state", "state"),
    Column("open", "open", "right"),
)
COMMITMENT_COLUMNS = (Column("commitment", ""), Column("due", "by", "right"), Column("what", "what", wide=True))


@frozen
class Known:
    """All that the page is made of; `entries` are those that have an answer about the person, by day.

    `to_ask` are questions to take along, each with the day on which it was last asked about the person.
    """

    person: Person
    today: date
    nouns: Nouns
    entries: tuple[Entry, ...]
    worded: Callable[[Answer], Question]
    to_ask: tuple[tuple[Prompt, date | None], ...] = ()


_Said = tuple[date, Answer]


def person_page(known: Known) -> tuple[Section, ...]:
    """How it stands, needs heard, success to them, needs, promises, what was written last; nothing sealed."""
    code = known.person.code
    asked = _by_question(known)
    heard = asked.pop(NEED_HEARD, [])
    success = [said for id_, said in asked.items() if id_.startswith(f"{SUCCESS}/")]
    others = [said for id_, said in asked.items() if not id_.startswith(f"{SUCCESS}/")]
    sections = [_standing(known.person)]
    if heard:
        sections.append(Section("heard", "Needs you heard", (_quotes(known, heard),)))
    if success:
        sections.append(Section("success", "Their success", tuple(_quotes(known, said) for said in success)))
    needs = [n for n in known.nouns.needs if n.person == code and n.is_open and n.visibility != "sealed"]
    if needs:
        rows = tuple(need_row(need, known.today) for need in sorted(needs, key=lambda need: need.asked))
        sections.append(Section("needs", "Needs", (Table("needs", NEED_COLUMNS, rows),)))
    if promised := tuple(commitment_row(held) for held in _promised(known)):
        table = Table("commitments", COMMITMENT_COLUMNS, promised)
        sections.append(Section("commitments", "You promised", (table,)))
    if others:
        sections.append(
            Section("words", "What you wrote last", tuple(_quotes(known, said) for said in others[-QUESTIONS:]))
        )
    if known.to_ask:
        items = tuple(_to_ask(known, prompt, last) for prompt, last in known.to_ask)
        sections.append(Section("take-along", "To take along", (Items("questions", items),)))
    sections.append(_more(known))
    return tuple(sections)


def _standing(person: Person) -> Section:
    stands = person.relations[-1].since if person.relations else None
    facts = (
        Fact("aliases", "also", ", ".join(person.aliases) or None),
        Fact("relation", "relation", person.relation),
        Fact("relation_since", f"{person.relation} since", stands if stands != person.since else None),
        Fact("leads_others", "leads others", "yes" if person.leads_others else None),
        Fact("since", "on your roster since", person.since),
        Fact("left", "left", person.left),
        Fact("visibility", "visibility", person.visibility if person.visibility != "private" else None),
    )
    shown = Facts("person", tuple(fact for fact in facts if fact.value is not None))
    return Section("person", f"{person.code} {person.name}", (shown,))


def _by_question(known: Known) -> dict[str, list[_Said]]:
    """What was answered about the person by prompt: the prompt and the answer that came last stand last."""
    found: dict[str, list[_Said]] = {}
    for entry in known.entries:
        whom = next((answer.person for answer in entry.answers if answer.prompt == HEARD_FROM), None)
        for answer in entry.answers:
            person = whom if answer.prompt in HEARD and answer.person is None else answer.person
            says = answer.text or answer.choice or answer.choices or answer.value is not None
            shows = answer.state == "answered" and answer.visibility != "sealed"
            if person == known.person.code and says and shows:
                found[answer.prompt] = [*found.pop(answer.prompt, []), (entry.day, answer)]
    return found


def _quotes(known: Known, answers: list[_Said]) -> Block:
    question = known.worded(answers[-1][1])
    asked = question.asked.replace("<person>", known.person.name).replace("<day>", "that day")
    quotes = tuple(_quote(known, day, answer) for day, answer in answers[-LATEST:])
    return Quotes(question.prompt, quotes, asked)


def _quote(known: Known, day: date, answer: Answer) -> Quote:
    words = " ".join(said(answer, known.worded(answer)).split())
    words = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    return Quote(words, day, marks=(COSTLY,) if answer.choice == COSTLY else (), answer=answer.id)


def need_row(need: Need, today: date) -> Mapping[str, Value]:
    """A need as a row of a table; a sealed one without its words."""
    return {
        "need": need.code,
        "person": need.person,
        "text": need.text if need.visibility != "sealed" else "(sealed)",
        "kind": need.kind,
        "state": need.state,
        "open": Span((today - need.asked).days) if need.is_open else None,
        "asked": need.asked,
        "since": need.steps[-1].since,
        "visibility": need.visibility,
    }


def commitment_row(held: Commitment) -> Mapping[str, Value]:
    """A commitment as a row of a table; a sealed one without its words."""
    sealed = held.visibility == "sealed"
    words = f"If {held.cue}, then {held.act}" if held.cue else held.act
    return {
        "commitment": held.code,
        "due": held.due,
        "what": "(sealed)" if sealed else words,
        "cue": None if sealed else held.cue,
        "act": None if sealed else held.act,
        "made": held.made,
        "outcome": held.outcome,
        "closed": held.closed,
        "visibility": held.visibility,
    }


def by_day(commitments: Iterable[Commitment]) -> list[Commitment]:
    """The open ones by the day they are due; those without a day last, the oldest first."""
    still = [held for held in commitments if held.outcome is None]
    return sorted(still, key=lambda held: (held.due is None, held.due or held.made, held.made))


def _promised(known: Known) -> list[Commitment]:
    """The open commitments that name the person, or that an answer about the person made."""
    from reflect.review.name_scan.names import Names  # 10 ms of patterns, and only a person's page looks for names

    person = known.person
    made = {answer.made for entry in known.entries for answer in entry.answers if answer.person == person.code}
    # The scan gives a name that two share to the last of them, and one's whole name before a part of another's.
    names = Names((*(other for other in known.nouns.people if other.id != person.id), person))

    def names_them(held: Commitment) -> bool:
        return any(at.sure and at.code == person.code for at in names.found(f"{held.cue or ''}\n{held.act}"))

    return [
        held
        for held in by_day(known.nouns.commitments)
        if held.visibility != "sealed" and (held.code in made or names_them(held))
    ]


def _to_ask(known: Known, prompt: Prompt, last: date | None) -> Item:
    asked = prompt.worded({"person": known.person.name})
    when = "" if last is None else f" (last asked {short_day(last, known.today)})"
    return Item(f"{asked}{when}", {"prompt": prompt.id, "asked": asked, "last": last})


def _more(known: Known) -> Section:
    name, n = known.person.name, len(known.entries)
    if not n:
        note = Note("empty", f"No answer is about {name} yet.")
    else:
        one = f"One entry has an answer about {name}:" if n == 1 else f"{n} entries have answers about {name}:"
        note = Note("entries", one, f"list --person {known.person.code}")
    return Section("entries", "Entries", (note,))
