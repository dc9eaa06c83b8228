"""The lägesbild in a real browser, without a network."""

import pandas as pd
import pytest
from builders import HOSTILE

import estgeo as eg

pytestmark = pytest.mark.browser


@pytest.fixture
def look(browser, tmp_path):
    """Open a lägesbild at a width; return the page, complaints, requests, dialogs."""
    contexts = []

    def looked(picture, width=1280):
        path = picture.save(tmp_path / "ut")
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        told = {"errors": [], "requests": [], "dialogs": []}
        page.on(
            "console",
            lambda m: told["errors"].append(m.text) if m.type == "error" else None,
        )
        page.on("pageerror", lambda error: told["errors"].append(str(error)))
        page.on("dialog", lambda d: (told["dialogs"].append(d.message), d.dismiss()))
        local = ("file:", "data:", "blob:", "about:")
        page.on(
            "request",
            lambda r: (
                None if r.url.startswith(local) else told["requests"].append(r.url)
            ),
        )
        page.goto(path.as_uri())
        return page, told

    yield looked
    for context in contexts:
        context.close()


def ready(page):
    """Look at every map; a browser does not draw a frame that is out of sight."""
    frames = page.locator("iframe")
    for position, frame in enumerate(page.frames[1:]):
        frames.nth(position).scroll_into_view_if_needed()
        frame.wait_for_selector("[data-ready=true]", state="attached")


@pytest.mark.parametrize("period", ["week", "2017-T3", "2017"])
@pytest.mark.parametrize("width", [1280, 400])
def test_no_request_no_error_no_sideways_scroll(look, town, last_week, period, width):
    picture = eg.lagesbild(
        town.incidents,
        town.zones,
        period=last_week if period == "week" else period,
        insatser=town.insatser,
        context={"streets": town.streets},
    )
    page, told = look(picture, width)
    assert len(page.frames) > 1
    ready(page)
    assert told == {"errors": [], "requests": [], "dialogs": []}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    broken = page.evaluate("[...document.images].filter(i => !i.naturalWidth).length")
    assert broken == 0


def test_the_map_in_the_page_is_drawn(look, town, last_week):
    picture = eg.lagesbild(town.incidents, town.zones, period=last_week)
    page, _ = look(picture)
    ready(page)
    frame = page.frames[1]
    assert (
        frame.evaluate("document.querySelectorAll('path.leaflet-interactive').length")
        > 0
    )
    boxes = frame.evaluate(
        "[...document.querySelectorAll('path')].map(p => p.getBoundingClientRect().width)"
    )
    assert max(boxes) > 50


def test_hostile_text_runs_nothing(look, town, last_week):
    incidents = town.incidents.assign(category=HOSTILE, theme=None, source=HOSTILE)
    zones = town.zones.assign(name=[f"{HOSTILE}{i}" for i in range(len(town.zones))])
    streets = town.streets.assign(name=HOSTILE)
    insats = eg.Insats(HOSTILE, town.zones.iloc[[0]], "2016-01-01", kind=HOSTILE)
    picture = eg.lagesbild(
        incidents,
        zones,
        period=last_week,
        place=HOSTILE,
        insatser=[insats],
        context={"streets": streets, HOSTILE: zones},
        levels=pd.DataFrame(
            {
                "zone": [HOSTILE],
                "period": [last_week],
                "level": [1],
                "comment": [HOSTILE],
            }
        ),
    )
    page, told = look(picture)
    ready(page)
    page.wait_for_timeout(200)
    assert told == {"errors": [], "requests": [], "dialogs": []}
    assert page.evaluate("document.querySelectorAll('img[onerror]').length") == 0


@pytest.mark.parametrize("period", ["2017-T3", "2017"])
def test_hostile_text_runs_nothing_in_longer_periods(look, town, period):
    zones = town.zones.assign(name=[f"{HOSTILE}{i}" for i in range(len(town.zones))])
    start = "2017-06-01"
    insats = eg.Insats(HOSTILE, town.zones.iloc[[0]], start, kind=HOSTILE)
    level = {"zone": [HOSTILE], "period": [period], "level": [1], "comment": [HOSTILE]}
    indicator = {"zone": [HOSTILE], "year": [2017], "name": [HOSTILE], "value": [1.0]}
    picture = eg.lagesbild(
        town.incidents.assign(category=HOSTILE, source=HOSTILE),
        zones,
        period=period,
        place=HOSTILE,
        insatser=[insats],
        context={HOSTILE: zones},
        levels=pd.DataFrame(level),
        indicators=pd.DataFrame(indicator),
    )
    page, told = look(picture)
    ready(page)
    page.wait_for_timeout(200)
    assert told == {"errors": [], "requests": [], "dialogs": []}
    assert page.locator("img[onerror]").count() == 0


def test_hostile_text_runs_nothing_on_the_public_page(look, town):
    zones = town.zones.assign(name=[f"{HOSTILE}{i}" for i in range(len(town.zones))])
    hostile = HOSTILE[:50]
    picture = eg.public_lagesbild(
        town.incidents.assign(theme=hostile), zones, period="2017-11", topics=[hostile]
    )
    page, told = look(picture)
    ready(page)
    page.wait_for_timeout(200)
    assert told == {"errors": [], "requests": [], "dialogs": []}
    assert page.locator("img[onerror]").count() == 0
    page.emulate_media(media="print")
    assert page.locator(".print-only img").first.is_visible()


def test_a_phone_shows_every_column_of_a_table(look, town, last_week):
    page, _ = look(eg.lagesbild(town.incidents, town.zones, period=last_week), 400)
    table = page.locator("table.many").first
    assert table.evaluate("one => one.scrollWidth <= one.parentNode.clientWidth")
    reading = table.locator("tbody tr").first.locator("td").last
    assert reading.bounding_box()["x"] + reading.bounding_box()["width"] <= 400
    label = reading.evaluate("one => getComputedStyle(one, '::before').content")
    # On a phone each cell has the head of its column before it.
    assert label in ('"Bedömning: "', '"Håller: "', '"Vad som berättas: "')


def test_on_paper_the_still_map_stands_for_the_frame(look, town, last_week):
    picture = eg.lagesbild(town.incidents, town.zones, period=last_week)
    page, _ = look(picture)
    page.emulate_media(media="print")
    assert not page.locator("iframe").first.is_visible()
    assert page.locator(".print-only img").first.is_visible()


@pytest.mark.parametrize("weeks_back", [0, 5, 17])
def test_a_week_is_at_most_three_sheets_before_the_appendix(
    look, town, last_week, tmp_path, weeks_back
):
    import pypdf

    start = pd.Timestamp.fromisocalendar(int(last_week[:4]), int(last_week[6:]), 1)
    year, week, _ = (start - pd.Timedelta(weeks=weeks_back)).isocalendar()
    picture = eg.lagesbild(
        town.incidents,
        town.zones,
        period=f"{year}-W{week:02}",
        insatser=town.insatser,
        context={"streets": town.streets},
    )
    page, _ = look(picture)
    page.pdf(path=str(tmp_path / "week.pdf"), prefer_css_page_size=True)
    sheets = [
        sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "week.pdf").pages
    ]
    (first,) = [at for at, text in enumerate(sheets) if "Bilaga:" in text]
    assert first <= 3
    assert all("INTERN" in text for text in sheets)
    reports = [at for at, text in enumerate(sheets) if "Vad som berättas" in text]
    assert reports
    assert min(reports) >= first  # the reports of the week stand after the rest
