"""Merging small areas: which go first, and to whom."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from estgeo import publish


def merge(areas, n, **columns):
    """Return {name: count} after areas with the names a, b, c, ... have been merged."""
    frame = gpd.GeoDataFrame(
        {"n": n, **columns},
        index=list("abcdefgh"[: len(n)]),
        geometry=[box(*area) for area in areas],
        crs=3006,
    )
    dwellings = "homes" if "homes" in columns else None
    shown = publish(frame, period="2018-03", method="merge", dwellings=dwellings)
    assert shown.to_frame().crs == frame.crs
    return dict(zip(*shown.to_frame()[["zone", "n"]].to_numpy().T, strict=True))


ROW = [(0, 0, 100, 100), (100, 0, 200, 100), (200, 0, 300, 100)]


def test_an_area_with_k_incidents_is_left_alone():
    assert merge(ROW, [5, 9, 7]) == {"a": 5, "b": 9, "c": 7}


def test_the_smallest_area_goes_first():
    # b (1) joins c, its smaller neighbour; the four of both then join a.
    assert merge(ROW, [30, 1, 20]) == {"a": 30, "b + c": 21}
    assert merge(ROW, [6, 1, 3]) == {"a + b + c": 10}


def test_the_longest_common_border_decides():
    # a borders c along 60 m and b along 40 m, though b is nearer and smaller.
    areas = [(0, 0, 100, 100), (100, 0, 120, 40), (100, 40, 900, 100)]
    assert merge(areas, [2, 10, 90]) == {"a + c": 92, "b": 10}


def test_without_a_common_border_the_nearest_middle_decides():
    areas = [(0, 0, 100, 100), (110, 0, 900, 100), (0, 200, 100, 300)]
    assert merge(areas, [2, 10, 90]) == {"a + c": 92, "b": 10}


def test_an_area_with_few_homes_is_joined_though_its_count_is_large():
    assert merge(ROW, [30, 20, 40], homes=[500, 3, 400]) == {"a + b": 50, "c": 40}


def test_as_many_incidents_as_k_can_be_published_as_one_area():
    assert merge(ROW, [2, 2, 1]) == {"a + b + c": 5}
    with pytest.raises(ValueError, match="of at least 5 incidents, got 4"):
        merge(ROW, [2, 1, 1])


def test_only_areas_can_be_merged():
    plain = pd.DataFrame({"n": [9, 8]}, index=["A", "B"])
    with pytest.raises(ValueError, match="'table' must be areas with geometry and one"):
        publish(plain, period="2018-03", method="merge")
    squares = gpd.GeoDataFrame(
        {"zone": list("ab"), "theme": "brand", "n": [9, 8]},
        geometry=[box(*area) for area in ROW[:2]],
        crs=3006,
    )
    with pytest.raises(ValueError, match="got a table by zone, theme"):
        publish(squares, by=["zone", "theme"], period="2018-03", method="merge")
