"""What is shown above a question: last time's answer, what stands open, the quarter's demonstrations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reflect.choosing import DEMONSTRATING
from reflect.model import DEMONSTRATION, Answer, Entry, Nouns, Prompt
from reflect.session import Session
from reflect.sittings.wording import short_day

_MOST = 5


def shown(session: Session, prompt: Prompt, answer: Answer, entry: Entry, nouns: Nouns) -> tuple[str, ...]:
    """The lines above a question in a crosscheck; a daily question stands alone."""
    if entry.kind != "crosscheck":
        return ()
    return tuple(_lines(session, prompt, answer, entry, nouns))


def _lines(session: Session, prompt: Prompt, answer: Answer, entry: Entry, nouns: Nouns) -> Iterator[str]:
    match prompt.kind:
        case "disconnect":
            for item in nouns.disconnects:
                if item.kind == "disconnect" and item.closed is None:
                    yield f"open: {item.code} ({item.scope}) {item.text}"
        case "commitment":
            for held in nouns.commitments:
                if held.outcome is None:
                    yield f"open: {held.code} {said_commitment(held.cue, held.act)}"
        case "need":
            names = {person.code: person.name for person in nouns.people}
            for need in nouns.needs:
                if need.is_open:
                    yield f"open: {need.code} {names[need.person]}: {need.text} ({need.state})"
        case "grid":
            yield from _last_ratings(session, prompt, entry, nouns)
        case "text":
            yield from _last_words(session, prompt, answer, entry, nouns)
        case _:
            pass


def said_commitment(cue: str | None, act: str) -> str:
    """Say a commitment as "If …, then …", or its act alone where there is no cue."""
    return f"If {cue}, then {act}" if cue else act


def _last_ratings(session: Session, prompt: Prompt, entry: Entry, nouns: Nouns) -> Iterator[str]:
    for conviction in nouns.active_convictions(entry.day):
        found = session.journal.latest_answer(prompt.id, entry.day, conviction.code)
        if found is not None and found[1].value is not None:
            day, answer = found
            label = prompt.labels[answer.value - 1] if answer.value else ""
            yield f"last time, {short_day(day, session.today)}: {conviction.code} {answer.value} {label}"


def _last_words(session: Session, prompt: Prompt, answer: Answer, entry: Entry, nouns: Nouns) -> Iterator[str]:
    if answer.conviction is not None:
        conviction = next(c for c in nouns.convictions if c.code == answer.conviction)
        yield f"{conviction.code}  {conviction.statement}"
    if prompt.id == DEMONSTRATING and answer.conviction:
        yield from _demonstrated(session, answer.conviction, entry)
    found = session.journal.latest_answer(prompt.id, entry.day, answer.conviction)
    if found is not None and found[1].text:
        yield f"last time, {short_day(found[0], session.today)}: {found[1].text}"


def _demonstrated(session: Session, code: str, entry: Entry) -> Iterator[str]:
    """The quarter's dated demonstrations of a conviction, the newest last."""
    lines = [
        f"{short_day(past.day, session.today)}: {answer.text}"
        for past in session.journal.entries(entry.day - timedelta(days=91), entry.day)
        for answer in past.answers
        if answer.prompt == DEMONSTRATION and answer.conviction == code and answer.text
    ]
    yield from lines[-_MOST:]
