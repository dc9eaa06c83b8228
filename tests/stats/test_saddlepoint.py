"""Saddlepoint tails against every subset, against draws, and against exact counts."""

from itertools import combinations
from math import comb

import numpy as np
import pytest

from estgeo.stats._tails import saddlepoint_tails
from estgeo.stats.getis_ord import permutation_tails


def both_tails(values, size, sums):
    distinct, multiplicity = np.unique(values, return_counts=True)
    return saddlepoint_tails(distinct, multiplicity.astype(float), size=size, sums=sums)


def all_sums(values, size):
    return np.array([sum(chosen) for chosen in combinations(values.tolist(), size)])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [4, 6, 9])
def test_every_subset_of_sixteen_real_values(size, seed):
    """No two sums are equal, so that both tails are continuous but for steps."""
    rng = np.random.default_rng(seed)
    values = rng.gamma(0.5 + seed / 2, 1, 16)
    sums = np.sort(all_sums(values, size))
    at = np.quantile(sums, [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98], method="nearest")
    upper, lower = both_tails(values, size, at)
    exact_upper = (sums >= at[:, None]).mean(axis=1)
    exact_lower = (sums <= at[:, None]).mean(axis=1)
    np.testing.assert_allclose(upper, exact_upper, rtol=0.35, atol=0.012)
    np.testing.assert_allclose(lower, exact_lower, rtol=0.35, atol=0.012)


def test_the_ends_are_exact():
    values = np.random.default_rng(1).gamma(1, 1, 12)
    ordered = np.sort(values)
    ends = np.array([ordered[:5].sum(), ordered[-5:].sum()])
    upper, lower = both_tails(values, 5, ends)
    np.testing.assert_allclose([lower[0], upper[1]], 1 / comb(12, 5), rtol=1e-9)
    assert (upper[0], lower[1]) == (1, 1)


@pytest.mark.parametrize("size", range(1, 8))
def test_the_ends_are_exact_where_values_are_tied(size):
    values = np.array([0.1, 0.1, 0.1, 0.7, 0.7, 1.3, 2.9, 2.9])
    sums = [sum(chosen) for chosen in combinations(values, size)]
    ends = np.array([min(sums), max(sums)])
    distinct, multiplicity = np.unique(values, return_counts=True)
    upper, lower = saddlepoint_tails(
        distinct, multiplicity.astype(float), size=size, sums=ends
    )
    assert lower[0] == pytest.approx(np.isclose(sums, ends[0]).mean())
    assert upper[1] == pytest.approx(np.isclose(sums, ends[1]).mean())
    assert (upper[0], lower[1]) == (1, 1)


@pytest.mark.parametrize(("size", "factor"), [(9, 1.5), (25, 1.2)])
def test_draws_of_a_skewed_map(size, factor):
    """200,000 windows drawn at random: four standard errors and a stated factor."""
    rng = np.random.default_rng(20)
    values = rng.gamma(0.2, 5, 150)
    draws = np.concatenate(
        [
            values[rng.random((20_000, 150)).argpartition(size)[:, :size]].sum(axis=1)
            for _ in range(10)
        ]
    )
    at = np.quantile(draws, [0.01, 0.1, 0.5, 0.9, 0.99, 0.999])
    upper, lower = both_tails(values, size, at)
    for tail, drawn in (
        (upper, (draws >= at[:, None]).mean(axis=1)),
        (lower, (draws <= at[:, None]).mean(axis=1)),
    ):
        noise = 4 * np.sqrt(drawn / len(draws))
        assert (tail <= factor * drawn + noise).all()
        assert (tail >= drawn / factor - noise).all()


@pytest.mark.parametrize(("neighbors", "factor"), [(8, 1.3), (48, 1.1)])
def test_exact_counts_far_into_both_tails(neighbors, factor):
    """A continuous approximation of steps lies somewhere within the step."""
    rng = np.random.default_rng(21)
    values = rng.poisson(rng.gamma(0.3, 3, 2000)).astype(float)
    sums = np.arange(1, 90.0) * (1 if neighbors == 8 else 2)
    counted = permutation_tails(values, np.resize(sums, 2000), np.full(2000, neighbors))
    point = counted.point[: len(sums)]
    tails = both_tails(values, neighbors + 1, sums)
    for tail, counts in zip(tails, (counted.upper, counted.lower), strict=True):
        exact = counts[: len(sums)]
        told = exact > 1e-12
        assert (tail[told] <= factor * exact[told]).all()
        assert (tail[told] >= (exact - point)[told] / factor).all()
    assert counted.upper.min() < 1e-6
    assert counted.lower.min() < 0.1


def test_a_sum_that_can_only_be_one_is_certain():
    values, multiplicity = np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 1.0])
    for size, only in ((0, 0.0), (4, 9.0)):
        sums = np.array([only - 1, only, only + 1])
        upper, lower = saddlepoint_tails(values, multiplicity, size=size, sums=sums)
        assert (upper.tolist(), lower.tolist()) == ([1, 1, 0], [0, 1, 1])
    upper, lower = saddlepoint_tails(
        np.array([3.0]), np.array([5.0]), size=2, sums=np.array([5.0, 6.0, 7.0])
    )
    assert (upper.tolist(), lower.tolist()) == ([1, 1, 0], [0, 1, 1])


def test_sums_beyond_the_ends_are_as_certain_as_the_ends():
    values = np.arange(12.0) ** 2
    sums = np.array([-5.0, 1e6])
    upper, lower = saddlepoint_tails(values, np.ones(12), size=5, sums=sums)
    assert (upper[0], lower[1]) == (1, 1)
