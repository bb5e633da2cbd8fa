"""Daylio's CSV export: its moods as ratings, its activities as tags, its notes as notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reflect.errors import InputError
from reflect.exchange.dates import When, check_format, read_clock, read_when
from reflect.exchange.notes import OwnMoodsError, note
from reflect.exchange.reading import Reading
from reflect.exchange.records import Record
from reflect.exchange.sources import opened, source_name
from reflect.exchange.table import rows
from reflect.model import Answer, Question

ORIGIN = "daylio"
MOODS = ("awful", "bad", "meh", "good", "rad")
"""Daylio's own five, lowest first."""

MOOD = Question("daylio/mood", 1, "How was your mood?", "scale", MOODS, "up")
_STEPS = {mood: step for step, mood in enumerate(MOODS, 1)}
_NEEDED = ("date", "time", "mood", "activities", "note")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SHOWN = 40


def read_daylio(reading: Reading) -> Iterator[tuple[int, Record]]:
    """One entry for each row, with its line.

    Raises NotFoundError, UsageError (a --timeformat that cannot serve), OwnMoodsError, or InputError with file
    and line.
    """
    for format_ in reading.timeformats:
        check_format(format_)
    source = source_name(reading.path)
    steps = {**_STEPS, **reading.steps}
    own: dict[str, None] = {}
    with opened(reading) as stream:
        yield 1, MOOD
        for line, row in rows(stream, source):
            missing = next((column for column in _NEEDED if column not in row), None)
            if missing is not None:
                raise InputError(f"{source} has no column {missing!r}; Daylio's export has {', '.join(_NEEDED)}.")
            mood = row["mood"].strip()
            if mood and mood.casefold() not in steps:
                own[mood] = None
            if not own:
                yield line, _entry(row, reading, steps, f"{source}, line {line}")
    if own:
        raise OwnMoodsError(source, list(own))


def _entry(row: Mapping[str, str], reading: Reading, steps: Mapping[str, int], place: str) -> Record:
    mood = row["mood"].strip()
    more = [Answer("", MOOD.prompt, value=steps[mood.casefold()])] if mood else []
    title, body = row.get("note_title", "").strip(), _BREAK.sub("\n", row["note"])
    text = f"{title}\n{body}" if title else body
    tags = row["activities"].split("|")
    return note(ORIGIN, _when(row, reading, place), reading.zone, text, place, tags=tags, more=more)


def _when(row: Mapping[str, str], reading: Reading, place: str) -> When:
    """The day (older exports part it into a year and a day of it) and the time."""
    written = row.get("full_date", "").strip() or f"{row['date']} {row.get('year', '')}".strip()
    day = read_when(written, reading.timeformats, place)
    if day is None:
        raise InputError(
            f"{place}: the date is {written[:_SHOWN]!r}, and no day.",
            hint="A date of another form is named with --timeformat, as %d.%m.%Y.",
        )
    shown = row["time"].strip()
    clock = read_clock(shown) if shown else None
    if shown and clock is None:
        raise InputError(f"{place}: time is {shown[:_SHOWN]!r}, and no time of day, as 18:05 or 6:05 pm.")
    return When(day.day, clock)
