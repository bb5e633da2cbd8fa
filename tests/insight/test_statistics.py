"""The tests behind the readings: scipy is the oracle, and the error rates are measured."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from math import isclose, sqrt
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]  # scipy ships no types

from reflect.insight.series import autocorrelation, ranks, without_line, without_mean
from reflect.insight.statistics import (
    Against,
    Link,
    OfShares,
    ShareShift,
    Shift,
    Trend,
    Within,
    benjamini_hochberg,
    cliffs_delta,
    fisher_exact,
    link,
    mann_kendall,
    mann_whitney,
    settle,
    share_shift,
    shift,
    trend,
)

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "statistics.py"

ratings = st.integers(1, 5)
many = st.lists(ratings, min_size=10, max_size=60)
any_length = st.lists(ratings, min_size=1, max_size=40)
turned_out = st.lists(st.booleans(), max_size=40)
SWINGING = [2, 4] * 10  # alternates, and so has no autocorrelation above 0


def daily(values: Sequence[int]) -> list[int]:
    """Ordinals of consecutive days from a Monday on, one for each value."""
    return list(range(8, 8 + len(values)))


# ---- the oracle


@given(any_length, any_length)
def test_mann_whitney_is_scipys_with_ties_and_without_continuity(before: list[int], now: list[int]) -> None:
    assume(len({*before, *now}) > 1)
    theirs = stats.mannwhitneyu(now, before, use_continuity=False, method="asymptotic")
    assert mann_whitney(before, now) == pytest.approx(theirs.pvalue, abs=1e-12)
    assert cliffs_delta(before, now) == pytest.approx(2 * theirs.statistic / (len(before) * len(now)) - 1)


@given(st.lists(ratings, min_size=3, max_size=40))
def test_mann_kendall_is_scipys_kendall_tau_but_for_the_continuity_correction(values: list[int]) -> None:
    assume(len(set(values)) > 1)
    theirs = stats.kendalltau(range(len(values)), values, method="asymptotic")
    tau, p = mann_kendall(values)
    assert tau == pytest.approx(theirs.statistic, abs=1e-12)
    score = sum((b > a) - (b < a) for i, a in enumerate(values) for b in values[i + 1 :])
    if score:
        deviation = abs(score) / stats.norm.isf(theirs.pvalue / 2)
        assert p == pytest.approx(2 * stats.norm.sf((abs(score) - 1) / deviation), abs=1e-9)
    else:
        assert p == 1


def test_mann_kendall_is_widened_by_the_factor_of_hamed_and_rao() -> None:
    values, rho = [1, 2, 1, 3, 2, 4, 3, 5, 4, 5, 5, 4], 0.3
    n = len(values)
    factor = 1 + 2 / (n * (n - 1) * (n - 2)) * sum(
        (n - k) * (n - k - 1) * (n - k - 2) * rho**k for k in range(1, n)
    )
    plain, widened = (stats.norm.isf(mann_kendall(values, r)[1] / 2) for r in (0, rho))
    assert plain / widened == pytest.approx(sqrt(factor))


@given(*(st.integers(0, 25),) * 4)
def test_fisher_exact_is_scipys(a: int, b: int, c: int, d: int) -> None:
    theirs = stats.fisher_exact([[a, b], [c, d]]).pvalue
    assert fisher_exact(a, b, c, d) == pytest.approx(theirs, abs=1e-9)


def test_fisher_exact_counts_a_table_that_is_just_as_unlikely() -> None:
    assert fisher_exact(3, 0, 0, 3) == pytest.approx(0.1)  # 1 of 20 ways, and its mirror image


@given(st.lists(st.floats(0, 1), max_size=30), st.sampled_from([0.05, 0.1, 0.2]))
def test_benjamini_hochberg_is_scipys(ps: list[float], q: float) -> None:
    theirs = stats.false_discovery_control(ps) if ps else []
    assume(not any(isclose(adjusted, q, rel_tol=1e-9) for adjusted in theirs))
    assert benjamini_hochberg(ps, q) == tuple(bool(adjusted <= q) for adjusted in theirs)


@given(any_length)
def test_ranks_are_scipys(values: list[int]) -> None:
    assert ranks(values) == list(stats.rankdata(values))


@given(*(st.lists(ratings, min_size=12, max_size=12),) * 2)
def test_a_link_of_series_without_a_slope_is_scipys_spearman(one: list[int], other: list[int]) -> None:
    assume(len(set(one)) > 1 and len(set(other)) > 1)
    first, second = one + one[::-1], other + other[::-1]  # what rises and then falls alike has no slope
    assert link(first, second).r == pytest.approx(stats.spearmanr(first, second).statistic, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_the_p_of_a_link_is_that_of_students_t(seed: int) -> None:
    chance = Random(seed)
    found = link(SWINGING, [chance.randint(1, 5) for _ in SWINGING])
    assert found.r is not None
    theirs = 2 * stats.t.sf(abs(found.r) * sqrt(17 / (1 - found.r**2)), 17)
    assert found.p == pytest.approx(theirs, abs=0.002)


def test_the_interval_of_a_shift_is_students() -> None:
    now = [3, 5] * 8 + [4, 4]
    theirs = stats.ttest_ind(now, SWINGING).confidence_interval(0.90)
    found = shift(SWINGING, now)
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=0.002)


@pytest.mark.parametrize("phi", [0.0, 0.25, 0.5, 0.8])
def test_autocorrelation_finds_what_was_put_in(phi: float) -> None:
    chance, series = Random(7), [0.0]
    for _ in range(4000):
        series.append(phi * series[-1] + chance.gauss())
    found = autocorrelation([without_line(range(len(series)), series)])
    assert found == pytest.approx(phi, abs=0.04)
    assert autocorrelation([without_mean(series[:2000]), without_mean(series[2000:])]) == pytest.approx(
        phi, abs=0.04
    )


# ---- what must always be so


@given(many, many)
def test_swapping_the_periods_turns_the_reading_round(before: list[int], now: list[int]) -> None:
    there, back = shift(before, now), shift(now, before)
    assert there.p is not None
    assert 0 <= there.p <= 1
    assert there.p == pytest.approx(back.p)
    assert there.delta == pytest.approx(-(back.delta or 0))
    assume(abs(there.p - 0.05) > 1e-9)
    turned = {"higher": "lower", "lower": "higher"}
    assert back.reading == turned.get(there.reading, there.reading)


@given(st.lists(ratings, min_size=28, max_size=60))
def test_running_a_series_backwards_turns_its_direction_round(values: list[int]) -> None:
    there, back = trend(daily(values), values), trend(daily(values), values[::-1])
    assert there.p is not None
    assert 0 <= there.p <= 1
    assume(abs(there.p - 0.05) > 1e-9)
    turned = {"rising": "falling", "falling": "rising"}
    assert back.reading == turned.get(there.reading, there.reading)


@given(turned_out, turned_out)
def test_swapping_two_shares_turns_the_reading_round(before: list[bool], now: list[bool]) -> None:
    there, back = share_shift(before, now), share_shift(now, before)
    assert there.p is not None
    assert 0 <= there.p <= 1
    assert there.p == pytest.approx(back.p)
    assume(abs(there.p - 0.05) > 1e-9)
    turned = {"higher": "lower", "lower": "higher"}
    assert back.reading == turned.get(there.reading, there.reading)


@given(any_length, any_length)
def test_readings_come_from_the_closed_lists(before: list[int], now: list[int]) -> None:
    against, within = shift(before, now), trend(daily(now), now)
    share = share_shift([value > 3 for value in before], [value > 3 for value in now])
    assert {against.reading, against.otherwise} <= set(get_args(Against))
    assert {within.reading, within.otherwise} <= set(get_args(Within))
    assert {share.reading, share.otherwise} <= set(get_args(OfShares))


@given(st.floats(0, 0.9), many, many)
def test_autocorrelation_never_makes_a_test_surer(rho: float, before: list[int], now: list[int]) -> None:
    assert mann_whitney(before, now, rho) >= mann_whitney(before, now) - 1e-12
    assert mann_kendall(before, rho)[1] >= mann_kendall(before)[1] - 1e-12


@given(ratings, st.integers(28, 90))
def test_answers_that_never_change_claim_nothing(value: int, n: int) -> None:
    same = [value] * n
    assert shift(same, same).reading == "about the same"
    assert trend(daily(same), same).reading == "always the same"
    assert link(same, SWINGING * 5).reading == "not enough answers"


@given(st.lists(st.integers(-50, 50), min_size=20, max_size=60))
def test_a_series_goes_together_with_itself_and_against_its_mirror(values: list[int]) -> None:
    assume(len(set(values)) > 3)
    assert link(values, values).r == pytest.approx(1)
    assert link(values, [-value for value in values]).r == pytest.approx(-1)


# ---- readings


def test_a_plain_rise_between_two_periods_is_higher_and_shows_what_it_rests_on() -> None:
    before, now = [2, 3, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3], [4, 3, 4, 5, 4, 3, 4, 4, 5, 4, 4]
    found = shift(before, now)
    assert (found.reading, found.otherwise) == ("higher", "no clear change")
    assert (found.before_n, found.now_n) == (12, 11)
    assert (found.before_mean, found.now_mean) == pytest.approx((29 / 12, 44 / 11))
    assert found.low is not None
    assert found.high is not None
    assert found.low < 44 / 11 - 29 / 12 < found.high


def test_about_the_same_asks_for_more_answers_than_no_clear_change() -> None:
    week = [3, 4, 3, 2, 3, 4, 2, 3, 1, 5]
    assert shift(week, week).reading == "no clear change"
    assert shift(week * 6, week * 6).reading == "about the same"


def test_a_steady_climb_is_rising_and_a_descent_falling() -> None:
    climb = [1, 1, 2, 1, 2, 2, 3, 2, 3, 3, 4, 3, 4, 4, 5, 4, 5, 5, 4, 5]
    weekdays = [day for day in range(8, 36) if (day - 1) % 7 < 5]
    assert trend(weekdays, climb).reading == "rising"
    assert trend(weekdays, climb[::-1]).reading == "falling"


def test_fewer_than_ten_answers_in_either_period_are_not_enough() -> None:
    low, high = [1] * 9 + [2], [5] * 9
    assert shift(low, high) == Shift("not enough answers", "not enough answers", None, 1.1, 10, 5.0, 9)
    assert shift(high, low).reading == "not enough answers"
    assert shift(low, [*high, 5]).reading == "higher"
    assert shift([], high).before_mean is None


def test_fewer_than_ten_answers_or_four_weeks_within_a_period_are_not_enough() -> None:
    rising = [1, 1, 1, 2, 2, 3, 3, 4, 5, 5]
    spread = [8, 9, 15, 16, 17, 22, 23, 24, 29, 30]
    assert trend(spread, rising).reading == "rising"
    assert trend(spread[1:], rising[1:]) == Trend("not enough answers", "not enough answers", None, 9)
    sunday_the_last_of_the_third_week = [8, 9, 15, 16, 17, 22, 23, 24, 27, 28]
    assert trend(sunday_the_last_of_the_third_week, rising).reading == "not enough answers"


def test_a_link_needs_twenty_days() -> None:
    assert link(SWINGING[:19], SWINGING[:19]) == Link("not enough answers", "not enough answers", None, 19)
    assert link(SWINGING, SWINGING).reading == "go together"
    assert link(SWINGING, SWINGING[::-1]).reading == "go against each other"


def test_two_series_that_only_drift_alike_are_not_linked() -> None:
    chance = Random(3)
    one, other = ([i / 12 + chance.gauss() for i in range(60)] for _ in range(2))
    assert stats.spearmanr(one, other).pvalue < 0.05
    assert link(one, other).reading == "no clear link"


def outcomes(n: int, of: int) -> list[bool]:
    """n of so many events turned out that way, spread evenly."""
    return [(place + 1) * n // of > place * n // of for place in range(of)]


def test_shares_are_too_few_to_tell_until_they_pass() -> None:
    for before, now, reading in (
        ((2, 5), (5, 5), "too few to tell"),
        ((8, 22), (21, 24), "higher"),
        ((21, 24), (8, 22), "lower"),
        ((7, 21), (20, 28), "higher"),
        ((11, 12), (3, 12), "lower"),
        ((8, 22), (15, 24), "too few to tell"),
    ):
        found = share_shift(outcomes(*before), outcomes(*now))
        assert (found.reading, found.before, found.now) == (reading, before, now)
    nothing = share_shift([], outcomes(3, 9))
    assert (nothing.reading, nothing.before, nothing.p) == ("too few to tell", (0, 0), 1.0)


def test_a_share_that_comes_in_streaks_claims_less_than_the_same_counts_without() -> None:
    before, now = (12, 30), (21, 30)
    assert share_shift(outcomes(*before), outcomes(*now)).reading == "higher"
    streaks = [[True] * n + [False] * (of - n) for n, of in (before, now)]
    assert share_shift(*streaks).reading == "too few to tell"
    assert fisher_exact(12, 18, 21, 9) < 0.05


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.lists(st.booleans(), min_size=1, max_size=40))
def test_a_share_is_never_surer_than_fishers_test(before: list[bool], now: list[bool]) -> None:
    exact = fisher_exact(sum(before), len(before) - sum(before), sum(now), len(now) - sum(now))
    found = share_shift(before, now)
    assert found.p is not None
    assert exact <= found.p <= 1


# ---- all readings of one review


def claim(p: float | None) -> Shift:
    return Shift(
        "higher" if p is not None and p < 0.05 else "about the same", "about the same", p, 3.0, 40, 3.2, 40
    )


def test_a_claim_that_does_not_survive_the_others_reads_as_its_own_test_says_otherwise() -> None:
    alone = settle([claim(0.04)])
    crowded = settle([claim(0.04), *(claim(0.6) for _ in range(9))])
    assert alone[0].reading == "higher"
    assert [result.reading for result in crowded] == ["about the same"] * 10
    assert crowded[0].p == 0.04


def test_claims_stand_together() -> None:
    crowded = settle([claim(p) for p in (0.001, 0.6, 0.04, 0.03, 0.5)])
    assert [result.reading for result in crowded] == [
        "higher",
        "about the same",
        "higher",
        "higher",
        "about the same",
    ]


def test_what_was_not_tested_is_no_part_of_the_family() -> None:
    unasked = [shift([], []) for _ in range(50)]
    settled = settle([*unasked, claim(0.04)])
    assert settled[-1].reading == "higher"
    assert settled[:-1] == tuple(unasked)


def test_every_kind_of_result_has_something_to_fall_back_on() -> None:
    results = [
        Shift("lower", "no clear change", 0.04, 4.0, 20, 3.0, 20, -0.4, -1.5, -0.5),
        Trend("rising", "no clear direction", 0.04, 30, 0.3),
        ShareShift("higher", "too few to tell", 0.04, (2, 9), (8, 9)),
        Link("go together", "no clear link", 0.04, 40, 0.4),
        *(claim(0.9) for _ in range(20)),
    ]
    readings = [result.reading for result in settle(results)]
    assert readings[:4] == ["no clear change", "no clear direction", "too few to tell", "no clear link"]


@given(st.lists(st.none() | st.floats(0, 1), max_size=30))
def test_settling_keeps_order_and_only_ever_takes_claims_away(ps: list[float | None]) -> None:
    results = [claim(p) for p in ps]
    settled = settle(results)
    assert [result.p for result in settled] == ps
    assert all(new.reading in (old.reading, old.otherwise) for old, new in zip(results, settled, strict=True))
    assert settle(settled) == settled


# ---- error rates


def test_the_promised_error_rates_hold_in_a_short_run() -> None:
    run = subprocess.run([sys.executable, BENCHMARK], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.splitlines()[-1] == "200 series a cell: all bounds hold."


@pytest.mark.slow
def test_the_promised_error_rates_hold_in_the_long_run() -> None:
    run = subprocess.run([sys.executable, BENCHMARK, "--long"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_test_that_ignores_autocorrelation_breaks_the_bound_that_ours_keeps() -> None:
    """The series of the benchmark are such that the plain test fails on them: else it would prove nothing."""
    chance, false = Random(11), 0
    for _ in range(400):
        state, values = chance.gauss(), []
        for _ in range(60):
            values.append(min(5, max(1, round(3 + 0.85 * state))))
            state = 0.5 * state + sqrt(0.75) * chance.gauss()
        false += mann_kendall(values)[1] < 0.05
    assert false / 400 > 0.15


def test_importing_it_costs_neither_the_librarys_statistics_nor_its_fractions() -> None:
    code = (
        "import sys, reflect.insight.statistics; sys.exit(bool({'statistics', 'fractions'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_benchmark_can_fail() -> None:
    """A bound broken by more than chance allows is no bound that holds, in either direction."""
    code = (
        "import runpy, sys; names = runpy.run_path(sys.argv[1]); cells = list(names['cells']())\n"
        "print([cell.holds(1.0 if cell.at_most else 0.0, 200) for cell in cells if cell.bound is not None])"
    )
    run = subprocess.run([sys.executable, "-c", code, BENCHMARK], capture_output=True, text=True, check=True)
    assert "True" not in run.stdout
    assert "False" in run.stdout
