"""The scan of the week's hours when nothing is up; half the times are long intervals.

Results are kept in docs/methods/hot-times.md.
"""

import numpy as np
import pandas as pd
import pytest

from estgeo import hot_times

REPLICATES = 2000
pytestmark = pytest.mark.calibration


def week_of_reports(rng, n, weights=None):
    """Return n incidents, every other one known only as within eight hours."""
    hours = rng.choice(168, n, p=weights) + rng.random(n)
    monday = pd.Timestamp("2018-01-01")
    weeks = rng.integers(0, 26, n) * 168
    true = monday + pd.to_timedelta(np.floor((weeks + hours) * 3600), unit="s")
    back = np.where(np.arange(n) % 2, np.floor(rng.random(n) * 8 * 3600), 0)
    start = true - pd.to_timedelta(back, unit="s")
    length = np.where(np.arange(n) % 2, 8 * 3600, 0)
    return pd.DataFrame(
        {
            "start": start.tz_localize("UTC"),
            "end": (start + pd.to_timedelta(length, unit="s")).tz_localize("UTC"),
        }
    )


def size(n, *, baseline="uniform", weights=None, replicates=REPLICATES):
    rng = np.random.default_rng(n)
    p = np.empty(replicates)
    for at in range(replicates):
        others = None
        if baseline == "other":
            others = week_of_reports(rng, 4 * n, weights)
        p[at] = hot_times(
            week_of_reports(rng, n, weights),
            baseline=baseline,
            others=others,
            simulations=99,
            rng=rng,
        ).p_value
    return {
        level: round(float((p <= level + 1e-9).mean()), 4)
        for level in (0.01, 0.05, 0.1)
    }


@pytest.mark.parametrize("n", [10, 20, 40])
def test_size_against_every_hour_alike(n):
    rates = size(n)
    print("uniform", n, rates)
    for level, rate in rates.items():
        assert rate <= level + 3 * (level * (1 - level) / REPLICATES) ** 0.5


@pytest.mark.parametrize("n", [10, 40])
def test_size_against_others_with_a_daily_round(n):
    day = np.r_[np.full(8, 0.3), np.full(8, 1.0), np.full(8, 2.0)]
    rates = size(n, baseline="other", weights=np.tile(day, 7) / day.sum() / 7)
    print("other", n, rates)
    for level, rate in rates.items():
        assert rate <= level + 3 * (level * (1 - level) / REPLICATES) ** 0.5
