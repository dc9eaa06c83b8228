"""The scan in space and time: circles, scores and draws against brute force."""

import numpy as np
import pytest

from estgeo.stats import cylinder_scan
from estgeo.stats.cylinder_scan import (
    Cylinders,
    ScanDraws,
    Zones,
    apart,
    circles,
    likelihood_ratio,
    scan_cylinders,
    scan_p_values,
)


def test_circles_hold_all_within_reach_and_only_those_that_grew():
    points = np.array([[0.0, 0], [0, 0], [30, 0], [100, 0]])
    zones = circles(points, np.array([10.0, 30, 60]), fewest=2)
    members = np.split(zones.member, np.cumsum(zones.size)[:-1])
    found = {
        (*map(float, center), float(radius)): sorted(held.tolist())
        for center, radius, held in zip(
            zones.center, zones.radius, members, strict=True
        )
    }
    # Three at (0, 0) and (30, 0) are within 30 m; no circle of 60 m holds any more,
    # and the point at 100 m has nobody near it.
    assert found == {
        (0.0, 0.0, 10.0): [0, 1],
        (0.0, 0.0, 30.0): [0, 1, 2],
        (30.0, 0.0, 30.0): [0, 1, 2],
    }
    assert np.bincount(zones.zone).tolist() == zones.size.tolist()
    none = circles(points, np.array([10.0]), fewest=3)
    assert (len(none.size), len(none.member)) == (0, 0)
    days = np.array([0, 1, 1, 2])
    nothing = scan_cylinders(none, days, max_days=9, fewest=3)
    assert len(nothing.score) == len(nothing.n) == len(nothing.zone) == 0
    assert nothing.score[apart(none, nothing, most=3)].tolist() == []


def test_the_score_is_the_ratio_of_likelihoods_by_hand():
    # 8 where 4 are expected, of 16: 8 log 2 + 8 log(8 / 12); all 16 inside: 16 log 4.
    found = likelihood_ratio(np.array([8.0, 16.0]), np.array([4.0, 4.0]), 16)
    known = [8 * np.log(2) + 8 * np.log(8 / 12), 16 * np.log(4)]
    np.testing.assert_allclose(found, known)


def test_best_score_equals_brute_force():
    rng = np.random.default_rng(9)
    points, days = rng.integers(0, 6, (40, 2)) * 50.0, rng.integers(0, 40, 40)
    radii = np.array([60.0, 120.0])
    found = scan_cylinders(
        circles(points, radii, fewest=2), days - days.min(), max_days=10, fewest=2
    )
    best = 0.0
    for place in np.unique(points, axis=0):
        for radius in radii:
            zone = np.hypot(*(points - place).T) <= radius
            for first in range(40):
                for last in range(first, min(first + 10, 40)):
                    window = (days >= first) & (days <= last)
                    c, mu = (zone & window).sum(), zone.sum() * window.sum() / 40
                    if c >= 2 and c > mu:
                        score = c * np.log(c / mu)
                        if c < 40:
                            score += (40 - c) * np.log((40 - c) / (40 - mu))
                        best = max(best, score)
    assert found.score.max() == pytest.approx(best)


@pytest.mark.parametrize("alive_from", [None, 55])
@pytest.mark.parametrize("max_days", [1, 9])
def test_the_best_of_a_draw_is_that_of_a_full_scan(max_days, alive_from):
    rng = np.random.default_rng(12)
    for _ in range(25):
        points = rng.integers(0, 12, (120, 2)) * 40.0
        days = np.append(rng.integers(0, 60, 118), [0, 59])
        zones = circles(points, np.array([50.0, 100.0, 200.0]), fewest=2)
        options = {"max_days": max_days, "fewest": 2, "alive_from": alive_from}
        floor = rng.choice([0.5, 4.0, 7.0])
        draws = ScanDraws(zones, days, floor=floor, **options)
        order = rng.permutation(120)
        drawn = np.empty(120, dtype=np.int64)
        drawn[order] = np.sort(days)
        full = scan_cylinders(zones, drawn, **options).score.max(initial=0.0)
        expected = full if full >= floor else 0.0
        assert draws.highest(order) == pytest.approx(expected, abs=1e-9)


def test_clusters_are_apart_in_space_or_in_time_and_the_p_is_a_rank():
    rng = np.random.default_rng(5)
    points, days = rng.integers(0, 8, (60, 2)) * 50.0, rng.integers(0, 50, 60)
    points[:10], days[:10] = 0.0, 20
    zones = circles(points, np.array([60.0]), fewest=2)
    days = np.append(days[:-2], [0, 49])
    found = scan_cylinders(zones, days, max_days=8, fewest=2)
    best = apart(zones, found, most=5)
    assert 1 < len(best) <= 5
    assert found.score[best[0]] == pytest.approx(found.score.max())
    assert (np.diff(found.score[best]) <= 1e-9).all()
    for i, one in enumerate(best):
        for other in best[:i]:
            gap = zones.center[found.zone[one]] - zones.center[found.zone[other]]
            in_space = np.hypot(*gap) <= 120
            in_time = (
                found.first_day[one] <= found.last_day[other]
                and found.first_day[other] <= found.last_day[one]
            )
            assert not (in_space and in_time)
    assert apart(zones, found, most=1).tolist() == best[:1].tolist()
    options = {"max_days": 8, "fewest": 2, "simulations": 19, "rng": rng}
    p = scan_p_values(zones, days, found, best, **options)
    assert p[0] == 1 / 20  # ten at one place on one day
    assert (np.diff(p) >= 0).all()
    assert set((20 * p).round(9)) <= set(range(1, 21))
    assert scan_p_values(zones, days, found, best[:0], **options).tolist() == []


def test_a_place_alone_is_a_circle_where_one_is_enough():
    points = np.array([[0.0, 0], [30, 0]])
    zones = circles(points, np.array([10.0, 30]), fewest=1)
    assert zones.size.tolist() == [1, 1, 2, 2]
    assert zones.member.tolist() == [0, 1, 0, 1, 0, 1]
    assert zones.zone.tolist() == [0, 1, 2, 2, 3, 3]
    assert zones.radius.tolist() == [10, 10, 30, 30]
    assert zones.center.tolist() == [[0, 0], [30, 0], [0, 0], [30, 0]]


def test_more_incidents_in_circles_than_fit_are_refused(monkeypatch):
    points = np.array([[0.0, 0], [0, 0], [30, 0]])
    # Around two places: 2 and 1 within 10 m, 3 and 3 within 30 m.
    monkeypatch.setattr(cylinder_scan, "MOST_MEMBERS", 9)
    assert len(circles(points, np.array([10.0, 30]), fewest=2).size) == 3
    monkeypatch.setattr(cylinder_scan, "MOST_MEMBERS", 8)
    with pytest.raises(ValueError, match="8 incidents in all circles, got 9"):
        circles(points, np.array([10.0, 30]), fewest=2)


@pytest.mark.parametrize("alive_from", [None, 0, 12, 19])
@pytest.mark.parametrize(("max_days", "fewest"), [(1, 2), (5, 2), (5, 3), (30, 1)])
def test_every_cylinder_is_found_with_its_numbers(max_days, fewest, alive_from):
    rng = np.random.default_rng(3)
    points = rng.integers(0, 4, (25, 2)) * 50.0
    days = np.append(rng.integers(0, 20, 23), [0, 19])
    zones = circles(points, np.array([60.0, 120.0]), fewest=2)
    found = scan_cylinders(
        zones, days, max_days=max_days, fewest=fewest, alive_from=alive_from
    )
    expected = []
    for zone in range(len(zones.size)):
        inside = np.sort(days[zones.member[zones.zone == zone]])
        for i, first in enumerate(inside):
            for j in range(i + fewest - 1, len(inside)):
                last, n = inside[j], j - i + 1
                hoped = len(inside) * ((days >= first) & (days <= last)).sum() / 25
                alive = alive_from is None or last >= alive_from
                if last - first < max_days and n > hoped and alive:
                    expected.append((zone, first, last, n, round(hoped, 9)))
    rows = zip(
        found.zone,
        found.first_day,
        found.last_day,
        found.n,
        found.expected.round(9),
        strict=True,
    )
    assert sorted(rows) == sorted(expected)
    np.testing.assert_allclose(
        found.score, likelihood_ratio(found.n, found.expected, 25)
    )


def test_the_score_with_one_or_none_outside():
    # 15 of 16 where 14.5 are expected; all 16 where 15.5 are; and as many as expected.
    found = likelihood_ratio([15, 16, 15], [14.5, 15.5, 15.0], 16)
    known = [15 * np.log(15 / 14.5) + np.log(1 / 1.5), 16 * np.log(16 / 15.5), 0]
    np.testing.assert_allclose(found, known, atol=1e-12)


def best_of(rows, radii, centers, most):
    """Return the best of (zone, first day, last day, score) on circles by hand."""
    zone, first, last, score = (np.array(column) for column in zip(*rows, strict=True))
    none = np.empty(0, dtype=np.int64)
    zones = Zones(np.array(centers, dtype=float), np.array(radii), none, none, none)
    found = Cylinders(zone, first, last, none, none, score.astype(float))
    return apart(zones, found, most=most).tolist()


def test_of_equal_scores_the_smaller_circle_and_the_earlier_day_come_first():
    centers = [(0, 0), (0, 0), (900, 0)]
    rows = [(0, 5, 6, 2), (1, 8, 9, 2), (1, 2, 3, 2), (2, 1, 1, 3)]
    assert best_of(rows, [50.0, 20.0, 9.0], centers, 9) == [3, 2, 1, 0]
    assert best_of(rows, [50.0, 20.0, 9.0], centers, 3) == [3, 2, 1]
    assert best_of(rows, [50.0, 20.0, 9.0], centers, 0) == []


@pytest.mark.parametrize(
    ("other", "distance", "kept"),
    [
        ((4, 6), 70.0, False),  # circles of 30 and 40 that touch
        ((4, 6), 70.1, True),
        ((6, 8), 0.0, False),  # from 4 to 6 and from 6 to 8
        ((2, 4), 0.0, False),
        ((7, 8), 0.0, True),
        ((2, 3), 0.0, True),
        ((5, 5), 0.0, False),
        ((1, 9), 0.0, False),
    ],
)
def test_what_meets_a_better_one_in_space_and_time_is_left_out(other, distance, kept):
    rows = [(0, 4, 6, 9), (1, *other, 5)]
    # As far apart along y as along x.
    centers = [(0, 0), (distance * 0.6, distance * 0.8)]
    assert best_of(rows, [30.0, 40.0], centers, 9) == ([0, 1] if kept else [0])


@pytest.mark.parametrize("alive_from", [None, 1, 2, 3])
def test_p_values_are_ranks_of_full_scans(alive_from):
    """So few incidents that many orders give the best score again."""
    points = np.array([[0.0, 0]] * 3 + [[500, 0]] * 3 + [[1000, 0]] * 2)
    days = np.array([3, 3, 0, 1, 1, 4, 2, 0])
    zones = circles(points, np.array([10.0]), fewest=2)
    options = {"max_days": 2, "fewest": 2, "alive_from": alive_from}
    found = scan_cylinders(zones, days, **options)
    best = apart(zones, found, most=3)
    score, total = found.score[best], found.score.sum()
    p = scan_p_values(
        zones,
        days,
        found,
        best,
        **options,
        simulations=300,
        rng=np.random.default_rng(4),
    )
    rng, reached, ties = np.random.default_rng(4), np.zeros(len(best)), 0
    for _ in range(300):
        order = rng.permutation(8)
        drawn = np.empty(8, dtype=np.int64)
        drawn[order] = np.sort(days)
        scores = scan_cylinders(zones, drawn, **options).score
        highest = scores.max(initial=0.0)
        reached += highest >= score - 1e-9
        if abs(highest - score[0]) <= 1e-9:
            ties += 1
            reached[0] -= scores.sum() < total * (1 - 1e-9)
    assert ties > 20
    assert p.tolist() == pytest.approx(((reached + 1) / 301).tolist())
    assert 1 / 301 < p[0] < 1


@pytest.mark.parametrize("alive_from", [None, 0, 1, 3])
@pytest.mark.parametrize(("max_days", "fewest"), [(1, 1), (2, 2), (5, 3)])
def test_every_draw_of_few_incidents_is_as_a_full_scan(max_days, fewest, alive_from):
    points = np.array([[0.0, 0]] * 3 + [[500, 0]] * 2 + [[40, 0]] * 2)
    days = np.array([0, 0, 1, 3, 1, 0, 2])
    zones = circles(points, np.array([10.0, 50]), fewest=fewest)
    options = {"max_days": max_days, "fewest": fewest, "alive_from": alive_from}
    rng = np.random.default_rng(8)
    for floor in (0.05, 1.0, 2.0):
        draws = ScanDraws(zones, days, floor=floor, **options)
        for _ in range(40):
            order = rng.permutation(7)
            drawn = np.empty(7, dtype=np.int64)
            drawn[order] = np.sort(days)
            full = scan_cylinders(zones, drawn, **options).score.max(initial=0.0)
            expected = full if full >= floor else 0.0
            assert draws.highest(order) == pytest.approx(expected, abs=1e-9)


def test_a_draw_with_just_the_score_of_the_floor_is_found():
    points = np.repeat([[0.0, 0], [500, 0]], 4, axis=0)
    days = np.array([0, 0, 0, 0, 3, 5, 7, 9])
    zones = circles(points, np.array([10.0]), fewest=2)
    options = {"max_days": 1, "fewest": 2, "alive_from": None}
    # All four of the first place on the first day, where 2 are expected of 8.
    best = 4 * np.log(2) + 4 * np.log(4 / 6)
    for floor, expected in ((best - 1e-9, best), (best + 1e-9, 0.0)):
        draws = ScanDraws(zones, days, floor=floor, **options)
        assert draws.highest(np.arange(8)) == pytest.approx(expected, abs=1e-12)
