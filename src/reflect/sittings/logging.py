"""Logging an event: its form held at once, and what waits of it asked in the weekly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from reflect.asking.interview import ask
from reflect.asking.steps import Keeper, Step
from reflect.errors import NotFoundError
from reflect.model import EVENTS, Answer, Entry, Prompt, State
from reflect.packs import Packs
from reflect.session import Session
from reflect.sittings.forms import DIRECTION, applies, could_apply, fields_of
from reflect.sittings.opening import Sitting, is_new_home, open_answer
from reflect.sittings.previous import said_event
from reflect.sittings.wording import day_words

MOST_WAITING = 3
"""Events of which a weekly asks the rest: each counts as one question."""

LOOK_BACK = timedelta(days=14)
"""Events older than this are left in peace: what they still lack would be made up by now."""

PERSON_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
PLAN = "step-back/failure-plan"


def new_event(session: Session, kind: str, day: date, direction: str = "") -> Entry:
    """An event of that day, not stored yet; a step knows its direction already where the word said it."""
    visibility = session.settings.default_visibility
    answers = (Answer(session.new_id(), DIRECTION, choice=direction, visibility=visibility),) if direction else ()
    return Entry(
        session.new_id(), kind, day, session.moment(), session.zone, late=day < session.today, answers=answers
    )


def open_fields(session: Session, entry: Entry, fields: tuple[Prompt, ...]) -> Entry:
    """The entry with an open answer for each field that applies, or may, and is not answered yet."""
    answered = {answer.prompt for answer in entry.answers}
    more = tuple(
        open_answer(session, prompt)
        for prompt in fields
        if prompt.id not in answered and could_apply(prompt, entry.answers)
    )
    return replace(entry, answers=(*entry.answers, *more))


def event_sitting(session: Session, kind: str, day: date, direction: str) -> Sitting:
    """An event's form with every field open, not stored yet.

    Raises NotFoundError where it is about a conviction and there is none.
    """
    fields = fields_of(kind, session.packs().prompts())
    if any(prompt.about == "conviction" for prompt in fields) and not _held(session, day):
        raise NotFoundError(f"There is no conviction that a {kind} could be of.", hint="reflect convictions add")
    entry = open_fields(session, new_event(session, kind, day, direction), fields)
    return Sitting(entry, {prompt.id: prompt for prompt in fields}, stored=False)


def _held(session: Session, day: date) -> bool:
    return not is_new_home(session) and bool(session.journal.nouns().active_convictions(day))


def hold_form(session: Session, sitting: Sitting, *, may_skip: bool = False) -> bool:
    """Ask the fields that apply, one after the other: one change, to be taken back as a whole.

    With `may_skip`, passing the first of them passes all that are still open. False when she left; the rest waits
    for the weekly.
    """
    with session.journal.one_change():
        return _hold_fields(session, sitting, may_skip)


def _hold_fields(session: Session, sitting: Sitting, may_skip: bool) -> bool:
    from reflect.sittings.holding import SittingKeeper
    from reflect.sittings.opening import store

    store(session, sitting)
    keeper = SittingKeeper(session, sitting)
    prompts = [sitting.prompts[answer.prompt] for answer in sitting.entry.answers]
    answers = list(sitting.entry.answers)
    asked: list[int] = []
    at = next((n for n, answer in enumerate(answers) if answer.state == "open"), len(answers))
    while at < len(answers):
        prompt = prompts[at]
        if not applies(prompt, answers):
            if answers[at].state == "open":
                answers[at] = replace(answers[at], state="none")
                keeper.keep(answers[at], prompt)
            at += 1
            continue
        if answers[at].state == "none":
            answers[at] = replace(answers[at], state="open")
        before = answers[at]
        step = _step(session, sitting, prompt, before)
        if may_skip and not asked:
            # As no field of a form, a name that is passed passes all of the question.
            step.prompt = replace(prompt, forms=())
        move = ask(step, session.writer, keeper)
        answers[at] = step.answers[0]
        adds_nothing = move == "pass" or replace(answers[at], state=before.state) == before
        if may_skip and not asked and move in ("next", "pass") and adds_nothing:
            answers = _passed([*answers[:at], before, *answers[at + 1 :]], prompts, keeper)
            break
        if move == "leave":
            sitting.entry = replace(sitting.entry, answers=tuple(answers))
            return False
        if move == "back":
            at = asked.pop() if asked else at
            continue
        asked.append(at)
        at += 1
    sitting.entry = replace(sitting.entry, answers=tuple(answers))
    return True


def _passed(answers: list[Answer], prompts: list[Prompt], keeper: Keeper) -> list[Answer]:
    """The answers with those that are still open passed, and kept so; a part tapped in stays an answer."""
    closed = list(answers)
    for at, (answer, prompt) in enumerate(zip(answers, prompts, strict=True)):
        if answer.state == "open":
            holds = answer.person or answer.choice or answer.text
            unasked: State = "passed" if applies(prompt, answers) else "none"
            closed[at] = replace(answer, state="answered" if holds else unasked)
            keeper.keep(closed[at], prompt)
    return closed


def _step(session: Session, sitting: Sitting, prompt: Prompt, answer: Answer) -> Step:
    entry = sitting.entry
    nouns = session.journal.nouns()
    names = {person.code: person.name for person in nouns.people}
    known = next((names.get(a.person or "", "") for a in entry.answers if a.person), "")
    person = names.get(answer.person or "", known) or "them"
    step = Step(prompt, [answer], {"day": day_words(entry.day, session.today), "person": person})
    if prompt.about == "conviction":
        step.convictions = nouns.active_convictions(entry.day)
    if entry.kind == "failure" and answer is entry.answers[0]:
        step.shown = _failure_plan(session)
    return step


def _failure_plan(session: Session) -> tuple[str, ...]:
    """Her own plan for the first hour, written when nothing had gone wrong."""
    found = session.journal.latest_answer(PLAN, session.today + timedelta(days=1))
    return ("Your failure plan:", found[1].text) if found is not None and found[1].text else ()


def keep_event(session: Session, entry: Entry, fields: tuple[Prompt, ...]) -> Entry:
    """Store an event in the order of its form, with its unanswered fields open."""
    whole = open_fields(session, entry, fields)
    order = {prompt.id: place for place, prompt in enumerate(fields)}
    answers = tuple(sorted(whole.answers, key=lambda answer: order[answer.prompt]))
    whole = replace(whole, answers=answers)
    by_id = {prompt.id: prompt for prompt in fields}
    session.journal.keep_entry(whole, [by_id[answer.prompt].question for answer in answers])
    return whole


def waiting(session: Session, until: date) -> list[Entry]:
    """The events of the last two weeks with fields that were not asked yet, the newest first."""
    found = session.journal.entries(until - LOOK_BACK, until)
    return [e for e in reversed(found) if e.kind in EVENTS and any(answer.state == "open" for answer in e.answers)]


def hold_waiting_events(session: Session, until: date) -> bool:
    """Ask what the newest events still lack, three events at most. False when she left."""
    packs = session.packs()
    events = waiting(session, until)[:MOST_WAITING]
    if events:
        session.writer.say("First what you tapped in. Passing the first question of an event skips the others.")
    for number, entry in enumerate(events, start=1):
        for line in _known_of(session, entry, f"{number} of {len(events)}"):
            session.writer.say(line)
        sitting = event_of(session, entry, packs)
        if not hold_form(session, sitting, may_skip=True):
            return False
    return True


def _known_of(session: Session, event: Entry, place: str) -> Iterator[str]:
    """Which event it is: what is known of it, and where nothing was told, the first words of its day."""
    from reflect.review.first_words import first_words  # a weekly alone needs it, and only where events wait

    yield f"{place}, the rest of it: {said_event(event, session.journal.nouns(), session.today)}"
    if not first_words([event]) and (words := first_words(session.journal.entries(event.day, event.day))):
        yield f"That day you wrote: {words}"


def event_of(session: Session, entry: Entry, packs: Packs) -> Sitting:
    """A stored event with the prompts of its form."""
    from reflect.sittings.opening import taken_up

    return taken_up(session, entry, packs)
