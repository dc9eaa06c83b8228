"""The public lägesbild: protected counts and nothing else, byte by byte."""

import pandas as pd
import pytest

import estgeo as eg


@pytest.fixture(scope="module")
def town():
    return eg.simulate_incidents(weeks=30, rng=5)


def public(town, incidents=None, **arguments):
    incidents = town.incidents if incidents is None else incidents
    return eg.lagesbild(
        incidents, town.zones, period="2018-02", audience="public", **arguments
    )


def test_counts_are_those_of_the_month_inside_the_areas(town):
    picture = public(town)
    start, end = (
        pd.Timestamp(d, tz="Europe/Stockholm") for d in ("2018-02-01", "2018-03-01")
    )
    inside = town.incidents[
        town.incidents["start"].between(start, end, inclusive="left")
    ]
    inside = inside[~inside["is_positive"]]
    counts = eg.count_in_zones(inside, town.zones).set_index("name")["n"]
    shown = picture.tables["areas"].set_index("zone")["n"].dropna()
    assert len(shown) >= 2
    assert (shown == counts[shown.index]).all()
    assert (shown >= 5).all()


def test_nothing_of_single_reports_is_in_any_file(town, tmp_path):
    public(town).save(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {
        "index.html",
        "tables.xlsx",
        "layers.gpkg",
    }
    assert eg.find_leaks(tmp_path, town.incidents).empty
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Allmän version" in page
    assert "INTERN" not in page


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
        eg.lagesbild(incidents, telling, period="2018-02", audience="public")


def test_in_english(town):
    assert "Public version" in public(town, lang="en").html
