"""Every period of the report, several groups, and the days ahead."""

import re

import pandas as pd
import pytest

import estgeo as eg
from estgeo._periods import period_bounds


def text_of(page):
    visible = re.sub(r'srcdoc=".*?"', "", page.html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", visible)


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ("2018-W09/2018-W10", "Tvåveckorslägesbild"),
        ("2017-H2", "Halvårsanalys"),
        ("2016-03-01/2018-02-28", "Lägesbild"),
        ("2018-02-12/2018-02-25", "Lägesbild"),
    ],
)
def test_every_period_is_counted_and_told(town, period, title):
    page = eg.lagesbild(town.incidents, town.zones, period=period)
    assert title in page.html
    start, end = period_bounds(period, "Europe/Stockholm")
    problems = town.incidents[~town.incidents["is_positive"]]
    problems = problems[(problems["start"] >= start) & (problems["start"] < end)]
    inside = eg.count_in_zones(problems, town.zones)["n"].sum()
    assert page.to_frame()["n"].iloc[0] == inside


def test_each_organization_and_the_joint_picture(town, last_week):
    pictures = eg.lagesbilder(town.incidents, town.zones, by="source", period=last_week)
    frame = pictures.to_frame()
    whole = frame[frame["zone"].isna() & frame["theme"].isna()].set_index("part")["n"]
    parts = whole[whole.index.notna()]
    assert set(parts.index) == set(town.incidents["source"].dropna().unique())
    assert parts.sum() == whole[whole.index.isna()].iloc[0]
    told = text_of(pictures.joint)
    assert "Gruppernas egna bilder" in told
    for name in parts.index:
        assert name in told


def test_each_local_group_and_the_joint_picture(town, last_week, tmp_path):
    groups = ["Norra", "Norra", "Södra", "Södra", "Södra"]
    zones = town.zones.assign(group=groups)
    pictures = eg.lagesbilder(town.incidents, zones, by="group", period=last_week)
    assert {n: len(p.layers["zones"]) for n, p in pictures.parts.items()} == {
        "Norra": 2,
        "Södra": 3,
    }
    pictures.save(tmp_path, formats=("html",))
    assert (tmp_path / "Norra" / "index.html").is_file()


def test_new_year_and_the_days_of_christmas_are_told_ahead(town):
    page = eg.lagesbild(town.incidents, town.zones, period="2017-W50")
    ahead = page.tables["ahead"]
    assert {"nyårsafton", "julafton", "trettondedag jul"} <= set(ahead["name"])
    first = ahead.set_index("name").loc["nyårsafton"]
    assert (first["from"], first["kind"]) == ("2017-12-31", "eve")
    days = eg.swedish_calendar([2016, 2017, 2018])
    known = town.incidents[~town.incidents["is_positive"]]
    known = known[known["start"] < pd.Timestamp("2017-12-18", tz="Europe/Stockholm")]
    known = known.drop(index=eg.outside_zones(known, town.zones).index)
    span = (f"{known['start'].min():%Y-%m-%d}", "2017-12-17")
    rate = eg.risk_periods(known, days, span=span).loc["eve", "ratio"]
    assert first["ratio"] == pytest.approx(rate)


def test_the_first_warm_weeks_are_told_in_spring_only(town):
    spring = eg.lagesbild(town.incidents, town.zones, period="2017-W13")
    autumn = eg.lagesbild(town.incidents, town.zones, period="2017-W40")
    assert "första varma veckorna" in text_of(spring)
    assert "första varma veckorna" not in text_of(autumn)


def test_who_is_quiet_and_who_is_new_stands_in_the_groups_page(town):
    frame = town.incidents.copy()
    week = pd.Timestamp("2018-02-19", tz="Europe/Stockholm")
    quiet = (frame["source"] == "kommun") & (frame["start"] >= week)
    frame = frame[~quiet]
    late = frame.index[(frame["start"] >= week)][:3]
    frame.loc[late, "source"] = "Nykomlingen AB"
    page = eg.lagesbild(frame, town.zones, period="2018-W08")
    who = page.tables["who"].set_index("who")["state"]
    assert who["kommun"] == "silent"
    assert who["Nykomlingen AB"] == "new"
    assert "Vilka som rapporterar" in page.html
