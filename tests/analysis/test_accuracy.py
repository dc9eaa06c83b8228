"""Accuracy of a ranking of zones: ptools, ties, refusals."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg


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
