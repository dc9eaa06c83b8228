"""Any zone called up or down where nothing changed, by the dispersion of counts.

Results are kept in docs/methods/pattern-change.md.
"""

import numpy as np
import pandas as pd
import pytest

from estgeo import pattern_change

CALIBRATES = ("pattern_change",)
REPLICATES = 500
pytestmark = pytest.mark.calibration


@pytest.mark.parametrize("zones", [10, 25, 80])
@pytest.mark.parametrize("mean", [3, 15, 60])
@pytest.mark.parametrize("dispersion", [1.0, 1.5, 2.5])
def test_any_zone_changed(zones, mean, dispersion):
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(REPLICATES):
        if dispersion == 1:
            first, second = rng.poisson(mean, (2, zones))
        else:
            size = mean / (dispersion - 1)
            first, second = rng.negative_binomial(size, 1 / dispersion, (2, zones))
        if min(first.sum(), second.sum()) >= 20:
            frame = pd.DataFrame({"a": first, "b": second})
            change = pattern_change(frame, first="a", second="b")
            found += change.n_up + change.n_down > 0
    print(f"\n| {zones} | {mean} | {dispersion} | {found / REPLICATES:.3f} |")
    assert found / REPLICATES - 2 * (0.07 * 0.93 / REPLICATES) ** 0.5 <= 0.07
