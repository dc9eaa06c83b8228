"""From lines to records: what is one record, and what is said of those that are not."""

import csv

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estgeo.incidents.formats import _records
from estgeo.incidents.formats._records import Dialect, cut

THREE = Dialect(separator=";", header=0, width=3)
NAMES = ["a", "b", "c"]


def read_records(lines, dialect, names):
    body = ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")
    return _records.read_records(body, dialect, names)


def records(*lines, dialect=THREE):
    """Return the records below a header of three names."""
    return read_records(["a;b;c", *lines], dialect, NAMES[: dialect.width])


def rows(found):
    return (
        found.cells.astype(object).where(found.cells.notna(), None).to_numpy().tolist()
    )


def test_plain_lines_are_cut_at_every_separator():
    found = records("1;2;3", "x; y ;z")
    assert rows(found) == [["1", "2", "3"], ["x", " y ", "z"]]
    assert found.first_lines.tolist() == [1, 2]
    assert found.bad_width.tolist() == found.undecoded.tolist() == [False, False]
    assert found.n_blank == 0
    assert list(found.cells.dtypes) == [pd.StringDtype(na_value=float("nan"))] * 3


def test_empty_cells_are_missing_and_spaces_are_not():
    assert rows(records("1;;3", '"";" ";x')) == [["1", None, "3"], [None, " ", "x"]]


def test_the_header_and_what_stands_above_it_are_no_records():
    lines = ["titel;;", "a;b;c", "1;2;3"]
    found = read_records(lines, Dialect(";", 1, 3), NAMES)
    assert (rows(found), found.first_lines.tolist()) == ([["1", "2", "3"]], [2])


@pytest.mark.parametrize(
    "blank",
    [
        "",
        ";;",
        " ; ; ",
        "\t",
        ";;;;;",
        "\u00a0;;",
        "\u2003;;",
        '"";"";""',
        f"{' ' * 9};\u2003;",
    ],
)
def test_a_line_that_holds_nothing_is_counted_and_left_out(blank):
    found = records("1;2;3", blank, "4;5;6", blank)
    assert rows(found) == [["1", "2", "3"], ["4", "5", "6"]]
    assert (found.first_lines.tolist(), found.n_blank) == ([1, 3], 2)


def test_a_short_line_of_other_letters_is_no_blank_line():
    found = records("å;ä;ö", "\u2003;;å")
    assert rows(found) == [["å", "ä", "ö"], ["\u2003", None, "å"]]
    assert found.n_blank == 0


@pytest.mark.parametrize(
    ("line", "cells", "is_bad"),
    [
        ("1;2", ["1", "2", None], True),
        ("1", ["1", None, None], True),
        ("1;2;3;4", ["1", "2", "3;4"], True),
        ("1;2;3;4;5", ["1", "2", "3;4;5"], True),
        # Empty cells at the end are no cells.
        ("1;2;3;", ["1", "2", "3"], False),
        ("1;2;3; ;", ["1", "2", "3"], False),
        ("1;2;3;;5", ["1", "2", "3;;5"], True),
        # Inside quotes a separator is text, and two quotes are one.
        ('1;"2;2";3', ["1", "2;2", "3"], False),
        ('1;"sa ""hej""";3', ["1", 'sa "hej"', "3"], False),
        ('1;"2;2";3;4', ["1", "2;2", "3;4"], True),
        ('"1;2";3', ["1;2", "3", None], True),
        # A quote inside a cell that does not begin with one is a sign like others.
        ('1;5" rör;3', ["1", '5" rör', "3"], False),
        # Never closed: cut plainly, and said.
        ('1;"2;3', ["1", '"2', "3"], True),
        ('1;2;"3', ["1", "2", '"3'], True),
    ],
)
def test_cells_of_a_line(line, cells, is_bad):
    found = records("x;y;z", line, "p;q;r")
    assert rows(found) == [["x", "y", "z"], cells, ["p", "q", "r"]]
    assert found.bad_width.tolist() == [False, is_bad, False]
    assert found.first_lines.tolist() == [1, 2, 3]


def test_a_quoted_cell_may_run_over_lines():
    found = records('1;"två', "rader", '";3', "4;5;6", '7;8;"nio', '"', "10;11;12")
    assert rows(found) == [
        ["1", "två\nrader\n", "3"],
        *[["4", "5", "6"], ["7", "8", "nio\n"], ["10", "11", "12"]],
    ]
    assert found.first_lines.tolist() == [1, 4, 5, 7]
    assert not found.bad_width.any()


def test_a_record_whose_first_line_holds_nothing_is_a_record():
    found = records('"";"";"', 'x"', "4;5;6", '"";"";"', '"')
    assert rows(found) == [[None, None, "\nx"], ["4", "5", "6"]]
    assert (found.first_lines.tolist(), found.n_blank) == ([1, 3], 1)


def test_a_lone_quote_is_no_blank_line():
    found = records("1;2;3", '"', '"x;4;5', ";;")
    assert rows(found)[1:] == [['"', None, None], ['"x', "4", "5"]]
    assert (found.bad_width.tolist(), found.n_blank) == ([False, True, True], 1)


def test_plain_lines_inside_quotes_are_no_records():
    found = records('1;"a', "b;c", 'd";3', "4;5;6")
    assert rows(found) == [["1", "a\nb;c\nd", "3"], ["4", "5", "6"]]


@pytest.mark.parametrize(
    ("below", "cell"), [('b;c;d";3', "a\nb;c;d"), ('b;c;""d";3', 'a\nb;c;"d')]
)
def test_the_line_that_closes_a_quote_may_look_like_a_row(below, cell):
    found = records('1;"a', below, "4;5;6")
    assert rows(found) == [["1", cell, "3"], ["4", "5", "6"]]


def test_a_quote_that_swallows_whole_rows_was_never_closed():
    found = records('1;"2;3', "4;5;6", '7;"8";9')
    assert rows(found) == [["1", '"2', "3"], ["4", "5", "6"], ["7", "8", "9"]]
    assert found.bad_width.tolist() == [True, False, False]


def test_in_one_column_any_line_below_an_open_quote_is_a_row_of_its_own():
    found = read_records(["a", '"x', "y", "z"], Dialect(";", 0, 1), ["a"])
    assert rows(found) == [['"x'], ["y\n"[:1]], ["z"]]
    assert found.bad_width.tolist() == [True, False, False]


@pytest.mark.parametrize(("n", "is_one"), [(198, True), (199, False)])
def test_a_cell_runs_over_two_hundred_lines_at_most(n, is_one):
    found = records('1;2;"x', *["y"] * n, 'z"', "4;5;6")
    assert (len(found.cells) == 2) is is_one
    assert found.bad_width.tolist()[0] is (not is_one)
    assert rows(found)[-1] == ["4", "5", "6"]


def test_two_rows_with_the_quotes_of_another_number_of_cells_stay_two():
    found = records('1;"x', 'y";3;4;5', "6;7;8")
    assert rows(found)[0] == ["1", '"x', None]
    assert found.bad_width.tolist() == [True, True, False]


def test_undecoded_bytes_are_told_and_kept_as_windows_has_them():
    found = records("1;\udce5;3", "4;5;6", '"\udc81";å;x', '1;"a', '\udcf6";3')
    assert rows(found) == [
        *[["1", "å", "3"], ["4", "5", "6"], ["\ufffd", "å", "x"], ["1", "a\nö", "3"]]
    ]
    assert found.undecoded.tolist() == [True, False, True, True]
    assert not found.bad_width.any()


def test_a_file_of_undecoded_lines_alone():
    found = records("\udce5;2;3", "\udce4;5;6")
    assert found.cells["a"].tolist() == ["å", "ä"]
    assert found.undecoded.all()


def test_records_keep_their_order_over_many_blocks(monkeypatch):
    monkeypatch.setattr(_records, "_BLOCK", 2)
    lines = [f'{n};"x;{n}";z' if n % 3 == 0 else f"{n};y;z" for n in range(1, 12)]
    found = records(*lines)
    assert found.cells["a"].tolist() == [str(n) for n in range(1, 12)]
    assert found.cells["b"].tolist() == [
        f"x;{n}" if n % 3 == 0 else "y" for n in range(1, 12)
    ]
    assert found.first_lines.tolist() == list(range(1, 12))


def test_a_file_of_headers_has_no_records():
    found = records()
    assert (found.cells.shape, found.n_blank) == ((0, 3), 0)
    assert len(found.first_lines) == len(found.bad_width) == len(found.undecoded) == 0


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a;b", ["a", "b"]),
        ('"a;b";c', ["a;b", "c"]),
        ('"a;b', ['"a', "b"]),
        ('"a"b;c', ['"a"b', "c"]),
        ("", [""]),
    ],
)
def test_cut_one_line(line, cells):
    assert cut(line, ";") == cells


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(*[st.text('aå1 ;"\n', max_size=5)] * 3).filter(
            lambda row: any(cell.strip(' ;"\n') for cell in row)
        ),
        max_size=6,
    )
)
def test_what_csv_writes_is_read_as_it_was(table):
    """Fully quoted records of any text, against the writer of Python's own csv."""
    lines = []
    for row in table:
        quoted = ";".join('"' + cell.replace('"', '""') + '"' for cell in row)
        lines.extend(quoted.split("\n"))
    expected = [
        list(row) for row in csv.reader([f"{x}\n" for x in lines], delimiter=";")
    ]
    found = records(*lines)
    if found.bad_width.any():  # a quoted text that looks like whole rows is refused
        assert any(cell.count("\n") for row in table for cell in row)
        return
    got = [["" if cell is None else cell for cell in row] for row in rows(found)]
    assert got == expected
