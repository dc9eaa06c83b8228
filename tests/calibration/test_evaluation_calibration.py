"""Error and coverage of the default evaluation where the truth is known.

Arrays of weekly counts stand in for towns; dispersion comes from the history, as in
``evaluate``. The long run (marker ``calibration``) made the tables of the methods pages.
"""

import numpy as np
import pytest

from estgeo.stats._log_odds import difference_cdf
from estgeo.stats._rate_change import share_after
from estgeo.stats.dispersion import dispersion
from estgeo.stats.multiple_tests import adjust_p_values

WEEKS, HISTORY = 12, 52


def weekly(rng, mean, phi, size):
    if phi <= 1:
        return rng.poisson(mean, size)
    return rng.negative_binomial(mean / (phi - 1), 1 / phi, size)


def simulate(mean, phi, replicates, seed, *, ratio=1.0, shock=1.0, control=1.0):
    """Return the probability below the true ratio, a replicate; uniform if right."""
    rng = np.random.default_rng(seed)
    week = mean / WEEKS
    before = weekly(rng, week, phi, (replicates, HISTORY))
    other_before = weekly(rng, week * control, phi, (replicates, HISTORY))
    after = weekly(rng, week * shock * ratio, phi, (replicates, WEEKS)).sum(1)
    other_after = weekly(rng, week * shock * control, phi, (replicates, WEEKS)).sum(1)
    spread = np.array(
        [dispersion(np.vstack(pair)) for pair in zip(before, other_before, strict=True)]
    )
    treated = before[:, -WEEKS:].sum(1), after
    other = other_before[:, -WEEKS:].sum(1), other_after
    return difference_cdf(
        np.log(ratio),
        share_after(treated, spread),
        share_after(other, spread),
        points=161,
    )


def error(chances):
    return float(((chances < 0.025) | (chances > 0.975)).mean())


@pytest.mark.parametrize(("mean", "phi"), [(5, 1.0), (20, 2.5)])
def test_error_and_coverage_short(mean, phi):
    assert 0.015 < error(simulate(mean, phi, 1500, 1)) < 0.075
    assert 0.92 < 1 - error(simulate(mean, phi, 1500, 2, ratio=0.65)) < 0.985


@pytest.mark.calibration
@pytest.mark.parametrize("phi", [1.0, 1.5, 2.5])
@pytest.mark.parametrize("mean", [5, 10, 20, 60])
def test_error_and_coverage(mean, phi):
    wrong = error(simulate(mean, phi, 6000, 10))
    covered = 1 - error(simulate(mean, phi, 6000, 11, ratio=0.65))
    print(f"| {mean} | {phi} | {wrong:.3f} | {covered:.3f} |")
    assert 0.02 <= wrong <= 0.065
    assert 0.93 <= covered <= 0.975


@pytest.mark.calibration
@pytest.mark.parametrize("phi", [1.0, 1.5, 2.5])
@pytest.mark.parametrize("mean", [5, 20, 60])
def test_common_shock_with_a_control_twice_the_size(mean, phi):
    wrong = error(simulate(mean, phi, 6000, 12, shock=0.6, control=2))
    print(f"| {mean} | {phi} | {wrong:.3f} |")
    assert wrong < 0.07


@pytest.mark.calibration
@pytest.mark.parametrize("phi", [1.0, 1.5, 2.5])
def test_no_displacement_is_seldom_called_displacement(phi):
    rings = [simulate(20, phi, 6000, 20 + k) for k in range(3)]
    # The verdict asks the interval and Holm's adjusted p of all three rings.
    p = np.column_stack([2 * np.minimum(ring, 1 - ring) for ring in rings])
    adjusted = np.array([adjust_p_values(row, "holm") for row in p])
    rose = np.column_stack([ring < 0.025 for ring in rings])
    false = float((rose & (adjusted <= 0.05)).any(axis=1).mean())
    print(f"| {phi} | {false:.3f} |")
    assert false <= 0.05


def test_the_simulator_plants_the_dispersion_it_says():
    rng = np.random.default_rng(1)
    counts = weekly(rng, 4.0, 2.5, 200_000)
    assert counts.var() / counts.mean() == pytest.approx(2.5, rel=0.03)
