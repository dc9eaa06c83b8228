"""Run every benchmark and print one table of ratios: python tests/benchmarks/run_all.py

Each ``bench_*.py`` beside this file has a function ``rows()`` that yields dicts with
what, peer, size, ours_s, peer_s (CPU seconds, median of several, one run) and note.
Name some to run only those: ``run_all.py counting cube``. ``--small`` takes one size
that every benchmark does within seconds.
"""

import importlib
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
    "esda",
    "pygeoda",
    "pymannkendall",
    "KDEpy",
    "pointpats",
    "folium",
]
SMALL = (10_000,)


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
        for found in importlib.import_module(path.stem).rows(**sizes(arguments)):
            print(as_markdown(found), flush=True)


def sizes(arguments):
    """Return the sizes that ``--small`` asks for."""
    return {"sizes": SMALL} if "--small" in arguments else {}


def as_markdown(row):
    """Return a row of the table."""
    cells = [row["what"], row["peer"], f"{row['size']:,}", f"{row['ours_s']:.4f}"]
    there = row["peer"] != "-"
    cells += [f"{row['peer_s']:.4f}" if there else ""]
    cells += [f"{row['peer_s'] / row['ours_s']:.2f}" if there else ""]
    return f"| {' | '.join([*cells, row['note']])} |"


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
