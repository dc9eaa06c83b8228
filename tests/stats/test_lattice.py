"""Values on a lattice: which lie on one, and what their units are."""

import numpy as np
import pytest

from estgeo.stats import _lattice
from estgeo.stats._lattice import lattice_of


@pytest.mark.parametrize("most", [1 << 22, 3])
@pytest.mark.parametrize(
    ("values", "origin", "step"),
    [
        ([0.0, 1, 2, 2, 5], 0, 1),
        ([0.0, 2, 4, 4, 8], 0, 2),
        ([-3.0, 0, 6, 6, 9], -3, 3),
        ([1.0, 1, 1], 1, 1),
        ([0.0, 0.1, 0.7], 0, 0.1),
        ([0.25, 0.5, 0.5, 1.25], 0.25, 0.25),
        ([0.02, 0.05, 0.07], 0.02, 0.01),
        ([0.001, 0.004, 0.0], 0, 0.001),
        ([0.1 + 0.2, 0.3, 0.6, 1.0], 0.3, 0.1),
    ],
)
def test_values_are_units_above_the_least(monkeypatch, values, origin, step, most):
    monkeypatch.setattr(_lattice, "_WIDEST_COUNT", most)
    found = lattice_of(np.array(values))
    assert (found.origin, found.step) == pytest.approx((origin, step))
    units = np.rint((np.array(values) - origin) / step).astype(int)
    assert found.units.tolist() == units.tolist()
    assert found.units.dtype == np.int64
    distinct, often = np.unique(units, return_counts=True)
    assert found.distinct.tolist() == distinct.tolist()
    assert found.multiplicity.tolist() == often.tolist()


@pytest.mark.parametrize(
    "values",
    [
        [0.0, 0.0005],  # a fourth decimal
        [0.0, 1 / 3],
        [1.0, np.pi],
        [0.0, 2 + 5e-10],  # nearly whole is not whole
        [0.0, 2.0**40],  # too large for whole numbers of small steps
        [0.0, -(2.0**40)],
        [0.5, 2.0**37],  # times 10
    ],
)
def test_other_values_lie_on_no_lattice(values):
    assert lattice_of(np.array(values)) is None


def test_large_whole_numbers_lie_on_a_lattice():
    found = lattice_of(np.array([0.0, 2.0**40 - 1, 1.0]))
    assert found.units.tolist() == [0, 2**40 - 1, 1]
    assert found.distinct.tolist() == [0, 1, 2**40 - 1]


@pytest.mark.parametrize("values", [[0.0, 3, 9], [2.0, 5, 8], [0.4, 0.7, 1.9]])
def test_units_of_sums_are_sums_of_units(values):
    values = np.array(values)
    found = lattice_of(values)
    sums = np.array([values.sum(), values[:2].sum(), values[2]])
    units = found.units_of_sum(sums, np.array([3, 2, 1]))
    assert units.tolist() == [
        found.units.sum(),
        found.units[:2].sum(),
        found.units[2],
    ]


def test_a_sum_a_little_off_by_rounding_is_the_nearest_whole_one():
    found = lattice_of(np.array([0.0, 1, 2]))
    assert found.units_of_sum(
        np.array([2.9999999, 3.0000001]), np.ones(2)
    ).tolist() == [
        3,
        3,
    ]
