"""Checks of frames: what they take, and how many rows and which first they name."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import LineString, Point, Polygon, box

from estgeo import _frame_checks as checks

POINTS = gpd.GeoDataFrame(
    {"start": pd.to_datetime(["2018-03-05", "2018-03-06"]).tz_localize("UTC")},
    geometry=[Point(0, 0), Point(1, 1)],
    index=["a", "b"],
    crs=3006,
)
ZONES = gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=3006)
BOW_TIE = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


def test_what_is_right_passes():
    checks.check_geoframe("zones", ZONES)
    checks.check_columns("incidents", POINTS, ["start"])
    checks.check_projected("zones", ZONES)
    checks.check_points("incidents", POINTS)
    checks.check_polygons("zones", ZONES)
    checks.check_times("incidents", POINTS, "start")
    checks.check_times_known("incidents", POINTS, "start")
    checks.check_unique_labels("zones", ZONES)
    checks.check_enough("zones", ZONES, 2)
    assert checks.in_crs_of("incidents", POINTS, ZONES) is POINTS
    moved = checks.in_crs_of("incidents", POINTS, ZONES.to_crs(4326))
    assert moved.crs.to_epsg() == 4326


def with_shape(shape):
    return ZONES.set_geometry([box(0, 0, 1, 1), shape])


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda: checks.check_frame("a", [1]), TypeError, "a DataFrame, got list"),
        (
            lambda: checks.check_geoframe("a", pd.DataFrame()),
            TypeError,
            "got DataFrame",
        ),
        (
            lambda: checks.check_columns("a", POINTS, ["start", "end"]),
            KeyError,
            "a frame with 'end', got the columns start, geometry",
        ),
        (
            lambda: checks.check_projected("a", ZONES.to_crs(4326)),
            ValueError,
            "got EPSG:4326. Reproject first",
        ),
        (
            lambda: checks.check_projected(
                "a", ZONES.set_crs(None, allow_override=True)
            ),
            ValueError,
            "got none. State it",
        ),
        (
            lambda: checks.check_projected(
                "a", ZONES.set_crs(2263, allow_override=True)
            ),
            ValueError,
            "in a CRS in metres",
        ),
        (
            lambda: checks.check_points("a", with_shape(Point(0, np.inf))),
            ValueError,
            "2 of 2 that are not (first: row 0)",
        ),
        (
            lambda: checks.check_polygons(
                "a", with_shape(LineString([(0, 0), (1, 1)]))
            ),
            ValueError,
            "polygons, got 1 of 2 that are not (first: row 1)",
        ),
        (
            lambda: checks.check_polygons("a", with_shape(BOW_TIE)),
            ValueError,
            "valid polygons, got 1 of 2 that are not (first: row 1). Mend them",
        ),
        (
            lambda: checks.check_times("a", POINTS.assign(start="2018"), "start"),
            TypeError,
            "whose 'start' is time-zone-aware",
        ),
        (
            lambda: checks.check_times_known("a", POINTS.assign(start=pd.NaT), "start"),
            ValueError,
            "got 2 of 2 without. Leave them out: a.dropna(subset=['start'])",
        ),
        (
            lambda: checks.check_unique_labels("a", ZONES.set_axis([1, 1])),
            ValueError,
            "unique labels, got 1 of 2 repeated",
        ),
        (
            lambda: checks.check_enough("zones", ZONES, 3, "Take more."),
            ValueError,
            "at least 3 zones, got 2. Take more.",
        ),
        (
            lambda: checks.in_crs_of(
                "a", POINTS, ZONES.set_crs(None, allow_override=True)
            ),
            ValueError,
            "got EPSG:3006 beside none",
        ),
    ],
)
def test_what_is_wrong_is_named(call, error, told):
    with pytest.raises(error) as refused:
        call()
    assert told in str(refused.value.args[0])
