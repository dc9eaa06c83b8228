"""Several categories in a cell, and offences as the police name them."""

import warnings

import pandas as pd
import pytest

import estgeo as eg
from estgeo.incidents._checklists import theme_finder


def read(cells, **options):
    frame = pd.DataFrame(
        {"Datum": pd.date_range("2018-03-05 10:07", periods=len(cells), freq="D"),
         "Kategori": cells, "E": range(512_000, 512_000 + len(cells)), "N": 6_570_000}
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return eg.read_incidents(frame, crs=3006, **options)


FORMS = ["Klotter;Nedskräpning;", "Klotter;", "Nedskräpning", "Klotter;Brand;Buller;"]


def test_several_categories_are_kept_and_said():
    found = read(FORMS)
    assert found.incidents["category"].tolist() == [
        "Klotter;Nedskräpning;",
        "Klotter",
        "Nedskräpning",
        "Klotter;Brand;Buller;",
    ]
    assert (found.incidents["weight"] == 1).all()
    flags = found.incidents["flags"].str.contains("several_categories")
    assert flags.tolist() == [True, False, False, True]
    assert "2 (Klotter; Nedskräpning)" in found.summary.to_text("sv")


def test_several_categories_are_split_without_a_report_more():
    found = read(FORMS, categories="split")
    rows = found.incidents
    assert rows["est_row"].tolist() == [1, 1, 2, 3, 4, 4, 4]
    assert rows["weight"].tolist() == pytest.approx([0.5, 0.5, 1, 1] + [1 / 3] * 3)
    assert rows["category"].tolist() == [
        *["Klotter", "Nedskräpning", "Klotter", "Nedskräpning"],
        *["Klotter", "Brand", "Buller"],
    ]
    assert found.n_read == rows["est_row"].nunique() + len(found.rejected) == 4
    assert found.summary.n_accepted == 4
    assert rows["weight"].sum() == pytest.approx(4)


def test_totals_count_a_report_once_and_parts_each_of_its_categories():
    rows = read(FORMS, categories="split").incidents
    assert eg.period_counts(rows, every="year")["n"].tolist() == [4]
    by = eg.period_counts(rows, every="year", by="category").set_index("category")["n"]
    assert by.to_dict() == {"Klotter": 3, "Nedskräpning": 2, "Brand": 1, "Buller": 1}
    area = (
        eg.square_grid(rows.union_all().buffer(50), cell_size=1000) if False else None
    )
    assert area is None
    assert eg.hour_of_week(rows)["n"].sum() == pytest.approx(4)


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        (["Klotter|Brand"], ["Klotter", "Brand"]),
        (["Klotter\nBrand"], ["Klotter", "Brand"]),
        (["Klotter, Brand", "Klotter", "Brand"], ["Klotter", "Brand"]),
        (["Klotter,Brand", "Brand", "Klotter"], ["Klotter", "Brand"]),
        # A comma that may be part of a name is left alone.
        (["Klotter, skadegörelse", "Brand"], None),
        (["Klotter; klotter"], None),
    ],
)
def test_what_stands_between_categories(cells, parts):
    first = read(cells, categories="split").incidents
    first = first[first["est_row"] == 1]["category"].tolist()
    assert (first if len(first) > 1 else None) == parts or parts is None


def test_a_comma_is_part_of_a_name_of_the_checklist():
    found = read(["Klotter, skadegörelse"], checklist="borås", categories="split")
    assert found.incidents["theme"].tolist() == ["skadegörelse"]


def test_each_part_gets_its_own_theme():
    cells = ["Skadegörelse;Brand;", "Brand;", "Skadegörelse;Okänt;"]
    kept = read(cells, checklist="örebro")
    assert kept.incidents["theme"].tolist() == ["", "brand"]
    assert kept.rejected["reasons"].tolist() == ["unknown_category"]
    split = read(cells, checklist="örebro", categories="split")
    assert split.incidents["theme"].tolist() == ["skadegörelse", "brand", "brand"]
    assert len(split.rejected) == 1


def test_categories_is_one_of_two():
    with pytest.raises(ValueError, match="'keep', 'split'"):
        read(FORMS, categories="both")


@pytest.mark.parametrize(
    ("offence", "theme"),
    [
        ("1203", "skadegörelse"),
        ("1203 Klotter", "skadegörelse"),
        ("0356", "hot och våld"),
        ("356", "hot och våld"),  # a spreadsheet takes the first nought
        ("9357", "hot och våld"),
        ("5005", "narkotika"),
        ("Misshandel, grov, utomhus, obekant", "hot och våld"),
        ("Försök till grov stöld", "tillgrepp"),
        ("0893 - Rån mot butik", "hot och våld"),  # the name before the chapter
        ("Våld/hot mot tjänsteman", "incident mot anställd"),
        ("STÖLD UR MOTORFORDON", "tillgrepp"),
        ("Rattfylleri", "övrigt"),
        ("Brandövning", ""),
        ("7777", ""),
    ],
)
def test_offences_by_name_or_chapter(offence, theme):
    assert theme_finder("brottskod")(offence) == theme


def test_offences_are_chosen_like_a_checklist():
    found = read(["1203", "0356", "hej"], checklist="brottskod")
    assert found.incidents["theme"].tolist() == ["skadegörelse", "hot och våld"]
    assert found.rejected["reasons"].tolist() == ["unknown_category"]
    assert found.summary.checklist == "brottskod"
    # Bare numbers may be anyone's codes: they are no offences unasked.
    assert read(["1203", "0356"]).summary.checklist == ""
    assert read(["Rån", "Stöld, försök"]).summary.checklist == "brottskod"
