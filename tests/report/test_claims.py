"""Every claim of a page is read back against the data: no claim is false."""

import re
import warnings
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, box
from witnesses.page_claims import Claims

import estgeo as eg

THEMES = ["brand", "skadegörelse", "samlingsplats", "otrygg plats", "stöld"]
SOURCES = ["polis", "kommun", "fastighetsbolag"]
PERIODS = ["week", "2 weeks", "month", "quarter", "tertial", "half-year", "year"]
SIDE = 600


def random_town(seed):  # noqa: PLR0915  one town, told from top to bottom
    """Return the reports, zones, insatser and streets of a town, and a period."""
    rng = np.random.default_rng(seed)
    across, down = rng.integers(1, 4), rng.integers(1, 4)
    corners = [(x * SIDE, y * SIDE) for x in range(across) for y in range(down)]
    names = [f"Zon {chr(65 + i)}" for i in range(len(corners))]
    shapes = [box(x, y, x + SIDE, y + SIDE) for x, y in corners]
    zones = gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=3006)
    days = int(rng.choice([90, 300, 500, 900, 1300]))
    n = int(days * rng.uniform(0.5, 4))
    season = 1 + rng.choice([0, 0.4]) * np.sin(np.arange(days) / 58)
    day = rng.choice(days, n, p=season / season.sum())
    xy = rng.uniform(-60, [across * SIDE + 60, down * SIDE], (n, 2))
    theme = rng.choice(THEMES, n, p=rng.dirichlet(np.full(5, 2)))
    source = rng.choice(SOURCES, n)
    for _ in range(3):  # a place of a theme, often seen by one source
        own = rng.random(n) < 0.06
        xy[own] = rng.uniform(50, [across * SIDE - 50, down * SIDE - 50]) + rng.normal(
            0, 25, (int(own.sum()), 2)
        )
        theme[own] = rng.choice(THEMES)
        source[own] = rng.choice(SOURCES)
    burst = (day > days - 12) & (rng.random(n) < 0.5)
    theme[burst] = rng.choice(THEMES)
    hours = rng.integers(0, 24, n)
    start = pd.Timestamp("2015-01-05") + pd.to_timedelta(day * 24 + hours, unit="h")
    start = start.tz_localize(
        "Europe/Stockholm", nonexistent="shift_forward", ambiguous=True
    )
    incidents = gpd.GeoDataFrame(
        {
            "start": start,
            "end": start,
            "theme": theme,
            "category": theme,
            "source": source,
            "is_positive": rng.random(n) < 0.02,
        },
        geometry=gpd.points_from_xy(*xy.T),
        crs=3006,
    )
    if rng.random() < 0.5:
        delay = pd.to_timedelta(rng.exponential(rng.choice([1, 6]), n), unit="D")
        incidents["reported_at"] = (start + delay).where(
            start + delay < start.max(), start.max()
        )
    insatser = random_insatser(rng, corners, start.max().tz_localize(None))
    lines = [LineString([(k * 150, -60), (k * 150, 2000)]) for k in range(13)]
    streets = gpd.GeoDataFrame(
        {"name": [f"Gata {k}" for k in range(13)]}, geometry=lines, crs=3006
    )
    ends = start.max() - pd.Timedelta(days=int(rng.integers(0, 2) * 30))
    every = PERIODS[seed % len(PERIODS)]
    counts = eg.period_counts(incidents, every=every)
    known = counts[counts["start"] <= ends]
    return incidents, zones, insatser, streets, str(known["period"].iloc[-1])


def random_insatser(rng, corners, last):
    """Return insatser: in a zone, along its border, over two, past and to come."""
    made = []
    for number in range(int(rng.integers(0, 6))):
        x, y = corners[rng.integers(len(corners))]
        shape = [
            box(x, y, x + SIDE, y + SIDE),
            box(x + 100, y + 100, x + 300, y + 300),
            box(x + 400, y + 100, x + SIDE + 200, y + 300),
        ][rng.integers(3)]
        start = last - pd.Timedelta(days=int(rng.integers(-40, 200)))
        end = start + pd.Timedelta(days=int(rng.integers(5, 200)))
        made.append(
            eg.Insats(
                f"Insats {number}",
                shape,
                start,
                None if rng.random() < 0.5 else end,
                kind="väktare",
                themes=None if rng.random() < 0.3 else tuple(rng.choice(THEMES, 2)),
                crs=3006,
            )
        )
    return made


def page_of(seed):
    """Return a page of a random town, and what it was made from."""
    incidents, zones, insatser, streets, period = random_town(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        picture = eg.lagesbild(
            incidents,
            zones,
            period=period,
            insatser=insatser,
            context={"streets": streets},
        )
    return picture, (incidents, zones, insatser, streets)


def claims_of(seed):
    picture, given = page_of(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return Claims(picture, *given).read()


@pytest.fixture(scope="module")
def page():
    return page_of(7)


def test_no_claim_of_a_page_is_false(page):
    picture, given = page
    claims = Claims(picture, *given).read()
    assert claims.checked > 200
    assert claims.false == []


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (r"(\d+) av områdets", "99 av områdets"),
        (r"Sammanlagt (\d+) rapport", "Sammanlagt 99 rapport"),
        (r"inom det normala", "klart fler än normalt"),
        (r"Ingen angiven insats mot detta pågår här\.", ""),
        (r"i (alla|\d av de) 4 perioderna", "i 0 av de 4 perioderna"),
    ],
)
def test_a_false_claim_is_seen(page, said, instead):
    picture, given = page
    told = re.sub(said, instead, picture.html)
    assert told != picture.html
    assert Claims(replace(picture, html=told), *given).read().false


@pytest.mark.calibration
@pytest.mark.parametrize("seed", range(60))
def test_no_claim_of_sixty_pages_is_false(seed):
    assert claims_of(seed).false == []
