"""Counts that someone has made already, in the tables people make."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

import estgeo as eg

ZONES = gpd.GeoDataFrame(
    {"namn": ["Norr", "Söder", "Väst"]},
    geometry=[box(1000 * k, 0, 1000 * k + 1000, 1000) for k in range(3)],
    crs=3006,
)
WEEKS = [f"2018-W{week:02d}" for week in range(1, 31)]


def long_table():
    rng = np.random.default_rng(7)
    rows = [
        (week, zone, theme, int(rng.poisson(2)))
        for week in WEEKS
        for zone in ZONES["namn"]
        for theme in ("Klotter", "Nedskräpning")
    ]
    return pd.DataFrame(rows, columns=["Vecka", "Område", "Tema", "Antal"])


LONG = long_table()


def spread(index, columns):
    wide = LONG.pivot_table(index=index, columns=columns, values="Antal").reset_index()
    wide.columns = [str(name) for name in wide.columns]
    return wide


def themes_and_sum():
    wide = spread(["Vecka", "Område"], "Tema")
    wide["Summa"] = wide["Klotter"] + wide["Nedskräpning"]
    total = {"Vecka": "Totalt", **wide.sum(numeric_only=True).to_dict()}
    return pd.concat([wide, pd.DataFrame([total])], ignore_index=True)


def year_and_week():
    text = LONG["Vecka"].str.split("-W")
    return LONG.assign(År=text.str[0].astype(int), Vecka=text.str[1].astype(int))


def swedish_weeks():
    wide = spread(["Område", "Tema"], "Vecka")
    return wide.rename(columns={w: f"v. {int(w[-2:])} 2018" for w in WEEKS})


@pytest.mark.parametrize(
    "table",
    [
        themes_and_sum(),
        spread(["Vecka", "Tema"], "Område"),
        swedish_weeks(),
        year_and_week(),
        LONG.assign(Område=" " + LONG["Område"].str.upper()),
        LONG[LONG["Antal"] > 0],
    ],
    ids=["themes wide", "areas wide", "weeks wide", "year", "case", "zeros left out"],
)
def test_one_table_in_many_forms(table):
    expected = eg.read_counts(LONG, zones=ZONES)
    assert expected["n"].sum() == LONG["Antal"].sum()
    assert len(expected) == 30 * 3 * 2
    found = eg.read_counts(table, zones=ZONES)
    pd.testing.assert_frame_equal(pd.DataFrame(found), pd.DataFrame(expected))


def test_the_counts_are_used_like_reports():
    counts = eg.read_counts(LONG, zones=ZONES)
    last = LONG[LONG["Vecka"] == "2018-W30"]
    status = eg.week_status(counts, period="2018-W30", zones=ZONES)
    by_zone = last.groupby("Område")["Antal"].sum()
    assert status["n"].tolist() == by_zone[ZONES["namn"]].tolist()
    assert status["complete"].all()
    assert status["expected"].notna().all()
    trend = eg.trend(counts)
    whole = LONG.groupby("Vecka")["Antal"].sum()
    series = eg.read_counts(LONG.assign(Område="Norr", Tema="x"), zones=ZONES)
    assert series[series["zone"] == "Norr"]["n"].tolist() == whole.tolist()
    assert trend.n_periods == 30
    assert trend.sen_slope == eg.trend(series[series["zone"] == "Norr"]).sen_slope
    trends = eg.trends(counts)
    assert trends.index.tolist() == ["Norr", "Söder", "Väst"]
    assert (trends["n_periods"] == 30).all()
    table = eg.tertial_table(counts).drop(columns="change")
    assert table.to_numpy().sum() == LONG["Antal"].sum()
    assert eg.period_counts(counts)["n"].tolist() == whole.tolist()


def test_weeks_without_anything_are_covered():
    quiet = LONG.assign(Antal=LONG["Antal"].where(LONG["Vecka"] != "2018-W30", 0))
    counts = eg.read_counts(quiet, zones=ZONES)
    status = eg.week_status(counts, period="2018-W30")
    assert status["n"].tolist() == [0]
    assert status["complete"].tolist() == [True]
    assert eg.period_counts(counts).iloc[-1][["period", "n"]].tolist() == [
        "2018-W30",
        0,
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"Antal": "x"}, "counts"),
        ({"Antal": -1}, "not negative"),
        ({"Vecka": "snart"}, "'snart' in row 1"),
        ({"Område": "Nord"}, "'Nord'"),
    ],
)
def test_what_cannot_be_read_is_told(change, told):
    with pytest.raises(ValueError, match=told):
        eg.read_counts(LONG.assign(**change), zones=ZONES)


def test_months_quarters_and_tertials():
    for labels, column in (
        (["2018-03", "2018-04"], "Månad"),
        (["mars 2018", "april 2018"], "Månad"),
        (["2018-Q1", "2018-Q2"], "Kvartal"),
        (["T1 2018", "T2 2018"], "Tertial"),
    ):
        table = pd.DataFrame({column: labels, "Område": "Norr", "Antal": [2, 3]})
        found = eg.read_counts(table, zones=ZONES)
        assert found[found["zone"] == "Norr"]["n"].tolist() == [2, 3], labels
