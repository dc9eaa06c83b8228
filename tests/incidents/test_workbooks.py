"""Workbooks from the inside: which sheet, which header row, which cells, what is refused."""

import io
import re
import zipfile
from datetime import date

import numpy as np
import openpyxl
import pytest

import estgeo as eg
from estgeo.incidents.formats import _table as _input
from estgeo.incidents.formats import _workbook_guard, spreadsheet
from estgeo.incidents.formats._table import Input
from estgeo.incidents.formats._workbook_guard import (
    SheetFacts,
    column_number,
    guard_xlsx,
    refuse_far_corner,
)
from estgeo.incidents.formats.spreadsheet import read_workbook

KNOWN = frozenset({"datum", "e", "n"})
HEADERS = ["Datum", "E", "N"]
ROW = ["2018-03-07", 512_000, 6_570_000]


def workbook(path, sheets):
    """Write {name: rows} as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def read_xlsx(path, layer, known):
    return read_workbook(Input(path.name, ".xlsx", path, layer=layer, known=known))


def sheet_of(tmp_path, *rows):
    return read_xlsx(workbook(tmp_path / "a.xlsx", {"a": rows}), None, KNOWN)


def changed(path, entry, change):
    """Rewrite one entry of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[entry] = change(parts[entry])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_rows_keep_the_numbers_of_the_sheet(tmp_path):
    table = sheet_of(tmp_path, ["Uttag"], [], HEADERS, ROW, [], ROW)
    assert table.est_row.tolist() == [4, 6]
    assert table.cells.to_numpy().tolist() == [ROW, ROW]
    assert (table.facts.header_row, table.facts.n_blank) == (3, 1)
    assert (table.facts.hidden_rows, table.facts.layer) == (0, "a")
    assert table.serial_epoch == date(1899, 12, 30)


def test_the_box_of_a_sheet_may_begin_anywhere(tmp_path):
    book = openpyxl.Workbook()
    for place, (header, cell) in enumerate(zip(HEADERS, ROW, strict=True)):
        book.active.cell(5, 3 + place, header)
        book.active.cell(7, 3 + place, cell)
    book.save(tmp_path / "a.xlsx")
    table = read_xlsx(tmp_path / "a.xlsx", None, KNOWN)
    assert list(table.cells.columns) == ["column 1", "column 2", *HEADERS]
    assert (table.est_row.tolist(), table.facts.header_row) == ([7], 5)


def test_cells_of_spaces_are_missing_and_a_row_of_them_is_blank(tmp_path):
    table = sheet_of(tmp_path, HEADERS, ["  ", None, "x"], [" ", "\u00a0"], ROW)
    assert table.cells.isna().to_numpy().tolist() == [[True, True, False], [False] * 3]
    assert (table.est_row.tolist(), table.facts.n_blank) == ([2, 4], 1)


def test_columns_without_a_header_are_kept_as_far_as_they_are_filled(tmp_path):
    table = sheet_of(
        tmp_path, [*HEADERS, None, None, None], [*ROW, None, "x"], [*ROW, "y"]
    )
    assert list(table.cells.columns) == [*HEADERS, "column 4", "column 5"]


def test_how_far_a_sheet_is_filled():
    headers, below, notes = spreadsheet._headers(
        [["Datum", "E", "N", "", " ", "", ""], [*ROW, "", "x", "", " "]], KNOWN
    )
    assert (headers, below, notes) == (["Datum", "E", "N", "", " "], 1, {})
    assert spreadsheet._headers([HEADERS, ROW], KNOWN)[0] == HEADERS
    assert [
        spreadsheet._filled_width(row) for row in ([], ["", " "], [0], ["", 1, ""])
    ] == [*[0, 0, 1, 2]]


def test_two_known_names_make_a_header(tmp_path):
    table = sheet_of(tmp_path, ["a", "b", "c"], ["Datum", "b", "Plats", "E"], ROW)
    assert table.facts.header_row == 2


def test_the_header_is_the_row_with_most_known_names(tmp_path):
    table = sheet_of(tmp_path, ["Datum", "2018", "mars"], ["Datum", "E"], HEADERS, ROW)
    assert table.facts.header_row == 3


@pytest.mark.parametrize(("above", "header"), [(19, 20), (20, 1)])
def test_the_header_stands_within_twenty_rows(tmp_path, above, header):
    titles = [["titel", "rad"]] * above
    table = sheet_of(tmp_path, *titles, HEADERS, ROW)
    assert table.facts.header_row == header


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        # Without two known names: the first row with two texts.
        ([["titel"], ["a", 1], ["a", "b"], ["c", "d"]], 3),
        # One known name is too few to be sure of.
        ([["a", "b"], ["Datum", "c"]], 1),
        ([[1, 2], [3, 4]], 1),
    ],
)
def test_the_header_of_unknown_names(tmp_path, rows, header):
    assert sheet_of(tmp_path, *rows).facts.header_row == header


def test_a_header_alone_has_no_rows(tmp_path):
    table = sheet_of(tmp_path, HEADERS)
    assert (table.cells.shape, list(table.cells)) == ((0, 3), HEADERS)


def test_which_sheet_is_meant(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = [HEADERS, ROW]
    notes = [["Läs detta"], ["Frågor till", "Eva"]]
    workbook(path, {"om": notes, "mars": rows, "tom": []})
    assert read_xlsx(path, None, KNOWN).facts.layer == "mars"
    workbook(path, {"om": notes, "tom": []})
    assert read_xlsx(path, None, KNOWN).facts.layer == "om"
    workbook(path, {"om": notes, "mer": notes, "tom": []})
    with pytest.raises(ValueError, match=r"it has the sheets 'om', 'mer'\. Pass layer"):
        read_xlsx(path, None, KNOWN)
    # A header further down than twenty rows is not looked for.
    workbook(path, {"om": notes, "mars": [["-"]] * 20 + rows})
    with pytest.raises(ValueError, match="it has the sheets 'om', 'mars'"):
        read_xlsx(path, None, KNOWN)
    workbook(path, {"ett": [], "två": []})
    with pytest.raises(ValueError, match=r"a\.xlsx: it is empty"):
        read_xlsx(path, None, KNOWN)
    with pytest.raises(ValueError, match=r"a\.xlsx: its sheet 'ett' is empty"):
        read_xlsx(path, "ett", KNOWN)
    # Two known names are enough, and cells of spaces are nothing.
    workbook(path, {"om": notes, "mars": [["Datum", "E", "?"]], "tom": [[" "]]})
    assert read_xlsx(path, None, KNOWN).facts.layer == "mars"
    workbook(path, {"om": notes, "tom": [[" "], [" "]]})
    assert read_xlsx(path, None, KNOWN).facts.layer == "om"


def test_a_sheet_that_is_named_is_read_and_must_be_there(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"om": [["x", "y"]], "mars": [HEADERS, ROW]})
    assert read_xlsx(path, "om", KNOWN).facts.layer == "om"
    with pytest.raises(KeyError, match=r"one of 'om', 'mars' in a\.xlsx, got 'april'"):
        read_xlsx(path, "april", KNOWN)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_read_only_when_named_or_alone(tmp_path, state):
    book = openpyxl.Workbook()
    book.active.title = "mars"
    hidden = book.create_sheet("gammalt")
    for sheet in (book.active, hidden):
        sheet.append(HEADERS)
        sheet.append(ROW)
    hidden.sheet_state = state
    book.save(tmp_path / "a.xlsx")
    assert read_xlsx(tmp_path / "a.xlsx", None, KNOWN).facts.layer == "mars"
    assert read_xlsx(tmp_path / "a.xlsx", "gammalt", KNOWN).facts.layer == "gammalt"


def test_a_sheet_of_charts_is_no_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "mars"
    book.active.append(HEADERS)
    book.active.append(ROW)
    book.create_chartsheet("diagram")
    book.save(tmp_path / "a.xlsx")
    assert list(guard_xlsx("a.xlsx", tmp_path / "a.xlsx")) == ["mars"]
    assert read_xlsx(tmp_path / "a.xlsx", None, KNOWN).facts.layer == "mars"


def test_addresses_inside_a_workbook_may_be_absolute_or_not(tmp_path):
    links = "xl/_rels/workbook.xml.rels"
    path = workbook(tmp_path / "a.xlsx", {"a": [HEADERS, ROW]})
    with zipfile.ZipFile(path) as archive:
        assert b'Target="/xl/worksheets/sheet1.xml"' in archive.read(links)
    whole = guard_xlsx("a.xlsx", path)
    changed(path, links, lambda data: data.replace(b'"/xl/work', b'"work'))
    assert guard_xlsx("a.xlsx", path) == whole
    assert (whole["a"].n_cells, whole["a"].last_row) == (6, 2)


def test_faulty_cells_are_told_by_column(tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADERS, ROW, ROW, ROW, ROW):
        book.active.append(row)
    book.active["A2"] = "=TODAY()"  # openpyxl writes formulas without a value
    book.active["O2"] = "=1+1"  # in the first column that the table does not have
    for cell in ("B3", "N3"):
        book.active[cell].value, book.active[cell].data_type = "#N/A", "e"
    book.save(tmp_path / "a.xlsx")
    table = read_xlsx(tmp_path / "a.xlsx", None, KNOWN)
    told = {key: mask.tolist() for key, mask in table.cell_faults.items()}
    assert told[("formula_without_value", "Datum")] == [True, False, False, False]
    assert told[("cell_error", "E")] == [False, True, False, False]
    assert set(told) - {("cell_error", "column 14")} == {
        *[("formula_without_value", "Datum"), ("cell_error", "E")]
    }


def test_a_row_of_nothing_but_a_fault_is_kept(tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADERS, ROW, [None], ROW):
        book.active.append(row)
    book.active["A3"] = "=TODAY()"
    book.save(tmp_path / "a.xlsx")
    table = read_xlsx(tmp_path / "a.xlsx", None, KNOWN)
    assert table.est_row.tolist() == [2, 3, 4]
    mask = table.cell_faults[("formula_without_value", "Datum")]
    assert mask.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (b'<c r="B3"><v>1</v></c>', None),
        (b'<c r="B3"/>', None),
        (b'<c r="B3"><f>A1+1</f><v>2</v></c>', None),
        (b'<c r="B3"><f>A1+1</f></c>', "formula_without_value"),
        (b'<c r="B3"><f>A1+1</f><v></v></c>', "formula_without_value"),
        (b'<c r="B3"><f t="shared" si="0"></f></c>', "formula_without_value"),
        (b'<x:c r="B3"><x:f>A1</x:f></x:c>', "formula_without_value"),
        (b'<x:c r="B3"><x:f>A1</x:f><x:v>1</x:v></x:c>', None),
        (b'<c s="4" r="B3" t="e"><v>#N/A</v></c>', "cell_error"),
        (b'<c r="B3" t="e"/>', "cell_error"),
    ],
)
def test_faults_in_the_xml_of_a_cell(cell, reason):
    xml = b'<sheet><row r="3"><c r="A3"><v>7</v></c>' + cell + b"</row></sheet>"
    expected = {(2, 1): reason, (2, None): ""} if reason else {}
    xml = xml.replace(b"<x:", b"<").replace(b"</x:", b"</")
    assert facts_of(xml).faults == expected
    prefixed = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b'"', b"'")
    assert facts_of(prefixed).faults == expected


def facts_of(xml):
    """Return the facts of a sheet; quickly if it is spelled as usual."""
    quick = _workbook_guard._looked_through(io.BytesIO(xml))
    slow = _workbook_guard.parsed(
        io.BytesIO(xml.replace(b"<x:", b"<").replace(b"</x:", b"</"))
    )
    assert quick is None or quick == slow
    return slow


def test_columns_count_as_a_sheet_does():
    letters = ["A", "Z", "AA", "AB", "ZZ", "AAA", "XFD"]
    assert [column_number(each) for each in letters] == [
        *[0, 25, 26, 27, 701, 702, 16_383]
    ]


def corner(n_cells, last):
    """Return the XML of a column of cells, and one cell far away."""
    cells = b"".join(b'<c r="A%d"><v>1</v></c>' % (n + 1) for n in range(n_cells - 1))
    return b"<sheetData>" + cells + b'<c r="%s"><v>1</v></c></sheetData>' % last


@pytest.mark.parametrize(
    ("n_cells", "last", "n_box"),
    [
        (10, b"Z50000", None),  # a small sheet of any shape
        (10, b"B1000000", None),  # a box of two million, just not more
        (10, b"B1000001", "2,000,002"),
        (40_001, b"B1000001", None),  # filled well enough
        (40_000, b"B1000001", "2,000,002"),
        (40_001, b"C1000001", "3,000,003"),
    ],
)
def test_a_cell_far_away_is_refused(n_cells, last, n_box):
    facts = facts_of(corner(n_cells, last))
    if n_box is None:
        refuse_far_corner("a.xlsx", "mars", facts)
        return
    told = rf"a\.xlsx: sheet 'mars' spans {n_box} cells but only {n_cells:,} are filled"
    with pytest.raises(ValueError, match=told):
        refuse_far_corner("a.xlsx", "mars", facts)


def test_a_cell_far_away_is_found_wherever_it_stands(tmp_path, monkeypatch):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["ZZ200000"] = "Datum", 1
    book.save(tmp_path / "a.xlsx")
    for step in (1_000, 30, 17):
        monkeypatch.setattr(_workbook_guard, "_STEP", step)
        with pytest.raises(ValueError, match="spans 140,400,000 cells but only"):
            guard_xlsx("a.xlsx", tmp_path / "a.xlsx")


def test_a_sheet_larger_than_the_memory_is_refused_however_full(monkeypatch):
    monkeypatch.setattr(_workbook_guard, "MOST_CELLS", 20)
    refuse_far_corner("a.xlsx", "mars", SheetFacts(20, 5, 4))
    with pytest.raises(ValueError, match="spans 24 cells but only 21 are filled"):
        refuse_far_corner("a.xlsx", "mars", SheetFacts(21, 6, 4))


def test_a_workbook_that_leaves_no_memory_free_is_refused(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", {"a": [HEADERS, ROW]})
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    monkeypatch.setattr(_input, "free_memory", lambda: 4.0 * unpacked)
    guard_xlsx("a.xlsx", path)
    monkeypatch.setattr(_input, "free_memory", lambda: 4.0 * unpacked - 1)
    with pytest.raises(ValueError, match=r"it unpacks to 0 MB.* MB of memory are free"):
        guard_xlsx("a.xlsx", path)


def test_a_large_entry_that_packs_too_well_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"a": [HEADERS, ROW]})

    def add(data):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("part", data)
        with zipfile.ZipFile(path) as archive:
            _input.refuse_bomb("a.xlsx", archive)

    add(b"0" * 999_999)  # small ones may pack as they like
    add(np.random.default_rng(1).bytes(2_000_000))
    with pytest.raises(ValueError, match=r"it unpacks to 3 MB, [\d,]+ times its size"):
        add(b"0" * 3_000_000)


def test_more_parts_than_any_workbook_has_are_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    for n, is_fine in ((10_000, True), (10_001, False)):
        with zipfile.ZipFile(path, "w") as archive:
            for each in range(n):
                archive.writestr(f"{each}", b"")
        with zipfile.ZipFile(path) as archive:
            if is_fine:
                _input.refuse_bomb("a.xlsx", archive)
                continue
            with pytest.raises(ValueError, match="in 10,001 parts"):
                _input.refuse_bomb("a.xlsx", archive)


@pytest.mark.parametrize("trick", [b"<!DOCTYPE x>", b'<!ENTITY a "b">'])
def test_xml_that_defines_entities_is_refused(tmp_path, trick):
    path = workbook(tmp_path / "a.xlsx", {"a": [HEADERS, ROW]})
    changed(path, "xl/workbook.xml", lambda data: trick + data)
    with pytest.raises(ValueError, match="it is not a whole xlsx workbook"):
        read_xlsx(path, None, KNOWN)


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"Datum;E;N")
    with pytest.raises(ValueError, match=r"a\.xlsx: it is not a whole xlsx workbook"):
        eg.read_incidents(path)
    workbook(path, {"a": [HEADERS, ROW]})
    changed(path, "xl/worksheets/sheet1.xml", lambda _: b"<worksheet><sheetData><row")
    with pytest.raises(
        ValueError, match=r"'source' must be a readable file, got a\.xlsx"
    ):
        eg.read_incidents(path)


@pytest.mark.parametrize("said", ["1", "true"])
def test_a_workbook_says_that_it_counts_from_1904(tmp_path, said):
    path = workbook(tmp_path / "a.xlsx", {"a": [HEADERS, ROW]})
    mark = f'<workbookPr date1904="{said}"'.encode()
    element = rb"<workbookPr(?=[ /])"
    changed(path, "xl/workbook.xml", lambda data: re.sub(element, mark, data))
    table = read_xlsx(path, None, KNOWN)
    assert table.serial_epoch == date(1904, 1, 1)
    assert dict(table.facts.notes) == {"dates_from_1904": ""}


def test_hidden_rows_are_counted(tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADERS, ROW, ROW, ROW):
        book.active.append(row)
    for row in (2, 4):
        book.active.row_dimensions[row].hidden = True
    book.save(tmp_path / "a.xlsx")
    table = read_xlsx(tmp_path / "a.xlsx", None, KNOWN)
    assert (table.facts.hidden_rows, len(table.cells)) == (2, 3)
