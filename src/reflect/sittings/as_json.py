"""What a sitting asks, as JSON: enough for a program, or another editor, to ask it instead."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from reflect.model import TALLY, Answer, Entry, Nouns, Prompt
from reflect.safe_text import for_json
from reflect.session import Session
from reflect.sittings import previous
from reflect.sittings.forms import DIRECTION, TALLIED, could_apply, fields_of
from reflect.sittings.opening import Sitting
from reflect.sittings.replies import takes_rows
from reflect.sittings.wording import day_words


def prompts_as_json(session: Session, sitting: Sitting) -> str:
    """What the sitting asks, in order; nothing is opened or stored.

    A prompt that is asked only after another's answer carries `when`: an object from prompt id to the words
    after which it is asked. One that is part of another's screen carries `part_of`; one that comes back to a
    promise, a need, a disconnect or an event carries `about`, what that is in words.
    """
    entry = sitting.entry
    named = any(answer.conviction or answer.person or answer.made for answer in entry.answers)
    open_to_all = any(prompt.about == "conviction" for prompt in sitting.prompts.values())
    nouns = session.journal.nouns() if named or open_to_all else Nouns()  # the very first asks before there is any
    prompts = [
        _with_subject(session, sitting, sitting.prompts[id_], answers, nouns)
        for id_, answers in by_prompt(entry.answers).items()
    ]
    for prompt, words in quick_fields(session, entry).values():
        quick = {**_shown(prompt, prompt.asked), "part_of": TALLY}
        after = {id_: said for id_, said in quick.get("when", {}).items() if id_ != DIRECTION}
        prompts.append({**quick, "when": {TALLY: sorted(words), **after}})
    document = {"entry": entry.kind, "day": entry.day.isoformat(), "prompts": prompts}
    return for_json(json.dumps(document, ensure_ascii=False, indent=2))


def _with_subject(
    session: Session, sitting: Sitting, prompt: Prompt, answers: list[Answer], nouns: Nouns
) -> dict[str, Any]:
    """A prompt with what it is about; where that is hers to choose, what there is to choose from."""
    entry = sitting.entry
    statements = {c.code: c.statement for c in nouns.convictions}
    codes = [answer.conviction for answer in answers if answer.conviction is not None]
    person = next((p.name for p in nouns.people if p.code == answers[0].person), None)
    places = {"day": day_words(entry.day, session.today)}
    if codes:
        places["conviction"] = statements[codes[0]]
    if person is not None:
        places["person"] = person
    about = _shown(prompt, prompt.worded(places))
    if takes_rows(prompt):
        about["rows"] = [_row(code, statements[code]) for code in codes]
    elif codes:
        about["conviction"] = codes[0]
    elif prompt.about == "conviction":
        about["convictions"] = [_row(c.code, c.statement) for c in nouns.active_convictions(entry.day)]
    if person is not None:
        about["person"] = person
    if prompt.kind == "choice" and answers[0].made:
        about["about"] = list(previous.shown(session, prompt, answers[0], entry, nouns))
    return about


def _row(code: str, statement: str) -> dict[str, str]:
    return {"conviction": code, "statement": statement}


def _shown(prompt: Prompt, asked: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": prompt.id, "asked": asked, "kind": prompt.kind}
    lists = (("labels", prompt.labels), ("options", prompt.options), ("then", prompt.then))
    shown |= {name: list(values) for name, values in lists if values}
    if prompt.part_of:
        shown["part_of"] = prompt.part_of
    if prompt.when:
        shown["when"] = {id_: list(words) for id_, words in prompt.when}
    return shown


def by_prompt(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers of each prompt, in order."""
    grouped: dict[str, list[Answer]] = {}
    for answer in answers:
        grouped.setdefault(answer.prompt, []).append(answer)
    return grouped


def quick_fields(session: Session, entry: Entry) -> dict[str, tuple[Prompt, set[str]]]:
    """For a sitting with a tally: the fields that its words ask at once, with the words that ask them."""
    if not any(answer.prompt == TALLY for answer in entry.answers):
        return {}
    prompts = session.packs().prompts()
    found: dict[str, tuple[Prompt, set[str]]] = {}
    for word, (kind, direction) in TALLIED.items():
        said = [Answer("", DIRECTION, choice=direction)]
        for prompt in fields_of(kind, prompts):
            # A word says the direction; what waits for another field is asked at once only after a quick one.
            others = [id_ for id_, _ in prompt.when if id_ != DIRECTION]
            if prompt.quick and could_apply(prompt, said) and all(id_ in found for id_ in others):
                found.setdefault(prompt.id, (prompt, set()))[1].add(word)
    return found
