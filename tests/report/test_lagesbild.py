import html
import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from builders import HOSTILE
from openpyxl import load_workbook
from shapely import Polygon

import estgeo as eg
from estgeo._frame_checks import check_polygons
from estgeo.report._document import sheets_in_words
from estgeo.words import reading as workbook

GOLDENS = Path(__file__).parents[1] / "goldens" / "lagesbild"


@pytest.fixture(scope="module")
def weekly(town, last_week):
    return eg.lagesbild(
        town.incidents,
        town.zones,
        period=last_week,
        insatser=town.insatser,
        context={"streets": town.streets},
        place="Valboås",
    )


@pytest.fixture(scope="module")
def memphis():
    return eg.sample_incidents("memphis").incidents, eg.sample_zones("memphis")


def text_of(picture):
    visible = re.sub(r'srcdoc=".*?"', "", picture.html, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", visible))


def test_month_equals_the_counts_of_another_program(memphis):
    incidents, zones = memphis
    picture = eg.lagesbild(incidents, zones, period="2019-03")
    golden = pd.read_csv(GOLDENS / "memphis_precinct_month.csv")
    for column, month in (
        ("n", "2019-03"),
        ("n_last", "2019-02"),
        ("n_before_last", "2019-01"),
    ):
        expected = golden[golden["mo"] == month].set_index("precinct")["count"]
        found = picture.tables["by_area"].set_index("zone")[column]
        assert found.reindex(expected.index).astype(int).to_dict() == expected.to_dict()


def test_hours_of_the_year_equal_the_counts_of_another_program(memphis):
    incidents, zones = memphis
    picture = eg.lagesbild(incidents, zones, period="2019")
    golden = pd.read_csv(GOLDENS / "memphis_weekday_hour.csv")
    expected = golden.set_index(["wd", "h"])["count"]
    hours = picture.tables["hour_of_week"].set_index(["weekday", "hour"])["n"]
    moved = (hours - expected.reindex(hours.index, fill_value=0)).round(9)
    # A clock time that Swedish summer time skips is moved on by one hour.
    assert moved.abs().sum() <= 2
    assert hours.sum() == expected.sum() - 1  # one lies outside the precincts


def test_crossed_borders_are_refused_and_can_be_mended_as_the_message_says(town):
    # A bow tie with a tail, which must not come along as a line.
    west, south, east, north = town.zones.total_bounds
    corners = [(west, south), (east, north), (east, south), (west, north)]
    bow_tie = Polygon([*corners, (west, north + 900), (west, north)])
    zones = gpd.GeoDataFrame({"name": ["a"]}, geometry=[bow_tie], crs=town.zones.crs)
    with pytest.raises(ValueError, match="1 of 1 that are not") as refused:
        eg.lagesbild(town.incidents, zones, period="2018-01")
    call = re.search(r"frame\.set_geometry\(.*\)", str(refused.value))[0]
    mended = eval(call, {"frame": zones})
    check_polygons("zones", mended)
    assert mended.area.item() == pytest.approx((east - west) * (north - south) / 2)


def test_a_year_the_reports_do_not_cover_is_left_out_not_zero(memphis):
    incidents, zones = memphis
    picture = eg.lagesbild(incidents, zones, period="2019-03")
    assert picture.tables["by_area"]["n_last_year"].isna().all()
    assert "Rapporterna täcker inte mars 2018" in text_of(picture)


def test_week_has_the_parts_of_figure_10_3(weekly):
    told = text_of(weekly)
    for heading in (
        "Det viktigaste",
        "Problem",
        "Beslut",
        "Hot spots: var det sker",
        "Hot times: när det sker",
        "Bilaga",
        "Läget jämfört med tidigare",
        "Underlag och metod",
    ):
        assert heading in told, heading
    for words in (
        "Troliga orsaker",
        "Mottagare",
        "Behov finns av ytterligare insatser",
        "Väktarpatrull",
    ):
        assert words in told, words
    assert "INTERN" in told
    assert "Veckolägesbild Valboås" in told


def test_week_status_is_that_of_week_status(town, weekly, last_week):
    problems = town.incidents[~town.incidents["is_positive"]]
    expected = eg.week_status(problems, period=last_week)
    total = weekly.tables["by_area"].iloc[0]
    assert total["n"] == expected["n"].iloc[0]
    assert total["n_last"] == expected["n_last_week"].iloc[0]
    assert total["status"] == expected["status"].iloc[0]


def test_hot_spots_rest_on_thirteen_weeks(town, weekly, last_week):
    start = pd.Timestamp.fromisocalendar(int(last_week[:4]), int(last_week[6:]), 1)
    from_ = (start - pd.Timedelta(weeks=12)).tz_localize("Europe/Stockholm")
    until = (start + pd.Timedelta(weeks=1)).tz_localize("Europe/Stockholm")
    problems = town.incidents[~town.incidents["is_positive"]]
    window = problems[(problems["start"] >= from_) & (problems["start"] < until)]
    cells = weekly.layers["cells"]
    outside = eg.outside_zones(window, cells)
    assert cells["n"].sum() + len(outside) == len(window)


def test_hot_spots_say_whether_they_hold(weekly):
    places = weekly.tables["hot_spots"]
    assert len(places)
    text = text_of(weekly)
    assert "minst en ruta förblir hot spot i minst 80 % av omräkningarna" in text
    kinds = ["stability_weeks", "stability_grid"]
    steady = (places[kinds].isna() | (places[kinds] >= 0.8)).all(axis=1)
    assert (places["robust"] == steady).all()


def test_places_are_named_by_streets(town, weekly):
    streets = set(town.streets["name"])
    names = weekly.tables["cells"]["name"].dropna()
    plain = names.str.replace(r"(, [^(]+)?( \(\d+\))?$", "", regex=True)
    named = names[plain.str.split(" / ").map(lambda parts: set(parts) <= streets)]
    assert names.is_unique
    assert len(named) > 0.8 * len(names)


@pytest.mark.parametrize("period", ["2017-T3", "2017", "2017-Q4"])
def test_longer_periods_have_their_parts(town, period):
    picture = eg.lagesbild(
        town.incidents,
        town.zones,
        period=period,
        insatser=town.insatser,
        levels=pd.DataFrame(
            {
                "zone": ["Centrum", "Centrum"],
                "period": [period, "2016"],
                "level": [3, 2],
                "comment": [HOSTILE, ""],
            }
        ),
        indicators=pd.DataFrame(
            {
                "zone": ["Centrum"],
                "year": [2017],
                "name": ["Trångboddhet"],
                "value": [0.31],
            }
        ),
    )
    told = text_of(picture)
    assert "Uppföljning av insatser" in told
    assert "Områden och teman" in told
    assert "på gruppens egen skala" in told
    assert ("Strukturella förhållanden" in told) == (period == "2017")
    areas = picture.tables["areas_and_themes"].drop(columns="zone")
    total = picture.tables["by_area"]
    assert areas.to_numpy().sum() == total["n"].iloc[0] == total["n"].iloc[1:].sum()


def test_files_are_written(weekly, tmp_path):
    page = weekly.save(tmp_path / "ut")
    assert page.read_text(encoding="utf-8") == weekly.html
    book = load_workbook(tmp_path / "ut" / "tables.xlsx")
    codes = {name.rpartition("(")[2].rstrip(")") for name in book.sheetnames}
    assert codes == set(weekly.tables)
    heads = [cell.value for cell in book["Per område (by_area)"][1]]
    assert heads[0] == "Område (zone)"
    assert heads[-2:] == ["Bedömning", "Bedömning, kod (status)"]
    layers = {row[0] for row in pyogrio.list_layers(tmp_path / "ut" / "layers.gpkg")}
    assert layers == set(weekly.layers)


def test_same_input_gives_the_same_page(town, last_week):
    first, second = (
        eg.lagesbild(town.incidents, town.zones, period=last_week) for _ in range(2)
    )
    ids = re.compile(r"_[0-9a-f]{32}")
    assert ids.sub("", first.html) == ids.sub("", second.html)
    assert first.tables.keys() == second.tables.keys()
    for name, table in first.tables.items():
        pd.testing.assert_frame_equal(table, second.tables[name])


def test_the_page_asks_nothing_of_any_network(weekly):
    outer = re.sub(r'srcdoc=".*?"', "", weekly.html, flags=re.DOTALL)
    page = html.unescape(outer)
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src 'none'" in page


def test_hostile_text_is_only_text(town, last_week):
    incidents = town.incidents.assign(category=HOSTILE, theme=None, source=HOSTILE)
    zones = town.zones.assign(name=[f"{HOSTILE}{i}" for i in range(len(town.zones))])
    picture = eg.lagesbild(incidents, zones, period=last_week, place=HOSTILE)
    assert "<img src=x" not in picture.html
    assert "<script>alert" not in picture.html
    assert "&lt;img src=x" in picture.html


def test_formulas_stay_text_in_the_workbook(town, last_week, tmp_path):
    zones = town.zones.assign(name=[f"=1+{i}" for i in range(len(town.zones))])
    eg.lagesbild(town.incidents, zones, period=last_week).save(tmp_path)
    book = load_workbook(tmp_path / "tables.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]


def test_centers_of_areas_give_a_warning_and_no_map(town, last_week):
    moved = town.incidents.set_geometry(
        gpd.GeoSeries(
            [town.zones.geometry.iloc[0].centroid] * len(town.incidents),
            crs=town.zones.crs,
            index=town.incidents.index,
        )
    )
    picture = eg.lagesbild(moved, town.zones, period=last_week)
    assert any("mittpunkter" in text for text in picture.warnings)
    assert "srcdoc" not in picture.html
    assert "hot_spots" not in picture.layers


def test_without_hours_there_is_no_chart_and_it_says_why(town):
    coarse = town.incidents.assign(time_precision="month")
    picture = eg.lagesbild(coarse, town.zones, period="2017-03")
    assert "hour_of_week" not in picture.tables
    assert "bara till månaden" in text_of(picture)


def test_nothing_is_changed(town, last_week):
    incidents, zones = town.incidents.copy(), town.zones.copy()
    eg.lagesbild(incidents, zones, period=last_week)
    pd.testing.assert_frame_equal(incidents, town.incidents)
    pd.testing.assert_frame_equal(zones, town.zones)


def test_only_the_columns_it_needs(town, last_week):
    bare = town.incidents[["start", "geometry"]].rename_geometry("punkt")
    picture = eg.lagesbild(bare, town.zones.to_crs(4326), period=last_week, lang="en")
    assert "Weekly" in picture.html


def test_errors(town):
    incidents, zones = town.incidents, town.zones
    with pytest.raises(ValueError, match="reach no further"):
        eg.lagesbild(incidents, zones, period="1999-W10")
    with pytest.raises(ValueError, match="'period' must be a period such as"):
        eg.lagesbild(incidents, zones, period="mars")
    with pytest.raises(ValueError, match="'audience'"):
        eg.lagesbild(incidents, zones, period="2017", audience="press")
    with pytest.raises(ValueError, match="It is called 'group' now"):
        eg.lagesbild(incidents, zones, period="2018-W10", audience="internal")
    with pytest.raises(ValueError, match="Use public_lagesbild"):
        eg.lagesbild(incidents, zones, period="2018-W10", audience="public")
    with pytest.raises(ValueError, match="'level' is a word, or a whole or half"):
        eg.lagesbild(
            incidents,
            zones,
            period="2017",
            levels=pd.DataFrame({"zone": ["a"], "period": ["2017"], "level": [2.3]}),
        )
    naive = incidents.assign(start=incidents["start"].dt.tz_localize(None))
    with pytest.raises(TypeError, match="time-zone-aware"):
        eg.lagesbild(naive, zones, period="2017")


def _assessed(town, period):
    levels = pd.DataFrame(
        [
            ("Centrum", "2017-W51", 2, "för länge sedan"),
            ("Centrum", "2017-W52", 3, "stök vid stängning"),
            ("Centrum", "2017-T3", 4, "hot mot väktare"),
            ("Centrum", "2018-W01", 1, "senare"),
        ],
        columns=["zone", "period", "level", "comment"],
    )
    picture = eg.lagesbild(town.incidents, town.zones, period=period, levels=levels)
    return picture.html.split('<section id="assessment">')[1].split("</section>")[0]


def test_a_weekly_page_has_the_levels_and_comment_of_its_week(town):
    section = _assessed(town, "2017-W52")
    assert "stök vid stängning" in section
    assert "Vecka 51 2017" in section
    assert "hot mot väktare" not in section
    assert "Vecka 1 2018" not in section


def test_levels_of_weeks_are_not_mixed_with_those_of_tertials(town):
    section = _assessed(town, "2017-T3")
    assert "hot mot väktare" in section
    assert "Vecka" not in section


def test_the_year_before_is_counted_in_one_column(town):
    page = eg.lagesbild(town.incidents, town.zones, period="2017").html
    assert page.count(">2016</th>") == 3  # themes, areas, priorities


def test_what_moved_is_the_first_line_of_the_page():
    incidents = eg.sample_incidents("valboas").incidents
    picture = eg.lagesbild(incidents, eg.sample_zones("valboas"), period="2018-W10")
    first = text_of(picture).split("Problem")[1].split("Sammanlagt")[0]
    assert "Fler än normalt: incident mot anställd, Centrum (7 rapporter" in first
    assert "skadegörelse, Norra Valboås (22 rapporter" in first
    areas = picture.tables["by_area"].set_index("zone")
    raised = areas[areas["status"].isin(["increase", "clear_increase"])]
    assert list(raised.index) == ["Norra Valboås"]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_sheet_keeps_its_whole_code(lang):
    empty = {code: pd.DataFrame() for code in workbook.SHEETS}
    names = sheets_in_words(empty, lang)
    assert all(name.endswith(")") and len(name) <= 31 for name in names)
    assert len(names) == len(empty)
