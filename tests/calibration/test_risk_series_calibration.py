"""Counts beside a value judged by the group, with nothing in common but carry-over.

Results are kept in docs/methods/weeks.md.
"""

import numpy as np
import pytest

from estgeo.stats.shifted_ranks import shifted_rank_correlation

# Held by tests/test_witnesses.py.
CALIBRATES = ("risk_series",)
REPLICATES = 3000
LEVELS = (0.01, 0.05, 0.1)
pytestmark = pytest.mark.calibration


def carried_over(rng, weeks, carry):
    """Return series whose values carry over from week to week, each of variance 1."""
    noise = rng.normal(size=(REPLICATES, weeks + 60))
    level = np.zeros_like(noise)
    for at in range(1, weeks + 60):
        level[:, at] = carry * level[:, at - 1] + np.sqrt(1 - carry**2) * noise[:, at]
    return level[:, 60:]


@pytest.mark.parametrize(
    ("weeks", "carry"), [(26, 0.8), (52, 0.0), (52, 0.9), (104, 0.8), (156, 0.9)]
)
def test_size(weeks, carry):
    rng = np.random.default_rng(81)
    counts = rng.poisson(np.exp(np.log(5) + 0.4 * carried_over(rng, weeks, carry)))
    judged = 1 + np.digitize(carried_over(rng, weeks, carry), [-0.8, 0.5, 1.4])
    p = np.empty(REPLICATES)
    for at, pair in enumerate(zip(counts, judged, strict=True)):
        turned = np.abs(shifted_rank_correlation(*pair))
        p[at] = (turned >= turned[0] - 1e-9).mean()
    rates = [float((p <= level + 1e-12).mean()) for level in LEVELS]
    print(f"\n| {weeks} | {carry} | " + " | ".join(f"{rate:.3f}" for rate in rates))
    for level, rate in zip(LEVELS, rates, strict=True):
        # With a carry-over of 0.9 a year holds few independent weeks: 1.3 is allowed.
        assert rate <= 1.3 * level + 4 * (level * (1 - level) / REPLICATES) ** 0.5
