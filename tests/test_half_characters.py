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


def coded(values):
    """Return a categorical, whose labels pandas keeps as they are."""
    labels = pd.Index(values, dtype=object)
    return pd.Categorical.from_codes(range(len(labels)), labels)


def table():
    return squares(1, 2).assign(n=9).set_index(pd.Index(["a", "b"], name="zone"))


def saved(path, **options):
    return eg.publish(table(), period="2018-02").save(path, **options)


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
    "Insats, themes": lambda: eg.Insats("a", None, "2018-02-01", themes=["b", BAD]),
    "Problem": lambda: eg.Problem(id="a", theme="fire", what=BAD),
    "Problem, head of more": lambda: eg.Problem("a", more={BAD: "x"}),
    "Problem, list in more": lambda: eg.Problem("a", more={"note": [BAD]}),
    "Meeting, notes": lambda: eg.Meeting("2018-W07", notes={"decided": BAD}),
    "lagesbild, coded zones": lambda: eg.lagesbild(
        reports(), ZONES.assign(name=coded([BAD, "b"])), period="2018-02"
    ),
    "explorer, coded zones": lambda: eg.explorer(
        reports(), ZONES.assign(name=coded([BAD, "b"]))
    ),
    "publish, coded index": lambda: eg.publish(
        table().set_axis(pd.CategoricalIndex(coded([BAD, "b"]))), period="2018-02"
    ),
    "public page, topics": lambda: eg.public_lagesbild(
        reports(), ZONES.assign(name=["a", "b"]), period="2018-02", topics=["fire", BAD]
    ),
    "form, areas": lambda: eg.save_checklist("a.xlsx", "borås", areas=["a", BAD]),
    "form, sources": lambda: eg.checklist_questions("borås", sources=[BAD]),
    "masks of a text": lambda: eg.mask_personal_data(pd.Series([BAD], dtype=object)),
    "bundle, input": lambda: eg.save_bundle(
        "a.zip", {"n": pd.DataFrame({"a": pd.Series([BAD], dtype=object)})}, steps={}
    ),
    "bundle, coded input": lambda: eg.save_bundle(
        "a.zip", {"n": pd.DataFrame({"a": coded([BAD])})}, steps={}
    ),
    "bundle, name": lambda: eg.save_bundle("a.zip", {BAD: pd.DataFrame()}, steps={}),
    "bundle, step": lambda: eg.save_bundle("a.zip", {}, steps={BAD: ("evaluate", {})}),
}


@pytest.mark.parametrize("way", WAYS)
def test_half_a_character_is_named(way, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=TOLD):
        WAYS[way]()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("options", [{"why": BAD}, {"parents": {BAD: "a"}}])
def test_a_ledger_takes_no_half_a_character(tmp_path, options):
    ledger = tmp_path / "inside" / "a.jsonl"
    with pytest.raises(ValueError, match=TOLD):
        saved(tmp_path / "out" / "a.csv", ledger=ledger, **options)
    assert not (tmp_path / "out" / "a.csv").exists()
    saved(tmp_path / "out" / "a.csv", ledger=ledger)
    with pytest.raises(ValueError, match=TOLD):
        eg.Ledger(ledger).withdraw(1, why=BAD)
    assert len(eg.Ledger(ledger).to_frame()) == 1


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "gpkg", "parquet"])
def test_no_file_is_called_so(tmp_path, suffix):
    with pytest.raises(OSError, match="must be a name that a file can have"):
        saved(tmp_path / f"{BAD}.{suffix}")
    assert not list(tmp_path.iterdir())


def test_records_with_an_escape_of_half_a_character_are_read(tmp_path):
    path = tmp_path / "problem.json"
    eg.write_records(path, [eg.Problem("P1", what="BAD"), eg.Problem("P2", what="b")])
    text = path.read_text(encoding="utf-8").replace("BAD", "bad\\ud800x \\ud83d\\ude00")
    path.unlink()
    path.write_text(text, encoding="utf-8")
    found = eg.read_problems(path)
    assert [one.what for one in found] == ["bad\ufffdx \U0001f600", "b"]


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
    assert "bad\ufffdx" in path.read_text(encoding="utf-8")
    for name in ("title", "note", "unit"):
        path = tmp_path / f"{name}.html"
        eg.map_counts(ZONES.assign(n=9), **{name: BAD}).save(path)
        assert "bad\ufffdx" in path.read_text(encoding="utf-8")
    page = eg.lagesbild(reports(), ZONES, period="2018-02", place=BAD)
    folder = page.save(tmp_path / "page", formats=("html", "docx", "xlsx", "gpkg"))
    assert len(list(folder.parent.iterdir())) >= 4
    assert "bad\ufffdx" in folder.read_text(encoding="utf-8")
