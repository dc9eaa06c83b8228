"""Mid-p values against scipy's distributions, for every small table."""

import itertools

import numpy as np
import pytest
from scipy import stats

from estgeo.stats._rate_change import binomial_mid_p, table_limits, table_mid_p


def mid_p(distribution, seen):
    """Return twice the smaller tail, with half of the chance of what was seen."""
    here = distribution.pmf(seen) / 2
    lower = distribution.cdf(seen) - here
    return min(1.0, 2 * min(lower, distribution.sf(seen) + here))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.75])
def test_binomial(share):
    for successes, failures in itertools.product(range(6), repeat=2):
        known = mid_p(stats.binom(successes + failures, share), successes)
        found = binomial_mid_p(successes, failures, share)
        assert found == pytest.approx(known, rel=1e-10), (successes, failures)


@pytest.mark.parametrize("odds_ratio", [1.0, 0.4, 3.0])
def test_tables(odds_ratio):
    for table in itertools.product(range(4), repeat=4):
        before, after, control_before, control_after = table
        if after + control_after == 0 or before + control_before == 0:
            continue
        if after + before == 0 or control_after + control_before == 0:
            continue
        # The count after among all after, given the margins.
        known = mid_p(
            stats.nchypergeom_fisher(
                sum(table), after + before, after + control_after, odds_ratio
            ),
            after,
        )
        found = table_mid_p(
            (before, after),
            (control_before, control_after),
            log_odds_ratio=np.log(odds_ratio),
        )
        assert found == pytest.approx(known, rel=1e-9), table


def test_scaled_counts_lie_between_the_whole_ones():
    parts = [table_mid_p((b, 2.0), (5.0, 5.0)) for b in (8.0, 8.5, 9.0)]
    assert parts[0] > parts[1] > parts[2]
    shares = [binomial_mid_p(2.0, b, 0.5) for b in (8.0, 8.5, 9.0)]
    assert shares[0] > shares[1] > shares[2]


def test_nothing_seen_tells_nothing():
    assert binomial_mid_p(0, 0, 0.3) == 1.0


@pytest.mark.parametrize("scale", [1e5, 1e7, 1e9])
def test_tables_of_very_many_events_are_normal(scale):
    """The log odds ratio is normal there, to a part in the root of the events."""
    treated, control = (scale, scale + 2 * scale**0.5), (3 * scale, 3 * scale)
    log_odds = np.log(treated[1] / treated[0])
    spread = np.sqrt(sum(1 / cell for cell in (*treated, *control)))
    tail = stats.norm.sf(log_odds / spread)
    assert table_mid_p(treated, control) == pytest.approx(2 * tail, rel=10 / scale**0.5)
    low, high = table_limits(treated, control, 0.975)
    reach = stats.norm.isf(0.025) * spread
    # Half a table more on either side than the continuous normal.
    half = 0.5 * spread**2
    assert np.log(low) == pytest.approx(log_odds - reach - half, abs=2 * spread**2)
    assert np.log(high) == pytest.approx(log_odds + reach + half, abs=2 * spread**2)
