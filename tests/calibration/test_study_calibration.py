"""Starts at different times, event studies and experiments, on data with known truth.

Figures are kept in docs/methods/staggered.md and experiments.md.
"""

import numpy as np
import pandas as pd
import pytest

from estgeo import event_study, staggered_effect
from estgeo.insatser import randomized
from estgeo.stats.randomization import lot_draws, lot_test

RUNS = 400
STARTS = np.array([13, 16, 19, 22, 25, 28])
# 6 starts among 24 zones: so many zones a start, and the rest never.
LAYOUTS = {
    "one zone a start": 1,
    "two zones a start": 2,
    "three zones a start": 3,
    "all zones": 4,
}


def months(rng, per_start, dispersion, drift):
    """Return a panel of 24 zones and 36 months, and the true ratio of sums."""
    n, t = 24, np.arange(1, 37)
    first = np.zeros(n, dtype=int)
    first[: 6 * per_start] = np.repeat(STARTS, per_start)
    mean = rng.uniform(5, 20, n)[:, None] * np.exp(
        0.3 * np.sin(2 * np.pi * t / 12) + 0.005 * t
    )
    if drift:
        moved = np.zeros((n, 36))
        moved[:, 0] = rng.normal(0, drift, n)
        for k in range(1, 36):
            moved[:, k] = 0.8 * moved[:, k - 1] + rng.normal(0, drift * 0.6, n)
        mean = mean * np.exp(moved - drift**2 / 2)
    since = np.where(first[:, None] > 0, t - first[:, None] + 1, 0).clip(0)
    changed = mean * np.exp(-0.04 * since)
    n_reports = rng.poisson(changed)
    if dispersion > 1:
        n_reports = rng.negative_binomial(changed / (dispersion - 1), 1 / dispersion)
    told = since > 0
    if per_start == 4:
        told &= t < STARTS[-1]
    panel = pd.DataFrame(
        {
            "zone": np.repeat(np.arange(n), 36),
            "time": np.tile(t, n),
            "n": n_reports.ravel(),
            "first_time": np.repeat(first, 36),
        }
    )
    return panel, changed[told].sum() / mean[told].sum()


@pytest.mark.calibration
@pytest.mark.parametrize(
    ("dispersion", "drift"), [(1, 0), (1.5, 0), (2.5, 0), (1.5, 0.15)]
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_staggered_coverage(layout, dispersion, drift):
    rng = np.random.default_rng(1)
    held, plain = 0, []
    for _ in range(RUNS):
        panel, truth = months(rng, LAYOUTS[layout], dispersion, drift)
        found = staggered_effect(panel)
        held += found.low <= truth <= found.high
        two_way = (
            found.alternatives.set_index("estimator").loc["two-way", "ratio"].iloc[0]
        )
        plain.append(np.log(two_way / truth))
    print(
        f"{layout}, {dispersion}, drift {drift}: {held / RUNS:.3f}, two-way {np.mean(plain):+.3f}"
    )
    # All zones treated and slow drift: nothing shows how zones drift by themselves.
    if not (drift and layout == "all zones"):
        assert 0.92 <= held / RUNS <= 0.985


@pytest.mark.calibration
@pytest.mark.parametrize(
    ("dispersion", "drift"), [(1, 0), (1.5, 0), (2.5, 0), (1.5, 0.15)]
)
@pytest.mark.parametrize("layout", list(LAYOUTS)[:3])
def test_event_study_error_before_the_start(layout, dispersion, drift):
    rng = np.random.default_rng(2)
    outside = 0
    for _ in range(RUNS):
        found = event_study(months(rng, LAYOUTS[layout], dispersion, drift)[0]).effects
        lead = found[(found["time_since"] < 0) & ~found["is_reference"]]
        outside += ((lead["band_low"] > 1) | (lead["band_high"] < 1)).any()
    print(f"{layout}, {dispersion}, drift {drift}: {outside / RUNS:.3f}")
    assert outside / RUNS <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / RUNS)


@pytest.mark.calibration
@pytest.mark.parametrize(
    ("pairs", "mean", "dispersion"),
    [(6, 3, 1.5), (8, 2, 1.5), (12, 1.5, 1), (12, 3, 2.5), (12, 10, 1.5)],
)
def test_detectable_change(pairs, mean, dispersion):
    """What design_insats says, against the exact test on fresh data of the same law."""
    rng = np.random.default_rng(1)
    means = np.sort(mean * np.exp(rng.normal(0, 0.4, 2 * pairs)))[::-1]
    blocks, treated = np.repeat(np.arange(pairs), 2), np.tile([True, False], pairs)

    def counts(weeks, shape):
        m = np.broadcast_to(means[:, None] * weeks, shape)
        if dispersion == 1:
            return rng.poisson(m).astype(float)
        return rng.negative_binomial(m / (dispersion - 1), 1 / dispersion).astype(float)

    runs = 1500
    draws = lot_draws(blocks, treated, most=1000)
    fresh = object.__new__(randomized._History)
    fresh.draws, fresh.drawn = draws, rng.integers(len(draws), size=runs)
    shape = (2 * pairs, runs)
    fresh.before, fresh.after, fresh.luck = (
        counts(52, shape),
        counts(26, shape),
        rng.random(shape),
    )
    low, high = 0.0, 0.95
    while high - low > 0.002:
        middle = (low + high) / 2
        low, high = (low, middle) if fresh.power(middle) >= 0.8 else (middle, high)
    found = []
    for run in range(10):
        daily = np.zeros((2 * pairs, 728))
        daily[:, ::7] = counts(1, (2 * pairs, 104))
        found.append(
            -randomized._detectable(daily, (364, 182), blocks, treated, str(run))[0]
        )
    print(
        f"{pairs} pairs, {mean} a week, {dispersion}: true {high:.3f}, found {np.mean(found):.3f} (sd {np.std(found):.3f})"
    )
    assert np.mean(found) == pytest.approx(high, rel=0.1)


@pytest.mark.calibration
@pytest.mark.parametrize(
    ("pairs", "mean", "dispersion", "effect"),
    [(6, 60, 1.5, 1.0), (8, 100, 2.0, 0.7), (12, 40, 1.0, 0.7)],
)
def test_interval_by_lot(pairs, mean, dispersion, effect):
    rng = np.random.default_rng(4)
    blocks, treated = np.repeat(np.arange(pairs), 2), np.tile([True, False], pairs)
    held, rejected = 0, 0
    for _ in range(RUNS):
        means = mean * np.exp(rng.normal(0, 0.4, 2 * pairs))
        order = rng.permuted(treated.reshape(-1, 2), axis=1).ravel()

        def counts(m):
            if dispersion == 1:
                return rng.poisson(m)
            return rng.negative_binomial(m / (dispersion - 1), 1 / dispersion)

        found = lot_test(
            counts(means), counts(means / 2 * np.where(order, effect, 1)), order, blocks
        )
        held += found.low <= np.log(effect) <= found.high
        rejected += found.p_value <= 0.05
    print(
        f"{pairs} pairs, {dispersion}, effect {effect}: {held / RUNS:.3f}, found {rejected / RUNS:.3f}"
    )
    assert held / RUNS >= 0.92
