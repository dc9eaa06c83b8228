"""What several releases tell together, against subtraction by hand and brute force."""

from itertools import product

import numpy as np
import pytest
from scipy import sparse

from estgeo.stats.differencing import known_ranges


def matrix(rows):
    return sparse.csr_matrix(np.array(rows, dtype=float))


def test_subtraction_by_hand():
    low, high = known_ranges(
        matrix([[1, 1, 0], [1, 1, 1]]),
        np.array([20.0, 23.0]),
        np.array([20.0, 23.0]),
        matrix([[0, 0, 1], [1, 0, 0]]),
    )
    assert low.tolist() == [3, 0]
    assert high.tolist() == [3, 20]


def test_open_and_closed_ranges():
    low, high = known_ranges(
        matrix([[1, 1], [1, 0]]),
        np.array([10.0, 5.0]),
        np.array([14.0, np.inf]),
        matrix([[0, 1]]),
    )
    assert (low[0], high[0]) == (0, 9)


@pytest.mark.parametrize("seed", range(8))
def test_equals_every_possible_table(seed):
    rng = np.random.default_rng(seed)
    published = rng.integers(0, 2, (4, 4)).astype(float)
    published[0] = 1  # everything is bounded
    truth = rng.integers(0, 5, 4)
    numbers = published @ truth
    wide = rng.integers(0, 2, 4) * rng.integers(0, 3, 4)
    low, high = np.maximum(numbers - wide, 0), numbers + wide
    everything = np.array(list(product(range(int(high[0]) + 1), repeat=4)))
    sums = everything @ published.T
    possible = everything[((sums >= low) & (sums <= high)).all(axis=1)]
    regions = np.eye(4)
    least, most = known_ranges(matrix(published), low, high, matrix(regions))
    # Whole numbers can only be narrower than the continuous range.
    assert (least <= possible.min(axis=0) + 1e-6).all()
    assert (most >= possible.max(axis=0) - 1e-6).all()
    assert (possible.min(axis=0) - least < 1).all()
    assert (most - possible.max(axis=0) < 1).all()


def test_releases_that_contradict_each_other_are_told():
    with pytest.raises(ValueError, match="contradict"):
        known_ranges(
            matrix([[1, 1], [1, 0]]),
            np.array([3.0, 9.0]),
            np.array([3.0, 9.0]),
            matrix([[0, 1]]),
        )


def test_thirds_are_given_to_six_decimals():
    # Every three of four atoms are 1 together: each is a third.
    published = 1 - np.eye(4)
    ends = known_ranges(matrix(published), np.ones(4), np.ones(4), matrix(np.eye(4)))
    assert [end.tolist() for end in ends] == [[0.333333] * 4] * 2


def test_nothing_is_not_below_zero():
    low, high = known_ranges(
        matrix([[1, 1]]), np.zeros(1), np.zeros(1), matrix([[1, 0]])
    )
    assert (low[0], high[0]) == (0, 0)
    assert not np.signbit([low[0], high[0]]).any()


def test_where_nothing_is_published_nothing_is_known():
    low, high = known_ranges(
        matrix([[1, 0]]), np.array([3.0]), np.array([3.0]), matrix([[0, 1], [1, 1]])
    )
    assert low.tolist() == [0, 3]
    assert high.tolist() == [1e7, 1e7 + 3]


def test_ranges_alone_without_any_exact_number():
    low, high = known_ranges(
        matrix([[1, 0], [1, 1]]),
        np.array([2.0, 7.0]),
        np.array([4.0, 9.0]),
        matrix([[0, 1], [1, 0]]),
    )
    assert low.tolist() == [3, 2]
    assert high.tolist() == [7, 4]


def test_whole_atoms_in_any_kind_of_number():
    published = sparse.csr_matrix(np.array([[1, 1], [1, 0]], dtype=np.uint8))
    region = sparse.csr_matrix(np.array([[0, 1]], dtype=np.uint8))
    numbers = np.array([9.0, 4.0])
    low, high = known_ranges(published, numbers, numbers, region)
    assert (low[0], high[0]) == (5, 5)
