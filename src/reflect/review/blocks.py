"""The shapes that a review or a brief is made of.

Values are raw; every value has a stable `key` for programs, and a `label` for people. All strings are
untrusted: each renderer cleans or escapes every one of them, whoever wrote it. `command` is what to type
to see the answers behind a claim, without the program's name ("show C4"). What is `detail` is left out where
there is room for the most telling lines alone (`review.shortened`); whoever shows the whole need not know of it.
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
    """One value a step of time, oldest first, None where there is none; drawn small, between low and high.

    `first` is the Monday of the first value where each is a week's: such lines under one another are a grid.
    """

    values: tuple[float | None, ...]
    low: float = 1
    high: float = 5
    first: date | None = None


@frozen
class Span:
    """A number of days, said in the unit that fits (18 d, 9 wk, 5 months)."""

    days: int


@frozen
class Change:
    """What a rating was, and what it is now; None where there was none."""

    before: int | None
    now: int | None


Value: TypeAlias = str | int | float | bool | date | Mean | Share | Times | Line | Span | Change | None


@frozen
class Fact:
    """One labelled value, with what explains it."""

    key: str
    label: str
    value: Value
    note: str = ""
    command: str = ""
    detail: bool = False


@frozen
class Facts:
    """A few labelled values that belong together; `label` says of what they all are."""

    key: str
    facts: tuple[Fact, ...]
    label: str = ""
    detail: bool = False


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
    """Rows of values under keyed columns; `notes` stand under it, one line each.

    `main_rows` is how many of the rows, from the first on, are no detail; None: all of them.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    label: str = ""
    notes: tuple[str, ...] = ()
    main_rows: int | None = None
    detail: bool = False


@frozen
class Quote:
    """Her own words on a day, what they are about (a code), marks such as "costly", and the answer's id."""

    words: str
    day: date
    about: str = ""
    marks: tuple[str, ...] = ()
    answer: str = ""
    detail: bool = False


@frozen
class Quotes:
    """Dated lines of hers."""

    key: str
    quotes: tuple[Quote, ...]
    label: str = ""
    detail: bool = False


@frozen
class Item:
    """One line of a list: a text, and the values that it is made of, by stable keys, for programs."""

    text: str
    values: Mapping[str, Value]
    command: str = ""
    detail: bool = False


@frozen
class Items:
    """A list of lines."""

    key: str
    items: tuple[Item, ...]
    label: str = ""
    detail: bool = False


@frozen
class Note:
    """One sentence, said to the reader."""

    key: str
    text: str
    command: str = ""
    detail: bool = False


Block: TypeAlias = Facts | Table | Quotes | Items | Note


@frozen
class Section:
    """A titled part of a review; `key` is one of the section keys, `command` shows what all of it rests on."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    command: str = ""
    detail: bool = False


@frozen
class Review:
    """A period looked back on, beside the period it is compared with.

    `title` and `compared` stand in its heading where the names of the two periods would not say it. `short` says
    that its details are left out, so that its sections may stand closer.
    """

    period: Period
    against: Period
    sections: tuple[Section, ...]
    title: str = ""
    compared: str = ""
    short: bool = False
