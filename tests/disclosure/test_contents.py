"""Everything that can be read in a file is read: bytes laid out by the formats' own specs."""

import base64
import gzip
import json
import sqlite3
import struct
import zipfile
import zlib

import geopandas as gpd
import pytest
from shapely import wkb
from shapely.geometry import Point

import estgeo as eg
from estgeo.disclosure._contents import pieces

WORDS = "Grannen på tredje våningen"


def text_of(path):
    return "\n".join(text for _, text in pieces(path))


def chunk(kind, body):
    size, check = (
        struct.pack(">I", len(body)),
        struct.pack(">I", zlib.crc32(kind + body)),
    )
    return size + kind + body + check


PACKED = zlib.compress(WORDS.encode())


@pytest.mark.parametrize(
    "text_chunk",
    [
        chunk(b"tEXt", b"Comment\x00" + WORDS.encode("latin-1")),
        chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(WORDS.encode("latin-1"))),
        chunk(b"iTXt", b"Comment\x00\x00\x00sv\x00\x00" + WORDS.encode()),
        chunk(b"iTXt", b"Comment\x00\x01\x00sv\x00Kommentar\x00" + PACKED),
        chunk(b"eXIf", b"II*\x00" + WORDS.encode("latin-1")),
        # Said to be packed, and is not: read as it stands.
        chunk(b"zTXt", b"Comment\x00\x00" + WORDS.encode("latin-1")),
        chunk(b"zTXt", WORDS.encode("latin-1")),
        chunk(b"iTXt", b"Comment\x00\x01\x00" + WORDS.encode()),
    ],
)
def test_every_text_of_a_png_is_read(tmp_path, text_chunk):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    parts = [b"\x89PNG\r\n\x1a\n", header, text_chunk, chunk(b"IEND", b"")]
    (tmp_path / "a.png").write_bytes(b"".join(parts))
    assert WORDS in text_of(tmp_path / "a.png")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_the_encodings_that_programs_write(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes(f"7;{WORDS}".encode(encoding))
    assert WORDS in text_of(tmp_path / "a.csv")


def test_utf8_is_still_read_beside_a_broken_sign(tmp_path):
    # 0xff is no UTF-8, and 0x81 is nothing in Windows' encoding either.
    (tmp_path / "a.txt").write_bytes(b"\xff\x81 " + WORDS.encode())
    assert WORDS in text_of(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_bytes(WORDS.encode("utf-16") + b"x")
    assert WORDS in text_of(tmp_path / "b.txt")


def test_what_follows_a_broken_piece_is_still_read(tmp_path):
    coded = base64.b64encode(WORDS.encode()).decode()
    broken_over_lines = "\n  ".join([coded[:12], coded[12:]])
    uris = [f"data:text/plain;base64,{code}" for code in ("A", broken_over_lines)]
    (tmp_path / "a.html").write_text(" ".join(f"<a href='{uri}'>" for uri in uris))
    assert WORDS in text_of(tmp_path / "a.html")
    streams = [b"broken", zlib.compress(WORDS.encode("latin-1"))]
    parts = [b"stream\n" + each + b"endstream\n" for each in streams]
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + b"".join(parts))
    assert WORDS in text_of(tmp_path / "a.pdf")


def test_packed_files_are_unpacked_and_keep_their_names(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(WORDS.encode()))
    assert dict(pieces(tmp_path / "a.csv.gz")) == {"name": "a.csv.gz", "gz": WORDS}


# GeoPackage 1.3, clause 2.1.3: contents code and bytes of the envelope.
@pytest.mark.parametrize(("code", "size"), [(0, 0), (1, 32), (2, 48), (3, 48), (4, 64)])
def test_geometry_is_read_behind_every_envelope_of_geopackage(tmp_path, code, size):
    header = b"GP\x00" + bytes([code << 1 | 1]) + struct.pack("<i", 3006)
    blob = header + bytes(size) + wkb.dumps(Point(512034.27, 6570033.12))
    save_table(tmp_path / "a.gpkg", blob)
    assert "512034.27 6570033.12" in text_of(tmp_path / "a.gpkg")


def test_plain_geometry_and_bytes_of_other_kinds_are_read(tmp_path):
    save_table(tmp_path / "a.db", wkb.dumps(Point(1.5, 2.5)), WORDS.encode())
    assert f"1.5 2.5\n{WORDS}" in dict(pieces(tmp_path / "a.db"))["table places"]


def test_a_geometry_with_an_envelope_unknown_to_the_standard_is_no_failure(tmp_path):
    save_table(tmp_path / "a.gpkg", b"GP\x00" + bytes([7 << 1]) + bytes(80), b"after")
    assert "after" in dict(pieces(tmp_path / "a.gpkg"))["table places"]


def save_table(path, *blobs):
    connection = sqlite3.connect(path)
    connection.execute("create table places (geom blob)")
    connection.executemany("insert into places values (?)", [(blob,) for blob in blobs])
    connection.commit()
    connection.close()


def test_geometry_of_parquet_is_read(tmp_path):
    places = gpd.GeoDataFrame(
        {"n": [7.25, 8.5]}, geometry=[Point(3.5, 4.5), Point(1.5, 9.5)], crs=3006
    )
    places.to_parquet(tmp_path / "a.parquet")
    found = dict(pieces(tmp_path / "a.parquet"))
    assert found["geometry"] == "3.5 4.5\n1.5 9.5"
    assert found["rows"] == "7.25\n8.5"
    name, said = found["metadata geo"].split(" ", 1)
    assert name == "geo"
    assert json.loads(said)["primary_column"] == "geometry"


def test_every_piece_says_where_it_stood(tmp_path):
    (tmp_path / "a.pdf").write_bytes(
        b"%PDF-1.7\nstream\n" + zlib.compress(b"x") + b"endstream"
    )
    assert [where for where, _ in pieces(tmp_path / "a.pdf")] == [
        *["name", "pdf", "pdf stream 1"]
    ]
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute('create table "odd ""name""" (words text, n real)')
    connection.execute('insert into "odd ""name""" values (?, 1.5)', (WORDS,))
    connection.commit()
    connection.close()
    found = dict(pieces(tmp_path / "a.db"))
    assert list(found) == ["name", "bytes", 'table odd "name"']
    assert found['table odd "name"'] == f"{WORDS} 1.5"
    assert WORDS in found["bytes"]


def test_pictures_of_a_notebook_are_coded_with_escaped_line_ends(tmp_path):
    coded = base64.b64encode(WORDS.encode()).decode()
    outputs = [{"image/png": f"{coded[:20]}\n{coded[20:]}\n"}]
    (tmp_path / "a.ipynb").write_text(json.dumps({"outputs": outputs}))
    assert dict(pieces(tmp_path / "a.ipynb"))["ipynb, embedded 1"] == WORDS


def test_the_notes_of_an_archive_are_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        member = zipfile.ZipInfo("a.txt")
        member.comment = "Rop från en lägenhet".encode()
        archive.writestr(member, "nothing")
        archive.comment = WORDS.encode()
    assert WORDS in text_of(tmp_path / "a.zip")
    assert "Rop från en lägenhet" in text_of(tmp_path / "a.zip")


def test_an_index_of_a_geopackage_is_no_curve(tmp_path):
    """Bytes of other things may begin as a curve does, which shapely cannot read."""
    curve = struct.pack("<BIIdddddd", 1, 8, 3, *range(6))
    with pytest.raises(NotImplementedError):
        wkb.loads(curve)
    opened = sqlite3.connect(tmp_path / "a.gpkg")
    opened.execute("create table rtree_node (data blob, said text)")
    opened.execute("insert into rtree_node values (?, ?)", (curve, WORDS))
    opened.commit()
    opened.close()
    assert WORDS in text_of(tmp_path / "a.gpkg")


def test_a_set_of_points_is_found_in_every_format(tmp_path):
    found = eg.sample_incidents()
    some = found.incidents.iloc[:100]
    for suffix in ("csv", "xlsx", "gpkg", "parquet"):
        path = tmp_path / suffix / f"a.{suffix}"
        found.save(path)
        leaks = eg.find_leaks(path, some)
        assert leaks["kind"].eq("coordinate").sum() >= 100
