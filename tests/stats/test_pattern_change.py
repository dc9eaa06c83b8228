"""Area-wise tests against published numbers and scipy."""

import numpy as np
import pytest
from scipy.stats import chi2_contingency, fisher_exact

from estgeo.stats.pattern_change import shares_differ_exact, shares_differ_yates


def test_published_cell_of_the_spatial_point_pattern_test():
    assert shares_differ_yates([42], [30], 13953, 3250)[0] == pytest.approx(
        1.616077e-06, rel=1e-6
    )


def test_agrees_with_scipy():
    for a, b in [(4, 0), (9, 2), (20, 31)]:
        table = [[a, b], [200 - a, 180 - b]]
        assert shares_differ_yates([a], [b], 200, 180)[0] == pytest.approx(
            chi2_contingency(table).pvalue
        )
        # Twice the smaller mid-tail: full one-sided tails from scipy, by one less.
        upper = fisher_exact(table, "greater")[1]
        above = (
            fisher_exact([[a + 1, b - 1], [199 - a, 181 - b]], "greater")[1] if b else 0
        )
        lower = fisher_exact(table, "less")[1]
        point = upper - above
        expected = min(1, 2 * min(upper - point / 2, lower - point / 2))
        assert shares_differ_exact([a], [b], 200, 180)[0] == pytest.approx(expected)


def test_size_under_the_null_at_small_counts():
    rng = np.random.default_rng(4)
    rates = []
    for _ in range(300):
        a, b = rng.multinomial(150, np.full(50, 0.02), size=2)
        rates.append((shares_differ_exact(a, b, 150, 150) <= 0.05).mean())
    assert 0.02 < np.mean(rates) < 0.06
