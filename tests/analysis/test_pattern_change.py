"""Pattern change on a few zones."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

import estgeo as eg


def test_pattern_change_finds_the_move_and_refuses_few():
    zones = pd.DataFrame({"a": [40, 10, 50, 0], "b": [10, 40, 50, 0]})
    found = eg.pattern_change(zones, first="a", second="b")
    assert found.zones.change.tolist() == ["down", "up", "none", "none"]
    assert (found.s_index, found.s_index_robust) == (0.5, pytest.approx(1 / 3))
    with pytest.raises(ValueError, match="at least 20 incidents"):
        eg.pattern_change(zones // 10, first="a", second="b")
    thin = pd.DataFrame({"a": [1] * 30, "b": [1] * 30})
    sparse = eg.pattern_change(thin, first="a", second="b")
    assert np.isnan(sparse.s_index)
    assert sparse.status == "too few incidents per zone"
    assert sparse.sentence("en").startswith("Incidents per zone are too few")
    same = eg.pattern_change(zones, first="a", second="a")
    assert (
        same.sentence("sv") == "Inget områdes andel av rapporterna har säkert ändrats."
    )
    assert "1 had a larger share than before and 1 a smaller" in found.sentence("en")


def nothing_changed(rng, dispersion, zones=60, mean=20):
    share = mean / (dispersion - 1)
    draws = rng.negative_binomial(share, 1 / dispersion, (2, zones))
    return pd.DataFrame({"a": draws[0], "b": draws[1]})


def test_bunches_are_no_change_of_pattern():
    """At dispersion 2.5 most unchanged maps of the exact test have a zone that moved."""
    rng = np.random.default_rng(6)
    maps = [nothing_changed(rng, 2.5) for _ in range(60)]
    found = [eg.pattern_change(zones, first="a", second="b") for zones in maps]
    bare = [
        eg.pattern_change(zones, first="a", second="b", dispersion=1) for zones in maps
    ]
    # 60 maps at a level of 7 %: 11 or more in one of 1,000 times.
    assert sum(each.n_up + each.n_down > 0 for each in found) <= 10
    assert sum(each.n_up + each.n_down > 0 for each in bare) > 30
    assert np.mean([each.dispersion for each in found]) == pytest.approx(2.5, rel=0.1)


def test_a_zone_that_did_change_is_found_beside_bunches():
    zones = nothing_changed(np.random.default_rng(7), 1.5, mean=40)
    zones.loc[3] = [30, 120]
    found = eg.pattern_change(zones, first="a", second="b")
    assert found.zones.change[3] == "up"
    assert found.dispersion_from == "zones"


def test_the_dispersion_is_given_or_assumed_where_zones_are_few():
    zones = pd.DataFrame({"a": [40, 10, 50], "b": [20, 30, 50]})
    few = eg.pattern_change(zones, first="a", second="b")
    assert (few.dispersion, few.dispersion_from) == (1.0, "assumed")
    assert "assumed that they do not" in few.sentence("en")
    given = eg.pattern_change(zones, first="a", second="b", dispersion=4)
    assert given.dispersion_from == "given"
    # The standard score is halved.
    halved = norm.isf(few.zones.p_value / 2) / 2
    np.testing.assert_allclose(norm.isf(given.zones.p_value / 2), halved)
    with pytest.raises(ValueError, match="'dispersion' must be 1 or more"):
        eg.pattern_change(zones, first="a", second="b", dispersion=0.5)
