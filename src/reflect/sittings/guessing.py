"""Before you look: four guesses, stored before any number is shown, and one key that skips them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reflect.asking.asks import Choice, ChoiceAsk, Reply, TextAsk
from reflect.asking.persons import names_of, person_called
from reflect.looking_back import material_for
from reflect.model import Guess, Nouns
from reflect.periods import Period
from reflect.review.look import Look, look_at
from reflect.session import Session

SKIPPED, DONE = "skipped", "done"
"""Kept beside the guesses of a period: none was wanted, or all were asked. After either it is not asked again."""

LEAST = 2
"""Below so many that can be guessed at all, she is not stopped on her way to the review."""


class Guessed(NamedTuple):
    """One of the four: its key, when it can be asked, how it is put (after a complaint), and what a reply says.

    `said` gives the guess, empty for a pass, or None for what cannot be taken, with `complaint` to say so.
    """

    key: str
    possible: Callable[[Look], bool]
    ask: Callable[[Look, tuple[str, ...]], TextAsk | ChoiceAsk]
    said: Callable[[Look, Reply], str | None]
    complaint: str = ""


def ask_guesses(session: Session, period: Period, before: Period) -> None:
    """Ask what can be guessed of this period, unless that was done, or skipped, before.

    Each guess is stored as it is given. Raises KeyboardInterrupt where she leaves; the next review of the period
    goes on with the guess that she left at.
    """
    journal = session.standing_journal
    known = {guess.question for guess in journal.guesses(period.key)}
    if known & {SKIPPED, DONE}:
        return
    look = look_at(material_for(session, journal, period, before), period, before)
    possible = [guessed for guessed in GUESSED if guessed.possible(look)]
    if len(possible) < LEAST:
        return
    if not known and not _wanted(session, len(possible)):
        _keep(session, period, SKIPPED, "")
        return
    _ask_each(session, period, look, [guessed for guessed in possible if guessed.key not in known])
    _keep(session, period, DONE, "")


def _wanted(session: Session, number: int) -> bool:
    yes_no = (Choice("y", "yes", "yes"), Choice("n", "no", "no, show me"))
    reply = session.writer.choice(ChoiceAsk(f"Before you look: {number} guesses?", yes_no))
    if reply.move == "leave":
        raise KeyboardInterrupt
    return reply.chosen == ("yes",)


def _ask_each(session: Session, period: Period, look: Look, asked: list[Guessed]) -> None:
    """One after the other; back asks the one before again, and the guess given last is the one that counts."""
    at, shown = 0, tuple[str, ...]()
    while at < len(asked):
        guessed = asked[at]
        ask = guessed.ask(look, shown)
        reply = (
            session.writer.choice(ask)
            if isinstance(ask, ChoiceAsk)
            else session.writer.text(ask, lambda _typed: None)
        )
        if reply.move == "leave":
            raise KeyboardInterrupt
        said = guessed.said(look, reply)
        shown = ()
        if reply.move == "back":
            at = max(0, at - 1)
        elif said is None:
            shown = (guessed.complaint,)
        else:
            _keep(session, period, guessed.key, said)
            at += 1


def _keep(session: Session, period: Period, question: str, guess: str) -> None:
    """Store a guess in the place of an earlier one to the same question; a pass is none."""
    standing = next((one for one in session.journal.guesses(period.key) if one.question == question), None)
    if standing is None and not guess and question not in (SKIPPED, DONE):
        return
    id_ = "" if standing is None else standing.id
    session.journal.keep_guess(Guess(id_, period.key, session.moment(), question, guess))


def _percent(question: str) -> Callable[[Look, tuple[str, ...]], TextAsk]:
    return lambda _look, shown: TextAsk(f"{question} (%, empty: pass)", shown=shown)


def _number(_look: Look, reply: Reply) -> str | None:
    """A whole number from 0 to 100 as it is kept."""
    said = reply.text.strip().removesuffix("%").strip()
    if not said:
        return ""
    return str(int(said)) if said.isascii() and said.isdigit() and int(said) <= 100 else None


def _which_conviction(look: Look, _shown: tuple[str, ...]) -> ChoiceAsk:
    convictions = look.material.convictions_in(look.now)[:7]
    choices = tuple(Choice(str(n), c.code, f"{c.code} {c.statement}") for n, c in enumerate(convictions, start=1))
    return ChoiceAsk("Which one did you live more than in the time before?", choices)


def _who(look: Look, shown: tuple[str, ...]) -> TextAsk:
    question = "Who has waited longest for a small gain? (empty: pass)"
    return TextAsk(question, shown=shown, suggestions=names_of(Nouns(people=look.roster)))


def _person(look: Look, reply: Reply) -> str | None:
    if not reply.text.strip():
        return ""
    person = person_called(reply.text, Nouns(people=look.roster))
    return person.code if person else None


GUESSED = (
    Guessed(
        "kept",
        lambda look: look.shares["kept"][1][1] > 0,
        _percent("Of the commitments that came due, how many did you keep?"),
        _number,
        "A whole number from 0 to 100.",
    ),
    Guessed(
        "back",
        lambda look: look.shares["back"][1][1] > 0,
        _percent("Of the times when you could step in, how often did you step back?"),
        _number,
        "A whole number from 0 to 100.",
    ),
    Guessed(
        "lived",
        lambda look: len(look.material.convictions_in(look.now)) > 1,
        _which_conviction,
        lambda _look, reply: reply.chosen[0] if reply.chosen else "",
    ),
    Guessed(
        "waited",
        lambda look: len(look.roster) > 1 and bool(look.material.last_gain),
        _who,
        _person,
        "Nobody on your roster is called that.",
    ),
)
"""The four, in the order in which they are asked."""
