"""How often the readings of a review are wrong, and how often they see what is there.

    python benchmarks/statistics.py            # 200 series a cell, 2 s
    python benchmarks/statistics.py --long     # 2,000 series a cell, 20 s

Each series is a five-step rating, rounded from an AR(1) process around the middle step and cut at 1 and 5; `sd`
is the spread of the process, `own sd` that of the ratings themselves. The events of a share are 0 or 1, from a
chain of two states whose lag-1 autocorrelation is phi; "fisher alone" promises nothing: it says why a share is
tested twice.
The tests of one series or pair are measured without their floors (10 answers, 4 weeks), so that the cells of 6 say
what happens below them. A bound holds if the measured rate keeps to it give or take two standard errors of so many
series; the seed is fixed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import TypeAlias

from reflect.insight.series import autocorrelation, without_line, without_mean
from reflect.insight.statistics import (
    ALPHA,
    FALSE_DISCOVERIES,
    fisher_exact,
    link,
    mann_kendall,
    mann_whitney,
    settle,
    share_shift,
    shift,
)

SERIES, SERIES_LONG = 200, 2000
SEED = 20250930
SHIFT, DRIFT = 0.8, 1.3  # rating points, between two periods and from the first to the last answer
SPREAD = 0.85  # the sd where none is said
EVEN, MOVED_SHARE = 0.5, (0.4, 0.75)
PROCESS = {0.8: (0.755, 0.805), 1.0: (1.005, 0.835), 1.2: (1.335, 0.91)}
"""The sd and the shift of the process whose ratings, once rounded and cut, have that sd and differ by SHIFT."""


Claims: TypeAlias = Callable[[Random], float]
"""Draws one series (or two, or a review) and says whether a claim was made, or which share of claims."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One promise: in so many answers (each side), a rate of claims that is at most or at least the bound.

    Without a bound it is no promise: the rate is measured and shown.
    """

    what: str
    phi: float
    n: int
    bound: float | None
    at_most: bool
    claims: Claims

    def rate(self, series: int) -> float:
        chance = Random(f"{SEED} {self.what} {self.phi} {self.n}")
        return sum(self.claims(chance) for _ in range(series)) / series

    def holds(self, rate: float, series: int) -> bool:
        if self.bound is None:
            return True
        allowance = 2 * sqrt(self.bound * (1 - self.bound) / series)
        return rate <= self.bound + allowance if self.at_most else rate >= self.bound - allowance


def ratings(
    chance: Random, phi: float, n: int, *, middle: float = 3, spread: float = SPREAD, drift: float = 0
) -> list[int]:
    """A five-step series of n ratings: AR(1) of lag-1 autocorrelation phi, drifting by so many points in all."""
    state, steps = chance.gauss(), []
    for i in range(n):
        steps.append(min(5, max(1, round(middle + spread * state + drift * (i / (n - 1) - 0.5)))))
        state = phi * state + sqrt(1 - phi * phi) * chance.gauss()
    return steps


def events(chance: Random, phi: float, n: int, share: float) -> list[bool]:
    """n events of which such a share turns out one way; each is the last one's like with probability phi."""
    state, found = chance.random() < share, list[bool]()
    for _ in range(n):
        found.append(state)
        if chance.random() >= phi:
            state = chance.random() < share
    return found


def cells() -> Iterator[Cell]:
    """Every promise, false claims first."""
    for phi, bound in ((0.25, 0.07), (0.5, 0.10)):
        for n in (6, 12, 30, 60):
            yield Cell("shift: false claims", phi, n, bound, True, _shift_claims(phi, n, 0, SPREAD))
        for n in (6, 12, 30, 60, 90):
            yield Cell("trend: false claims", phi, n, bound, True, _trend_claims(phi, n, 0))
        for n in (20, 30, 60, 90):
            yield Cell("link: false claims", phi, n, bound, True, _link_claims(phi, n))
    for phi, bound in ((0, 0.05), (0.3, 0.07), (0.5, 0.07), (0.7, 0.10)):
        for n in (12, 24, 60):
            yield Cell("share: false claims", phi, n, bound, True, _share_claims(phi, n, (EVEN, EVEN)))
        yield Cell("share: fisher alone", phi, 60, None, True, _share_claims(phi, 60, (EVEN, EVEN), alone=True))
    for n, bound in ((12, 0.25), (24, 0.55), (60, 0.90)):
        yield Cell("share: power", 0, n, bound, False, _share_claims(0, n, MOVED_SHARE))
    for n, bound in ((12, 0.12), (30, 0.30), (60, 0.77)):
        yield Cell("shift: power, sd 1.2", 0.25, n, bound, False, _shift_claims(0.25, n, SHIFT, 1.2))
    for n, bound in ((12, 0.30), (30, 0.77), (60, 0.97)):
        yield Cell("shift: power, sd 0.8", 0.25, n, bound, False, _shift_claims(0.25, n, SHIFT, 0.8))
    for n, bound in ((6, 0.07), (12, 0.17), (30, 0.40), (60, 0.68), (90, 0.86)):
        yield Cell("trend: power", 0.25, n, bound, False, _trend_claims(0.25, n, DRIFT))
    for own, bound in ((0.8, 0.93), (1.0, 0.71), (1.2, 0.57)):
        yield Cell(f"one of four, own sd {own}", 0.25, 50, bound, False, _one_of_four(0.25, 50, own))
    yield Cell("false of a review's claims", 0.25, 60, FALSE_DISCOVERIES, True, _false_among_claims(0.25, 60))


def _shift_claims(phi: float, n: int, points: float, spread: float) -> Claims:
    def claims(chance: Random) -> bool:
        before, now = _two_periods(chance, phi, n, points, spread)
        rho = autocorrelation([without_mean(before), without_mean(now)])
        return mann_whitney(before, now, rho) < ALPHA

    return claims


def _share_claims(phi: float, n: int, shares: tuple[float, float], *, alone: bool = False) -> Claims:
    def claims(chance: Random) -> bool:
        before, now = (events(chance, phi, n, share) for share in shares)
        if alone:
            return fisher_exact(sum(before), n - sum(before), sum(now), n - sum(now)) < ALPHA
        return share_shift(before, now).reading != "too few to tell"

    return claims


def _trend_claims(phi: float, n: int, drift: float) -> Claims:
    def claims(chance: Random) -> bool:
        values = ratings(chance, phi, n, drift=drift)
        _, p = mann_kendall(values, autocorrelation([without_line(range(n), values)]))
        return p < ALPHA

    return claims


def _link_claims(phi: float, n: int) -> Claims:
    def claims(chance: Random) -> bool:
        return link(ratings(chance, phi, n), ratings(chance, phi, n)).reading.startswith("go ")

    return claims


def _one_of_four(phi: float, n: int, own: float) -> Claims:
    """A move that is found although three other questions of the review stood still."""
    spread, moves = PROCESS[own]

    def claims(chance: Random) -> bool:
        moved = (moves, 0, 0, 0)
        found = settle(shift(*_two_periods(chance, phi, n, points, spread)) for points in moved)
        return found[0].reading == "higher"

    return claims


def _false_among_claims(phi: float, n: int) -> Claims:
    """The share of a review's claims that are about questions that stood still: twenty questions, three moved."""

    def claims(chance: Random) -> float:
        moved = (SHIFT,) * 3 + (0,) * 17
        found = settle(shift(*_two_periods(chance, phi, n, points, SPREAD)) for points in moved)
        claimed = [result.reading in ("higher", "lower") for result in found]
        return sum(claimed[3:]) / max(sum(claimed), 1)

    return claims


def _two_periods(chance: Random, phi: float, n: int, points: float, spread: float) -> tuple[list[int], list[int]]:
    before = ratings(chance, phi, n, middle=3 - points / 2, spread=spread)
    return before, ratings(chance, phi, n, middle=3 + points / 2, spread=spread)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the error rates of the readings.")
    parser.add_argument("--long", action="store_true", help=f"{SERIES_LONG} series a cell instead of {SERIES}")
    series = SERIES_LONG if parser.parse_args().long else SERIES
    broken = 0
    print(f"{'':27}{'phi':>5}{'n':>5}{'measured':>10}{'promised':>18}")
    for cell in cells():
        rate = cell.rate(series)
        holds = cell.holds(rate, series)
        broken += not holds
        promised = "" if cell.bound is None else f"{'at most' if cell.at_most else 'at least'} {cell.bound:4.0%}"
        print(
            f"{cell.what:27}{cell.phi:5}{cell.n:5}{rate:10.1%}{promised:>18}{'' if holds else '  BROKEN'}",
            flush=True,
        )
    print(f"{series} series a cell: " + (f"{broken} bounds do not hold." if broken else "all bounds hold."))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
