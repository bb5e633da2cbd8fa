"""What a grid of ratings and its tally row hold, and what each key does to them: no screen, no terminal."""

from __future__ import annotations

from collections.abc import Callable

from reflect.asking.asks import GridAsk
from reflect.model import SCALE

NONE = "none"
"""The word of the tally's choice that says: nothing of this."""


class GridState:
    """The ratings by row, the tally, and the row she is on (the tally row comes after the last)."""

    def __init__(
        self,
        ask: GridAsk,
        rated: Callable[[str, int | None], None],
        tallied: Callable[[tuple[str, ...] | None], None],
    ) -> None:
        self.ask = ask
        self.ratings = {row.name: row.rating for row in ask.rows}
        self.tally = list(ask.tallied or ())
        self._rated = rated
        self._tallied = tallied
        self._came_by_rating = False
        open_rows = (index for index, row in enumerate(ask.rows) if row.rating is None)
        self.at = 0 if ask.again else next(open_rows, len(ask.rows) if ask.tally else 0)

    @property
    def in_tally(self) -> bool:
        return self.at >= len(self.ask.rows)

    @property
    def answered(self) -> bool:
        return bool(self.tally) or any(rating is not None for rating in self.ratings.values())

    def rate(self, rating: int) -> bool:
        """Rate this row (0: no occasion) and go on; True where that ends the grid."""
        if self.in_tally or rating not in (0, *SCALE):
            return False
        name = self.ask.rows[self.at].name
        self.ratings[name] = rating
        self._rated(name, rating)
        ends = self.forward()
        self._came_by_rating = not ends
        return ends

    def forward(self) -> bool:
        """Go to the next row; True where there is none, and the grid ends."""
        self._came_by_rating = False
        last = len(self.ask.rows) - (0 if self.ask.tally else 1)
        if self.at >= last:
            return True
        self.at += 1
        return False

    def up(self) -> bool:
        """Go back a row; False where this is the first."""
        self._came_by_rating = False
        if self.at == 0:
            return False
        self.at -= 1
        return True

    def take_back(self) -> None:
        """Take back the last thing: what the tally counted last, this row's rating, or that of the row before."""
        if self.in_tally and self.tally:
            self.tally.pop()
            self._tallied(tuple(self.tally) or None)
            return
        here_is_rated = not self.in_tally and self.ratings[self.ask.rows[self.at].name] is not None
        if (self._came_by_rating or not here_is_rated) and not self.up():
            return
        self._came_by_rating = False
        name = self.ask.rows[self.at].name
        if self.ratings[name] is not None:
            self.ratings[name] = None
            self._rated(name, None)

    def count(self, word: str) -> bool:
        """Count one of the tally's words once more; True where it was "none", which ends the grid."""
        if not self.in_tally:
            return False
        self.tally = [NONE] if word == NONE else [*(w for w in self.tally if w != NONE), word]
        self._tallied(tuple(self.tally))
        return word == NONE
