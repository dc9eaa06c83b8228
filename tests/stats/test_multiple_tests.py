"""Adjusted p-values against statsmodels and R's p.adjust."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from estgeo.stats.multiple_tests import adjust_p_values

MEMPHIS = Path(__file__).parents[1] / "goldens" / "hot_spots" / "memphis_queen.csv"


@pytest.mark.parametrize("correction", ["fdr_bh", "fdr_by", "holm", "bonferroni"])
def test_equals_statsmodels(correction):
    p = np.random.default_rng(1).beta(0.4, 1, 500).round(3)
    expected = multipletests(p, method=correction)[1]
    np.testing.assert_allclose(adjust_p_values(p, correction), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("correction", "column"), [("fdr_bh", "fdr"), ("bonferroni", "bonf")]
)
def test_equals_p_adjust_of_r(correction, column):
    # Read as text: pandas before 3.1 takes numbers with many noughts for 0.
    golden = pd.read_csv(MEMPHIS, dtype=str)
    found = adjust_p_values(golden["Gistar_p2"].astype(float), correction)
    expected = golden[f"Gistar_p_{column}"].astype(float)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_what_was_not_tested_does_not_count():
    found = adjust_p_values([0.01, np.nan, 0.5], "bonferroni")
    np.testing.assert_equal(found, [0.02, np.nan, 1.0])
    assert adjust_p_values([], "fdr_bh").size == 0
    assert adjust_p_values([0.2, 0.1], "none").tolist() == [0.2, 0.1]


def test_a_p_of_nought_or_one_is_a_p():
    found = adjust_p_values(np.array([0.0, 1.0]), "bonferroni")
    assert found.tolist() == [0, 1]


def test_errors():
    with pytest.raises(ValueError, match="'correction' must be one of"):
        adjust_p_values([0.1], "fdr")
    with pytest.raises(ValueError, match="between 0 and 1, got"):
        adjust_p_values([0.1, 1.5])
