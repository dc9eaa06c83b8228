"""Marks on rows: none is lost, none is taken away, always in the order of the list."""

import numpy as np
import pytest

from estgeo.incidents._reasons import Marks

CODES = ("first", "second", "third")


@pytest.fixture
def marks():
    """Four rows: one with two codes, one settled before its code came."""
    made = Marks(CODES, 4)
    made.add("second", np.array([True, True, False, False]))
    made.settle(np.array([False, False, True, False]))
    made.add("first", np.array([True, False, True, False]))
    return made


def test_codes_are_joined_in_the_order_of_the_list(marks):
    assert marks.joined().tolist() == ["first;second", "second", "", ""]
    assert Marks(CODES, 0).joined().tolist() == []
    assert Marks(CODES, 2).joined().tolist() == ["", ""]


def test_more_rows_may_get_a_code_that_others_have(marks):
    marks.add("first", np.array([False, False, False, True]))
    marks.settle(np.array([False, False, False, True]))
    marks.add("third", np.array([False, True, True, True]))
    assert marks.joined().tolist() == ["first;second", "second;third", "", "first"]


def test_rows_that_have_a_code(marks):
    assert marks.has("first").tolist() == [True, False, False, False]
    assert marks.has("first", "second").tolist() == [True, True, False, False]
    assert marks.has("third").tolist() == [False] * 4
    assert marks.any.tolist() == [True, True, False, False]
    assert not Marks(CODES, 2).any.any()


def test_counts_are_of_codes_that_occur(marks):
    assert list(marks.counts().items()) == [("first", 1), ("second", 2)]
    among = np.array([False, True, True, True])
    assert marks.counts(among) == {"second": 1}


def test_the_list_is_closed(marks):
    with pytest.raises(KeyError, match="fourth is not in the closed list"):
        marks.add("fourth", np.zeros(4, bool))


def test_what_is_no_report_has_its_one_mark_though_it_was_settled(marks):
    marks.only("third", np.array([True, False, True, False]))
    marks.add("first", np.array([True, True, True, False]))
    assert marks.joined().tolist() == ["third", "first;second", "third", ""]
