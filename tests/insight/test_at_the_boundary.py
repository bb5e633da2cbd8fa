"""The tests behind the readings, exactly at the limits that they promise."""

from __future__ import annotations

from reflect.insight.statistics import ALPHA, FALSE_DISCOVERIES, benjamini_hochberg


def test_a_p_value_of_exactly_its_share_of_the_rate_stands() -> None:
    """Benjamini and Hochberg's rule is p <= q k / m."""
    assert benjamini_hochberg([0.125], 0.125) == (True,)
    assert benjamini_hochberg([0.25, 0.125], 0.25) == (True, True)
    assert benjamini_hochberg([0.25, 0.5], 0.25) == (False, False)


def test_the_limits_are_those_that_the_documents_name() -> None:
    """A reading alone at 5 %, and at most a tenth of those of one review by chance."""
    assert (ALPHA, FALSE_DISCOVERIES) == (0.05, 0.10)
