"""Before you look: four guesses, stored before any number is shown, and one key that skips them all."""

from __future__ import annotations

from reflect.asking.asks import Choice, ChoiceAsk, TextAsk
from reflect.asking.persons import names_of, person_called
from reflect.looking_back import material_for
from reflect.model import Guess
from reflect.periods import Period
from reflect.review.look import Look, look_at
from reflect.session import Session

SKIPPED = "skipped"


def ask_guesses(session: Session, period: Period, before: Period) -> None:
    """Ask what can be guessed of this period, unless it was guessed, or skipped, before."""
    journal = session.standing_journal
    if journal.guesses(period.key):
        return
    look = look_at(material_for(session, journal, period, before), period, before)
    asked = [ask for ask, possible in _QUESTIONS if possible(look)]
    if len(asked) < len(_QUESTIONS) // 2:
        return
    yes_no = (Choice("y", "yes", "yes"), Choice("n", "no", "no, show me"))
    reply = session.writer.choice(ChoiceAsk(f"Before you look: {len(asked)} guesses?", yes_no))
    if reply.chosen != ("yes",):
        _keep(session, period, SKIPPED, "")
        return
    for ask in asked:
        said = ask(session, look)
        if said is None:
            return
        if said[1]:
            _keep(session, period, *said)


def _keep(session: Session, period: Period, question: str, guess: str) -> None:
    session.journal.keep_guess(Guess("", period.key, session.moment(), question, guess))


def _percent(session: Session, key: str, question: str) -> tuple[str, str] | None:
    """A number from 0 to 100, or nothing; None when she leaves."""
    shown: tuple[str, ...] = ()
    while True:
        reply = session.writer.text(TextAsk(f"{question} (%, empty: pass)", shown=shown), lambda _typed: None)
        if reply.move == "leave":
            return None
        said = reply.text.strip().removesuffix("%").strip()
        if not said or (said.isdigit() and int(said) <= 100):
            return key, said
        shown = ("A whole number from 0 to 100.",)


def _kept(session: Session, _look: Look) -> tuple[str, str] | None:
    return _percent(session, "kept", "Of the commitments that came due, how many did you keep?")


def _back(session: Session, _look: Look) -> tuple[str, str] | None:
    return _percent(session, "back", "Of the times when you could step in, how often did you step back?")


def _lived(session: Session, look: Look) -> tuple[str, str] | None:
    convictions = look.material.convictions_in(look.now)[:7]
    choices = tuple(Choice(str(n), c.code, f"{c.code} {c.statement}") for n, c in enumerate(convictions, start=1))
    reply = session.writer.choice(ChoiceAsk("Which one did you live more than in the time before?", choices))
    return None if reply.move == "leave" else ("lived", reply.chosen[0] if reply.chosen else "")


def _waited(session: Session, look: Look) -> tuple[str, str] | None:
    ask = TextAsk("Who has waited longest for a small gain?", suggestions=names_of(look.material.nouns))
    reply = session.writer.text(ask, lambda _typed: None)
    if reply.move == "leave":
        return None
    person = person_called(reply.text, look.material.nouns) if reply.text.strip() else None
    return "waited", person.code if person else ""


_QUESTIONS = (
    (_kept, lambda look: look.shares["kept"][1][1] > 0),
    (_back, lambda look: look.shares["back"][1][1] > 0),
    (_lived, lambda look: len(look.material.convictions_in(look.now)) > 1),
    (_waited, lambda look: len(look.material.nouns.people) > 1 and bool(look.material.last_gain)),
)
