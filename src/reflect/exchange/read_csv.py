"""A CSV file whose columns the command line names: one holds the day, others ratings and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reflect.errors import InputError, UsageError, nearest
from reflect.exchange.dates import check_format, read_when
from reflect.exchange.notes import note, step_of
from reflect.exchange.reading import Reading
from reflect.exchange.records import Record
from reflect.exchange.sources import opened, source_name
from reflect.exchange.table import rows
from reflect.model import NOTE, Answer

ORIGIN = "csv"
_SHOWN = 40


def read_csv(reading: Reading) -> Iterator[tuple[int, Record]]:
    """One entry for each row, with its line.

    Raises NotFoundError, UsageError (no column for the day, or none to take) or InputError, with file and line.
    """
    if not reading.day or not (reading.texts or reading.scales):
        raise UsageError(
            "A CSV file needs to be told what its columns are.",
            hint="As: --day date --text note --scale mood=my-pack/mood",
        )
    for format_ in reading.timeformats:
        check_format(format_)
    source = source_name(reading.path)
    with opened(reading) as stream:
        for line, row in rows(stream, source):
            for column in (reading.day, *reading.texts, *reading.scales):
                if column not in row:
                    raise InputError(f"{source} has no column {column!r}.{nearest(column, list(row))}")
            yield line, _entry(row, reading, f"{source}, line {line}")


def _entry(row: Mapping[str, str], reading: Reading, place: str) -> Record:
    written = row[reading.day]
    when = read_when(written, reading.timeformats, place)
    if when is None:
        raise InputError(
            f"{place}: {reading.day} is {written[:_SHOWN]!r}, and no day.",
            hint="A date of another form is named with --timeformat, as %d.%m.%Y.",
        )
    more = []
    for column, prompt in reading.scales.items():
        step = step_of(row[column], reading.steps, f"{place}, {column}")
        if step is not None:
            more.append(Answer("", prompt, value=step))
    *before, last = [row[column] for column in reading.texts] or [""]
    more += [Answer("", NOTE, text=text.strip()) for text in before if text.strip()]
    return note(ORIGIN, when, reading.zone, last, place, more=more)
