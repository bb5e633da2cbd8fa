"""Naming somebody: type-ahead over names and aliases; a new name is confirmed before it joins the roster."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from reflect.asking.asks import Choice, ChoiceAsk, Move, Reply, TextAsk, Writer
from reflect.asking.steps import Keeper, Step
from reflect.frozen import frozen
from reflect.model import Nouns, Person, Standing

_KEYS = "123456789"
_NO_LETTERS = r"[^\w]+"


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
    reply = writer.text(
        TextAsk(question, step.shown, where_from=step.prompt.where_from, place=step.place), _unkept
    )
    if reply.move in ("back", "leave"):
        return reply.move
    for name in names_in(reply.text):
        if person_called(name, keeper.nouns) is None:
            standing = (Standing(keeper.today, "steady"),)
            keeper.keep_noun(Person("", "", name, relations=standing, since=keeper.today))
    return "next"


def _unkept(_typed: str) -> None:
    """A line of names is short, and no answer holds it."""


MOST_WORDS = 4
"""Words that a name may have."""
ANOTHER = "Type another name, or leave it empty to pass."
A_NAME = "Type a name, or leave it empty to pass."
MORE_THAN_A_NAME = "That is more than a name. Who was it?"


@frozen
class Named:
    """Whom she named, or None; how the ask was left; and what she typed beyond a name, for the text to come."""

    person: Person | None
    reply: Reply
    beyond: str = ""


def ask_person(ask: TextAsk, writer: Writer, keeper: Keeper, *, text_follows: bool = False) -> Named:
    """Ask for somebody until there is a person, or none; a new name joins the roster when she says so.

    A sentence is no name: the names that stand in it are offered, and with `text_follows` it is given back as
    the beginning of the text that is asked for next, so that nobody has to type it twice.
    """
    beyond = ""
    while True:
        reply = writer.text(ask, _unkept)
        words = " ".join(reply.text.split())
        if reply.move in ("back", "pass") or not words:
            move = "pass" if reply.move == "next" else reply.move
            return Named(None, replace(reply, move=move), beyond)
        if more_than_a_name(words) and person_called(words, keeper.nouns) is None:
            beyond = reply.text if text_follows else beyond
            found = None if reply.move == "leave" else _mentioned(words, writer, keeper)
            told = "" if _standing_in(words, keeper.nouns) else f"{MORE_THAN_A_NAME} "
            kept = "What you wrote is kept for the next question. " if text_follows else ""
            ask = replace(ask, draft="" if text_follows else reply.text, hint=f"{told}{kept}{A_NAME}")
        else:
            found = None if reply.move == "leave" else _confirmed(words, writer, keeper)
            ask = replace(ask, draft=reply.text if found == "back" else "", hint=ANOTHER)
        if reply.move == "leave" or found == "leave":
            return Named(None, replace(reply, move="leave"), beyond)
        if isinstance(found, Person):
            return Named(found, reply, beyond)


def more_than_a_name(words: str) -> bool:
    """Whether words are too many for a name, or end as a sentence does."""
    each = words.split()
    ends = len(each) > 2 and each[-1][-1] in ".!?" and len(each[-1]) > len("Jr.")
    return len(each) > MOST_WORDS or ends


def _standing_in(words: str, nouns: Nouns) -> list[Person]:
    """Those of the roster whose name stands in the words, in the order of the roster."""
    plain = f" {re.sub(_NO_LETTERS, ' ', _plain(words))} "
    return [
        person
        for person in nouns.people
        if person.left is None
        and any(f" {re.sub(_NO_LETTERS, ' ', _plain(name))} " in plain for name in (person.name, *person.aliases))
    ]


def _mentioned(words: str, writer: Writer, keeper: Keeper) -> Person | Move | None:
    """One of those whose names stand in a sentence, if she says so; or how that question was left."""
    people = _standing_in(words, keeper.nouns)[: len(_KEYS)]
    if not people:
        return None
    choices = tuple(Choice(key, person.code, person.name) for key, person in zip(_KEYS, people, strict=False))
    reply = writer.choice(ChoiceAsk(MORE_THAN_A_NAME, (*choices, Choice("n", "no", "somebody else, or nobody"))))
    if reply.move in ("back", "leave"):
        return reply.move
    return next((person for person in people if person.code in reply.chosen), None)


def _confirmed(words: str, writer: Writer, keeper: Keeper) -> Person | Move | None:
    """The person of that name, alias or code; a new name joins the roster if she says so.

    Where it begins the name of just one person, or holds names of the roster, those are offered first.
    """
    found = person_called(words, keeper.nouns)
    if found is not None:
        return found
    begun = _begins(words, keeper.nouns)
    meant = ([begun] if begun else []) or _standing_in(words, keeper.nouns)[: len(_KEYS)]
    keys = ("i",) if len(meant) == 1 else tuple(_KEYS)
    words_of = ("it is",) if len(meant) == 1 else tuple(person.code for person in meant)
    offered = dict(zip(words_of, meant, strict=True))
    choices = tuple(
        Choice(key, word, f"it is {person.name}")
        for key, (word, person) in zip(keys, offered.items(), strict=False)
    )
    add = (Choice("y", "yes", "yes"), Choice("n", "no", "no"))
    reply = writer.choice(ChoiceAsk(f"{words} is not on your roster yet. Add?", (*choices, *add)))
    if reply.chosen and reply.chosen[0] in offered:
        return offered[reply.chosen[0]]
    if reply.chosen == ("yes",):
        new = Person("", "", words, relations=(Standing(keeper.today, "new"),), since=keeper.today)
        return keeper.keep_noun(new)
    return reply.move if reply.move in ("back", "leave") else None
