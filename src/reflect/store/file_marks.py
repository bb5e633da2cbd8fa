"""The marks of a file that is being taken in, and which marks of the journal they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from reflect.model import Mark
from reflect.store.marks import TABLES, keep, load
from reflect.store.rows import Rows


class FileMarks:
    """Places the marks of one file: each is one of the journal by its id, else by what it says, else new.

    What is new goes into the history of `rows`, and is taken back with the rest of the import. `gone` holds the
    ids of what was deleted; `derived` gives an id that is the same for the same parts. What came new is counted
    by table in `came`; `differing` counts, by table, what the file says otherwise under the same id.
    """

    def __init__(self, rows: Rows, gone: set[str], derived: Callable[..., str]) -> None:
        self._rows = rows
        self._gone = gone
        self._derived = derived
        self._by_id: dict[tuple[type[Mark], str], Mark] = {}
        self._unmatched: Counter[Mark] = Counter()
        self._seen: Counter[Mark] = Counter()
        self.came: Counter[str] = Counter()
        self.differing: Counter[str] = Counter()
        for kind in TABLES:
            for mark in load(rows, kind):
                self._by_id[kind, mark.id] = mark
                self._unmatched[_said(mark)] += 1

    def place(self, mark: Mark) -> None:
        """Match a mark of the file with one of the journal, which stays as it is, or store it."""
        table = TABLES[type(mark)]
        here = self._by_id.get((type(mark), mark.id))
        if here is not None:
            self.differing[table] += here != mark
            self._unmatched[_said(here)] -= 1
        elif self._unmatched[_said(mark)] > 0:
            self._unmatched[_said(mark)] -= 1
        else:
            mark = self._with_id(mark)
            if mark.id not in self._gone:
                self._by_id[type(mark), mark.id] = keep(self._rows, mark)
                self.came[table] += 1

    def _with_id(self, mark: Mark) -> Mark:
        """The same content gets the same id from every file, the second time it stands in one another."""
        if mark.id:
            return mark
        self._seen[mark] += 1
        return replace(mark, id=self._derived(repr(mark), self._seen[mark]))


def _said(mark: Mark) -> Mark:
    return replace(mark, id="")
