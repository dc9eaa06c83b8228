"""Controls by level and trend before, placebos by rank."""

import numpy as np
import pytest

from estgeo.insatser.control import matched_control, placebo_effects
from estgeo.insatser.insats import Insats

LAST = 644
START = "2017-07-03"


def every(step, first=0, last=LAST):
    return np.arange(first, last, step)


@pytest.fixture
def insats(areas):
    return Insats("Belysning", areas([0]), START)


def test_the_most_alike_before_are_chosen_and_reasons_given(plain, insats, areas):
    rising = np.r_[every(30, 0, 300), every(2, 300)]
    incidents = plain(
        {0: every(4), 1: every(4), 2: every(60), 3: rising, 4: [5], 5: every(5)}
    )
    candidates = areas([0, 1, 2, 3, 4, 5])
    found = matched_control(
        incidents, insats, candidates, n_controls=2, selected_on="78W"
    )
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


def test_placebo_rank_of_a_real_fall(plain, insats, areas):
    rng = np.random.default_rng(6)
    days = {n: np.sort(rng.integers(0, LAST, 150)) for n in range(1, 20)}
    days[0] = np.r_[rng.integers(0, 546, 250), rng.integers(546, LAST, 5)]
    table = placebo_effects(plain(days), insats, areas(range(20)))
    assert table.kind[0] == "insats"
    assert table.rank_p[0] == pytest.approx(1 / 20)
    assert table.rank_p[1:].isna().all()
    place = table[table.kind == "place"]
    # Each is compared with all the others: nothing is counted against itself.
    total = place.before + place.control_before
    assert total.nunique() == 1


def test_placebo_needs_two_clear_areas(plain, insats, areas):
    with pytest.raises(ValueError, match="at least two areas clear"):
        placebo_effects(plain({0: every(3), 1: every(3)}), insats, areas([0, 1]))
