"""Ground from files: what is kept, what is left out, where it is cut."""

import geopandas as gpd
import pytest
import shapely
from osm_town import AREA, PLACES, SOUTH, WEST, write_osm
from shapely.geometry import LineString, Point, box

import estgeo as eg


@pytest.fixture(scope="module")
def osm(tmp_path_factory):
    return write_osm(tmp_path_factory.mktemp("osm") / "valboas.osm")


@pytest.fixture(scope="module")
def ground(osm):
    return eg.read_context(osm, AREA)


def test_an_osm_extract_becomes_quiet_layers(ground):
    assert {kind: len(layer) for kind, layer in ground.items()} == {
        "green": 1,
        "water": 2,
        "buildings": 1200,
        "railways": 1,
        "roads": 10,
        "main_roads": 4,
        "place_names": 3,
    }
    assert set(ground["main_roads"]["name"]) == {
        "Ringvägen",
        "Valboåsgatan",
        "Västerleden",
        "Österleden",
    }
    assert set(ground["place_names"]["name"]) == set(PLACES) - {"Långt borta"}
    assert "Gångväg" not in set(ground["roads"]["name"])
    for kind, layer in ground.items():
        assert set(layer["ground"]) == {kind}
        assert layer.crs == AREA.crs


def test_it_is_cut_to_the_rectangle_with_a_margin_of_a_twentieth(ground):
    found = shapely.union_all([layer.union_all() for layer in ground.values()])
    wanted = (WEST - 100, SOUTH - 100, WEST + 2100, SOUTH + 1700)
    assert found.bounds == pytest.approx(wanted, abs=0.1)


def test_areas_in_degrees_give_ground_in_metres(osm):
    found = eg.read_context(osm, AREA.to_crs(4326))
    assert found["roads"].crs.is_projected
    torggatan = found["roads"].set_index("name").geometry["Torggatan"]
    assert torggatan.length == pytest.approx(2200, abs=15)


def lines(**columns):
    n = len(next(iter(columns.values())))
    shapes = [
        LineString([(WEST, SOUTH + 100 * i), (WEST + 900, SOUTH + 100 * i)])
        for i in range(n)
    ]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=3006)


def test_nvdb_is_read_by_its_functional_class(tmp_path):
    path = tmp_path / "nvdb.gpkg"
    made = lines(
        Gatunamn_Namn=["E4", "Storgatan", "Lillgatan"], Funktionell_Vägklass=[0, 4, 7]
    )
    made.to_file(path, layer="DKVagNat")
    found = eg.read_context(path, AREA)
    assert set(found) == {"roads", "main_roads"}
    assert set(found["main_roads"]["name"]) == {"E4", "Storgatan"}
    assert list(found["roads"]["name"]) == ["Lillgatan"]


def test_lantmateriet_is_read_by_the_kind_of_each_object(tmp_path):
    path = tmp_path / "topografi.gpkg"
    lines(objekttyp=["Motorväg", "Bilväg", "Gångstig", "Cykelväg"]).to_file(
        path, layer="vaglinje"
    )
    lines(objekttyp=["Järnväg"]).to_file(path, layer="ralstrafik")
    squares = [
        box(WEST + 300 * i, SOUTH, WEST + 300 * i + 200, SOUTH + 200) for i in range(4)
    ]
    gpd.GeoDataFrame(
        {"objekttyp": ["Sjö", "Barrskog", "Öppen mark", "Vattenyta"]},
        geometry=squares,
        crs=3006,
    ).to_file(path, layer="mark")
    gpd.GeoDataFrame(
        {"objekttyp": ["Bostad", "Skola"]}, geometry=squares[:2], crs=3006
    ).to_file(path, layer="byggnad")
    gpd.GeoDataFrame(
        {"textstrang": ["Valboås"], "objekttyp": ["Tätort"]},
        geometry=[Point(WEST + 500, SOUTH + 500)],
        crs=3006,
    ).to_file(path, layer="textpunkt")
    found = eg.read_context(path, AREA)
    assert {kind: len(layer) for kind, layer in found.items()} == {
        "green": 1,
        "water": 2,
        "buildings": 2,
        "railways": 1,
        "roads": 1,
        "main_roads": 1,
        "place_names": 1,
    }
    assert list(found["place_names"]["name"]) == ["Valboås"]


def test_what_cannot_be_read_is_said(tmp_path, osm):
    with pytest.raises(ValueError, match="file that is there"):
        eg.read_context(tmp_path / "none.osm", AREA)
    (tmp_path / "text.osm").write_text("hej")
    with pytest.raises(ValueError, match="map file"):
        eg.read_context(tmp_path / "text.osm", AREA)
    away = AREA.translate(500_000).to_frame("geometry")
    with pytest.raises(ValueError, match="shapes here"):
        eg.read_context(osm, away)


def test_too_much_ground_leaves_out_the_smallest_buildings(tmp_path):
    side = [10 + (i % 40) for i in range(20_000)]
    shapes = [
        Point(WEST + 14 * (i % 140), SOUTH + 11 * (i // 140)).buffer(s / 8)
        for i, s in enumerate(side)
    ]
    path = tmp_path / "byggnad.gpkg"
    gpd.GeoDataFrame(geometry=shapes, crs=3006).to_file(path, layer="byggnad")
    found = eg.read_context(path, AREA)["buildings"]
    assert found.count_coordinates().sum() <= 50_000
    assert found.area.min() > 1.0
    before = len(eg.map_counts(AREA.assign(n=3)).get_root().render())
    after = len(eg.map_counts(AREA.assign(n=3), context=path).get_root().render())
    assert 0 < after - before <= 600_000


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_map_takes_the_path_and_says_whose_ground_it_is(osm, lang):
    page = eg.map_counts(AREA.assign(n=3), context=osm, lang=lang).get_root().render()
    assert "© OpenStreetMap" in page
    assert ("Bakgrundskarta" if lang == "sv" else "Background map") in page
    assert "Valboåsgatan" in page
