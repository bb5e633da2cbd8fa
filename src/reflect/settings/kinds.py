"""The kinds of values that settings take: each reads what stands in the file or was typed, and writes it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from reflect.frozen import frozen
from reflect.periods.units import MONTHS, WEEKDAYS


class UnfitError(Exception):
    """A value that the setting does not take."""


class Takes(Protocol):
    """What a setting takes: `words` says it, to follow "it takes"."""

    @property
    def words(self) -> str: ...

    def read(self, given: object) -> Any:
        """The value, from what TOML gave or from words as they are typed. Raises UnfitError."""

    def said(self, value: Any) -> str:
        """The value as a person types it; `read` reads it back."""

    def written(self, value: Any) -> str:
        """The value as TOML has it; `read` reads it back."""


@frozen
class Whole:
    """A whole number from `least` to `most`."""

    least: int
    most: int
    words: str

    def read(self, given: object) -> int:
        number = given
        if type(given) is str and re.fullmatch(r"[0-9]{1,9}", given.strip()):
            number = int(given)
        if type(number) is not int or not self.least <= number <= self.most:
            raise UnfitError
        return number

    def said(self, value: int) -> str:
        return str(value)

    def written(self, value: int) -> str:
        return str(value)


@frozen
class Month:
    """A month, by its name or its number; 1 is January."""

    words: str = "a month, as april or 4"

    def read(self, given: object) -> int:
        if type(given) is str and (number := _by_beginning(given, MONTHS)) is not None:
            return number + 1
        return Whole(1, 12, self.words).read(given)

    def said(self, value: int) -> str:
        return MONTHS[value - 1].lower()

    def written(self, value: int) -> str:
        return str(value)


@frozen
class Weekdays:
    """Days of the week, each once or as a span (mon-fri); 0 is Monday."""

    words: str = "days of the week, as mon-fri or mon tue thu"

    def read(self, given: object) -> frozenset[int]:
        parts = re.split(r"[\s,]+", given.strip()) if type(given) is str else given
        if type(parts) is not list or not parts:
            raise UnfitError
        return frozenset(day for part in parts for day in self._days(part))

    def _days(self, part: object) -> Sequence[int]:
        first, dash, last = part.partition("-") if type(part) is str else ("", "", "")
        begin = _by_beginning(first, WEEKDAYS)
        end = _by_beginning(last, WEEKDAYS) if dash else begin
        if begin is None or end is None:
            raise UnfitError
        return [(begin + step) % 7 for step in range((end - begin) % 7 + 1)]

    def said(self, value: frozenset[int]) -> str:
        days = sorted(value)
        names = [WEEKDAYS[day][:3] for day in days]
        if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
            return f"{names[0]}-{names[-1]}"
        return " ".join(names)

    def written(self, value: frozenset[int]) -> str:
        return "[" + ", ".join(f'"{WEEKDAYS[day][:3]}"' for day in sorted(value)) + "]"


@frozen
class Truth:
    """Yes or no."""

    words: str = "yes or no"

    def read(self, given: object) -> bool:
        if type(given) is str and given.strip().casefold() in ("yes", "no", "true", "false", "on", "off"):
            return given.strip().casefold() in ("yes", "true", "on")
        if type(given) is not bool:
            raise UnfitError
        return given

    def said(self, value: bool) -> str:
        return "yes" if value else "no"

    def written(self, value: bool) -> str:
        return "true" if value else "false"


@frozen
class Word:
    """A word that a pattern matches whole, whatever its case."""

    pattern: str
    words: str

    def read(self, given: object) -> str:
        word = given.strip().lower() if type(given) is str else ""
        if not re.fullmatch(self.pattern, word):
            raise UnfitError
        return word

    def said(self, value: str) -> str:
        return value

    def written(self, value: str) -> str:
        return f'"{value}"'


@frozen
class Command:
    """A command line, or nothing."""

    words: str = "a command on one line, with every quote closed"

    def read(self, given: object) -> str:
        if type(given) is not str or not given.isprintable():
            raise UnfitError
        import shlex  # 1 ms, and only where she has set a command

        try:
            shlex.split(given)
        except ValueError:
            raise UnfitError from None
        return given.strip()

    def said(self, value: str) -> str:
        return value

    def written(self, value: str) -> str:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'


def _by_beginning(word: str, names: Sequence[str]) -> int | None:
    """The place of the name that a word of three letters or more begins."""
    wanted = word.strip().casefold()
    if len(wanted) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.casefold().startswith(wanted)), None)
