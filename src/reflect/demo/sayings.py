"""What she says: hand-written sentences with places in them, dealt in turn, none of them twice in the same words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

WORDS = Path(__file__).with_name("words")
MOST_USES = 2
"""How often a sentence with places in it is said, with others in them each time."""

THEMES = {"before": "hiring", "shown": "handover", "after": "handover"}
"""What is on her mind, season by season: lines of that name are dealt in turn with the others."""

_PLACE = re.compile(r"\{(\w+)\}")
_MARKS = re.compile(r"^([!>]*)(.*)$", re.DOTALL)


class Line(NamedTuple):
    """A sentence as she said it; whether it cost her something, and whether her coach may read it."""

    text: str
    costly: bool
    for_coach: bool


@dataclass
class Sayings:
    """All that she may say, by the name of a pool: a prompt's id, and whom or what it is about.

    `fill` gives the word for a place ("who", "thing" …).
    """

    pools: Mapping[str, Mapping[str, Sequence[str]]]
    _used: Counter[str] = field(default_factory=Counter)
    _asked: Counter[str] = field(default_factory=Counter)
    _said: set[str] = field(default_factory=set)

    def next(self, names: Sequence[str], season: str, fill: Callable[[str], str]) -> Line | None:
        """The next sentence of the first of these pools that has one left; None where all are spent."""
        for name in names:
            pool = self.pools.get(name, {})
            theme = pool.get(THEMES.get(season, ""), ())
            turn = self._asked[name]
            self._asked[name] += 1
            for some in (theme, pool.get("any", ())) if turn % 2 else (pool.get("any", ()), theme):
                line = self._from(name, some, fill)
                if line is not None:
                    return line
        return None

    def _from(self, name: str, sentences: Sequence[str], fill: Callable[[str], str]) -> Line | None:
        """The sentence that was used least often, the first of several."""
        for uses in range(MOST_USES):
            for sentence in sentences:
                if self._used[name + sentence] != uses or (uses and not _PLACE.search(sentence)):
                    continue
                self._used[name + sentence] += 1
                line = _line(sentence, fill)
                if line.text not in self._said:
                    self._said.add(line.text)
                    return line
        return None


def read_sayings() -> Sayings:
    """The sentences of every file of words."""
    pools: dict[str, Mapping[str, Sequence[str]]] = {}
    for path in sorted(WORDS.glob("*.toml")):
        pools |= tomllib.loads(path.read_text(encoding="utf-8"))
    return Sayings(pools)


def _line(sentence: str, fill: Callable[[str], str]) -> Line:
    marks, words = _MARKS.findall(sentence)[0]
    text = _PLACE.sub(lambda place: fill(place[1]), words)
    return Line(text[:1].upper() + text[1:], "!" in marks, ">" in marks)
