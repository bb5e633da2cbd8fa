"""Changing what stands in the journal, without losing what another terminal wrote meanwhile."""

from __future__ import annotations

from dataclasses import replace

from reflect.asking.asks import Choice, ChoiceAsk, TextAsk
from reflect.asking.parts import parts_of
from reflect.errors import given_back
from reflect.model import Answer, Entry, Prompt
from reflect.session import Session

BETWEEN = "\n\n— and, written meanwhile elsewhere: —\n\n"


def edit_answers(session: Session, entry: Entry, answer: Answer | None) -> None:
    """Ask again: the one answer, or every answer of the entry, each standing in its field."""
    if answer is None and len(entry.answers) == 1:
        answer = entry.answers[0]
    chosen = entry if answer is None else replace(entry, answers=(answer,))
    from reflect.sittings.holding import change_sitting, steps_of
    from reflect.sittings.opening import taken_up

    sitting = taken_up(session, chosen, session.packs())
    if answer is not None and _is_words(answer, sitting.prompts[answer.prompt]):
        _edit_text(session, entry, answer, steps_of(session, sitting)[0].asked)
    else:
        change_sitting(session, sitting)


def _is_words(answer: Answer, prompt: Prompt) -> bool:
    """Whether a text is all that the question asks for."""
    in_words = answer.text is not None or (
        answer.state in ("passed", "open") and prompt.kind in ("text", "document")
    )
    return in_words and answer.value is None and parts_of(prompt, answer) == (prompt.kind,)


def _edit_text(session: Session, entry: Entry, answer: Answer, asked: str) -> None:
    revision = session.journal.revision(answer.id)
    coach = answer.visibility == "coach"
    reply = session.writer.text(
        TextAsk(asked, draft=answer.text or "", coach=coach, required=True), lambda _text: None
    )
    if reply.move != "next":
        return
    if reply.coach != coach:
        answer = replace(answer, visibility="coach" if reply.coach else "private")
    if (answer.visibility == "coach") != coach or reply.text != answer.text:
        save_text(session, entry, answer, reply.text, revision)


def save_text(session: Session, entry: Entry, answer: Answer, text: str, revision: int) -> bool:
    """Store a new text. Where the answer was changed meanwhile both texts are stored, and she is asked.

    True where the text was stored as given.
    """
    journal = session.journal
    question = journal.question(answer.prompt, answer.version)
    with given_back(text), journal.writing():
        if journal.revision(answer.id) == revision:
            journal.keep_answer(entry.id, replace(answer, text=text, state="answered"), question)
            return True
        theirs = next(a for a in journal.entry(entry.id).answers if a.id == answer.id)
        both = text + BETWEEN + (theirs.text or "")
        journal.keep_answer(entry.id, replace(theirs, text=both, state="answered"), question)
    _settle(session, entry, replace(theirs, text=both), text, theirs.text or "")
    return False


def _settle(session: Session, entry: Entry, answer: Answer, mine: str, theirs: str) -> None:
    if not session.interactive:
        session.screen.say(
            "This answer was changed elsewhere meanwhile. Both texts stand in it now, one after the other."
        )
        return
    choices = (
        Choice("b", "both", "keep both"),
        Choice("m", "mine", "keep only what I wrote now"),
        Choice("o", "other", "keep only the other"),
    )
    shown = (f"Now: {mine}", f"Meanwhile: {theirs}")
    reply = session.writer.choice(ChoiceAsk("This answer was changed elsewhere meanwhile.", choices, shown=shown))
    kept = {"mine": mine, "other": theirs}.get(next(iter(reply.chosen), "both"))
    if kept is not None:
        question = session.journal.question(answer.prompt, answer.version)
        session.journal.keep_answer(entry.id, replace(answer, text=kept), question)
