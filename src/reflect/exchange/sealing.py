"""What is sealed stays here: it leaves the journal in the lossless export and in backups alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reflect.exchange.records import Record
from reflect.model import Entry, Mark, Question


def counted(records: Iterable[Record], sealed: Counter[str], *, kept: bool) -> Iterator[Record]:
    """The records, with the sealed answers and nouns among them counted by what they are, and `kept` or left out.

    An entry of which nothing else is left goes too; a code that refers to a sealed noun stays a code.
    """
    for record in records:
        if isinstance(record, Entry):
            open_ = tuple(answer for answer in record.answers if answer.visibility != "sealed")
            hidden = len(record.answers) - len(open_)
            sealed["answer"] += hidden
            if not hidden or kept:
                yield record
            elif open_:
                yield replace(record, answers=open_)
        elif isinstance(record, Question | Mark):
            yield record
        else:
            is_sealed = record.visibility == "sealed"
            sealed[type(record).__name__.lower()] += is_sealed
            if kept or not is_sealed:
                yield record
