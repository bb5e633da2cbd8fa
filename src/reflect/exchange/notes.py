"""What comes from another journal, as an entry: a note with its day, its words and its tags."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from reflect.errors import InputError
from reflect.exchange.dates import When, stamp
from reflect.exchange.plain_text import LONGEST
from reflect.model import NOTE, Answer, Entry

STARRED = "starred"
_ROOM = 20_000
"""Bytes of a JSON Lines record for all that is not the text."""
_SHORT = (LONGEST - _ROOM) // 6  # no sign of a text takes more than six bytes in JSON
_SHOWN = 40


def note(
    origin: str,
    when: When,
    zone: str,
    text: str,
    place: str,
    *,
    tags: Iterable[str] = (),
    more: Iterable[Answer] = (),
) -> Entry:
    """The entry of a text without ends of blank lines; of an empty one, an entry without a note.

    `zone` is that of clock times which name none; `more` are answers that stand before the note. Raises
    InputError, which begins with `place`, for a text that is too long for one line of JSON Lines.
    """
    text = trimmed(text)
    answers = (*more, *([Answer("", NOTE, text=text)] if text else []))
    if len(text) > _SHORT and len(json.dumps(text, ensure_ascii=True)) > LONGEST - _ROOM:
        raise InputError(f"{place}: the entry is longer than 1 MB.", hint="Make two or more of it.")
    at, named = stamp(when, zone)
    return Entry("", NOTE, when.day, at=at, zone=named, origin=origin, tags=tidy(tags), answers=answers)


def tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags, each once, without blanks and signs at their ends."""
    found = (" ".join(tag.split()).lstrip("@#") for tag in tags)
    return tuple(dict.fromkeys(tag for tag in found if tag))


def trimmed(text: str) -> str:
    """The text without blank lines before and after it, and without blanks at its end."""
    lines = text.replace("\r\n", "\n").split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return "\n".join(lines).rstrip()


def step_of(written: str, steps: Mapping[str, int], place: str) -> int | None:
    """The step (1-5) that a cell or property says, None where it is empty.

    Raises InputError for another number, and for a word for which `steps` has none.
    """
    written = written.strip()
    if not written:
        return None
    found = steps.get(written.casefold())
    if found is None and written in ("1", "2", "3", "4", "5"):
        found = int(written)
    if found is None:
        shown = written[:_SHOWN]
        raise InputError(
            f"{place}: {shown!r} is no step from 1 to 5.", hint=f'Say which one it stands for: --mood "{shown}=4"'
        )
    return found


class OwnMoodsError(InputError):
    """Moods that she named herself, in the order of the file, of which nobody said which step they are."""

    def __init__(self, source: str, moods: list[str]) -> None:
        named = ", ".join(mood[:_SHOWN] for mood in moods)
        one = "a mood" if len(moods) == 1 else "moods"
        options = " ".join(f'--mood "{mood[:_SHOWN]}=4"' for mood in moods)
        super().__init__(
            f"{source} has {one} of your own: {named}.",
            hint=f"Say which step from 1 (lowest) to 5 it stands for: {options}",
        )
        self.moods = moods
