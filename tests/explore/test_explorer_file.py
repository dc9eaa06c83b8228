"""The file of an explorer: what is packed in it, what is not, and what is refused."""

import base64
import json
import re
import zlib

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, box
from typer.testing import CliRunner

import estgeo as eg
from estgeo.cli.commands import app
from estgeo.explore._packing import near_order, pack
from estgeo.explore._rows import alike

ZONES = gpd.GeoDataFrame(
    {"name": ["Väst", "Öst"]},
    geometry=[box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)],
    crs=3006,
)


def reports(n=40, **columns):
    start = pd.date_range("2018-01-01 18:30", periods=n, freq="31h")
    frame = {
        "start": start.tz_localize("Europe/Stockholm"),
        "theme": np.where(np.arange(n) % 3, "brand", "skadegörelse"),
        "comment": "Ring 070-123 45 67",
        "reporter": np.where(np.arange(n) % 2, "Anna Ek", "Bo Alm"),
    }
    at = [Point(50 + 47 * i % 1900, 50 + 31 * i % 900) for i in range(n)]
    return gpd.GeoDataFrame(frame | columns, geometry=at, crs=3006)


def meta_of(page):
    found = re.search(r'id="meta">(.*?)</script>', page.html, re.DOTALL)
    return json.loads(found.group(1))


def texts_of(page):
    found = re.findall(r'id="packed-text-\d+">([^<]*)<', page.html)
    return [zlib.decompress(base64.b64decode(text)).decode() for text in found]


def unpacked(packed, n):
    """Return what a packed column holds, by the rule that the page follows."""
    raw = np.frombuffer(zlib.decompress(base64.b64decode(packed.text)), np.uint8)
    planes = raw.reshape(packed.planes, n).astype(np.int64)
    values = sum(plane << (8 * at) for at, plane in enumerate(planes))
    if not packed.steps:
        return values
    return np.cumsum(np.where(values & 1, -(values + 1) // 2, values // 2))


@pytest.mark.parametrize("steps", [False, True])
@pytest.mark.parametrize("top", [1, 255, 256, 65_535, 65_536, 900_000, 20_000_000])
def test_a_column_comes_back_from_its_text(top, steps):
    values = np.random.default_rng(top).integers(0, top, 300, endpoint=True)
    values[:2] = 0, top
    assert (unpacked(pack(values, steps=steps), 300) == values).all()


def test_neighbors_on_the_map_stand_beside_one_another():
    x, y = (part.ravel() for part in np.meshgrid(np.arange(64), np.arange(64)))
    order = near_order(x, y)
    steps = np.abs(np.diff(x[order])) + np.abs(np.diff(y[order]))
    assert sorted(order) == list(range(64 * 64))
    # Along a Morton curve half of all steps are to a cell that shares a side.
    assert np.mean(steps == 1) == pytest.approx(0.5, abs=0.01)


def test_texts_of_reporters_are_not_in_the_file_unless_asked_for():
    page = eg.explorer(reports(), ZONES)
    assert texts_of(page) == []
    assert "Anna" not in page.html
    assert meta_of(page)["texts"] == []


def test_texts_that_are_asked_for_are_masked():
    page = eg.explorer(reports(), ZONES, columns=["comment", "reporter"])
    comments, reporters = texts_of(page)
    assert set(comments.split("\x1e")) == {"Ring [telefon]"}
    assert set(reporters.split("\x1e")) == {"R1", "R2"}


def test_no_separator_of_texts_is_in_a_text():
    wild = reports(comment="a\x1eb")
    (text,) = texts_of(eg.explorer(wild, ZONES, columns=["comment"]))
    assert len(text.split("\x1e")) == len(wild)


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"audience": "public"}, ValueError, "public_lagesbild"),
        ({"audience": "organization", "columns": ["comment"]}, ValueError, "group"),
        ({"columns": "comment"}, TypeError, "columns=['comment']"),
        ({"columns": ["nope"]}, KeyError, "nope"),
        ({"context": "karta.gpkg"}, TypeError, "read_context"),
        ({"period": "2018-W99"}, ValueError, "period"),
        ({"insatser": ["patrull"]}, TypeError, "Insats"),
        ({"lang": "de"}, ValueError, "lang"),
    ],
)
def test_what_is_wrong_is_said(given, error, says):
    with pytest.raises(error, match=re.escape(says)):
        eg.explorer(reports(), ZONES, **given)


def test_the_file_is_the_same_every_time_and_the_input_unchanged():
    given = reports()
    before = given.copy()
    assert eg.explorer(given, ZONES).html == eg.explorer(given, ZONES).html
    pd.testing.assert_frame_equal(pd.DataFrame(given), pd.DataFrame(before))


def test_an_organization_gets_no_small_count_and_none_can_be_worked_out():
    given = reports(n=400)
    tables = meta_of(eg.explorer(given, ZONES, audience="organization"))["tables"]
    for name in ("hours", "weeks"):
        values = np.array(tables[name])
        shown = values[values >= 0]
        assert (shown >= 5).all()
        hidden = int((values < 0).sum())
        # One hidden count is the total less all others.
        assert hidden != 1
        left = len(given) - int(shown.sum())
        assert left == 0 or left >= 5
    assert all(count >= 5 for *_, count in tables["cells"])


def test_saved_beside_a_lagesbild_with_its_period_chosen(tmp_path):
    town = eg.simulate_incidents(weeks=30, rng=1)
    picture = eg.lagesbild(town.incidents, town.zones, period="2018-W08", explorer=True)
    picture.save(tmp_path)
    saved = (tmp_path / "utforska.html").read_text("utf-8")
    assert saved == picture.explorer.html
    first, last = meta_of(picture.explorer)["open"]
    assert last - first == 6
    monday = pd.Timestamp(meta_of(picture.explorer)["monday"])
    assert monday + pd.Timedelta(days=first) == pd.Timestamp("2018-02-19")
    plain = eg.lagesbild(town.incidents, town.zones, period="2018-W08")
    assert plain.explorer is None


def test_the_command_writes_the_page(tmp_path):
    there = 500_000, 6_500_000
    given, zones = reports(), ZONES.set_geometry(ZONES.translate(*there))
    given = given.set_geometry(given.translate(*there))
    given.assign(start=given["start"].astype(str)).to_file(tmp_path / "r.gpkg")
    zones.to_file(tmp_path / "z.gpkg")
    done = CliRunner().invoke(
        app,
        [
            "explore",
            str(tmp_path / "r.gpkg"),
            *("--zones", str(tmp_path / "z.gpkg")),
            *("--out", str(tmp_path / "out")),
            *("--place", "Byn"),
        ],
    )
    assert done.exit_code == 0, done.output
    page = (tmp_path / "out" / "utforska.html").read_text("utf-8")
    assert "<h1>Byn</h1>" in page


def test_a_notebook_shows_the_page_in_a_frame():
    shown = eg.explorer(reports(), ZONES)._repr_html_()
    assert shown.startswith("<iframe")
    assert "<script" not in shown


def test_an_insats_without_an_area_is_not_in_the_page():
    town_wide = eg.Insats("Kampanj i hela orten", None, "2018-01-01")
    local = eg.Insats("Väktare", ZONES.iloc[[0]], "2018-01-01")
    page = eg.explorer(reports(), ZONES, insatser=[town_wide, local])
    assert [one["name"] for one in meta_of(page)["insatser"]] == ["Väktare"]
    assert "Kampanj" not in page.html


def test_groups_say_what_each_report_has_in_each_list():
    rng = np.random.default_rng(3)
    columns = [rng.integers(0, top, 200) for top in (3, 1, 40)]
    codes, has = alike(columns, 200)
    assert set(codes) == set(range(len({*zip(*columns, strict=True)})))
    for column, values in zip(columns, has, strict=True):
        assert (np.array(values)[codes] == column).all()
    codes, has = alike([], 200)
    assert has == []
    assert not codes.any()
