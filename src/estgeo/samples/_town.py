"""The fictional Valboås on the ground: districts, streets, a school yard, a centre.

Two kilometres by 1.6, in SWEREF 99 TM, drawn after the town of figure 10.3 in the
Swedish report on EST: flats along a few streets, a school, a small centre.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, box

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

CRS = "EPSG:3006"
TIME_ZONE = "Europe/Stockholm"
WEST, SOUTH, WIDTH, HEIGHT = 512_000.0, 6_570_000.0, 2_000.0, 1_600.0

# name: (west, south, east, north) from the town's corner, dwellings, inhabitants
_DISTRICTS = {
    "Centrum": ((600, 500, 1400, 1000), 620, 1180),
    "Norra Valboås": ((600, 1000, 1400, 1600), 1450, 3120),
    "Södra Valboås": ((600, 0, 1400, 500), 980, 2240),
    "Västra Valboås": ((0, 0, 600, 1600), 1100, 2450),
    "Östra Valboås": ((1400, 0, 2000, 1600), 1240, 2790),
}

_WEST_EAST = {
    "Ringvägen": 60,
    "Södra allén": 240,
    "Mossvägen": 400,
    "Centrumgatan": 600,
    "Torggatan": 780,
    "Lindgatan": 940,
    "Valboåsgatan": 1180,
    "Björkvägen": 1360,
    "Skogsstigen": 1520,
}
_SOUTH_NORTH = {
    "Västerleden": 120,
    "Åkervägen": 340,
    "Ängsvägen": 560,
    "Smedgatan": 760,
    "Köpmangatan": 1000,
    "Kyrkogatan": 1240,
    "Skolvägen": 1480,
    "Österleden": 1740,
    "Kärrvägen": 1900,
}

# The two streets where windows are broken, between these distances from the west.
DAMAGED_STREETS = {"Valboåsgatan": (660, 1340), "Björkvägen": (660, 1340)}


def _rectangle(west: float, south: float, east: float, north: float) -> BaseGeometry:
    return box(WEST + west, SOUTH + south, WEST + east, SOUTH + north)


def districts() -> gpd.GeoDataFrame:
    """Return the five districts with dwellings and inhabitants."""
    return gpd.GeoDataFrame(
        {
            "name": list(_DISTRICTS),
            "dwellings": [values[1] for values in _DISTRICTS.values()],
            "population": [values[2] for values in _DISTRICTS.values()],
        },
        geometry=[_rectangle(*values[0]) for values in _DISTRICTS.values()],
        crs=CRS,
    )


def streets() -> gpd.GeoDataFrame:
    """Return the street network, one row a stretch between two crossings."""
    names, lines = [], []
    for name, y in _WEST_EAST.items():
        stops = [0, *_SOUTH_NORTH.values(), WIDTH]
        lines += [
            LineString([(WEST + a, SOUTH + y), (WEST + b, SOUTH + y)])
            for a, b in pairwise(stops)
        ]
        names += [name] * (len(stops) - 1)
    for name, x in _SOUTH_NORTH.items():
        stops = [0, *_WEST_EAST.values(), HEIGHT]
        lines += [
            LineString([(WEST + x, SOUTH + a), (WEST + x, SOUTH + b)])
            for a, b in pairwise(stops)
        ]
        names += [name] * (len(stops) - 1)
    return gpd.GeoDataFrame({"name": names}, geometry=lines, crs=CRS)


def damaged_lines() -> list[LineString]:
    """Return the stretches of street where windows are broken."""
    return [
        LineString(
            [(WEST + a, SOUTH + _WEST_EAST[name]), (WEST + b, SOUTH + _WEST_EAST[name])]
        )
        for name, (a, b) in DAMAGED_STREETS.items()
    ]


def patrol_area() -> BaseGeometry:
    """Return the area of the guard patrol: the damaged streets and 60 m around."""
    return shapely.union_all([line.buffer(60) for line in damaged_lines()]).envelope


def school_yard() -> BaseGeometry:
    """Return the yard of Valboåsskolan."""
    return _rectangle(1500, 680, 1620, 770)


def centre() -> BaseGeometry:
    """Return the square and the shops of Valboås centrum."""
    return _rectangle(900, 680, 1080, 800)


def moped_path() -> BaseGeometry:
    """Return the path where mopeds are ridden."""
    return _rectangle(700, 300, 1300, 340)


def points_along(
    lines: list[LineString], rng: np.random.Generator, n: int, *, spread: float
) -> np.ndarray:
    """Return (n, 2) points spread evenly along ``lines`` with a normal offset."""
    lengths = np.array([line.length for line in lines])
    which = rng.choice(len(lines), size=n, p=lengths / lengths.sum())
    at = shapely.line_interpolate_point(
        np.array(lines, dtype=object)[which], rng.random(n), normalized=True
    )
    return np.asarray(shapely.get_coordinates(at) + rng.normal(0, spread, (n, 2)))


def points_within(area: BaseGeometry, rng: np.random.Generator, n: int) -> np.ndarray:
    """Return (n, 2) points spread evenly within ``area``."""
    west, south, east, north = area.bounds
    found = np.empty((0, 2))
    while len(found) < n:
        tried = rng.uniform((west, south), (east, north), (2 * n + 8, 2))
        found = np.vstack([found, tried[shapely.contains_xy(area, tried)]])
    return found[:n]
