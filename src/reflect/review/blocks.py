"""The shapes that a review or a brief is made of.

Values are raw; every value has a stable `key` for programs, and a `label` for people. All strings are
untrusted: each renderer cleans or escapes every one of them, whoever wrote it. `command` is what to type
to see the answers behind a claim, without the program's name ("show C4").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from reflect.frozen import frozen
from reflect.periods import Period


@frozen
class Mean:
    """The mean of n ratings; None when there are none."""

    mean: float | None
    n: int


@frozen
class Share:
    """n of so many."""

    n: int
    of: int


@frozen
class Times:
    """How often something was done."""

    n: int


@frozen
class Line:
    """One value a step of time, oldest first, None where there is none; drawn small, between low and high."""

    values: tuple[float | None, ...]
    low: float = 1
    high: float = 5


@frozen
class Span:
    """A number of days, said in the unit that fits (18 d, 9 wk, 5 months)."""

    days: int


Value: TypeAlias = str | int | float | bool | date | Mean | Share | Times | Line | Span | None


@frozen
class Fact:
    """One labelled value, with what explains it."""

    key: str
    label: str
    value: Value
    note: str = ""
    command: str = ""


@frozen
class Facts:
    """A few labelled values that belong together."""

    key: str
    facts: tuple[Fact, ...]


@frozen
class Column:
    """One column of a table.

    `wide` columns hold free text, and give way first when the page is narrow; a `chart` column, and every one
    after it, moves to a second line under the row when there is no room for it beside the others.
    """

    key: str
    label: str
    align: Literal["left", "right"] = "left"
    wide: bool = False
    chart: bool = False


@frozen
class Table:
    """Rows of values under keyed columns; `notes` stand under it, one line each."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    label: str = ""
    notes: tuple[str, ...] = ()


@frozen
class Quote:
    """Her own words on a day, what they are about (a code), marks such as "costly", and the answer's id."""

    words: str
    day: date
    about: str = ""
    marks: tuple[str, ...] = ()
    answer: str = ""


@frozen
class Quotes:
    """Dated lines of hers."""

    key: str
    quotes: tuple[Quote, ...]
    label: str = ""


@frozen
class Item:
    """One line of a list: a text, and the values that it is made of, by stable keys, for programs."""

    text: str
    values: Mapping[str, Value]
    command: str = ""


@frozen
class Items:
    """A list of lines."""

    key: str
    items: tuple[Item, ...]
    label: str = ""


@frozen
class Note:
    """One sentence, said to the reader."""

    key: str
    text: str
    command: str = ""


Block: TypeAlias = Facts | Table | Quotes | Items | Note


@frozen
class Section:
    """A titled part of a review; `key` is one of the section keys."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@frozen
class Review:
    """A period looked back on, beside the period it is compared with.

    `title` and `compared` stand in its heading where the names of the two periods would not say it.
    """

    period: Period
    against: Period
    sections: tuple[Section, ...]
    title: str = ""
    compared: str = ""
