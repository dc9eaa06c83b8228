"""Zones and periods as rows: counted by hand."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg


def made(plain, areas, days, numbers, start, end=None, **given):
    incidents = plain(days)
    insats = eg.Insats("Belysning", areas([0]), start, end)
    return eg.study_panel(
        incidents, [insats], areas(numbers).set_index("name"), **given
    )


def test_counts_days_and_roles(plain, areas):
    # Day 0 is Monday 2016-01-04; weeks of 7 days, the insats begins Monday of week 3.
    days = {0: [0, 1, 8, 20], 1: [2, 15, 16], 0.2: [3], 2: [0, 27]}
    panel = made(
        plain, areas, days, [0, 1, 2], "2016-01-18", every="week", rings=(950,)
    )
    assert panel["n"].to_numpy().reshape(3, 4).tolist() == [
        [2, 1, 1, 0],
        [1, 0, 2, 0],
        [1, 0, 0, 1],
    ]
    assert panel.groupby("zone")["role"].first().tolist() == [
        "treated",
        "near",
        "comparison",
    ]
    assert panel.groupby("zone")["ring"].first().tolist() == ["", "0–950 m", ""]
    assert panel.groupby("zone")["first_time"].first().tolist() == [3, 3, 0]
    assert panel["treated"].to_numpy().reshape(3, 4)[0].tolist() == [
        False,
        False,
        True,
        True,
    ]
    assert not panel["treated"].to_numpy().reshape(3, 4)[1:].any()
    assert not panel["left_out"].any()
    assert (panel["exposure"] == 7).all()
    assert panel["period"].tolist()[:4] == [
        "2016-W01",
        "2016-W02",
        "2016-W03",
        "2016-W04",
    ]


def test_a_period_begun_halfway_and_those_after_the_end_are_left_out(plain, areas):
    days = {0: range(35), 1: range(35)}
    panel = made(plain, areas, days, [0, 1], "2016-01-13", "2016-01-31", every="week")
    assert panel["left_out"].tolist()[:5] == [False, True, False, False, True]
    assert panel["first_time"].tolist()[:5] == [3] * 5
    assert not panel["left_out"][5:].any()


def test_periods_not_covered_whole_are_left_out(plain, areas):
    panel = made(
        plain,
        areas,
        {0: range(2, 40), 1: range(2, 40)},
        [0, 1],
        "2016-01-18",
        every="week",
    )
    assert panel["period"].unique().tolist() == [
        "2016-W02",
        "2016-W03",
        "2016-W04",
        "2016-W05",
    ]


def test_a_zone_covered_by_half_is_treated(plain, areas):
    zones = areas([0, 1, 2]).set_index("name")
    half = zones.geometry.iloc[1]
    part = half.intersection(half.buffer(0).envelope)
    insats = eg.Insats("A", part, "2016-01-18")
    panel = eg.study_panel(
        plain({0: range(30), 1: range(30)}), [insats], zones, every="week"
    )
    assert panel.groupby("zone")["role"].first().tolist() == [
        "comparison",
        "treated",
        "comparison",
    ]


def test_errors_say_what_to_do(plain, areas):
    zones = areas([0, 1]).set_index("name")
    one = eg.Insats("A", areas([0]), "2016-01-18", themes="brand")
    two = eg.Insats("B", areas([1]), "2016-01-18")
    with pytest.raises(ValueError, match="same themes"):
        eg.study_panel(plain({0: range(30)}), [one, two], zones)
    with pytest.raises(ValueError, match="at least one Insats"):
        eg.study_panel(plain({0: range(30)}), [], zones)
    far = eg.Insats("C", areas([7]), "2016-01-18")
    with pytest.raises(ValueError, match="covers at least half"):
        eg.study_panel(plain({0: range(30)}), [far], zones, every="week")
    with pytest.raises(ValueError, match="at least two periods"):
        eg.study_panel(plain({0: range(10)}), [two], zones, every="month")


def test_no_report_is_lost(plain, areas):
    rng = np.random.default_rng(1)
    days = {n: rng.integers(0, 56, 50) for n in range(4)}
    days[0] = np.r_[days[0], 0, 55]
    panel = made(plain, areas, days, range(4), "2016-02-01", every="week")
    assert panel["n"].sum() == 202
    assert isinstance(panel, pd.DataFrame)
