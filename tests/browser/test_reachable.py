"""WCAG 2.2 AA: every map and page at two widths, and whole on a phone."""

import pandas as pd
import pytest
from osm_town import AREA, write_osm
from reachable import violations
from test_lagesbild import look, ready  # noqa: F401 (a fixture)
from test_maps import ALL, context, incidents, maps, zones

import estgeo as eg

pytestmark = pytest.mark.browser
WIDTHS = (1280, 400)


@pytest.mark.parametrize("kind", ALL)
def test_axe_finds_nothing_on_a_map(open_map, kind):
    m = maps()[kind]()
    for width in WIDTHS:
        page = open_map(m, width=width).settled()
        assert violations(page) == []
        page.locator(".estgeo-table summary").click()
        assert violations(page) == []


def pictures(town, last_week):
    common = {"insatser": town.insatser, "context": {"streets": town.streets}}
    levels = pd.DataFrame(
        {"zone": ["Centrum"], "period": ["2017"], "level": [2], "comment": ["Lugnt"]}
    )
    indicators = pd.DataFrame(
        {"zone": ["Centrum"], "year": [2017], "name": ["Trångbodda"], "value": [0.1]}
    )
    made = {"week": {"period": last_week}, "tertial": {"period": "2017-T3"}}
    made["year"] = {"period": "2017", "levels": levels, "indicators": indicators}
    made["english"] = {"period": "2017-11", "lang": "en"}
    return {
        name: lambda given=given: eg.lagesbild(
            town.incidents, town.zones, **common, **given
        )
        for name, given in made.items()
    } | {
        "public": lambda: eg.public_lagesbild(
            town.incidents, town.zones, period="2017-11", topics=["skadegörelse"]
        )
    }


@pytest.mark.parametrize("kind", ["week", "tertial", "year", "english", "public"])
def test_axe_finds_nothing_on_a_page(look, town, last_week, kind):  # noqa: F811
    picture = pictures(town, last_week)[kind]()
    for width in WIDTHS:
        page, told = look(picture, width)
        ready(page)
        assert violations(page) == []
        for summary in page.locator("summary").all():
            summary.click()
        assert violations(page) == []
        assert told["errors"] == []


CUT = """() => [...document.querySelectorAll('img, table, summary, figure, h2, p, li')]
  .filter(one => one.offsetParent && one.getClientRects().length)
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", ["week", "tertial", "year", "public"])
def test_nothing_is_cut_on_a_phone(look, town, last_week, kind):  # noqa: F811
    page, _ = look(pictures(town, last_week)[kind](), 400)
    ready(page)
    assert page.evaluate(CUT) == []
    scrolled = page.evaluate(
        "[...document.querySelectorAll('.picture')].filter("
        "one => one.scrollWidth > one.clientWidth).length"
    )
    assert scrolled == 0
    for frame in page.frames[1:]:
        high, seen = frame.evaluate(
            "[document.documentElement.scrollHeight, innerHeight]"
        )
        assert high <= seen
        key = frame.evaluate(
            "(one => [one.scrollHeight, one.clientHeight])"
            "(document.querySelector('.estgeo-key'))"
        )
        assert key[0] <= key[1]


def test_charts_have_a_drawing_for_phones_and_a_table(look, town, last_week):  # noqa: F811
    page, _ = look(pictures(town, last_week)["tertial"](), 400)
    charts = page.locator("figure.picture:not(.print-only)")
    assert charts.count() >= 2
    for chart in charts.all():
        img = chart.locator("img")
        assert img.get_attribute("alt")
        wide, high = img.evaluate("one => [one.naturalWidth, one.naturalHeight]")
        assert high > 0.6 * wide
        table = chart.locator("xpath=following-sibling::*[1]").locator("table")
        assert table.locator("tbody tr").count() >= 1


def test_a_map_can_be_read_without_a_pointer(open_map):
    m = eg.map_counts(zones(), incidents=incidents(), context=context())
    page = open_map(m).settled()
    page.locator(".estgeo-table summary").press("Enter")
    tables = page.locator(".estgeo-table table")
    tables.nth(1).wait_for(state="attached")  # tables are made when they are opened
    assert tables.count() == 2
    rows = tables.first.locator("tbody tr")
    assert rows.count() == len(zones())
    assert "Åkerby 1" in tables.first.inner_text()
    assert tables.nth(1).locator("tbody tr").count() == len(incidents())
    page.locator(".folium-map").first.focus()
    before = page.locator(".leaflet-control-scale-line").inner_text()
    page.keyboard.press("+")
    page.wait_for_timeout(500)
    assert page.locator(".leaflet-control-scale-line").inner_text() != before


def test_long_maps_count_their_largest_class_in_the_table(open_map):
    many = pd.concat([zones()] * 6, ignore_index=True)
    page = open_map(eg.map_hot_spots(many)).settled()
    page.locator(".estgeo-table summary").click()
    rows = page.locator(".estgeo-table tbody tr").all_inner_texts()
    hot = (many["gi_bin"] > 0).sum()
    assert len(rows) == hot + 1
    assert sum("408" in row for row in rows) == 1


OVER = """() => {
  const seen = [...document.querySelectorAll('.estgeo-name')]
    .filter(one => getComputedStyle(one).visibility !== 'hidden')
    .map(one => [one.textContent, one.firstChild.getBoundingClientRect()]);
  const over = [];
  seen.forEach(([a, p], i) => seen.slice(0, i).forEach(([b, q]) => {
    if (p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom)
      over.push(a + ' / ' + b);
  }));
  return [seen.map(one => one[0]), over];
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_lies_over_another_and_zooming_shows_more(open_map, tmp_path, width):
    path = write_osm(tmp_path / "valboas.osm")
    districts = eg.simulate_incidents(weeks=8, rng=1).zones
    m = eg.map_counts(districts.assign(n=3), context=path)
    opened = open_map(m, width=width)
    page = opened.settled()
    names, over = page.evaluate(OVER)
    assert over == []
    assert {"Åsnäs", "Österleden"} <= set(names)
    assert len(names) >= 10
    hidden = page.locator(".estgeo-name").count() - len(names)
    seen = set(names)
    for _ in range(2):
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(500)
        names, over = page.evaluate(OVER)
        assert over == []
        seen |= set(names)
    assert hidden > 0
    if width == WIDTHS[1]:
        assert len(seen) > 10
    assert opened.errors == []


def test_on_paper_no_name_lies_over_another(open_map, tmp_path):
    path = write_osm(tmp_path / "valboas.osm")
    page = open_map(eg.map_counts(AREA.assign(n=3), context=path)).settled()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(300)
    names, over = page.evaluate(OVER)
    assert over == []
    assert "Valboåsgatan" in names
    size = page.locator(".estgeo-rank4 span").first.evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size >= 10
