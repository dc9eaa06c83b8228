"""Pattern change on a few zones."""

import numpy as np
import pandas as pd
import pytest

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
    assert same.sentence("sv") == "Ingen zons andel av händelserna har säkert ändrats."
    assert "1 had a larger share than before and 1 a smaller" in found.sentence("en")
