"""Knox tables against R, brute force and simulation."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from estgeo.stats.knox import knox_table

GOLDEN = Path(__file__).parents[1] / "goldens" / "near_repeat"


@pytest.fixture(scope="module")
def arson():
    """The table of ours beside that of NearRepeat 0.1.1."""
    points = pd.read_csv(GOLDEN / "arson_points.csv", parse_dates=["date"])
    days = points.date.to_numpy().astype("datetime64[D]").astype(np.int64)
    table = knox_table(
        points[["x", "y"]].to_numpy(),
        days,
        distance_edges=(0, 200, 400, 1000, np.inf),
        day_edges=(0, 2, 4, 7, 14, np.inf),
        simulations=9999,
        rng=np.random.default_rng(1),
    )
    peer = pd.read_csv(GOLDEN / "arson_euclid_left_inf.csv")
    return table, peer


def test_observed_equals_nearrepeat_exactly(arson):
    table, peer = arson
    assert table.observed.T.ravel().tolist() == peer.observed.tolist()


def test_ratios_and_p_agree_with_nearrepeat(arson):
    table, peer = arson
    common = (peer.sim_mean > 5).to_numpy()
    ratio = (table.observed / table.expected).T.ravel()
    np.testing.assert_allclose(ratio[common], peer.knox_ratio[common], rtol=0.05)
    p = ((table.at_least + 1) / 10_000).T.ravel()
    np.testing.assert_allclose(p, peer.pvalue, atol=0.03)


def brute(points, days, distance_edges, day_edges, metric="euclidean"):
    rows = len(distance_edges)
    table = np.zeros((rows, len(day_edges) - 1), dtype=int)
    for i, j in combinations(range(len(points)), 2):
        apart = np.abs(points[i] - points[j])
        far = apart.sum() if metric == "manhattan" else np.hypot(*apart)
        row = 0 if far == 0 else np.searchsorted(distance_edges, far, "right")
        column = np.searchsorted(day_edges, abs(days[i] - days[j]), "right") - 1
        if row < rows and column < len(day_edges) - 1:
            table[row, column] += 1
    return table


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
@pytest.mark.parametrize("last", [(40.0, 20.0), (np.inf, np.inf)])
def test_counts_and_moments_equal_brute_force(metric, last):
    rng = np.random.default_rng(3)
    points = rng.integers(0, 12, (24, 2)) * 10.0  # many exact ties and edges
    days = rng.integers(0, 30, 24)
    edges = (0, 10.0, 30.0, last[0]), (0, 1.0, 7.0, last[1])
    table = knox_table(
        points,
        days,
        distance_edges=edges[0],
        day_edges=edges[1],
        metric=metric,
        simulations=0,
        rng=rng,
    )
    assert (table.observed == brute(points, days, *edges, metric)).all()
    drawn = np.array(
        [brute(points, rng.permutation(days), *edges, metric) for _ in range(400)]
    )
    error = table.deviation / 20
    assert (np.abs(drawn.mean(axis=0) - table.expected) <= 4.5 * error + 1e-9).all()
    np.testing.assert_allclose(drawn.std(axis=0), table.deviation, rtol=0.2, atol=0.05)


def test_moments_of_four_points_by_all_orders():
    """All 24 orders of four days, counted one by one."""
    from itertools import permutations

    points = np.array([[0.0, 0], [5, 0], [9, 0], [500, 0]])
    days, edges = np.array([0, 1, 3, 50]), ((0, 10.0), (0, 4.0))
    table = knox_table(
        points,
        days,
        distance_edges=edges[0],
        day_edges=edges[1],
        simulations=0,
        rng=np.random.default_rng(0),
    )
    counts = [brute(points, np.array(p), *edges)[1, 0] for p in permutations(days)]
    assert table.expected[1, 0] == pytest.approx(np.mean(counts))
    assert table.deviation[1, 0] == pytest.approx(np.std(counts))


def test_where_the_calendar_begins_does_not_matter():
    rng = np.random.default_rng(5)
    points, days = rng.random((60, 2)) * 500, rng.integers(0, 90, 60)
    options = {"distance_edges": (0, 100, 200), "day_edges": (0, 7, 14)}
    tables = [
        knox_table(
            points,
            days + shift,
            **options,
            simulations=19,
            rng=np.random.default_rng(7),
        )
        for shift in (0, 17_000)
    ]
    for name in ("observed", "expected", "deviation", "at_least"):
        one, other = (getattr(table, name) for table in tables)
        np.testing.assert_allclose(one, other)


def test_same_seed_same_answer_and_long_spans_of_days():
    rng = np.random.default_rng(5)
    points, days = rng.random((60, 2)) * 500, rng.integers(0, 60_000, 60)
    tables = [
        knox_table(
            points,
            days,
            distance_edges=(0, 100),
            day_edges=(0, 5000),
            simulations=99,
            rng=np.random.default_rng(7),
        )
        for _ in range(2)
    ]
    assert (tables[0].at_least == tables[1].at_least).all()
    assert (tables[0].observed == brute(points, days, (0, 100), (0, 5000))).all()
