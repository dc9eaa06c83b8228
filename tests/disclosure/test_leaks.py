"""find_leaks finds what was hidden in files of every kind, and nothing where nothing is."""

import base64
import json
import zipfile

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from matplotlib.figure import Figure

import estgeo as eg
from estgeo import find_leaks, publish

COMMENT = "Grannen på tredje våningen ropade"


@pytest.fixture
def incidents():
    """Three incidents at places that no grid corner shares."""
    return gpd.GeoDataFrame(
        {
            "incident_id": ["K-4711", "K-4712", "K-4713"],
            "comment": [COMMENT, "Ruta krossad vid porten", "Klotter på garaget"],
            "category": "Skadegörelse",
        },
        geometry=gpd.points_from_xy(
            [512034.27, 512187.91, 512311.63], [6570033.12, 6570121.84, 6570255.49]
        ),
        crs="EPSG:3006",
    )


def kinds(path, incidents):
    return set(find_leaks(path, incidents)["kind"])


@pytest.mark.parametrize("crs", ["EPSG:3006", "EPSG:4326"])
@pytest.mark.parametrize("sign", [".", ","])
@pytest.mark.parametrize("separator", [" ", "; ", ", ", '","'])
def test_a_middle_point_is_found_in_both_crs_and_both_signs(
    tmp_path, incidents, crs, sign, separator
):
    if sign == "," and separator == ", ":
        separator = "; "
    place = incidents.to_crs(crs).geometry.iloc[1]
    digits = 1 if crs == "EPSG:3006" else 5
    numbers = [f"{v:.{digits}f}".replace(".", sign) for v in (place.y, place.x)]
    page = tmp_path / "page.html"
    page.write_text(f"<p>{separator.join(numbers)}</p>")
    assert kinds(page, incidents) == {"coordinate"}


@pytest.mark.parametrize("digits", [4, 5, 6, 7, 9])
def test_a_point_is_found_at_every_rounding_of_degrees(tmp_path, incidents, digits):
    place = incidents.to_crs("EPSG:4326").geometry.iloc[1]
    page = tmp_path / "page.json"
    page.write_text(json.dumps([round(place.x, digits), round(place.y, digits)]))
    assert "coordinate" in kinds(page, incidents)


def test_whole_metres_are_found(tmp_path, incidents):
    page = tmp_path / "page.csv"
    page.write_text("512188;6570122\n")
    assert kinds(page, incidents) == {"coordinate"}


def test_a_box_built_on_the_data_is_found(tmp_path, incidents):
    page = tmp_path / "page.json"
    page.write_text(
        '{"west": 512034.27, "cells": 12, "rows": 7, "a": 1, "north": 6570255.49}'
    )
    assert kinds(page, incidents) == {"bounds"}


def test_one_outermost_number_alone_is_no_box(tmp_path, incidents):
    page = tmp_path / "page.json"
    page.write_text('{"corner": [512034.27, 6570300.0]}')
    assert kinds(page, incidents) == set()


def test_x_without_its_y_is_not_a_point(tmp_path, incidents):
    page = tmp_path / "page.json"
    page.write_text("[512187.91, 6570999.99]")
    assert kinds(page, incidents) == set()


@pytest.mark.parametrize(
    "text",
    [
        COMMENT,
        COMMENT.replace(" ", "\n   "),
        COMMENT.replace("å", "&aring;"),
        json.dumps(COMMENT),
    ],
)
def test_free_text_is_found_however_it_is_coded(tmp_path, incidents, text):
    page = tmp_path / "page.html"
    page.write_text(f"<td>{text}</td>")
    assert "text" in kinds(page, incidents)


def test_ids_paths_and_attributes_are_found(tmp_path, incidents):
    page = tmp_path / "page.svg"
    page.write_text(
        "<svg><!-- /home/anna/est/Storgatan.csv --><text>K-4712</text></svg>"
    )
    assert kinds(page, incidents) == {"id", "path"}
    frame = pd.DataFrame({"n": [1]})
    frame.attrs["source"] = "Storgatan"
    frame.to_parquet(tmp_path / "table.parquet")
    assert kinds(tmp_path / "table.parquet", incidents) == {"attrs"}


@pytest.mark.parametrize("key", ["PANDAS_ATTRS", "pandas"])
def test_attributes_are_found_where_pandas_and_pyarrow_write_them(
    tmp_path, incidents, key
):
    told = {"PANDAS_ATTRS": '{"a": "b"}', "pandas": '{"attributes": {"a": "b"}}'}
    table = pa.table({"n": [1]}).replace_schema_metadata({key: told[key]})
    pq.write_table(table, tmp_path / "table.parquet")
    assert kinds(tmp_path / "table.parquet", incidents) == {"attrs"}


def test_geometry_is_found_in_gpkg_and_parquet(tmp_path, incidents):
    places = incidents[["geometry"]]
    places.to_file(tmp_path / "layer.gpkg")
    places.to_parquet(tmp_path / "layer.parquet")
    assert "coordinate" in kinds(tmp_path / "layer.gpkg", incidents)
    assert "coordinate" in kinds(tmp_path / "layer.parquet", incidents)


def test_workbooks_are_opened(tmp_path, incidents):
    frame = pd.DataFrame({"x": incidents.geometry.x, "y": incidents.geometry.y})
    frame.to_excel(tmp_path / "table.xlsx", index=False)
    assert "coordinate" in kinds(tmp_path / "table.xlsx", incidents)
    pd.DataFrame({"t": [COMMENT]}).to_excel(tmp_path / "words.xlsx")
    assert kinds(tmp_path / "words.xlsx", incidents) == {"text"}


def test_pictures_and_pdf_are_opened(tmp_path, incidents):
    with mpl.rc_context({"pdf.fonttype": 42}):
        figure = Figure()
        figure.subplots().plot([0, 1])
        figure.savefig(tmp_path / "a.png", metadata={"Title": "K-4713"})
        figure.savefig(tmp_path / "a.pdf", metadata={"Title": "K-4713"})
    assert kinds(tmp_path / "a.png", incidents) == {"id"}
    assert kinds(tmp_path / "a.pdf", incidents) == {"id"}


def test_what_is_embedded_is_opened(tmp_path, incidents):
    figure = Figure()
    figure.savefig(tmp_path / "a.png", metadata={"Title": "K-4713"})
    coded = base64.b64encode((tmp_path / "a.png").read_bytes()).decode()
    page = tmp_path / "page.html"
    page.write_text(f'<img src="data:image/png;base64,{coded}">')
    assert kinds(page, incidents) == {"id"}
    book = tmp_path / "book.ipynb"
    book.write_text(json.dumps({"cells": [{"outputs": [{"image/png": coded}]}]}))
    assert kinds(book, incidents) == {"id"}


def test_folders_and_archives_are_searched(tmp_path, incidents):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("inner.csv", "K-4711")
    (tmp_path / "b.txt").write_text("nothing")
    (tmp_path / "c.txt").write_text("K-4711 K-4711\n/home/anna/a.csv")
    found = find_leaks(tmp_path, incidents)
    assert found[["file", "where", "kind", "found"]].to_numpy().tolist() == [
        ["all.zip", "zip: inner.csv", "id", "K-4711"],
        ["c.txt", "txt", "path", "/home/anna/a.csv"],
        ["c.txt", "txt", "id", "K-4711"],
    ]
    assert found.index.tolist() == [0, 1, 2]


def test_a_public_table_of_the_same_incidents_is_clean(
    tmp_path, incidents, nine_squares
):
    table = nine_squares.assign(n=range(5, 14))
    for suffix in ("csv", "xlsx", "json", "geojson", "gpkg", "parquet"):
        path = publish(table, period="2018-03").save(
            tmp_path / f"public.{suffix}", incidents=incidents
        )
        assert find_leaks(path, incidents).empty, suffix


def test_columns_are_the_same_when_nothing_is_found(tmp_path, incidents):
    (tmp_path / "a.txt").write_text("nothing")
    found = find_leaks(tmp_path / "a.txt", incidents)
    assert list(found.columns) == ["file", "where", "kind", "found"]
    assert len(found) == 0


def test_errors(tmp_path, incidents):
    with pytest.raises(ValueError, match="'path' must be a file or folder"):
        find_leaks(tmp_path / "none.html", incidents)
    bare = gpd.GeoDataFrame(geometry=incidents.geometry.to_numpy())
    with pytest.raises(ValueError, match="'incidents' must be in a known CRS"):
        find_leaks(tmp_path, bare)


def test_many_numbers_are_searched_in_reasonable_time(tmp_path):
    rng = np.random.default_rng(1)
    many = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(
            rng.uniform(5e5, 6e5, 5000).round(2),
            rng.uniform(6.5e6, 6.6e6, 5000).round(2),
        ),
        crs="EPSG:3006",
    )
    numbers = rng.uniform(5e5, 6e5, (20_000, 2)).round(2)
    (tmp_path / "a.json").write_text(json.dumps(numbers.tolist()))
    assert find_leaks(tmp_path / "a.json", many).empty


def test_the_name_of_a_cell_is_no_place(tmp_path, incidents):
    # An incident within half a metre of a corner rounds to the corner's own name.
    corner = incidents.set_geometry(
        gpd.points_from_xy([512300.2, 1.0, 2.0], [6570600.1, 1.0, 2.0]), crs=3006
    )
    page = tmp_path / "page.csv"
    page.write_text("300mN6570600E512300;7\n")
    assert kinds(page, corner) == set()
    page.write_text("6570600;512300;7\n")
    assert kinds(page, corner) == {"coordinate"}


@pytest.fixture(scope="module")
def many():
    rng = np.random.default_rng(8)
    n = 300
    x, y = rng.uniform(512_000, 514_000, n), rng.uniform(6_570_000, 6_572_000, n)
    start = pd.date_range("2018-01-01", periods=n, freq="5h", tz="Europe/Stockholm")
    return gpd.GeoDataFrame(
        {
            "start": start,
            "end": start,
            "category": "Klotter",
            "theme": rng.choice(["skadegörelse", "brand"], n),
        },
        geometry=gpd.points_from_xy(x, y),
        crs=3006,
    )


def places_found(path, incidents):
    """Return how many places were found, in whichever CRS the file has them."""
    found = find_leaks(path, incidents)
    lines = found.loc[found["kind"] == "coordinate", "found"]
    by_crs = {"3006": set(), "4326": set()}
    for line in lines:
        place, _, crs = line.partition(" (EPSG:")
        by_crs[crs.rstrip(")")].add(place)
    return max(map(len, by_crs.values()))


def squares(many):
    return eg.square_grid(
        gpd.GeoDataFrame(geometry=[many.union_all().envelope], crs=3006), cell_size=500
    )


@pytest.mark.parametrize(
    "drawn",
    [
        lambda m: eg.map_counts(eg.count_in_zones(m, squares(m)), incidents=m),
        lambda m: eg.map_near_repeats(eg.near_repeat_roles(m, distance=100, days=7)),
        lambda m: eg.map_hot_spots(
            eg.hot_spots(eg.count_in_zones(m, squares(m))), incidents=m
        ),
    ],
    ids=["counts", "near repeats", "hot spots"],
)
def test_every_point_drawn_on_a_map_is_found(tmp_path, many, drawn):
    drawn(many).save(tmp_path / "map.html")
    assert places_found(tmp_path / "map.html", many) == len(many)


def test_every_point_of_an_internal_lagesbild_is_found(tmp_path, many):
    zones = squares(many).reset_index()
    eg.lagesbild(many, zones, period="2018-02").save(tmp_path)
    february = many[many["start"].dt.month == 2]
    for name in ("index.html", "layers.gpkg"):
        assert places_found(tmp_path / name, february) == len(february), name


@pytest.mark.parametrize(
    "suffix", ["csv", "xlsx", "gpkg", "geojson", "parquet", "json"]
)
def test_every_point_in_a_file_is_found(tmp_path, many, suffix):
    path = tmp_path / f"points.{suffix}"
    degrees = many[["geometry"]].to_crs(4326)
    table = pd.DataFrame({"x": degrees.geometry.x, "y": degrees.geometry.y})
    writers = {
        "csv": lambda: table.to_csv(path, index=False, sep=";", decimal=","),
        "xlsx": lambda: table.to_excel(path, index=False),
        "json": lambda: path.write_text(table.to_json(orient="records")),
        "parquet": lambda: degrees.to_parquet(path),
        "gpkg": lambda: degrees.to_file(path),
        "geojson": lambda: degrees.to_file(path),
    }
    writers[suffix]()
    assert places_found(path, many) == len(many)


@pytest.mark.parametrize("kind", ["<f8", "<f4", "steps"])
def test_points_packed_as_bytes_are_found(tmp_path, many, kind):
    xy = shapely.get_coordinates(many.to_crs(4326).geometry.to_numpy())
    if kind == "steps":
        whole = np.round(xy * 1e6).astype("<i4")
        raw = np.diff(whole, axis=0, prepend=np.zeros((1, 2), "<i4")).astype("<i4")
    else:
        raw = xy.astype(kind)
    coded = base64.b64encode(raw.tobytes()).decode()
    (tmp_path / "page.html").write_text(f'<script>var d = "{coded}";</script>')
    assert places_found(tmp_path / "page.html", many) > 0.95 * len(many)


def test_words_that_a_document_cuts_in_pieces_are_found(tmp_path, incidents):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        runs = "".join(f"<w:t>{part}</w:t>" for part in (COMMENT[:9], COMMENT[9:]))
        archive.writestr("word/document.xml", f"<?xml version='1.0'?><w:p>{runs}</w:p>")
    assert kinds(tmp_path / "a.docx", incidents) == {"text"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(200)),
        ("a.nc", b"\x89HDF\r\n\x1a\n" + bytes(500)),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.parquet", b"PAR1 broken"),
        ("a.gz", b"\x1f\x8b broken"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, incidents, name, content):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "b.txt").write_text("K-4711")
    found = find_leaks(tmp_path, incidents)
    assert found[["file", "kind"]].to_numpy().tolist() == [
        [name, "unread"],
        ["b.txt", "id"],
    ]


@pytest.fixture
def explored():
    """Eighty reports spread over four areas, with a sentence each."""
    rng = np.random.default_rng(18)
    x, y = 512_000 + rng.uniform(0, 200, 80), 6_570_000 + rng.uniform(0, 200, 80)
    start = pd.date_range("2018-03-01", periods=80, freq="7h", tz="Europe/Stockholm")
    told = [f"Grannen ropade från port {at}" for at in range(80)]
    reports = {"start": start, "theme": "brand", "comment": told}
    return gpd.GeoDataFrame(reports, geometry=gpd.points_from_xy(x, y), crs="EPSG:3006")


def test_the_reports_inside_an_explorer_are_found(tmp_path, explored):
    zones = squares(explored)
    page = eg.explorer(explored, zones, columns=("comment",))
    found = find_leaks(page.save(tmp_path / "a.html"), explored)
    assert found["kind"].value_counts()["coordinate"] == len(explored)
    assert found["kind"].value_counts()["text"] == len(explored)
    # The search may be given the reports in degrees.
    found = find_leaks(tmp_path / "a.html", explored.to_crs("EPSG:4326"))
    assert found["kind"].value_counts()["coordinate"] == len(explored)


def test_an_explorer_for_organizations_holds_no_report(tmp_path, explored):
    page = eg.explorer(explored, squares(explored), audience="organization")
    assert find_leaks(page.save(tmp_path / "a.html"), explored).empty


def test_an_explorer_that_is_not_whole_is_told(tmp_path, explored):
    path = tmp_path / "a.html"
    text = eg.explorer(explored, squares(explored)).html
    path.write_text(text.replace('id="packed-x">', 'id="packed-x">AAAA'), "utf-8")
    assert "unread" in set(find_leaks(path, explored)["kind"])
