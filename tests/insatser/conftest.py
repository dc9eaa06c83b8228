"""A plain of areas 1 km apart, with as many incidents as a test wants."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import START
from shapely.geometry import box

from estgeo.insatser.insats import Insats

CRS = "EPSG:3006"
X, Y = 512_000.0, 6_570_000.0


def area(number):
    """Return area ``number``: a square of 100 m, 1 km east of the one before."""
    return box(X + 1000 * number, Y, X + 1000 * number + 100, Y + 100)


def days_to_incidents(days_of, themes=None, **columns):
    """Return incidents from {area number: days from 2016-01-04}, at area centers.

    A number such as 0.2 is a place 200 m east of area 0.
    """
    number = np.concatenate([np.full(len(d), n) for n, d in days_of.items()])
    day = np.concatenate([np.asarray(d) for d in days_of.values()])
    start = pd.Timestamp("2016-01-04 12:00") + pd.to_timedelta(day, unit="D")
    start = pd.DatetimeIndex(start).tz_localize("Europe/Stockholm")
    x = X + 50 + 1000 * number
    frame = {"start": start, "theme": "skadegörelse", **columns}
    return gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(x, np.full(len(x), Y + 50.0)), crs=CRS
    )


@pytest.fixture
def plain():
    return days_to_incidents


@pytest.fixture
def areas():
    def frame(numbers):
        return gpd.GeoDataFrame(
            {"name": [f"area {n}" for n in numbers]},
            geometry=[area(n) for n in numbers],
            crs=CRS,
        )

    return frame


@pytest.fixture
def insats(areas):
    return Insats("Belysning", areas([0]), START)
