"""What can be put to the person who writes, and what comes back.

Four asks are enough for every kind of question: a text, a choice by single keys, a grid of ratings, a line
that is only said. A `Writer` is whoever answers: the terminal, or a script in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol, TypeAlias

from reflect.frozen import frozen

Move: TypeAlias = Literal["next", "pass", "back", "leave"]


@frozen
class Choice:
    """One thing that a single key chooses: the key, the short word that is stored, the label that is read.

    `meaning` says more about it, where F1 shows that.
    """

    key: str
    word: str
    label: str
    meaning: str = ""


@frozen
class TextAsk:
    """A question answered in words.

    `shown` are lines above the question (last time's answer); `hint` says under it what is wanted in the field;
    `draft` is what stands in that already; `suggestions` are offered as she types; `switches` are keys that,
    pressed while the field is empty, leave with that choice instead (another conviction), and `switched` is the
    one that led here: typed on at once, it was the beginning of a text, and is given back with it. `mark` is the
    label of the one extra mark that F3 sets ("this cost me something"), empty where there is none; `coach` is
    None where there is nothing that could be marked for the coach.
    """

    question: str
    shown: tuple[str, ...] = ()
    draft: str = ""
    where_from: str = ""
    place: str = ""
    suggestions: tuple[str, ...] = ()
    switches: tuple[Choice, ...] = ()
    switched: str = ""
    hint: str = ""
    mark: str = ""
    marked: bool = False
    coach: bool | None = None
    required: bool = False


@frozen
class ChoiceAsk:
    """A question answered by one key (`several`: by any number of keys, then Enter).

    `coach` is None where there is nothing that could be marked for the coach.
    """

    question: str
    choices: tuple[Choice, ...]
    shown: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    several: bool = False
    where_from: str = ""
    place: str = ""
    coach: bool | None = None


@frozen
class GridRow:
    """One line of a grid: its name (a code), the words it stands for, and its rating (1-5), 0 for no occasion."""

    name: str
    text: str
    rating: int | None = None


@frozen
class GridAsk:
    """One rating for each row, one key each, all on one screen; under it, where there is one, the tally row.

    It begins at the first row that is not rated; `again` says that all was answered before: at the first of all.
    """

    question: str
    rows: tuple[GridRow, ...]
    labels: tuple[str, ...]
    none_label: str = "no occasion"
    tally_question: str = ""
    tally: tuple[Choice, ...] = ()
    tallied: tuple[str, ...] | None = None
    again: bool = False
    shown: tuple[str, ...] = ()
    where_from: str = ""
    place: str = ""
    coach: bool = False


@frozen
class Reply:
    """How an ask was left. `chosen` are short words; `marked` and `coach` the marks as they stand now."""

    move: Move
    text: str = ""
    chosen: tuple[str, ...] = ()
    marked: bool = False
    coach: bool = False


class Writer(Protocol):
    """Whoever answers."""

    def text(self, ask: TextAsk, draft: Callable[[str], None]) -> Reply:
        """Ask for words; `draft` is called with the half-typed text, at most every 0.3 s, and before leaving."""

    def choice(self, ask: ChoiceAsk) -> Reply:
        """Ask for one or several of the choices."""

    def grid(
        self,
        ask: GridAsk,
        rated: Callable[[str, int | None], None],
        tallied: Callable[[tuple[str, ...] | None], None],
    ) -> Reply:
        """Ask for the ratings.

        `rated(name, rating)` is called at each keypress (None: taken back), `tallied(words)` whenever the
        tally changes (None: not answered).
        """

    def say(self, line: str = "") -> None:
        """Tell her something; her own words may stand in it."""
