"""Tables of incidents to benchmark with, written once into a folder."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SIDE = 31_600.0  # metres: 316 cells of 100 m
WEEKS = 522
FIRST = np.datetime64("2010-01-04", "us")  # a Monday


def clustered_points(n, rng):
    """Return x and y: half around 200 places, half anywhere."""
    places = rng.uniform(0.05, 0.95, (200, 2)) * SIDE
    chosen = places[rng.integers(0, 200, n // 2)]
    near = np.clip(chosen + rng.normal(0, 300, chosen.shape), 0, SIDE - 1e-3)
    far = rng.uniform(0, SIDE, (n - n // 2, 2))
    xy = rng.permutation(np.concatenate([near, far]))
    return np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])


def write_parquet(path: Path, n: int, *, group=1_000_000, seed=1):
    """Write n rows of x, y and start (UTC) in row groups of a million."""
    rng = np.random.default_rng(seed)
    schema = pa.schema(
        [("x", pa.float64()), ("y", pa.float64()), ("start", pa.timestamp("us", "UTC"))]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for _ in range(0, n, group):
            x, y = clustered_points(min(group, n), rng)
            minutes = rng.integers(0, WEEKS * 7 * 24 * 60, len(x))
            start = FIRST + minutes.astype("timedelta64[m]")
            writer.write_table(
                pa.table([x, y, pa.array(start, pa.timestamp("us", "UTC"))], schema)
            )
    return path
