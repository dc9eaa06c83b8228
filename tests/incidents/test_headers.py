"""Which column holds what: the headers of the systems that people export from."""

import pandas as pd
import pytest

import estgeo as eg
from estgeo.incidents._headers import (
    columns_of,
    crs_in_header,
    find_roles,
    join_header_rows,
    known_in,
    part_of_year,
    plain,
)
from estgeo.words.remedies import remedy


def roles(*headers, given=None, **arguments):
    return find_roles(headers, given, **arguments)


def test_headers_are_compared_without_signs_and_case():
    assert plain("OCCUR_DATE") == plain("occur-date") == "occur date"
    assert plain(" X/Y (m)#*[2]:;, \\ ") == "x y m 2"
    assert plain("\ufeffDatum") == "datum"
    assert plain("La\u0308ge") == "läge"


def test_a_swedish_table():
    assert roles(
        "Händelse-ID", "Starttid", "Sluttid", "Kategori", "E", "N", "Källa"
    ) == {
        "incident_id": "Händelse-ID",
        "start": "Starttid",
        "end": "Sluttid",
        "category": "Kategori",
        "x": "E",
        "y": "N",
        "source": "Källa",
    }


def test_an_american_table():
    assert roles(
        *["CMPLNT_NUM", "CMPLNT_FR_DT", "CMPLNT_FR_TM", "RPT_DT", "OFNS_DESC"],
        *["X_COORD_CD", "Y_COORD_CD", "Latitude", "Longitude"],
    ) == {
        "start": ("CMPLNT_FR_DT", "CMPLNT_FR_TM"),
        "reported_at": "RPT_DT",
        "category": "OFNS_DESC",
        "x": "Longitude",
        "y": "Latitude",
    }


def test_in_metres_easting_comes_before_longitude():
    headers = ("Latitude", "Longitude", "Easting", "Northing")
    degrees, metres = roles(*headers), roles(*headers, projected=True)
    assert (degrees["x"], degrees["y"]) == ("Longitude", "Latitude")
    assert (metres["x"], metres["y"]) == ("Easting", "Northing")
    only_degrees = roles("lat", "lon", projected=True)
    assert (only_degrees["x"], only_degrees["y"]) == ("lon", "lat")


def test_half_a_pair_of_coordinates_is_no_place():
    assert roles("Datum", "x") == {"start": "Datum"}
    assert roles("Datum", "lat") == {"start": "Datum"}
    given = roles("Datum", "a", given={"x": "a"})
    assert given == {"start": "Datum", "x": "a"}


@pytest.mark.parametrize(
    ("headers", "start"),
    [
        (("Datum", "Tid"), ("Datum", "Tid")),
        (("Datum", "Klockslag"), ("Datum", "Klockslag")),
        (("DATE OCC", "TIME OCC"), ("DATE OCC", "TIME OCC")),
        (("Datum och tid", "Klockslag"), "Datum och tid"),
        (("Tidpunkt", "kl"), "Tidpunkt"),
        (("Datum",), "Datum"),
    ],
)
def test_a_date_takes_the_clock_beside_it(headers, start):
    assert roles(*headers)["start"] == start


def test_each_date_takes_its_own_clock():
    found = roles(
        "Startdatum", "Starttid", "Slutdatum", "Sluttid", "Rapportdatum", "Rapporttid"
    )
    assert found["start"] == ("Startdatum", "Starttid")
    assert found["end"] == ("Slutdatum", "Sluttid")
    assert found["reported_at"] == ("Rapportdatum", "Rapporttid")
    paired = roles("Datum från", "Från kl", "Datum till", "Till kl")
    assert paired["start"] == ("Datum från", "Från kl")
    assert paired["end"] == ("Datum till", "Till kl")


def test_no_column_has_two_roles():
    found = roles("Händelse", "Datum", given={"category": "Händelse"})
    assert found == {"category": "Händelse", "start": "Datum"}
    taken = [name for column in found.values() for name in columns_of(column)]
    assert len(taken) == len(set(taken))


def test_what_is_given_is_used_and_none_means_no_column():
    assert roles("Datum", "Min tid", given={"start": "Min tid"}) == {"start": "Min tid"}
    assert roles("Datum", "Källa", given={"source": None}) == {"start": "Datum"}
    both = roles("Datum", "Tid", "a", "b", given={"start": ("a", "b")})
    assert both["start"] == ("a", "b")


def test_the_first_of_two_like_headers_is_used():
    assert roles("Datum", "DATUM")["start"] == "Datum"


def test_given_roles_and_columns_must_exist():
    with pytest.raises(
        KeyError, match=r"'columns' must be .*roles .*start.*got 'when'"
    ):
        roles("a", given={"when": "a"})
    with pytest.raises(
        KeyError, match=r"columns of the source for 'start'.*'c'.*has a, b"
    ):
        roles("a", "b", given={"start": ("a", "c")})


@pytest.mark.parametrize(
    ("header", "crs"),
    [
        ("Longitude", "EPSG:4326"),
        ("lon", "EPSG:4326"),
        ("SWEREF99_TM_E", "EPSG:3006"),
        ("x 3006", "EPSG:3006"),
        ("Easting", None),
        ("x", None),
        (None, None),
    ],
)
def test_some_headers_say_their_crs(header, crs):
    assert crs_in_header(header) == crs


def test_known_names_are_counted_once():
    assert known_in(["Datum", "DATUM ", "E", "hej", None]) == 2
    assert known_in(["Datum", "hej"], extra=frozenset({"hej"})) == 2


def test_a_role_rests_on_none_one_or_two_columns():
    assert columns_of(None) == ()
    assert columns_of("a") == ("a",)
    assert columns_of(("a", "b")) == ("a", "b")


def test_units_in_parentheses_do_not_hide_a_name():
    assert known_in(["Datum (åååå-mm-dd)", "Öst (m)", "Pris (kr)"]) == 2
    assert known_in(["Datum", "Plats (x)"], frozenset({"plats x"})) == 2


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (["Datum", "Koordinater", ""], ["", "N", "E"], ["Datum", "N", "E"]),
        (["Datum", "", "Plats"], ["", "N", "E"], ["Datum", "N", "E"]),
        (
            ["Datum", "Koordinater", ""],
            ["(dag)", "N (m)", "E (m)"],
            ["Datum", "N (m)", "E (m)"],
        ),
        # All columns have their names already.
        (["Datum", "Koordinater", "Typ"], ["Tid", "N", "E"], None),
        # What stands without a name above is no name we know, or only one is.
        (["Datum", "Koordinater", ""], ["N", "E", "x1"], None),
        (["Datum", "Koordinater", ""], ["", "", "E"], None),
        # Numbers are no headers.
        (["Datum", "Koordinater", ""], [7, "N", "E"], None),
    ],
)
def test_two_rows_of_headers(first, second, joined):
    assert join_header_rows(first, second, frozenset()) == joined


def test_names_that_a_shapefile_cut_are_known_again():
    # Ten bytes; a letter of two bytes that does not fit is left out whole.
    cut = {"uppgiftsl": "source", "Händelsed": "start", "brottskate": "category"}
    for header, role in cut.items():
        assert find_roles([header], None, cut=True) == {role: header}
        assert find_roles([header], None) == {}
    assert find_roles(["brottska"], None, cut=True) == {}  # eight bytes were not cut
    assert find_roles(["inrapport"], None, cut=True) == {}  # may be who or when


def test_a_start_that_is_given_stays_as_it_is():
    headers = ["År", "Månad", "Dag", "Vecka", "Timme", "Datum", "Klockslag"]
    for column in ("Vecka", "Dag", "Datum"):
        assert find_roles(headers, {"start": column})["start"] == column
    assert find_roles(headers[:3], None)["start"] == ("År", "Månad", "Dag")
    assert find_roles(["År", "Vecka"], None)["start"] == ("År", "Vecka")


def test_an_end_finds_its_clock_though_the_start_has_none():
    headers = ["Start", "Slutdatum", "Sluttid"]
    assert find_roles(headers, None)["end"] == ("Slutdatum", "Sluttid")
    given = find_roles(headers, {"start": "Start"})
    assert given == {"start": "Start", "end": ("Slutdatum", "Sluttid")}
    assert roles("OCCURRED_ON", "OCCUR_TIME")["start"] == ("OCCURRED_ON", "OCCUR_TIME")


@pytest.mark.parametrize("year", ["År", "year", "ar", "Årtal"])
@pytest.mark.parametrize(
    ("part", "is_one"),
    [
        *[(name, "week") for name in ("Vecka", "week")],
        *[(name, "month") for name in ("Månad", "month")],
    ],
)
def test_a_year_goes_with_its_part(year, part, is_one):
    assert roles(year, part)["start"] == (year, part)
    assert part_of_year(part) == is_one


def test_names_of_weeks_and_months():
    weeks = ["v", "Veckonummer", "veckonr", "Vecka nr", "ISO-week", "v."]
    assert [part_of_year(name) for name in weeks] == ["week"] * 6
    months = ["mån", "Månadsnummer", "Månad (1-12)"]
    assert [part_of_year(name) for name in months] == ["month"] * 3
    assert [part_of_year(name) for name in ("dag", "tid", "veckodag")] == [None] * 3


@pytest.mark.parametrize(
    "name", ["Datetime", "Date Time", "Datum Tid", "Datum och tid", "DatumTid"]
)
def test_a_name_of_both_date_and_time_takes_no_clock(name):
    assert roles(name, "Tid")["start"] == name
    assert roles("Datum", "Tid")["start"] == ("Datum", "Tid")


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Skapad datum", "2024-01-08T07:30:00.0000000"),  # as Power BI exports
        ("Inkom", "2024-01-08 kl 07:30"),
        ("created_at", "2024-01-08T07:30:00Z"),
        ("ts", "2024-01-08T07:30:00"),
    ],
)
def test_a_column_of_times_is_named_where_no_header_says_when(header, cell):
    frame = pd.DataFrame(
        {
            "Postnr": ["41235"],
            "Typ": ["Brand"],
            header: [cell],
            "lat": [59.3],
            "lon": [15.2],
        }
    )
    with pytest.raises(ValueError, match="no header says when") as told:
        eg.read_incidents(frame)
    assert f"columns={{'start': '{header}'}}" in str(told.value)
    assert f'--column "start={header}"' in remedy(str(told.value), "sv")
    # What the message says is enough.
    read = eg.read_incidents(frame, columns={"start": header})
    assert read.incidents["start"].dt.minute.tolist() == [30]


@pytest.mark.parametrize(
    ("east", "north"),
    [
        ("SWEREF E", "SWEREF N"),
        ("Koordinat E", "Koordinat N"),
        ("Koord. öst", "Koord. norr"),
        ("RT90 2,5 gon V Y", "RT90 2,5 gon V X"),  # its x is north
        ("X (SWEREF99 TM)", "Y (SWEREF99 TM)"),
    ],
)
def test_an_axis_beside_its_grid(east, north):
    found = find_roles(["Datum", north, east, "Antal"], None)
    axes = {found["x"], found["y"]}
    assert axes == {east, north}
    assert "RT90" in east or (found["x"], found["y"]) == (east, north)


@pytest.mark.parametrize("headers", [["Koordinat E"], ["E 1", "E 2", "Koordinat N"]])
def test_half_a_pair_of_axes_or_two_of_one_are_none(headers):
    assert not {"x", "y"} & find_roles(["Datum", *headers], None).keys()


@pytest.mark.parametrize("stamp", ["Timestamp", "Tidstämpel", "Tidsstämpel"])
@pytest.mark.parametrize(
    "asked",
    [
        "Datum för händelsen",
        "Date of incident",
        "Date of the event",
        "When did it happen?",
        "När hände det?",
        "Datum",
    ],
)
def test_the_stamp_of_a_form_is_not_when_it_happened(stamp, asked):
    found = find_roles([stamp, asked, "Typ av händelse", "Koordinater"], None)
    assert found["start"] == asked


def test_a_stamp_beside_a_date_of_something_unknown_is_not_guessed():
    assert "start" not in find_roles(["Timestamp", "Date of birth", "x", "y"], None)
    assert find_roles(["Timestamp", "Type", "x", "y"], None)["start"] == "Timestamp"
