"""hot_times with 999 draws, and week_status of 500 series. No peer does either."""

import numpy as np
import pandas as pd
from _clock import cpu, row

from estgeo import hot_times, week_status


def reports(n, weeks=156):
    rng = np.random.default_rng(1)
    start = pd.Timestamp("2016-01-04") + pd.to_timedelta(
        rng.integers(0, weeks * 7 * 86_400, n), unit="s"
    )
    length = rng.integers(0, 12 * 3600, n) * (rng.random(n) < 0.5)
    return pd.DataFrame(
        {
            "start": start.tz_localize("UTC"),
            "end": (start + pd.to_timedelta(length, unit="s")).tz_localize("UTC"),
            "area": rng.integers(0, 500, n),
        }
    )


def rows(sizes=(1_000, 10_000, 100_000)):
    """Yield two rows for each size."""
    for size in sizes:
        many = reports(size)
        spent, _ = cpu(lambda m=many: hot_times(m, rng=1))
        yield row("hot_times(), half intervals", None, size, spent, np.nan)
        spent, _ = cpu(lambda m=many: week_status(m, period="2018-W52", by="area"))
        yield row("week_status(), 500 x 156 weeks", None, size, spent, np.nan)
