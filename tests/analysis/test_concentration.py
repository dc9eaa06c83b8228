"""Concentration by hand and by chance."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg


def test_concentration_by_hand(nine_squares):
    found = eg.concentration(nine_squares)
    assert found.share_of_zones(0.5) == pytest.approx(1 / 9)
    assert found.n_empty == 4
    ordered = np.sort(nine_squares.n)
    gini = np.abs(np.subtract.outer(ordered, ordered)).mean() / (2 * ordered.mean())
    assert found.gini_plain == pytest.approx(gini)
    assert found.lorenz().iloc[[0, -1]].to_numpy().tolist() == [[0] * 3, [1] * 3]
    with pytest.raises(ValueError, match="at least 10 incidents, got 3"):
        eg.concentration(pd.DataFrame({"n": [3, 0]}))


def test_even_chance_is_not_called_concentrated():
    counts = np.random.default_rng(1).multinomial(500, np.full(400, 1 / 400))
    found = eg.concentration(pd.DataFrame({"n": counts}))
    assert abs(found.gini - found.gini_by_chance) < 0.03
