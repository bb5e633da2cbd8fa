"""The small things kept beside entries and nouns: focus, days away, hidden and allowed words, guesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from reflect.model import AllowedWord, Away, Focus, Guess, HiddenWord, Mark
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS

MarkT = TypeVar("MarkT", bound=Mark)

TABLES: dict[type[Any], str] = {
    Focus: "focus",
    Away: "away",
    HiddenWord: "hidden_words",
    AllowedWord: "allowed_words",
    Guess: "guesses",
}
"""Each kind's table, whose columns are the kind's fields; in the order of a lossless file."""

_ORDER: dict[type[Any], str] = {Focus: "since, id"}
"""Where it is not that of the fields."""

_DAYS = ("since", "until", "first", "last")
_ONE_DAY = timedelta(days=1)


def load(rows: Rows, kind: type[MarkT]) -> tuple[MarkT, ...]:
    """All of a kind, a focus by its first day, the others by what they say in the order of their fields."""
    table = TABLES[kind]
    columns = COLUMNS[table]
    order = _ORDER.get(kind) or ", ".join((*columns[1:], "id"))
    return tuple(
        kind(*(_from_column(column, value) for column, value in zip(columns, row, strict=True)))
        for row in rows.all(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}")
    )


def keep(rows: Rows, mark: MarkT) -> MarkT:
    """Store it, new or changed (by its id); a missing id is given. Returns it as it stands now."""
    table = TABLES[type(mark)]
    with rows.writing():
        if not mark.id:
            mark = replace(mark, id=rows.new_id())
        row = {field.name: _to_column(getattr(mark, field.name)) for field in fields(mark)}
        key = rows.key_of(table, mark.id)
        if key is None:
            rows.insert(table, row)
        else:
            rows.update(table, key, row)
    return mark


def _from_column(column: str, value: Any) -> Any:
    return date.fromisoformat(value) if column in _DAYS and value is not None else value


def _to_column(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class Marks:
    """The part of the journal that holds them; every write is one transaction, and can be undone."""

    _rows: Rows

    def marks(self) -> Iterator[Mark]:
        """All of them, in the order of a lossless file."""
        for kind in TABLES:
            yield from load(self._rows, kind)

    def focus(self) -> tuple[Focus, ...]:
        """Every focus that there was or is, by its first day."""
        return load(self._rows, Focus)

    def keep_focus(self, focus: Focus) -> Focus:
        """Store a focus, new or changed (by its id)."""
        return keep(self._rows, focus)

    def away(self) -> tuple[Away, ...]:
        """The spans of days that are no workdays, by their first day; they may overlap."""
        return load(self._rows, Away)

    def keep_away(self, first: date, last: date) -> Away:
        """Store the days from `first` to `last` as days away; a span that holds them all already stays alone."""
        with self._rows.writing():
            standing = (one for one in self.away() if one.first <= first and last <= one.last)
            return next(standing, None) or keep(self._rows, Away("", first, last))

    def remove_away(self, first: date, last: date) -> bool:
        """Make the days from `first` to `last` workdays again, of spans that reach beyond them these alone.

        False where none of them was a day away.
        """
        with self._rows.writing():
            touched = [one for one in self.away() if one.first <= last and first <= one.last]
            for one in touched:
                before = replace(one, last=first - _ONE_DAY) if one.first < first else None
                after = replace(one, first=last + _ONE_DAY) if last < one.last else None
                key = self._rows.key_of("away", one.id)
                assert key is not None
                if before is None and after is None:
                    self._rows.remove("away", key)
                if before is not None:
                    keep(self._rows, before)
                if after is not None:
                    keep(self._rows, after if before is None else replace(after, id=""))
        return bool(touched)

    def hidden_words(self) -> tuple[str, ...]:
        """The words that she does not want to see among her themes."""
        return tuple(one.word for one in load(self._rows, HiddenWord))

    def hide_word(self, word: str) -> None:
        """Hide a word; one that is hidden stays so."""
        with self._rows.writing():
            if word not in self.hidden_words():
                keep(self._rows, HiddenWord("", word))

    def show_word(self, word: str) -> None:
        """Take back that a word is hidden; one that is not hidden stays so."""
        with self._rows.writing():
            for one in load(self._rows, HiddenWord):
                key = self._rows.key_of("hidden_words", one.id)
                if one.word == word and key is not None:
                    self._rows.remove("hidden_words", key)

    def allowed_words(self) -> tuple[str, ...]:
        """The words that the name scan lets through, because she said so."""
        return tuple(one.word for one in load(self._rows, AllowedWord))

    def allow_word(self, word: str) -> None:
        """Let a word through; one that is let through stays so."""
        with self._rows.writing():
            if word not in self.allowed_words():
                keep(self._rows, AllowedWord("", word))

    def guesses(self, period: str) -> tuple[Guess, ...]:
        """What she guessed before she looked at a period (its key), the earliest first."""
        return tuple(guess for guess in load(self._rows, Guess) if guess.period == period)

    def keep_guess(self, guess: Guess) -> Guess:
        """Store a guess, new or changed (by its id)."""
        return keep(self._rows, guess)
