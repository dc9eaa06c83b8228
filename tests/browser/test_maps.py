"""Every map in a real browser: drawn as its key says, silent, and harmless."""

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, box

import estgeo as eg

pytestmark = pytest.mark.browser

HOSTILE = (
    '<img src=x onerror="window.pwned=1"></script><script>window.pwned=1</script>'
    "`${window.pwned=1}`{{ 7 * 191 }}{% raw %}'\"--><svg onload=window.pwned=1>"
)
X, Y = 512_000.0, 6_570_000.0


def grid(rows=8, columns=10):
    cells = [
        box(X + 100 * c, Y + 100 * r, X + 100 * c + 100, Y + 100 * r + 100)
        for r in range(rows)
        for c in range(columns)
    ]
    return gpd.GeoDataFrame(geometry=cells, crs=3006)


def zones(name="Åkerby"):
    made = grid()
    number = np.arange(len(made))
    made["name"] = [f"{name} {i}" for i in number]
    made["n"] = number % 13
    made["gi_bin"] = np.select([number < 5, number < 12], [3, 2], 0)
    made["pattern"] = np.where(number < 4, "new hot spot", "no pattern")
    made["density"] = number / 3
    made["n_before"], made["n_after"] = number % 13, (number * 5) % 17
    made["p_adjusted"] = np.where(number % 4 == 0, 0.01, 0.9)
    return made


def incidents(text="Skadegörelse", n=120):
    start = pd.date_range("2018-01-01", periods=n, tz="Europe/Stockholm")
    x = X + 5 + (np.arange(n) * 37) % 990
    y = Y + 5 + (np.arange(n) * 53) % 790
    return gpd.GeoDataFrame(
        {"start": start, "category": text, "comment": "hemlig fritext"},
        geometry=gpd.points_from_xy(x, y),
        crs=3006,
    )


def evaluation(name="Ordningsvakter"):
    insats = eg.Insats(name, box(X, Y, X + 200, Y + 200), "2018-03-01")
    control = gpd.GeoDataFrame(
        {"name": [name]}, geometry=[box(X + 600, Y, X + 900, Y + 300)], crs=3006
    )
    design = eg.Design(insats, before="8W", after="7W", rings=(150,))
    return eg.evaluate(incidents(), design, control=control)


def context(name="Gator"):
    line = LineString([(X, Y + 400), (X + 1000, Y + 420)])
    place = box(X, Y, X + 1000, Y + 800)
    return {
        name: gpd.GeoDataFrame({"name": [name]}, geometry=[line], crs=3006),
        name + " 2": gpd.GeoDataFrame({"name": [name]}, geometry=[place], crs=3006),
    }


def maps(text=None):
    """Every ready-made map; with ``text`` in all that reaches it from outside."""
    word = text or "Åäö"
    common = {"title": text, "note": word, "context": context(word)}
    frame, points = zones(word), incidents(word)
    cube = eg.space_time_cube(points, frame.set_index("name"))
    roles = eg.near_repeat_roles(points, distance=200, days=7)
    if text:
        roles["role"] = roles["role"].astype(str).replace("isolated", text)
    return {
        "counts": lambda: eg.map_counts(frame, period=word, incidents=points, **common),
        "hot_spots": lambda: eg.map_hot_spots(frame, period=word, **common),
        "emerging": lambda: eg.map_emerging(frame, period=word, **common),
        "density": lambda: eg.map_density(frame, period=word, **common),
        "change": lambda: eg.map_change(frame, period=word, **common),
        "evaluation": lambda: eg.map_evaluation(evaluation(word), **common),
        "weeks": lambda: eg.map_weeks(cube, **common),
        "near_repeats": lambda: eg.map_near_repeats(roles, period=word, **common),
        "any value": lambda: eg.map_counts(
            frame.rename(columns={"density": word}), value=word, **common
        ),
        "with a unit": lambda: eg.map_counts(frame, unit=word, name="name", **common),
        "two layers": lambda: eg.map_hot_spots(
            frame, period=word, m=eg.map_counts(frame, **common), title=text
        ),
        "public": lambda: eg.map_counts(
            eg.publish(frame.set_index("name")[["n", "geometry"]], period="2018-03"),
            **common,
        ),
        "streets": lambda: eg.map_counts(
            frame.set_geometry(frame.boundary), period=word, **common
        ),
    }


ALL = (
    "counts",
    "hot_spots",
    "emerging",
    "density",
    "change",
    "evaluation",
    "weeks",
    "near_repeats",
    "any value",
    "with a unit",
    "two layers",
    "public",
    "streets",
)


@pytest.mark.parametrize("kind", ALL)
def test_every_map_is_silent_and_drawn(open_map, kind):
    opened = open_map(maps()[kind]())
    page = opened.settled()
    assert opened.errors == []
    assert opened.requests == []
    assert page.locator("path.leaflet-interactive").count() > 0
    assert page.locator(".estgeo-key .estgeo-classes li").count() > 2
    assert "Åäö" in page.locator(".estgeo-key").inner_text()


@pytest.mark.parametrize("kind", ALL)
def test_hostile_text_is_shown_and_does_nothing(open_map, kind):
    m = maps(HOSTILE)[kind]()
    opened = open_map(m)
    page = opened.settled()
    for shape in page.locator("path.leaflet-interactive").all()[:3]:
        shape.hover(force=True)
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") is None
    assert page.locator(".estgeo-frame img[src='x']").count() == 0
    assert opened.requests == []
    assert opened.errors == []
    assert "{{ 7 * 191 }}" in page.locator("h1").inner_text()
    assert "1337" not in page.locator("body").inner_text()


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("kind", ALL)
def test_the_key_never_covers_the_map(open_map, kind, width):
    page = open_map(maps()[kind](), width=width).settled()
    key = page.locator(".estgeo-key").bounding_box()
    for pane in page.locator(".estgeo-pane").all():
        box_ = pane.bounding_box()
        beside = key["x"] >= box_["x"] + box_["width"] - 1
        below = key["y"] >= box_["y"] + box_["height"] - 1
        assert beside or below
        assert box_["height"] >= 200
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_shapes_equal_the_counts_of_the_key(open_map):
    page = open_map(eg.map_hot_spots(zones())).settled()
    key = dict(
        item.inner_text().split("\n")
        for item in page.locator(".estgeo-classes li:not(.estgeo-unit)").all()
    )
    for label, color in (("Hot spot, 99 %", "#b2182b"), ("Hot spot, 95 %", "#ef8a62")):
        assert int(key[label]) == page.locator(f"path[fill='{color}']").count()
    assert key["Hot spot, 99 %"] == "5"
    assert key["Inte hot spot"] == "68"


def test_tooltip_says_what_the_cell_is(open_map):
    page = open_map(eg.map_hot_spots(zones())).settled()
    page.locator("path[fill='#b2182b']").first.hover(force=True)
    text = page.locator(".estgeo-tip").inner_text()
    assert "Åkerby 0" in text
    assert "Fler rapporter här och intill än väntat (99 %)." in text


def test_layers_can_be_hidden_and_shown(open_map):
    page = open_map(eg.map_counts(zones(), context=context())).settled()
    before = page.locator("path[d]").count()
    box_ = page.get_by_label("Gator", exact=True)
    box_.uncheck()
    assert page.locator("path[d]").count() == before - 1
    box_.check()
    assert page.locator("path[d]").count() == before


def test_slider_changes_the_cells_and_answers_to_keys(open_map):
    cube = eg.space_time_cube(incidents(), grid())
    opened = open_map(eg.map_weeks(cube))
    page = opened.settled()
    slider = page.get_by_role("slider")
    label = page.locator("output")
    last, seen = (
        label.inner_text(),
        page.locator("path[d]").evaluate_all(
            "all => all.map(one => one.getAttribute('fill')).join()"
        ),
    )
    slider.press("ArrowLeft")
    assert label.inner_text() != last
    slider.press("Home")
    first = label.inner_text()
    assert "vecka 1–4 2018" in first
    fills = page.locator("path[d]").evaluate_all(
        "all => all.map(one => one.getAttribute('fill')).join()"
    )
    assert fills != seen
    counts = page.locator(".estgeo-count").all_inner_texts()
    assert sum(int(each) for each in counts) == len(grid())
    page.get_by_role("button", name="Spela").click()
    page.wait_for_timeout(900)
    assert label.inner_text() != first
    page.get_by_role("button", name="Pausa").click()
    assert opened.errors == []


def _boxes(pane):
    return pane.locator("path[d]").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )


def test_before_after_and_change_move_together(open_map):
    page = open_map(eg.map_change(zones())).settled()
    assert page.locator(".estgeo-pane").count() == 3
    page.locator(".leaflet-control-zoom-in").first.click()
    page.wait_for_timeout(500)
    scales = page.locator(".leaflet-control-scale-line").all_inner_texts()
    assert len(scales) == 3
    assert len(set(scales)) == 1
    places = [
        pane.locator(".leaflet-map-pane").evaluate("one => one.style.transform")
        for pane in page.locator(".estgeo-pane").all()
    ]
    assert places[0] == places[1] == places[2]
    wide = [
        np.median([path["width"] for path in _boxes(pane)])
        for pane in page.locator(".estgeo-pane").all()
    ]
    assert max(wide) - min(wide) < 1


def test_many_cells_are_drawn_on_a_canvas(open_map):
    many = grid(80, 80)
    many["n"] = np.arange(len(many)) % 13
    with pytest.warns(UserWarning, match="493 of .* zones became one shape"):
        opened = open_map(eg.map_counts(many))
    page = opened.settled()
    assert page.locator("path.leaflet-interactive").count() == 0
    ink = page.evaluate(
        """() => { const c = document.querySelector('canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        return d.filter((v, i) => i % 4 == 3 && v > 0).length / (d.length / 4); }"""
    )
    assert ink > 0.2
    assert opened.errors == []


def test_a_script_in_a_folium_tooltip_is_stopped_and_folium_itself_is_caught(
    browser, tmp_path
):
    def visit(path):
        page = browser.new_context(offline=True).new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        page.wait_for_timeout(200)
        return page, [url for url in asked if not url.startswith(("file:", "data:"))]

    m = folium.Map((58.4, 15.6), tiles=None)
    payload = '<img src="x" onerror="window.pwned=1">'
    folium.CircleMarker((58.4, 15.6), tooltip=payload, fill=True).add_to(m)
    plain = tmp_path / "plain.html"
    m.save(str(plain))
    assert visit(plain)[1] != []  # the check would see a request if there were one
    page, asked = visit(eg.save_offline(m, tmp_path / "offline.html"))
    assert asked == []
    page.locator("path.leaflet-interactive").hover(force=True)
    page.wait_for_timeout(200)
    assert page.locator(".leaflet-tooltip").count() == 1
    assert page.evaluate("window.pwned") is None


def test_the_page_prints_on_a4(open_map, tmp_path):
    import pypdf

    page = open_map(eg.map_hot_spots(zones(), context=context())).settled()
    page.pdf(path=str(tmp_path / "map.pdf"), prefer_css_page_size=True)
    sheets = pypdf.PdfReader(tmp_path / "map.pdf").pages
    assert len(sheets) == 1
    text = sheets[0].extract_text()
    assert "Hot spots" in text
    assert "Inte hot spot" in text


def test_no_private_column_is_in_the_page():
    m = eg.map_counts(zones(), incidents=incidents())
    assert "hemlig fritext" not in m.get_root().render()


def test_public_table_has_a_class_for_what_is_hidden(open_map):
    frame = zones().set_index("name")
    frame["n"] = np.where(np.arange(len(frame)) < 6, 2, 40)
    table = eg.publish(frame[["n", "geometry"]], period="2018-03")
    hidden = int(table.to_frame()["n"].isna().sum())
    assert hidden >= 6
    page = open_map(eg.map_counts(table)).settled()
    row = page.locator(".estgeo-classes li", has_text="Visas inte")
    assert row.locator(".estgeo-count").inner_text() == str(hidden)
    assert shapely.get_num_geometries(frame.geometry.iloc[0]) == 1
