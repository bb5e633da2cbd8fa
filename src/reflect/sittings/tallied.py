"""The daily's tally: each word makes an event, with at most two keypresses; the rest of its form waits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reflect.asking.asks import Choice, ChoiceAsk
from reflect.asking.parts import NOBODY
from reflect.asking.steps import choices_of
from reflect.errors import InputError
from reflect.model import EVENTS, TALLY, Answer, Entry, Prompt
from reflect.session import Session
from reflect.sittings.forms import DIRECTION, TALLIED, applies, fields_of
from reflect.sittings.logging import keep_event, new_event
from reflect.sittings.opening import Sitting, open_answer
from reflect.sittings.replies import said_by
from reflect.sittings.wording import day_words

PERSON_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def logged(session: Session, day: date) -> dict[tuple[str, str], int]:
    """How many events of each kind (and direction) stand in the journal for a day."""
    counts: dict[tuple[str, str], int] = {}
    for entry in session.journal.entries(day, day):
        if entry.kind in EVENTS:
            direction = next((a.choice or "" for a in entry.answers if a.prompt == DIRECTION), "")
            counts[entry.kind, direction] = counts.get((entry.kind, direction), 0) + 1
    return counts


def untold(session: Session, day: date, tallied: tuple[str, ...]) -> list[str]:
    """The words of a tally for which no event is logged yet."""
    counts = logged(session, day)
    words: list[str] = []
    for word in tallied:
        if word not in TALLIED:
            continue
        if counts.get(TALLIED[word], 0) > 0:
            counts[TALLIED[word]] -= 1
        else:
            words.append(word)
    return words


def left_untold(session: Session, entry: Entry) -> list[str]:
    """The words of a sitting's tally that made no event, because she left before or took it away again."""
    tally = next((answer for answer in entry.answers if answer.prompt == TALLY), None)
    if tally is None or tally.state != "answered":
        return []
    return untold(session, entry.day, tally.choices)


def ask_tallied(session: Session, sitting: Sitting) -> bool:
    """Make an event for each word of the tally, with at most two keypresses each; the rest waits.

    False when she left: what has no event yet is offered when the sitting is opened again.
    """
    words = left_untold(session, sitting.entry)
    prompts = session.packs().prompts() if words else ()
    for place, word in enumerate(words):
        kind, direction = TALLIED[word]
        entry = new_event(session, kind, sitting.entry.day, direction)
        fields = fields_of(kind, prompts)
        answers = list(entry.answers)
        times = f" {words[: place + 1].count(word)} of {words.count(word)}" if words.count(word) > 1 else ""
        for prompt in fields:
            if prompt.quick and applies(prompt, answers) and prompt.id != DIRECTION:
                answer = _quick(session, prompt, f"{word.capitalize()}{times}", sitting.entry.day)
                if answer is None:
                    return False
                answers.append(answer)
        keep_event(session, replace(entry, answers=tuple(answers)), fields)
    return True


def offer_untold(session: Session, sitting: Sitting) -> bool:
    """In a finished sitting: ask for the events of its tally that are missing. False when she left."""
    words = left_untold(session, sitting.entry)
    if not words:
        return True
    choices = (Choice("y", "yes", "yes"), Choice("n", "no", "no"))
    reply = session.writer.choice(ChoiceAsk(f"Not logged yet of its tally: {', '.join(words)}. Now?", choices))
    if reply.move == "leave":
        return False
    return reply.chosen != ("yes",) or ask_tallied(session, sitting)


def keep_tallied(session: Session, entry: Entry, tally: tuple[str, ...], given: Mapping[str, Any]) -> None:
    """Make the events of a scripted tally; `given` holds the answers to quick fields, a list for several events.

    Raises InputError where a field is answered whose word the tally does not hold.
    """
    left = {id_: list(value) if isinstance(value, list) else [value] for id_, value in given.items()}
    words = untold(session, entry.day, tally)
    prompts = session.packs().prompts() if words else ()
    for word in words:
        kind, direction = TALLIED[word]
        event = new_event(session, kind, entry.day, direction)
        fields = fields_of(kind, prompts)
        answers = list(event.answers)
        for prompt in fields:
            if left.get(prompt.id) and prompt.quick and applies(prompt, answers):
                value = left[prompt.id].pop(0)
                if value is not None:
                    answers.append(said_by(session, prompt, open_answer(session, prompt), value).answer)
        keep_event(session, replace(event, answers=tuple(answers)), fields)
    for id_, values in left.items():
        if any(value is not None for value in values):
            raise InputError(f"{id_}: is asked once for each event that {TALLY} counts, and more were answered.")


def in_short(asked: str) -> str:
    """A question without what explains its choices: neither a bracket at its end nor what follows a colon."""
    said = re.sub(r"\s*\([^()]*\)$", "", asked)
    before, colon, _ = said.partition(": ")
    return f"{before}?" if colon and said.endswith("?") else said


def _quick(session: Session, prompt: Prompt, name: str, day: date) -> Answer | None:
    """The person and the choice of a field by one key each; None when she left.

    Its other parts wait, so that it stays open.
    """
    answer = open_answer(session, prompt)
    parts = (prompt.kind, *prompt.then)
    asked = f"{name}: {in_short(prompt.worded({'day': day_words(day, session.today)}))}"
    people = [person for person in session.journal.nouns().people if person.left is None]
    if ("person" in parts or prompt.about == "person") and people:
        choices = tuple(Choice(key, p.code, p.name) for key, p in zip(PERSON_KEYS, people, strict=False))
        reply = session.writer.choice(ChoiceAsk(asked, choices, where_from=prompt.where_from))
        if reply.move == "leave":
            return None
        answer = replace(answer, person=reply.chosen[0] if reply.chosen else None)
    if "choice" in parts or "yes/no" in parts:
        own = asked if prompt.kind in ("choice", "yes/no") else f"{name}: which?"
        choices = tuple(choice for choice in choices_of(prompt) if choice.word != NOBODY)
        reply = session.writer.choice(ChoiceAsk(own, choices, where_from=prompt.where_from))
        if reply.move == "leave":
            return None
        answer = replace(answer, choice=reply.chosen[0] if reply.chosen else None)
    given = answer.person is not None or answer.choice is not None
    waits = "text" in parts or not given or ("person" in parts and answer.person is None)
    return answer if waits else replace(answer, state="answered")
