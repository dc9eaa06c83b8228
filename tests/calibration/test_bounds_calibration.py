"""Coverage of trend_bounds where trends bend by up to what is stated.

The interval is a fixed mix of the effects with a fixed reach (which is tested), so its
coverage for normal effects is worked out, not drawn. On counts, where the covariance is
estimated, it is drawn: slow, an interval takes seconds.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.stats import norm

from estgeo import event_study, trend_bounds

pytest.importorskip("diff_diff", reason="the extra [research] is not installed")
RUNS = 200
GOLDEN = Path(__file__).parents[1] / "goldens/causal/honest_medicaid.json"
TIMES = np.array([-5, -4, -3, -2, 0, 1, 2])
ROOT = 0.08 * np.eye(7) + 0.04
MEDICAID = json.loads(GOLDEN.read_text())
CASES = {
    "made up": (TIMES, ROOT @ ROOT.T),
    "Medicaid": (
        np.array(MEDICAID["timeVec"]) - MEDICAID["referencePeriod"] - 1,
        np.array(MEDICAID["sigma"]),
    ),
}


@pytest.fixture(scope="module")
def study():
    panel = pd.DataFrame(
        {
            "zone": np.repeat(range(6), 8),
            "time": np.tile(np.arange(1, 9), 6),
            "n": 100.0,
            "first_time": np.repeat([6, 6, 0, 0, 0, 0], 8),
        }
    )
    return event_study(panel)


def interval(study, case, log_effects, limit):
    times, covariance = CASES[case]
    given = replace(
        study,
        effects=pd.DataFrame({"time_since": times, "is_reference": False}),
        log_effects=np.asarray(log_effects),
        covariance=covariance,
    )
    row = trend_bounds(given, curvature=[limit]).bounds.iloc[0]
    return np.log([row["low"], row["high"]])


def bends(times, limit):
    """Return the rows and limits of all trends that bend by at most ``limit``."""
    whole = np.arange(times.min(), times.max() + 1)
    second = np.diff(np.eye(len(whole)), 2, axis=0)
    rows = second[:, np.searchsorted(whole, times)]  # The reference is nought.
    return np.vstack([rows, -rows]), np.full(2 * len(rows), limit)


@pytest.mark.calibration
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("limit", [0.0, 0.01, 0.03])
def test_coverage_of_the_worst_trend(study, case, limit):
    times, covariance = CASES[case]
    small = 0.001 * np.eye(len(times))
    low, high = interval(study, case, np.zeros(len(times)), limit)
    reach = (high - low) / 2
    mix = np.array([interval(study, case, one, limit).mean() for one in small]) / 0.001
    rng = np.random.default_rng(2)
    for drawn in 0.01 * rng.standard_normal((3, len(times))):
        wanted = mix @ drawn - reach, mix @ drawn + reach
        np.testing.assert_allclose(
            interval(study, case, drawn, limit), wanted, atol=1e-6
        )
    rows, limits = bends(times, limit)
    worst = linprog(-mix, A_ub=rows, b_ub=limits, bounds=(None, None))
    off, error = -worst.fun, np.sqrt(mix @ covariance @ mix)
    held = norm.cdf((reach - off) / error) - norm.cdf((-reach - off) / error)
    alike = norm.cdf(reach / error) - norm.cdf(-reach / error)
    print(f"{case}, {limit}: worst {held:.4f}, alike {alike:.4f}")
    assert held >= 0.95 - 1e-3


@pytest.mark.calibration
@pytest.mark.parametrize("path", ["alike", "slope", "outwards"])
@pytest.mark.parametrize("dispersion", [1.0, 1.5])
def test_coverage_on_counts(path, dispersion):
    """24 zones with 20 reports a period, 6 treated; no effect but another trend."""
    limit, time = 0.02, np.arange(1, 9)
    since = time - 5.0  # Nought in the reference, the last period before the start.
    bent = {
        "alike": 0 * since,
        "slope": 0.03 * since,
        "outwards": limit / 2 * np.where(since > 0, since * (since + 1), 0),
    }[path]
    rng = np.random.default_rng(1)
    treated = np.arange(24) < 6
    mean = 20 * np.exp(np.where(treated[:, None], bent, 0))
    held = 0
    for _ in range(RUNS):
        shown = mean
        if dispersion > 1:
            shape = mean / (dispersion - 1)
            shown = rng.gamma(shape, mean / shape)
        panel = pd.DataFrame(
            {
                "zone": np.repeat(range(24), 8),
                "time": np.tile(time, 24),
                "n": rng.poisson(shown).ravel().astype(float),
                "first_time": np.repeat(np.where(treated, 6, 0), 8),
            }
        )
        row = trend_bounds(event_study(panel), curvature=[limit]).bounds.iloc[0]
        held += row["low"] <= 1 <= row["high"]
    print(f"counts, {path}, dispersion {dispersion}: {held / RUNS:.3f}")
    assert held / RUNS >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / RUNS)
