"""What an import did, or would do: a table of what the file holds, and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from reflect.model import Entry
from reflect.review.blocks import Block, Column, Fact, Facts, Note, Section, Table, Value

if TYPE_CHECKING:
    from reflect.exchange.reading import Reading, Told
    from reflect.exchange.records import Record
    from reflect.store.taking_in import Taken

_NAMED = 3
_COLUMNS = (
    Column("kind", "in the file"),
    Column("entries", "entries", "right"),
    Column("answers", "answers", "right"),
    Column("first", "first day", "right"),
    Column("last", "last day", "right"),
)


class Tally:
    """The entries that a file holds, by kind."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[int, int, date, date]] = {}

    def counted(self, records: Iterator[tuple[int, Record]]) -> Iterator[tuple[int, Record]]:
        """The records, counted as they go past."""
        for line, record in records:
            if isinstance(record, Entry):
                day = record.day
                entries, answers, first, last = self._kinds.get(record.kind, (0, 0, day, day))
                answers += len(record.answers)
                self._kinds[record.kind] = entries + 1, answers, min(first, day), max(last, day)
            yield line, record

    def table(self) -> Block:
        """One row a kind."""
        if not self._kinds:
            return Note("empty", "There is no entry in it.")
        keys = [column.key for column in _COLUMNS]
        rows = (dict[str, Value](zip(keys, (kind, *found), strict=True)) for kind, found in self._kinds.items())
        return Table("kinds", _COLUMNS, tuple(rows))


def summary(tally: Tally, taken: Taken, reading: Reading, source: str) -> Section:
    """What the file holds, and what of it would come in."""
    facts = [
        Fact("entries", "would come in", taken.entries),
        Fact("here", "here already", taken.here),
        Fact("deleted", "deleted here", taken.deleted),
        *(Fact(what, what.lower(), told.number, note=_places(told)) for what, told in reading.told.items()),
    ]
    return Section("import", f"Import of {source}", (tally.table(), Facts("import", tuple(facts))))


def sentences(taken: Taken, reading: Reading, *, dry_run: bool) -> Iterator[str]:
    """What came in and what did not, a sentence each; the counts in one line."""
    came = "would come in" if dry_run else "came in"
    counts = [f"{some(taken.entries, 'entry')} {came} ({some(taken.answers, 'answer')})."]
    if taken.here:
        counts.append(f"{taken.here:,} {_were(taken.here)} here already.")
    if taken.deleted:
        counts.append(f"{taken.deleted:,} {_were(taken.deleted)} deleted here, and {_stay(taken.deleted)} so.")
    yield " ".join(counts)
    for what, told in reading.told.items():
        yield f"{what}: {told.number:,} ({_places(told)})."
    new = [some(number, _ONE[table]) for table, number in {**taken.nouns, **taken.marks}.items()]
    if new:
        yield f"New: {', '.join(new)}."
    if taken.joined:
        yield f"By name, unknown until now: {_few(taken.joined)}."
    if taken.differing:
        yield f"Left as they are here, though the file words them otherwise: {_few(taken.differing)}."
    if taken.differing_marks:
        kinds = [some(number, _ONE[table]) for table, number in taken.differing_marks.items()]
        yield f"Left as here, though the file says otherwise under the same id: {', '.join(kinds)}."
    if taken.apart:
        yield f"Here with other content under the same id, so both are kept: {_few(taken.apart)}."
    if dry_run:
        yield "Nothing was stored: this was a dry run."


_ONE = {
    "convictions": "conviction",
    "people": "person",
    "commitments": "commitment",
    "disconnects": "disconnect",
    "needs": "need",
    "focus": "focus",
    "away": "time away",
    "hidden_words": "hidden word",
    "allowed_words": "allowed word",
    "guesses": "guess",
}
_MANY = {
    "entry": "entries",
    "person": "people",
    "sealed person": "sealed people",
    "focus": "focuses",
    "time away": "times away",
    "guess": "guesses",
}


def some(number: int, one: str) -> str:
    """A number of things, in words: 1 entry, 2 entries."""
    return f"{number:,} {one if number == 1 else _MANY.get(one, one + 's')}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _stay(number: int) -> str:
    return "stays" if number == 1 else "stay"


def _places(told: Told) -> str:
    return "; ".join([*told.places, *(["…"] if told.number > len(told.places) else [])])


def _few(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
