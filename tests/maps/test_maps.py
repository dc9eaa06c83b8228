"""Pages without links, counts in the key, errors that say what to do."""

import json
import re

import branca
import folium
import geopandas as gpd
import nbformat
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from nbclient import NotebookClient
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

import estgeo as eg
from estgeo._inert import plain_json
from estgeo.maps._assets import inline_written_links
from estgeo.maps._geometry import SCALE, encode
from estgeo.maps._legend import codes_of, nice_breaks
from estgeo.maps._palettes import check_color
from estgeo.maps.change import change_classes, change_codes

LINKS = re.compile(r'<script[^>]+src=|<link\b|@import|url\(\s*["\']?https?:')


def payloads(page, function):
    decoder = json.JSONDecoder()
    found = re.finditer(rf"^\s*estgeo\.{function}\(map_\w+, ", page, re.MULTILINE)
    return [decoder.raw_decode(page, one.end())[0] for one in found]


def decoded(geometry):
    """Coordinates by the rule of the page's script, written once more in Python."""
    steps = np.array(geometry["xy"]).reshape(-1, 2)
    return np.cumsum(steps, axis=0) / SCALE


def test_save_notebook_and_render_give_one_page_without_links(nine_squares, tmp_path):
    m = eg.map_counts(nine_squares)
    m.save(tmp_path / "map.html")
    saved = (tmp_path / "map.html").read_text(encoding="utf-8")
    page, mark = m.get_root().render(), saved.rpartition("<!-- estgeo-file")
    assert mark[0].rstrip() == page.rstrip()
    assert re.fullmatch(r"[^<>]*-->\s*", mark[2])  # a mark of its own, and no more
    assert not LINKS.search(saved)
    assert "Content-Security-Policy" in m._repr_html_()


def test_rendering_twice_draws_once(nine_squares):
    m = eg.map_counts(nine_squares)
    first, second = m.get_root().render(), m.get_root().render()
    for page in (first, second):
        assert len(payloads(page, "layer")) == 1
        assert len(payloads(page, "frame")) == 1


def test_policy_lets_nothing_in_and_only_our_scripts_run(nine_squares):
    page = eg.map_counts(nine_squares).get_root().render()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert "default-src 'none'" in policy
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)[1]
    assert re.findall(r"<script\b[^>]*>", page) == [
        f'<script nonce="{nonce}">'
    ] * page.count("<script")
    assert "http" not in policy


def test_tiles_of_ones_own_open_the_policy_for_their_host_only():
    url = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    m = eg.Map(location=(58.4, 15.6), tiles=url, attr="Example")
    policy = re.search(r"img-src ([^;]+);", m.get_root().render())[1]
    assert policy == "data: blob: https://*.tiles.example"


def test_what_has_no_copy_is_an_error_with_a_remedy(nine_squares):
    m = eg.map_counts(nine_squares)
    folium.CircleMarker((58, 15), popup="text").add_to(m)
    with pytest.raises(ValueError, match=r"'jquery'.*assets=\{'jquery'"):
        m.get_root().render()


def test_an_asset_that_is_given_is_written_in(nine_squares, tmp_path):
    (tmp_path / "j.js").write_text("/* my jquery */", encoding="utf-8")
    m = eg.Map(assets={"jquery": tmp_path / "j.js"})
    eg.map_counts(nine_squares, m=m)
    folium.CircleMarker((58, 15), popup="text").add_to(m)
    assert "/* my jquery */" in m.get_root().render()


def test_save_offline_leaves_the_map_as_it_was(tmp_path):
    m = folium.Map((58.4, 15.6), tiles=None)
    folium.Marker((58.4, 15.6)).add_to(m)
    saved = eg.save_offline(m, tmp_path / "map.html").read_text(encoding="utf-8")
    assert not LINKS.search(saved)
    assert "marker-icon" not in saved.split("iconUrl")[0].split("default-icon-path")[0]
    assert '<script src="https://cdn' in m.get_root().render()


def test_anyones_geojson_works_offline(nine_squares, tmp_path):
    m = folium.Map(tiles=None)
    shapes = nine_squares.to_crs(4326)
    folium.GeoJson(shapes, tooltip=folium.GeoJsonTooltip(["n"])).add_to(m)
    folium.LayerControl().add_to(m)
    saved = eg.save_offline(m, tmp_path / "map.html").read_text(encoding="utf-8")
    assert not LINKS.search(saved)


def test_a_link_written_as_text_is_caught_and_can_be_given(tmp_path):
    m = folium.Map((58.4, 15.6), tiles=None)
    link = '<script src="https://example.org/own.js"></script>'
    m.get_root().header.add_child(branca.element.Element(link), name="own")
    with pytest.raises(ValueError, match=r"example.org/own.js.*assets=\{'own.js'"):
        eg.save_offline(m, tmp_path / "map.html")
    (tmp_path / "own.js").write_text("/* mine */", encoding="utf-8")
    assets = {"own.js": tmp_path / "own.js"}
    page = eg.save_offline(m, tmp_path / "map.html", assets=assets)
    saved = page.read_text(encoding="utf-8")
    assert "/* mine */" in saved
    assert not LINKS.search(saved)


def test_the_legend_of_explore_stands_where_it_is():
    head = (
        '<script src="https://code.jquery.com/ui/1.12.1/jquery-ui.js"></script>\n'
        '<script>$( function() {\n $( ".maplegend" ).draggable({}); });</script>\n'
        "<style>.maplegend {}</style>"
    )
    assert inline_written_links(head, {}).strip() == "<style>.maplegend {}</style>"


def test_shapes_come_back_within_half_a_millionth_of_a_degree():
    hole = Polygon([(15, 58), (15.1, 58), (15.1, 58.1)], [])
    ring = box(16, 59, 16.4, 59.4).difference(box(16.1, 59.1, 16.2, 59.2))
    shapes = np.array([hole, MultiPolygon([ring, box(17, 60, 17.5, 60.5)])])
    made = encode(shapes, "polygon")
    assert (made["size"], made["parts"], made["rings"]) == (2, [1, 2], [1, 2, 1])
    assert made["points"] == [3, 4, 4, 4]
    rings = [
        each for shape in shapely.get_parts(shapes) for each in shapely.get_rings(shape)
    ]
    expected = np.concatenate([shapely.get_coordinates(each)[:-1] for each in rings])
    assert np.abs(decoded(made) - expected).max() <= 0.5 / SCALE + 1e-9


def test_key_counts_every_zone_in_its_class(nine_squares):
    page = eg.map_counts(nine_squares).get_root().render()
    rows = payloads(page, "key")[0]["rows"]
    assert [(row["label"], row["count"]) for row in rows] == [
        ("0", "4"),
        ("1–2", "4"),
        ("3–5", "0"),
        ("6–10", "1"),
        ("11 eller fler", "0"),
    ]


def test_missing_counts_are_a_class_of_their_own(nine_squares):
    nine_squares["n"] = [np.nan, *range(8)]
    rows = payloads(eg.map_counts(nine_squares).get_root().render(), "key")[0]["rows"]
    assert rows[-1]["label"] == "Visas inte"
    assert rows[-1]["count"] == "1"


def test_only_named_columns_enter_the_page(nine_squares):
    nine_squares["secret"] = "hemligt"
    nine_squares["gi_bin"] = 3
    nine_squares["pattern"] = "new hot spot"
    nine_squares["density"] = 1.5
    for draw in (eg.map_counts, eg.map_hot_spots, eg.map_emerging, eg.map_density):
        assert "hemligt" not in draw(nine_squares).get_root().render()


def test_input_is_never_changed_and_any_geometry_column_works(nine_squares):
    frame = nine_squares.rename_geometry("shape").to_crs(4326)
    before = frame.copy()
    eg.map_counts(frame).get_root().render()
    assert_geodataframe_equal(frame, before)


def test_cold_zones_are_told_of_but_not_drawn_unless_asked(nine_squares):
    nine_squares["gi_bin"] = [-3, 3, 0, 0, 0, 0, 0, 0, 0]
    hidden = payloads(eg.map_hot_spots(nine_squares).get_root().render(), "key")[0]
    assert [row["count"] for row in hidden["rows"]] == ["1", "0", "0", "8"]
    assert any(note.startswith("1 med färre än väntat") for note in hidden["notes"])
    m = eg.map_hot_spots(nine_squares, show_cold=True)
    shown = payloads(m.get_root().render(), "key")[0]
    assert len(shown["rows"]) == 7


@pytest.mark.parametrize(
    ("lang", "words", "note"),
    [
        (
            "sv",
            "Osäker: beror på rapporter från en enda källa.",
            "1 av 2 hot spots håller",
        ),
        (
            "en",
            "Uncertain: depends on reports of a single source.",
            "1 of 2 hot spots holds",
        ),
    ],
)
def test_hot_cells_say_whether_they_are_robust(nine_squares, lang, words, note):
    zones = nine_squares.assign(
        gi_bin=[3, 2, 0, 0, 0, 0, 0, 0, -1],
        robust=[True, *[False] * 8],
        stability_weeks=0.9,
        stability_sources=[1.0, *[0.5] * 8],
    )
    page = eg.map_hot_spots(zones, lang=lang).get_root().render()
    told = payloads(page, "layer")[0]["tip"]["fields"][-1]["values"][0]
    assert told[1] == words
    assert told[0] not in (None, words)
    assert told[2:] == [None] * 7
    assert any(text.startswith(note) for text in payloads(page, "key")[0]["notes"])
    plain = eg.map_hot_spots(zones.drop(columns="robust"), lang=lang)
    assert note not in plain.get_root().render()


def test_two_results_on_one_map(nine_squares):
    nine_squares["gi_bin"] = 0
    m = eg.map_counts(nine_squares)
    assert eg.map_hot_spots(nine_squares, m=m) is m
    page = m.get_root().render()
    assert len(payloads(page, "layer")) == 2
    assert len(payloads(page, "head")) == 1


def test_small_cells_get_a_warning_in_words(nine_squares):
    small = nine_squares.set_geometry(nine_squares.scale(0.5, 0.5, origin=(0, 0)))
    assert "83 m" in eg.map_counts(small).get_root().render()
    assert "83 m" not in eg.map_counts(nine_squares).get_root().render()


def test_change_is_masked_where_it_may_be_chance():
    change = np.array([-12.0, -1.0, np.nan, 4.0, 10.0])
    classes = change_classes(change, "sv")
    labels = [classes[code].label for code in change_codes(change, len(classes) // 2)]
    assert labels == [
        "Minskat med 10 eller fler",
        "Minskat med 1–4",
        "Kan vara slumpen",
        "Ökat med 1–4",
        "Ökat med 10 eller fler",
    ]


def test_change_needs_a_test(nine_squares):
    frame = nine_squares.assign(n_before=1, n_after=2)
    with pytest.raises(KeyError, match="pattern_change"):
        eg.map_change(frame)
    by_interval = frame.assign(low=0.5, high=2.0)
    assert "Inget område har ändrats" in eg.map_change(by_interval).get_root().render()


def test_change_needs_days_above_nought_and_is_against_as_many(nine_squares):
    frame = nine_squares.assign(n_before=20, n_after=40, p_adjusted=0.001)
    with pytest.raises(ValueError, match="'days' must be a pair of numbers above zero"):
        eg.map_change(frame, days=(0, 30))
    twice = eg.map_change(frame, days=(30, 60)).get_root().render()
    rows = payloads(twice, "key")[1]["rows"]
    # Twice as many in twice as many days is no change, whatever the test says.
    assert [row["label"] for row in rows if row["count"] != "0"] == ["Kan vara slumpen"]


def test_single_reports_and_other_keys_stay_off_a_public_map(nine_squares):
    full = nine_squares.assign(n=range(10, 19), zone=list("abcdefghi"), theme="brand")
    public = eg.publish(full, by="zone", period="2018-03")
    dots = gpd.GeoDataFrame(geometry=nine_squares.centroid)
    with pytest.raises(ValueError, match="None on a map of a PublicTable, got 9 rep"):
        eg.map_counts(public, incidents=dots)
    two_keys = eg.publish(full, by=["zone", "theme"], period="2018-03")
    with pytest.raises(ValueError, match="the zone as its only key, got zone, theme"):
        eg.map_counts(two_keys)


def test_change_of_shares_is_against_the_whole_map(nine_squares):
    # All zones double but the first, which stands still: its share has fallen.
    frame = nine_squares.assign(n_before=20, n_after=40, p_adjusted=0.9)
    frame.loc[0, ["n_after", "p_adjusted"]] = [20, 0.001]
    frame["share_first"], frame["share_second"] = 1 / 9, 0.1
    rows = payloads(eg.map_change(frame).get_root().render(), "key")[1]["rows"]
    counts = {row["label"]: row["count"] for row in rows}
    assert counts["Minskat med 10 eller fler"] == "1"  # 20 - 20 * 340 / 180
    assert counts["Kan vara slumpen"] == "8"


def test_breaks_and_codes():
    assert nice_breaks([0, 2, 30]) == (1.0, 3.0, 6.0, 11.0)
    values = np.array([0, 1, 2, 3, 11, np.nan])
    assert codes_of(values, (1, 3, 6, 11)).tolist() == [0, 1, 1, 2, 4, 5]


@pytest.mark.parametrize("color", ["red", "#12345", "#123456;x", 3])
def test_colors_are_nothing_but_colors(color):
    with pytest.raises(ValueError, match="rrggbb"):
        check_color(color)


@pytest.mark.parametrize(
    ("change", "error", "match"),
    [
        ({"m": folium.Map()}, TypeError, r"estgeo\.Map"),
        ({"lang": "de"}, ValueError, "lang"),
        ({"value": "missing"}, KeyError, "missing"),
        ({"breaks": [3, 2]}, ValueError, "rise"),
        ({"context": 5}, TypeError, "context"),
        ({"incidents": "x"}, TypeError, "incidents"),
    ],
)
def test_errors_name_the_argument(nine_squares, change, error, match):
    with pytest.raises(error, match=match):
        eg.map_counts(nine_squares, **change)


def test_zones_without_shape_or_crs_are_refused(nine_squares):
    with pytest.raises(ValueError, match="known CRS"):
        eg.map_counts(nine_squares.set_crs(None, allow_override=True))
    empty = nine_squares.copy()
    empty.loc[3, "geometry"] = Point()
    with pytest.raises(ValueError, match="1 of 9"):
        eg.map_counts(empty)


def test_many_zones_merge_those_that_are_not_significant():
    x, y = np.meshgrid(np.arange(150.0), np.arange(150.0))
    x, y = 512_000 + 100 * x.ravel(), 6_570_000 + 100 * y.ravel()
    cells = shapely.box(x, y, x + 100, y + 100)
    zones = gpd.GeoDataFrame(
        {"n": np.zeros(len(cells)), "gi_bin": 0}, geometry=cells, crs=3006
    )
    zones.loc[:9, "gi_bin"] = 3
    with pytest.warns(UserWarning, match="22.490 of 22.500 zones became one shape"):
        m = eg.map_hot_spots(zones)
    page = m.get_root().render()
    assert payloads(page, "layer")[0]["geometry"]["size"] == 11
    assert [row["count"] for row in payloads(page, "key")[0]["rows"]][
        -1
    ] == "22\u202f490"


def test_json_cannot_leave_its_script():
    text = plain_json({"a": "</script><!--\u2028&"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><!--\u2028&"}


@pytest.mark.notebook
def test_an_executed_notebook_shows_the_map(tmp_path):
    cell = (
        "import estgeo as eg, geopandas as gpd\n"
        "from shapely.geometry import box\n"
        "eg.map_counts(gpd.GeoDataFrame({'n': [3]}, geometry=[box(0, 0, 9, 9)],"
        " crs=3006))"
    )
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    client = NotebookClient(
        book, timeout=120, resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    html = book.cells[0].outputs[0]["data"]["text/html"]
    assert "<iframe srcdoc=" in html
    assert "Content-Security-Policy" in html
    assert "Antal rapporter" in html


def test_a_rate_is_not_called_a_number_of_reports(nine_squares):
    counted = nine_squares.assign(people=400)
    zones = eg.rates(counted, population="people").drop(columns="rate_per")
    page = eg.map_counts(zones, value="rate").get_root().render()
    (head,), (key,) = payloads(page, "head"), payloads(page, "key")
    assert head["title"] == key["title"] == "Rapporter i förhållande till befolkningen"
    total = int(nine_squares["n"].sum())
    assert f"{total} rapporter" in head["facts"]
    (layer,) = payloads(page, "layer")
    assert [field["text"] for field in layer["tip"]["fields"]] == [
        "Tal: {0}",
        "Intervall: {0}–{1}",
    ]


@pytest.mark.parametrize(
    ("value", "title", "here"),
    [
        ("rate", "per 100", "Tal per 100: {0}"),
        ("rate_smoothed", "utjämnat, per 100", "Utjämnat tal per 100: {0}"),
    ],
)
def test_a_rate_says_how_many_of_the_population_it_is_for(
    nine_squares, value, title, here
):
    counted = nine_squares.assign(people=400)
    zones = eg.rates(counted, population="people", per=100)
    page = eg.map_counts(zones, value=value).get_root().render()
    (head,), (layer,) = payloads(page, "head"), payloads(page, "layer")
    assert head["title"].endswith(f"befolkningen, {title}")
    assert layer["tip"]["fields"][0]["text"] == here
    # Rows for 100 beside rows for 1000 have no one answer.
    mixed = zones.assign(rate_per=[100] * 8 + [1000])
    assert "per 100" not in eg.map_counts(mixed, value=value).get_root().render()


def test_a_public_rate_says_what_it_is_for_and_shows_no_count(nine_squares):
    counted = nine_squares.assign(n=range(10, 100, 10), people=200)
    public = eg.publish(counted, period="2018-03", population="people", per=100)
    page = eg.map_counts(public, value="rate").get_root().render()
    (field,) = payloads(page, "layer")[0]["tip"]["fields"]
    assert field["text"] == "Tal per 100: {0}"
    assert field["values"] == [[5, 10, 15, 20, 25, 30, 35, 40, 45]]


def test_the_head_of_densities_and_patterns_has_the_number_of_reports(nine_squares):
    frame = nine_squares.assign(density=1.5, pattern="new hot spot")
    for draw in (eg.map_density, eg.map_emerging):
        (head,) = payloads(draw(frame).get_root().render(), "head")
        assert head["facts"] == ["13 rapporter", "rutor om 100\xa0m"]
        (head,) = payloads(draw(frame.drop(columns="n")).get_root().render(), "head")
        assert head["facts"] == ["rutor om 100\xa0m"]


def test_the_unit_of_any_value_can_be_said(nine_squares):
    m = eg.map_counts(nine_squares, unit="rapporter per 1 000 {0} invånare")
    (layer,) = payloads(m.get_root().render(), "layer")
    text = layer["tip"]["fields"][0]["text"]
    assert text == "{0} rapporter per 1 000 (0) invånare"


def test_streets_are_drawn_in_the_color_of_their_class():
    lines = [LineString([(0, 0), (9, 0)]), LineString([(0, 9), (9, 9)])]
    streets = gpd.GeoDataFrame({"n": [0, 12]}, geometry=lines, crs=3006)
    page = eg.map_counts(streets).get_root().render()
    (layer,), (key,) = payloads(page, "layer"), payloads(page, "key")
    drawn = [layer["styles"][code] for code in layer["classes"]]
    assert not any(style["fill"] for style in drawn)
    assert [style["color"] for style in drawn] == ["#7d7d78", "#7f0000"]
    assert drawn[1]["weight"] > 4
    assert {row["shape"] for row in key["rows"]} == {"line"}
    assert key["unit"] == "antal gator"


def test_hot_spots_on_top_of_counts_leave_the_counts_seen(nine_squares):
    nine_squares["gi_bin"] = [3, *[0] * 8]
    m = eg.map_hot_spots(nine_squares, m=eg.map_counts(nine_squares))
    layer = payloads(m.get_root().render(), "layer")[1]
    assert {style["fillOpacity"] for style in layer["styles"]} == {0.0}
    assert layer["styles"][layer["classes"][0]]["weight"] == 4.0


def test_a_map_without_hot_spots_says_so(nine_squares):
    nine_squares["gi_bin"] = 0
    page = eg.map_hot_spots(nine_squares, lang="en").get_root().render()
    assert "No place is a hot spot together with those around it." in page


def test_head_of_an_evaluation_has_the_numbers_of_its_sentence():
    start = pd.date_range("2016-01-01", periods=820, tz="Europe/Stockholm")
    incidents = gpd.GeoDataFrame(
        {"start": start}, geometry=gpd.points_from_xy([50.0] * 820, 50.0), crs=3006
    )
    walk = eg.Insats("Nattvandring", box(0, 0, 100, 100), start[-22].date())
    found = eg.evaluate(incidents, eg.Design(walk, rings=()))
    page = eg.map_evaluation(found).get_root().render()
    main = found.main
    (head,) = payloads(page, "head")
    assert head["facts"] == [
        f"{main.before:g} rapporter på {main.days_before:g} dagar → "
        f"{main.after:g} på {main.days_after:g} dagar"
    ]
    labels = [row["label"] for row in payloads(page, "key")[0]["rows"]]
    assert labels[0] == "Färre än före, utan jämförelseområde"
    assert not any("slumpen" in label for label in labels)


def test_a_small_p_value_is_never_nought(nine_squares):
    nine_squares["gi_bin"], nine_squares["p_adjusted"] = 3, 1e-9
    nine_squares.loc[nine_squares.index[0], "p_adjusted"] = np.nan
    (layer,) = payloads(eg.map_hot_spots(nine_squares).get_root().render(), "layer")
    (texts,) = layer["tip"]["fields"][-1]["values"]
    assert texts == [None, *["<0,001"] * 8]


def test_a_peak_within_a_hot_spot_is_a_class_of_its_own(nine_squares):
    zones = nine_squares.assign(gi_bin=[0] * 4 + [1, 3] + [0] * 3, is_peak=False)
    zones.loc[[0, 4], "is_peak"] = True
    page = eg.map_hot_spots(zones, lang="en").get_root().render()
    assert page.count("Peak in a hot spot") >= 1
    # one class each: 1 peak alone, 1 in a hot spot, 1 hot spot of 99 %, 6 neither
    key = re.sub(r"<[^>]+>|\\u003c.*?\\u003e", " ", page)
    assert "2 places are peaks by themselves." in key
