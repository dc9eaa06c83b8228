"""Controls by level and trend before."""

import numpy as np
import pytest
from builders import every

from estgeo.insatser.control import matched_control
from estgeo.insatser.insats import Design, Insats


def test_the_most_alike_before_are_chosen_and_reasons_given(plain, insats, areas):
    rising = np.r_[every(30, 0, 300), every(2, 300)]
    incidents = plain(
        {0: every(4), 1: every(4), 2: every(60), 3: rising, 4: [5], 5: every(5)}
    )
    candidates = areas([0, 1, 2, 3, 4, 5])
    design = Design(insats, selected_on="78W")
    found = matched_control(incidents, design, candidates, n_controls=2)
    assert found.chosen.tolist() == [False, True, False, False, False, True]
    reasons = found.reason.tolist()
    assert reasons[0] == "overlaps"
    assert reasons[3] == "other trend"
    assert reasons[4] == "too few events"
    assert found.index.equals(candidates.index)
    assert list(candidates.columns) == ["name", "geometry"]


def test_what_happens_after_changes_nothing(plain, insats, areas):
    days = {n: every(3 + n) for n in range(5)}
    wild = days | {1: np.r_[days[1], np.repeat(600, 80)]}
    calm, other = (
        matched_control(plain(d), insats, areas(range(1, 5)), n_controls=2)
        for d in (days, wild)
    )
    assert calm.chosen.equals(other.chosen)
    assert calm.score.equals(other.score)


def test_controls_are_not_chosen_for_their_luck(plain, areas):
    """Equal areas: those chosen must not fall back after the start."""
    rng = np.random.default_rng(5)
    late = Insats("Sen", areas([0]), "2018-06-18")  # day 896
    counts = []
    for _ in range(30):
        days = {n: np.sort(rng.integers(0, 1000, 12)) for n in range(1, 25)}
        days[0] = np.sort(rng.integers(0, 1000, 200))
        found = matched_control(plain(days), late, areas(range(1, 25)), n_controls=4)
        for n in np.flatnonzero(found.chosen.to_numpy()) + 1:
            after = (days[n] >= 903).sum() / 97
            counts.append((after, found.n_before.iloc[n - 1] / 364))
    after, before = np.array(counts).sum(axis=0)
    assert after / before == pytest.approx(1.0, abs=0.25)
