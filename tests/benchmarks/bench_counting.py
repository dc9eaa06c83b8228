"""Points to grid cells and to 510 polygons, against DuckDB, polars and sjoin.

All in one process, CPU seconds, median of 5 runs (of 3 for sjoin and for polygons, and
one of sjoin with ten million points).
Tables of x and y for those who count by arithmetic; point geometries, made beforehand,
for sjoin.
"""

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
import polars as pl
import shapely
from _clock import cpu, row
from _tables import SIDE, clustered_points
from shapely.geometry import box

import estgeo as eg

ROUNDS = 5
ONCE = 10_000_000  # points of which sjoin is run once


def jagged_polygons(n=510, seed=4):
    """Return a tiling whose borders bend, some 90,000 corners in all."""
    rng = np.random.default_rng(seed)
    frame = box(0, 0, SIDE, SIDE)
    seeds = shapely.multipoints(rng.uniform(0, SIDE, (n, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=frame))
    cells = shapely.segmentize(shapely.intersection(cells, frame), 40.0)

    def bend(xy):
        wave = 60 * np.sin(xy / 170) * np.sin(xy[:, ::-1] / 230)
        return xy + wave * np.sin(np.pi * xy / SIDE) * np.sin(
            np.pi * xy[:, ::-1] / SIDE
        )

    return gpd.GeoDataFrame(geometry=shapely.transform(cells, bend), crs=3006)


def sjoin(points, zones):
    """Count as most do today."""
    joined = points.sjoin(zones, predicate="within")
    return joined.iloc[:, -1].value_counts().reindex(zones.index, fill_value=0)


def rows(sizes=(100_000, 1_000_000, 10_000_000)):
    """Yield one row of the table of ratios for each size and peer."""
    area = gpd.GeoDataFrame(geometry=[box(0, 0, SIDE, SIDE)], crs=3006)
    grid = eg.square_grid(area, cell_size=316)
    polygons = jagged_polygons()
    for size in sizes:
        x, y = clustered_points(size, np.random.default_rng(size))
        table = pd.DataFrame({"x": x, "y": y})
        points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs=3006)
        yield from _on_grid(table, points, grid)
        yield from _on_polygons(table, points, polygons)


def _on_grid(table, points, grid):
    size = len(table)
    ours, counted = cpu(lambda: eg.count_in_zones(table, grid), ROUNDS)
    assert counted["n"].sum() == size
    connection = duckdb.connect()
    connection.register("t", table)
    sql = (
        "select floor(x / 316)::int c, floor(y / 316)::int r, count(*) n"
        " from t group by all"
    )
    frame = pl.from_pandas(table)
    peers = {
        "DuckDB": lambda: connection.sql(sql).df(),
        "polars": lambda: (
            frame.group_by((pl.col("x") / 316).floor(), (pl.col("y") / 316).floor())
            .len()
            .to_pandas()
        ),
    }
    for peer, count in peers.items():
        theirs, answer = cpu(count, ROUNDS)
        assert answer.iloc[:, -1].sum() == size
        yield row("points to 10,000 cells", peer, size, ours, theirs)
    theirs, answer = cpu(lambda: sjoin(points, grid), rounds=1 if size >= ONCE else 3)
    yield row("points to 10,000 cells", "geopandas.sjoin", size, ours, theirs)
    ours, _ = cpu(lambda: eg.count_in_zones(points, grid), ROUNDS)
    what = "point geometries to 10,000 cells"
    yield row(what, "geopandas.sjoin", size, ours, theirs)


def _on_polygons(table, points, polygons):
    size = len(table)
    ours, counted = cpu(lambda: eg.count_in_zones(table, polygons), rounds=3)
    theirs, answer = cpu(
        lambda: sjoin(points, polygons), rounds=1 if size >= ONCE else 3
    )
    assert (counted["n"] == answer).all()
    yield row("points to 510 polygons", "geopandas.sjoin", size, ours, theirs)
    ours, _ = cpu(lambda: eg.count_in_zones(points, polygons), rounds=3)
    what = "point geometries to 510 polygons"
    yield row(what, "geopandas.sjoin", size, ours, theirs)
