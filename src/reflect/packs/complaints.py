"""What is wrong with a pack, and where: kept until the whole file has been looked through."""

from __future__ import annotations

import re

from reflect.frozen import frozen

LONGEST_NAME = 60
"""Characters of a name that a sentence shows."""


@frozen
class Complaint:
    """A sentence about a field of a table; `field` is empty where the table as a whole is meant."""

    table: str
    field: str
    sentence: str

    def located(self, file: str, text: str) -> str:
        """The sentence led by file, line (where it can be found in `text`), table and field."""
        line = _line_of(self.table, self.field, text)
        table = f"[{quoted(self.table)}]" if self.table else ""
        places = (file, f"line {line}" if line else "", table, quoted(self.field))
        return ", ".join(place for place in places if place) + f": {self.sentence}"


def quoted(name: object) -> str:
    """A name out of a file as it can stand in a sentence: short, and with nothing that acts on a terminal."""
    text = str(name)
    return printable(text if len(text) <= LONGEST_NAME else text[:LONGEST_NAME] + "…")


def printable(text: str) -> str:
    """The text, spelt out in ASCII where something in it acts on a terminal."""
    return text if text.isprintable() else ascii(text)[1:-1]


def _line_of(table: str, field: str, text: str) -> int | None:
    """The line (from 1) of a field, else of its table's heading; tomllib keeps no lines of what it read."""
    name = r"\s*\.\s*".join(f'"?{re.escape(part)}"?' for part in table.split("."))
    heading = re.search(rf"^[ \t]*\[\s*{name}\s*\]", text, re.MULTILINE) if table else None
    if heading is None:
        return None
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, heading.end())
    end = following.start() if following else len(text)
    place = re.compile(rf'^[ \t]*"?{re.escape(field)}"?\s*=', re.MULTILINE)
    given = place.search(text, heading.end(), end) if field else None
    return text.count("\n", 0, (given or heading).start()) + 1
