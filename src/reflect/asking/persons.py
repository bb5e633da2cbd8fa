"""Naming somebody: type-ahead over names and aliases; a new name is confirmed before it joins the roster."""

from __future__ import annotations

import unicodedata

from reflect.asking.asks import Choice, ChoiceAsk, Writer
from reflect.asking.interview import Keeper
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


def pick_person(words: str, writer: Writer, keeper: Keeper) -> Person | None:
    """The person of that name, alias or code; a new name joins the roster if she says so, else None."""
    found = person_called(words, keeper.nouns)
    if found is not None:
        return found
    name = " ".join(words.split())
    yes_no = (Choice("y", "yes", "yes"), Choice("n", "no", "no"))
    if writer.choice(ChoiceAsk(f"{name} is not on your roster yet. Add?", yes_no)).chosen != ("yes",):
        return None
    new = Person("", "", name, relations=(Standing(keeper.today, "new"),), since=keeper.today)
    return keeper.keep_noun(new)
