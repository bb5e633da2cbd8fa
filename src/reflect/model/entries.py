"""What an entry holds: answers, in one sitting, one logged event or one note."""

from __future__ import annotations

from datetime import date

from reflect.frozen import frozen
from reflect.model.words import State, Visibility


@frozen
class Answer:
    """What was said to one prompt about one subject; `value` is 1-5, `made` the code of a noun it created."""

    id: str
    prompt: str
    state: State = "answered"
    value: int | None = None
    choice: str | None = None
    choices: tuple[str, ...] = ()
    text: str | None = None
    person: str | None = None
    conviction: str | None = None
    made: str | None = None
    visibility: Visibility = "private"
    version: int = 1


@frozen
class Entry:
    """One sitting, one logged event or one note.

    `at` is the moment in UTC as ISO 8601 with a Z, or None where an import did not know it; `day` is the
    journal day it belongs to; `about_from` and `about_to` the period that a longer sitting looks back on;
    `origin` the format it was imported from, empty for what was written here.
    """

    id: str
    kind: str
    day: date
    at: str | None = None
    zone: str | None = None
    late: bool = False
    about_from: date | None = None
    about_to: date | None = None
    origin: str = ""
    tags: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
