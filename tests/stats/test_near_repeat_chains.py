"""Roles and chains of near repeats, by hand."""

import numpy as np

from estgeo.stats.near_repeat_chains import ROLES, near_repeat_chains


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
