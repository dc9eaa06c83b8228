"""Hidden counts cannot be worked out: an attacker of another make tries."""

import numpy as np
import pytest
from witnesses.lp_attacker import attacker, random_tables

from estgeo.stats.suppression import (
    _next_to_hide,
    hide,
    is_total,
    sums_to_totals,
    with_totals,
)


def test_totals_by_hand():
    assert with_totals([[1, 2], [3, 4]]).tolist() == [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    assert is_total((3, 3)).sum() == 5
    assert (sums_to_totals((3, 3)) @ with_totals([[1, 2], [3, 4]]).ravel() == 0).all()


def test_one_small_count_takes_a_second_with_it():
    # 3 = 31 - 8 - 20 if only the 3 were hidden.
    assert hide([3, 8, 20], 5).tolist() == [True, True, False, False]


def test_nought_is_protected_as_one_is():
    assert hide([0, 8, 20], 5).tolist() == hide([1, 8, 20], 5).tolist()


def test_no_more_is_hidden_than_is_needed():
    # One and three add up to four: each may be anything from 0 to 4, five values.
    assert hide([1, 3, 20], 5).tolist() == [True, True, False, False]
    # One and two add up to three: four values are too few.
    assert hide([1, 2, 20], 5).tolist() == [True, True, True, False]


def test_nothing_is_hidden_when_nothing_is_small():
    assert not hide([[5, 6], [7, 8]], 5).any()


def test_two_small_counts_that_are_known_together_take_a_third():
    # Two hidden cells whose sum is 1 could each only be 0 or 1.
    hidden = hide([0, 1, 9, 30], 5)
    assert hidden.tolist() == [True, True, True, False, False]


def test_a_small_total_is_hidden_too():
    hidden = hide([[0, 1], [2, 1], [30, 40]], 5)
    assert hidden[0, 2]
    assert hidden[1, 2]


def test_a_table_smaller_than_k_is_refused():
    with pytest.raises(
        ValueError, match="'table' must be of at least 5 incidents, got 4"
    ):
        hide([1, 3], 5)


def test_cells_hidden_for_another_reason_are_protected_as_well():
    also = np.array([False, False, True])
    assert hide([30, 9, 20], 5, also=also).tolist() == [False, True, True, False]


@pytest.mark.parametrize(("k", "counts"), list(random_tables(12, seed=7)))
def test_no_cell_is_derivable_by_an_independent_attacker(k, counts):
    try:
        hidden = hide(counts, k)
    except ValueError:
        assert counts.sum() < k
        return
    table = with_totals(counts)
    assert (table[~hidden] >= k).all()
    for low, high in attacker(table, hidden).values():
        assert high - low >= k - 1 - 1e-6


def test_the_attacker_itself_finds_what_plain_suppression_gives_away():
    # A test of the test: hiding only small cells must be seen as a leak.
    counts = np.array([[3, 8, 20], [9, 9, 9]])
    table = with_totals(counts)
    ranges = attacker(table, table < 5)
    assert ranges[0, 0] == [3, 3]


def test_k_incidents_in_all_are_enough_to_tell_their_total():
    hidden = hide([2, 3], 5)
    assert hidden.tolist() == [True, True, False]
    with pytest.raises(ValueError, match="got 4"):
        hide([2, 2], 5)


def chosen(table, hidden, exposed):
    """Return the place of the cell that is hidden next."""
    table, hidden = np.array(table), np.array(hidden, bool)
    at = _next_to_hide(table, hidden, np.array(exposed, bool))
    return tuple(int(part) for part in np.unravel_index(at, table.shape))


def marks(shape, *places):
    found = np.zeros(shape, bool)
    for place in places:
        found[place] = True
    return found


COUNTS = with_totals([[3, 8, 20], [9, 7, 30], [6, 12, 10]])


def test_the_smallest_count_on_a_line_of_the_exposed_cell_is_hidden_next():
    one = marks((4, 4), (0, 0))
    assert chosen(COUNTS, one, one) == (2, 0)  # of 8, 20, 9, 6 and the totals


def test_a_cell_whose_other_line_holds_hidden_cells_comes_before_a_smaller_one():
    # (0, 1) is 8 and stands above the hidden 12; (2, 0) is 6 in the row of that 12.
    hidden = marks((4, 4), (0, 0), (1, 1))
    assert chosen(COUNTS, hidden, marks((4, 4), (0, 0))) == (0, 1)


def test_lines_where_one_cell_is_hidden_alone_come_first():
    # The 3 has company in its row, and none in its column.
    hidden = marks((4, 4), (0, 0), (0, 1), (1, 1))
    assert chosen(COUNTS, hidden, marks((4, 4), (0, 0)))[1] == 0


def test_totals_are_hidden_last_and_the_grand_total_never():
    row = with_totals([3, 8])
    assert chosen(row, marks(3, 0), marks(3, 0)) == (1,)
    with pytest.raises(ValueError, match="possible to protect, got one where all is"):
        chosen(row, marks(3, 0, 1), marks(3, 0))
    table = with_totals([[3], [8]])
    hidden = marks((3, 2), (0, 0), (1, 0))
    assert chosen(table, hidden, marks((3, 2), (0, 0))) == (0, 1)


def test_when_its_lines_hold_nothing_more_another_cell_is_hidden():
    table = with_totals([[3, 4], [8, 9]])
    hidden = marks((3, 3), (0, 0), (0, 1), (0, 2), (1, 0), (2, 0))
    assert chosen(table, hidden, marks((3, 3), (0, 0))) == (1, 1)
