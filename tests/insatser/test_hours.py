"""Displacement to other hours."""

import numpy as np
import pytest

from estgeo.insatser.hours import time_displacement
from estgeo.insatser.insats import Insats


@pytest.fixture
def two_shifts(plain):
    """Every noon: in the area until the start, in the control all the time."""
    return plain({0: np.arange(0, 546), 3: np.arange(0, 644)})


def test_counts_and_hours_apart(two_shifts, areas):
    insats = Insats("Vakt", areas([0]), "2017-07-03")
    table = time_displacement(
        two_shifts, insats, hours=(11, 13), control=areas([3])
    ).set_index("hours")
    assert table.before["insats"] == 364
    assert table.after["insats"] == 0
    assert table.high["insats"] < 0.1
    assert table.status["other"] == "too few events"
    night = time_displacement(two_shifts, insats, hours=(22, 9), control=areas([3]))
    assert night.set_index("hours").before["beside"] == 0
    near = time_displacement(two_shifts, insats, hours=(22, 10), control=areas([3]))
    assert near.set_index("hours").before["beside"] == 364


@pytest.mark.parametrize("hours", [(5, 5), (5, 30), (0, 24), (1.5, 2)])
def test_bad_hours(two_shifts, areas, hours):
    insats = Insats("Vakt", areas([0]), "2017-07-03")
    with pytest.raises(ValueError, match="'hours' must be two different whole hours"):
        time_displacement(two_shifts, insats, hours=hours, control=areas([3]))
