"""Bounds for trends that differ, against the published digits of HonestDiD."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import estgeo as eg

pytest.importorskip("diff_diff", reason="the extra [research] is not installed")
GOLDEN = Path(__file__).parents[1] / "goldens/causal/honest_medicaid.json"


@pytest.fixture(scope="module")
def study():
    panel = pd.DataFrame(
        {
            "zone": np.repeat(range(6), 8),
            "time": np.tile(np.arange(1, 9), 6),
            "n": 100 + np.arange(48) * 7 % 11,
            "first_time": np.repeat([6, 6, 0, 0, 0, 0], 8),
        }
    )
    return eg.event_study(panel)


@pytest.fixture(scope="module")
def medicaid(study):
    golden = json.loads(GOLDEN.read_text())
    times = np.array(golden["timeVec"]) - golden["referencePeriod"] - 1
    effects = pd.DataFrame({"time_since": times, "is_reference": False})
    given = replace(
        study,
        effects=effects,
        log_effects=np.array(golden["betahat"]),
        covariance=np.array(golden["sigma"]),
    )
    return given, golden["published"]["smoothness_FLCI"]


def test_smoothness_bounds_equal_the_published(medicaid):
    given, published = medicaid
    found = eg.trend_bounds(
        given, curvature=[row["M"] for row in published], weights=[1, 0]
    )
    for row, wanted in zip(found.bounds.itertuples(), published, strict=True):
        assert np.log(row.low) == pytest.approx(wanted["lb"], abs=2e-4)
        # Printed to three digits: .101 may be anything from .1005.
        digits = 5e-4 if wanted["ub"] >= 0.1 else 2e-4
        assert np.log(row.high) == pytest.approx(wanted["ub"], abs=digits)
    # .02 leaves out nought, .03 does not.
    assert 0.02 < found.curvature_breakdown < 0.03


def test_slope_breakdown_is_the_line_that_explains_the_answer(medicaid):
    given, _ = medicaid
    found = eg.trend_bounds(given, curvature=[0], weights=[1, 0])
    error = given.covariance[5, 5] ** 0.5
    by_hand = np.expm1(given.log_effects[5] - 1.959963984540054 * error)
    assert found.slope_breakdown == pytest.approx(by_hand)
    assert "falls if the difference of trends" in found.sentence("en")
    assert "faller om skillnaden i trend" in found.sentence("sv")


def test_where_nothing_is_found_nothing_breaks(study):
    found = eg.trend_bounds(study)
    assert found.slope_breakdown == found.curvature_breakdown == 0
    assert "cannot be told" in found.sentence("en")
    widths = np.log(found.bounds["high"] / found.bounds["low"])
    assert (np.diff(widths) > 0).all()


def test_other_references_are_refused(study):
    with pytest.raises(ValueError, match="one with the reference -1"):
        eg.trend_bounds(replace(study, reference=(-3, -1)))
    with pytest.raises(ValueError, match="as many as the 3 times"):
        eg.trend_bounds(study, weights=[1])


def test_without_the_extra_the_error_names_it(study, monkeypatch):
    monkeypatch.setitem(sys.modules, "diff_diff", None)
    with pytest.raises(ImportError, match=r"estgeo\[research\]"):
        eg.trend_bounds(study)
