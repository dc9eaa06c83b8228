"""A csv of incidents read by the contract, against pandas and geopandas without one.

The peer reads with all formats stated, parses times, makes points and nothing else: no
row numbers, no reasons, no check of the place. CPU seconds of processes of their own,
with the most memory each held.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from _clock import row

FORMATS = {"ISO": "%Y-%m-%d %H:%M", "kl.": "%d/%m %Y kl. %H.%M"}
OURS = "found = eg.read_incidents(path, crs=3006); n = found.n_read"
PEER = """
table = pd.read_csv(path, sep=";", decimal=",")
table["start"] = pd.to_datetime(table["Starttid"], format={format!r})
table["start"] = table["start"].dt.tz_localize(
    "Europe/Stockholm", ambiguous=True, nonexistent="NaT")
points = gpd.GeoDataFrame(
    table, geometry=gpd.points_from_xy(table["E"], table["N"]), crs=3006)
n = len(points)
"""
RUN = """
import json, sys, time, warnings
from _clock import peak_of_this_process
import geopandas as gpd, pandas as pd, estgeo as eg
eg.read_incidents
path = sys.argv[1]
begin = time.process_time()
exec(sys.argv[2])
spent = time.process_time() - begin
peak = peak_of_this_process()
print(json.dumps({"seconds": spent, "megabytes": peak, "n": n}))
"""
CATEGORIES = ("Skadegörelse", "Brand", "Otrygg plats", "Övrigt", "Arrangemang")
COMMENTS = ("Klotter på fasad", "Krossad ruta, lagad", "", "Ungdomar i trapphus")


def write(path, n, form, seed=1):
    """Write n reports as a municipality exports them: semicolons, decimal commas.

    ``form``: of dates, "ISO" or "kl." (7/3 2018 kl. 17.30, without zeros in front).
    """
    rng = np.random.default_rng(seed)
    minutes = rng.integers(0, 3 * 365 * 24 * 60, n)
    start = pd.Timestamp("2018-01-01") + pd.to_timedelta(minutes, unit="min")
    text = start.strftime(FORMATS[form])
    if form == "kl.":
        text = text.str.replace(r"(^|/)0", r"\1", regex=True)
    table = pd.DataFrame(
        {
            "Händelse-ID": [f"H{i}" for i in range(n)],
            "Starttid": text,
            "Kategori": rng.choice(CATEGORIES, n),
            "E": (505_000 + rng.uniform(0, 2e4, n)).round(1),
            "N": (6_565_000 + rng.uniform(0, 2e4, n)).round(1),
            "Källa": rng.choice(["polis", "kommun", "bostadsbolag"], n),
            "Adress": [f"Storgatan {number}" for number in rng.integers(1, 120, n)],
            "Kommentar": rng.choice(COMMENTS, n),
        }
    )
    table.to_csv(path, sep=";", decimal=",", index=False, encoding="utf-8")


def measured(path, code):
    """Run one reading in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-c", RUN, str(path), code]
    paths = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
    )
    return json.loads(done.stdout)


def rows(sizes=(10_000, 100_000, 1_000_000)):
    """Yield one row of the table of ratios for each size and way to write dates."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.csv"
        for n, form in itertools.product(sizes, FORMATS):
            write(path, n, form)
            ours = measured(path, OURS)
            peer = measured(path, PEER.format(format=FORMATS[form]))
            assert ours["n"] == peer["n"] == n
            yield row(
                f"csv of 8 columns, dates {form}, every row accounted for",
                "pandas + geopandas, formats stated, no checks",
                n,
                ours["seconds"],
                peer["seconds"],
                f"{ours['megabytes']:,.0f} MB, peer {peer['megabytes']:,.0f}",
            )
