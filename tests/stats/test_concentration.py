"""Anchors of the generalised Gini (lorenzgini of Bernasco and Steenbeek)."""

import numpy as np
import pytest

from estgeo.stats.concentration import (
    counts_by_chance,
    generalised_gini,
    share_of_places,
)


def test_anchors_of_bernasco_and_steenbeek():
    apart, together = [1, 1, 1] + [0] * 7, [3] + [0] * 9
    assert generalised_gini(apart, unbiased=False) == pytest.approx(0, abs=1e-12)
    assert generalised_gini(together, unbiased=False) == pytest.approx(2 / 3, abs=1e-12)
    assert generalised_gini(together) == pytest.approx(1, abs=1e-12)


def test_chance_profile_equals_the_mean_of_many_random_maps():
    rng = np.random.default_rng(1)
    drawn = np.sort(rng.multinomial(300, np.full(100, 0.01), size=2000), axis=1)
    expected = counts_by_chance(300, 100)
    assert expected.sum() == pytest.approx(300)
    curve = np.cumsum(drawn.mean(axis=0)) / 300
    np.testing.assert_allclose(np.cumsum(expected) / 300, curve, atol=0.01)


def test_two_incidents_are_the_fewest_that_can_be_concentrated():
    assert np.isnan(generalised_gini([1, 0, 0]))
    assert np.isnan(generalised_gini([5]))
    assert generalised_gini([2, 0, 0]) == pytest.approx(1)
    assert generalised_gini([1, 1, 0]) == pytest.approx(0, abs=1e-12)
    assert generalised_gini(["3", "1"]) == pytest.approx(
        0.5
    )  # ordinary Gini 1/4, twice


def test_gini_and_shares_by_hand():
    # 2, 2 and two empty: ordinary 1/2; times m / (m - 1) with m = 4.
    assert generalised_gini([2, 2, 0, 0], unbiased=False) == pytest.approx(1 / 2)
    assert generalised_gini([2, 2, 0, 0]) == pytest.approx(2 / 3)
    # Half of ten incidents are in the two of four places with 4 and 3.
    assert share_of_places([1, 4, 2, 3], 0.5) == 0.5
    assert share_of_places([1, 4, 2, 3], 0.4) == 0.25


@pytest.mark.parametrize("incidents", [1, 2, 5])
def test_chance_spreads_all_incidents(incidents):
    by_chance = counts_by_chance(incidents, 2)
    assert by_chance.sum() == pytest.approx(incidents)
    # One incident in two places: one place has it. Of two, both may lie in one.
    expected = {1: [0, 1], 2: [0.5, 1.5]}.get(incidents)
    if expected:
        np.testing.assert_allclose(by_chance, expected)
