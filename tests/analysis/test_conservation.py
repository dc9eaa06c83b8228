"""No report is lost for want of a key: the parts of every count add up to the whole."""

import inspect
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
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


def by_watch(frame, key):
    watched = eg.week_watch(frame, by=key).weeks
    label = frame["start"].dt.strftime("%G-W%V")
    beside = label[~label.isin(watched["week"])]
    assert set(beside) <= {label.iloc[-1]}  # an unfinished week is not looked at
    return int(watched["n"].sum()) + len(beside)


def by_tertial(frame, key):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the last tertial is unfinished
        table = eg.tertial_table(frame.assign(theme=frame[key]))
    return int(table.drop(columns="change").sum().sum())


def by_tertial_and_area(frame, key):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        table = eg.tertial_table(frame.assign(theme=frame[key]), area="area")
    return int(table.drop(columns="change").sum().sum())


COUNTS = [by_period, by_cube, by_activity, by_watch, by_tertial, by_tertial_and_area]


@settings(max_examples=4, deadline=None, derandomize=True)
@given(st.integers(0, 99), st.sampled_from([0.0, 0.3, 1.0]), st.sampled_from(KEYS))
@pytest.mark.parametrize("count", COUNTS)
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


@settings(max_examples=3, deadline=None, derandomize=True)
@given(st.integers(0, 99), st.sampled_from([0.0, 0.3, 1.0]), st.sampled_from(KEYS))
@pytest.mark.parametrize("zones", [None, ZONES])
def test_the_parts_of_a_week_are_all_of_it(zones, seed, missing, key):
    frame = reports(seed, missing)
    began = pd.Timestamp("2022-12-12", tz=TZ)
    inside = frame["start"].between(began, began + pd.Timedelta("7D"), inclusive="left")
    found = eg.week_status(frame, period="2022-W50", by=key, zones=zones)
    assert found["n"].sum() == inside.sum() > 0
    before = frame["start"].between(began - pd.Timedelta("7D"), began, inclusive="left")
    assert found["n_last_week"].sum() == before.sum()


def test_zones_hold_all_that_is_not_outside_them():
    frame = reports(3, 0.3)
    west = ZONES.iloc[[0]]
    outside = len(eg.outside_zones(frame, west))
    assert outside == (frame.geometry.x >= 500).sum() > 0
    assert eg.count_in_zones(frame, west)["n"].sum() + outside == len(frame)
    cube = eg.space_time_cube(frame, west, every="month", by="theme")
    assert int(cube["n"].sum()) + cube.attrs["n_outside_zones"] == len(frame)
    assert cube.attrs["n_outside_zones"] == outside
    times = eg.hot_times_by_zone(
        frame.assign(end=frame["start"]), ZONES, simulations=19
    )
    assert times["n"].sum() + times["n_unknown"].sum() == len(frame)


@pytest.mark.parametrize("missing", [0.0, 0.3, 1.0])
def test_what_is_published_adds_up_to_all_reports(missing):
    frame = reports(5, missing)
    frame["zone"] = np.where(frame.geometry.x < 500, "w", "e")
    march = frame[frame["start"].dt.strftime("%Y-%m") == "2022-03"]
    cells = 10 * march.groupby(["zone", "theme"], dropna=False).size()
    table = cells.rename("n").reset_index()
    if missing:
        with pytest.raises(ValueError, match=r"'table\['theme'\]' must be named"):
            eg.publish(table, k=2, by=["zone", "theme"], period="2022-03")
        named = table["theme"].astype(object)
        table["theme"] = named.where(named.notna(), "okänt")
    public = eg.publish(table, k=2, by=["zone", "theme"], period="2022-03")
    shown = public.to_frame()["n"]
    assert shown.notna().all()  # nothing is below 2: nothing is hidden
    assert shown.astype(float).sum() == 10 * len(march) > 0


# Public functions that count reports by a column or in zones, and hold no table of
# counts: what they are held to instead.
HELD_ELSEWHERE = {
    "active_reporters": "counts reporters, not reports",
    "expected": "tells of counts to come; its own: tests/analysis/test_expected.py",
    "explorer": "its counts: tests/browser/test_explorer.py",
    "feedback": "its counts: tests/report",
    "find_duplicates": "gives pairs",
    "hot_spot_stability": "gives shares of cells",
    "lagesbild": "its counts: tests/report",
    "lagesbilder": "its counts: tests/report/test_periods.py",
    "study_panel": "its counts and zones: tests/insatser/test_panel.py",
    "public_lagesbild": "its counts: tests/report",
    "release_plan": "plans tables; publish counts",
    "risk_periods": "by is a column of the calendar",
    "map_counts": "draws the counts it is given",
    "map_hot_spots": "draws the counts it is given",
}
HELD_HERE = {
    *("period_counts", "space_time_cube", "reporting_activity", "tertial_table"),
    *("week_status", "week_alarm_rates", "count_in_zones", "outside_zones"),
    *("hot_times_by_zone", "week_watch"),
}


def test_every_function_that_counts_by_something_is_held_to_it():
    splits = {"by", "theme", "zones", "source", "reporter", "category", "area"}
    found = set()
    for name in eg.__all__:
        each = getattr(eg, name)
        if callable(each) and not isinstance(each, type):
            arguments = set(inspect.signature(each).parameters)
            if "incidents" in arguments and arguments & splits:
                found.add(name)
    assert found == HELD_HERE | set(HELD_ELSEWHERE)


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


STREETS = [box(0, 0, 1000, y).boundary for y in (250, 500, 750, 1000)]
NETWORK = gpd.GeoDataFrame(geometry=STREETS, crs=3006)


def in_grid(frame, function, **options):
    grid = eg.square_grid(ZONES, cell_size=100)
    return function(frame, grid=grid, bandwidth=300, **options).select_dtypes("number")


# What counts reports where nothing tells their categories apart.
WHOLE = {
    "kernel_density": lambda frame: in_grid(frame, eg.kernel_density),
    "relative_density": lambda frame: in_grid(
        frame, eg.relative_density, at_risk=reports(6, 0.0)
    ),
    "incident_clusters": lambda frame: eg.incident_clusters(
        frame, radius=50, min_incidents=8
    ),
    "hdbscan": lambda frame: eg.incident_clusters(
        frame, radius=50, min_incidents=8, method="hdbscan"
    ),
    "count_along_streets": lambda frame: eg.count_along_streets(
        frame, NETWORK.explode(ignore_index=True), max_distance=200
    ),
    "network_density": lambda frame: eg.network_density(
        frame, eg.street_network(NETWORK), bandwidth=150
    ),
    "network_density_cube": lambda frame: eg.network_density_cube(
        frame, eg.street_network(NETWORK), bandwidth=150
    )["density"].to_numpy(),
    "relative_network_density": lambda frame: eg.relative_network_density(
        frame, reports(6, 0.0), network=eg.street_network(NETWORK), bandwidth=150
    ),
    "network_k": lambda frame: eg.network_k(
        frame, network=eg.street_network(NETWORK), distances=[50, 150]
    ),
    "near_repeat_roles": lambda frame: eg.near_repeat_roles(
        frame, distance=100, days=7
    )["role"].reset_index(drop=True),
    "hot_spot_stability": lambda frame: eg.hot_spot_stability(
        frame, ZONES, cell_size=200
    ),
    "reporting_activity": lambda frame: eg.reporting_activity(frame, every="month"),
    "count_in_zones": lambda frame: eg.count_in_zones(frame, ZONES),
    "space_time_cube": lambda frame: eg.space_time_cube(frame, ZONES, every="month")[
        "n"
    ].to_numpy(),
    "find_duplicates": lambda frame: len(eg.find_duplicates(frame)),
    "hour_of_week": eg.hour_of_week,
    "risk_periods": lambda frame: eg.risk_periods(
        frame, eg.swedish_calendar([2022, 2023])
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_report_of_several_categories_is_one_report(name):
    # The same reports twice: once as they are, once with a row for each category.
    whole = reports(5, 0.0).assign(est_row=np.arange(1, 601), weight=1.0)
    times = 1 + np.arange(600) % 3
    split = whole.loc[whole.index.repeat(times)].reset_index(drop=True)
    split["weight"] = 1 / np.repeat(times, times)
    split["category"] = [f"{at}" for n in times for at in range(n)]
    places = shapely.get_coordinates(whole.geometry)
    assert len(np.unique(places, axis=0)) == len(whole)
    with warnings.catch_warnings(action="ignore"):
        one, other = WHOLE[name](whole), WHOLE[name](split)
    if isinstance(one, pd.DataFrame):
        one, other = (
            pd.DataFrame(each).reset_index(drop=True) for each in (one, other)
        )
        pd.testing.assert_frame_equal(one, other)
    else:
        assert np.array_equal(one, other)
