"""A cube is plain xarray: grouped, chunked, written and read again."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import xarray as xr
import xvec  # noqa: F401  the accessor
from shapely.geometry import Polygon, box

import estgeo as eg

# A zone with a hole, and one of two parts.
SHAPES = [
    Polygon(
        [(0, 0), (300, 0), (300, 300), (0, 300)],
        [[(100, 100), (200, 100), (200, 200), (100, 200)]],
    ),
    box(300, 0, 600, 300).union(box(700, 0, 800, 50)),
]


def incidents(zone="Europe/Stockholm"):
    days = pd.date_range("2022-01-03 00:30", periods=300, freq="D", tz=zone)
    where = gpd.points_from_xy(np.arange(300.0) * 2, np.full(300, 50.0))
    themes = ["brand", None, "öl"] * 100
    return gpd.GeoDataFrame({"start": days, "theme": themes}, geometry=where, crs=3006)


def zones(index=("å", "b"), crs=3006):
    return gpd.GeoDataFrame(geometry=SHAPES, index=list(index), crs=crs)


@pytest.mark.parametrize("by", [None, "theme"])
@pytest.mark.parametrize("index", [("å", "b"), (7, 3)])
@pytest.mark.parametrize("every", ["month", "2 weeks"])
def test_a_file_gives_the_same_cube_back(tmp_path, by, index, every):
    cube = eg.space_time_cube(incidents(), zones(index), every=every, by=by)
    cube.xvec.encode_cf().to_netcdf(tmp_path / "cube.nc")
    again = eg.open_cube(tmp_path / "cube.nc")
    xr.testing.assert_identical(again, cube)
    assert again.xindexes["geometry"].crs == zones().crs
    assert again["n"].dtype == cube["n"].dtype
    assert list(again["zone"].to_numpy()) == list(index)
    assert int(again["n"].sum()) == 300
    if by is None:
        bins = eg.hot_spot_cube(again, neighbors=1000)["gi_bin"]
        expected = eg.hot_spot_cube(cube, neighbors=1000)["gi_bin"]
        assert (bins == expected).all()


def test_months_are_those_of_the_clock_on_the_wall():
    cube = eg.space_time_cube(incidents(), zones(), every="day")
    by_month = cube["n"].groupby("period_start.month").sum(...)
    expected = incidents()["start"].dt.month.value_counts().sort_index()
    assert by_month.to_numpy().tolist() == expected.tolist()
    assert cube["period_start"].attrs["time_zone"] == "Europe/Stockholm"


def test_a_cube_in_pieces_has_the_same_sum():
    cube = eg.space_time_cube(incidents(), zones(), every="month")
    assert int(cube.chunk({"zone": 1})["n"].sum().compute()) == 300


def test_another_file_is_refused(tmp_path):
    xr.Dataset({"n": ("zone", [1, 2])}).to_netcdf(tmp_path / "other.nc")
    with pytest.raises(ValueError, match="'path' must be a file that"):
        eg.open_cube(tmp_path / "other.nc")
