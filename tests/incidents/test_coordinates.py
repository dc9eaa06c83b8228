"""Coordinates: where Sweden is, what cannot be, and what is suggested."""

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from shapely.geometry import LineString, MultiPoint, Point, box

from estgeo.incidents import _places as places
from estgeo.incidents._geometry_texts import split_pair
from estgeo.incidents._reasons import FLAGS, REASONS, Marks

SWEREF, DEGREES = pyproj.CRS("EPSG:3006"), pyproj.CRS("EPSG:4326")
NAN, INF = np.nan, np.inf
# Control points of Lantmäteriet for SWEREF 99 TM: longitude, latitude, E, N.
CONTROL = [
    (12.75, 55.0, 356083.438, 6097106.672),
    (19.5, 57.0, 773251.054, 6326392.707),
    (11.25, 59.0, 284626.066, 6546096.724),
]
# Near Örebro.
LON, LAT, EAST, NORTH = 15.2148, 59.2740, 512_230.0, 6_570_580.0


def marks_of(x, y, crs, area=None):
    marks = Marks(REASONS, len(x))
    x, y = np.array(x, float), np.array(y, float)
    lon, lat, share = places.mark_places(x, y, crs, area, marks)
    return marks.joined().tolist(), lon, lat, share


def test_degrees_of_control_points():
    lon, lat, east, north = np.array(CONTROL).T
    found = places.to_degrees(east, north, SWEREF)
    np.testing.assert_allclose(found, (lon, lat), rtol=0, atol=1e-7)  # a centimetre


def test_what_is_not_in_the_crs_is_infinite_and_nothing_stays_nothing():
    lon, lat = places.to_degrees(
        np.array([500.0, 10, NAN]), np.array([10.0, 500, 5]), DEGREES
    )
    assert np.isinf(lon[:2]).all()
    assert np.isinf(lat[:2]).all()
    assert not np.isinf(lon[2])
    edge, _ = places.to_degrees(np.array([180.0]), np.array([90.0]), DEGREES)
    assert np.isfinite(edge).all()


@pytest.mark.parametrize(
    ("lon", "lat"), [(180.5, 0), (-180.5, 0), (0, 90.5), (0, -90.5)]
)
def test_there_are_no_degrees_beyond_the_poles_and_the_date_line(lon, lat):
    found = places.to_degrees(np.array([float(lon)]), np.array([float(lat)]), DEGREES)
    assert np.isinf(found).all()


@pytest.mark.parametrize("code", [3006, 3021, *range(3007, 3019)])
def test_every_swedish_grid_is_suggested(code):
    # In the middle of the grid's own area of use, as the register of EPSG has it.
    crs = pyproj.CRS(code)
    west, south, east, north = crs.area_of_use.bounds
    to_grid = pyproj.Transformer.from_crs(4326, crs, always_xy=True)
    x, y = to_grid.transform((west + east) / 2, (south + north) / 2)
    found = places.suggestions(np.array([x]), np.array([y]))
    assert (f"EPSG:{code}", False, 1.0) in [(s.crs, s.swapped, s.share) for s in found]


@pytest.mark.parametrize(
    ("code", "is_so"),
    [(3006, True), (3011, True), (3021, True), (4326, False), (25833, False)],
)
def test_swedish_grids(code, is_so):
    assert places.is_swedish(pyproj.CRS(code)) is is_so


def test_every_coordinate_that_cannot_be_has_its_reason():
    codes, _, _, share = marks_of(
        [EAST, 0, EAST, INF, 900_000, NAN],
        [NORTH, NORTH, 0, NORTH, 9_000_000, NAN],
        SWEREF,
    )
    assert codes == [
        *["", "zero_coordinate", "zero_coordinate", "nonfinite_coordinate"],
        *["outside_sweden", ""],
    ]
    assert share is None


def test_zero_degrees_is_a_place_unless_both_are_zero():
    codes, *_ = marks_of([0, 0, 5], [51.5, 0, 0], DEGREES)
    assert codes == ["", "zero_coordinate", ""]


def test_outside_sweden_is_a_fault_only_where_most_belong_there():
    lon, lat = [15, 15.1, 2, 2.1], [59, 59.1, 48, 48.1]
    half = ["", "", "outside_sweden", "outside_sweden"]
    assert marks_of(lon, lat, DEGREES)[0] == half
    assert marks_of([*lon, 3], [*lat, 48], DEGREES)[0] == [""] * 5
    # Swapped coordinates of Sweden belong there too.
    assert marks_of(lat[:2], lon[:2], DEGREES)[0] == ["outside_sweden"] * 2
    assert marks_of([NAN], [NAN], DEGREES)[0] == [""]


def test_the_share_outside_an_area_is_of_the_rows_with_coordinates():
    area = box(15, 59, 16, 60)
    codes, _, _, share = marks_of(
        [15.5, 15, 17, 0, NAN], [59.5, 59, 59, 0, NAN], DEGREES, area
    )
    assert codes == ["", "", "outside_study_area", "zero_coordinate", ""]
    assert share == pytest.approx(1 / 3)
    assert marks_of([NAN], [NAN], DEGREES, area)[3] == 0


def test_suggestions_are_those_that_put_most_points_in_sweden():
    east, north = np.full(4, EAST), np.full(4, NORTH)
    found = places.suggestions(east, north)
    assert (found[0].crs, found[0].swapped, found[0].share) == ("EPSG:3006", False, 1.0)
    swapped = places.suggestions(north, east)
    assert swapped[0].swapped
    degrees = places.suggestions(np.array([LAT, LAT, INF]), np.array([LON, 3, 1]))
    # One of the two finite rows is in Sweden: half is enough.
    assert [(s.crs, s.swapped, s.share) for s in degrees] == [("EPSG:4326", True, 0.5)]
    assert places.suggestions(np.array([NAN]), np.array([NAN])) == []


def test_suggestions_in_words():
    assert places.suggest_words(np.array([LON]), np.array([LAT])) == (
        "crs=EPSG:4326 puts 100 % of the rows in Sweden."
    )
    area = box(15, 59, 16, 60)
    assert places.suggest_words(np.array([LAT]), np.array([LON]), area) == (
        "crs=EPSG:4326 with x and y swapped puts 100 % of the rows in the area."
    )
    assert places.suggest_words(np.array([1e9]), np.array([1e9])) == ""
    # The numbers of a local zone: false easting 150 km, so they fit many of them.
    numbers = np.array([151_000.0]), np.array([6_570_000.0])
    many = places.suggest_words(*numbers)
    n = len(places.suggestions(*numbers))
    assert n > 3
    assert many.count("puts") == 3
    assert f" ({n - 3} more fit as well" in many


def test_the_best_suggestion_comes_first():
    # All rows fit the area in degrees; in no other CRS do they.
    area = box(15, 59, 16, 60)
    x, y = np.array([15.5, 15.6, 59.5]), np.array([59.5, 59.6, 15.5])
    found = places.suggestions(x, y, area)
    assert [(s.swapped, round(s.share, 2)) for s in found] == [(False, 0.67)]


def test_a_study_area_is_one_polygon_in_degrees():
    halves = gpd.GeoSeries(
        [box(500_000, 6.5e6, 501_000, 6.501e6), box(501_000, 6.5e6, 502_000, 6.501e6)],
        crs=3006,
    )
    shape = places.polygon_in_degrees(halves)
    assert shape.geom_type == "Polygon"
    assert shape.centroid.x == pytest.approx(15.017, abs=0.01)
    assert places.polygon_in_degrees(None) is None
    bow = gpd.GeoDataFrame(
        geometry=[shapely.from_wkt("POLYGON ((15 59, 16 60, 16 59, 15 60, 15 59))")],
        crs=4326,
    )
    assert places.polygon_in_degrees(bow).is_valid
    with pytest.raises(
        TypeError, match="'study_area' must be a GeoDataFrame or GeoSeries"
    ):
        places.polygon_in_degrees(box(0, 0, 1, 1))
    with pytest.raises(ValueError, match="'study_area' must be in a known CRS"):
        places.polygon_in_degrees(gpd.GeoSeries([box(0, 0, 1, 1)]))
    for bare in (gpd.GeoSeries([Point(15, 59)], crs=4326), gpd.GeoSeries([], crs=4326)):
        with pytest.raises(
            ValueError, match="'study_area' must be polygons with an area"
        ):
            places.polygon_in_degrees(bare)


def test_metres_are_sweref_in_sweden_and_utm_elsewhere():
    lon, lat = np.array([15.0, 16.0]), np.array([59.0, 60.0])
    assert places.metric_crs(lon, lat) == SWEREF
    assert places.metric_crs(lon[:0], lat[:0]) == SWEREF
    memphis = places.metric_crs(np.array([-90.0]), np.array([35.1]))
    assert memphis.to_epsg() == 32615  # UTM 15 or 16 meet at 90 W
    paris = places.metric_crs(np.array([15.0, 2.3, 2.4]), np.array([59.0, 48.8, 48.9]))
    assert paris.to_epsg() == 32631
    # One point of many elsewhere moves nothing.
    lon, lat = np.append(np.full(99, 24.94), 0.5), np.append(np.full(99, 60.17), 0.5)
    assert places.metric_crs(lon, lat).to_epsg() == 32635


def test_coordinates_keep_their_crs_or_change_it():
    x, _ = places.in_target(np.array([LON]), np.array([LAT]), DEGREES, SWEREF)
    assert x[0] == pytest.approx(EAST, abs=100)
    same = places.in_target(np.array([LON]), np.array([LAT]), DEGREES, DEGREES)
    assert same == (LON, LAT)


def test_a_bad_crs_is_named():
    assert places.as_crs("crs", 3006) == SWEREF
    with pytest.raises(ValueError, match="'crs' must be a coordinate reference system"):
        places.as_crs("crs", "no such system")


def test_every_geometry_is_a_point_or_has_its_reason():
    geometry = np.array(
        [
            Point(1, 2),
            None,
            shapely.from_wkt("POLYGON EMPTY"),
            MultiPoint([(3, 4)]),
            MultiPoint([(3, 4), (5, 6)]),
            LineString([(0, 0), (1, 1)]),
            Point(7, 8, 9),
            Point(INF, 1),
        ]
    )
    reasons, flags = Marks(REASONS, 8), Marks(FLAGS, 8)
    x, y = places.xy_of_geometry(geometry, reasons, flags)
    assert reasons.joined().tolist() == [
        *["", "missing_geometry", "missing_geometry", "", "multipoint", "not_a_point"],
        *["", "nonfinite_coordinate"],
    ]
    assert flags.joined().tolist() == [
        *["", "", "", "single_part", "", "", "dropped_z", ""]
    ]
    np.testing.assert_array_equal(x, [1, NAN, NAN, 3, NAN, NAN, 7, NAN])
    np.testing.assert_array_equal(y, [2, NAN, NAN, 4, NAN, NAN, 8, 1])


@pytest.mark.parametrize(
    "text", ["59.27,15.21", "(59.27, 15.21)", " 59.27 ; 15.21 ", "59.27 15.21"]
)
def test_a_pair_is_latitude_then_longitude(text):
    x, y = split_pair(gpd.pd.Series([text]))
    assert (x.iloc[0], y.iloc[0]) == ("15.21", "59.27")


@pytest.mark.parametrize(
    ("n", "tail"),
    [
        (2, "."),
        (3, "."),
        (4, " (1 more fit as well; a study_area tells them apart)."),
        (7, " (4 more fit"),
    ],
)
def test_three_suggestions_are_told_and_the_others_counted(monkeypatch, n, tail):
    each = places.Suggestion("EPSG:3006", swapped=False, share=1.0)
    monkeypatch.setattr(places, "suggestions", lambda *_: [each] * n)
    words = places.suggest_words(np.array([EAST]), np.array([NORTH]))
    assert words.count("puts 100 %") == min(n, 3)
    assert words.split("; crs")[-1].split("Sweden", 1)[1].startswith(tail)


def test_no_place_is_outside_every_area():
    lon, lat = np.array([15.5, NAN, INF, 15.5]), np.array([59.5, 59.5, 59.5, INF])
    assert places._within(lon, lat, box(15, 59, 16, 60)).tolist() == [
        *[True, False, False, False]
    ]
