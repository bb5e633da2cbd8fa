"""What is taken off a series of ratings, or read from it, before it is tested."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def autocorrelation(segments: Sequence[Sequence[float]]) -> float:
    """The lag-1 autocorrelation pooled over segments of residuals, from 0 to .9.

    Corrected for the bias that two fitted parameters (the mean of each of two segments, or the mean and slope of
    one) bring in small samples (Kendall 1954; Marriott & Pope 1954). Below 0 it counts as 0: answers that
    alternate do not make a test surer.
    """
    n = sum(map(len, segments))
    square = sum(dot(segment, segment) for segment in segments)
    if n <= 4 * len(segments) + 1 or square < 1e-9:
        return 0.0
    r = sum(dot(segment, segment[1:]) for segment in segments) / square
    return min(0.9, max(0.0, (n * r + 2) / (n - 4 * len(segments))))


def without_mean(values: Sequence[float]) -> list[float]:
    """What is left of the values (at least one) without their mean."""
    mean = sum(values) / len(values)
    return [value - mean for value in values]


def without_line(times: Sequence[float], values: Sequence[float]) -> list[float]:
    """What is left of the values (at least one) without their straight line over time."""
    across, up = without_mean(times), without_mean(values)
    square = dot(across, across)
    slope = dot(across, up) / square if square else 0.0
    return [y - slope * x for x, y in zip(across, up, strict=True)]


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1, equal values sharing the middle one."""
    ordered = sorted(values)
    return [(bisect_left(ordered, value) + bisect_right(ordered, value) + 1) / 2 for value in values]


def dot(one: Sequence[float], other: Sequence[float]) -> float:
    """The sum of the products, as far as the shorter of the two goes."""
    return sum(x * y for x, y in zip(one, other, strict=False))  # the lagged series is one shorter
