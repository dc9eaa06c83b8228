"""Coverage and scores of ``expected`` on real sets, years held out, and after breaks.

Results are kept in docs/methods/expected.md. Every forecast was made with what was
known on its day.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from estgeo.stats.forecast import count_crps, forecast_counts

# Held by tests/test_witnesses.py.
CALIBRATES = ("expected",)
pytestmark = pytest.mark.calibration
SETS = Path(__file__).parents[1] / "goldens" / "expected"
NAMES = [
    "memphis_robberies",
    "nyc_shootings",
    "nyc_vehicle_thefts",
    "swedish_police_feed",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("length", [7, 30, 120])
def test_real_sets(name, length):
    table = pd.read_csv(SETS / f"{name}.csv.gz", parse_dates=["day"])
    y = table.drop(columns="day").to_numpy(float).T
    if y.shape[1] < 56 + 3 * length:
        pytest.skip(f"{name} is too short for {length} days")
    found = forecast_counts(y, length, origins=2000)
    short = y.shape[1] < 2 * 364
    looked = np.flatnonzero(~np.isnan(found.actual[0]))[0 if short else 52 :]
    low, high = np.array([found.limits(at) for at in looked]).transpose(1, 2, 0)
    actual, seasonal = found.actual[:, looked], found.seasonal_mean[:, looked]
    held = (low <= actual) & (actual <= high)
    skipped = y.shape[1] % 7
    first = y.shape[1] // 7 - found.mean.shape[1] + 1
    year = table["day"].dt.year.to_numpy()[skipped + 7 * (first + looked)]
    years = pd.Series(held.mean(axis=0)).groupby(year).mean()
    some = slice(None, None, max(1, len(looked) // 60))
    own = count_crps(
        actual[:, some],
        found.mean[:, looked][:, some],
        found.spread[:, looked][:, some],
    ).mean()
    spread = np.maximum(((actual - seasonal) ** 2 / seasonal).mean(axis=1), 1)
    other = count_crps(
        actual[:, some],
        seasonal[:, some],
        np.repeat(spread[:, None], actual[:, some].shape[1], axis=1),
    ).mean()
    told = " ".join(f"{at}: {share:.2f}" for at, share in years.items())
    print(
        f"\n| {name} | {length} | {actual.mean():.1f} | {held.mean():.3f} | {own:.3f} |"
        f" {other:.3f} | {told} |"
    )
    if length == 7:
        assert held.mean() == pytest.approx(0.9, abs=0.02)
        assert own < other
