"""The scan in space and time: circles, scores and draws against brute force."""

import numpy as np
import pytest

from estgeo.stats._cylinders import circles, likelihood_ratio, scan_cylinders
from estgeo.stats._scan_draws import ScanDraws
from estgeo.stats.cylinder_scan import apart, scan_p_values


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
