"""What the commands for people, commitments, disconnects and needs share: finding, reading, keeping, listing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeAlias, TypeVar

import typer

from reflect.asking.persons import same_name
from reflect.cli.options import given_text
from reflect.errors import InputError, NotFoundError, nearest
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

AndClosed: TypeAlias = Annotated[
    bool, typer.Option("--all", help="All that are closed too, not only the last five.")
]
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
            f"{wanted or 'Nobody'} is not on your roster.{_nearest_name(wanted, people)}",
            hint="See: reflect people",
        )
    if len(found) > 1:
        they = " and ".join(f"{person.code} {person.name}" for person in found)
        raise InputError(f"{wanted} may be {they}.", hint=f"Name the code, as {found[0].code}.")
    return found[0]


def _nearest_name(wanted: str, people: Sequence[Person]) -> str:
    """As `nearest`, but capitals make no distance, and a first or last name stands for the whole one."""
    from difflib import get_close_matches  # 6 ms, and only somebody who mistyped pays for it

    known = [name for person in people for name in (person.name, *person.aliases)]
    names = {part: name for name in known for part in (*name.casefold().split(), name.casefold())}
    found = get_close_matches(wanted.casefold(), list(names), n=1, cutoff=0.5)
    return f" Did you mean {names[found[0]]}?" if found else ""


def kept_name(given: str) -> str:
    """A name as it is kept. Raises InputError for none, and for one that reads like a code."""
    name = " ".join(given.split())
    if not name:
        raise InputError("A person needs a name.")
    if re.fullmatch(r"[CPKDN]\d+", name, re.IGNORECASE):
        raise InputError(f"{name} reads like a code.", hint="Give a name that is none, as Ana.")
    return name


def word_of(word: str, known: Sequence[WordT], kind: str) -> WordT:
    """The one of the known words that is meant, in any case; a hyphen may stand for a blank. Raises InputError."""
    wanted = " ".join(word.replace("-", " ").split()).casefold()
    found = next((one for one in known if one == wanted), None)
    if found is None:
        said = f"{word[:LONGEST_QUOTE]!r} is no {kind}.{nearest(wanted, list(known))}"
        raise InputError(said, hint=f"One of: {', '.join(known)}.")
    return found


# ---- what a file gives


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
        raise InputError(
            f"{_named(source)}: there is no field {name[:LONGEST_QUOTE]!r}; known: {', '.join(known)}.{hint}"
        )
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
    still: Sequence[Block],
    columns: tuple[Column, ...],
    closed: Sequence[Mapping[str, Value]],
    *,
    every: bool,
    command: str,
) -> tuple[Block, ...]:
    """What is open, and under it what is closed, newest last: the last few, or every one."""
    if not closed:
        return tuple(still)
    shown = closed if every else closed[-FEW:]
    earlier = len(closed) - len(shown)
    notes = (f"and {earlier} earlier: reflect {command} list --all",) if earlier else ()
    return (*still, Table("closed", columns, tuple(shown), "Closed", notes))
