"""A page made without zones, with one report far from all others, and without it."""

import warnings

import numpy as np
import pandas as pd

import estgeo as eg
from estgeo.cli._files import _AROUND
from estgeo.report._hot_cells import cells_with_tests
from estgeo.report._study import TOPIC, _cell_size
from estgeo.space_time.areas import area_of_reports
from estgeo.space_time.grids import square_grid

CENTERS = {"Örebro": (59.274, 15.207), "Kiruna": (67.857, 20.225)}


def town(name, n=900, seed=3):
    """Return reports of a town: spread, with two places that have many."""
    rng = np.random.default_rng(seed)
    lat, lon = CENTERS[name]
    north, east = rng.normal(0, 1200, (2, n))
    for first, y, x in ((0, 300, 250), (60, -900, 700)):
        spot = slice(first, first + 60)
        north[spot], east[spot] = rng.normal([[y], [x]], 45, (2, 60))
    minutes = pd.to_timedelta(rng.integers(0, 120 * 24 * 60, n), unit="min")
    start = pd.Timestamp("2023-01-02") + minutes
    return pd.DataFrame(
        {
            "Datum": start.strftime("%Y-%m-%d %H:%M"),
            "Kategori": rng.choice(["Brand", "Klotter"], n),
            "lat": lat + north / 111_320,
            "lon": lon + east / (111_320 * np.cos(np.radians(lat))),
        }
    )


def places(n, seed=1):
    """Return points (lat, lon) in Sweden, the last one at 0/0."""
    rng = np.random.default_rng(seed)
    north, east = rng.uniform(55.4, 68.5, n - 1), rng.uniform(12.2, 19.0, n - 1)
    return [*zip(north.tolist(), east.tolist(), strict=True), (0.0, 0.0)]


def page_of(frame):
    """Return the CRS, the size of the cells and the tested cells of a page."""
    with warnings.catch_warnings(action="ignore"):
        found = eg.read_incidents(frame).incidents
    ground = area_of_reports(found, around=_AROUND).to_frame("geometry")
    size = _cell_size(ground, None)
    grid = square_grid(ground, cell_size=size)
    tested = cells_with_tests(found.assign(**{TOPIC: found["category"]}), grid, TOPIC)
    center = tested.cells.geometry.centroid
    key = list(zip(center.x.round(3), center.y.round(3), strict=True))
    cells = tested.cells.assign(at=key).set_index("at")
    return found.crs.to_epsg(), size, cells


def quiet_rows(frame, cells, size):
    """Return the rows in no window of a hot cell: three by three cells."""
    with warnings.catch_warnings(action="ignore"):
        points = eg.read_incidents(frame).incidents.geometry
    hot = cells[cells["gi_bin"] > 0].geometry.union_all().buffer(1.5 * size)
    return np.flatnonzero(~points.intersects(hot).to_numpy())


def differences(before, after, moved=None):
    """Return what a page of the same town says otherwise; ``moved``: (x, y) left.

    Cells are compared by where they lie. Only the cell that the moved report left, and
    ground that was there for its sake, may be gone.
    """
    (crs, size, cells), (other_crs, other_size, others) = before, after
    if (crs, size) != (other_crs, other_size):
        return f"{crs}, {size} m became {other_crs}, {other_size} m"
    same = cells.index.intersection(others.index)
    lost = cells.index.difference(same)
    if len(others.index.difference(same)):
        return f"{len(others.index.difference(same))} new cells"
    if moved is None and len(lost):
        return f"{len(lost)} cells are gone"
    if len(lost) and cells.loc[lost, "n"].sum() > 1:
        return f"cells with reports are gone: {cells.loc[lost, 'n'].sum()}"
    was, now = cells.loc[same], others.loc[same]
    changed = (was["gi_bin"] != now["gi_bin"]) | (was["is_peak"] != now["is_peak"])
    if moved is not None:
        changed &= ~was.geometry.covers(moved).to_numpy()
    return f"{int(changed.sum())} cells of another class" if changed.any() else ""


def moved_and_added(frame, where, seed):
    """Yield, for each place, what a page says otherwise with a report added or moved.

    A report that is moved is one less where it was, which can tip a cell that stands at
    the very limit; so ``moved`` is held against the page without that report, and
    ``left`` is what a page says otherwise than the one with all reports in place.
    """
    before = page_of(frame)
    quiet = quiet_rows(frame, before[2], before[1])
    with warnings.catch_warnings(action="ignore"):
        points = eg.read_incidents(frame).incidents.geometry
    rng = np.random.default_rng(seed)
    for lat, lon in where:
        more = pd.concat([frame, frame.iloc[[0]].assign(lat=lat, lon=lon)])
        added = differences(before, page_of(more.reset_index(drop=True)))
        row = int(rng.choice(quiet))
        other = frame.copy()
        other.loc[row, ["lat", "lon"]] = lat, lon
        page = page_of(other)
        without = page_of(frame.drop(index=row).reset_index(drop=True))
        left = differences(before, page, moved=points.iloc[row])
        yield (lat, lon), added, differences(without, page), left
