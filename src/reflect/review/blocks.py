"""The shapes that a review or a brief is made of.

Values are raw; every value has a stable `key` for programs, and a `label` for people. All strings are
untrusted: each renderer cleans or escapes every one of them, whoever wrote it. `command` is what to type
to see the answers behind a claim, without the program's name ("show C4").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from reflect.periods import Period


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of n ratings; None when there are none."""

    mean: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Share:
    """n of so many."""

    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Line:
    """One value a step of time, oldest first, None where there is none; drawn small, between low and high."""

    values: tuple[float | None, ...]
    low: float = 1
    high: float = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days, said in the unit that fits (18 d, 9 wk, 5 months)."""

    days: int


Value: TypeAlias = str | int | float | bool | date | Mean | Share | Line | Span | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value, with what explains it."""

    key: str
    label: str
    value: Value
    note: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A few labelled values that belong together."""

    key: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under keyed columns; `notes` stand under it, one line each."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    label: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Her own words on a day, what they are about (a code), marks such as "costly", and the answer's id."""

    words: str
    day: date
    about: str = ""
    marks: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Dated lines of hers."""

    key: str
    quotes: tuple[Quote, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: a text, and the values that it is made of, by stable keys, for programs."""

    text: str
    values: Mapping[str, Value]
    command: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of lines."""

    key: str
    items: tuple[Item, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence, said to the reader."""

    key: str
    text: str
    command: str = ""


Block: TypeAlias = Facts | Table | Quotes | Items | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a review; `key` is one of the section keys."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A period looked back on, beside the period it is compared with."""

    period: Period
    against: Period
    sections: tuple[Section, ...]
    title: str = ""
