"""Half a surrogate pair, which no file can hold: told in our words, and never a stop."""

import json

import geopandas as gpd
import pandas as pd
import pytest
from builders import squares

import estgeo as eg

BAD = "bad\ud800x"
TOLD = "must be text of whole characters, got half a character"
ZONES = squares(1, 2)


def reports(**columns):
    start = pd.date_range("2018-01-01 12:00", periods=60, freq="D", tz="UTC")
    points = gpd.points_from_xy([512_010.0, 512_110.0] * 30, [6_570_010.0] * 60)
    texts = {k: pd.Series([v] * 60, dtype=object) for k, v in columns.items()}
    frame = {"start": start, "end": start, "theme": "fire", **texts}
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:3006")


def named(frame):
    return frame.assign(name=pd.Series([BAD, "b"], dtype=object))


def indexed(frame):
    return frame.set_axis(pd.Index([BAD, "b"], dtype=object, name="zone"))


WAYS = {
    "lagesbild, zones": lambda: eg.lagesbild(reports(), named(ZONES), period="2018-02"),
    "lagesbild, comment": lambda: eg.lagesbild(
        reports(comment=BAD), ZONES, period="2018-02"
    ),
    "public page": lambda: eg.public_lagesbild(
        reports(), named(ZONES), period="2018-02", topics=["fire"]
    ),
    "explorer": lambda: eg.explorer(reports(), named(ZONES)),
    "feedback": lambda: eg.feedback(reports(source=BAD), insatser=(), period="2018-02"),
    "week_status": lambda: eg.week_status(
        reports(kind=BAD), period="2018-W07", by="kind"
    ),
    "count_in_zones": lambda: eg.count_in_zones(reports(), indexed(ZONES)),
    "publish": lambda: eg.publish(indexed(ZONES).assign(n=9), period="2018-02"),
    "map_counts": lambda: eg.map_counts(indexed(ZONES).assign(n=9)),
    "Insats": lambda: eg.Insats(name=BAD, area=None, start="2018-02-01"),
    "Insats, more": lambda: eg.Insats(
        name="a", area=None, start="2018-02-01", more={"note": BAD}
    ),
    "Problem": lambda: eg.Problem(id="a", theme="fire", what=BAD),
}


@pytest.mark.parametrize("way", WAYS)
def test_half_a_character_is_named(way):
    with pytest.raises(ValueError, match=TOLD):
        WAYS[way]()


@pytest.mark.parametrize("kind", ["frame", "json", "geojson"])
def test_a_row_with_half_a_character_is_kept_with_its_reason(tmp_path, kind):
    row = {"datum": "2018-03-04 12:00", "lat": 59.2, "lon": 15.2}
    rows = [row | {"kategori": BAD}, row | {"kategori": "Klotter"}]
    path = tmp_path / f"rows.{kind}"
    if kind == "frame":
        source = pd.DataFrame(rows, dtype=object)
    elif kind == "json":
        path.write_text(json.dumps(rows), encoding="utf-8")
    else:
        point = {"type": "Point", "coordinates": [15.2, 59.2]}
        features = [
            {"type": "Feature", "geometry": point, "properties": properties}
            for properties in rows
        ]
        whole = {"type": "FeatureCollection", "features": features}
        path.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = eg.read_incidents(source if kind == "frame" else path)
    assert found.incidents["category"].to_list() == ["Klotter"]
    assert found.rejected["reasons"].to_list() == ["bad_encoding"]


def test_a_title_with_half_a_character_stops_no_page(tmp_path):
    path = eg.explorer(reports(), ZONES, title=BAD).save(tmp_path / "explore.html")
    text = path.read_text(encoding="utf-8")
    assert "bad\ufffdx" in text or "bad?x" in text
    page = eg.lagesbild(reports(), ZONES, period="2018-02", place=BAD)
    folder = page.save(tmp_path / "page", formats=("html", "docx", "xlsx", "gpkg"))
    assert len(list(folder.parent.iterdir())) >= 4
