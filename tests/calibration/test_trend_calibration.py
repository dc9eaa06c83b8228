"""Trend and break p-values under the null, with season and clumping.

Results are kept in docs/methods/trend.md.
"""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kstest

from estgeo import trend

REPLICATES = 2000
pytestmark = pytest.mark.calibration
SHAPES = ("p_value", "mk_p", "break_p")


def months(rng, mean, dispersion, n=36, wave=0.0):
    first = pd.date_range("2015-01-01", periods=n + 1, freq="MS", tz="UTC")
    days = np.diff(first.tz_localize(None).to_numpy()) / np.timedelta64(1, "D")
    level = mean * days / 30.4 * (1 + wave * np.cos(2 * np.pi * np.arange(n) / 12))
    if dispersion == 1:
        y = rng.poisson(level)
    else:
        y = rng.negative_binomial(level / (dispersion - 1), 1 / dispersion)
    return pd.DataFrame({"start": first[:-1], "end": first[1:], "n": y})


def p_values(mean, dispersion, *, season=None, wave=0.0, replicates=REPLICATES):
    rng = np.random.default_rng(71)
    rows = []
    for _ in range(replicates):
        counts = months(rng, mean, dispersion, wave=wave)
        found = trend(counts, season=season, rng=rng)
        rows.append([getattr(found, name) for name in SHAPES])
    return dict(zip(SHAPES, np.array(rows).T, strict=True))


@pytest.mark.parametrize(
    ("mean", "dispersion", "season", "wave"),
    [
        (2, 1.0, None, 0.0),
        (5, 1.0, None, 0.0),
        (5, 2.5, None, 0.0),
        (20, 1.5, None, 0.0),
        (20, 1.5, "year", 0.4),
        (20, 1.5, "month", 0.4),
        (20, 1.5, "quarter", 0.0),
    ],
)
def test_p_values_under_the_null(mean, dispersion, season, wave):
    found = p_values(mean, dispersion, season=season, wave=wave)
    for name, p in found.items():
        rates = [
            round(float((p <= level + 1e-9).mean()), 4) for level in (0.01, 0.05, 0.1)
        ]
        fit = round(float(kstest(p, "uniform").pvalue), 3)
        print(
            mean,
            dispersion,
            season,
            name,
            rates,
            "KS",
            fit,
            "NaN",
            int(np.isnan(p).sum()),
        )
        assert rates[1] <= 0.05 + 4 * (0.05 * 0.95 / REPLICATES) ** 0.5
