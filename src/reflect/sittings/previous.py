"""What is shown above a question: last time's answer, what stands open, the quarter's demonstrations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from reflect.choosing import DEMONSTRATING, OLDEST_DISCONNECT
from reflect.choosing.due import THEME
from reflect.model import DEMONSTRATION, NEED_TOLD, Answer, Entry, Nouns, Prompt
from reflect.session import Session
from reflect.sittings.coming_due import event_behind, is_due
from reflect.sittings.forms import DIRECTION, LAYER, TRIGGER
from reflect.sittings.wording import short_day

SHOWN_AFTER = "convictions/manager-or-leader"
"""Last year's answer to this would colour the new one: it is shown when that has been given."""

_MOST = 5


def shown(session: Session, prompt: Prompt, answer: Answer, entry: Entry, nouns: Nouns) -> tuple[str, ...]:
    """The lines above a question; what is asked every day stands alone."""
    if is_due(prompt.id):
        return tuple(_come_back_to(session, answer, nouns))
    if prompt.cadence in (None, "daily"):
        return ()
    return tuple(_lines(session, prompt, answer, entry, nouns))


def _lines(session: Session, prompt: Prompt, answer: Answer, entry: Entry, nouns: Nouns) -> Iterator[str]:
    if prompt.id in (OLDEST_DISCONNECT, NEED_TOLD):
        yield from _come_back_to(session, answer, nouns)
        return
    match prompt.kind:
        case "disconnect" | "commitment" | "need":
            yield from _standing_open(prompt, nouns)
        case "grid":
            yield from _last_ratings(session, prompt, entry, nouns)
        case "text" if prompt.cadence in ("quarterly", "yearly") and prompt.about != "person":
            yield from _last_words(session, prompt, answer, entry, nouns)
        case _ if answer.person is not None:
            yield from _last_about(session, prompt, answer.person, entry)
        case _:
            pass


def _standing_open(prompt: Prompt, nouns: Nouns) -> Iterator[str]:
    """What stands open of the kind that the question adds to."""
    names = {person.code: person.name for person in nouns.people}
    if prompt.kind == "disconnect" and "connects" not in prompt.feeds:
        for item in nouns.disconnects:
            if item.kind == "disconnect" and item.closed is None:
                yield f"open: {item.code} ({item.scope}) {item.text}"
    if prompt.kind == "commitment":
        for held in nouns.commitments:
            if held.outcome is None:
                yield f"open: {held.code} {said_commitment(held.cue, held.act)}"
    if prompt.kind == "need":
        for need in nouns.needs:
            if need.is_open:
                yield f"open: {need.code} {names[need.person]}: {need.text} ({need.state})"


def said_commitment(cue: str | None, act: str) -> str:
    """Say a commitment as "If …, then …", or its act alone where there is no cue."""
    return f"If {cue}, then {act}" if cue else act


def _come_back_to(session: Session, answer: Answer, nouns: Nouns) -> Iterator[str]:
    """What a question comes back to: a promise, a need, a disconnect, a theme, something that happened."""
    today = session.today
    for held in nouns.commitments:
        if held.code == answer.made:
            by = f", by {short_day(held.due, today)}" if held.due else ""
            yield f"{held.code}  {said_commitment(held.cue, held.act)}{by}"
            return
    for need in nouns.needs:
        if need.code == answer.made:
            name = next(person.name for person in nouns.people if person.code == need.person)
            yield f"{need.code}  {name}: {need.text} ({need.state}, since {short_day(need.asked, today)})"
            return
    for item in nouns.disconnects:
        if item.code == answer.made:
            yield f"{item.code}  {item.text} (since {short_day(item.opened, today)})"
            return
    if answer.made is not None and answer.made.startswith(THEME):
        yield f"{answer.made.removeprefix(THEME)}  (reflect search {answer.made.removeprefix(THEME)})"
        return
    event = event_behind(session, answer.made)
    if event is not None:
        yield said_event(event, nouns, today)


def said_event(event: Entry, nouns: Nouns, today: date) -> str:
    """Say what an event was in a line: "step in, Mon 3 Mar: Ana · feared failure · The words told"."""
    chosen = {answer.prompt: answer.choice for answer in event.answers if answer.choice}
    kind = f"{event.kind} {chosen.get(DIRECTION, '')}".rstrip() if event.kind == "step" else event.kind
    return f"{kind}, {short_day(event.day, today)}: {_gist(event, nouns, chosen)}".rstrip(": ")


def _gist(event: Entry, nouns: Nouns, chosen: Mapping[str, str]) -> str:
    """Who was there, what made her step in, and what was told; a sealed answer is not quoted."""
    names = {person.code: person.name for person in nouns.people}
    people = dict.fromkeys(names[a.person] for a in event.answers if a.person in names)
    whose = ", ".join(people) or chosen.get(LAYER, "")
    told = [a.text for a in event.answers if a.text and a.visibility != "sealed"]
    first = " ".join(told[0].split()) if told else ""
    return " · ".join(part for part in (whose, chosen.get(TRIGGER, ""), first) if part)


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
    if prompt.id == SHOWN_AFTER:
        return
    found = session.journal.latest_answer(prompt.id, entry.day, answer.conviction)
    if found is not None and found[1].text:
        yield f"last time, {short_day(found[0], session.today)}: {found[1].text}"


def _last_about(session: Session, prompt: Prompt, person: str, entry: Entry) -> Iterator[str]:
    found = session.journal.latest_about(prompt.id, person, entry.day)
    if found is None:
        return
    day, last = found
    label = prompt.labels[last.value - 1] if last.value and prompt.labels else ""
    said = " · ".join(part for part in (label, last.choice, last.text) if part)
    if said:
        yield f"last time, {short_day(day, session.today)}: {said}"


def _demonstrated(session: Session, code: str, entry: Entry) -> Iterator[str]:
    """The quarter's dated demonstrations of a conviction, the newest last."""
    lines = [
        f"{short_day(past.day, session.today)}: {answer.text}"
        for past in session.journal.entries(entry.day - timedelta(days=91), entry.day)
        for answer in past.answers
        if answer.prompt == DEMONSTRATION and answer.conviction == code and answer.text
    ]
    yield from lines[-_MOST:]
