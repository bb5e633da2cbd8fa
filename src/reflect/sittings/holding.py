"""Holding a sitting at the terminal: its answers as steps, each stored the moment it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reflect.asking.asks import Choice, ChoiceAsk
from reflect.asking.interview import ask, hold
from reflect.asking.steps import NounT, Step
from reflect.errors import given_back
from reflect.model import DEMONSTRATION, LIVED, TALLY, Answer, Nouns, Prompt, words_of
from reflect.session import Session
from reflect.sittings import previous
from reflect.sittings.coming_due import is_due
from reflect.sittings.consequences import carry_out
from reflect.sittings.forms import applies
from reflect.sittings.opening import HOLD, OPENERS, Sitting, extended, made_by, open_answer, store
from reflect.sittings.planning import packs_for, packs_of
from reflect.sittings.tallied import ask_tallied
from reflect.sittings.wording import period_words, places_of, short_day


class SittingKeeper:
    """Stores what is said in a sitting; every call is durable when it returns."""

    def __init__(self, session: Session, sitting: Sitting) -> None:
        self._session = session
        self._entry = sitting.entry.id
        self._prompts = sitting.prompts
        self.today: date = session.today

    @property
    def nouns(self) -> Nouns:
        return self._session.journal.nouns()

    def keep(self, answer: Answer, prompt: Prompt) -> None:
        with given_back(answer.text), self._session.journal.writing():
            self._session.journal.keep_answer(self._entry, answer, prompt.question)
            carry_out(self._session, self._entry, answer, prompt)

    def draft(self, answer: Answer, prompt: Prompt) -> None:
        with given_back(answer.text):
            self._session.journal.keep_draft(self._entry, answer, prompt.question)

    def keep_noun(self, noun: NounT, answer: Answer | None = None, prompt: Prompt | None = None) -> NounT:
        journal = self._session.journal
        with given_back(*words_of(noun), answer.text if answer is not None else None), journal.writing():
            kept: NounT = journal.keep_noun(noun)
            if answer is not None and prompt is not None:
                journal.keep_answer(self._entry, replace(answer, made=made_by(answer, kept)), prompt.question)
        return kept

    def another(self, answer: Answer) -> Answer:
        fresh = open_answer(self._session, self._prompts[answer.prompt])
        return replace(fresh, conviction=answer.conviction, version=answer.version)


def hold_sitting(session: Session, sitting: Sitting) -> bool:
    """Ask what is open, from where she stopped. True when the sitting is finished, False when she left."""
    writer = session.writer
    if not sitting.stored and not _choose_opener(session, sitting):
        return False
    store(session, sitting)
    while True:
        keeper = SittingKeeper(session, sitting)
        if not hold(steps_of(session, sitting), writer, keeper):
            return False
        entry = session.journal.entry(sitting.entry.id)
        held = replace_entry(sitting, entry.answers)
        more = extended(session, held, packs_for(session, packs_of(entry)))
        sitting.entry, sitting.prompts = more.entry, more.prompts
        if not more.joining:
            return ask_tallied(session, sitting)
        store(session, more)


def replace_entry(sitting: Sitting, answers: tuple[Answer, ...]) -> Sitting:
    """The same sitting with its answers as they stand now."""
    return Sitting(replace(sitting.entry, answers=answers), sitting.prompts, stored=True)


def change_sitting(session: Session, sitting: Sitting) -> None:
    """Go through a finished sitting once more, each answer standing in its field."""
    steps = steps_of(session, sitting)
    keeper = SittingKeeper(session, sitting)
    at = 0
    asked: list[int] = []
    while at < len(steps):
        if not applies(steps[at].prompt, [answer for step in steps for answer in step.answers]):
            at += 1
            continue
        match ask(steps[at], session.writer, keeper):
            case "leave":
                return
            case "back":
                at = asked.pop() if asked else at
            case _:
                asked.append(at)
                at += 1


def _choose_opener(session: Session, sitting: Sitting) -> bool:
    """The very first question of all is hers to choose, of two."""
    first = sitting.entry.answers[0] if sitting.entry.answers else None
    if first is None or first.prompt not in OPENERS:
        return True
    packs = session.packs("daily")
    openers = [packs.prompt(id_) for id_ in OPENERS]
    choices = tuple(Choice(str(n), prompt.id, prompt.asked) for n, prompt in enumerate(openers, start=1))
    reply = session.writer.choice(
        ChoiceAsk("Two ways in. Which one has an answer?", choices, where_from=openers[0].where_from)
    )
    if reply.move in ("leave", "back"):
        return False
    chosen = packs.prompt(reply.chosen[0]) if reply.chosen else openers[0]
    answers = (replace(first, prompt=chosen.id, version=chosen.version), *sitting.entry.answers[1:])
    sitting.entry = replace(sitting.entry, answers=answers)
    sitting.prompts[chosen.id] = chosen
    return True


def steps_of(session: Session, sitting: Sitting) -> list[Step]:
    """One step a screen: a grid holds all its rows and the tally, everything else stands alone."""
    entry = sitting.entry
    nouns = session.journal.nouns()
    tally = next((answer for answer in entry.answers if answer.prompt == TALLY), None)
    active = tuple(c for c in nouns.convictions if c.active_on(entry.day) or c.active_on(session.today))
    steps: list[Step] = []
    asked: dict[str, list[Answer]] = {}
    for answer in entry.answers:
        if answer.prompt != TALLY:
            whole = sitting.prompts[answer.prompt].kind in ("grid", "disconnect", "need", "commitment")
            asked.setdefault(answer.prompt if whole else answer.id, []).append(answer)
    for part in asked.values():
        prompt = sitting.prompts[part[0].prompt]
        about = {answer.conviction for answer in part}
        its_own = tuple(c for c in nouns.convictions if c.code in about)
        places = places_of(part[0], entry, nouns, session.today)
        step = Step(prompt, part, places, convictions=active if prompt.id == DEMONSTRATION else its_own)
        step.shown = previous.shown(session, prompt, part[0], entry, nouns)
        if prompt.id == LIVED and tally is not None:
            tally_prompt = sitting.prompts[TALLY]
            step.tally = (replace(tally_prompt, asked=tally_prompt.worded(places)), tally)
        steps.append(step)
    counted = [step for step in steps if not is_due(step.prompt.id)]
    for number, step in enumerate(counted, start=1):
        first_time = entry.kind == "init" or entry.answers[-1].prompt == HOLD
        step.place = "" if first_time or len(counted) == 1 else f"{number} of {len(counted)}"
    return steps


def greeting(session: Session, sitting: Sitting) -> list[str]:
    """What is said before the first question: the day, and whether this goes on with an earlier start."""
    entry = sitting.entry
    day = short_day(entry.day, session.today)
    if entry.kind == "crosscheck":
        name = f"Cross-check of {day}"
    elif entry.kind in ("weekly", "monthly"):
        name = period_words(entry)
    elif entry.kind == "init":
        name = "The first walk"
    else:
        name = f"{day}" if entry.day == session.today else f"{day}, looked back on"
    if sitting.is_finished:
        return [f"{name} is answered."]
    if sitting.stored:
        return [f"{name}: going on where you stopped."]
    if entry.kind == "init":
        return ["Welcome. First find what you hold, then say it, then look how it plays out."]
    if entry.answers and entry.answers[0].prompt in OPENERS:
        return [
            "Welcome. Two questions first, to find something that you hold; then the day's.",
            f"Everything stays on this machine: {session.journal_path}",
        ]
    return [name]


def wants_to_change(session: Session, sitting: Sitting) -> bool:
    """Whether she wants to go through a finished sitting's answers once more."""
    del sitting
    choices = (Choice("y", "yes", "yes"), Choice("n", "no", "no"))
    return session.writer.choice(ChoiceAsk("Change an answer?", choices)).chosen == ("yes",)
