"""Public files and pairs of releases at full size; figures in docs/methods/disclosure.md."""

import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from estgeo import (
    count_in_zones,
    find_leaks,
    lagesbild,
    map_counts,
    public_lagesbild,
    publish,
    read_incidents,
    square_grid,
)
from estgeo.disclosure._contents import pieces

pytestmark = pytest.mark.calibration

SUFFIXES = ("csv", "xlsx", "json", "geojson", "gpkg", "parquet", "html")
AREA = gpd.GeoDataFrame(
    geometry=[box(512_000, 6_570_000, 513_200, 6_571_200)], crs=3006
)


TEXTS = ("incident_id", "category", "theme", "comment", "reporter", "source", "address")
TOPICS = ["skadegörelse", "brand", "tillgrepp"]


def incidents(seed, n=400):
    """Return incidents with canaries in every text and a place of their own each.

    Each third report has a topic of the list, so that the pages are not empty.
    """
    rng = np.random.default_rng(seed)
    x, y = 512_000 + rng.uniform(1, 1199, (2, n)).round(2)
    start = pd.date_range("2018-03-01", periods=n, freq="97min", tz="Europe/Stockholm")
    said = {name: [f"KANARIE-{name}-{seed}-{i}" for i in range(n)] for name in TEXTS}
    for name in ("category", "theme"):
        said[name][::3] = rng.choice(TOPICS, len(said[name][::3])).tolist()
    return gpd.GeoDataFrame(
        said | {"start": start, "is_positive": False},
        geometry=gpd.points_from_xy(x, y + 6_058_000),
        crs=3006,
    )


def canaries(folder, records):
    """Return what is found by find_leaks, and by searching for the texts themselves."""
    found = len(find_leaks(folder, records))
    for path in folder.rglob("*"):
        if path.is_file():
            assert "KANARIE" not in path.name
            raw = path.read_bytes()
            found += sum(
                "KANARIE".encode(code) in raw for code in ("utf-8", "utf-16-le")
            )
            found += sum("KANARIE" in text for _, text in pieces(path))
    return found


def written(public, path):
    if path.suffix == ".html":
        map_counts(public).save(str(path))
    else:
        public.save(path)
    return path


def test_seven_hundred_tables_and_maps_hold_no_trace(tmp_path):
    hits, files = 0, 0
    methods = ("suppress", "round", "merge")
    grid = square_grid(AREA, cell_size=300)
    for seed in range(100):
        records = incidents(seed)
        counts = count_in_zones(records, grid)
        public = publish(
            counts, period="2018-03", method=methods[seed % 3], k=5 + 5 * (seed % 2)
        )
        for suffix in SUFFIXES:
            path = written(public, tmp_path / f"{seed}.{suffix}")
            assert path.is_file()
            # The whole folder: a csv has its description beside it.
            hits += canaries(tmp_path, records)
            files += 1
            for file in tmp_path.iterdir():
                file.unlink()
    print(f"{files} files, {hits} traces")
    assert files >= 700
    assert hits == 0


def test_three_hundred_files_of_pages_hold_no_trace(tmp_path):
    hits, files = 0, 0
    grid = square_grid(AREA, cell_size=300)
    for seed in range(100, 200):
        records, folder = incidents(seed), tmp_path / str(seed)
        page = public_lagesbild(
            records,
            grid,
            period="2018-03",
            topics=TOPICS,
            k=5 + 5 * (seed % 2),
            lang="sv" if seed % 3 else "en",
            ledger=tmp_path / f"{seed}.jsonl",
        )
        page.save(folder)
        hits += canaries(folder, records)
        files += 3
        assert {path.suffix for path in folder.iterdir()} == {
            *(".html", ".xlsx", ".gpkg", ".json")
        }
    print(f"{files} files, {hits} traces")
    assert files >= 300
    assert hits == 0


def test_the_canaries_are_found_where_they_do_stand(tmp_path):
    """A page for the group has all of them; the search that found none finds these."""
    records = incidents(1)
    zones = square_grid(AREA, cell_size=300)
    lagesbild(records, zones, period="2018-03").save(tmp_path / "page")
    for name in ("index.html", "tables.xlsx"):
        assert canaries(_alone(tmp_path, tmp_path / "page" / name), records) > 0
    found = read_incidents(records)
    for suffix in ("csv", "xlsx", "gpkg", "parquet"):
        folder = tmp_path / suffix
        found.save(folder / f"a.{suffix}")
        alone = _alone(tmp_path, folder / f"a.{suffix}")
        assert canaries(alone, records) > 2 * len(records)


def _alone(folder, path):
    alone = folder / f"alone {path.name} {path.parent.name}"
    alone.mkdir()
    return Path(shutil.copy(path, alone)).parent


def test_moving_an_incident_inside_its_cell_changes_no_byte(tmp_path):
    grid = square_grid(AREA, cell_size=300)
    records = incidents(1)
    counts = count_in_zones(records, grid)
    public = publish(counts, period="2018-03")
    reference = {s: written(public, tmp_path / f"a.{s}").read_bytes() for s in SUFFIXES}
    rng = np.random.default_rng(2)
    changed = 0
    for move in range(1000):
        moved = records.copy()
        which = int(rng.integers(len(records)))
        place = records.geometry.iloc[which]
        west, south = (v - v % 300 for v in (place.x, place.y))
        spot = gpd.points_from_xy(
            [west + rng.uniform(1, 299)], [south + rng.uniform(1, 299)]
        )
        moved.geometry = np.where(
            np.arange(len(records)) == which, spot[0], moved.geometry
        )
        moved = moved.sample(frac=1, random_state=move).assign(
            incident_id="x", comment="annat"
        )
        again = publish(count_in_zones(moved, grid), period="2018-03")
        suffix = SUFFIXES[move % 6]
        changed += (
            written(again, tmp_path / f"a.{suffix}").read_bytes() != reference[suffix]
        )
    print(f"1000 moves, {changed} files changed")
    assert changed == 0


def test_two_hundred_pairs_of_releases(tmp_path):
    known, refused = 0, 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        ledger = tmp_path / f"{seed}.json"
        if seed % 2:
            first, second, extra = _shifted(rng)
        else:
            first, second, extra = _split(rng)
        first[0].save(tmp_path / f"{seed}a{first[1]}", ledger=ledger)
        try:
            second[0].save(tmp_path / f"{seed}b{second[1]}", ledger=ledger)
        except ValueError:
            refused += 1
            continue
        known += _differences(first[0], second[0], extra)
    print(f"200 pairs, {refused} refused, {known} small differences known")
    assert known == 0
    assert 0 < refused < 200


def _shifted(rng):
    names = [f"z{i}" for i in range(5)]
    quarter, april = rng.negative_binomial(2, 0.05, 5), rng.poisson(8, 5)
    one, other = (
        pd.DataFrame({"n": n}, index=names) for n in (quarter, quarter + april)
    )
    return (
        (publish(one, period="2018-Q1"), ".csv"),
        (publish(other, period="2018-T1"), ".csv"),
        None,
    )


def _split(rng):
    """Return two cuttings of the same strip: the border between two areas is moved."""
    points = rng.uniform(0, 1000, int(rng.integers(40, 90)))
    tables = []
    for cut in (500.0, float(rng.choice([400.0, 450.0, 600.0]))):
        shapes = [box(0, 0, cut, 100), box(cut, 0, 1000, 100)]
        n = [int((points < cut).sum()), int((points >= cut).sum())]
        frame = gpd.GeoDataFrame({"n": n}, index=["w", "e"], geometry=shapes, crs=3006)
        tables.append((publish(frame, period="2018-03"), ".geojson"))
    return (*tables, "split")


def _differences(first, second, extra):
    """Return how many small differences plain subtraction gives an attacker."""
    a, b = (table.to_frame().set_index("zone")["n"] for table in (first, second))
    gaps = (b - a).abs().dropna()
    return int(((gaps > 0) & (gaps < 5)).sum())
