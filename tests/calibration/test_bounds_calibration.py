"""Coverage of trend_bounds where trends bend by up to what is stated.

Slow: an interval takes seconds. Not run yet (docs/methods/staggered.md says so).
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from estgeo import event_study, trend_bounds

RUNS = 400


@pytest.mark.calibration
@pytest.mark.parametrize("bend", ["none", "slope", "outwards", "zigzag"])
@pytest.mark.parametrize("limit", [0.01, 0.03])
def test_coverage(bend, limit):
    rng = np.random.default_rng(1)
    times = np.array([-5, -4, -3, -2, 0, 1, 2])
    steps = times + 1.0
    path = {
        "none": 0 * steps,
        "slope": 0.03 * steps,
        "outwards": limit / 2 * steps**2 * np.sign(steps),
        "zigzag": limit / 4 * (-1.0) ** times,
    }[bend]
    if bend == "outwards":
        path = limit / 2 * np.where(steps > 0, steps * (steps + 1), 0)
    root = 0.08 * np.eye(7) + 0.04
    covariance = root @ root.T
    panel = pd.DataFrame(
        {
            "zone": np.repeat(range(6), 8),
            "time": np.tile(np.arange(1, 9), 6),
            "n": 100.0,
            "first_time": np.repeat([6, 6, 0, 0, 0, 0], 8),
        }
    )
    study = event_study(panel)
    effects = pd.DataFrame({"time_since": times, "is_reference": False})
    held = 0
    for _ in range(RUNS):
        drawn = path + rng.multivariate_normal(np.zeros(7), covariance)
        given = replace(
            study, effects=effects, log_effects=drawn, covariance=covariance
        )
        row = trend_bounds(given, curvature=[limit]).bounds.iloc[0]
        held += row["low"] <= 1 <= row["high"]
    print(f"{bend}, {limit}: {held / RUNS:.3f}")
    assert held / RUNS >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / RUNS)
