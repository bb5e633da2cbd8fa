"""What the journal takes back: its part for undo and delete, and what is one change to be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reflect.model import Answer, Entry
from reflect.store.rows import Rows

if TYPE_CHECKING:  # only the methods that take back fetch it
    from reflect.store.undoing import TakenBack


class TakingBack:
    """The part of the journal that takes back."""

    _rows: Rows

    def _forget_loaded(self) -> None:
        raise NotImplementedError

    @contextmanager
    def one_change(self) -> Iterator[None]:
        """What is written within, each write durable by itself, is one change for `undo`: a form, an edit."""
        with self._rows.linked():
            yield

    def undo(self) -> TakenBack:
        """Take back the last change that is not taken back yet. Raises NotFoundError where there is none."""
        from reflect.store.undoing import undo

        try:
            return undo(self._rows)
        finally:
            self._forget_loaded()

    def delete(self, entry: Entry, answer: Answer | None, *, for_good: bool = False) -> bool:
        """Take an entry, or one answer of it, out of the journal; for good: out of its history and index too.

        False where another program keeps old pages of what is to be gone for good in the log.
        """
        from reflect.store.undoing import delete, delete_for_good

        table, id_ = ("entries", entry.id) if answer is None else ("answers", answer.id)
        if for_good:
            return delete_for_good(self._rows, table, id_)
        delete(self._rows, table, id_)
        return True
