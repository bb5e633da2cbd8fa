"""What an answer changes beyond itself: a promise kept is closed, a need met is met, a guess becomes an event.

Called with every answer that is stored, inside the same write, so that the two never part. An answer given
anew changes what it changed before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from reflect.choosing.due import COACH, DROP, HEARD, LEARNED, OFFER, OLDEST_DISCONNECT, THEME
from reflect.model import (
    NEED_STATES,
    OUTCOMES,
    Answer,
    Entry,
    NeedStep,
    Nouns,
    Prompt,
    Relation,
    Standing,
)
from reflect.session import Session

FEEDBACK_FROM = "their-success/feedback-from"
FEEDBACK_GUESS = "their-success/feedback-guess"
ENDED = ("closed", "no longer true")


def carry_out(session: Session, entry: str, answer: Answer, prompt: Prompt) -> None:
    """Do what follows from an answer, given in the entry of that id; most answers have no consequence."""
    if answer.state != "answered":
        return
    match answer.prompt:
        case "daily/due-commitment":
            _commitment(session, answer)
        case "daily/due-need" | "their-success/need-told":
            _need(session, answer)
        case "daily/due-disconnect" | "convictions/oldest-disconnect":
            _disconnect(session, answer)
        case "daily/due-theme" if answer.choice == COACH and answer.made:
            for_coach = replace(answer, text=answer.made.removeprefix(THEME).capitalize(), visibility="coach")
            session.journal.keep_answer(entry, for_coach, prompt.question)
        case "daily/due-failure" if answer.choice in ("yes", "no"):
            _into_event(session, entry, answer, prompt, LEARNED, answer.choice)
        case "daily/due-feedback" if answer.text:
            _into_event(session, entry, answer, prompt, HEARD, None)
        case "small-gains/stands":
            _relation(session, answer)
        case _ if prompt.about == "person" and "feedback" in prompt.feeds and answer.text and answer.person:
            _meant_to_ask(session, entry, answer)
        case _:
            pass


def _nouns(session: Session) -> Nouns:
    return session.journal.nouns()


def _commitment(session: Session, answer: Answer) -> None:
    outcome = next((word for word in OUTCOMES if word == answer.choice), None)
    for held in _nouns(session).commitments:
        if held.code == answer.made and outcome is not None:
            session.journal.keep_noun(replace(held, outcome=outcome, closed=session.today))


def _need(session: Session, answer: Answer) -> None:
    state = next((word for word in NEED_STATES if word == answer.choice), None)
    for need in _nouns(session).needs:
        theirs = answer.person in (None, need.person)
        if need.code == answer.made and state is not None and theirs:
            earlier = tuple(step for step in need.steps if step.since < session.today) or need.steps[:1]
            session.journal.keep_noun(replace(need, steps=(*earlier, NeedStep(session.today, state))))


def _disconnect(session: Session, answer: Answer) -> None:
    for one in _nouns(session).disconnects:
        if one.code != answer.made:
            continue
        if answer.prompt == OFFER and answer.choice == COACH:
            session.journal.keep_noun(replace(one, visibility="coach"))
        elif answer.choice in ENDED or (answer.prompt == OFFER and answer.choice == DROP):
            how = answer.text or ("dropped" if answer.choice == DROP else answer.choice)
            session.journal.keep_noun(replace(one, closed=session.today, how=how))
        elif answer.prompt == OLDEST_DISCONNECT and one.closed == session.today:
            session.journal.keep_noun(replace(one, closed=None, how=None))


def _relation(session: Session, answer: Answer) -> None:
    relation: Relation | None = next((word for word in get_args(Relation) if word == answer.choice), None)
    for person in _nouns(session).people:
        if person.code == answer.person and relation is not None and person.relation != relation:
            earlier = tuple(one for one in person.relations if one.since < session.today)
            session.journal.keep_noun(replace(person, relations=(*earlier, Standing(session.today, relation))))


def _into_event(
    session: Session, entry: str, answer: Answer, prompt: Prompt, field: str, choice: str | None
) -> None:
    """The words go where they belong, into the event; the answer keeps the key that was pressed."""
    from reflect.sittings.coming_due import event_behind

    event = event_behind(session, answer.made)
    if event is None:
        return
    standing = next((one for one in event.answers if one.prompt == field), None)
    asked = session.packs(field.partition("/")[0]).prompt(field)
    fresh = Answer(session.new_id(), field, version=asked.version, visibility=answer.visibility)
    said = replace(standing or fresh, state="answered", text=answer.text or (standing.text if standing else None))
    if choice is not None:
        said = replace(said, choice=choice)
    session.journal.keep_answer(event.id, said, asked.question)
    session.journal.keep_answer(entry, replace(answer, text=None), prompt.question)


def _meant_to_ask(session: Session, entry: str, answer: Answer) -> None:
    """A guess at what somebody would say is the beginning of a feedback; what she heard is asked for later."""
    from reflect.sittings.forms import fields_of
    from reflect.sittings.logging import keep_event, new_event

    day = session.journal.entry(entry).day
    fields = fields_of("feedback", session.packs().prompts())
    by_id = {prompt.id: prompt for prompt in fields}
    if not {FEEDBACK_FROM, FEEDBACK_GUESS} <= by_id.keys():
        return
    begun = _begun_with(answer, session.journal.entries(day, day, "feedback"))
    if begun is not None:
        session.journal.keep_answer(
            begun[0].id, replace(begun[1], text=answer.text), by_id[FEEDBACK_GUESS].question
        )
        return
    answers = (
        Answer(session.new_id(), FEEDBACK_FROM, person=answer.person, visibility=answer.visibility),
        Answer(
            session.new_id(), FEEDBACK_GUESS, person=answer.person, text=answer.text, visibility=answer.visibility
        ),
    )
    keep_event(session, replace(new_event(session, "feedback", day), answers=answers), fields)


def _begun_with(answer: Answer, events: list[Entry]) -> tuple[Entry, Answer] | None:
    """The feedback of that day that began with a guess about the same person, and that guess."""
    for event in events:
        if any(one.prompt == FEEDBACK_FROM and one.person == answer.person for one in event.answers):
            guess = next((one for one in event.answers if one.prompt == FEEDBACK_GUESS), None)
            if guess is not None:
                return event, guess
    return None
