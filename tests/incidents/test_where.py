"""Which columns or geometries say where, and in which CRS."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import estgeo as eg
from estgeo.incidents._geometry_texts import as_geometry_text, read_geometry_texts
from estgeo.incidents._reasons import REASONS, Marks


def read(crs=None, **columns):
    return eg.read_incidents(pd.DataFrame({"Datum": ["2018-03-07"]} | columns), crs=crs)


def at(found):
    point = found.incidents.to_crs(4326).geometry.iloc[0]
    return round(point.x, 4), round(point.y, 4)


def test_the_name_of_a_column_may_state_the_crs():
    degrees = read(Longitude=[15.2], Latitude=[59.3])
    assert at(degrees) == (15.2, 59.3)
    assert degrees.summary.crs_from == "column Longitude"
    metres = read(**{"SWEREF99 E": [512_000.0], "SWEREF99 N": [6_570_000.0]})
    assert metres.summary.crs_from == "column SWEREF99 E"
    assert metres.summary.crs_of_source == "EPSG:3006"
    given = read(Longitude=[15.2], Latitude=[59.3], crs=4326)
    assert given.summary.crs_from == "crs="


@pytest.mark.parametrize(
    "name", ["GPS", "Koordinater", "Position", "Lat/Long", "latlon"]
)
def test_a_pair_in_one_column_is_in_degrees(name):
    found = read(**{name: ["59.3, 15.2"]})
    assert at(found) == (15.2, 59.3)
    assert found.summary.crs_from == f"column {name}"


@pytest.mark.parametrize(
    ("east", "north", "reason"),
    [
        ("", "6570000", "missing_geometry"),
        ("512000", "-", "missing_geometry"),
        ("x", "6570000", "bad_number"),
        ("512000", "x", "bad_number"),
        ("512.000", "6570000", "ambiguous_number"),
    ],
)
def test_half_a_place_is_none(east, north, reason):
    frame = pd.DataFrame(
        {
            "Datum": ["2018-03-07"] * 2,
            "E": ["512000", east],
            "N": ["6570000", north],
        }
    )
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = eg.read_incidents(frame, crs=3006)
    assert found.rejected["reasons"].tolist() == [reason]


def test_a_frame_without_a_place_is_told_what_to_do():
    with pytest.raises(
        ValueError, match=r"'columns' must be .*no known header names a p"
    ):
        read(Kategori=["Brand"])


def test_the_crs_of_geometry_is_its_own_and_may_be_given_where_it_has_none():
    point = gpd.GeoDataFrame(
        {"Datum": ["2018-03-07"]}, geometry=[shapely.Point(15.2, 59.3)], crs=4326
    )
    assert eg.read_incidents(point).summary.crs_of_source == "EPSG:4326"
    assert at(eg.read_incidents(point, crs=4326)) == (15.2, 59.3)
    bare = point.set_crs(None, allow_override=True)
    found = eg.read_incidents(bare, crs=4326)
    assert (at(found), found.summary.crs_from) == ((15.2, 59.3), "crs=")
    with pytest.raises(ValueError, match="'crs' must be given"):
        eg.read_incidents(bare)
    with pytest.raises(ValueError, match=r"source states .*4326.*got EPSG:3006"):
        eg.read_incidents(point, crs=3006)


def test_geojson_may_hold_metres_without_saying_so(tmp_path):
    metres = gpd.GeoDataFrame(
        {"Datum": ["2018-03-07"]}, geometry=[shapely.Point(512_000, 6_570_000)]
    )
    path = tmp_path / "a.geojson"
    path.write_text(metres.to_json(), encoding="utf-8")
    found = eg.read_incidents(path, crs=3006)
    assert found.incidents.geometry.iloc[0].coords[0] == (512_000, 6_570_000)
    assert found.summary.crs_from == "crs="


@pytest.mark.parametrize(("together", "is_crowded"), [(19, False), (20, True)])
def test_twenty_on_one_coordinate_are_flagged(together, is_crowded):
    alone = np.arange(200) * 37.0
    east = np.concatenate([np.full(together, 512_000.0), 513_000 + alone])
    north = np.concatenate([np.full(together, 6_570_000.0), 6_571_000 + alone])
    flags = eg.read_incidents(
        pd.DataFrame({"Datum": "2018-03-07", "E": east, "N": north}), crs=3006
    ).incidents["flags"]
    assert (flags[:together] == ("crowded_point" if is_crowded else "")).all()
    assert (flags[together:] == "").all()


def test_twenty_among_very_many_are_not_striking():
    alone = np.arange(400) * 37.0
    east = np.concatenate([np.full(20, 512_000.0), 513_000 + alone])
    north = np.concatenate([np.full(20, 6_570_000.0), 6_571_000 + alone])
    flags = eg.read_incidents(
        pd.DataFrame({"Datum": "2018-03-07", "E": east, "N": north}), crs=3006
    ).incidents["flags"]
    assert (flags == "").all()  # 20 of 420 is less than one in twenty


def test_swapping_is_noted_only_where_it_helps(recwarn):
    for column, other in (((59.3, 15.2), True), ((2.3, 48.9), False)):
        x, y = column
        frame = pd.DataFrame(
            {"Datum": "2018-03-07", "lon": [15.2] * 8 + [x], "lat": [59.3] * 8 + [y]}
        )
        found = eg.read_incidents(frame)
        assert found.rejected["reasons"].tolist() == ["outside_sweden"]
        notes = {"swapping_helps": "100"} if other else {}
        assert dict(found.summary.notes) == notes
        area = gpd.GeoSeries([shapely.box(15, 59, 16, 60)], crs=4326)
        found = eg.read_incidents(frame, study_area=area)
        assert found.rejected["reasons"].tolist() == ["outside_study_area"]
        assert dict(found.summary.notes) == notes


def test_degrees_with_three_decimals_are_no_thousands():
    frame = pd.DataFrame(
        {"Datum": ["2018-03-07"], "lon": ["15.213"], "lat": ["59.274"]}
    )
    assert at(eg.read_incidents(frame)) == pytest.approx((15.213, 59.274), abs=1e-6)


def test_pairs_on_a_centre_are_flagged_too():
    # Three places far apart with many incidents, one of them with two.
    east = np.repeat([512_000.0, 532_000.0, 552_000.0, 572_000.0], [40, 40, 2, 1])
    frame = pd.DataFrame({"Datum": "2018-03-07", "E": east, "N": 6_570_000.0})
    flags = eg.read_incidents(frame, crs=3006).incidents["flags"]
    assert (flags == "area_centre").tolist() == [True] * 82 + [False]


def test_the_geometry_of_rejected_rows_is_kept_beside_a_column_of_that_name():
    frame = gpd.GeoDataFrame(
        {"Datum": ["2018-03-07", "x"], "geometry": ["här", "där"]},
    )
    frame["plats"] = gpd.points_from_xy([15.2, 15.3], [59.3, 59.3], crs=4326)
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = eg.read_incidents(frame.set_geometry("plats"))
    assert found.rejected["geometry"].tolist() == ["där"]
    assert found.rejected["geometry_wkt"].tolist() == ["POINT (15.3 59.3)"]


def test_the_table_of_rejected_rows_has_the_same_kinds_when_it_is_empty():
    frame = pd.DataFrame({"Datum": ["2018-03-07", "x"], "lon": 15.2, "lat": 59.3})
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        one = eg.read_incidents(frame).rejected
    none = eg.read_incidents(frame[:1]).rejected
    assert len(none) == 0
    assert none.dtypes.to_dict() == one.dtypes.to_dict()


def test_ewkb_keeps_its_crs():
    point = shapely.set_srid(shapely.Point(512_000, 6_570_000), 3006)
    assert as_geometry_text(point) == shapely.to_wkb(point, hex=True, include_srid=True)
    frame = pd.DataFrame({"Datum": ["2018-03-07"], "geom": [point]})
    assert eg.read_incidents(frame).summary.crs_of_source == "EPSG:3006"


def test_a_column_of_no_geometries_at_all():
    reasons = Marks(REASONS, 2)
    geometry, crs = read_geometry_texts(pd.Series([None, "-"], dtype=object), reasons)
    assert (list(geometry), crs) == ([None, None], None)
    assert not reasons.any.any()


@pytest.mark.parametrize(
    "name",
    ["Geometry", "geom", "the_geom", "wkb_geometry", "WKT", "wkb", "shape", "EWKT"],
)
def test_columns_of_geometries_by_their_names(name):
    frame = pd.DataFrame(
        {"Datum": ["2018-03-07"], name: ["SRID=3006;POINT (512000 6570000)"]}
    )
    found = eg.read_incidents(frame)
    assert found.incidents.geometry.iloc[0].coords[0] == (512_000, 6_570_000)
    assert found.summary.crs_of_source == "EPSG:3006"
    assert found.summary.decimal_sign == ""


def test_coordinates_in_two_columns_come_before_a_pair_in_one():
    frame = pd.DataFrame(
        {"Datum": ["2018-03-07"], "Koordinater": ["1,2"], "lon": [15.2], "lat": [59.3]}
    )
    assert eg.read_incidents(frame).summary.roles["x"] == "lon"
    pair = eg.read_incidents(frame[["Datum"]].assign(Koordinater="59.3,15.2"))
    assert pair.summary.roles["x"] == pair.summary.roles["y"] == "Koordinater"


def test_the_error_of_an_unknown_crs_says_how_to_swap():
    frame = pd.DataFrame({"Datum": ["2018-03-07"], "X": [6_570_000.0], "Y": 512_000.0})
    with pytest.raises(
        ValueError, match=r"'crs' must be given.*swapped.*'x': 'Y', 'y': 'X'"
    ):
        eg.read_incidents(frame)


def test_rejected_geometries_are_kept_as_text():
    place = [shapely.Point(15.2, 59.3), shapely.Point(15.3, 59.3)]
    frame = gpd.GeoDataFrame({"Datum": ["2018-03-07", "x"]}, geometry=place, crs=4326)
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = eg.read_incidents(frame)
    assert found.rejected["geometry"].tolist() == ["POINT (15.3 59.3)"]


def test_columns_that_are_named_come_before_the_geometry():
    frame = gpd.GeoDataFrame(
        {"Datum": ["2018-03-07"], "E": [512_000.0], "N": [6_570_000.0]},
        geometry=[shapely.Point(2, 49)],
        crs=4326,
    )
    found = eg.read_incidents(frame, columns={"x": "E", "y": "N"}, crs=3006)
    assert found.incidents.geometry.iloc[0].coords[0] == (512_000, 6_570_000)


def test_when_no_place_is_known_the_reasons_are_all_that_is_said():
    frame = pd.DataFrame({"Datum": ["2018-03-07"] * 2, "E": [None, ""], "N": 6_570_000})
    with pytest.raises(ValueError, match=r"Reasons: 2 missing_geometry\.$"):
        eg.read_incidents(frame, crs=3006)


@pytest.mark.parametrize(
    "name",
    [
        *["Location_GPS", "GPS", "Koordinater", "koordinat", "Position", "Lat/Long"],
        *["Lat Lon", "LatLong", "latlon", "coordinates"],
    ],
)
def test_a_pair_in_one_column_is_known_by_its_name(name):
    frame = pd.DataFrame({"Datum": ["2018-03-07"], name: ["59.3, 15.2"]})
    found = eg.read_incidents(frame)
    assert found.summary.crs_from == f"column {name}"
    assert at(found) == pytest.approx((15.2, 59.3), abs=1e-6)


def test_a_crs_that_is_none_is_named():
    frame = pd.DataFrame({"Datum": ["2018-03-07"], "E": 512_000.0, "N": 6_570_000.0})
    with pytest.raises(ValueError, match="'crs' must be a coordinate reference system"):
        eg.read_incidents(frame, crs="no such system")


def test_an_unknown_crs_without_a_suggestion_says_no_more():
    frame = pd.DataFrame({"Datum": ["2018-03-07"], "X": [1e9], "Y": 1e9})
    with pytest.raises(
        ValueError, match=r"nothing in DataFrame states it, got None\.$"
    ):
        eg.read_incidents(frame)
