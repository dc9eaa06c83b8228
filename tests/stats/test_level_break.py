"""One break in a series: against brute force, by hand, and by chance alone."""

from itertools import permutations

import numpy as np
import pytest

from estgeo.stats.level_break import find_break


def test_the_split_is_the_one_brute_force_finds():
    rng = np.random.default_rng(3)
    for _ in range(20):
        y = rng.poisson(rng.uniform(2, 9), 15).astype(float)
        days = rng.integers(28, 32, 15).astype(float)
        hoped = days * y.sum() / days.sum()
        residual = (y - hoped) / np.sqrt(hoped)
        # Two-sample t without its spread: the greatest difference of means.
        gaps = {
            k: abs(residual[:k].mean() - residual[k:].mean())
            / np.sqrt(1 / k + 1 / (15 - k))
            for k in range(3, 13)
        }
        found = find_break(y, days, permutations=99, rng=rng)
        assert gaps[found.position] == pytest.approx(max(gaps.values()))


def test_break_p_holds_its_rate():
    rng = np.random.default_rng(5)
    p = np.array(
        [
            find_break(
                rng.poisson(6, 24), np.ones(24), permutations=99, rng=rng
            ).p_value
            for _ in range(2000)
        ]
    )
    # Four standard errors of 2,000 series.
    assert abs((p <= 0.05).mean() - 0.05) < 0.0195
    assert abs((p <= 0.10).mean() - 0.10) < 0.027


def test_the_ratio_of_a_break_by_hand():
    y = np.array([8, 9, 8, 9, 8, 3, 2, 3, 2, 3])
    found = find_break(y, np.ones(10), permutations=19, rng=np.random.default_rng(1))
    assert found.position == 5
    # 13 and a half against 42 and a half, five periods each.
    assert found.ratio == pytest.approx(13.5 / 42.5)


def test_a_halving_is_found():
    rng = np.random.default_rng(6)
    found = [
        find_break(
            np.r_[rng.poisson(20, 12), rng.poisson(10, 12)], np.ones(24), rng=rng
        )
        for _ in range(50)
    ]
    assert np.mean([f.p_value <= 0.05 for f in found]) > 0.95
    assert np.median([f.position for f in found]) == 12
    assert np.median([f.ratio for f in found]) == pytest.approx(0.5, abs=0.06)


def test_too_short_for_a_break():
    rng = np.random.default_rng(1)
    assert find_break([1, 2, 3, 4, 5], np.ones(5), rng=rng).position == -1


def test_with_seasons_the_break_is_held_against_orders_within_them():
    """Two years of two seasons: every order within seasons, by brute force."""
    y = np.array([3.0, 9, 4, 8, 3, 11, 9, 2, 8, 3, 7, 3])
    season = np.array([0, 1] * 6)
    hoped = np.array([y[season == s].mean() for s in season])
    residual = (y - hoped) / np.sqrt(hoped)
    orders = [
        list(order) for order in permutations(range(6))
    ]  # of one season; those of the other are drawn apart
    sums = []
    for first in orders[::7]:
        for second in orders[::11]:
            row = np.empty(12)
            row[0::2], row[1::2] = residual[0::2][first], residual[1::2][second]
            sums.append(np.cumsum(row)[2:-3])
    sums = np.array(sums)
    spread = sums.var(axis=0)
    splits = np.arange(3, 10)
    seen = np.cumsum(residual)[splits - 1] ** 2
    p = ((sums**2 / spread).max(axis=1) >= (seen / spread).max() - 1e-9).mean()
    found = find_break(
        y, hoped, seasons=season, permutations=9999, rng=np.random.default_rng(1)
    )
    assert found.position == splits[(seen / spread).argmax()]
    assert found.p_value == pytest.approx(p, abs=0.03)
    alone = find_break(
        y[:6], hoped[:6], seasons=np.arange(6), rng=np.random.default_rng(1)
    )
    assert (alone.position, np.isnan(alone.p_value)) == (-1, True)
