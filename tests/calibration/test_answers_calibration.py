"""What pooling, one-sided limits and "no effect worth having" claim where it is false.

2,000 draws a row; figures are kept in docs/methods/before-after.md.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from estgeo.insatser.pooling import pooled_effects
from estgeo.stats._log_odds import log_odds_mean, log_odds_variance
from estgeo.stats._rate_change import share_after, table_limits
from estgeo.stats.dispersion import UNKNOWN_DRIFT, ComparisonNoise, share_dispersion

RUNS, WEEKS = 2000, 52


def counts(rng, mean, phi, size=None):
    if phi <= 1:
        return rng.poisson(mean, size)
    return rng.negative_binomial(np.asarray(mean) / (phi - 1), 1 / phi, size)


def with_error(values):
    return float(np.mean(values)), float(np.std(values) / np.sqrt(len(values)))


def insats_of(own, control, phi):
    """Return what pooling reads of an evaluation, without its intervals."""
    parts = share_after(own, phi), share_after(control, phi)
    relative = SimpleNamespace(
        log_mean=float(log_odds_mean(parts[0]) - log_odds_mean(parts[1])),
        log_se=float(np.sqrt(sum(log_odds_variance(part) for part in parts))),
        dispersion=phi,
        control_before=control[0],
        control_after=control[1],
        control_days_before=1,
    )
    return SimpleNamespace(relative=relative, insats=SimpleNamespace(kind="", name="i"))


def pooled_error(k, *, mean=30, phi=1.0, control=2.0, runs=RUNS, seed=1):
    """Return how often k insatser with one control pool to a change, a model each."""
    rng = np.random.default_rng(seed)
    found = {"random": [], "common": []}
    for _ in range(runs):
        shared = tuple(counts(rng, mean * control, phi, 2))
        own = counts(rng, mean, phi, (k, 2))
        table = pooled_effects([insats_of(tuple(pair), shared, phi) for pair in own])
        for row in table.itertuples():
            found[row.model].append(row.low > 1 or row.high < 1)
    return {name: with_error(values) for name, values in found.items() if values}


def test_one_control_for_ten_is_known_to_be_one():
    found = pooled_error(10, runs=200)["random"]
    assert found[0] - 3 * found[1] <= 0.065


@pytest.mark.calibration
@pytest.mark.parametrize("control", [1.0, 4.0])
@pytest.mark.parametrize(("mean", "phi"), [(30, 1.0), (60, 2.0)])
@pytest.mark.parametrize("k", [2, 5, 10])
def test_pooling_with_one_shared_control(k, mean, phi, control):
    for model, (rate, error) in pooled_error(
        k, mean=mean, phi=phi, control=control
    ).items():
        print(
            f"| {k} | {mean} | {phi} | {control} | {model} | {rate:.3f} ({error:.3f}) |"
        )
        assert rate - 2 * error <= 0.065


def limits_cover(mean, ratio, *, phi=1.0, control=1.0, runs=RUNS, seed=2):
    """Return how often the upper and the lower 95 % limit hold the true ratio."""
    rng = np.random.default_rng(seed)
    cells = mean * np.array([1, ratio, control, control])
    drawn, copies = np.unique(
        np.column_stack([counts(rng, cell, phi, runs) for cell in cells]),
        axis=0,
        return_counts=True,
    )
    found = np.array(
        [
            table_limits(tuple(row[:2] / phi), tuple(row[2:] / phi), 0.95)
            for row in drawn
        ]
    )
    held = np.column_stack([found[:, 1] >= ratio, found[:, 0] <= ratio])
    return np.average(held, axis=0, weights=copies)


def test_upper_limits_hold_at_small_counts():
    assert (limits_cover(3, 1.0, runs=400) >= 0.95 - 3 * 0.011).all()


@pytest.mark.calibration
@pytest.mark.parametrize("phi", [1.0, 1.5, 2.5])
@pytest.mark.parametrize("control", [1.0, 4.0])
@pytest.mark.parametrize("ratio", [1.0, 0.5])
@pytest.mark.parametrize("mean", [1, 2, 3, 5, 7, 10])
def test_one_sided_limits(mean, ratio, control, phi):
    upper, lower = limits_cover(mean, ratio, phi=phi, control=control)
    print(f"| {mean} | {ratio} | {control} | {phi} | {upper:.3f} | {lower:.3f} |")
    error = (0.05 * 0.95 / RUNS) ** 0.5
    assert min(upper, lower) + 2 * error >= 0.95


def called_not_worth(mean, phi, *, ratio=0.9, control=2.0, runs=RUNS, seed=3):
    """Return how often a fall of at least 10 % is excluded, dispersion estimated."""
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(runs):
        before = counts(rng, mean / WEEKS, phi, WEEKS)
        other = counts(rng, mean * control / WEEKS, phi, WEEKS)
        own = before.sum(), counts(rng, mean * ratio, phi)
        pair = other.sum(), counts(rng, mean * control, phi)
        noise = ComparisonNoise(share_dispersion(before, other), WEEKS, UNKNOWN_DRIFT)
        spread = noise.dispersion(own, pair, n_controls=1)
        scaled = (tuple(np.array(cells) / spread) for cells in (own, pair))
        out.append(table_limits(*scaled, 0.95)[0] > 0.9)
    return with_error(out)


def test_a_wanted_fall_is_seldom_excluded():
    rate, error = called_not_worth(400, 1.0, runs=300)
    assert rate - 3 * error <= 0.05
    assert called_not_worth(4000, 1.0, ratio=1.0, runs=100)[0] > 0.5


@pytest.mark.calibration
@pytest.mark.parametrize("phi", [1.0, 1.5, 2.5])
@pytest.mark.parametrize("mean", [20, 60, 240, 1000, 4000])
def test_no_effect_worth_having_at_the_margin(mean, phi):
    rate, error = called_not_worth(mean, phi)
    print(f"| {mean} | {phi} | {rate:.3f} ({error:.3f}) |")
    assert rate - 2 * error <= 0.05
