"""Themes at their edges: by how much a word has to move, and what is told of many that move a little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest

from reflect.insight.themes import BY_CHANCE, Told, _draws, themes

Q2, Q3 = date(2025, 4, 1), date(2025, 7, 1)
EVERYDAY = [f"word{first}{second}" for first in "abcdefghijkl" for second in "aeiouy"]


def diary(seed: int, begin: date, topics: Mapping[str, Sequence[int]], days: int = 91) -> list[Told]:
    """An entry a day of ten everyday words; each topic stands in the entries of its days (from the first)."""
    chance, told = Random(seed), []
    for day in range(days):
        words = chance.choices(EVERYDAY, k=10) + [topic for topic, on in topics.items() if day in on]
        told.append(Told(begin + timedelta(days=day), " ".join(chance.sample(words, len(words)))))
    return told


def days_of(seed: int, share: float, days: int = 91) -> list[int]:
    """So large a share of the days, drawn at random."""
    return Random(seed).sample(range(days), round(share * days))


@pytest.mark.parametrize(("before", "is_told"), [(0.38, False), (0.33, True)])
def test_what_is_sure_but_small_is_no_theme(before: float, is_told: bool) -> None:
    """Over two years of entries a half more is the least that is told, however sure a smaller move is."""
    now = diary(1, Q3, {"often": days_of(1, 0.54, 364)}, 364)
    then = diary(2, Q3 - timedelta(days=364), {"often": days_of(2, before, 364)}, 364)
    assert ("often" in {theme.term for theme in themes(now, then, ()).moved}) is is_told


def test_many_words_that_move_a_little_are_told_where_one_of_them_would_not_be() -> None:
    """At most a fifth of the list is chance: one in a hundred words moves so far by itself, twenty do not."""
    topics = [f"topic{letter}" for letter in "abcdefghijklmnopqrst"]

    def moved(names: Sequence[str]) -> tuple[list[str], float]:
        now = diary(1, Q3, {name: days_of(place, 0.33) for place, name in enumerate(names)})
        then = diary(2, Q2, {name: days_of(100 + place, 0.16) for place, name in enumerate(names)})
        found = themes(now, then, ())
        return [theme.term for theme in found.moved], found.by_chance

    alone, _ = moved(topics[:1])
    assert alone == []
    together, by_chance = moved(topics)
    assert len(set(together) & set(topics)) >= 8
    assert BY_CHANCE < by_chance <= BY_CHANCE * len(together)


def test_twelve_words_that_rose_and_twelve_that_fell_are_told_at_most() -> None:
    rose = {f"rose{letter}": range(place, 91, 3) for place, letter in enumerate("abcdefghijklmnopqr")}
    fell = {f"fell{letter}": range(place, 91, 3) for place, letter in enumerate("abcdefghijklmnopqr")}
    found = themes(diary(1, Q3, rose), diary(2, Q2, fell), ())
    directions = [theme.direction for theme in found.moved]
    assert (directions.count("rose"), directions.count("fell"), len(found.used)) == (12, 12, 12)


def test_the_numbers_that_shuffle_the_weeks_are_those_of_splitmix64() -> None:
    """As published for the seed 0, from its second number on."""
    draw = _draws()
    assert [draw(2**64) for _ in range(3)] == [0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC]
