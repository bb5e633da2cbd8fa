"""The names of a brief, before it leaves: each is replaced by its code or let through, or the brief stays here."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from reflect.asking.asks import Choice, ChoiceAsk
from reflect.errors import RefusedError
from reflect.model import Person
from reflect.render import FORMATS, Page
from reflect.review.blocks import Block, Facts, Items, Note, Quotes, Review, Table, Value
from reflect.review.brief.record import FOR_WHOM
from reflect.review.name_scan import Found, Names, contacts, pronouns_beside_codes, replaced, unknown_words
from reflect.safe_text import clean
from reflect.session import Session
from reflect.store.journal import Journal

FEW = 4
"""On a roster of fewer people a code hides nobody."""

REPLACE, EVERY, ALLOW, STOP = "replace", "every", "allow", "stop"
AROUND = 30
MOST_WORDS = 40
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

Guise = tuple[str, str]
"""Words as they stand there, in small letters, and the code of whom they name."""


def checked(session: Session, journal: Journal, document: Review) -> Review:
    """The brief with every name settled; what cannot be settled without her stops it.

    At a terminal she replaces each name by its code, or lets it through this once. Raises RefusedError, with the
    place of the first and what to do, where one stays; nothing is written then.
    """
    checking = _Checking(session, journal, Names(journal.nouns().people))
    document = checking.settled(document)
    text = plain_text(document)
    checking.refuse_doubtful(text)
    checking.ask_for_words(text)
    _point_out(session, journal.nouns().people, text)
    return document


def plain_text(document: Review) -> str:
    """The brief as it is read: Markdown, without the marks that escape her signs."""
    drawn = FORMATS["markdown"](document, Page())
    return html.unescape(_ESCAPED.sub(r"\1", drawn))


@dataclass(slots=True)
class _Checking:
    """One check: what she decided about each guise of a name, for this brief alone."""

    session: Session
    journal: Journal
    names: Names

    def settled(self, document: Review) -> Review:
        allowed: set[Guise] = set()
        coded: set[Guise] = set()
        every = False
        while True:
            text = plain_text(document)
            standing = [one for one in self._hits(text) if _guise(one) not in allowed]
            if not standing:
                return document
            first = standing[0]
            if not self.session.interactive or _guise(first) in coded:  # one that stands across two cells stays
                raise _refusal(text, standing)
            decided = EVERY if every else self._decide(text, first, standing)
            every = decided == EVERY
            if decided == STOP:
                raise _refusal(text, standing)
            if decided == ALLOW:
                allowed.add(_guise(first))
                continue
            coded |= {_guise(one) for one in standing} if every else {_guise(first)}
            document = _reworded(document, partial(self._coded, coded))

    def _hits(self, text: str) -> list[Found]:
        found = [*(one for one in self.names.found(text) if one.sure), *contacts(text)]
        return sorted(found, key=lambda one: one.begin)

    def _coded(self, coded: set[Guise], words: str) -> str:
        return replaced(words, [one for one in self._hits(words) if _guise(one) in coded])

    def _decide(self, text: str, first: Found, standing: list[Found]) -> str:
        same = [one for one in standing if _guise(one) == _guise(first)]
        code = first.code or "[…]"
        choices = [
            Choice("r", REPLACE, f"{code} in its place, in this brief"),
            Choice("e", EVERY, "codes for every name"),
            Choice("a", ALLOW, "let it stand this once"),
            Choice("s", STOP, "stop, and write nothing"),
        ]
        times = "" if len(same) == 1 else f", {len(same)} times"
        what = "names somebody" if first.code else "is an address or a number"
        reply = self.session.writer.choice(
            ChoiceAsk(
                f"“{first.words}” {what} ({_place(text, first)}{times}).", tuple(choices), (_around(text, first),)
            )
        )
        if reply.move == "leave":
            raise KeyboardInterrupt
        return reply.chosen[0] if reply.chosen else STOP

    def refuse_doubtful(self, text: str) -> None:
        """Where nobody can be asked, a family name in small letters stops the brief; an everyday word does not."""
        if self.session.interactive:
            return
        allowed = _folded(self.journal.allowed_words())
        doubtful = [one for one in self.names.found(text) if not one.sure and not one.everyday]
        if standing := [one for one in doubtful if one.words.casefold() not in allowed]:
            raise _refusal(text, standing)

    def ask_for_words(self, text: str) -> None:
        """Show the words that may name somebody as one list; she lets them through for good, or this once."""
        allowed = self.journal.allowed_words()
        body = "\n".join(line for line in text.splitlines() if not line.startswith("#") and line != FOR_WHOM)
        doubtful = [one.words for one in self.names.found(body) if not one.sure]
        known = {*allowed, *(one.words for one in self.names.found(body))}
        words = [word for word in dict.fromkeys(doubtful) if word.casefold() not in _folded(allowed)]
        words += unknown_words(body, known)
        if not words:
            return
        more = f" and {len(words) - MOST_WORDS} more" if len(words) > MOST_WORDS else ""
        said = f"{', '.join(words[:MOST_WORDS])}{more}"
        if not self.session.interactive:
            self.session.screen.say(f"These may name somebody; look at them once: {said}.")
            return
        choices = (
            Choice("a", ALLOW, "allow all, and remember it"),
            Choice("o", "once", "allow them this once"),
            Choice("s", STOP, "stop, and write nothing"),
        )
        reply = self.session.writer.choice(ChoiceAsk(f"Does any of these name somebody? {said}", choices))
        if reply.move == "leave":
            raise KeyboardInterrupt
        if reply.chosen in ((), (STOP,)):
            raise RefusedError(
                "The brief was not written.", hint="Take the word out: reflect search WORD, then reflect edit ID."
            )
        if reply.chosen == (ALLOW,):
            with self.journal.writing():
                for word in words:
                    self.journal.allow_word(word)


def _folded(words: tuple[str, ...]) -> set[str]:
    return {word.casefold() for word in words}


def _guise(one: Found) -> Guise:
    return clean(one.words).casefold(), one.code  # a page shows a hidden sign that the answer holds


def _place(text: str, one: Found) -> str:
    heads = [line[3:] for line in text.splitlines()[: one.line] if line.startswith("## ")]
    return f"{heads[-1] if heads else 'the beginning'}, line {one.line}"


def _around(text: str, one: Found) -> str:
    line = text.splitlines()[one.line - 1]
    begin = one.begin - (text.rfind("\n", 0, one.begin) + 1)
    left, right = max(0, begin - AROUND), begin + len(one.words) + AROUND
    return f"{'…' if left else ''}{line[left:right]}{'…' if right < len(line) else ''}"


def _refusal(text: str, standing: list[Found]) -> RefusedError:
    first = standing[0]
    more = f" (and {len(standing) - 1} more)" if len(standing) > 1 else ""
    what = "names somebody" if first.code else "holds an address or a number"
    if first.code:
        hint = f"Write {first.code} in that answer instead, or take the answer's mark for the coach off."
        if not first.sure:
            hint += " If it is a word: make the brief at a terminal once, and allow it there."
    else:
        hint = "Take it out of that answer, or take the answer's mark for the coach off."
    return RefusedError(
        f"The brief {what}: “{first.words}”, {_place(text, first)}{more}. It was not written.", hint=hint
    )


def _point_out(session: Session, people: tuple[Person, ...], text: str) -> None:
    """Say what gives somebody away though no name does."""
    for line, pronoun, code in pronouns_beside_codes(text):
        session.screen.say(f"Line {line}: “{pronoun}” beside {code} tells more than the code does.")
    active = [person for person in people if person.left is None]
    if re.search(r"(?<![^\W_])P\d", text) and len(active) < FEW:
        session.screen.say(f"With {len(active)} on your roster, codes hide nobody: your coach may know who P1 is.")


# ---- the same document in other words


def _reworded(document: Review, change: Callable[[str], str]) -> Review:
    """The document with every text of hers changed; keys, titles and commands stay."""
    sections = tuple(
        replace(section, blocks=tuple(_block(block, change) for block in section.blocks))
        for section in document.sections
    )
    return replace(document, sections=sections)


def _block(block: Block, change: Callable[[str], str]) -> Block:
    def value(one: Value) -> Value:
        return change(one) if isinstance(one, str) else one

    match block:
        case Facts():
            facts = (replace(fact, value=value(fact.value), note=change(fact.note)) for fact in block.facts)
            return replace(block, facts=tuple(facts))
        case Table():
            rows = tuple({key: value(cell) for key, cell in row.items()} for row in block.rows)
            return replace(block, rows=rows, notes=tuple(map(change, block.notes)))
        case Quotes():
            return replace(block, quotes=tuple(replace(one, words=change(one.words)) for one in block.quotes))
        case Items():
            return replace(block, items=tuple(replace(item, text=change(item.text)) for item in block.items))
        case Note():
            return replace(block, text=change(block.text))
