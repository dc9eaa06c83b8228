"""Pairs, roles and chains of near repeats, by hand."""

import numpy as np
import pytest

from estgeo.stats import knox
from estgeo.stats.knox import ROLES, near_pairs, near_repeat_chains


def test_chains_are_numbered_by_their_first_incident():
    # Along a road: two pairs far apart, the one written last began first.
    points = np.array([[0.0, 0], [50, 0], [9000, 0], [9000, 0], [9000, 60], [500, 0]])
    days = np.array([10, 12, 3, 5, 6, 11])
    role, chain = near_repeat_chains(
        points, days, days, below_distance=100, below_days=7
    )
    assert chain.tolist() == [2, 2, 1, 1, 1, 0]
    assert [ROLES[code] for code in role] == [
        *["originator", "near repeat", "originator", "repeat", "near repeat"],
        "isolated",
    ]


def test_both_limits_are_below():
    points = np.array([[0.0, 0], [100, 0], [0, 0]])
    days = np.array([0, 0, 7])
    _, chain = near_repeat_chains(points, days, days, below_distance=100, below_days=7)
    assert chain.tolist() == [0, 0, 0]
    _, chain = near_repeat_chains(
        points, days, days, below_distance=100.1, below_days=8
    )
    assert chain.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("points", "roles"),
    [
        # On the same instant the one further west is the first, then further south.
        ([[50.0, 0], [0, 90]], ["near repeat", "originator"]),
        ([[0.0, 90], [50, 0]], ["originator", "near repeat"]),
        ([[0.0, 50], [0, 0]], ["near repeat", "originator"]),
    ],
)
def test_of_two_at_once_the_first_is_that_further_west_or_south(points, roles):
    days = np.array([3, 3])
    role, _ = near_repeat_chains(
        np.array(points), days, days, below_distance=200, below_days=7
    )
    assert [ROLES[code] for code in role] == roles


def test_a_repeat_is_nearer_than_a_millimetre():
    points = np.array([[0.0, 0], [0.001, 0], [0.001, 0.0009]])
    days = np.array([1, 2, 3])
    role, _ = near_repeat_chains(points, days, days, below_distance=1, below_days=7)
    assert [ROLES[code] for code in role] == ["originator", "near repeat", "repeat"]


def test_one_pair_is_a_chain_whichever_is_written_first():
    points, days = np.array([[0.0, 0], [10, 0]]), np.array([5, 4])
    for at in ([0, 1], [1, 0]):
        role, chain = near_repeat_chains(
            points[at], days[at], days[at], below_distance=20, below_days=7
        )
        assert chain.tolist() == [1, 1]
        assert ROLES[role[at.index(1)]] == "originator"


# A diagonal: neighbours are 2 apart by streets, the root of 2 as the crow flies.
DIAGONAL = np.array([[0.0, 0], [1, 1], [2, 2], [3, 3]])


@pytest.mark.parametrize(
    ("metric", "below", "apart"),
    [
        ("euclidean", 1.5, {(0, 1), (1, 2), (2, 3)}),
        ("euclidean", 1.4, set()),
        ("manhattan", 2.1, {(0, 1), (1, 2), (2, 3)}),
        ("manhattan", 1.9, set()),
    ],
)
def test_pairs_are_counted_in_their_own_metric(monkeypatch, metric, below, apart):
    monkeypatch.setattr(knox, "MOST_PAIRS", len(apart))
    first, second, distance = near_pairs(DIAGONAL, below, metric)
    assert set(zip(first.tolist(), second.tolist(), strict=True)) == apart
    side = 2.0 if metric == "manhattan" else 2**0.5
    assert distance == pytest.approx(np.full(len(apart), side))


def test_more_pairs_than_fit_are_refused_and_counted(monkeypatch):
    monkeypatch.setattr(knox, "MOST_PAIRS", 2)
    with pytest.raises(ValueError, match=r"at most 2 pairs, got 3 pairs"):
        near_pairs(DIAGONAL, 1.5, "euclidean")


def test_pairs_need_a_metric_that_is_known():
    with pytest.raises(KeyError):
        near_pairs(DIAGONAL, 1.5, "chebyshev")
