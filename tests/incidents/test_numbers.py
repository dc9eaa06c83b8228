"""Numbers as people write them; every expected value is read by eye."""

import numpy as np
import pandas as pd
import pytest

from estgeo.incidents._values import as_text, is_ambiguous, parse_number, read_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0.0),
        ("-15", -15.0),
        ("+15,25", 15.25),
        ("15.", 15.0),
        (",5", 0.5),
        ("1e3", 1000.0),
        ("1,5E-2", 0.015),
        ("−7", -7.0),
        ("674 032,5", 674032.5),
        ("6 570 000", 6570000.0),
        ("6\u00a0570\u202f000,5", 6570000.5),
        ("6'570'000", 6570000.0),
        ("6.570.000", 6570000.0),
        ("6.570.000,25", 6570000.25),
        ("6,570,000", 6570000.0),
        ("6,570,000.25", 6570000.25),
        ("512.034,2", 512034.2),
        ("512,034.2", 512034.2),
        ("  12  ", 12.0),
        ("１２", 12.0),
    ],
)
def test_numbers(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *["", "abc", "12x", "1 2", "12 34", "1.2.3", "1,2,3", "512.03,2,1", "--1"],
        *["1e1000000", ".", ",", "٣", "½", "0x10", "1_000", "inf", "nan"],
    ],
)
def test_what_is_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("674.032", True),
        ("674,032", True),
        (" -1,000 ", True),
        ("0.125", False),  # no one writes 125 so
        ("674.0321", False),
        ("6740.321", False),
        ("674032", False),
        ("6.570.000", False),
    ],
)
def test_one_sign_with_three_digits_behind_may_be_thousands(text, is_so):
    assert is_ambiguous(text) is is_so


def test_each_cell_is_a_number_or_has_its_reason():
    cells = pd.Series(
        ["15,2", "x", None, "674.032", "saknas", " - ", "", "1 000", "15,2"]
    )
    read = read_numbers(cells)
    np.testing.assert_array_equal(read.values, [15.2, *[np.nan] * 6, 1000.0, 15.2])
    assert np.flatnonzero(read.bad).tolist() == [1]
    assert np.flatnonzero(read.missing).tolist() == [2, 4, 5, 6]
    assert np.flatnonzero(read.ambiguous).tolist() == [3]


def test_degrees_are_never_thousands():
    read = read_numbers(pd.Series(["59.274", "15.213"]), degrees=True)
    assert read.values.tolist() == [59.274, 15.213]
    assert not read.ambiguous.any()


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1,5", "2,5", "3.5"], ","),
        (["1.5", "2.5", "3,5"], "."),
        (["1,5", "2.5"], ","),
        (["1", "2"], ""),
    ],
)
def test_the_decimal_sign_is_the_one_most_cells_have(cells, sign):
    assert read_numbers(pd.Series(cells)).decimal_sign == sign


def test_a_column_of_numbers_is_taken_as_it_is():
    read = read_numbers(pd.Series([1.5, np.nan, 674.032]))
    np.testing.assert_array_equal(read.values, [1.5, np.nan, 674.032])
    assert read.missing.tolist() == [False, True, False]
    assert not read.bad.any()
    assert not read.ambiguous.any()
    assert read.decimal_sign == ""


def test_text_is_stripped_and_nothing_is_missing():
    text = as_text(pd.Series([" a ", "", "  ", None, "b"]))
    assert text.isna().tolist() == [False, True, True, True, False]
    assert text.dropna().tolist() == ["a", "b"]
    assert as_text(pd.Series([1, 2])).tolist() == ["1", "2"]


def test_whole_numbers_become_floats():
    for cells in (pd.Series([1, 2]), pd.Series(pd.array([1, 2], "Int64"))):
        assert read_numbers(cells).values.dtype == np.float64


def test_true_and_false_are_no_numbers():
    assert read_numbers(pd.Series([True, False])).bad.all()


@pytest.mark.parametrize(
    "nothing",
    [
        *["-", "–", "—", ".", "NULL", "(null)", "None", "NaN", "NA", "n/a", "NaT"],
        *["<NA>", "Saknas", "uppgift saknas", "okänd", "Okänt", "unknown", " "],
    ],
)
def test_words_for_nothing_are_missing(nothing):
    read = read_numbers(pd.Series([nothing, "1"]))
    assert read.missing.tolist() == [True, False]
    assert not read.bad.any()
