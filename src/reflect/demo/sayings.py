"""What she says: hand-written sentences with places in them, dealt in turn, none twice in the same words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

WORDS = Path(__file__).with_name("words")
MOST_USES = 2
"""How often a sentence with places in it is said, with others in them each time."""

KEPT_BACK = 0.45
"""The share of the sentences of a pool that she has not yet thought of in the early season."""

LEAST_PARTED = 7
"""A pool of so many sentences or fewer is open from the first day on."""

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
    _used: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _asked: Counter[str] = field(default_factory=Counter)
    _said: set[str] = field(default_factory=set)

    def next(self, names: Sequence[str], season: str, fill: Callable[[str], str]) -> Line | None:
        """The next sentence of the first of these pools that has one left; None where all are spent."""
        for name in names:
            pool = self.pools.get(name, {})
            theme, usual = pool.get(THEMES.get(season, ""), ()), pool.get("any", ())
            if season == "early" and len(usual) > LEAST_PARTED:
                usual = usual[: round(len(usual) * (1 - KEPT_BACK))]
            turn = self._asked[name]
            self._asked[name] += 1
            for some in (theme, usual) if turn % 2 else (usual, theme):
                line = self._from(name, some, season, fill)
                if line is not None:
                    return line
        return None

    def _from(self, name: str, sentences: Sequence[str], season: str, fill: Callable[[str], str]) -> Line | None:
        """The sentence that was said least often, the first of several; in one season each is said once."""
        for uses in range(MOST_USES):
            for sentence in sentences:
                seasons = self._used[f"{name} {sentence}"]
                if len(seasons) != uses or (uses and not _PLACE.search(sentence)):
                    continue
                if season in seasons and season != "early":
                    continue
                seasons.append(season)
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
