"""What lies behind a code: a conviction, person, commitment, disconnect or need with the answers about it."""

from __future__ import annotations

import re

from reflect.errors import NotFoundError, nearest
from reflect.model import Commitment, Conviction, Disconnect, Need, Noun, Person
from reflect.review.blocks import Block, Fact, Facts, Note, Section
from reflect.review.listing import listing
from reflect.session import Session
from reflect.store.finding import Filter

FEW = 30


def behind_code(session: Session, words: str) -> list[Section]:
    """The noun of a code and its newest entries; empty where the words are no code. Raises NotFoundError."""
    if not re.fullmatch(r"[CPKDN]\d{1,6}", words.strip().upper()):
        return []
    code = words.strip().upper()
    nouns = session.standing_journal.nouns()
    known: tuple[Noun, ...] = (
        *nouns.convictions, *nouns.people, *nouns.commitments, *nouns.disconnects, *nouns.needs,
    )  # fmt: skip
    found = next((noun for noun in known if noun.code == code), None)
    if found is None:
        raise NotFoundError(f"There is no {code}.{nearest(code, [noun.code for noun in known])}")
    names = {person.code: person.name for person in nouns.people}
    noun = Section("noun", f"{code} {_title(found)}", (_facts(found, names),))
    match found:
        case Conviction():
            return [noun, _entries(session, Filter(conviction=code, limit=FEW))]
        case Person():
            return [noun, _entries(session, Filter(person=code, limit=FEW))]
        case _:
            return [noun]


def _entries(session: Session, wanted: Filter) -> Section:
    journal = session.standing_journal
    entries = journal.found(wanted)
    return listing(entries, journal.short_ids([e.id for e in entries]), empty="No answer is about it yet.")


def _title(noun: Noun) -> str:
    match noun:
        case Conviction():
            return noun.statement
        case Person():
            return noun.name
        case Commitment():
            return noun.act
        case Disconnect() | Need():
            return noun.text


def _facts(noun: Noun, names: dict[str, str]) -> Block:
    match noun:
        case Conviction():
            facts = [
                Fact(
                    "wording", w.since.isoformat(), w.statement, f"matters {w.importance}" if w.importance else ""
                )
                for w in noun.wordings
            ]
            facts.append(Fact("retired", "retired", noun.retired))
        case Person():
            facts = [
                Fact("aliases", "also", ", ".join(noun.aliases) or None),
                Fact("relation", "relation", noun.relation),
                Fact("leads_others", "leads others", "yes" if noun.leads_others else None),
                Fact("since", "since", noun.since),
                Fact("left", "left", noun.left),
            ]
        case Commitment():
            facts = [
                Fact("cue", "if", noun.cue),
                Fact("act", "then", noun.act),
                Fact("made", "made", noun.made),
                Fact("due", "due", noun.due),
                Fact("outcome", "outcome", noun.outcome or "open"),
            ]
        case Disconnect():
            facts = [
                Fact("kind", "kind", noun.kind),
                Fact("scope", "scope", noun.scope),
                Fact("opened", "opened", noun.opened),
                Fact("closed", "closed", noun.closed),
                Fact("how", "how", noun.how),
            ]
        case Need():
            facts = [
                Fact("person", "who", f"{noun.person} {names.get(noun.person, '')}"),
                Fact("kind", "kind", noun.kind),
                *(Fact("state", step.since.isoformat(), step.state) for step in noun.steps),
            ]
    facts.append(Fact("visibility", "visibility", noun.visibility))
    shown = tuple(fact for fact in facts if fact.value is not None)
    return Facts("noun", shown) if shown else Note("empty", "Nothing more is known of it.")
