"""Concentration, accuracy, pattern change and agreement on a few zones."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

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


def test_accuracy_equals_the_worked_example_of_ptools():
    zones = pd.DataFrame({"n": [0, 6, 3], "p": [1, 3, 2], "a": [1, 1, 1]})
    found = eg.prediction_accuracy(zones, predicted="p", observed="n", area="a")
    assert found.index.tolist() == [1, 2, 0]
    np.testing.assert_allclose(found.PAI, [2, 1.5, 1], rtol=1e-12)
    np.testing.assert_allclose(found.PEI, [1, 1, 1], rtol=1e-12)
    np.testing.assert_allclose(found.RRI, [1 / 2, 5 / 9, 2 / 3], rtol=1e-12)


def test_ties_do_not_hang_on_the_order_of_rows(nine_squares):
    zones = nine_squares.assign(p=[1, 1, 1, 1, 5, 1, 1, 1, 0])
    a = eg.prediction_accuracy(zones, predicted="p", observed="n")
    b = eg.prediction_accuracy(zones.iloc[::-1], predicted="p", observed="n")
    np.testing.assert_allclose(a.hit_rate, b.hit_rate)
    assert (a.PEI <= 1).all()
    with pytest.raises(ValueError, match="at least 5 observed"):
        eg.prediction_accuracy(zones.assign(n=0), predicted="p", observed="n")


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


def test_agreement_equals_cohens_weighted_kappa_of_sklearn():
    rng = np.random.default_rng(2)
    a = rng.integers(0, 4, 200)
    b = np.where(rng.random(200) < 0.5, a, rng.integers(0, 4, 200))
    zones = pd.DataFrame({"a": a, "b": b})
    found = eg.hot_spot_agreement(zones, first="a", second="b")
    assert found.kappa == pytest.approx(cohen_kappa_score(a, b, weights="linear"))
    with pytest.raises(ValueError, match="-3 to 3"):
        eg.hot_spot_agreement(zones + 1, first="a", second="b")
