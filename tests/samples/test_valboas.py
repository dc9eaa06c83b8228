"""The simulated town holds what its truth says."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg

LAST_WEEK = pd.Timestamp("2018-03-05", tz="Europe/Stockholm")


@pytest.fixture(scope="module")
def town():
    return eg.simulate_incidents(rng=11, reporting_shift=2.0)


def inside(town, name):
    spots = town.truth.hot_spots.set_index("name")
    area = spots.geometry[[name]].union_all().buffer(20)
    return town.incidents[town.incidents.within(area)]


def weekly(frame, weeks=156):
    monday = LAST_WEEK.tz_localize(None) - pd.Timedelta(weeks=weeks - 1)
    number = (frame["start"].dt.tz_localize(None) - monday).dt.days // 7
    return np.bincount(number[(number >= 0) & (number < weeks)], minlength=weeks)


def test_the_same_seed_gives_the_same_town():
    one, other = (eg.simulate_incidents(weeks=20, rng=4) for _ in range(2))
    pd.testing.assert_frame_equal(one.incidents, other.incidents)
    assert one.truth.to_dict() == other.truth.to_dict()


def test_reports_a_week_are_as_asked(town):
    first_hundred = weekly(town.incidents)[:100]
    assert 39 < first_hundred.mean() < 44  # 40 events and 4 % reported twice


def test_windows_break_in_the_evening_and_at_night(town):
    broken = inside(town, "Valboåsgatan")
    exact = broken[
        (broken["time_precision"] == "exact") & (broken["theme"] == "skadegörelse")
    ]
    assert len(exact) > 200
    late = exact["start"].dt.hour.isin([18, 19, 20, 21, 22, 23, 0, 1, 2])
    assert late.mean() > 0.98


def test_youths_meet_wednesday_to_saturday(town):
    youths = inside(town, "Valboåsskolan")
    youths = youths[
        (youths["theme"] == "samlingsplats") & (youths["time_precision"] == "exact")
    ]
    assert youths["start"].dt.day_of_week.isin([2, 3, 4, 5]).mean() > 0.97
    assert youths["start"].dt.hour.between(16, 22).all()


def test_threats_are_new_in_the_last_week(town):
    staff = inside(town, "Centrum")
    staff = staff[staff["category"] == "Incident mot anställd"]
    last = staff[staff["start"] >= LAST_WEEK]
    assert last["start"].dt.date.nunique() == 7
    assert (last["start"].dt.hour == 20).mean() > 0.7
    assert len(staff) - len(last) < 5


def test_the_patrol_cuts_damage_by_what_was_asked():
    before, after = 0, 0
    for seed in range(6):
        town = eg.simulate_incidents(rng=seed)
        area = town.insatser[0].area
        damage = town.incidents[town.incidents["theme"] == "skadegörelse"]
        counts = weekly(damage[damage.within(area)])
        before, after = before + counts[:104].sum(), after + counts[104:].sum()
    assert after / 52 / (before / 104) == pytest.approx(0.65, abs=0.05)


def test_mopeds_vanish(town):
    path = town.insatser[1]
    mopeds = town.incidents[town.incidents["comment"].str.contains("oped")]
    since = pd.Timestamp(town.truth.moped_start, tz="Europe/Stockholm")
    assert (mopeds["start"] < since).all()
    assert len(mopeds) > 150
    assert mopeds.within(path.area.buffer(60)).mean() > 0.99


def test_a_new_reporter_doubles_one_district(town):
    shifted = town.zones.set_index("name").geometry[town.truth.shifted_district]
    counts = weekly(town.incidents[town.incidents.within(shifted)])
    assert counts[126:].mean() / counts[:126].mean() == pytest.approx(2.0, abs=0.4)
    joined = town.incidents[town.incidents["reporter"] == "Trygghetsvärd väster"]
    assert joined["start"].min().date() >= town.truth.shift_start


def test_duplicates_are_the_same_event_from_two_sources(town):
    pairs = town.truth.duplicates
    by_id = town.incidents.set_index("incident_id")
    one, other = by_id.loc[pairs["incident_id"]], by_id.loc[pairs["duplicate_id"]]
    assert len(pairs) > 100
    assert (one["source"].to_numpy() != other["source"].to_numpy()).all()
    assert one.distance(other, align=False).max() < 80
    begins = (each["start"].reset_index(drop=True) for each in (one, other))
    apart = next(begins) - next(begins)
    assert apart.abs().max() <= pd.Timedelta(minutes=40)


def test_displaced_damage_lands_in_the_ring():
    still = eg.simulate_incidents(rng=3)
    moved = eg.simulate_incidents(rng=3, displaced_share=1.0)
    area = still.insatser[0].area
    ring = area.buffer(250).difference(area)
    since = pd.Timestamp(still.truth.insats_start, tz="Europe/Stockholm")

    def in_ring(town):
        damage = town.incidents[town.incidents["theme"] == "skadegörelse"]
        return int((damage.within(ring) & (damage["start"] >= since)).sum())

    assert in_ring(moved) > in_ring(still) + 80  # 52 weeks x 9.6 x 35 % are 175


def test_dispersion_is_what_was_asked():
    town = eg.simulate_incidents(weeks=600, dispersion=2.5, insats_effect=0.0, rng=8)
    youths = town.incidents[town.incidents["theme"] == "samlingsplats"]
    counts = weekly(youths, weeks=600)[:580]
    season = 1 + 0.15 * np.cos(2 * np.pi * np.arange(580) * 7 / 365.25)
    # Four standard errors of 580 weeks.
    assert 1.9 < (counts / season).var() / counts.mean() < 3.1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"weeks": 7}, "'weeks' must be a whole number of at least 8, got 7"),
        ({"insats_effect": -1}, "'insats_effect' must be above -1"),
        ({"displaced_share": 1.5}, "'displaced_share' must be at most 1"),
        ({"dispersion": 0.5}, "'dispersion' must be at least 1"),
        ({"reports_per_week": 0}, "'reports_per_week' must be a positive number"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=message):
        eg.simulate_incidents(**arguments)
