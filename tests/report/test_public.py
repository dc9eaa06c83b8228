"""The public lägesbild: protected counts and nothing else, byte by byte."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import squares
from shapely.geometry import box

import estgeo as eg

TOPICS = ["skadegörelse", "brand", "tillgrepp"]


@pytest.fixture(scope="module")
def town():
    return eg.simulate_incidents(weeks=30, rng=5)


def public(town, incidents=None, **arguments):
    incidents = town.incidents if incidents is None else incidents
    asked = {"period": "2018-02", "topics": TOPICS} | arguments
    return eg.public_lagesbild(incidents, town.zones, **asked)


def test_numbers_are_those_of_the_plan(town):
    page = public(town)
    plan = eg.release_plan(
        town.incidents, town.zones, topics=TOPICS, periods=["2018-02"]
    )
    areas = page.tables["areas"].set_index("zone")["n"]
    expected = plan.table("2018-02").to_frame().set_index("zone")["n"]
    pd.testing.assert_series_equal(areas, expected)
    assert page.tables["themes"]["topic"].tolist() == [*TOPICS, "övrigt"]
    from_plan = public(town, plan=plan)
    assert from_plan.html == page.html


def test_nothing_of_single_reports_is_in_any_file(town, tmp_path):
    public(town).save(tmp_path / "allman")
    assert {p.name for p in (tmp_path / "allman").iterdir()} == {
        "index.html",
        "tables.xlsx",
        "layers.gpkg",
        "estgeo-files.json",
    }
    assert eg.find_leaks(tmp_path / "allman", town.incidents).empty
    page = (tmp_path / "allman" / "index.html").read_text(encoding="utf-8")
    assert "Version för allmänheten" in page
    assert "INTERN" not in page
    for words in ("var 5:e rapport", "k = 5, metod: balanserad dragning"):
        assert words in page


def test_a_ledger_stands_beside_the_folder_by_default(town, tmp_path):
    public(town).save(tmp_path / "allman", why="hemsidan")
    told = eg.Ledger(tmp_path / "estgeo-ledger.jsonl").to_frame()
    assert told[["name", "period", "why"]].to_numpy().tolist() == [
        ["allman", "2018-02", "hemsidan"]
    ]
    public(town, ledger=tmp_path / "own").save(tmp_path / "other")
    assert len(eg.Ledger(tmp_path / "own").to_frame()) == 1


def test_the_files_depend_on_the_counts_alone(town, tmp_path):
    public(town).save(tmp_path / "a")
    other = town.incidents.sample(frac=1, random_state=1).assign(
        incident_id="x", comment="helt annan text", reporter="någon"
    )
    public(town, other).save(tmp_path / "b")
    for name in ("index.html", "tables.xlsx", "layers.gpkg"):
        assert (tmp_path / "a" / name).read_bytes() == (
            tmp_path / "b" / name
        ).read_bytes()


def test_a_trace_stops_the_page(town):
    telling = town.zones.assign(name=["K-47111", "B", "C", "D", "E"])
    incidents = town.incidents.assign(incident_id=["K-47111"] * len(town.incidents))
    with pytest.raises(
        ValueError, match="'incidents' must be kept out of the public page"
    ):
        eg.public_lagesbild(incidents, telling, period="2018-02", topics=TOPICS)


def test_a_reporters_words_are_on_no_page_and_every_listed_topic_is():
    # Three neighbors: in the category, in the theme, in both; one month of 47 reports.
    rng = np.random.default_rng(1)
    zones = gpd.GeoDataFrame(
        {"name": ["A", "B"]},
        geometry=[
            box(500_000, 6_500_000, 501_000, 6_501_000),
            box(501_000, 6_500_000, 502_000, 6_501_000),
        ],
        crs=3006,
    )
    said = ["Klotter"] * 45 + ["Kim Exempel Exempelgatan 5 slagen hemma", "Hot"]
    start = pd.date_range("2018-03-02", periods=47, freq="11h", tz="Europe/Stockholm")
    points = gpd.points_from_xy(
        rng.uniform(500_000, 502_000, 47), rng.uniform(6_500_000, 6_501_000, 47)
    )
    frame = gpd.GeoDataFrame({"start": start}, geometry=points, crs=3006)
    topics = ["Klotter", "Hot", "Sexualbrott"]
    for columns in (["category"], ["theme"], ["category", "theme"]):
        page = eg.public_lagesbild(
            frame.assign(**dict.fromkeys(columns, said)),
            zones,
            period="2018-03",
            topics=topics,
        )
        assert "exempelgatan" not in page.html.lower()
        assert "sexualbrott" in page.html.lower()
        told = page.tables["themes"].set_index("topic")["n"]
        assert told["Klotter"] == pytest.approx(45, abs=10)
        assert np.isnan(told["Sexualbrott"])


def test_what_is_asked_stands_on_the_page(town):
    homes = town.zones.assign(homes=[900, 5, 700, 800, 800])
    page = eg.public_lagesbild(
        town.incidents, homes, period="2018-02", topics=TOPICS, k=7, dwellings="homes"
    )
    assert "k = 7" in page.html
    assert "Områden med få bostäder är sammanslagna" in page.html
    exact = public(town, method="suppress")
    assert "undertryckning" in exact.html
    assert "Public version" in public(town, lang="en").html


def test_pages_of_exact_counts_go_into_the_ledger_too(town, tmp_path):
    plan = eg.release_plan(
        town.incidents,
        town.zones,
        topics=TOPICS,
        periods=["2018-02"],
        method="suppress",
    )
    public(town, plan=plan).save(tmp_path / "a", ledger=tmp_path / "l")
    assert eg.Ledger(tmp_path / "l").to_frame()["kind"].tolist() == ["release"] * 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"period": "2018-W06"}, "months or longer"),
        ({"period": "2030-01"}, "'period' must be a period between"),
        ({"topics": "brand"}, "'topics' must be a list"),
    ],
)
def test_errors(town, arguments, message):
    with pytest.raises(ValueError, match=message):
        public(town, **arguments)
    with pytest.raises(ValueError, match="Use public_lagesbild"):
        eg.lagesbild(town.incidents, town.zones, period="2018-02", audience="public")


def test_a_report_on_the_latitude_of_a_corner_stops_no_page():
    """The number stands on the map for the area, and says nothing of the report."""
    zones = squares(2, 4, size=500.0).assign(name=list("ABCDEFGH"))
    west, south, east, north = zones.total_bounds
    corners = gpd.GeoSeries.from_xy([west, east], [south, north], crs=zones.crs)
    x, y = np.random.default_rng(1).uniform(20, 980, (2, 40))
    points = gpd.GeoSeries.from_xy(west + 2 * x, south + y, crs=zones.crs).to_crs(4326)
    ends = gpd.GeoSeries.from_xy([points.x[0]] * 2, corners.to_crs(4326).y, crs=4326)
    incidents = gpd.GeoDataFrame(
        {"category": "brand"},
        index=range(42),
        geometry=[*points, *ends],
        crs=4326,
    ).to_crs(zones.crs)
    incidents["start"] = pd.Timestamp("2018-03-10", tz="Europe/Stockholm")
    page = eg.public_lagesbild(incidents, zones, period="2018-03", topics=["brand"])
    assert page.period == "2018-03"


@pytest.mark.parametrize("inside", ["l.jsonl", "in/l.jsonl"])
def test_the_ledger_is_kept_outside_of_what_is_spread(town, tmp_path, inside):
    with pytest.raises(ValueError, match="'ledger' must be outside the folder"):
        public(town).save(tmp_path / "page", ledger=tmp_path / "page" / inside)
    assert not (tmp_path / "page").exists()


@pytest.mark.parametrize("method", ["balanced-draw", "suppress"])
def test_a_page_notices_a_ledger_that_was_cut_or_begun_anew(town, tmp_path, method):
    folder, ledger = tmp_path / "out" / "page", tmp_path / "in" / "ledger.jsonl"
    public(town, ledger=ledger, method=method).save(folder)
    whole = ledger.read_text(encoding="utf-8")
    ledger.write_text(whole.splitlines(keepends=True)[0], encoding="utf-8")
    again = public(town, ledger=ledger, method=method)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(ValueError, match=r"whole, got 1 lines?, without line [23]"):
        again.save(folder)
    ledger.unlink()
    again = public(town, ledger=ledger, method=method)
    with pytest.raises(
        ValueError, match="that the files in the folder were entered in"
    ):
        again.save(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    ledger.write_text(whole, encoding="utf-8")
    public(town, ledger=ledger, method=method).save(folder)
