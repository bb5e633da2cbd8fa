"""The writer for terminals that cannot move their cursor (TERM=dumb): plain lines, an answer a line.

An empty line passes, "<" goes back, the end of input (Ctrl-D) or Ctrl-C leaves, "!" alone sets the question's
extra mark and "@" marks for the coach. A line is kept the moment Enter is pressed; there are no drafts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TextIO

from reflect.asking.asks import Choice, ChoiceAsk, GridAsk, Move, Reply, TextAsk
from reflect.asking.grid_state import NONE
from reflect.safe_text import clean, for_ascii

_BACK = "<"
_MARK = "!"
_COACH = "@"


class LineWriter:
    """Asks line by line on `screen` and reads from `source`; draws nothing and colours nothing."""

    def __init__(self, *, ascii_only: bool = False, source: TextIO | None = None, screen: TextIO | None = None):
        self._ascii_only = ascii_only
        self._source = source or sys.stdin
        self._screen = screen or sys.stderr

    def text(self, ask: TextAsk, draft: Callable[[str], None]) -> Reply:
        """Ask for words; see `Writer.text`."""
        self._ask(ask.question, ask.shown, ask.place, ask.where_from)
        for choice in ask.switches:
            self.say(f"  {choice.key}  {choice.label}")
        if ask.draft:
            self.say(f"So far: {ask.draft} (an empty line keeps it)")
        if ask.hint:
            self.say(ask.hint)
        marked, coach = ask.marked, bool(ask.coach)
        marks = f", {_MARK} {ask.mark}" if ask.mark else ""
        marks += f", {_COACH} for my coach" if ask.coach is not None else ""
        while True:
            line = self._read(f"Empty passes, {_BACK} back{marks}")
            if line is None or line == _BACK:
                return Reply("leave" if line is None else "back", text=ask.draft, marked=marked, coach=coach)
            if line == _MARK and ask.mark:
                marked = self._toggle(marked, ask.mark)
            elif line == _COACH and ask.coach is not None:
                coach = self._toggle(coach, "for my coach")
            elif switch := next((choice for choice in ask.switches if choice.key == line), None):
                return Reply("next", chosen=(switch.word,), marked=marked, coach=coach)
            elif text := line or ask.draft:
                draft(text)
                return Reply("next", text=text, marked=marked, coach=coach)
            elif not ask.required:
                return Reply("pass", marked=marked, coach=coach)
            else:
                self.say("A few words are needed here.")

    def choice(self, ask: ChoiceAsk) -> Reply:
        """Ask for one or several of the choices; see `Writer.choice`."""
        self._ask(ask.question, ask.shown, ask.place, ask.where_from)
        for choice in ask.choices:
            self.say(f"  {choice.key}  {choice.label}")
        coach = bool(ask.coach)
        while True:
            line = self._read(f"{'Keys' if ask.several else 'A key'}, empty passes, {_BACK} back")
            if line is None or line == _BACK:
                return Reply("leave" if line is None else "back", chosen=ask.chosen, coach=coach)
            if line == _COACH and ask.coach is not None:
                coach = self._toggle(coach, "for my coach")
                continue
            words = _words(line, ask.choices) if line else ask.chosen
            if words is None or (len(words) > 1 and not ask.several):
                self.say("The keys are " + " ".join(choice.key for choice in ask.choices) + ".")
                continue
            return Reply("next" if words else "pass", chosen=tuple(dict.fromkeys(words)), coach=coach)

    def grid(
        self,
        ask: GridAsk,
        rated: Callable[[str, int | None], None],
        tallied: Callable[[tuple[str, ...] | None], None],
    ) -> Reply:
        """Ask for the ratings, a line each; see `Writer.grid`."""
        self._ask(ask.question, ask.shown, ask.place, ask.where_from)
        for step, label in enumerate(ask.labels, 1):
            self.say(f"  {step}  {label}")
        self.say(f"  0  {ask.none_label}")
        ratings = {row.name: row.rating for row in ask.rows}
        at = 0
        while at < len(ask.rows):
            row = ask.rows[at]
            line = self._read(f"{row.name}  {row.text}".strip())
            if line is None or (line == _BACK and at == 0):
                return self._left(line, coach=ask.coach)
            if line == _BACK:
                at -= 1
            elif line == "" or line in tuple("012345"):
                if line:
                    ratings[row.name] = int(line)
                    rated(row.name, int(line))
                at += 1
            else:
                self.say("1 to 5, 0, or an empty line to pass.")
        counted = self._tally(ask, tallied) if ask.tally else ()
        if counted is None:
            return self._left(None, coach=ask.coach)
        answered = bool(counted) or any(rating is not None for rating in ratings.values())
        return Reply("next" if answered else "pass", coach=ask.coach)

    def say(self, line: str = "") -> None:
        """Print a line, with nothing in it that could act on the terminal."""
        self._screen.write(self._safe(line) + "\n")
        self._screen.flush()

    def _tally(self, ask: GridAsk, tallied: Callable[[tuple[str, ...] | None], None]) -> tuple[str, ...] | None:
        """What was counted; None where she left."""
        self.say(ask.tally_question)
        for choice in ask.tally:
            self.say(f"  {choice.key}  {choice.label}")
        while True:
            line = self._read("Keys, one for each time; empty passes")
            if line is None:
                return None
            words = _words(line, ask.tally)
            if words is None:
                self.say("The keys are " + " ".join(choice.key for choice in ask.tally) + ".")
                continue
            counted = (NONE,) if NONE in words else words
            if counted:
                tallied(counted)
            return counted or (ask.tallied or ())

    def _left(self, line: str | None, *, coach: bool) -> Reply:
        move: Move = "leave" if line is None else "back"
        return Reply(move, coach=coach)

    def _ask(self, question: str, shown: tuple[str, ...], place: str, where_from: str) -> None:
        self.say()
        for line in shown:
            self.say(line)
        self.say(f"{place}  {question}" if place else question)
        if where_from:
            self.say(f"({where_from})")

    def _toggle(self, now: bool, mark: str) -> bool:
        self.say(f"{'Not any more' if now else 'Marked'}: {mark}.")
        return not now

    def _read(self, hint: str) -> str | None:
        """The next line without blanks at its ends; None where she left."""
        self._screen.write(f"{self._safe(hint)} > ")
        self._screen.flush()
        try:
            line = self._source.readline()
        except KeyboardInterrupt:
            line = ""
        if not line:
            self.say()
        return line.strip() if line else None

    def _safe(self, line: str) -> str:
        return for_ascii(line) if self._ascii_only else clean(line)


def _words(line: str, choices: tuple[Choice, ...]) -> tuple[str, ...] | None:
    """The words of the keys in a line, in their order; None where one of them is no key."""
    by_key = {choice.key.casefold(): choice.word for choice in choices}
    keys = [key for key in line.casefold() if not key.isspace()]
    return tuple(by_key[key] for key in keys) if all(key in by_key for key in keys) else None
