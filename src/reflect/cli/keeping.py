"""What the commands for people, commitments, disconnects and needs share: finding, asking, keeping, listing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, TypeAlias, TypeVar

import typer

from reflect.asking.asks import Choice, ChoiceAsk, Reply, TextAsk
from reflect.asking.persons import same_name
from reflect.cli.options import given_text, one_day
from reflect.errors import InputError, NotFoundError, UsageError, nearest
from reflect.model import Noun, Nouns, Person
from reflect.review.blocks import Block, Column, Table, Value
from reflect.session import Session

NounT = TypeVar("NounT", bound=Noun)
WordT = TypeVar("WordT", bound=str)

FEW = 5
"""Closed ones that a list shows by itself: the newest."""
LONGEST_QUOTE = 60
"""Signs of a wrong value that a complaint repeats."""
SEALED = "(sealed)"

AndClosed: TypeAlias = Annotated[bool, typer.Option("--all", help="All that are closed too, not only the last five.")]
FromFile: TypeAlias = Annotated[
    str,
    typer.Option("--from", metavar="FILE", help="The text from a file; - is standard input.", show_default=False),
]


# ---- finding


def every_noun(nouns: Nouns) -> tuple[Noun, ...]:
    """All that she keeps track of, of whatever kind."""
    return (*nouns.convictions, *nouns.people, *nouns.commitments, *nouns.disconnects, *nouns.needs)


def find(known: Sequence[NounT], code: str, kind: str) -> NounT:
    """The noun of that code. Raises NotFoundError with the nearest code."""
    wanted = code.strip().upper()
    found = next((noun for noun in known if noun.code == wanted), None)
    if found is None:
        raise NotFoundError(f"There is no {kind} {code}.{nearest(wanted, [noun.code for noun in known])}")
    return found


def find_person(people: Sequence[Person], words: str) -> Person:
    """The person of that code, name or alias, in any case, with or without accents.

    A code goes before a name, a name before an alias, one letter for letter before one without its accents.
    Raises InputError where several are called so, NotFoundError with the nearest name where nobody is.
    """
    wanted = " ".join(words.split())
    found = (
        [person for person in people if person.code == wanted.upper()]
        or [person for person in people if person.name.casefold() == wanted.casefold()]
        or [person for person in people if wanted.casefold() in {alias.casefold() for alias in person.aliases}]
        or [person for person in people if any(same_name(wanted, name) for name in (person.name, *person.aliases))]
    )
    if not found:
        raise NotFoundError(
            f"{wanted or 'Nobody'} is not on your roster.{_nearest_name(wanted, people)}", hint="See: reflect people"
        )
    if len(found) > 1:
        they = " and ".join(f"{person.code} {person.name}" for person in found)
        raise InputError(f"{wanted} may be {they}.", hint=f"Name the code, as {found[0].code}.")
    return found[0]


def _nearest_name(wanted: str, people: Sequence[Person]) -> str:
    """As `nearest`, but capitals make no distance."""
    names = {name.casefold(): name for person in people for name in (person.name, *person.aliases)}
    hint = nearest(wanted.casefold(), list(names))
    return next((hint.replace(small, name) for small, name in names.items() if f" {small}?" in hint), "")


def word_of(word: str, known: Sequence[WordT], kind: str) -> WordT:
    """The one of the known words that is meant, in any case; a hyphen may stand for a blank. Raises InputError."""
    wanted = " ".join(word.replace("-", " ").split()).casefold()
    found = next((one for one in known if one == wanted), None)
    if found is None:
        said = f"{word[:LONGEST_QUOTE]!r} is no {kind}.{nearest(wanted, list(known))}"
        raise InputError(said, hint=f"One of: {', '.join(known)}.")
    return found


def past_day(session: Session, words: str) -> date:
    """The day that is named, or today. Raises InputError for one that is still to come."""
    day = one_day(session, words) or session.today
    if day > session.today:
        raise InputError(f"{day} is still to come.", hint="Name a day up to today.")
    return day


# ---- asking


@dataclass(frozen=True, slots=True)
class Part:
    """One ask of several; `refused` says in a sentence why a reply cannot be taken, or nothing."""

    ask: TextAsk | ChoiceAsk
    refused: Callable[[Reply], str] = lambda _reply: ""


def asked_in_turn(session: Session, *parts: Part, coach: bool = False) -> tuple[list[Reply], bool]:
    """The replies to the parts, and whether the whole is marked for her coach; back goes to the part before.

    Raises UsageError without a terminal, KeyboardInterrupt where she leaves.
    """
    if not session.interactive:
        raise UsageError("There is no terminal to ask at.", hint="See the options: the same command with --help.")
    asks = [part.ask for part in parts]
    replies = [Reply("pass") for _ in parts]
    at = 0
    while at < len(parts):
        reply = _put(session, asks[at], coach)
        coach = reply.coach
        if reply.move == "leave":
            raise KeyboardInterrupt
        complaint = "" if reply.move == "back" else parts[at].refused(reply)
        asks[at] = _standing(parts[at].ask, reply, complaint)
        if reply.move == "back":
            at = max(0, at - 1)
        elif not complaint:
            replies[at] = reply
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


def given_line(source: str, kind: str) -> str:
    """The text of a file as one line. Raises InputError where there is none."""
    words = " ".join(given_text(source).split())
    if not words:
        raise InputError(f"{_named(source)}: there is no text for the {kind} in it.")
    return words


def given_fields(source: str, known: Sequence[str]) -> dict[str, str]:
    """The fields of a JSON object in a file, each a text in one line; null is an empty one.

    Raises InputError with the file, and the line or the field.
    """
    import json  # 5 ms, and only who gives a file pays for it

    text = given_text(source)
    takes = f"It takes an object with {', '.join(known)}."
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{_named(source)}, line {error.lineno}, column {error.colno}"
        raise InputError(f"{place}: not JSON ({error.msg}).", hint=takes) from None
    except (RecursionError, ValueError):  # nested too deeply, or a number of thousands of digits
        raise InputError(f"{_named(source)}: JSON that no field can hold.", hint=takes) from None
    if not isinstance(given, dict):
        raise InputError(f"{_named(source)}: is no JSON object.", hint=takes)
    return {name: _field(source, name, value, known) for name, value in given.items()}


def _field(source: str, name: str, value: Any, known: Sequence[str]) -> str:
    if name not in known:
        hint = nearest(name, list(known))
        raise InputError(f"{_named(source)}: there is no field {name[:LONGEST_QUOTE]!r}; known: {', '.join(known)}.{hint}")
    if value is not None and not isinstance(value, str):
        raise InputError(f"{_named(source)}: {name} is {repr(value)[:LONGEST_QUOTE]}, which is not a text.")
    return " ".join((value or "").split())


def _named(source: str) -> str:
    return "standard input" if source == "-" else source


# ---- keeping


def keep_changed(session: Session, noun: NounT, change: Callable[[NounT], NounT]) -> NounT:
    """Store a change to a noun as it stands now: what another terminal changed meanwhile stays.

    Raises NotFoundError where it is gone, and whatever `change` raises; nothing is stored then.
    """
    journal = session.journal
    with journal.writing():
        fresh = next((one for one in every_noun(journal.nouns()) if one.id == noun.id), None)
        if not isinstance(fresh, type(noun)):
            raise NotFoundError(f"{noun.code} is no longer in the journal.")
        return journal.keep_noun(change(fresh))


# ---- listing


def with_closed(
    still: Sequence[Block], columns: tuple[Column, ...], closed: Sequence[Mapping[str, Value]], *, every: bool, command: str
) -> tuple[Block, ...]:
    """What is open, and under it what is closed, newest last: the last few, or every one."""
    if not closed:
        return tuple(still)
    shown = closed if every else closed[-FEW:]
    earlier = len(closed) - len(shown)
    notes = (f"and {earlier} earlier: reflect {command} list --all",) if earlier else ()
    return (*still, Table("closed", columns, tuple(shown), "Closed", notes))
