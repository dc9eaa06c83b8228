"""A cube is plain xarray: grouped, chunked, written and read again."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
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


WAYS = {
    "plain": lambda cube: cube,
    "by CF": lambda cube: cube.xvec.encode_cf(),
    "in pieces": lambda cube: cube.chunk({"zone": 1}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("by", [None, "theme"])
@pytest.mark.parametrize("index", [("å", "b"), (7, 3)])
@pytest.mark.parametrize("every", ["month", "2 weeks"])
def test_a_file_gives_the_same_cube_back(tmp_path, by, index, every, way):
    cube = eg.space_time_cube(incidents(), zones(index), every=every, by=by)
    WAYS[way](cube).to_netcdf(tmp_path / "cube.nc")
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


@pytest.mark.parametrize("way", ["plain", "by CF"])
def test_a_file_keeps_every_digit_of_shapes_and_all_of_a_crs(tmp_path, way):
    crs = "+proj=tmerc +lat_0=59 +lon_0=15 +k=1 +x_0=150000 +ellps=GRS80 +units=m"
    corners = np.random.default_rng(5).uniform(1e5, 7e6, (40, 2))
    where = gpd.GeoDataFrame(geometry=[Polygon(corners).convex_hull], crs=crs)
    inside = incidents().set_crs(crs, allow_override=True)
    cube = eg.space_time_cube(inside, where, every="month")
    WAYS[way](cube).to_netcdf(tmp_path / "cube.nc")
    again = eg.open_cube(tmp_path / "cube.nc")
    assert again["geometry"].item().wkb == where.geometry.iloc[0].wkb
    assert again.xindexes["geometry"].crs == where.crs


STEPS = {
    "sorted": lambda cube: cube.sortby("zone", ascending=False),
    "a part": lambda cube: cube.isel(zone=[1], period=slice(2, 7)),
    "doubled": lambda cube: cube * 2,
    "by month of the year": lambda cube: cube.groupby("period_start.month").sum(),
    "by quarter": lambda cube: cube.resample(period_start="QS").sum(),
    "one zone": lambda cube: cube.sel(zone="b"),
    "joined": lambda cube: xr.concat(
        [cube.isel(zone=[1]), cube.isel(zone=[0])], "zone"
    ),
    "another name": lambda cube: cube.rename(n="antal"),
}


@pytest.mark.parametrize("step", STEPS)
def test_what_is_made_of_a_cube_can_be_written(tmp_path, step):
    made = STEPS[step](eg.space_time_cube(incidents(), zones(), every="month"))
    made.to_netcdf(tmp_path / "made.nc")
    again = xr.load_dataset(tmp_path / "made.nc")
    for name in made.data_vars:
        assert again[name].to_numpy().tolist() == made[name].to_numpy().tolist()
    read = shapely.from_wkt(again["geometry"].to_numpy())
    assert shapely.equals(read, made["geometry"].to_numpy()).all()
    assert again["geometry"].attrs["crs"] == "EPSG:3006"


def test_months_are_those_of_the_clock_on_the_wall():
    cube = eg.space_time_cube(incidents(), zones(), every="day")
    by_month = cube["n"].groupby("period_start.month").sum(...)
    expected = incidents()["start"].dt.month.value_counts().sort_index()
    assert by_month.to_numpy().tolist() == expected.tolist()
    assert cube["period_start"].attrs["time_zone"] == "Europe/Stockholm"


def test_a_cube_in_pieces_has_the_same_sum():
    cube = eg.space_time_cube(incidents(), zones(), every="month")
    pieces = cube.chunk({"zone": 1})
    assert int(pieces["n"].sum().compute()) == 300
    pieces = pieces.assign_coords(period_start=cube["period_start"])
    by_month = pieces.groupby("period_start.month").sum().compute()
    xr.testing.assert_identical(by_month, cube.groupby("period_start.month").sum())


def test_another_file_is_refused(tmp_path):
    xr.Dataset({"n": ("zone", [1, 2])}).to_netcdf(tmp_path / "other.nc")
    with pytest.raises(ValueError, match="'path' must be a file that"):
        eg.open_cube(tmp_path / "other.nc")
