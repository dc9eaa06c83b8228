"""No report is lost for want of a key: the parts of every count add up to the whole."""

import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

import estgeo as eg

TZ = "Europe/Stockholm"
KEYS = ["theme", "source", "reporter", "category"]
ZONES = gpd.GeoDataFrame(
    geometry=[box(0, 0, 500, 1000), box(500, 0, 1000, 1000)], index=["w", "e"], crs=3006
)


def reports(seed, missing):
    """Return two years of reports, a share of every key missing."""
    rng = np.random.default_rng(seed)
    n = 600
    start = pd.Timestamp("2021-12-27", tz=TZ) + pd.to_timedelta(
        np.sort(rng.integers(0, 2 * 364 * 24 * 60, n)), "min"
    )
    keys = {
        name: np.where(rng.random(n) < missing, None, rng.choice(list("abc"), n))
        for name in KEYS
    }
    points = gpd.points_from_xy(*rng.uniform(1, 999, (2, n)))
    frame = gpd.GeoDataFrame({"start": start, **keys}, geometry=points, crs=3006)
    return frame.assign(area=np.where(rng.random(n) < missing, None, "x"))


def by_period(frame, key):
    return int(eg.period_counts(frame, every="month", by=key)["n"].sum())


def by_cube(frame, key):
    return int(eg.space_time_cube(frame, ZONES, every="month", by=key)["n"].sum())


def by_activity(frame, key):
    return int(eg.reporting_activity(frame, every="month", by=key)["n"].sum())


def by_tertial(frame, key):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the last tertial is unfinished
        table = eg.tertial_table(frame.assign(theme=frame[key]))
    return int(table.drop(columns="change").sum().sum())


@settings(max_examples=4, deadline=None, derandomize=True)
@given(st.integers(0, 99), st.sampled_from([0.0, 0.3, 1.0]), st.sampled_from(KEYS))
@pytest.mark.parametrize("count", [by_period, by_cube, by_activity, by_tertial])
def test_the_parts_add_up_to_all_reports(count, seed, missing, key):
    frame = reports(seed, missing)
    assert count(frame, key) == len(frame)


@settings(max_examples=3, deadline=None, derandomize=True)
@given(st.integers(0, 99), st.sampled_from([0.3, 1.0]), st.sampled_from(KEYS))
def test_the_alarms_of_a_key_are_of_all_its_values(seed, missing, key):
    frame = reports(seed, missing)
    kinds = frame[key].nunique(dropna=False)
    weeks = eg.week_alarm_rates(frame)["n"].sum()
    assert eg.week_alarm_rates(frame, by=key)["n"].sum() == kinds * weeks


@pytest.mark.parametrize("missing", [0.0, 0.3, 1.0])
def test_the_themes_of_an_evaluation_add_up(missing):
    frame = reports(7, missing)
    began = pd.Timestamp("2023-06-05", tz=TZ)
    insats = eg.Insats("i", ZONES.geometry.iloc[0], began, None)
    found = eg.evaluate(frame, eg.Design(insats, rings=()), control=ZONES.iloc[[1]])
    area = found.counts.iloc[0]
    assert found.by_theme["before"].sum() == area["before"]
    assert found.by_theme["after"].sum() == area["after"]
    assert found.by_theme["theme"].isna().sum() == (missing > 0)
