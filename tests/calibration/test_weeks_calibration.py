"""How often a week is called unusual when nothing has happened: all cells printed.

Results are kept in docs/methods/weeks.md.
"""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from estgeo.stats.week_alarm import predict_counts

# Held by tests/test_witnesses.py.
CALIBRATES = ("week_status",)
REPLICATES = 200_000
LEAST_REPORTS = 3
MEANS, DISPERSIONS = (0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 20.0), (1.0, 1.5, 2.0, 2.5)
LEVELS = (0.05, 0.01)
pytestmark = pytest.mark.calibration


def law(mean, dispersion):
    if dispersion == 1:
        return poisson(mean)
    return nbinom(mean / (dispersion - 1), 1 / dispersion)


def histories(rng, mean, dispersion, weeks=27, size=REPLICATES):
    return law(mean, dispersion).rvs((size, weeks), random_state=rng)


def most_seen(dispersion, level, mean=5.0):
    """Return the power of the best rule that knows mean and dispersion.

    It flags the largest counts, and the next one in part so that its size is the level.
    """
    usual, doubled = law(mean, dispersion), law(2 * mean, dispersion)
    counts = np.arange(400)
    least = int(np.argmax(usual.sf(counts - 1) <= level))
    part = (level - usual.sf(least - 1)) / usual.pmf(least - 1)
    return doubled.sf(least - 1) + part * doubled.pmf(least - 1)


def test_sizes_of_the_p_values_and_of_the_words():
    rng = np.random.default_rng(51)
    print()
    for mean in MEANS:
        for dispersion in DISPERSIONS:
            y = histories(rng, mean, dispersion)
            now = predict_counts(y[:, -1], y[:, :-1])
            enough = y[:, -1] >= LEAST_REPORTS
            p = [(now.p_more <= level).mean() for level in LEVELS]
            word = [(enough & (now.p_more <= level)).mean() for level in LEVELS]
            fewer = [(now.p_fewer <= level).mean() for level in LEVELS]
            shown = (f"{rate:.4f}" for rate in (*p, *word, *fewer))
            print(f"| {mean} | {dispersion} | " + " | ".join(shown) + " |")
            assert 0.02 <= p[0] <= 0.055
            assert 0.004 <= p[1] <= 0.018
            assert word[0] <= 0.055
            assert word[1] <= 0.018
            # Of weeks of 0.5 without clumping 1.4 % have three reports or more, so that
            # no rule whose words begin at three can reach 0.02.
            reachable = law(mean, dispersion).sf(LEAST_REPORTS - 1)
            assert word[0] >= min(0.02, 0.95 * reachable)
            assert word[1] >= 0.004


def test_power_of_a_doubled_week():
    rng = np.random.default_rng(52)
    print()
    for dispersion in DISPERSIONS:
        past = histories(rng, 5.0, dispersion, weeks=26)
        now = histories(rng, 10.0, dispersion, weeks=1)[:, 0]
        p = predict_counts(now, past).p_more
        power = [(p <= level).mean() for level in LEVELS]
        known = most_seen(dispersion, 0.05), most_seen(dispersion, 0.055)
        shown = (f"{rate:.3f}" for rate in (*power, *known))
        print(f"| {dispersion} | " + " | ".join(shown) + " |")
        assert power[0] >= 0.35 or known[1] < 0.35


@pytest.mark.parametrize(("weeks", "most"), [(8, 1.5), (13, 1.25), (52, 1.1)])
def test_sizes_with_other_baselines(weeks, most):
    """Eight weeks are the least, and tell little of the dispersion."""
    rng = np.random.default_rng(53)
    found = []
    for mean in (0.5, 2.0, 20.0):
        for dispersion in DISPERSIONS:
            y = histories(rng, mean, dispersion, weeks=weeks + 1)
            p = predict_counts(y[:, -1], y[:, :-1]).p_more
            found.append([(p <= level).mean() for level in LEVELS])
    low, high = np.min(found, axis=0), np.max(found, axis=0)
    print(f"\n{weeks} weeks: .05 {low[0]:.4f}-{high[0]:.4f}", end="")
    print(f", .01 {low[1]:.4f}-{high[1]:.4f}")
    assert high[0] <= 0.05 * most
    assert high[1] <= 0.02 * most + 0.003
