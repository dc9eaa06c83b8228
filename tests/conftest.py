"""Small worlds that can be seen in one screen."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import squares

import estgeo as eg


@pytest.fixture
def four_squares():
    """Two by two squares of 100 m."""
    return squares(2, 2)


@pytest.fixture
def nine_squares():
    """Three by three squares of 100 m; the middle one is full."""
    zones = squares(3, 3)
    zones["n"] = [0, 1, 0, 1, 9, 1, 0, 1, 0]
    return zones


@pytest.fixture
def twenty_incidents():
    """Twenty points, five in each of the four squares, one an evening from 5 March."""
    spots = [(50.0, 50.0), (150.0, 50.0), (50.0, 150.0), (150.0, 150.0)]
    x = np.repeat([512_000.0 + dx for dx, _ in spots], 5) + np.tile(np.arange(5.0), 4)
    y = np.repeat([6_570_000.0 + dy for _, dy in spots], 5)
    start = pd.date_range(
        "2018-03-05 19:00", periods=20, freq="D", tz="Europe/Stockholm"
    )
    return gpd.GeoDataFrame(
        {
            "est_row": np.arange(1, 21),
            "incident_id": [f"a{i}" for i in range(20)],
            "start": start,
            "end": start,
            "time_precision": "exact",
            "reported_at": start,
            "category": "skadegörelse",
            "theme": "skadegörelse",
            "is_positive": False,
            "severity": 1.0,
            "source": ["kommun", "polis"] * 10,
            "reporter": "r1",
            "flags": "",
        },
        geometry=gpd.points_from_xy(x, y),
        crs="EPSG:3006",
    )


@pytest.fixture(scope="session")
def town():
    """The fictional town over two years and more: what a lägesbild is made of."""
    return eg.simulate_incidents(weeks=110, rng=3)


@pytest.fixture(scope="session")
def last_week(town):
    last = town.incidents["start"].max().isocalendar()
    return f"{last.year}-W{last.week:02d}"
