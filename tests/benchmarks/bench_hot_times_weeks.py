"""CPU seconds of hot_times on 100,000 reports and week_status of 500 series.

Run: python tests/benchmarks/bench_hot_times_weeks.py
"""

import time

import numpy as np
import pandas as pd

from estgeo import hot_times, week_status


def cpu(call, times=3):
    """Return the median CPU seconds."""
    spent = []
    for _ in range(times):
        begin = time.process_time()
        call()
        spent.append(time.process_time() - begin)
    return float(np.median(spent))


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


if __name__ == "__main__":
    many, series = reports(100_000), reports(312_000)
    spent = cpu(lambda: hot_times(many, rng=1))
    print("hot_times, 1e5 reports, half of them intervals, 999 draws:", spent)
    spent = cpu(lambda: week_status(series, week="2018-W52", by="area"))
    print("week_status, 500 series x 156 weeks, 312,000 reports:", spent)
