"""Every result shows itself in short, and comes back from plain values."""

import datetime as dt
import json
import math
from pathlib import Path

import geopandas as gpd
import jsonschema
import numpy as np
import pandas as pd
import pyproj
import pytest
import result_schema
from shapely.geometry import Point, box
from test_provenance import MAKERS

import estgeo as eg
from estgeo._plain_values import from_plain, to_plain
from estgeo._results import Result

# Made by the functions that protect counts, never from plain values that others wrote.
SEALED = {"PublicLagesbild", "PublicTable", "ReleasePlan"}


@pytest.fixture(scope="module")
def made():
    return {}


def result(made, name):
    if name not in made:
        made[name] = MAKERS[name][1]()
    return made[name]


@pytest.mark.filterwarnings("ignore")  # of few data, told elsewhere
@pytest.mark.parametrize("name", sorted(MAKERS))
def test_a_repr_is_short(made, name):
    text = repr(result(made, name))
    assert 0 < len(text) < 1000
    assert len(text.splitlines()) < 10
    assert name in text


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", sorted(set(MAKERS) - SEALED))
def test_a_notebook_shows_text_that_is_not_markup(made, name):
    shown = result(made, name)._repr_html_()
    assert any(tag in shown for tag in ("<td", "<p>", "<iframe"))
    assert "<script" not in shown


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", sorted(set(MAKERS) - SEALED))
def test_a_result_comes_back_from_json_that_fits_the_schema(made, name):
    found = result(made, name)
    text = json.dumps(found.to_dict(), allow_nan=False)
    values = json.loads(text)
    schema = json.loads(result_schema.PATH.read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(values)
    again = type(found).from_dict(values)
    assert type(again) is type(found)
    assert json.dumps(again.to_dict(), allow_nan=False) == text
    assert again.provenance == found.provenance
    if hasattr(found, "to_frame"):
        pd.testing.assert_frame_equal(
            pd.DataFrame(again.to_frame()), pd.DataFrame(found.to_frame())
        )


def test_the_schema_says_what_the_classes_are():
    written = result_schema.PATH.read_text("utf-8")
    assert written == result_schema.text(), "run tests/result_schema.py"


def test_every_result_is_in_the_schema():
    names = {one.__name__ for one in result_schema.results()}
    assert set(MAKERS) - SEALED <= names
    assert not names & SEALED


def test_values_of_another_class_or_schema_are_refused():
    change = eg.rate_change(50, 30)
    values = change.to_dict()
    with pytest.raises(ValueError, match="'values' must be plain values of Trend"):
        eg.Trend.from_dict(values)
    with pytest.raises(ValueError, match="schema 'estgeo-result/2'"):
        eg.RateChange.from_dict(values | {"schema": "estgeo-result/2"})
    fewer = {name: v for name, v in values["fields"].items() if name != "ratio"}
    with pytest.raises(ValueError, match="'fields' must be the fields of RateChange"):
        eg.RateChange.from_dict(values | {"fields": fewer})


def test_rows_that_do_not_add_up_are_refused():
    frame = pd.DataFrame({"Datum": ["2018-03-07 17:30"], "lon": [15.2], "lat": [59.3]})
    values = eg.read_incidents(frame).to_dict()
    values["fields"]["n_read"] = 2
    with pytest.raises(ValueError, match="2"):
        eg.IncidentSet.from_dict(values)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        math.inf,
        -math.inf,
        "å {{ 7 * 7 }}",
        True,
        None,
        (1, ("a", None)),
        [1, [2.5]],
        {"a": (1,), 3: "b"},
        dt.date(2018, 3, 7),
        pd.Timedelta("90s"),
        pd.Timestamp("2018-03-25 03:30", tz="Europe/Stockholm"),
        pd.Timestamp("2018-10-28 02:30:00.123456+01:00"),
        Point(512771.80000000005, 6571375),
        pyproj.CRS(3006),
        Path("a/b.csv"),
    ],
    ids=repr,
)
def test_a_value_comes_back(value):
    back = from_plain(json.loads(json.dumps(to_plain(value), allow_nan=False)), {})
    assert back == value
    assert type(back) is type(value) or isinstance(value, Path | Point)


def test_a_time_keeps_its_zone_over_the_change_of_clocks():
    early = pd.Timestamp("2018-10-28 00:30Z").tz_convert("Europe/Stockholm")
    for moment in (early, early + pd.Timedelta("1h")):
        back = from_plain(to_plain(moment), {})
        assert back == moment
        assert str(back.tz) == "Europe/Stockholm"


def test_a_frame_comes_back_with_its_types():
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["x", None])
    frame = gpd.GeoDataFrame(
        {
            "whole": np.array([1, 2, 3], dtype=np.int8),
            "half": [0.1, math.nan, math.inf],
            "text": pd.array(["a", None, "b"], dtype="str"),
            "thing": pd.Series(["a", 2, None], dtype=object).to_numpy(),
            "known": pd.array([True, None, False], dtype="boolean"),
            "kind": pd.Categorical(
                ["low", None, "high"], ["low", "high"], ordered=True
            ),
            "when": pd.to_datetime(
                ["2018-03-25 03:30", None, "2018-01-01 00:00"]
            ).tz_localize("Europe/Stockholm"),
            "place": [Point(0.1, 2), None, box(0, 0, 1, 1)],
        },
        geometry="place",
        crs=3006,
        index=index,
    )
    back = from_plain(json.loads(json.dumps(to_plain(frame), allow_nan=False)), {})
    pd.testing.assert_frame_equal(pd.DataFrame(back), pd.DataFrame(frame))
    assert back.crs == frame.crs
    assert back.active_geometry_name == "place"


def test_what_no_plain_value_can_say_is_refused():
    with pytest.raises(TypeError, match="'result' must be made of"):
        to_plain(object())
    with pytest.raises(ValueError, match="'class' must be the name of a result"):
        from_plain({"class": "os.system", "fields": {}}, Result._classes)
    with pytest.raises(ValueError, match="'first key' must be one of"):
        from_plain({"code": "1"}, {})
