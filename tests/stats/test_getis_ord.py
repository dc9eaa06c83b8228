"""Gi* z and exact p against enumeration, whole-number fractions and other libraries."""

from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import hypergeom

from estgeo.stats._permutations import simulated_tails
from estgeo.stats._subset_sums import scale_of, subset_sums
from estgeo.stats._window_sums import disc_half_widths, grid_windows, sparse_windows
from estgeo.stats.getis_ord import getis_ord_z, permutation_tails

NULLS = ["randomization", "conditional"]


def random_map(rng, n):
    """Return values, the neighbours of each zone and the window sums."""
    values = rng.choice([0, 0, 0, 1, 1, 2, 3, 7], n)
    k = rng.integers(0, n, n)
    others = [np.delete(np.arange(n), i) for i in range(n)]
    near = [rng.choice(others[i], k[i], replace=False) for i in range(n)]
    sums = np.array([values[i] + values[near[i]].sum() for i in range(n)])
    return values, k, sums


def enumerated(values, k, i, null):
    if null == "randomization":
        return np.array([sum(c) for c in combinations(values, k[i] + 1)])
    rest = np.delete(values, i)
    return values[i] + np.array([sum(c) for c in combinations(rest, k[i])])


@pytest.mark.parametrize("null", NULLS)
def test_tails_equal_full_enumeration_on_tiny_maps(null):
    rng = np.random.default_rng(7)
    for _ in range(1000):
        values, k, sums = random_map(rng, int(rng.integers(2, 8)))
        tails = permutation_tails(values, sums, k, null=null)
        for i in range(len(values)):
            ways = enumerated(values, k, i, null)
            expected = [(ways >= sums[i]).mean(), (ways <= sums[i]).mean()]
            expected.append((ways == sums[i]).mean())
            found = [tails.upper[i], tails.lower[i], tails.point[i]]
            np.testing.assert_allclose(found, expected, rtol=1e-12)


def whole_number_ways(values, size):
    """Return {sum: ways} of all subsets of ``size``, in whole numbers."""
    table = [{0: 1}] + [{} for _ in range(size)]
    for value in values:
        for k in range(size - 1, -1, -1):
            for total, ways in table[k].items():
                key = total + int(value)
                table[k + 1][key] = table[k + 1].get(key, 0) + ways
    return table[size]


@pytest.mark.parametrize("null", NULLS)
def test_tails_equal_whole_number_fractions_on_larger_maps(null):
    rng = np.random.default_rng(11)
    values = rng.poisson(rng.gamma(0.2, 5, 300))
    k = np.full(300, 8)
    near = [rng.choice(np.delete(np.arange(300), i), 8, False) for i in range(300)]
    sums = np.array([values[i] + values[near[i]].sum() for i in range(300)])
    tails = permutation_tails(values, sums, k, null=null)
    everything = whole_number_ways(values, 9) if null == "randomization" else None
    for i in range(25):
        if null == "randomization":
            ways, total, s = everything, comb(300, 9), sums[i]
        else:
            ways = whole_number_ways(np.delete(values, i), 8)
            total, s = comb(299, 8), sums[i] - values[i]
        upper = Fraction(sum(w for t, w in ways.items() if t >= s), total)
        lower = Fraction(sum(w for t, w in ways.items() if t <= s), total)
        np.testing.assert_allclose(tails.upper[i], float(upper), rtol=1e-12)
        np.testing.assert_allclose(tails.lower[i], float(lower), rtol=1e-12)


def test_windows_of_hundreds_of_zones_are_hypergeometric_for_zeros_and_ones():
    values = np.repeat([0, 1], [1900, 100])
    sums = np.arange(0, 60)
    sums = np.resize(sums, 2000)
    tails = permutation_tails(values, sums, np.full(2000, 299))
    np.testing.assert_allclose(
        tails.upper[:60], hypergeom.sf(np.arange(60) - 1, 2000, 100, 300), rtol=1e-9
    )


def test_decimals_negative_values_and_common_factors_do_not_matter():
    values = np.array([0, 0, 1, 2, 5, 9])
    sums, k = np.array([0, 1, 3, 7, 14, 9]), np.ones(6, dtype=int)
    plain = permutation_tails(values, sums, k)
    for scale, shift in ((7, 0), (0.1, 0), (1, -3), (0.05, 2)):
        other = permutation_tails(scale * values + shift, scale * sums + 2 * shift, k)
        assert other.exact
        np.testing.assert_allclose(other.upper, plain.upper, rtol=1e-12)
        np.testing.assert_allclose(other.lower, plain.lower, rtol=1e-12)


def test_windows_of_many_zeros_are_hypergeometric_where_the_own_value_is_held():
    # Leaving out one of many like values cancels digits; the answer must not lose any.
    n, ones, k = 400, 30, 60
    values = np.repeat([0, 1], [n - ones, ones])
    near = np.arange(n) % 15
    tails = permutation_tails(values, values + near, np.full(n, k), null="conditional")
    others = hypergeom(n - 1, ones - values, k)
    np.testing.assert_allclose(tails.upper, others.sf(near - 1), rtol=1e-9)
    np.testing.assert_allclose(tails.lower, others.cdf(near), rtol=1e-9)
    np.testing.assert_allclose(tails.point, others.pmf(near), rtol=1e-9)


def test_real_values_are_approximated_where_the_own_value_is_held():
    rng = np.random.default_rng(8)
    values = rng.gamma(1.5, 2, 200)
    sums = values + np.quantile(values, 0.6) * 5
    tails = permutation_tails(values, sums, np.full(200, 5), null="conditional")
    assert not tails.exact
    for i in np.argsort(values)[[0, 100, 199]]:
        others = np.delete(values, i)
        drawn = rng.permuted(np.tile(others, (4000, 1)), axis=1)[:, :5].sum(axis=1)
        share = (drawn >= sums[i] - values[i]).mean()
        assert tails.upper[i] == pytest.approx(share, abs=0.04)
        assert tails.lower[i] == pytest.approx(1 - share, abs=0.04)


def test_every_other_zone_may_be_drawn_where_the_own_value_is_held():
    # One neighbour each, drawn from the three others; one of the four has 5.
    windows = sparse_windows(sparse.coo_array(np.roll(np.eye(4), 1, axis=1)))
    for place in range(4):
        values = np.zeros(4)
        values[place] = 5
        tails = simulated_tails(
            values,
            windows,
            null="conditional",
            permutations=3000,
            rng=np.random.default_rng(place),
        )
        # Four standard errors of 3,000 draws.
        # Beside the 5 itself stands a 0: its neighbour is one of three others.
        sees = (place - 1) % 4
        assert tails.upper[sees] == pytest.approx(1 / 3, abs=0.035)
        assert tails.lower[place] == 1
        others = [at for at in range(4) if at not in (place, sees)]
        np.testing.assert_allclose(tails.lower[others], 2 / 3, atol=0.035)


def test_large_values_are_counted_as_exactly_as_small_ones():
    # Thousands in a zone: too many cases to keep in one table of them.
    values = np.array([4000, 1, 0, 2500, 0, 3, 900, 2])
    sums = np.array([4001, 2501, 3, 2500, 903, 3, 902, 2])
    tails = permutation_tails(values, sums, np.ones(8, dtype=int), null="conditional")
    for i, (own, total) in enumerate(zip(values, sums, strict=True)):
        others = np.delete(values, i)  # one of them, any with the same chance
        assert tails.upper[i] == pytest.approx((others >= total - own).mean())
        assert tails.lower[i] == pytest.approx((others <= total - own).mean())


def test_an_island_has_the_share_of_its_rank_or_no_surprise():
    values, k = np.array([0, 1, 2, 9]), np.zeros(4, dtype=int)
    assert permutation_tails(values, values, k).upper.tolist() == [1, 0.75, 0.5, 0.25]
    held = permutation_tails(values, values, k, null="conditional")
    assert held.upper.tolist() == held.lower.tolist() == [1, 1, 1, 1]


def test_two_sided_is_twice_the_smaller_and_mid_counts_ties_half():
    tails = permutation_tails([0, 0, 0, 3], [0, 0, 3, 3], [1, 1, 1, 1])
    assert tails.two_sided().tolist() == [1, 1, 1, 1]
    assert tails.two_sided(mid=True).tolist() == [0.5, 0.5, 0.5, 0.5]


def test_real_values_are_approximated_within_a_factor():
    rng = np.random.default_rng(3)
    whole = rng.poisson(3, 400)
    sums = np.array([rng.choice(whole, 25, replace=False).sum() for _ in range(400)])
    k = np.full(400, 24)
    exact = permutation_tails(whole, sums, k)
    nearly = permutation_tails(whole * np.pi, sums * np.pi, k)
    assert exact.exact
    assert not nearly.exact
    middle = exact.upper - exact.point / 2
    np.testing.assert_allclose(nearly.upper, middle, rtol=0.06, atol=1e-4)


def test_z_is_that_of_row_standardized_weights():
    rng = np.random.default_rng(2)
    x, k = rng.poisson(1, 50).astype(float), 4
    near = [rng.choice(np.delete(np.arange(50), i), k, False) for i in range(50)]
    sums = np.array([x[i] + x[near[i]].sum() for i in range(50)])
    w = 1 / (k + 1)
    mean, spread = x.mean(), x.std()
    expected = (w * sums - mean) / (spread * np.sqrt((50 * (k + 1) * w**2 - 1) / 49))
    np.testing.assert_allclose(getis_ord_z(x, sums, np.full(50, k)), expected)


def test_no_spread_or_a_window_of_everything_has_no_z():
    assert np.isnan(getis_ord_z([2, 2], [4, 2], [1, 0])).all()
    tenths = np.full(7, 0.1)  # their mean is not 0.1 to the last digit
    assert np.isnan(getis_ord_z(tenths, 2 * tenths, np.ones(7))).all()
    assert np.isnan(getis_ord_z([0, 2], [2, 2], [1, 1])).all()


def test_esdas_low_tail_and_row_weights_are_not_repeated():
    """esda gives every empty zone among empty zones 1 / (permutations + 1)."""
    values = np.array([0] * 83 + [1] * 17)
    sums = np.zeros(100, dtype=int)
    tails = permutation_tails(values, sums, np.full(100, 8))
    expected = comb(83, 9) / comb(100, 9)
    np.testing.assert_allclose(tails.lower, expected, rtol=1e-12)
    assert (tails.upper == 1).all()


@pytest.mark.parametrize("null", NULLS)
def test_simulation_agrees_with_the_exact_tails(null):
    rng = np.random.default_rng(5)
    values = rng.poisson(0.7, 144).astype(float)
    rows, columns = np.divmod(np.arange(144), 12)
    windows = grid_windows(rows, columns, (1, 1))
    exact = permutation_tails(
        values, windows.sums(values), windows.n_neighbors, null=null
    )
    found = simulated_tails(values, windows, null=null, permutations=4000, rng=rng)
    slack = 5 * np.sqrt(exact.upper * (1 - exact.upper) / 4000) + 1 / 4000
    assert (np.abs(found.upper - exact.upper) <= slack).all()
    slack = 5 * np.sqrt(exact.lower * (1 - exact.lower) / 4000) + 1 / 4000
    assert (np.abs(found.lower - exact.lower) <= slack).all()


def test_the_table_of_subset_sums_holds_all_subsets():
    table = subset_sums(np.array([0, 1, 4]), np.array([3, 2, 1]), most=4, top=3)
    scale = scale_of(6, 4)
    counted = table.sum(axis=1) / scale ** np.arange(5)
    np.testing.assert_allclose(counted, [comb(6, k) for k in range(5)])


@pytest.mark.parametrize("radius", [1.0, 1.5, 2.3, 5.0])
def test_sums_on_a_grid_equal_those_of_a_sparse_matrix(radius):
    rng = np.random.default_rng(1)
    place = rng.permutation(300)[:200]
    rows, columns = np.divmod(place, 20)
    away = np.hypot(rows[:, None] - rows, columns[:, None] - columns)
    values = rng.poisson(2, (200, 3))
    grid = grid_windows(rows, columns, disc_half_widths(radius))
    plain = sparse_windows(sparse.csr_array((away <= radius).astype(float)))
    assert (grid.n_neighbors == plain.n_neighbors).all()
    assert (grid.sums(values) == plain.sums(values)).all()
