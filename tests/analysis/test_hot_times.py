"""Hot times: the planted ones of Valboås come back; few reports give no test."""

import pandas as pd
import pytest

from estgeo import hot_times, simulate_incidents


@pytest.fixture(scope="module")
def half_a_year():
    simulation = simulate_incidents(weeks=60, rng=3)
    incidents = simulation.incidents
    late = incidents["start"] >= incidents["start"].max() - pd.Timedelta("182D")
    return incidents[late], simulation.truth.hot_spots


def test_planted_windows_are_found_from_26_weeks(half_a_year):
    incidents, spots = half_a_year
    for spot in spots[spots["name"] != "Centrum"].itertuples():
        near = incidents.within(spot.geometry.buffer(30))
        mine = incidents[near & (incidents["category"] == spot.category)]
        found = hot_times(mine, simulations=199, rng=1)
        window = found.windows.iloc[0]
        assert window["days"] == spot.days
        assert (window["from"], window["to"]) == spot.hours
        assert found.p_value <= 0.01


def test_under_ten_there_is_no_test(half_a_year):
    found = hot_times(half_a_year[0].head(9), rng=1)
    assert found.verdict == "too few"
    assert found.windows.empty


def test_dates_are_counted_apart(half_a_year):
    incidents = half_a_year[0].head(40).copy()
    incidents["time_precision"] = ["date"] * 5 + ["exact"] * 35
    found = hot_times(incidents, simulations=99, rng=1)
    assert (found.n, found.n_unknown) == (35, 5)


def test_same_seed_same_answer(half_a_year):
    first, second = (hot_times(half_a_year[0].head(50), rng=4) for _ in range(2))
    assert first.p_value == second.p_value


def test_other_needs_others(half_a_year):
    with pytest.raises(ValueError, match="'others' must be the incidents"):
        hot_times(half_a_year[0], baseline="other")
