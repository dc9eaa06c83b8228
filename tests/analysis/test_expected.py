"""expected: frames, periods, leads; the forecasts themselves in stats/test_forecast.py."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import squares

import estgeo as eg
from estgeo.stats.forecast import forecast_counts

FIRST = pd.Timestamp("2016-01-04", tz="Europe/Stockholm")


def reports(days, seed=0):
    """Return one row a report of counts (kinds, days), on the wall clock."""
    kind, day = np.nonzero(days)
    times = days[kind, day]
    kind, day = kind.repeat(times), day.repeat(times)
    wall = FIRST.tz_localize(None) + pd.to_timedelta(day * 24 + 12, unit="h")
    start = pd.DatetimeIndex(wall).tz_localize("Europe/Stockholm")
    return pd.DataFrame({"start": start, "kind": np.array(list("abcdef"))[kind]})


def noise(n, days, seed=1, mean=1.0):
    found = np.random.default_rng(seed).poisson(mean, (n, days))
    found[0, [0, -1]] = 1  # the records begin and end on these days
    return found


def test_the_next_week_is_the_forecast_of_the_days():
    y = noise(3, 100 * 7)
    table = eg.expected(reports(y), by="kind")
    found = forecast_counts(y, 7)
    low, high = found.limits()
    assert table["period"].unique().tolist() == ["2017-W49"]
    assert table["expected"].to_numpy() == pytest.approx(found.mean[:, -1])
    assert table["low"].tolist() == low.tolist()
    assert table["high"].tolist() == high.tolist()
    assert (table["low"] <= table["expected"]).all()
    assert (table["expected"] <= table["high"] + 1).all()
    assert table["n_past"].unique().tolist() == [52]
    assert table["coverage_past"].between(0.6, 1).all()


@pytest.mark.parametrize(
    ("every", "label"),
    [
        ("day", "2017-12-04"),
        ("week", "2017-W49"),
        ("month", "2018-01"),
        ("tertial", "2018-T1"),
    ],
)
def test_the_first_whole_period_after_the_last_report(every, label):
    table = eg.expected(reports(noise(2, 100 * 7)), every=every)
    assert table["period"].item() == label
    days = {"day": 1, "week": 7, "month": 31, "tertial": 120}[every]
    assert table["expected"].item() == pytest.approx(2 * days, rel=0.2)


def test_a_past_period_uses_only_what_lies_before_it():
    y = noise(2, 120 * 7)
    whole = eg.expected(reports(y), period="2017-W49", by="kind")
    cut = eg.expected(reports(y[:, : 100 * 7]), period="2017-W49", by="kind")
    pd.testing.assert_frame_equal(whole, cut)


def test_zones_and_the_order_of_rows():
    zones = squares(1, 2, size=1000.0).assign(name=["Norr", "Söder"]).set_index("name")
    y = noise(2, 60 * 7)
    frame = reports(y)
    x = np.where(frame["kind"] == "a", 512_500.0, 513_500.0)
    points = gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(x, 6_570_500.0, crs="EPSG:3006")
    )
    table = eg.expected(points, zones=zones)
    assert table["zone"].tolist() == ["Norr", "Söder"]
    kinds = eg.expected(frame, by="kind")
    assert table["expected"].to_numpy() == pytest.approx(kinds["expected"].to_numpy())
    # What is expected where can be ranked and judged.
    judged = zones.assign(predicted=table["expected"].to_numpy(), came=[9, 7])
    found = eg.prediction_accuracy(
        judged.set_crs(3006), predicted="predicted", observed="came"
    )
    assert len(found) == 2


def test_wider_limits_for_more_coverage():
    frame = reports(noise(4, 120 * 7, mean=2))
    narrow = eg.expected(frame, by="kind", coverage=0.5)
    wide = eg.expected(frame, by="kind", coverage=0.95)
    assert (wide["high"] - wide["low"] > narrow["high"] - narrow["low"]).all()
    assert (wide["expected"] == narrow["expected"]).all()


def test_what_cannot_be_is_refused():
    frame = reports(noise(1, 60))
    with pytest.raises(ValueError, match="'incidents' must be over at least 79 days"):
        eg.expected(frame)
    with pytest.raises(ValueError, match="'period' must be"):
        eg.expected(reports(noise(1, 200)), period="next week")
    with pytest.raises(KeyError, match="place"):
        eg.expected(reports(noise(1, 200)), by="place")
