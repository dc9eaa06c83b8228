"""Parquet files to a cube of 316 x 316 cells x 522 weeks, against reading alone.

Each measurement runs in a process of its own, so that its peak of memory is its own.
Both do a little of their work first, so that the loading of libraries is not counted.
The two take turns, and the median is of the turns' ratios: giving a process fresh memory
costs some systems ten times as much at one moment as at another.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import pyarrow.parquet as pq
from _clock import peak_of_this_process, row
from _tables import FIRST, SIDE, WEEKS, write_parquet
from shapely.geometry import box

import estgeo as eg

ROUNDS = 7


def read(files):
    """Read the three columns in batches and throw them away."""
    start_cpu = time.process_time()
    for path in files:
        with pq.ParquetFile(path, memory_map=True) as file:
            for _ in file.iter_batches(batch_size=1 << 18, columns=["x", "y", "start"]):
                pass
    return time.process_time() - start_cpu


def cube(files):
    """Count in cells and weeks."""
    area = gpd.GeoDataFrame(geometry=[box(0, 0, SIDE, SIDE)], crs=3006)
    zones = eg.square_grid(area, cell_size=100)
    end = FIRST.astype("datetime64[D]") + WEEKS * 7
    start_cpu = time.process_time()
    made = eg.space_time_cube(
        str(Path(files[0]).parent / "*.parquet"),
        zones,
        span=(str(FIRST)[:10], str(end - 1)),
    )
    spent = time.process_time() - start_cpu
    assert made["n"].shape == (316 * 316, WEEKS)
    assert int(made["n"].sum()) == made.attrs["n_incidents"]
    return spent


def measure(what, folder):
    """Print the CPU seconds and the peak of memory of one run."""
    files = sorted(str(path) for path in Path(folder).glob("*.parquet"))
    job = {"read": read, "cube": cube}[what]
    with tempfile.TemporaryDirectory() as first:
        job([write_parquet(Path(first) / "first.parquet", 1000)])
    spent = job(files)
    peak = peak_of_this_process()
    print(json.dumps({"cpu": spent, "peak_mb": peak}))


def in_a_process(what, folder):
    done = subprocess.run(
        [sys.executable, __file__, what, folder],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def rows(sizes=(100_000, 1_000_000, 10_000_000)):
    """Yield one row of the table of ratios for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_parquet(Path(folder) / "part.parquet", size)
            turns = [
                (in_a_process("read", folder), in_a_process("cube", folder))
                for _ in range(ROUNDS)
            ]
        alone, ours = sorted(turns, key=lambda turn: turn[1]["cpu"] / turn[0]["cpu"])[
            ROUNDS // 2
        ]
        peak = max(turn[1]["peak_mb"] for turn in turns)
        yield row(
            "Parquet to a cube 316 x 316 x 522",
            "reading the file alone (pyarrow)",
            size,
            ours["cpu"],
            alone["cpu"],
            f"peak {peak:.0f} MB",
        )


if __name__ == "__main__":
    measure(*sys.argv[1:3])
