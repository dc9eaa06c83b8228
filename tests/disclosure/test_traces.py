"""What is special enough to give an incident away, and what is not."""

import geopandas as gpd
import pandas as pd
import pytest

from estgeo.disclosure._traces import recognised, traces_of

PUBLIC = ["category", "theme", "source", "time_precision", "flags"]


@pytest.fixture
def incidents():
    """Three incidents at places that no grid corner shares."""
    return gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(
            [512034.27, 512187.91, 512311.63], [6570033.12, 6570121.84, 6570255.49]
        ),
        crs="EPSG:3006",
    )


def kinds(text, incidents):
    return [kind for kind, _ in recognised(text, traces_of(incidents))]


def places(text, incidents):
    """Return the kinds found in the incidents' own CRS."""
    found = recognised(text, traces_of(incidents))
    return [kind for kind, what in found if str(incidents.crs) in what]


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("K-47", True),
        ("K-4", False),  # three signs
        ("471147", True),
        ("47114", False),  # only digits, five of them
        ("ABCDEF", False),  # no digit: may be a word
        ("Hus 47 B", False),  # more than a word
    ],
)
def test_ids_are_found_when_they_are_too_special_for_chance(incidents, name, is_found):
    named = incidents.assign(incident_id=[name, "K-4712", "K-4713"])
    assert kinds(f"<td>{name}</td>", named) == ["id"] * is_found


def test_the_incident_id_is_an_id_though_several_rows_share_it(incidents):
    named = incidents.assign(incident_id=["K-4711", "K-4711", "K-4712"])
    assert kinds("K-4711", named) == ["id"]
    other = incidents.assign(house=["H-4711", "H-4711", "H-4712"])
    assert kinds("H-4711", other) == []


def test_other_columns_of_unique_names_are_ids_too(incidents):
    named = incidents.assign(diarie=["D-101", "D-102", "D-103"], n=[1001, 1002, 1003])
    assert kinds("D-102 1002", named) == ["id"]


@pytest.mark.parametrize("column", PUBLIC)
def test_names_of_kinds_of_events_are_no_traces(incidents, column):
    named = ["Brott-2024", "Brott-2025", "Brott-2026"]
    long = ["Skadegörelse på fordon", "Bråk vid krogen i natt", "Rop från en lägenhet"]
    assert kinds("Brott-2025", incidents.assign(**{column: named})) == []
    described = incidents.assign(**{column: long, "comment": long})
    assert kinds("Bråk vid krogen i natt", described) == []
    told = described.assign(comment=["Bråk vid porten i natt", *long[1:]])
    assert kinds("Bråk vid porten i natt", told) == ["text"]


def test_a_comment_of_eight_signs_is_found_and_of_seven_is_not(incidents):
    told = incidents.assign(comment=["Graffiti", "Klotter", None])
    assert kinds("Graffiti. Klotter.", told) == ["text"]


@pytest.mark.parametrize(
    ("texts", "is_found"),
    [
        (["Mannen i röd jacka", "Hund utan koppel", "Fyra mopeder på gården"], True),
        # 16 signs each: short enough for the name of something.
        (["Port 3 Storgatan", "Port 4 Storgatan", "Port 5 Storgatan"], False),
        # 17 signs each.
        (["Port 13 Storgatan", "Port 14 Storgatan", "Port 15 Storgatan"], True),
    ],
)
def test_other_columns_are_free_text_when_long_and_varied(incidents, texts, is_found):
    told = incidents.assign(description=texts)
    assert kinds(texts[0], told) == ["text"] * is_found


def test_a_choice_from_a_list_is_no_free_text(incidents):
    four = pd.concat([incidents, incidents.iloc[:1]], ignore_index=True)
    first, second = "Ordningsstörning i trapphus", "Ordningsstörning på gården"
    chosen = four.assign(description=[first, second, first, second])  # half distinct
    assert kinds(first, chosen) == []
    third = "Ordningsstörning i tvättstugan"
    assert kinds(first, four.assign(description=[first, second, third, third])) == [
        "text"
    ]


@pytest.mark.parametrize("between", [3, 4])
@pytest.mark.parametrize("turned", [False, True])
def test_x_and_y_must_stand_within_four_numbers(incidents, between, turned):
    ends = ["512187.91", "6570121.84"]
    ends = ends[::-1] if turned else ends
    text = " ".join([ends[0], *["0.5"] * between, ends[1]])
    assert places(text, incidents) == (["coordinate"] if between == 3 else [])


def test_a_coordinate_is_not_its_own_partner():
    diagonal = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([600000.5, 1, 7e6], [600000.5, 2, 8e6]), crs=3006
    )
    assert places("600000.5", diagonal) == []
    assert places("600000.5 600000.5", diagonal) == ["coordinate"]


def test_the_noise_of_a_transformation_hides_no_point(incidents):
    # Less than half a millimetre, or half of 1e-7 degrees.
    assert places("512187.9104 6570121.8403", incidents) == ["coordinate"]
    degrees = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([15.2, 15.2134567, 15.3], [59.1, 59.2345678, 59.3]),
        crs="EPSG:4326",
    )
    assert places("15.21345672 59.23456784", degrees) == ["coordinate"]


def test_each_number_is_compared_at_its_own_rounding(incidents):
    # Both would round to the incident's whole metres, and 999999 is in whole metres.
    assert places("512188.4 6570122.3 999999", incidents) == []
    # Both would round to the outermost decimetres, and 7.5 is in decimetres.
    apart = "512034.31 0.1 0.1 0.1 0.1 6570255.52 7.5"
    assert places(apart, incidents) == []
    assert places(apart.replace(".31", ".27").replace(".52", ".49"), incidents) == [
        "bounds",
        "bounds",
    ]


def test_incidents_without_places_still_have_words(incidents):
    nowhere = incidents.assign(comment="Ropade från balkongen").set_geometry(
        gpd.GeoSeries([None] * 3, crs=3006)
    )
    assert kinds("512187.9 6570121.8", nowhere) == []
    assert kinds("Ropade från\n balkongen", nowhere) == ["text"]


@pytest.mark.parametrize(
    "path",
    ["/home/anna/rapporter.xlsx", "/Users/anna/x.csv", r"C:\anna\rapporter mars.xlsx"],
)
def test_paths_are_found(incidents, path):
    assert recognised(f'"{path}"', traces_of(incidents)) == [("path", path)]
