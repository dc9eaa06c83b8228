"""How often a page calls a row more or fewer when nothing but a season is there.

And how often it finds a district with half as many again. Results are kept in
docs/methods/lagesbild.md.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from estgeo.report._comparison import compare
from estgeo.report._study import prepare

pytestmark = pytest.mark.calibration
SEEDS = 20
ZONES, THEMES = 6, 5
PERIODS = {
    "week": ["2017-W10", "2017-W19", "2017-W30", "2017-W44"],
    "2 weeks": ["2017-W13/2017-W14", "2017-W41/2017-W42"],
    "month": ["2017-03", "2017-06", "2017-10"],
    "quarter": ["2017-Q2", "2017-Q4"],
    "tertial": ["2017-T1", "2017-T2", "2017-T3"],
    "half-year": ["2017-H1", "2017-H2"],
    "year": ["2017"],
}


def days_of(rng, level, dispersion):
    """Return the days of reports, Poisson or in negative binomial weeks."""
    week = np.arange(len(level)) // 7
    mean = np.bincount(week, level)
    if dispersion > 1:
        mean = rng.gamma(mean / (dispersion - 1) + 1e-12, dispersion - 1)
    counts = rng.poisson(mean)
    first = np.repeat(7 * np.arange(len(mean)), counts)
    return np.minimum(first + rng.integers(0, 7, counts.sum()), len(level) - 1)


def town(series, zones):
    """Return reports of (zone, theme, days) and the zones, a kilometre each."""
    parts = [
        pd.DataFrame({"day": days, "zone": zone, "theme": theme})
        for zone, theme, days in series
    ]
    frame = pd.concat(parts, ignore_index=True)
    moment = pd.Timestamp("2015-01-01 12:00") + pd.to_timedelta(frame["day"], unit="D")
    reports = gpd.GeoDataFrame(
        {"start": moment.dt.tz_localize("Europe/Stockholm"), "theme": frame["theme"]},
        geometry=gpd.points_from_xy(frame["zone"] * 1000 + 500, frame["day"] % 900),
        crs=3006,
    )
    shapes = [box(k * 1000, 0, k * 1000 + 1000, 1000) for k in range(zones)]
    names = [f"z{k}" for k in range(zones)]
    return reports, gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=3006)


def season_town(seed, share, dispersion, a_week=60):
    rng = np.random.default_rng(seed)
    parts = rng.dirichlet(np.full(ZONES, 3.0))[:, None] * rng.dirichlet(
        np.full(THEMES, 2.0)
    )
    day = np.arange(3 * 365 + 1)
    wave = np.sin(2 * np.pi * (day + rng.uniform(0, 365)) / 365.25)
    level = a_week / 7 * (1 + share * wave)
    series = [
        (z, f"t{t}", days_of(rng, level * parts[z, t], dispersion))
        for z in range(ZONES)
        for t in range(THEMES)
    ]
    return town(series, ZONES)


def compared(reports, zones, period):
    return compare(
        prepare(reports, zones, period=period, cell_size=200, lang="sv")
    ).table


@pytest.mark.parametrize("dispersion", [1.0, 1.5])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.35])
def test_a_season_is_not_called_more_or_fewer(share, dispersion):
    called, rows = dict.fromkeys(PERIODS, 0), dict.fromkeys(PERIODS, 0)
    for seed in range(SEEDS):
        reports, zones = season_town(seed, share, dispersion)
        for kind, periods in PERIODS.items():
            for period in periods:
                table = compared(reports, zones, period)
                called[kind] += int(table["status"].str.contains("crease").sum())
                rows[kind] += len(table)
    rates = {kind: called[kind] / rows[kind] for kind in PERIODS}
    shown = " | ".join(f"{rate:.3f}" for rate in rates.values())
    print(f"\n| {share} | {dispersion} | {shown} |", flush=True)
    assert max(rates.values()) <= 0.06


def test_half_as_many_again_in_a_district_is_found():
    """150 reports a tertial, dispersion 1.5, two earlier years, before correction."""
    found = 0
    runs = 60
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        day = np.arange(2 * 365 + 120)
        wave = 1 + 0.35 * np.sin(2 * np.pi * day / 365.25)
        usual = 150 / 121 * wave
        planted = np.where(day >= 2 * 365, 1.5 * usual, usual)
        series = [
            (z, "t0", days_of(rng, planted if z == 0 else usual, 1.5)) for z in range(4)
        ]
        table = compared(*town(series, 4), "2017-T1")
        row = table[(table["zone"] == "z0") & table["theme"].isna()]
        found += row["status"].isin(["increase", "clear_increase"]).iloc[0]
    print(f"\nfound {found / runs:.2f}")
    assert found / runs >= 0.75
