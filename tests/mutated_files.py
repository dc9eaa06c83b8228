"""Files of every format with random damage: only documented answers may come out.

Bytes are changed, cut out, doubled or cut off, and signs that mean something to a
reader put between them; of formats that are zip files as often inside of a part.
"""

import io
import re
import warnings
import zipfile
from pathlib import Path

import numpy as np
from conservation import WRITERS, planted

import estgeo as eg

DATA = Path(__file__).parent / "incidents" / "data"
FORMATS = (
    *("a.json", "b.json", "a.geojson", "a.geojsonl", "a.ods", "a.xls", "a.xlsb"),
    *("a.xlsx", "a.zip", "a.kml", "a.gpx", "a.gml", "a.parquet", "a.csv", "a.shp"),
    *("a.geojson.gz", "a.gpkg"),
)
_ZIPPED = ("a.ods", "a.xlsb", "a.xlsx", "a.zip")
_TOKENS = (
    *(b"null", b"{}", b"[]", b"[[", b'"', b"1e999", b"-1", b"NaN", b"true", b"\\u0000"),
    *(b"<", b"</", b"&", b"&#0;", b"<!--", b'=""', b"\xff\xfe", b"\x00", b"\r\n", b";"),
    *(b"9" * 400, b"[" * 3000, b"2024-01-01", b"\xef\xbb\xbf", b"\xed\xa0\x80"),
)
# Words of other libraries, which a user can do nothing with.
_FOREIGN = re.compile(
    r"pandas|pyogrio|GDAL|OGR|calamine|openpyxl|pyarrow|numpy|shapely|pyproj|zipfile"
    r"|Cfb|Xlsx? error|\\bXML error|mismatched tag|not well-formed|CRC|surrogate"
    r"|Traceback|object at 0x|codec|Errno|Expecting|struct|NoneType|Arrow error"
    r"|dtype|DataFrame constructor|list index|sequence|iterable|\bint\(\)|\bfloat\(\)",
    re.IGNORECASE,
)
_OURS = re.compile(r"'[\w, ]+' must (be|have|hold|lie|contain)|^'?No row|^'?None of ")


def write(name, folder, rng):
    """Write one sound file; return its path and the arguments to read it with."""
    path = Path(folder) / name
    if name == "a.xls":
        path.write_bytes((DATA / "reports.xls").read_bytes())
        return path, {"crs": 3006}
    rows, _ = planted(rng)
    if name == "a.gpx":
        points = "".join(
            f'<wpt lat="59.2{at}" lon="15.2{at}"><time>{row[1] or "x"}</time>'
            f"<name>{row[2]}</name></wpt>"
            for at, row in enumerate(rows)
        )
        root = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
        path.write_text(f"<?xml version='1.0'?>{root}{points}</gpx>", encoding="utf-8")
        return path, {}
    if name == "a.kml":
        marks = "".join(
            f"<Placemark><name>{row[2]}</name><ExtendedData><Data name='Datum'><value>"
            f"{row[1]}</value></Data></ExtendedData><Point><coordinates>15.2{at},59.2"
            "</coordinates></Point></Placemark>"
            for at, row in enumerate(rows)
        )
        root = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        path.write_text(f"{root}{marks}</Document></kml>", encoding="utf-8")
        return path, {}
    return WRITERS[name](path, rows, rng)


def damaged(data, rng):
    """Return bytes with one to four random faults."""
    data = bytearray(data)
    for _ in range(int(rng.integers(1, 5))):
        at = int(rng.integers(0, len(data) + 1))
        size = int(rng.integers(1, 40))
        kind = rng.choice(["flip", "cut", "double", "end", "token"], p=_HOW_OFTEN)
        if kind == "flip":
            data[at : at + 1] = bytes([int(rng.integers(0, 256))])
        elif kind == "cut":
            del data[at : at + size]
        elif kind == "double":
            data[at:at] = data[at : at + size]
        elif kind == "end":
            del data[at:]
        else:
            data[at:at] = _TOKENS[int(rng.integers(len(_TOKENS)))]
    return bytes(data)


_HOW_OFTEN = (0.35, 0.2, 0.1, 0.05, 0.3)


def damage(name, path, rng):
    """Damage the file at ``path``, and of a zip file as often one of its parts."""
    data = path.read_bytes()
    if name in _ZIPPED and rng.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
        one = str(rng.choice(sorted(parts)))
        parts[one] = damaged(parts[one], rng)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for each, content in parts.items():
                archive.writestr(each, content)
        path.write_bytes(packed.getvalue())
    else:
        path.write_bytes(damaged(data, rng))


def check_damaged(name, folder, seed):
    """Read one damaged file; return None, or what should not have come out."""
    rng = np.random.default_rng([16, FORMATS.index(name), seed])
    path, options = write(name, folder, rng)
    damage(name, path, rng)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # what the reader says of it
            found = eg.read_incidents(path, **options)
    except (ValueError, TypeError, KeyError) as error:
        said = str(error).strip('"')
        if _FOREIGN.search(said) or not _OURS.search(said):
            return f"{type(error).__name__}: {said}"
        return None
    except Exception as error:  # what is looked for
        return f"{type(error).__name__}: {error}"
    if found.n_accepted + len(found.rejected) != found.n_read:
        return f"{found.n_read} read, {found.n_accepted} + {len(found.rejected)} kept"
    return None
