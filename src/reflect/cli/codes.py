"""What lies behind a code: a conviction with the answers about it, a person's page, what else she keeps."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeAlias

from reflect.choosing import to_take_along
from reflect.cli.keeping import every_noun
from reflect.errors import InputError, NotFoundError, nearest
from reflect.model import Commitment, Conviction, Disconnect, Need, Noun, Person, Prompt
from reflect.review.blocks import Block, Fact, Facts, Note, Section
from reflect.review.listing import listing
from reflect.review.person_page import Known, person_page
from reflect.session import Session
from reflect.store.finding import SHORTEST, Filter

FEW = 30
TO_TAKE_ALONG = 3
"""Questions that the page of a person gives along."""


def behind_code(session: Session, words: str) -> list[Section]:
    """The noun of a code; empty where the words are no code. Raises NotFoundError."""
    if not re.fullmatch(r"[CPKDN]\d{1,6}", words.strip().upper()):
        return []
    code = words.strip().upper()
    known = every_noun(session.standing_journal.nouns())
    found = next((noun for noun in known if noun.code == code), None)
    if found is None:
        if len(code) >= SHORTEST and _is_id(session, words):
            return []
        raise NotFoundError(f"There is no {code}.{nearest(code, [noun.code for noun in known])}")
    return sections_of(session, found)


def _is_id(session: Session, words: str) -> bool:
    """Whether an id ends so: a short one may read like a code."""
    try:
        session.standing_journal.resolve(words)
    except NotFoundError:
        return False
    except InputError:  # several end so, which is said where ids are read
        return True
    return True


def sections_of(session: Session, noun: Noun) -> list[Section]:
    """All that is shown of a noun: a conviction's newest entries under it, a person as a page of their own."""
    journal = session.standing_journal
    if isinstance(noun, Person):
        entries = tuple(journal.found(Filter(person=noun.code)))
        known = Known(
            noun, session.today, journal.nouns(), entries, lambda a: journal.question(a.prompt, a.version),
            _to_ask(session, noun),
        )  # fmt: skip
        return list(person_page(known))
    names = {person.code: person.name for person in journal.nouns().people}
    shown = [Section("noun", f"{noun.code} {_title(noun)}", (_facts(noun, names),))]
    if isinstance(noun, Conviction):
        shown.append(_entries(session, Filter(conviction=noun.code, limit=FEW)))
    return shown


def _to_ask(session: Session, person: Person) -> tuple[tuple[Prompt, date | None], ...]:
    if person.left is not None and person.left <= session.today:
        return ()
    prompts = [prompt for prompt in session.packs().prompts() if prompt.about == "person"]
    asked = session.standing_journal.asked(prompts, session.today + timedelta(days=1))
    return tuple(to_take_along(prompts, person.code, asked, TO_TAKE_ALONG))


def _entries(session: Session, wanted: Filter) -> Section:
    journal = session.standing_journal
    entries = journal.found(wanted)
    return listing(
        entries, journal.short_ids([e.id for e in entries]), journal.nouns(), empty="No answer is about it yet."
    )


_Plain: TypeAlias = Conviction | Commitment | Disconnect | Need


def _title(noun: _Plain) -> str:
    match noun:
        case Conviction():
            return noun.statement
        case Commitment():
            return noun.act
        case Disconnect() | Need():
            return noun.text


def _facts(noun: _Plain, names: dict[str, str]) -> Block:
    match noun:
        case Conviction():
            facts = [
                Fact(
                    "wording", w.since.isoformat(), w.statement, f"matters {w.importance}" if w.importance else ""
                )
                for w in noun.wordings
            ]
            facts.append(Fact("retired", "retired", noun.retired))
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
