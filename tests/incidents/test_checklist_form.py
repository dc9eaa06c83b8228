"""The checklist as a form: filled in, it is read without an option."""

import openpyxl
import pandas as pd
import pytest

import estgeo as eg

NAMES = eg.checklists()["checklist"].unique().tolist()


def filled(path, checklist, lang):
    """Fill in one report a category, as a person would, and return the categories."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    table = eg.checklists()
    categories = table.loc[table["checklist"] == checklist, "category"].tolist()
    questions = eg.checklist_questions(checklist, lang=lang).set_index("role")[
        "question"
    ]
    for row, category in enumerate(categories, start=2):
        told = {
            "start": pd.Timestamp("2018-03-05") + pd.Timedelta(days=row % 7),
            "start_time": f"{row % 24:02d}:30",
            "category": category,
            "severity": row % 4 + 1,
            "x": 15.2066 + row / 1000,
            "y": 59.2741,
            "source": "kommun",
            "comment": "Klotter",
        }
        for role, value in told.items():
            sheet.cell(row, heads[questions[role]], value)
    book.save(path)
    return categories


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("checklist", NAMES)
def test_a_form_is_read_back_without_an_option(tmp_path, checklist, lang):
    path = eg.save_checklist(tmp_path / "form.xlsx", checklist, rows=150, lang=lang)
    categories = filled(path, checklist, lang)
    found = eg.read_incidents(path)
    assert len(found.rejected) == 0
    assert found.incidents["category"].tolist() == categories
    table = eg.checklists().set_index(["checklist", "category"]).loc[checklist]
    assert found.incidents["theme"].tolist() == table["theme"].tolist()
    assert found.incidents["is_positive"].tolist() == table["is_positive"].tolist()
    assert set(found.incidents["severity"]) <= {1, 2, 3, 4}
    assert (found.incidents["source"] == "kommun").all()
    assert found.incidents["start"].iloc[0].isoformat()[:16] == "2018-03-07T02:30"


def test_an_empty_form_has_lists_and_checks(tmp_path):
    path = eg.save_checklist(
        tmp_path / "form.xlsx", "örebro", areas=["Norr", "Söder"], sources=["polis"]
    )
    book = openpyxl.load_workbook(path)
    sheet, lists = book.worksheets
    assert lists.sheet_state == "hidden"
    rules = {one.type for one in sheet.data_validations.dataValidation}
    assert rules == {"list", "date", "time", "decimal"}
    chosen = {
        cell.value
        for row in lists.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert {"Norr", "Söder", "polis", "Otrygg plats"} <= chosen


def test_reports_with_the_area_only_need_the_zones(tmp_path, town):
    areas = town.zones["name"].tolist()
    path = eg.save_checklist(tmp_path / "form.xlsx", "örebro", areas=areas)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["Datum"], pd.Timestamp("2018-03-05"))
    sheet.cell(2, heads["Händelse"], "Brand")
    sheet.cell(2, heads["Område"], areas[0])
    book.save(path)
    found = eg.read_incidents(path, zones=town.zones)
    assert found.incidents["zone"].tolist() == areas[:1]


def test_bad_forms(tmp_path):
    with pytest.raises(ValueError, match="'checklist' must be one of"):
        eg.save_checklist(tmp_path / "a.xlsx", "lund")
    with pytest.raises(ValueError, match=r"ends with \.xlsx"):
        eg.save_checklist(tmp_path / "a.csv", "örebro")


def test_no_choice_of_a_form_is_a_formula(tmp_path):
    areas = ["=1+1", "Centrum"]
    path = eg.save_checklist(tmp_path / "form.xlsx", "örebro", areas=areas)
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
