"""Gi* z and exact p against enumeration, whole-number fractions and other libraries."""

from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import hypergeom

from estgeo.stats import _exact_sums, getis_ord
from estgeo.stats._exact_sums import scale_of, subset_sums
from estgeo.stats._lattice import lattice_of
from estgeo.stats._window_sums import disc_half_widths, grid_windows, sparse_windows
from estgeo.stats.getis_ord import getis_ord_z, permutation_tails, simulated_tails

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


@pytest.mark.parametrize(("n", "ones", "k"), [(400, 30, 60), (60, 15, 52)])
def test_windows_of_many_zeros_are_hypergeometric_where_the_own_value_is_held(
    n, ones, k
):
    # Leaving out one of many like values cancels digits; the answer must not lose any.
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


@pytest.mark.parametrize("changed", ["table", "condition"])
def test_the_other_ways_to_the_tails_given_the_own_value_agree(monkeypatch, changed):
    """Cases sorted, or every table made anew: the same as enumeration."""
    if changed == "table":
        monkeypatch.setattr(_exact_sums, "_LARGEST_KEY_TABLE", 0)
    else:
        monkeypatch.setattr(_exact_sums, "WORST_CONDITION", 0.0)
    rng = np.random.default_rng(17)
    for _ in range(30):
        values, k, sums = random_map(rng, 7)
        tails = permutation_tails(values, sums, k, null="conditional")
        for i in range(7):
            ways = enumerated(values, k, i, "conditional")
            assert tails.upper[i] == pytest.approx((ways >= sums[i]).mean())
            assert tails.lower[i] == pytest.approx((ways <= sums[i]).mean())
            assert tails.point[i] == pytest.approx((ways == sums[i]).mean())


def test_a_map_without_any_neighbors_has_tables_of_one_row():
    values = np.array([2, 0, 5])
    held = permutation_tails(values, values, np.zeros(3), null="conditional")
    assert held.point.tolist() == [1, 1, 1]
    one = permutation_tails([4], [4], [0])
    assert (one.upper.tolist(), one.lower.tolist()) == ([1], [1])


def test_the_shape_of_a_cube_is_kept():
    values, k = np.array([[0, 0], [0, 3]]), np.ones((2, 2), dtype=int)
    sums = np.array([[0, 0], [3, 3]])
    tails = permutation_tails(values, sums, k)
    assert tails.upper.tolist() == [[1, 1], [0.5, 0.5]]
    assert tails.point.tolist() == [[0.5, 0.5], [0.5, 0.5]]
    flat = getis_ord_z(values.ravel(), sums.ravel(), k.ravel())
    assert getis_ord_z(values, sums, k).tolist() == flat.reshape(2, 2).tolist()


def test_scores_worked_out_block_by_block_are_the_same(monkeypatch):
    rng = np.random.default_rng(6)
    values, k, sums = random_map(rng, 20)
    whole = getis_ord_z(values, sums, k)
    monkeypatch.setattr(getis_ord, "_BLOCK", 6)
    np.testing.assert_array_equal(getis_ord_z(values, sums, k), whole)


def test_scores_by_hand_for_windows_of_every_size():
    # Mean 2, squares 4 + 1 + 1 + 4 + 0 over 5: S is the root of 2.
    values, sums = np.array([0, 1, 3, 4, 2]), np.array([0, 1, 7, 10, 10])
    expected = [
        -2 / np.sqrt(2 * 4 / 4),
        (1 - 4) / np.sqrt(2 * 2 * 3 / 4),
        (7 - 6) / np.sqrt(2 * 3 * 2 / 4),
        (10 - 8) / np.sqrt(2 * 4 / 4),
        np.nan,
    ]
    np.testing.assert_allclose(getis_ord_z(values, sums, np.arange(5)), expected)


def test_a_large_mean_with_no_spread_but_rounding_has_no_score():
    level = 1e6 + 0.1
    values = np.full(7, level)
    values[0] = np.nextafter(level, 2e6)
    assert np.isnan(getis_ord_z(values, 2 * values, np.ones(7, dtype=int))).all()
    values[0] = level + 1
    assert np.isfinite(getis_ord_z(values, 2 * values, np.ones(7, dtype=int))).all()


@pytest.mark.parametrize(("neighbors", "exact"), [(599, True), (600, False)])
def test_windows_of_more_than_six_hundred_zones_are_approximated(neighbors, exact):
    values = np.repeat([0, 1], [690, 10])
    tails = permutation_tails(values, np.full(700, 8), np.full(700, neighbors))
    assert tails.exact is exact
    # The approximation counts half of the sum itself.
    law = hypergeom(700, 10, neighbors + 1)
    middle = law.sf(7) - law.pmf(8) / 2
    found = tails.upper[0] - tails.point[0] / 2
    assert found == pytest.approx(middle, rel=1e-9 if exact else 0.02)


def test_the_work_is_sizes_times_sums_times_values_taken(monkeypatch):
    # Windows of up to 3: sizes 3, sums from 0 to 7 and above (9), and of the distinct
    # values above zero the 1 up to three times of four, the 4 twice and the 5 once.
    values = np.array([0, 0, 1, 1, 1, 1, 4, 4, 5])
    sums, k = np.array([0, 0, 1, 2, 3, 4, 5, 6, 7]), np.r_[np.ones(8, dtype=int), 2]
    work = 3 * 9 * (3 + 2 + 1)
    values, sums = values + 2, sums + 2 * (k + 1)  # counted from the least
    for allowed, exact in ((work, True), (work - 1, False)):
        monkeypatch.setattr(getis_ord, "MOST_STEPS", allowed)
        assert permutation_tails(values, sums, k).exact is exact


@pytest.mark.parametrize("null", NULLS)
@pytest.mark.parametrize("unit", [np.pi, np.pi * 1e-10, np.pi * 1e6])
def test_sums_that_are_equal_but_for_rounding_are_simulated_as_equal(null, unit):
    rows, columns = np.divmod(np.arange(36), 6)
    windows = grid_windows(rows, columns, (1, 1))
    counts = np.random.default_rng(1).poisson(1, 36)
    options = {"null": null, "permutations": 200}
    whole, real = (
        simulated_tails(values, windows, **options, rng=np.random.default_rng(2))
        for values in (counts.astype(float), counts * unit)
    )
    for name in ("upper", "lower", "point"):
        assert getattr(real, name).tolist() == getattr(whole, name).tolist()
    assert not real.exact


@pytest.mark.parametrize("null", NULLS)
def test_simulated_tails_count_the_draws_and_the_map_itself(null):
    """The same draws once more, window by window."""
    windows = grid_windows(np.zeros(5, dtype=int), np.arange(5), (1,))
    values = np.array([0.0, 3, 1, 1, 0])
    found = simulated_tails(
        values, windows, null=null, permutations=60, rng=np.random.default_rng(3)
    )
    near = np.abs(np.subtract.outer(range(5), range(5))) <= 1
    rng, drawn = np.random.default_rng(3), [near @ values]
    for _ in range(60):
        if null == "randomization":
            drawn.append(near @ rng.permutation(values))
            continue
        chosen = rng.choice(4, size=2, replace=False)
        sums = []
        for i in range(5):
            others = np.delete(values, i)[chosen]
            sums.append(values[i] + others[: near[i].sum() - 1].sum())
        drawn.append(np.array(sums))
    drawn = np.array(drawn)
    assert found.upper.tolist() == (drawn >= drawn[0]).mean(axis=0).tolist()
    assert found.lower.tolist() == (drawn <= drawn[0]).mean(axis=0).tolist()
    np.testing.assert_allclose(found.point, (drawn == drawn[0]).mean(axis=0))
    assert not found.exact


@pytest.mark.parametrize(("most", "top"), [(4, 3), (6, 12), (2, 0), (1, 5)])
def test_the_table_of_subset_sums_holds_every_sum_by_enumeration(most, top):
    values, copies = np.array([0, 1, 3, 4]), np.array([2, 1, 2, 1])
    every = np.repeat(values, copies)
    expected = np.zeros((most + 1, top + 2))
    for size in range(most + 1):
        for subset in combinations(every.tolist(), size):
            expected[size, min(sum(subset), top + 1)] += 1
    table = subset_sums(values, copies, most=most, top=top)
    scale = scale_of(6, most) ** np.arange(most + 1)
    np.testing.assert_allclose(table, expected * scale[:, None])


def test_rows_of_subset_sums_are_scaled_by_the_largest_share():
    assert scale_of(8, 2) == 0.25


def test_units_of_one_size_are_looked_up_in_their_own_row():
    # Windows of one and of three, none of two: rows that no window has are left out.
    values, k = np.array([0, 1, 5, 2]), np.array([0, 2, 2, 0])
    tails = permutation_tails(values, np.array([0, 6, 8, 2]), k)
    assert tails.upper.tolist() == pytest.approx([1, 3 / 4, 1 / 4, 1 / 2])
    assert lattice_of(values.astype(float)).step == 1


@pytest.mark.parametrize("null", NULLS)
def test_numbers_of_any_kind_give_the_same_tails(null):
    values = np.array([0, 0, 1, 2, 5, 9])
    sums, k = np.array([0, 1, 3, 7, 14, 9]), np.ones(6, dtype=int)
    plain = permutation_tails(values, sums, k, null=null)
    z = getis_ord_z(values, sums, k)
    for kind in (object, np.uint8, float):
        some = (values.astype(kind), sums.astype(kind), k.astype(float))
        found = permutation_tails(*some, null=null)
        assert found.upper.tolist() == plain.upper.tolist()
        assert found.lower.tolist() == plain.lower.tolist()
    np.testing.assert_allclose(getis_ord_z(values, sums, k.astype(float)), z)
