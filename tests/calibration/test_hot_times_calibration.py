"""The scan of the week's hours when nothing is up; half the times are long intervals.

Results are kept in docs/methods/hot-times.md.
"""

import numpy as np
import pandas as pd
import pytest

from estgeo import hot_times

CALIBRATES = ("hot_times", "hot_times_by_zone")
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


YEAR = 52 * 168


def clock(hours, ends=None):
    first = pd.Timestamp("2018-01-01", tz="UTC")

    def at(values):
        return first + pd.to_timedelta(np.floor(np.asarray(values) * 3600), unit="s")

    return pd.DataFrame(
        {"start": at(hours), "end": at(hours if ends is None else ends)}
    )


def bursts(rng, n, mean):
    hours = []
    while len(hours) < n:
        hours.extend(rng.random() * YEAR + rng.random(rng.poisson(mean - 1) + 1) * 3)
    return clock(hours[:n])


def doubled(rng, n, share):
    times = rng.random(round(n / (1 + share))) * YEAR
    return clock(np.r_[times, rng.choice(times, n - len(times), replace=False)])


def between_looks(rng, n, looks):
    edges = np.concatenate([np.array(looks) + 24 * day for day in range(-1, 366)])
    after = np.searchsorted(edges, rng.random(n) * YEAR, side="right")
    return clock(edges[after - 1], edges[after])


TOGETHER = {
    "independent": (lambda rng: clock(rng.random(60) * YEAR), 0.07),
    "20 % doubled": (lambda rng: doubled(rng, 60, 0.2), 0.07),
    "bursts of two": (lambda rng: bursts(rng, 60, 2), 0.09),
    "bursts of four": (lambda rng: bursts(rng, 60, 4), 0.09),
    "300 in bursts of two": (lambda rng: bursts(rng, 300, 2), 0.09),
    "looks at 7 and 17": (lambda rng: between_looks(rng, 60, (7, 17)), 0.07),
    "looks at 6, 14 and 22": (lambda rng: between_looks(rng, 60, (6, 14, 22)), 0.07),
}


@pytest.mark.parametrize("name", list(TOGETHER))
def test_size_when_reports_come_together(name):
    made, most = TOGETHER[name]
    rng, replicates = np.random.default_rng(3), 500
    p = [
        hot_times(made(rng), simulations=99, rng=rng).p_value for _ in range(replicates)
    ]
    rate = np.mean(np.array(p) <= 0.05)
    print(f"\n| {name} | {rate:.3f} |")
    assert rate - 2 * (most * (1 - most) / replicates) ** 0.5 <= most
