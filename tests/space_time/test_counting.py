import os

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

import estgeo as eg
from estgeo.space_time._locating import make_locator

# ESTGEO_EXAMPLES=1000 runs the long one; the short one is the same every time.
EXAMPLES = int(os.environ.get("ESTGEO_EXAMPLES", "40"))
PROFILE = settings(max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES == 40)


def incidents_at(points, crs=3006, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(points), crs=crs)


def tiling(n=40, seed=0, crs=3006, x=512_000.0, y=6_570_000.0, size=1000.0):
    """Voronoi zones that share borders node by node, like DeSO areas."""
    rng = np.random.default_rng(seed)
    seeds = shapely.multipoints(rng.uniform(0, size, (n, 2)) + [x, y])
    frame = box(x, y, x + size, y + size)
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=frame))
    cells = shapely.intersection(cells, frame)
    labels = [f"a{i}" for i in range(len(cells))]
    return gpd.GeoDataFrame(geometry=cells, index=labels, crs=crs)


def test_four_squares_by_hand(four_squares, twenty_incidents):
    counted = eg.count_in_zones(twenty_incidents, four_squares, weight="severity")
    assert counted["n"].tolist() == [5, 5, 5, 5]
    assert counted["weight_sum"].tolist() == [5.0] * 4
    assert counted.index.equals(four_squares.index)
    assert "n" not in four_squares.columns


def test_weights_by_hand(four_squares):
    points = [Point(512_010, 6_570_010), Point(512_020, 6_570_010)]
    counted = eg.count_in_zones(
        incidents_at(points, days=[3.0, 4.0]), four_squares, weight="days"
    )
    assert counted["weight_sum"].tolist() == [7.0, 0.0, 0.0, 0.0]
    assert counted["weight_sq_sum"].tolist() == [25.0, 0.0, 0.0, 0.0]
    assert (
        eg.count_in_zones(incidents_at(points), four_squares)[
            ["weight_sum", "weight_sq_sum"]
        ]
        .isna()
        .all(axis=None)
    )


def test_a_corner_of_four_squares_belongs_to_the_north_east(four_squares):
    corner = incidents_at([Point(512_100, 6_570_100)])
    assert eg.count_in_zones(corner, four_squares)["n"].tolist() == [0, 0, 0, 1]


def test_every_point_on_the_borders_of_a_grid_is_counted_once(four_squares):
    grid = eg.square_grid(four_squares, cell_size=20)
    x, y = np.meshgrid(np.arange(0, 201, 5.0), np.arange(0, 201, 20.0))
    border = np.r_[np.c_[x.ravel(), y.ravel()], np.c_[y.ravel(), x.ravel()]]
    points = shapely.points(border + [512_000, 6_570_000])
    counted = eg.count_in_zones(incidents_at(points), grid)
    assert counted["n"].sum() == len(points)


@PROFILE
@given(
    st.lists(
        st.tuples(st.integers(-2, 42), st.integers(-2, 42), st.booleans()),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(["square", "hexagon", "polygons"]),
    st.sampled_from([3006, 3011, 4326, 32633]),
    st.randoms(use_true_random=False),
)
def test_counted_and_outside_are_all_whatever_order_index_or_crs(
    places, kind, crs, random
):
    area = gpd.GeoDataFrame(
        geometry=[box(512_000, 6_570_000, 512_200, 6_570_200)], crs=3006
    )
    zones = {
        "square": lambda: eg.square_grid(area, cell_size=50),
        "hexagon": lambda: eg.hexagon_grid(area, cell_size=50),
        "polygons": lambda: tiling(12, size=200.0),
    }[kind]()
    # Steps of 5 m land on the borders and corners of the squares.
    corners = shapely.get_coordinates(zones.geometry.to_numpy())
    points = [
        Point(corners[(i * 7 + j) % len(corners)])
        if on_corner
        else Point(512_000 + 5.0 * i, 6_570_000 + 5.0 * j)
        for i, j, on_corner in places
    ]
    incidents = incidents_at(points)
    n = eg.count_in_zones(incidents, zones)["n"]
    outside = eg.outside_zones(incidents, zones)
    assert n.sum() + len(outside) == len(points)
    touched = shapely.dwithin(
        incidents.geometry.to_numpy(), zones.union_all().buffer(0), 1e-6
    )
    assert n.sum() == touched.sum()

    rows = list(range(len(points)))
    random.shuffle(rows)
    moved = incidents.iloc[rows].to_crs(crs)
    moved.index = ["same"] * len(moved)
    order = list(range(len(zones)))
    random.shuffle(order)
    again = eg.count_in_zones(moved, zones.iloc[order])["n"]
    assert again.reindex(zones.index).tolist() == n.tolist()


def test_the_raster_finds_what_the_polygons_alone_find():
    zones = tiling(60, seed=3).drop(index="a7")
    rng = np.random.default_rng(5)
    xy = rng.uniform(-50, 1050, (60_000, 2)) + [512_000, 6_570_000]
    corners = shapely.get_coordinates(zones.geometry.to_numpy())
    points = shapely.points(np.r_[xy, corners])
    counted = eg.count_in_zones(incidents_at(points), zones)["n"]
    # Few points at a time are tested against the polygons, without a raster.
    pieces = [
        eg.count_in_zones(incidents_at(part), zones)["n"]
        for part in np.array_split(points, 7)
    ]
    assert counted.tolist() == sum(pieces).tolist()
    inside = shapely.contains_properly(zones.geometry.to_numpy()[3], points).sum()
    on_border = shapely.touches(zones.geometry.to_numpy()[3], points).sum()
    assert inside <= counted.iloc[3] <= inside + on_border


def test_a_grid_counts_as_its_polygons_do():
    area = tiling(1)
    grid = eg.hexagon_grid(area, cell_size=70)
    rng = np.random.default_rng(2)
    points = shapely.points(rng.uniform(0, 1000, (3000, 2)) + [512_000, 6_570_000])
    unnamed = grid.set_axis(np.arange(len(grid)))
    assert (
        eg.count_in_zones(incidents_at(points), grid)["n"].tolist()
        == eg.count_in_zones(incidents_at(points), unnamed)["n"].tolist()
    )


def test_zones_that_overlap_are_refused(four_squares):
    twice = pd.concat(
        [four_squares, four_squares.translate(30, 0).to_frame("geometry")]
    )
    with pytest.raises(ValueError, match="must be zones that do not overlap, got"):
        eg.count_in_zones(incidents_at([Point(0, 0)]), twice)


@pytest.mark.parametrize(
    ("incidents", "message"),
    [
        (incidents_at([Point(0, 0), None]), "1 of 2 that are not"),
        (incidents_at([Point(0, np.nan)]), "points with finite coordinates"),
        (incidents_at([box(0, 0, 1, 1)]), "points with finite coordinates"),
        (incidents_at([Point(0, 0)], crs=None), "in a known CRS"),
    ],
)
def test_what_is_no_point_is_refused(four_squares, incidents, message):
    with pytest.raises(ValueError, match=message):
        eg.count_in_zones(incidents, four_squares)


def test_a_missing_weight_is_named(four_squares):
    with pytest.raises(KeyError, match="'days'"):
        eg.count_in_zones(incidents_at([Point(0, 0)]), four_squares, weight="days")


def test_no_incidents_give_zeros(four_squares):
    assert eg.count_in_zones(incidents_at([]), four_squares)["n"].tolist() == [0] * 4


@pytest.mark.parametrize(
    "bad",
    [
        None,
        Point(),
        Point(np.nan, 1),
        Point(np.inf, 1),
        LineString([(0, 0), (1, 1)]),
        Polygon(),
    ],
)
def test_what_is_no_point_is_refused_and_named(bad, four_squares):
    frame = gpd.GeoDataFrame(geometry=[Point(1, 1), bad], crs=four_squares.crs)
    with pytest.raises(ValueError, match=r"1 of 2 that are not \(first: row 1\)"):
        eg.count_in_zones(frame, four_squares)


def test_infinite_of_both_signs_are_refused_without_a_warning(four_squares):
    table = pd.DataFrame({"x": [np.inf, -np.inf], "y": [1.0, 1.0]})
    with pytest.raises(ValueError, match="finite"):
        eg.count_in_zones(table, four_squares)


def test_cells_are_counted_as_they_are_found_however_far_points_lie():
    # Counting goes by places in a table, finding by the cell of each point; corners,
    # all borders, points a little beyond them and very far away take other ways.
    area = gpd.GeoDataFrame(geometry=[box(-500, -300, 700, 900)], crs=3006)
    grid = eg.square_grid(area, cell_size=100).sample(frac=0.7, random_state=1)
    locator = make_locator(grid)
    rng = np.random.default_rng(5)
    steps = np.arange(-700, 1000, 50.0)
    x, y = (part.ravel() for part in np.meshgrid(steps, steps))
    nudge = rng.choice([0, 1e-7, -1e-7, 1e-3, -1e-3], (2, 40, len(x)))
    x, y = (x + nudge[0]).ravel(), (y + nudge[1]).ravel()
    near = rng.uniform(-400, 500, (2, 40_000))
    far = np.array([[1e300, -1e300, 1e10, 5.0], [5.0, 5.0, -1e10, 1e300]])
    for points in ((x, y), near, far, np.hstack([near, [x, y], far])):
        found = locator.locate(*points)
        expected = np.bincount(found[found >= 0], minlength=len(grid))
        assert (locator.count(*points) == expected).all()
