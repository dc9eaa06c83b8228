"""Categories, severity, identity: what a row says beside when and where."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg


def read(**columns):
    n = len(next(iter(columns.values())))
    base = {
        "Datum": "2018-03-07 17:30",
        "E": 512_000.0 + np.arange(n),
        "N": 6_570_000.0,
    }
    return eg.read_incidents(pd.DataFrame(base | columns), crs=3006)


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        (1, ["låg", "liten", "ringa", "lindrig", "low", "Minor"]),
        (2, ["medel", "måttlig", "mellan", "normal", "medium", "moderate"]),
        (3, ["Hög", "stor", "allvarlig", "grov", "high", "serious", "major"]),
        (
            4,
            [
                *["mycket hög", "mycket allvarlig", "synnerligen hög", "kritisk"],
                *["very high", "critical"],
            ],
        ),
    ],
)
def test_words_of_severity(levels, words):
    assert (read(Allvar=words).incidents["severity"] == levels).all()


def test_severity_may_be_a_number_or_unknown():
    found = read(Allvar=["2", "1,5", "1.250", "-", "värst"]).incidents
    np.testing.assert_array_equal(found["severity"], [2, 1.5, 1.25, np.nan, np.nan])
    assert found["flags"].tolist() == ["", "", "", "", "bad_severity"]
    assert read(x1=[1]).incidents["severity"].isna().all()


def test_whole_numbers_are_names_without_decimals():
    found = read(Ärende=[4711.0, np.nan, 4712.0], Källa=[1.5, 2.0, np.nan]).incidents
    assert found["incident_id"].tolist() == ["4711", "", "4712"]
    assert found["source"].tolist() == ["1.5", "2.0", ""]


def test_a_missing_category_is_flagged_only_where_there_is_a_column():
    assert read(Kategori=["Brand", ""]).incidents["flags"].tolist() == [
        *["", "missing_category"]
    ]
    assert read(x1=["a"]).incidents["flags"].tolist() == [""]


@pytest.mark.parametrize(("length", "is_long"), [(255, False), (256, True)])
def test_no_name_is_longer_than_255(length, is_long):
    frame = {"Källa": ["k", "k" * length]}
    if not is_long:
        assert len(read(**frame).incidents) == 2
        return
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = read(**frame)
    assert found.rejected["reasons"].tolist() == ["too_long_text"]


@pytest.mark.parametrize(("length", "is_long"), [(32_767, False), (32_768, True)])
def test_no_cell_is_longer_than_excel_can_hold(length, is_long):
    frame = {"Kommentar": ["k", "k" * length]}
    if not is_long:
        assert len(read(**frame).incidents) == 2
        return
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = read(**frame)
    assert found.rejected["reasons"].tolist() == ["too_long_text"]


def test_missing_text_is_not_too_long():
    comment = pd.array(["k", None], dtype="string")
    assert len(read(Kommentar=comment).incidents) == 2
    assert len(read(Kommentar=[None, None]).incidents) == 2


def test_a_frame_is_said_to_be_one():
    assert read(x1=["a"]).summary.format == "frame"


def test_the_same_id_on_rows_that_differ_is_flagged_and_a_repeat_is_rejected():
    with pytest.warns(UserWarning, match="1 of 4 rows"):
        found = read(
            **{"Händelse-ID": ["a", "a", "a", "b"]},
            E=[512_000.0, 512_000.0, 512_001.0, 512_000.0],
        )
    assert found.rejected[["est_row", "reasons"]].to_numpy().tolist() == [
        [2, "duplicate_id"]
    ]
    assert found.incidents["flags"].tolist() == ["repeated_id", "repeated_id", ""]


def test_a_personal_number_in_a_comment_is_flagged():
    found = read(Kommentar=["pnr 811228-9874", "811228-9875", None]).incidents
    assert found["flags"].str.contains("personal").tolist() == [True, False, False]


def test_positive_events_are_marked():
    table = eg.checklists()
    row = table[table["is_positive"]].iloc[0]
    found = eg.read_incidents(
        pd.DataFrame(
            {
                "Datum": ["2018-03-07"] * 2,
                "E": [512_000.0, 512_001.0],
                "N": 6_570_000.0,
                "Kategori": [row["category"], "Eld"],
            }
        ),
        crs=3006,
        checklist={row["category"]: row["theme"], "Eld": "brand"},
    )
    assert found.incidents["is_positive"].tolist() == [True, False]
    assert found.summary.checklist == "own"
