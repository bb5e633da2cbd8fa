"""One table of a pack: its fields, taken out by type, with a complaint for each that is not as it should be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TypeVar

from reflect.errors import nearest
from reflect.packs.complaints import Complaint, quoted

Word = TypeVar("Word", bound=str)

LONGEST_TEXT = 2000
"""Characters; a question that needs more does not fit a screen."""
MOST_TEXTS = 50
"""Texts in one list."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""What a terminal obeys instead of showing it, and what turns the reading direction round."""

_TYPES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"), (str, "text"), ((int, float), "a number"), (list, "a list"), (dict, "a table"),
    ((date, datetime, time), "a date or time"),
)  # fmt: skip


class Table:
    """The fields of one TOML table; complaints go to the list that all tables of a file share."""

    def __init__(self, name: str, fields: dict[str, object], complaints: list[Complaint]) -> None:
        self.name = name
        self.fields = fields
        self._complaints = complaints

    def __contains__(self, field: str) -> bool:
        return field in self.fields

    def complain(self, field: str, sentence: str) -> None:
        self._complaints.append(Complaint(self.name, field, sentence))

    def only(self, known: Sequence[str], *, what: str = "field") -> None:
        """Complain of fields that are not among `known`; one complaint a table, with the nearest known name."""
        unknown = [field for field in self.fields if field not in known]
        if unknown:
            more = f" ({len(unknown) - 1} more like it)" if len(unknown) > 1 else ""
            near = nearest(quoted(unknown[0]), list(known))
            self.complain(unknown[0], f"there is no such {what}{more}.{near}")

    def text(self, field: str, *, required: bool = False) -> str:
        """A text on one line, line breaks counted as spaces; empty where it is missing or wrong."""
        value = self.fields.get(field)
        if value is None:
            if required:
                self.complain(field, "is missing.")
            return ""
        if not isinstance(value, str):
            self.complain(field, f"must be text in quotes, not {type_name(value)}.")
            return ""
        line = self._line(field, value)
        if not line:
            self.complain(field, "is empty.")
        return line

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts; empty where it is missing or wrong."""
        value = self.fields.get(field)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.complain(field, f'must be a list of texts, like ["one", "two"], not {type_name(value)}.')
            return ()
        wrong = next((item for item in value if not isinstance(item, str)), None)
        if wrong is not None:
            self.complain(field, f"must be a list of texts; {type_name(wrong)} stands in it.")
            return ()
        if len(value) > MOST_TEXTS:
            self.complain(field, f"holds {len(value):,} texts; {MOST_TEXTS} are the most.")
        lines = tuple(self._line(field, item) for item in value[:MOST_TEXTS])
        if "" in lines:
            self.complain(field, "holds an empty text.")
        if len(set(lines)) < len(lines):
            self.complain(field, "holds the same text twice.")
        return lines

    def one_of(self, field: str, allowed: Sequence[Word], *, required: bool = False) -> Word | None:
        """One of the allowed words; None where it is missing or wrong."""
        word = self.text(field, required=required)
        return self._allowed(field, word, allowed) if word else None

    def many_of(self, field: str, allowed: Sequence[Word]) -> tuple[Word, ...]:
        """A list of allowed words."""
        found = (self._allowed(field, word, allowed) for word in self.texts(field) if word)
        return tuple(word for word in found if word is not None)

    def whole(self, field: str, default: int) -> int:
        """A whole number from 1 to 9999."""
        value = self.fields.get(field, default)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
            return value
        self.complain(field, "must be a whole number from 1 to 9999, without quotes.")
        return default

    def flag(self, field: str) -> bool:
        value = self.fields.get(field, False)
        if isinstance(value, bool):
            return value
        self.complain(field, f"must be true or false, without quotes, not {type_name(value)}.")
        return False

    def table(self, field: str) -> Table:
        """A table within this one; an empty one where it is missing or wrong."""
        name = f"{self.name}.{field}" if self.name else field
        value = self.fields.get(field, {})
        if not isinstance(value, dict):
            self.complain(field, f"must be a table, headed [{quoted(name)}], not {type_name(value)}.")
            value = {}
        return Table(name, value, self._complaints)

    def _line(self, field: str, value: str) -> str:
        control = CONTROL.search(value)
        if control:
            self.complain(field, f"holds the control character U+{ord(control[0]):04X}; take it out.")
        if len(value) > LONGEST_TEXT:
            self.complain(field, f"has {len(value):,} characters; {LONGEST_TEXT:,} are the most.")
        return " ".join(value[:LONGEST_TEXT].split())

    def _allowed(self, field: str, word: str, allowed: Sequence[Word]) -> Word | None:
        for known in allowed:
            if known == word:
                return known
        near = nearest(quoted(word), list(allowed)) or f" Known are {', '.join(allowed)}."
        self.complain(field, f"{quoted(word)} is not known here.{near}")
        return None


def type_name(value: object) -> str:
    """What a TOML value is, as somebody says it who does not program."""
    return next((name for types, name in _TYPES if isinstance(value, types)), "something else")
