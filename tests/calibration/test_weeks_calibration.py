"""How often a week is called unusual when nothing has happened: all cells printed.

Results are kept in docs/methods/weeks.md.
"""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from estgeo.stats.week_alarm import predict_counts

REPLICATES = 200_000
LEAST_REPORTS = 3
MEANS, DISPERSIONS = (0.5, 2.0, 5.0, 20.0), (1.0, 1.5, 2.5)
pytestmark = pytest.mark.calibration


def histories(rng, mean, dispersion, weeks=27, size=REPLICATES):
    if dispersion == 1:
        return rng.poisson(mean, (size, weeks))
    chance = 1 / dispersion
    return rng.negative_binomial(mean * chance / (1 - chance), chance, (size, weeks))


def best_rate(mean, dispersion, level):
    """Return the size nearest below the level that whole counts from 3 up allow."""
    size = mean / (dispersion - 1) if dispersion > 1 else None
    counts = np.arange(LEAST_REPORTS, 400)
    if size is None:
        tails = poisson.sf(counts - 1, mean)
    else:
        tails = nbinom.sf(counts - 1, size, 1 / dispersion)
    return tails[tails <= level].max()


def rates():
    """Return (mean, dispersion) -> rates of p_more, of the word, and of p_fewer."""
    rng = np.random.default_rng(51)
    found = {}
    for mean in MEANS:
        for dispersion in DISPERSIONS:
            y = histories(rng, mean, dispersion)
            now = predict_counts(y[:, -1], y[:, :-1])
            enough = y[:, -1] >= LEAST_REPORTS
            cell = {}
            for level in (0.05, 0.01):
                cell[level] = {
                    "p": (now.p_more <= level).mean(),
                    "word": (enough & (now.p_more <= level)).mean(),
                    "fewer": (now.p_fewer <= level).mean(),
                    "best": best_rate(mean, dispersion, level),
                }
            found[mean, dispersion] = cell
    return found


def test_sizes_of_the_words():
    found = rates()
    for (mean, dispersion), cell in found.items():
        print(
            mean,
            dispersion,
            *(
                f"| {level}: "
                + " ".join(f"{k} {v:.4f}" for k, v in cell[level].items())
                for level in cell
            ),
        )
    # Two standard errors of the run; one cell lies on the upper bound itself.
    at_5 = {key: cell[0.05]["word"] for key, cell in found.items()}
    at_1 = {key: cell[0.01]["word"] for key, cell in found.items()}
    assert max(at_5.values()) <= 0.055
    assert max(at_1.values()) <= 0.018 + 0.0006
    # Weeks of 0.5 without clumping: three or more reports come in 1.4 % of them.
    assert min(v for key, v in at_5.items() if key != (0.5, 1.0)) >= 0.02
    assert min(v for key, v in at_1.items() if key != (0.5, 1.0)) >= 0.004


def test_power_of_a_doubled_week():
    rng = np.random.default_rng(52)
    for dispersion in DISPERSIONS:
        past = histories(rng, 5.0, dispersion, weeks=26)
        now = histories(rng, 10.0, dispersion, weeks=1)[:, 0]
        p = predict_counts(now, past).p_more
        power = [(p <= level).mean() for level in (0.05, 0.01)]
        print("doubled from 5, dispersion", dispersion, np.round(power, 3))
        if dispersion <= 1.5:
            assert power[0] >= 0.35
