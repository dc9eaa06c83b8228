"""Places that stand in one cell, as people and maps write them."""

import pandas as pd
import pytest

import estgeo as eg
from estgeo.incidents._geometry_texts import degrees_in, position_in

HERE = (59.27, 15.21)


@pytest.mark.parametrize(
    "text",
    [
        "59,27; 15,21", "59.27,15.21", "59.27, 15.21", "59,27 15,21", "59,27, 15,21",
        "59,27,15,21", "(59.27, 15.21)", "N 59.27 E 15.21", "59.27N 15.21E",
        "59°16'12\"N, 15°12'36\"E", "N59°16.2' Ö15°12.6'", "15°12,6'Ö 59°16,2'N",
        "59° 16.200′ N 15° 12.600′ E", "Lat: 59,27 Lon: 15,21",
        '{"lat": 59.27, "lng": 15.21}', "POINT (15.21 59.27)", "Torget\n(59.27, 15.21)",
        '{"type": "Point", "coordinates": [15.21, 59.27]}', "geo:59.27,15.21?z=3",
        "https://www.google.com/maps/place/X/@59.0,15.0,17z/data=!4m5!3d59.27!4d15.21",
        "https://www.google.com/maps/@59.27,15.21,17z", "https://maps.google.com/?q=59.27,15.21",
        "https://www.google.com/maps/search/?api=1&query=59.27%2C15.21",
        "https://www.openstreetmap.org/#map=17/59.27/15.21",
        "https://www.openstreetmap.org/?mlat=59.27&mlon=15.21#map=5/1/1",
        "https://www.hitta.se/kartan!~59.27,15.21,17z/tr!i=x",
        "https://kartor.eniro.se/?c=59.27,15.21&z=15", "https://maps.apple.com/?ll=59.27,15.21",
        "https://www.bing.com/maps?cp=59.27~15.21&lvl=16",
    ],
)  # fmt: skip
def test_a_place_in_a_text(text):
    assert position_in(text) == pytest.approx(HERE, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    ["Storgatan 12", "59.27", "https://goo.gl/maps/abc", "12:30", "2024-05-01", "Norr"],
)
def test_what_is_no_place(text):
    assert position_in(text) is None


def test_one_coordinate_in_degrees_and_minutes():
    assert degrees_in("59°16,2'") == pytest.approx(59.27)
    assert degrees_in("W 70.5") == pytest.approx(-70.5)
    assert degrees_in("15.21") is None


@pytest.mark.parametrize("header", ["Koordinater", "Karta", "Var"])
def test_a_column_of_places_is_found_by_name_or_content(header):
    frame = pd.DataFrame(
        {"Datum": ["2018-03-07 17:31", "2018-03-08 11:02"],
         header: ["59,27; 15,21", "https://www.google.com/maps?q=59.28,15.22"]}
    )  # fmt: skip
    found = eg.read_incidents(frame).incidents.to_crs(4326)
    assert found.geometry.x.tolist() == pytest.approx([15.21, 15.22], abs=1e-6)
    assert found.geometry.y.tolist() == pytest.approx([59.27, 59.28], abs=1e-6)


def test_a_text_that_says_no_place_is_rejected_with_its_reason():
    frame = pd.DataFrame(
        {"Datum": ["2018-03-07 17:31"] * 3,
         "Position": ["59,27; 15,21", "vid torget", None]}
    )  # fmt: skip
    with pytest.warns(UserWarning, match="2 of 3 rows"):
        read = eg.read_incidents(frame)
    assert read.rejected["reasons"].tolist() == ["bad_number", "missing_geometry"]


def test_a_header_states_the_zone_of_sweref():
    frame = pd.DataFrame(
        {"Datum": ["2018-03-07 17:31"], "E (SWEREF 99 15 00)": [162_000.5],
         "N (SWEREF 99 15 00)": [6_572_000.5]}
    )  # fmt: skip
    read = eg.read_incidents(frame)
    assert read.summary.crs_of_source == "EPSG:3009"
