"""Placebos by rank."""

import numpy as np
import pytest
from builders import LAST, every

from estgeo.insatser.placebo import placebo_effects


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
