"""The scan of the week's clock: windows cell by cell, likelihood by scipy, its size."""

import numpy as np
import pytest
from scipy.stats import poisson

from estgeo.stats import window_scan
from estgeo.stats.aoristic import aoristic_shapes
from estgeo.stats.window_scan import (
    Windows,
    _draw,
    _groups,
    _neighbors,
    all_windows,
    expected_profile,
    greatest,
    log_likelihood_ratio,
    refine,
    relabelled_profiles,
    simulated_profiles,
)

MONDAY = 4 * 86_400


def covered(first_day, n_days, first_hour, n_hours):
    """Return the hours of the week, begun on each day and counted on one by one."""
    hours = np.zeros(168)
    for day in range(first_day, first_day + n_days):
        for step in range(n_hours):
            hours[((day % 7) * 24 + first_hour + step) % 168] = 1
    return hours


def test_cells_of_every_window_one_by_one():
    windows = all_windows((2, 6))
    cells = windows.cells()
    assert cells.shape == (168, 43 * 24 * 2)
    rows = zip(
        windows.first_day,
        windows.n_days,
        windows.first_hour,
        windows.n_hours,
        strict=True,
    )
    expected = np.array([covered(*map(int, row)) for row in rows]).T
    np.testing.assert_array_equal(cells, expected)


def test_statistic_is_the_ratio_of_likelihoods():
    seen, hoped, total = np.array([8.0, 20.0]), np.array([4.0, 11.5]), 30.0
    inside = poisson.logpmf(seen, seen) - poisson.logpmf(seen, hoped)
    rest = total - seen
    outside = poisson.logpmf(rest, rest) - poisson.logpmf(rest, total - hoped)
    found = log_likelihood_ratio(seen, hoped, total)
    np.testing.assert_allclose(found, inside + outside, rtol=1e-12)
    assert log_likelihood_ratio(np.array([3.0]), np.array([4.0]), total) == [0.0]
    everything = log_likelihood_ratio(np.array([30.0]), np.array([10.0]), total)
    assert everything[0] == pytest.approx(30 * np.log(3))


@pytest.mark.parametrize(
    ("planted", "start"),
    [
        ((3, 1, 22, 1), (3, 2, 21, 2)),
        ((3, 1, 22, 1), (2, 2, 22, 2)),
        ((0, 7, 20, 6), (1, 6, 20, 6)),
        ((2, 3, 1, 23), (2, 3, 2, 21)),
        ((6, 2, 23, 4), (0, 1, 23, 3)),
        ((4, 2, 18, 5), (4, 1, 18, 4)),
    ],
)
def test_every_edge_moves_until_the_window_fits(planted, start):
    expected = np.ones(168)
    profile = expected + 4 * covered(*planted)
    profile *= expected.sum() / profile.sum()
    found = refine(Windows(*np.array(start)[:, None]), profile, expected)
    assert found.cells()[:, 0].tolist() == covered(*planted).tolist()
    # A weak cluster moves them as well.
    profile = expected + 0.02 * covered(*planted)
    profile *= expected.sum() / profile.sum()
    found = refine(Windows(*np.array(start)[:, None]), profile, expected)
    assert found.cells()[:, 0].tolist() == covered(*planted).tolist()


def test_a_window_never_grows_to_whole_days():
    expected = np.ones(168)
    profile = expected + 4 * covered(2, 1, 0, 24)
    profile *= expected.sum() / profile.sum()
    found = refine(Windows(*np.array([2, 1, 0, 21])[:, None]), profile, expected)
    assert found.n_hours.tolist() == [23]


def test_greatest_is_the_largest_of_all():
    rng = np.random.default_rng(2)
    expected = rng.random(168)
    profiles = rng.poisson(expected * 3, (5, 168)).astype(float)
    profiles *= expected.sum() / profiles.sum(axis=1)[:, None]
    cells = all_windows((3,)).cells()
    brute = [
        max(
            log_likelihood_ratio(
                np.array([row @ cell]), np.array([expected @ cell]), expected.sum()
            )[0]
            for cell in cells.T
        )
        for row in profiles
    ]
    np.testing.assert_allclose(greatest(profiles, expected, cells), brute)


@pytest.mark.parametrize("baseline", ["uniform", "evenings"])
def test_draws_have_the_expected_mean_and_keep_every_incident(baseline):
    base = np.full(168, 1 / 168)
    if baseline == "evenings":
        base = np.tile(np.r_[np.ones(16), np.full(8, 5)], 7) / 392
    start = np.array([0, 1800, 4000, 100]) + MONDAY
    shapes = aoristic_shapes(start, start + np.array([8, 5, 30, 3]) * 3600)
    rng = np.random.default_rng(3)
    draws = simulated_profiles(6, shapes, base, simulations=20_000, rng=rng)
    np.testing.assert_allclose(draws.sum(axis=1), 10, atol=1e-9)
    assert draws.min() > -1e-9
    expected = expected_profile(6, shapes, base)
    assert expected.sum() == pytest.approx(10)
    error = draws.std(axis=0) / np.sqrt(20_000)
    assert (np.abs(draws.mean(axis=0) - expected) <= 5 * error).all()


def test_many_intervals_are_moved_in_groups_with_the_same_mean():
    rng = np.random.default_rng(4)
    start = MONDAY + rng.integers(0, 3600, 300)
    shapes = aoristic_shapes(start, start + rng.integers(2, 20, 300) * 3600)
    base = rng.random(168)
    base /= base.sum()
    draws = simulated_profiles(0, shapes, base, simulations=4000, rng=rng)
    np.testing.assert_allclose(draws.sum(axis=1), 300)
    # Means of groups leave out the small spread of lengths inside each.
    expected = expected_profile(0, shapes, base)
    assert np.abs(draws.mean(axis=0) / expected - 1).max() < 0.06


def test_relabelled_are_drawn_from_the_incidents_themselves():
    shapes = np.eye(5, 168)
    rng = np.random.default_rng(5)
    draws = relabelled_profiles(shapes, 3, simulations=2000, rng=rng)
    assert set(np.unique(draws)) == {0.0, 1.0}
    assert (draws.sum(axis=1) == 3).all()
    assert np.abs(draws[:, :5].mean(axis=0) - 0.6).max() < 5 * 0.011


def test_edges_move_to_the_planted_window():
    expected = np.full(168, 0.2)
    profile = 0.1 + covered(4, 2, 21, 5)
    expected *= profile.sum() / expected.sum()
    start = Windows(*(np.array([v]) for v in (4, 1, 22, 2)))
    found = refine(start, profile, expected)
    assert [int(v[0]) for v in (found.first_day, found.n_days)] == [4, 2]
    assert [int(v[0]) for v in (found.first_hour, found.n_hours)] == [21, 5]


@pytest.mark.parametrize("n", [10, 20, 40])
def test_size_with_half_the_times_within_eight_hours(n):
    # Reports are made one by one and summed as any others; the longer run, with a
    # test of its own for each replicate, is in tests/calibration.
    rng = np.random.default_rng(n)
    within, size = n // 2, 2000
    hour = rng.integers(0, 168, (size, n))
    back = rng.integers(0, 8, (size, within))
    profiles = np.zeros((size, 168))
    rows = np.arange(size)[:, None]
    np.add.at(profiles, (rows, hour[:, within:]), 1)
    for step in range(8):
        at = (hour[:, :within] - back + step) % 168
        np.add.at(profiles, (rows, at), 1 / 8)
    shapes = aoristic_shapes([MONDAY] * within, [MONDAY + 8 * 3600] * within)
    base = np.full(168, 1 / 168)
    expected = expected_profile(n - within, shapes, base)
    draws = simulated_profiles(n - within, shapes, base, simulations=1999, rng=rng)
    cells = all_windows((2, 4, 8)).cells()
    null = np.sort(greatest(draws, expected, cells))
    seen = greatest(profiles, expected, cells)
    p = (1 + len(null) - np.searchsorted(null, seen - 1e-9)) / (1 + len(null))
    for level in (0.01, 0.05, 0.1):
        # Both the replicates and the shared draws are random: sqrt 2 of one error.
        error = np.sqrt(2 * level * (1 - level) / size)
        assert (p <= level).mean() <= level + 3 * error
        assert (p <= level).mean() >= level - 5 * error


def test_windows_of_every_day_are_counted_once_and_begin_on_monday():
    windows = all_windows((2,))
    rows = np.c_[windows.first_day, windows.n_days, windows.first_hour]
    assert len({tuple(row) for row in rows.tolist()}) == len(rows) == 43 * 24
    assert set(windows.first_day[windows.n_days == 7].tolist()) == {0}
    assert set(windows.n_days.tolist()) == set(range(1, 8))


def test_statistic_at_its_bounds():
    def one(seen, hoped, total=30.0):
        return log_likelihood_ratio(np.array([seen]), np.array([hoped]), total)[0]

    # Half an incident outside, less than one more than expected.
    known = 29.5 * np.log(29.5 / 29.2) + 0.5 * np.log(0.5 / 0.8)
    assert one(29.5, 29.2) == pytest.approx(known)
    assert one(8.5, 8.0) == pytest.approx(
        8.5 * np.log(8.5 / 8) + 21.5 * np.log(21.5 / 22)
    )
    assert one(29.0, 20.0) == pytest.approx(29 * np.log(29 / 20) + np.log(1 / 10))
    assert one(30.0, 30.0) == 0
    assert one(30.0, 29.0) == pytest.approx(30 * np.log(30 / 29))
    assert one(30.0 + 1e-10, 29.0) == pytest.approx(30 * np.log(30 / 29))
    assert one(0.0, 0.0) == 0
    assert one(0.0, 4.0) == 0
    assert one(2.0, 0.0) == np.inf


@pytest.mark.parametrize("block", [1, 168, 400, 1 << 20])
def test_profiles_may_be_scored_some_at_a_time(monkeypatch, block):
    rng = np.random.default_rng(2)
    expected = np.ones(168)
    profiles = rng.poisson(1, (5, 168)).astype(float)
    cells = all_windows((3,)).cells()[:, :168]
    alone = [greatest(row[None], expected, cells)[0] for row in profiles]
    monkeypatch.setattr(window_scan, "_BLOCK", block)
    np.testing.assert_allclose(greatest(profiles, expected, cells), alone)


def test_the_expected_profile_by_laying_every_interval_about_every_hour():
    rng = np.random.default_rng(7)
    base = rng.random(168)
    base /= base.sum()
    shapes = rng.random((3, 168)) * (rng.random((3, 168)) < 0.05)
    shapes /= shapes.sum(axis=1)[:, None]
    expected = 5 * base
    for shape in shapes:
        for back in range(168):
            # Hour h is hour ``back`` of an interval that then begins at h - back.
            for hour in range(168):
                begin = hour - back
                expected += base[hour] * shape[back] * np.roll(shape, begin)
    np.testing.assert_allclose(expected_profile(5, shapes, base), expected)
    assert expected_profile(5, shapes[:0], base) == pytest.approx(5 * base)


def test_hours_without_any_baseline_are_expected_just_above_nothing():
    base = np.zeros(168)
    base[3] = 1.0
    found = expected_profile(4, np.empty((0, 168)), base)
    assert (found[3], found[4]) == (4, 1e-12)


def test_a_flat_profile_leaves_the_window_where_it_is():
    start = Windows(*np.array([2, 3, 4, 5])[:, None])
    found = refine(start, np.ones(168), np.ones(168))
    assert [int(v[0]) for v in (found.first_day, found.n_days)] == [2, 3]
    assert [int(v[0]) for v in (found.first_hour, found.n_hours)] == [4, 5]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (
            (0, 3, 0, 5),
            {
                *((0, 3, 23, 6), (0, 3, 1, 4), (0, 3, 0, 6), (0, 3, 0, 4)),
                *((6, 4, 0, 5), (1, 2, 0, 5), (0, 4, 0, 5), (0, 2, 0, 5)),
            },
        ),
        (
            (6, 2, 23, 2),
            {
                *((6, 2, 22, 3), (6, 2, 0, 1), (6, 2, 23, 3), (6, 2, 23, 1)),
                *((5, 3, 23, 2), (0, 1, 23, 2), (6, 3, 23, 2), (6, 1, 23, 2)),
            },
        ),
        (
            (4, 1, 12, 1),
            {(4, 1, 11, 2), (4, 1, 12, 2), (3, 2, 12, 1), (4, 2, 12, 1)},
        ),
        (
            (0, 7, 12, 23),
            {(0, 7, 13, 22), (0, 7, 12, 22), (1, 6, 12, 23), (0, 6, 12, 23)},
        ),
        (
            (0, 6, 12, 22),
            {
                *((0, 6, 11, 23), (0, 6, 13, 21), (0, 6, 12, 23), (0, 6, 12, 21)),
                *((6, 7, 12, 22), (1, 5, 12, 22), (0, 7, 12, 22), (0, 5, 12, 22)),
            },
        ),
    ],
)
def test_the_neighbors_of_a_window_by_hand(window, expected):
    near = _neighbors(Windows(*np.array(window)[:, None]))
    rows = np.c_[near.first_day, near.n_days, near.first_hour, near.n_hours].tolist()
    assert len(rows) == len(expected)
    assert {tuple(row) for row in rows} == expected


def test_intervals_of_like_length_go_together(monkeypatch):
    monkeypatch.setattr(window_scan, "_MOST_SHAPES", 2)
    narrow, wide = np.eye(168)[:2], np.zeros((3, 168))
    wide[0, :4] = wide[1, 2:6] = wide[2, 4:8] = 0.25
    shapes = np.array([wide[0], narrow[0], wide[1], narrow[1], wide[2]])
    first, second = _groups(shapes)
    assert (first[1], second[1]) == (3, 2)
    np.testing.assert_allclose(first[0], wide.sum(axis=0) / 3)
    np.testing.assert_allclose(second[0], narrow.sum(axis=0) / 2)
    two = _groups(shapes[:2])
    assert [size for _, size in two] == [1, 1]
    assert (two[0][0] == shapes[0]).all()


def test_intervals_of_equal_length_keep_their_order(monkeypatch):
    monkeypatch.setattr(window_scan, "_MOST_SHAPES", 20)
    # An hour and two hours by turns, the longer first.
    shapes = np.eye(40, 168)
    shapes[1::2, :40] = 0
    shapes[1::2, 100:102] = 0.5
    groups = _groups(shapes)
    assert [size for _, size in groups] == [2] * 20
    for at, (shape, _) in enumerate(groups[10:]):
        assert np.flatnonzero(shape).tolist() == [4 * at, 4 * at + 2]


@pytest.mark.parametrize("size", [1, 167, 168, 900])
def test_draws_fall_where_there_is_a_chance_in_its_share(size):
    chance = np.zeros(168)
    chance[[5, 167]] = 2.0, 6.0  # shares of any sum
    draws = _draw(np.random.default_rng(1), size, chance, 3000)
    assert draws.shape == (3000, 168)
    assert draws.dtype == np.float64
    assert (draws.sum(axis=1) == size).all()
    assert (draws[:, [5, 167]].sum(axis=1) == size).all()
    error = np.sqrt(0.75 * 0.25 / (size * 3000))
    assert draws[:, 167].mean() / size == pytest.approx(0.75, abs=5 * error)
