"""The tests behind the readings of a review.

Ratings are ordinal, tied, and resemble the day before, so they are tested by ranks, with the variance widened for
autocorrelation, or n reduced for it. Shares are tested by Fisher's exact test, which takes the events for
independent, and by a second test that does not; the less sure of the two decides. A reading is decided in two
steps: each test gives the reading that it would have alone (p < .05) and the one that it has `otherwise`; then
`settle` lets stand what survives among all the readings of one review. "Higher" is not "better": a prompt says
which direction is good.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import comb, erfc, sqrt
from typing import Generic, Literal, TypeAlias, TypeVar

from reflect.frozen import frozen
from reflect.insight.series import autocorrelation, dot, ranks, without_line, without_mean

# The standard library's `statistics` is left alone: it takes 20 ms to import (decimal, fractions, random), and
# every review would wait for it.

Against: TypeAlias = Literal["higher", "lower", "about the same", "no clear change", "not enough answers"]
Within: TypeAlias = Literal["rising", "falling", "no clear direction", "always the same", "not enough answers"]
OfShares: TypeAlias = Literal["higher", "lower", "too few to tell"]
Together: TypeAlias = Literal["go together", "go against each other", "no clear link", "not enough answers"]

ALPHA = 0.05
FALSE_DISCOVERIES = 0.10
MIN_ANSWERS = 10
MIN_WEEKS = 4
MIN_PAIRS = 20
SAME_WITHIN = 0.5
"""Rating points that count as about the same, if the 90 % confidence interval lies within them."""

_LEAST_VARIANCE = 1 / 12  # what rounding to whole steps hides, so that equal answers do not pass for certainty
_NORMAL_95 = 1.6448536269514722

Reading_co = TypeVar("Reading_co", bound=str, covariant=True)


@frozen
class Tested(Generic[Reading_co]):
    """A reading as it stands alone, the one that holds `otherwise`, and the p-value (None: nothing was tested)."""

    reading: Reading_co
    otherwise: Reading_co
    p: float | None


@frozen
class Shift(Tested[Against]):
    """Ratings of two periods compared.

    Means are None where there are no answers. Where there are too few, `delta` (Cliff's, -1 to 1, positive when
    higher now) and the 90 % confidence interval `low` to `high` of the difference of means are None too.
    """

    before_mean: float | None
    before_n: int
    now_mean: float | None
    now_n: int
    delta: float | None = None
    low: float | None = None
    high: float | None = None


@frozen
class Trend(Tested[Within]):
    """The direction of n ratings within one period; `tau` is Kendall's tau-b, -1 to 1, None with too few."""

    n: int
    tau: float | None = None


@frozen
class ShareShift(Tested[OfShares]):
    """Two shares compared, each as (n, of)."""

    before: tuple[int, int]
    now: tuple[int, int]


@frozen
class Link(Tested[Together]):
    """Two series of the same n days; `r` is Spearman's correlation apart from both drifting, None with too few."""

    n: int
    r: float | None = None


AnyTested = TypeVar("AnyTested", bound=Tested[str])


def shift(before: Sequence[float], now: Sequence[float]) -> Shift:
    """Compare the ratings of two periods, each in the order of answering.

    Mann-Whitney (see `mann_whitney`), widened by the autocorrelation within the two periods. It is about the same
    only if the 90 % confidence interval of the difference of means, widened alike, lies within half a point.
    Needs 10 answers in either period.
    """
    means = (_mean(before), len(before), _mean(now), len(now))
    if min(len(before), len(now)) < MIN_ANSWERS:
        return Shift("not enough answers", "not enough answers", None, *means)
    rho = autocorrelation([without_mean(before), without_mean(now)])
    delta, p = cliffs_delta(before, now), mann_whitney(before, now, rho)
    low, high = _difference_of_means(before, now, rho)
    otherwise: Against = "about the same" if max(-low, high) < SAME_WITHIN else "no clear change"
    reading: Against = otherwise if p >= ALPHA else "higher" if delta > 0 else "lower"
    return Shift(reading, otherwise, p, *means, delta, low, high)


def trend(days: Sequence[int], values: Sequence[float]) -> Trend:
    """Whether ratings rise or fall within a period.

    `days` are ordinals (`date.toordinal`), ascending, one for each value. Mann-Kendall (see `mann_kendall`),
    widened by the autocorrelation of the series without its straight line. Needs 10 answers in 4 ISO weeks.
    """
    n = len(values)
    if n < MIN_ANSWERS or len({(day - 1) // 7 for day in days}) < MIN_WEEKS:
        return Trend("not enough answers", "not enough answers", None, n)
    if len(set(values)) == 1:
        return Trend("always the same", "always the same", 1.0, n, 0.0)
    tau, p = mann_kendall(values, autocorrelation([without_line(days, values)]))
    reading: Within = "no clear direction" if p >= ALPHA else "rising" if tau > 0 else "falling"
    return Trend(reading, "no clear direction", p, n, tau)


def share_shift(before: Sequence[bool], now: Sequence[bool]) -> ShareShift:
    """Compare the shares of events that turned out one way in two periods, each in the order of happening.

    Fisher's exact test (see `fisher_exact`) alone makes far too many claims where events run in streaks, so the
    difference has to hold as well with n reduced for their lag-1 autocorrelation (Bayley & Hammersley 1946): that
    is `mann_whitney` of the series of 0 and 1. p is the larger of the two.
    """
    counts = (sum(before), len(before)), (sum(now), len(now))
    if not before or not now:
        return ShareShift("too few to tell", "too few to tell", 1.0, *counts)
    (n_before, of_before), (n_now, of_now) = counts
    exact = fisher_exact(n_before, of_before - n_before, n_now, of_now - n_now)
    in_streaks = mann_whitney(before, now, autocorrelation([without_mean(before), without_mean(now)]))
    p = max(exact, in_streaks)
    higher = n_now * of_before > n_before * of_now
    reading: OfShares = "too few to tell" if p >= ALPHA else "higher" if higher else "lower"
    return ShareShift(reading, "too few to tell", p, *counts)


def link(one: Sequence[float], other: Sequence[float]) -> Link:
    """Whether two series of the same days go together, apart from both drifting; it says nothing of causes.

    Spearman's (1904) correlation of the ranks, each series without its straight line over time; n is reduced for
    the autocorrelation of both (Bartlett 1935). Needs 20 days, and some movement in both series.
    """
    n = len(one)
    if n < MIN_PAIRS or len(set(one)) < 2 or len(set(other)) < 2:
        return Link("not enough answers", "not enough answers", None, n)
    first, second = without_line(range(n), ranks(one)), without_line(range(n), ranks(other))
    size = sqrt(dot(first, first) * dot(second, second))
    r = max(-1.0, min(1.0, dot(first, second) / size)) if size > 1e-9 else 0.0
    both = autocorrelation([first]) * autocorrelation([second])
    degrees = max(5.0, n * (1 - both) / (1 + both)) - 3
    p = _p_of_t(abs(r) * sqrt(degrees / max(1 - r * r, 1e-12)), degrees)
    reading: Together = "no clear link" if p >= ALPHA else "go together" if r > 0 else "go against each other"
    return Link(reading, "no clear link", p, n, r)


def settle(results: Iterable[AnyTested], q: float = FALSE_DISCOVERIES) -> tuple[AnyTested, ...]:
    """The same results in the same order, each with the reading that stands among all of one review.

    A claim stands if its own p is below .05 and it survives Benjamini-Hochberg at the false-discovery rate q; one
    that does not gets the reading that it has `otherwise`. Results without a p-value are no part of the family.
    """
    every = list(results)
    stands = iter(benjamini_hochberg([result.p for result in every if result.p is not None], q))
    return tuple(
        result if result.p is None or next(stands) else replace(result, reading=result.otherwise)
        for result in every
    )


def benjamini_hochberg(ps: Sequence[float], q: float = FALSE_DISCOVERIES) -> tuple[bool, ...]:
    """Which of the p-values stand at the false-discovery rate q (Benjamini & Hochberg 1995)."""
    passing = [p for place, p in enumerate(sorted(ps), 1) if p <= q * place / len(ps)]
    return tuple(p <= passing[-1] for p in ps) if passing else (False,) * len(ps)


def mann_whitney(before: Sequence[float], now: Sequence[float], rho: float = 0.0) -> float:
    """Two-sided p that two samples differ (Mann & Whitney 1947): normal approximation, ties corrected.

    The variance is widened by (1 + rho) / (1 - rho), as an AR(1) series of lag-1 autocorrelation rho asks.
    """
    one, two = len(before), len(now)
    n = one + two
    ties = sum(c**3 - c for c in Counter([*before, *now]).values())
    variance = one * two / 12 * (n + 1 - ties / (n * (n - 1))) * _widening(rho)
    if variance < 1e-9:
        return 1.0
    return _p_of_z(abs(cliffs_delta(before, now)) * one * two / 2 / sqrt(variance))


def cliffs_delta(before: Sequence[float], now: Sequence[float]) -> float:
    """P(now > before) - P(now < before) over all pairs, from -1 to 1 (Cliff 1993)."""
    ordered = sorted(before)
    return sum(_above_less_below(ordered, value) for value in now) / (len(before) * len(now))


def mann_kendall(values: Sequence[float], rho: float = 0.0) -> tuple[float, float]:
    """Kendall's tau-b against time, and the two-sided p of a trend (Kendall 1975): ties and continuity corrected.

    The variance is widened by the factor of Hamed & Rao (1998), with rho**k for the autocorrelation at lag k.
    """
    n, score, seen = len(values), 0, list[float]()
    for value in values:
        score += _above_less_below(seen, value)
        insort(seen, value)
    ties = Counter(values).values()
    variance = (n * (n - 1) * (2 * n + 5) - sum(c * (c - 1) * (2 * c + 5) for c in ties)) / 18
    pairs = n * (n - 1) / 2
    untied = pairs - sum(c * (c - 1) / 2 for c in ties)
    if score == 0 or untied == 0:
        return 0.0, 1.0
    lags = sum((n - k) * (n - k - 1) * (n - k - 2) * rho**k for k in range(1, n - 2)) if rho else 0.0
    factor = 1 + 2 * lags / (n * (n - 1) * (n - 2)) if lags else 1.0
    return score / sqrt(pairs * untied), _p_of_z((abs(score) - 1) / sqrt(variance * factor))


def fisher_exact(a: int, b: int, c: int, d: int) -> float:
    """Two-sided p that the rows (a, b) and (c, d) have one share: all tables as unlikely as this (Fisher 1922).

    The events must be independent. Where each resembles the one before, p is too small: of 60 events against 60
    with one share, it is below .05 in about 4 % of cases without streaks, but in 12, 22 and 38 % at a lag-1
    autocorrelation of .3, .5 and .7 (benchmarks/statistics.py).

    It is counted in whole numbers, so that tables of equal probability are never told apart by rounding.
    """
    row, column, n = a + b, a + c, a + b + c + d
    ways = [
        comb(row, k) * comb(n - row, column - k) for k in range(max(0, column - (n - row)), min(row, column) + 1)
    ]
    observed = comb(row, a) * comb(n - row, c)
    return sum(way for way in ways if way <= observed) / comb(n, column)


def _above_less_below(ordered: Sequence[float], value: float) -> int:
    """How many of the ordered values lie below this one, less how many lie above it."""
    return bisect_left(ordered, value) - (len(ordered) - bisect_right(ordered, value))


def _difference_of_means(before: Sequence[float], now: Sequence[float], rho: float) -> tuple[float, float]:
    """The 90 % confidence interval of the difference of means: Student's t, n reduced for autocorrelation."""
    n, widening = len(before) + len(now), _widening(rho)
    one, two = without_mean(before), without_mean(now)
    variance = max((dot(one, one) + dot(two, two)) / (n - 2), _LEAST_VARIANCE)
    error = sqrt(variance * (1 / len(before) + 1 / len(now)) * widening)
    half = _t_95(max(3.0, n / widening - 2)) * error
    difference = sum(now) / len(now) - sum(before) / len(before)
    return difference - half, difference + half


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _widening(rho: float) -> float:
    return (1 + rho) / (1 - rho)


def _p_of_z(z: float) -> float:
    return erfc(abs(z) / sqrt(2))


def _p_of_t(t: float, degrees: float) -> float:
    """Two-sided p of Student's t through the normal, good to .002 from 5 degrees of freedom (Wallace 1959)."""
    return _p_of_z(t * (1 - 1 / (4 * degrees)) / sqrt(1 + t * t / (2 * degrees)))


def _t_95(degrees: float) -> float:
    """The 95 % quantile of Student's t, to 1 % from 3 degrees of freedom (Abramowitz & Stegun 1964, 26.7.5)."""
    z, v = _NORMAL_95, degrees
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    )
