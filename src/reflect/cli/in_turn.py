"""Asking for a few parts of one thing, one after the other, with back and leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reflect.asking.asks import Choice, ChoiceAsk, Reply, TextAsk
from reflect.errors import UsageError
from reflect.frozen import frozen
from reflect.session import Session

PRESS_A_KEY = "Press the key of one of them; Ctrl-C leaves all as it is."


@frozen
class Part:
    """One ask of several; `refused` says in a sentence why a reply cannot be taken, or nothing."""

    ask: TextAsk | ChoiceAsk
    refused: Callable[[Reply], str] = lambda _reply: ""


def asked_in_turn(
    session: Session, parts: Mapping[str, Part], *, coach: bool = False
) -> tuple[dict[str, Reply], bool]:
    """The replies to the parts by their names, and whether the whole is marked for her coach.

    Back goes to the part before. Raises UsageError without a terminal, KeyboardInterrupt where she leaves.
    """
    if not session.interactive:
        raise UsageError("There is no terminal to ask at.", hint="See the options: the same command with --help.")
    names = list(parts)
    asks = {name: part.ask for name, part in parts.items()}
    replies: dict[str, Reply] = {}
    at = 0
    while at < len(names):
        name = names[at]
        reply = _put(session, asks[name], coach)
        coach = reply.coach
        if reply.move == "leave":
            raise KeyboardInterrupt
        complaint = "" if reply.move == "back" else parts[name].refused(reply)
        asks[name] = _standing(parts[name].ask, reply, complaint)
        if reply.move == "back":
            at = max(0, at - 1)
        elif not complaint:
            replies[name] = reply
            at += 1
    return replies, coach


def _put(session: Session, ask: TextAsk | ChoiceAsk, coach: bool) -> Reply:
    if isinstance(ask, ChoiceAsk):
        return session.writer.choice(replace(ask, coach=coach))
    return session.writer.text(replace(ask, coach=coach), lambda _half: None)


def _standing(ask: TextAsk | ChoiceAsk, reply: Reply, complaint: str) -> TextAsk | ChoiceAsk:
    """The ask as it is put again: with what was answered, and what was wrong with it."""
    shown = (*ask.shown, complaint) if complaint else ask.shown
    if isinstance(ask, ChoiceAsk):
        return replace(ask, shown=shown, chosen=reply.chosen or ask.chosen)
    return replace(ask, shown=shown, draft=reply.text)


def line_of(reply: Reply) -> str:
    """A reply's text as one line."""
    return " ".join(reply.text.split())


def needed(complaint: str) -> Callable[[Reply], str]:
    """Refuses a reply that says nothing."""
    return lambda reply: "" if reply.chosen or reply.text.strip() else complaint


def by_number(words: Sequence[str]) -> tuple[Choice, ...]:
    """The words as choices, each with a digit for its key."""
    return tuple(Choice(str(number), word, word) for number, word in enumerate(words, start=1))
