"""Agreement of two hot-spot maps: Cohen's weighted kappa."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

import estgeo as eg


def test_agreement_equals_cohens_weighted_kappa_of_sklearn():
    rng = np.random.default_rng(2)
    a = rng.integers(0, 4, 200)
    b = np.where(rng.random(200) < 0.5, a, rng.integers(0, 4, 200))
    zones = pd.DataFrame({"a": a, "b": b})
    found = eg.hot_spot_agreement(zones, first="a", second="b")
    assert found.kappa == pytest.approx(cohen_kappa_score(a, b, weights="linear"))
    with pytest.raises(ValueError, match="-3 to 3"):
        eg.hot_spot_agreement(zones + 1, first="a", second="b")
