"""The promises of the public tables at full size; figures in docs/methods/disclosure.md."""

import numpy as np
import pytest
from witnesses.lp_attacker import attacker, random_tables

from estgeo.stats.suppression import hide, with_totals

pytestmark = pytest.mark.calibration


def test_five_hundred_tables():
    derivable, narrow, widths, refused = 0, 0, [], 0
    for k, counts in random_tables(500, seed=2026):
        try:
            hidden = hide(counts, k)
        except ValueError:
            refused += 1
            continue
        for low, high in attacker(with_totals(counts), hidden).values():
            derivable += high - low < 1e-6
            narrow += high - low < k - 1 - 1e-6
            widths.append(min(high - low, 1e6))
    print(
        f"refused {refused}, hidden cells {len(widths)}, derivable {derivable}, "
        f"narrower than k - 1: {narrow}, median width {np.median(widths):.0f}"
    )
    assert derivable == 0
    assert narrow == 0
