"""One break in a series: against brute force, by hand, and by chance alone."""

from itertools import permutations, product

import numpy as np
import pytest

from estgeo.stats.log_linear import _random_sums, find_break


@pytest.mark.parametrize("kind", ["even", "uneven", "calm"])
def test_the_split_is_the_one_brute_force_finds(kind):
    rng = np.random.default_rng(3)
    for _ in range(80):
        days = rng.integers(28, 32, 15).astype(float)
        if kind == "uneven":
            days = rng.integers(1, 20, 15).astype(float)
        y = rng.poisson(rng.uniform(2, 9) * days / 10).astype(float)
        if kind == "calm":  # far more even than by chance
            days = np.ones(15)
            y = 10_000 + rng.integers(0, 4, 15).astype(float)
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


def test_moments_of_sums_by_every_order_within_seasons():
    """Seasons of three, two and one periods: 12 orders."""
    group = np.array([0, 1, 0, 2, 1, 0])
    residual = np.array([0.5, -1.0, 2.0, 0.7, 0.3, -1.6])
    rows = []
    for first, second in product(permutations([0, 2, 5]), permutations([1, 4])):
        row = residual.copy()
        row[[0, 2, 5]], row[[1, 4]] = residual[list(first)], residual[list(second)]
        rows.append(row)
    sums = np.cumsum(rows, axis=1)
    splits = np.arange(1, 6)
    mean, variance = _random_sums(residual, group, splits)
    np.testing.assert_allclose(mean, sums.mean(axis=0)[:5])
    np.testing.assert_allclose(variance, sums.var(axis=0)[:5])


def test_seasons_of_unequal_size_are_held_against_their_own_orders():
    """Eight periods of one season and three of another, by brute force."""
    rng = np.random.default_rng(2)
    group = np.array([0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0])
    y = np.array([5.0, 20, 4, 6, 26, 5, 9, 8, 24, 10, 9])
    hoped = np.where(group == 1, 23.0, 7.0)
    hoped = hoped * y.sum() / hoped.sum()
    residual = (y - hoped) / np.sqrt(hoped)
    rows = np.tile(residual, (20_000, 1))
    for one in (0, 1):
        rows[:, group == one] = rng.permuted(rows[:, group == one], axis=1)
    sums = np.cumsum(rows, axis=1)[:, 2:8]
    middle, spread = sums.mean(axis=0), sums.var(axis=0)
    seen = (np.cumsum(residual)[2:8] - middle) ** 2 / spread
    drawn = ((sums - middle) ** 2 / spread).max(axis=1)
    found = find_break(y, hoped, seasons=group, permutations=4999, rng=rng)
    assert found.position == 3 + seen.argmax()
    assert found.p_value == pytest.approx((drawn >= seen.max()).mean(), abs=0.025)


def test_the_fewest_periods_counts_and_years_that_can_break():
    rng = np.random.default_rng(1)
    six = find_break([1, 2, 1, 7, 8, 7], np.ones(6), permutations=99, rng=rng)
    assert six.position == 3
    assert six.ratio == pytest.approx(22.5 / 4.5)
    one = find_break([0, 0, 0, 0, 0, 1, 0, 0], np.ones(8), permutations=9, rng=rng)
    assert one.position > 0
    none = find_break(np.zeros(8), np.ones(8), permutations=9, rng=rng)
    assert (none.position, np.isnan(none.ratio), np.isnan(none.p_value)) == (
        *(-1, True, True),
    )
    # One season with two periods is enough; of the others each has one.
    seasons = [0, 1, 2, 3, 4, 5, 5]
    pair = find_break(
        [3, 1, 2, 3, 2, 1, 9], np.ones(7), seasons=seasons, permutations=99, rng=rng
    )
    assert 3 <= pair.position <= 4


def test_p_is_the_rank_among_the_orders_and_the_series_itself():
    # Of the 252 ways to place five high counts only this one and its mirror image are
    # as far apart.
    y = np.array([9, 9, 9, 9, 9, 3, 3, 3, 3, 3])
    rng = np.random.default_rng(3)
    found = find_break(y, np.ones(10), permutations=999, rng=rng)
    again = np.random.default_rng(3).permuted(np.tile(y, (999, 1)), axis=1)
    halves = [tuple(row) in (tuple(y), tuple(y[::-1])) for row in again.tolist()]
    assert sum(halves) > 0
    assert found.p_value == (1 + sum(halves)) / 1000


def test_the_number_of_orders_when_none_is_given():
    y = np.repeat([50, 5], 10)
    found = find_break(y, np.ones(20), rng=np.random.default_rng(1))
    assert found.p_value == 1 / 1000


def test_a_level_series_has_no_break_worth_the_name():
    found = find_break(
        np.full(9, 4), np.ones(9), permutations=19, rng=np.random.default_rng(1)
    )
    assert found.p_value == 1
    assert found.ratio == pytest.approx(24.5 / 12.5 / 2)


def test_deviations_are_against_what_is_expected():
    # Twice the days give twice the counts: no break, but where the counts change.
    days = np.array([1.0, 2, 1, 2, 1, 2, 1, 2, 1, 2])
    y = 20 * days
    y[6:] *= 2
    found = find_break(y, days, permutations=99, rng=np.random.default_rng(1))
    assert found.position == 6
    assert found.ratio == pytest.approx((240.5 / 6) / (180.5 / 9))
