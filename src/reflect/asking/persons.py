"""Naming somebody: type-ahead over names and aliases; a new name is confirmed before it joins the roster."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from reflect.asking.asks import Choice, ChoiceAsk, Move, TextAsk, Writer
from reflect.asking.steps import Keeper, Step
from reflect.model import Nouns, Person, Standing


def names_of(nouns: Nouns) -> tuple[str, ...]:
    """The names and aliases of everybody who has not left."""
    return tuple(name for person in nouns.people if person.left is None for name in (person.name, *person.aliases))


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same in any case, with or without accents and with any blanks."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", " ".join(name.split()).casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def person_called(name: str, nouns: Nouns) -> Person | None:
    """The person of that name, alias or code, or None."""
    for person in nouns.people:
        if any(same_name(name, known) for known in (person.name, person.code, *person.aliases)):
            return person
    return None


def _begins(words: str, nouns: Nouns) -> Person | None:
    """The only person with a name that begins so; None where there are more, or none."""
    begun = {
        person.code: person
        for person in nouns.people
        for name in (person.name, *person.aliases)
        if person.left is None and _plain(name).startswith(_plain(words))
    }
    return next(iter(begun.values())) if len(begun) == 1 else None


def names_in(line: str) -> list[str]:
    """The names of a line, with commas between them, each once."""
    names: list[str] = []
    for part in re.split(r"[,;\n]", line):
        name = " ".join(part.split())
        if name and not any(same_name(name, known) for known in names):
            names.append(name)
    return names


def roster(step: Step, writer: Writer, keeper: Keeper) -> Move:
    """Ask for everybody at once, in one line of names; nobody is asked about before somebody is on the roster."""
    question = f"{step.asked}\nFirst, who works with you? Their names on one line, with commas between."
    reply = writer.text(TextAsk(question, step.shown, where_from=step.prompt.why, place=step.place), _unkept)
    if reply.move in ("back", "leave"):
        return reply.move
    for name in names_in(reply.text):
        if person_called(name, keeper.nouns) is None:
            standing = (Standing(keeper.today, "steady"),)
            keeper.keep_noun(Person("", "", name, relations=standing, since=keeper.today))
    return "next"


def _unkept(_typed: str) -> None:
    """A line of names is short, and no answer holds it."""


def pick_person(words: str, writer: Writer, keeper: Keeper) -> Person | Literal["another", "leave"]:
    """The person of that name, alias or code; a new name joins the roster if she says so.

    Where it begins the name of just one person, that one is offered first. Otherwise whether another name is to
    be asked for, or she left.
    """
    found = person_called(words, keeper.nouns)
    if found is not None:
        return found
    name = " ".join(words.split())
    meant = _begins(name, keeper.nouns)
    choices: tuple[Choice, ...] = (Choice("y", "yes", "yes"), Choice("n", "no", "no"))
    if meant is not None:
        choices = (Choice("i", "it is", f"it is {meant.name}"), *choices)
    reply = writer.choice(ChoiceAsk(f"{name} is not on your roster yet. Add?", choices))
    if meant is not None and reply.chosen == ("it is",):
        return meant
    if reply.chosen != ("yes",):
        return "leave" if reply.move == "leave" else "another"
    new = Person("", "", name, relations=(Standing(keeper.today, "new"),), since=keeper.today)
    return keeper.keep_noun(new)
