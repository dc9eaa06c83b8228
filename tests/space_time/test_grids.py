import geopandas as gpd
import numpy as np
import pytest
from libpysal.graph import Graph
from shapely.geometry import LineString, Point, box

import estgeo as eg
from estgeo.space_time.grids import grid_positions


def area_of(*bounds, crs=3006):
    return gpd.GeoDataFrame(geometry=[box(*bounds)], crs=crs)


def test_cells_lie_at_multiples_of_the_size():
    grid = eg.square_grid(
        area_of(512_310, 6_570_110, 512_390, 6_570_190), cell_size=100
    )
    assert grid.index.tolist() == ["100mN6570100E512300"]
    assert grid.total_bounds.tolist() == [512_300, 6_570_100, 512_400, 6_570_200]


def test_cells_that_only_touch_are_left_out():
    assert len(eg.square_grid(area_of(0, 0, 1000, 1000), cell_size=100)) == 100


@pytest.mark.parametrize("make", [eg.square_grid, eg.hexagon_grid])
@pytest.mark.parametrize("size", [37.5, 100, 250])
def test_a_grid_covers_its_area_and_ids_give_rows_and_columns(make, size):
    area = area_of(-420, -330, 500, 444)
    grid = make(area, cell_size=size)
    assert grid.index.is_unique
    assert grid.union_all().buffer(1e-6).contains(area.geometry.iloc[0])
    assert grid.area.sum() == pytest.approx(grid.union_all().area)
    whole = grid_positions(grid)
    assert whole.is_whole
    clipped = grid_positions(grid.clip(area).loc[grid.index].to_crs(4326))
    assert not clipped.is_whole
    assert (clipped.row == whole.row).all()
    assert (clipped.column == whole.column).all()


def test_next_week_has_the_same_cells():
    first = eg.hexagon_grid(area_of(0, 0, 900, 900), cell_size=100)
    larger = eg.hexagon_grid(area_of(-300, -200, 1300, 900), cell_size=100)
    shared = larger.loc[first.index]
    assert shared.geometry.geom_equals_exact(first.geometry, 0).all()


@pytest.mark.parametrize("make", [eg.square_grid, eg.hexagon_grid])
@pytest.mark.parametrize("contiguity", ["queen", "rook"])
def test_grid_neighbors_are_those_libpysal_finds(make, contiguity):
    grid = make(area_of(-430, -330, 500, 444), cell_size=100)
    grid = grid.drop(index=grid.index[[5, 17, 40]])
    theirs = Graph.build_contiguity(grid, rook=contiguity == "rook", strict=True)
    assert eg.neighbors(grid, contiguity=contiguity).equals(theirs)


def test_neighbors_by_radius_and_number(nine_squares):
    assert eg.neighbors(nine_squares, radius=100).cardinalities.tolist() == [
        2, 3, 2, 3, 4, 3, 2, 3, 2,
    ]  # fmt: skip
    assert (eg.neighbors(nine_squares, k=2).cardinalities == 2).all()
    with pytest.raises(ValueError, match="less than the number of zones"):
        eg.neighbors(nine_squares, k=9)
    with pytest.raises(ValueError, match="None when 'radius'"):
        eg.neighbors(nine_squares, k=2, radius=100)


def test_streets_are_neighbors_where_they_share_an_end():
    lines = [
        LineString([(0, 0), (100, 0)]),
        LineString([(100, 0), (200, 0)]),
        LineString([(100, 0.0004), (100, 90)]),
        LineString([(50, -50), (50, 50)]),
    ]
    streets = gpd.GeoDataFrame(geometry=lines, index=list("abcd"), crs=3006)
    graph = eg.neighbors(streets)
    assert graph["a"].index.tolist() == ["b", "c"]
    assert graph.isolates.tolist() == ["d"]


def test_incidents_along_streets_count_once():
    lines = [LineString([(0, 0), (100, 0)]), LineString([(100, 0), (100, 50)])]
    streets = gpd.GeoDataFrame(geometry=lines, index=["a", "b"], crs=3006)
    points = [Point(50, 1), Point(100, 0), Point(101, 25), Point(50, 60)]
    incidents = gpd.GeoDataFrame(geometry=points, crs=3006)
    counted = eg.count_along_streets(incidents, streets, max_distance=20)
    assert counted["n"].tolist() == [2, 1]
    assert counted["n_per_km"].tolist() == [20.0, 20.0]
    turned = eg.count_along_streets(
        incidents.iloc[::-1].to_crs(4326), streets.iloc[::-1], max_distance=20
    )
    assert turned["n"].loc[["a", "b"]].tolist() == [2, 1]


@pytest.mark.parametrize("size", [0, -5, np.nan, "100"])
def test_cell_sizes_are_positive_numbers(size):
    with pytest.raises((ValueError, TypeError), match="'cell_size' must be"):
        eg.square_grid(area_of(0, 0, 1, 1), cell_size=size)


def test_areas_are_polygons_in_metres():
    with pytest.raises(ValueError, match="projected CRS"):
        eg.square_grid(area_of(17, 59, 18, 60, crs=4326), cell_size=100)
    points = gpd.GeoDataFrame(geometry=[Point(0, 0)], crs=3006)
    with pytest.raises(ValueError, match="polygons"):
        eg.square_grid(points, cell_size=100)
