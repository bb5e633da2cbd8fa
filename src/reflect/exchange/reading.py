"""One reading of a file or a folder: how it is to be read, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

PLACES = 3
"""Places that are remembered of each thing that is told."""


@dataclass(slots=True)
class Told:
    """How often something was met, and the first few places."""

    number: int = 0
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What a reader is given, and what it tells beside the records.

    `path` is as it was typed (- is standard input); `zone` names the zone of clock times that come without one.
    `timeformats` are formats of strptime; `day`, `texts` and `scales` (column to prompt) map columns of a table,
    `scales` properties of a note too; `steps` say which step (1-5) a word in lower case stands for. `told` is
    what was met and does not come in as it stands, such as photos; `measure` is set by what opens the file.
    """

    path: str
    zone: str = "UTC"
    timeformats: tuple[str, ...] = ()
    day: str = ""
    texts: tuple[str, ...] = ()
    scales: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    measure: Callable[[], float] | None = None

    def share(self) -> float | None:
        """How much of the file or folder was read, 0 to 1; None where that is not known."""
        return None if self.measure is None else self.measure()

    def tell(self, what: str, place: str, number: int = 1) -> None:
        """Remember what was met, and where."""
        told = self.told.setdefault(what, Told())
        told.number += number
        if len(told.places) < PLACES:
            told.places.append(place)
