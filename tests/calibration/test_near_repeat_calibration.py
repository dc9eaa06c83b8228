"""Knox and scan p-values under the null: 2,000 maps where days and places are apart.

Results are kept in docs/methods/near-repeats.md and space-time-scan.md.
"""

import numpy as np
import pytest
from scipy.stats import kstest

from estgeo.stats.cylinder_scan import apart, circles, scan_cylinders, scan_p_values
from estgeo.stats.knox import knox_table

# Held by tests/test_witnesses.py.
CALIBRATES = ("near_repeats", "space_time_scan")
REPLICATES = 2000
pytestmark = pytest.mark.calibration


def report(name, p, levels=(0.01, 0.05, 0.1, 0.5)):
    rates = {level: round(float((p <= level + 1e-9).mean()), 4) for level in levels}
    print(name, rates, "KS p", round(float(kstest(p, "uniform").pvalue), 3))
    return rates


def within(rate, level):
    """Four standard errors of 2,000 replicates."""
    return abs(rate - level) <= 4 * (level * (1 - level) / REPLICATES) ** 0.5


def test_knox_p_values_are_uniform():
    rng = np.random.default_rng(81)
    p = np.empty(REPLICATES)
    for i in range(REPLICATES):
        # Clustered places and uneven days: neither alone may raise an alarm.
        middles = rng.random((20, 2)) * 3000
        points = middles[rng.integers(0, 20, 300)] + rng.normal(0, 150, (300, 2))
        days = np.minimum(rng.gamma(2, 40, 300), 364).astype(np.int64)
        table = knox_table(
            points,
            days,
            distance_edges=(0, 400),
            day_edges=(0, 28),
            simulations=199,
            rng=rng,
        )
        p[i] = (table.at_least[1, 0] + 1) / 200
    rates = report("knox", p)
    assert all(within(rate, level) for level, rate in rates.items())


@pytest.mark.parametrize("n", [100, 300, 1000])
def test_scan_p_values_are_uniform(n):
    rng = np.random.default_rng(n)
    p = np.empty(REPLICATES)
    clusters = max(10, n // 15)
    for i in range(REPLICATES):
        middles = rng.random((clusters, 2)) * 3000 * np.sqrt(clusters / 10)
        points = middles[rng.integers(0, clusters, n)] + rng.normal(0, 150, (n, 2))
        days = np.minimum(rng.gamma(2, 30, n), 250).astype(np.int64)
        zones = circles(points, np.array([150.0, 300.0, 450.0, 600.0]), fewest=3)
        options = {"max_days": 14, "fewest": 3}
        found = scan_cylinders(zones, days, **options)
        best = apart(zones, found, most=1)
        drawn = scan_p_values(
            zones, days, found, best, **options, simulations=99, rng=rng
        )
        p[i] = drawn[0] if len(best) else 1.0
    rates = report(f"scan {n}", p)
    assert all(within(rate, level) for level, rate in rates.items())
    # 100 steps are no continuum: each p-value stands for the step it ends.
    assert kstest(p - rng.random(REPLICATES) / 100, "uniform").pvalue > 0.001
