"""Weighted agreement against scikit-learn's kappa and by hand."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from estgeo.stats.accuracy import weighted_agreement


def test_linear_weights_are_those_of_weighted_kappa():
    rng = np.random.default_rng(3)
    first = rng.integers(0, 5, 80)
    second = np.clip(first + rng.integers(-1, 2, 80), 0, 4)
    seen, chance = weighted_agreement(first, second, widest=4)
    known = cohen_kappa_score(first, second, weights="linear")
    assert (seen - chance) / (1 - chance) == pytest.approx(known)


def test_beyond_the_widest_nothing_agrees():
    # Apart by 0, 1, 2 and 4 on a scale where 2 is the end: 1, 1/2, 0 and 0.
    seen, chance = weighted_agreement([0, 0, 0, 0], [0, 1, 2, 4], widest=2)
    assert seen == pytest.approx(1.5 / 4)
    assert chance == pytest.approx(1.5 / 4)  # the first are all alike
