"""Run every benchmark and print one table of ratios: python tests/benchmarks/run_all.py

Each ``bench_*.py`` beside this file has a function ``rows()`` that yields dicts with
what, peer, size, ours_s, peer_s (CPU seconds, median of several, one run) and note.
Name some to run only those: ``run_all.py counting cube``. ``--small`` takes the two
smaller sizes where a benchmark lets one choose.
"""

import importlib
import inspect
import platform
import sys
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = [
    "estgeo",
    "numpy",
    "pandas",
    "geopandas",
    "shapely",
    "scipy",
    "pyarrow",
    "duckdb",
    "polars",
]
SMALL = (100_000, 1_000_000)


def main(arguments):
    """Print the table as markdown, row by row."""
    sys.path.insert(0, str(HERE))
    names = [a for a in arguments if not a.startswith("-")]
    print(machine(), "\n")
    print("| what | peer | size | estgeo s | peer s | peer / estgeo | note |")
    print("|---|---|---|---|---|---|---|")
    for path in sorted(HERE.glob("bench_*.py")):
        if names and path.stem.removeprefix("bench_") not in names:
            continue
        rows = getattr(importlib.import_module(path.stem), "rows", None)
        if rows is None:
            print(f"| {path.stem} | - | | | | | has no rows(); run it alone |")
            continue
        small = "--small" in arguments and "sizes" in inspect.signature(rows).parameters
        for row in rows(sizes=SMALL) if small else rows():
            ratio = row["peer_s"] / row["ours_s"]
            print(
                f"| {row['what']} | {row['peer']} | {row['size']:,} |"
                f" {row['ours_s']:.4f} | {row['peer_s']:.4f} | {ratio:.2f} |"
                f" {row.get('note', '')} |",
                flush=True,
            )


def machine():
    """Return the machine and the versions in one line."""
    versions = []
    for package in PACKAGES:
        try:
            versions.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            versions.append(f"{package} -")
    return f"Python {platform.python_version()}, {platform.machine()}; " + ", ".join(
        versions
    )


if __name__ == "__main__":
    main(sys.argv[1:])
