"""The summary of a reading: in words, as a table, and what it leaves out."""

import pytest

from estgeo.incidents._summary import ReadingSummary

THIN = "\u202f"  # the space between digits that never breaks a line


@pytest.fixture
def summary():
    """A file of 1,200 rows read with a study area and a TAB between its cells."""
    return ReadingSummary(
        source="a<b>.csv",
        n_read=1200,
        n_accepted=1198,
        n_rejected=2,
        separator="\t",
        header_row=3,
        roles={"start": "Datum + Tid", "x": "E"},
        date_forms={"d/m/yyyy hh:mm": 1200},
        share_outside=0.125,
        reasons={"zero_coordinate": 2},
        flags={"area_centre": 1100},
        notes={"swapping_helps": "87"},
    )


def test_what_it_says_in_english(summary):
    assert dict(summary.lines("en")) == {
        "Source": "a<b>.csv",
        "Rows read": f"1{THIN}200",
        "Accepted": f"1{THIN}198",
        "Rejected": "2",
        "Separator": "TAB",
        "Header row": "3",
        "Columns": "start: Datum + Tid, x: E",
        "Date forms": f"d/m/yyyy hh:mm: 1{THIN}200",
        "Share outside the area": f"12.5{THIN}%",
        "Reasons for rejection": (
            "2 zero_coordinate: The coordinate is 0, which means the place is unknown. "
            "Fill in coordinates."
        ),
        "Flags": dict(summary.lines("en"))["Flags"],
        "Notes": "Swapping x and y puts 87 % of the outside rows in Sweden.",
    }
    assert dict(summary.lines("en"))["Flags"].startswith(f"1{THIN}100 area_centre: ")


def test_swedish_is_the_language_unless_another_is_asked_for(summary):
    said = dict(summary.lines())
    assert said["Lästa rader"] == f"1{THIN}200"
    assert said == dict(summary.lines("sv"))
    assert summary.to_text() == summary.to_text("sv")


def test_nothing_read_still_says_so():
    assert ReadingSummary().lines("en") == [
        *[("Rows read", "0"), ("Accepted", "0"), ("Rejected", "0")]
    ]
    assert dict(ReadingSummary(separator=";").lines("en"))["Separator"] == ";"


def test_names_and_values_stand_in_two_columns(summary):
    lines = summary.to_text("en").splitlines()
    assert (
        lines[1] == f"{'Rows read':<22}  1{THIN}200"
    )  # "Share outside the area" is 22
    assert len(lines) == len(summary.lines("en"))


def test_as_a_table_every_part_has_its_row(summary):
    table = summary.to_frame()
    assert list(table.columns) == ["fact", "part", "value"]
    values = {(row.fact, row.part): row.value for row in table.itertuples()}
    assert values["n_read", ""] == 1200
    assert values["roles", "start"] == "Datum + Tid"
    assert values["roles", "x"] == "E"
    assert values["reasons", "zero_coordinate"] == 2
    assert values["layer", ""] == ""
    assert ("time_precision", "") not in values  # nothing in it


def test_html_never_runs_what_a_file_is_called(summary):
    html = summary._repr_html_()
    assert "a&lt;b&gt;.csv" in html
    assert "<b>" not in html
    assert html.count("<tr>") == len(summary.lines())
