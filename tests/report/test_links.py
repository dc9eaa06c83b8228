"""What a page links together, and what it sets beside what: small worlds by hand."""

import re

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

import estgeo as eg
from estgeo.report._comparison import COLUMNS, compare
from estgeo.report._insatser import insatser_here, measure_words, measures_against
from estgeo.report._problems import find_problems
from estgeo.report._study import between, prepare

WEST, EAST = box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)
ZONES = gpd.GeoDataFrame({"name": ["Väst", "Öst"]}, geometry=[WEST, EAST], crs=3006)


def reports(*parts, crs=3006):
    """Return reports of (days, x, theme), y spread over the zone."""
    frames = [
        pd.DataFrame({"start": pd.DatetimeIndex(days), "x": x, "theme": theme})
        for days, x, theme in parts
    ]
    frame = pd.concat(frames, ignore_index=True)
    frame["start"] = frame["start"].dt.tz_localize("Europe/Stockholm")
    y = 5 + 990 * np.arange(len(frame)) / len(frame)
    points = gpd.points_from_xy(frame.pop("x"), y)
    return gpd.GeoDataFrame(frame, geometry=points, crs=crs)


def every(step, first="2015-01-01 12:00", last="2018-04-30 12:00"):
    return pd.date_range(first, last, freq=step)


def study_of(incidents, period, zones=ZONES):
    return prepare(incidents, zones, period=period, cell_size=200, lang="sv")


@pytest.fixture(scope="module")
def even():
    """A fire every day in the west and every other in the east, and some outside."""
    return reports(
        (every("1D"), 500, "brand"),
        (every("2D"), 1500, "brand"),
        (every("3D"), 5000, "brand"),
    )


def patrol(area, start="2018-01-01", end=None, themes=("brand",)):
    return eg.Insats("Patrull", area, start, end, themes=themes, crs=3006)


def against(study, insats, zone="Väst"):
    mine = study.now[study.now["zone"] == zone]
    return measures_against(study, [insats], "brand", zone, mine)


@pytest.mark.parametrize(
    ("insats", "state"),
    [
        (patrol(WEST), "continues"),
        (patrol(EAST), None),  # a shared border is no overlap
        (patrol(box(999.9, 0, 1500, 5)), None),  # half a square metre is the border
        (patrol(box(2000, 0, 3000, 9)), None),
        (patrol(WEST, "2018-04-10"), "new"),
        (patrol(WEST, "2018-05-01"), "planned"),
        (patrol(WEST, end="2018-04-20"), "ends"),
        (patrol(WEST, end="2018-04-30"), "ends"),
        (patrol(WEST, end="2018-05-01"), "continues"),
        (patrol(WEST, end="2018-03-31"), None),
        (patrol(WEST, themes=("stöld",)), None),
        (patrol(WEST, themes=None), "continues"),
    ],
)
def test_an_insats_is_at_work_where_it_overlaps_and_while_it_lasts(even, insats, state):
    found = against(study_of(even, "2018-04"), insats)
    assert [one.state for one in found] == ([state] if state else [])


def test_the_share_it_covers_is_said(even):
    study = study_of(even, "2018-04")
    (measure,) = against(study, patrol(box(0, 0, 1000, 400)))
    lower = study.now[(study.now["zone"] == "Väst") & (study.now.geometry.y < 400)]
    told = measure_words(study, measure, 30)
    assert measure.covered == len(lower)
    n = len(lower) or "ingen"
    assert told.endswith(f"täcker {n} av de 30 rapporterna.")
    (planned,) = against(study, patrol(WEST, "2018-05-07"))
    assert measure_words(study, planned, 30) == "Patrull är planerad från 7 maj 2018."


def test_insatser_elsewhere_are_not_of_the_page(even):
    study = study_of(even, "2018-04")
    insatser = [patrol(WEST), patrol(box(2000, 0, 3000, 1000))]
    assert insatser_here(study, insatser) == insatser[:1]


def test_a_district_has_its_own_numbers_only(even):
    west = ZONES.head(1)
    inside = even[even.within(WEST)]
    for period in ("2018-04", "2018-T1", "2018-W16"):
        whole = compare(study_of(even, period, west)).table
        alone = compare(study_of(inside, period, west)).table
        pd.testing.assert_frame_equal(whole, alone)
    study = study_of(even, "2018-04", west)
    out = even[~even.within(WEST)]
    assert study.outside == len(between(out, study.start, study.end)) > 0


def test_one_table_for_every_period(even):
    for period in ("2018-W16", "2018-04", "2018-T1", "2017", "2015-01"):
        table = compare(study_of(even, period)).table
        assert tuple(table.columns) == COLUMNS
        kinds = table.dtypes.astype(str).to_dict()
        assert kinds["n"] == "int64"
        assert {kinds[name] for name in COLUMNS[3:-1]} == {"float64"}
        whole = table[table["zone"].isna() & table["theme"].isna()]["n"].item()
        zones = table[table["zone"].notna() & table["theme"].isna()]["n"].sum()
        pairs = table[table["zone"].notna() & table["theme"].notna()]["n"].sum()
        assert whole == zones == pairs


def test_a_month_stands_beside_the_same_month_of_all_earlier_years(even):
    found = compare(study_of(even, "2018-04"))
    assert (found.basis, found.labels) == ("years", ("2015-04", "2016-04", "2017-04"))
    assert found.season
    row = found.zones.set_index("zone").loc["Väst"]
    assert (row["n"], row["n_last"], row["n_last_year"]) == (30, 31, 30)
    assert row["expected"] == pytest.approx(30)
    assert row["status"] == "usual"


def test_ratio_and_interval_are_those_of_rate_change():
    """One earlier year without spread: the counts scaled by nothing."""
    days = every("1D", "2017-01-01 12:00", "2018-04-30 12:00")
    more = every("1D", "2018-04-01 09:00", "2018-04-20 09:00")
    incidents = reports((days, 500, "brand"), (more, 500, "brand"))
    found = compare(study_of(incidents, "2018-04", ZONES.head(1)))
    change = eg.rate_change(30, 50, days_before=30, days_after=30)
    total = found.total
    assert found.labels == ("2017-04",)
    assert total["ratio"] == pytest.approx(change.ratio)
    assert total["ratio_low"] == pytest.approx(change.low, rel=1e-6)
    assert total["ratio_high"] == pytest.approx(change.high, rel=1e-6)
    assert total["status"] == "increase"
    assert total["n"] > total["usual_high"]


def test_without_an_earlier_year_the_last_period_and_the_season_is_said():
    days = every("1D", "2018-01-01 12:00", "2018-04-30 12:00")
    incidents = reports((days, 500, "brand"), (days, 1500, "brand"))
    found = compare(study_of(incidents, "2018-04"))
    assert (found.basis, found.labels, found.season) == ("last", ("2018-03",), False)
    page = eg.lagesbild(incidents, ZONES, period="2018-04").html
    assert "Årstiden är inte borträknad" in page
    assert "ingen säker skillnad mot mars" in page
    assert "än normalt (" not in page


def test_nothing_to_compare_with_is_no_judgement():
    days = every("1D", "2018-04-01 12:00", "2018-04-30 12:00")
    page = eg.lagesbild(reports((days, 500, "brand")), ZONES, period="2018-04").html
    page = re.sub(r'<p class="note">.*?</p>', "", page)  # which say what is shown
    assert "inget att jämföra med" in page
    for judgement in (
        "inom det normala",
        "fler än normalt",
        "färre än normalt (",
        "Nytt:",
    ):
        assert judgement not in page


def test_a_fall_is_told_as_a_rise_is(even):
    gone = even[(even["start"] < "2018-04-01") | ~even.within(WEST)]
    still = gone[gone.within(WEST)].tail(1)
    last = pd.Timestamp("2018-04-30 12:00", tz="Europe/Stockholm")
    study = study_of(pd.concat([gone, still.assign(start=last)]), "2018-04")
    found = compare(study)
    row = found.zones.set_index("zone").loc["Väst"]
    assert (row["n"], row["status"]) == (1, "clear_decrease")
    assert row["n"] < row["usual_low"]
    assert find_problems(study, found, (), None)[0].zone == "Väst"


def test_what_late_reports_have_not_filled_is_no_fall(even):
    """Every report comes three weeks late, and April is read on its last evening."""
    late = even.assign(reported_at=even["start"] + pd.Timedelta("21D"))
    known = late[late["reported_at"] < "2018-05-01"]
    some = late[(late["reported_at"] >= "2018-05-01") & (late["start"] >= "2018-04-25")]
    soon = some.assign(
        reported_at=pd.Timestamp("2018-04-30 22:00", tz="Europe/Stockholm")
    )
    study = study_of(pd.concat([known, soon]), "2018-04")
    assert study.share_in < 0.5
    assert study.is_unfinished
    table = compare(study).table
    assert not table["status"].str.contains("decrease").any()
    assert (table["status"] == "inconclusive").any()
    page = eg.lagesbild(pd.concat([known, soon]), ZONES, period="2018-04")
    assert any("inte färdig" in warning for warning in page.warnings)


def test_prioritised_areas_come_first(even):
    more = every("1D", "2018-04-05 08:00", "2018-04-24 08:00")
    incidents = pd.concat([even, reports((more, 500, "brand"))], ignore_index=True)
    study = study_of(incidents, "2018-04")
    found = compare(study)
    plain = find_problems(study, found, (), None)
    assert [pair.zone for pair in plain] == ["Väst", "Öst"]
    levels = pd.Series({"Öst": 4, "Väst": 2})
    judged = find_problems(study, found, (), levels)
    assert [pair.zone for pair in judged] == ["Öst", "Väst"]


def test_the_former_name_of_the_levels_says_the_new(even):
    with pytest.raises(TypeError, match="'assessments' must be called 'levels' now"):
        eg.lagesbild(even, ZONES, period="2018-04", assessments=pd.DataFrame())
