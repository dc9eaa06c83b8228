"""Forty files as programs and portals write them, small, with the right answer.

Each writer gets the reports and a path without ending, and returns what it wrote and
how the file should be read: with no option, or with the one that ``estgeo check`` names.
The answer (what happened when and where) is what the file was written from. Layouts are
those of the programs' exports; every value is our own.
"""

import csv
import gzip
import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pyproj
import shapely

N = 14
KINDS = ("Skadegörelse", "Brand", "Övrigt", "Otrygg plats")


@dataclass(frozen=True)
class Reports:
    """What happened: local times without a zone, and places in degrees and metres."""

    at: list
    lon: list
    lat: list
    east: list
    north: list
    kind: list
    ids: list


def reports(place="örebro", kinds=KINDS):
    """Return N reports on different days, hours and spots, none on a round number."""
    lon, lat = {
        "örebro": (15.21, 59.27),
        "london": (-0.11, 51.51),
        "new york": (-73.97, 40.71),
        "chicago": (-87.65, 41.86),
        "los angeles": (-118.27, 34.05),
    }[place]
    k = np.arange(N)
    lons = np.round(lon + 0.0131 * np.sin(k * 1.7), 6)
    lats = np.round(lat + 0.0083 * np.cos(k * 2.3), 6)
    to_metres = pyproj.Transformer.from_crs(4326, 3006, always_xy=True)
    east, north = to_metres.transform(lons, lats)
    first = datetime(2018, 3, 3, 17, 41)
    at = [first + timedelta(days=int(3 * i), minutes=int(97 * i)) for i in k]
    return Reports(
        at=at,
        lon=lons.tolist(),
        lat=lats.tolist(),
        east=np.round(east, 2).tolist(),
        north=np.round(north, 2).tolist(),
        kind=[kinds[i % len(kinds)] for i in k],
        ids=[f"{1000 + 7 * i}" for i in k],
    )


@dataclass(frozen=True)
class Written:
    """A file, the option it needs ("" for none) and what is known of each report."""

    path: object
    option: str = ""  # as check names it, such as "--crs"
    arguments: tuple = ()  # what to type after the file
    keywords: dict = field(default_factory=dict)  # the same for read_incidents
    precision: str = "exact"  # how well times are known: exact, date, week, month
    points: bool = True
    place: str = "örebro"
    n_rejected: int = 0
    within: float = 2.0  # metres


def table(path, header, rows, *, sep=";", encoding="utf-8", eol="\r\n", before=()):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sep, lineterminator=eol)
    writer.writerows([*before, header, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def workbook(path, header, rows, *, before=(), sheets=(), epoch=None, name="Blad1"):
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    sheet = book.active
    sheet.title = name
    for row in [*before, header, *rows]:
        sheet.append(list(row))
    for other, lines in sheets:
        beside = book.create_sheet(other, 0)
        for line in lines:
            beside.append(list(line))
    book.save(path)
    return path


def comma(value):
    return str(value).replace(".", ",")


def embrace_csv(r, p):
    head = ["Händelse-ID", "Händelsedatum", "Händelsetid", "Händelsetyp", "Verksamhet",
            "Latitud", "Longitud", "Beskrivning"]  # fmt: skip
    rows = [
        [i, f"{t:%Y-%m-%d}", f"{t:%H:%M}", k, "ÖBO", comma(a), comma(o), "Vid torget"]
        for i, t, k, a, o in zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True)
    ]
    return Written(table(p.with_suffix(".csv"), head, rows, encoding="utf-8-sig"))


def embrace_xlsx(r, p):
    head = ["Nr", "Datum", "Tid", "Kategori", "Allvarlighetsgrad", "Latitud", "Longitud"]
    rows = [
        [int(i), t.date(), t.time(), k, 2, a, o]
        for i, t, k, a, o in zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True)
    ]
    return Written(workbook(p.with_suffix(".xlsx"), head, rows))


def rar_csv(r, p):
    head = ["Diarienummer", "Brottskod", "Brottsrubrik", "Brottsdatum fr.o.m.",
            "Brottstid fr.o.m.", "Brottsdatum t.o.m.", "Brottstid t.o.m.",
            "SWEREF99 TM E", "SWEREF99 TM N"]  # fmt: skip
    rows = [
        [f"5000-K{i}-18", "1203", "Skadegörelse, klotter", f"{t:%Y-%m-%d}",
         f"{t:%H:%M}", f"{t:%Y-%m-%d}", f"{t:%H:%M}", comma(e), comma(n)]
        for i, t, e, n in zip(r.ids, r.at, r.east, r.north, strict=True)
    ]  # fmt: skip
    path = table(p.with_suffix(".csv"), head, rows, encoding="cp1252")
    return Written(path)


def hobit_xlsx(r, p):
    head = ["K-nummer", "Brott", "Fr.o.m.", "T.o.m.", "Adress", "X-koordinat",
            "Y-koordinat"]  # fmt: skip
    rows = [
        [f"0201-K{i}-18", "Stöld ur motorfordon", t, t, "Storgatan", e, n]
        for i, t, e, n in zip(r.ids, r.at, r.east, r.north, strict=True)
    ]
    path = workbook(p.with_suffix(".xlsx"), head, rows)
    return Written(path, "--crs", ("--crs", "EPSG:3006"), {"crs": 3006})


def microsoft_forms(r, p):
    head = ["ID", "Starttid", "Slutförandetid", "E-post", "Namn", "När hände det?",
            "Vad har hänt?", "Länk till platsen på kartan"]  # fmt: skip
    rows = [
        [int(i), datetime(2018, 5, 2, 8, k), datetime(2018, 5, 2, 8, k + 3), "anonymous",
         None, t, f"{kind};", f"https://www.google.com/maps?q={a},{o}"]
        for k, (i, t, kind, a, o) in enumerate(
            zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True))
    ]  # fmt: skip
    return Written(workbook(p.with_suffix(".xlsx"), head, rows, name="Form1"))


def google_forms(r, p):
    head = ["Tidstämpel", "Datum för händelsen", "Klockslag", "Typ av händelse",
            "Koordinater"]  # fmt: skip
    rows = [
        ["2018-05-02 08.12.44", f"{t:%Y-%m-%d}", f"{t:%H.%M.00}", f"{k}, {k}",
         f"{a}, {o}"]
        for t, k, a, o in zip(r.at, r.kind, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    return Written(table(p.with_suffix(".csv"), head, rows, sep=",", eol="\n"))


def arcgis_hub_csv(r, p):
    head = ["X", "Y", "OBJECTID", "IncidentNumber", "OccurredDate", "Category",
            "Latitude", "Longitude"]  # fmt: skip
    rows = [
        [o, a, k + 1, i, f"{t:%Y/%m/%d %H:%M:%S}", kind, a, o]
        for k, (i, t, kind, a, o) in enumerate(
            zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True))
    ]  # fmt: skip
    path = table(p.with_suffix(".csv"), head, rows, sep=",", encoding="utf-8-sig")
    return Written(path)


def feature(i, lon, lat, **properties):
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": i, "geometry": point, "properties": properties}


def stockholm(t):
    return pd.Timestamp(t, tz="Europe/Stockholm")


def arcgis_service(r, p):
    features = [
        feature(k, o, a, OBJECTID=k, HANDELSETYP=kind,
                HANDELSEDATUM=int(stockholm(t).timestamp() * 1000))
        for k, (t, kind, a, o) in enumerate(
            zip(r.at, r.kind, r.lat, r.lon, strict=True))
    ]  # fmt: skip
    whole = {"type": "FeatureCollection", "features": features}
    path = p.with_suffix(".geojson")
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return Written(path)


def arcgis_pro_table(r, p):
    head = ["OID_", "Datum", "Kategori", "POINT_X", "POINT_Y"]
    rows = [
        [k, f"{t:%Y-%m-%d %H:%M:%S}", kind, comma(e), comma(n)]
        for k, (t, kind, e, n) in enumerate(
            zip(r.at, r.kind, r.east, r.north, strict=True))
    ]  # fmt: skip
    path = table(p.with_suffix(".txt"), head, rows, encoding="utf-8-sig")
    return Written(path, "--crs", ("--crs", "EPSG:3006"), {"crs": 3006})


def survey123(r, p):
    head = ["ObjectID", "GlobalID", "CreationDate", "Creator", "Tidpunkt för händelsen",
            "Typ av händelse", "x", "y"]  # fmt: skip
    rows = [
        [k, f"{{{k:08X}}}", "5/14/2018 8:12:00 AM", "anna", f"{t:%Y-%m-%d %H:%M}", kind,
         o, a]
        for k, (t, kind, a, o) in enumerate(
            zip(r.at, r.kind, r.lat, r.lon, strict=True))
    ]  # fmt: skip
    path = table(p.with_suffix(".csv"), head, rows, sep=",", encoding="utf-8-sig")
    return Written(path, "--crs", ("--crs", "EPSG:4326"), {"crs": 4326})


def points(r, crs=3006):
    frame = gpd.GeoDataFrame(
        {"handelseid": r.ids, "datum": [f"{t:%Y-%m-%d %H:%M}" for t in r.at],
         "kategori": r.kind},
        geometry=gpd.points_from_xy(r.lon, r.lat),
        crs=4326,
    )  # fmt: skip
    return frame.to_crs(crs)


def qgis_ewkt(r, p):
    head = ["id", "datum", "kategori", "geom"]
    rows = [
        [i, f"{t:%Y-%m-%d %H:%M}", k, f"SRID=3006;POINT({e} {n})"]
        for i, t, k, e, n in zip(r.ids, r.at, r.kind, r.east, r.north, strict=True)
    ]
    return Written(table(p.with_suffix(".csv"), head, rows, sep=","))


def qgis_geopackage(r, p):
    path = p.with_suffix(".gpkg")
    points(r).to_file(path, layer="handelser")
    styles = pd.DataFrame({"f_table_name": ["handelser"], "styleQML": ["<qgis/>"]})
    pyogrio.write_dataframe(styles, path, layer="layer_styles")
    return Written(path)


def qgis_geojson(r, p):
    path = p.with_suffix(".geojson")
    points(r).to_file(path, driver="GeoJSON", RFC7946="NO")
    return Written(path)


def qgis_shapefile(r, p):
    path = p.with_suffix(".shp")
    points(r).to_file(path, encoding="utf-8")
    return Written(path)


def kml_of_my_maps(r, p):
    path = p.with_suffix(".kml")
    marks = "".join(
        f"<Placemark><name>{k}</name><ExtendedData><Data name='datum'><value>"
        f"{t:%Y-%m-%d %H:%M}</value></Data><Data name='kategori'><value>{k}</value>"
        f"</Data></ExtendedData><Point><coordinates>{o},{a},0</coordinates></Point>"
        "</Placemark>"
        for t, k, a, o in zip(r.at, r.kind, r.lat, r.lon, strict=True)
    )
    path.write_text(
        "<?xml version='1.0' encoding='UTF-8'?><kml xmlns='http://www.opengis.net/kml/"
        f"2.2'><Document><name>Händelser</name>{marks}</Document></kml>",
        encoding="utf-8",
    )
    return Written(path)


def mac_csv(r, p):
    head = ["Datum", "Klockslag", "Kategori", "Plats", "Latitud", "Longitud"]
    rows = [
        [f"{t:%Y-%m-%d}", f"{t:%H:%M}", k, "Bergåsgatan 3", comma(a), comma(o)]
        for t, k, a, o in zip(r.at, r.kind, r.lat, r.lon, strict=True)
    ]
    return Written(
        table(p.with_suffix(".csv"), head, rows, encoding="mac_roman", eol="\r")
    )


def mac_workbook(r, p):
    head = ["Datum och tid", "Kategori", "Latitud", "Longitud"]
    rows = [list(row) for row in zip(r.at, r.kind, r.lat, r.lon, strict=True)]
    epoch = datetime(1904, 1, 1)
    return Written(workbook(p.with_suffix(".xlsx"), head, rows, epoch=epoch))


def excel_csv(r, p):
    head = ["Datum", "Kl.", "Vad hände?", "Lat", "Long", "Övrigt"]
    rows = [
        [f"{t.day}/{t.month} {t.year}", f"{t:%H.%M}", k, comma(a), comma(o), ""]
        for t, k, a, o in zip(r.at, r.kind, r.lat, r.lon, strict=True)
    ]
    return Written(table(p.with_suffix(".csv"), head, rows, encoding="cp1252"))


def excel_unicode_text(r, p):
    head = ["Händelsedatum", "Kategori", "SWEREF 99 TM N", "SWEREF 99 TM E"]
    rows = [
        [f"{t:%Y-%m-%d %H:%M}", k, comma(n), comma(e)]
        for t, k, e, n in zip(r.at, r.kind, r.east, r.north, strict=True)
    ]
    path = table(p.with_suffix(".txt"), head, rows, sep="\t", encoding="utf-16")
    return Written(path)


def excel_with_titles(r, p):
    head = ["När", "Vad", "Ost (SWEREF 99 TM)", "Nord (SWEREF 99 TM)", "Antal"]
    rows = [
        [t, k, e, n, 1] for t, k, e, n in zip(r.at, r.kind, r.east, r.north, strict=True)
    ]
    before = [["Felanmälan 2018", None, None, None, None], []]
    rows += [["Summa", None, None, None, len(rows)]]
    path = workbook(p.with_suffix(".xlsx"), head, rows, before=before)
    return Written(path, n_rejected=1)


def excel_with_info_sheet(r, p):
    head = ["Datum", "Kategori", "Latitud", "Longitud"]
    rows = [list(row) for row in zip(r.at, r.kind, r.lat, r.lon, strict=True)]
    info = [["Det här är ett uttag"], ["Kontakt: trygghetssamordnaren"]]
    path = workbook(
        p.with_suffix(".xlsx"), head, rows, sheets=[("Info", info)], name="Händelser"
    )
    return Written(path, "--sheet", ("--sheet", "Händelser"), {"layer": "Händelser"})


def libreoffice(r, p):
    def cell(value):
        if isinstance(value, float):
            return (
                '<table:table-cell office:value-type="float" '
                f'office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
            )
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    lines = [["Datum", "Kategori", "Latitud", "Longitud"]]
    lines += [
        [f"{t:%Y-%m-%d %H:%M}", k, a, o]
        for t, k, a, o in zip(r.at, r.kind, r.lat, r.lon, strict=True)
    ]
    rows = "".join(
        f"<table:table-row>{''.join(map(cell, line))}</table:table-row>"
        for line in lines
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Blad1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{space}manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    path = p.with_suffix(".ods")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return Written(path)


def new_york_311(r, p):
    head = ["Unique Key", "Created Date", "Closed Date", "Agency", "Complaint Type",
            "Incident Zip", "Incident Address", "Borough", "X Coordinate (State Plane)",
            "Y Coordinate (State Plane)", "Latitude", "Longitude", "Location"]  # fmt: skip
    rows = [
        [i, f"{t:%m/%d/%Y %I:%M:%S %p}", "", "NYPD", "Noise - Street", "10002",
         "12 MAIN STREET", "MANHATTAN", "986000", "199000", a, o, f"({a}, {o})"]
        for i, t, a, o in zip(r.ids, r.at, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    path = table(p.with_suffix(".csv"), head, rows, sep=",", eol="\n")
    return Written(path, place="new york")


def chicago_crimes(r, p):
    head = ["ID", "Case Number", "Date", "Block", "IUCR", "Primary Type", "Description",
            "Beat", "District", "Ward", "X Coordinate", "Y Coordinate", "Year",
            "Updated On", "Latitude", "Longitude", "Location"]  # fmt: skip
    rows = [
        [i, f"JB{i}", f"{t:%m/%d/%Y %I:%M:%S %p}", "001XX W MAIN ST", "0820", "THEFT",
         "$500 AND UNDER", "0111", "001", "42", "1176000", "1901000", "2018",
         "05/04/2018 03:51:04 PM", a, o, f"({a}, {o})"]
        for i, t, a, o in zip(r.ids, r.at, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    path = table(p.with_suffix(".csv"), head, rows, sep=",", eol="\n")
    return Written(path, place="chicago")


def boston_311(r, p):
    head = ["case_enquiry_id", "open_dt", "target_dt", "closed_dt", "case_status",
            "case_title", "reason", "type", "neighborhood", "latitude", "longitude"]  # fmt: skip
    rows = [
        [i, f"{t:%Y-%m-%d %H:%M:%S}", "", "", "Open", "Graffiti", "Graffiti",
         "Graffiti Removal", "Dorchester", a, o]
        for i, t, a, o in zip(r.ids, r.at, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    path = table(p.with_suffix(".csv"), head, rows, sep=",", eol="\n")
    return Written(path, place="new york")


def los_angeles_crimes(r, p):
    head = ["DR_NO", "Date Rptd", "DATE OCC", "TIME OCC", "AREA", "AREA NAME",
            "Crm Cd", "Crm Cd Desc", "LOCATION", "LAT", "LON"]  # fmt: skip
    rows = [
        [i, "05/14/2018 12:00:00 AM", f"{t:%m/%d/%Y} 12:00:00 AM", f"{t:%H%M}", "01",
         "Central", "740", "VANDALISM", "MAIN ST", a, o]
        for i, t, a, o in zip(r.ids, r.at, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    path = table(p.with_suffix(".csv"), head, rows, sep=",", eol="\n")
    return Written(path, place="los angeles")


UK = ["Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude",
      "Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category",
      "Context"]  # fmt: skip


def uk_rows(r):
    return [
        [f"{int(i):064x}", f"{t:%Y-%m}", "City of London Police", "City of London Police",
         o, a, "On or near Main Street", "E01000001", "City of London 001A",
         "Criminal damage and arson", "Under investigation", ""]
        for i, t, a, o in zip(r.ids, r.at, r.lat, r.lon, strict=True)
    ]  # fmt: skip


def police_uk_csv(r, p):
    path = table(p.with_suffix(".csv"), UK, uk_rows(r), sep=",", eol="\n")
    return Written(path, place="london", precision="month")


def police_uk_zip(r, p):
    inner = table(p.with_suffix(".csv"), UK, uk_rows(r), sep=",", eol="\n")
    path = p.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "2018-03/2018-03-city-of-london-street.csv")
    inner.unlink()
    return Written(path, place="london", precision="month")


def police_uk_api(r, p):
    records = [
        {"category": "criminal-damage-arson", "location_type": "Force", "context": "",
         "location": {"latitude": str(a), "longitude": str(o),
                      "street": {"id": 883, "name": "On or near Main Street"}},
         "outcome_status": None, "persistent_id": "", "id": int(i),
         "location_subtype": "", "month": f"{t:%Y-%m}"}
        for i, t, a, o in zip(r.ids, r.at, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    path = p.with_suffix(".json")
    path.write_text(json.dumps(records), encoding="utf-8")
    return Written(path, place="london", precision="month")


def polisen_api(r, p):
    records = [
        {"id": int(i), "name": f"{t.day} mars {t:%H.%M}, {k}, Örebro",
         "datetime": f"{stockholm(t):%Y-%m-%d} {t.hour}{stockholm(t):%M:%S}"[:0]
         + f"{t:%Y-%m-%d} {t.hour}:{t:%M:%S} "
         + f"{stockholm(t):%z}"[:3] + ":00",
         "summary": "Kort text.", "url": "/aktuellt/handelser/", "type": k,
         "location": {"name": "Örebro", "gps": f"{a},{o}"}}
        for i, t, k, a, o in zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    path = p.with_suffix(".json")
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return Written(path)


def open311_json(r, p):
    records = [
        {"service_request_id": i, "status": "open", "service_name": "Graffiti",
         "requested_datetime": stockholm(t).isoformat(), "lat": a, "long": o}
        for i, t, a, o in zip(r.ids, r.at, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    path = p.with_suffix(".json")
    path.write_text(json.dumps(records), encoding="utf-8")
    return Written(path)


def socrata_geojson(r, p):
    features = [
        feature(i, o, a, incident_id=i, incident_category=k,
                incident_datetime=f"{t:%Y-%m-%dT%H:%M:%S}.000")
        for i, t, k, a, o in zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    whole = {"type": "FeatureCollection", "features": features}
    path = p.with_suffix(".geojson")
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return Written(path)


def geojson_gz(r, p):
    plain = socrata_geojson(r, p).path
    path = plain.with_name(plain.name + ".gz")
    path.write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    return Written(path)


def fault_reports(r, p):
    head = ["Ärendenummer", "Inkom", "Inträffade", "Kategori", "Adress", "Latitud",
            "Longitud", "Status"]  # fmt: skip
    rows = [
        [f"FA-2018-{i}", "2018-05-02 08:00", f"{t:%Y-%m-%d %H:%M}", k, "Storgatan 4", a,
         o, "Avslutat"]
        for i, t, k, a, o in zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    return Written(table(p.with_suffix(".csv"), head, rows, encoding="utf-8-sig"))


def areas_of(p):
    """Write four areas around the reports and return the path and their names."""
    names = ["Norr", "Söder", "Västra Berget", "Öster"]
    boxes = [
        shapely.box(15.19 + 0.01 * k, 59.25, 15.2 + 0.01 * k, 59.29) for k in range(4)
    ]
    zones = gpd.GeoDataFrame({"namn": names}, geometry=boxes, crs=4326).to_crs(3006)
    path = p.with_name(p.name + "_omraden.gpkg")
    zones.to_file(path)
    return path, zones, names


def week_sheet_of_areas(r, p):
    path, zones, names = areas_of(p)
    head = ["Datum", "Kl", "Område", "Kategori"]
    rows = [
        [t.date(), t.time(), f" {names[k % 4].upper()} ", kind]
        for k, (t, kind) in enumerate(zip(r.at, r.kind, strict=True))
    ]
    return Written(
        workbook(p.with_suffix(".xlsx"), head, rows),
        "--zones",
        ("--zones", str(path)),
        {"zones": zones},
        points=False,
    )


def landlord_addresses(r, p):
    register = p.with_name(p.name + "_adresser.csv")
    table(
        register,
        ["gatunamn", "nummer", "x", "y"],
        [["Storgatan", k + 1, o, a] for k, (a, o) in
         enumerate(zip(r.lat, r.lon, strict=True))],
    )  # fmt: skip
    head = ["Datum", "Klockslag", "Adress", "Typ"]
    rows = [
        [f"{t:%Y-%m-%d}", f"{t:%H:%M}", f"STORGATAN {k + 1}, 703 61 Örebro", kind]
        for k, (t, kind) in enumerate(zip(r.at, r.kind, strict=True))
    ]
    path = table(p.with_suffix(".csv"), head, rows)
    option = ("--addresses", str(register))
    return Written(path, "--addresses", option, {"addresses": register})


def school_weeks(r, p):
    head = ["År", "Vecka", "Händelse", "Lat", "Long"]
    rows = [
        [t.isocalendar().year, t.isocalendar().week, k, a, o]
        for t, k, a, o in zip(r.at, r.kind, r.lat, r.lon, strict=True)
    ]
    path = workbook(p.with_suffix(".xlsx"), head, rows)
    return Written(path, precision="week")


def sheet_with_pairs(r, p):
    head = ["Datum", "Tid", "Händelse", "Position"]
    rows = [
        [f"{t:%d.%m.%Y}", f"{t:%H:%M}", k, f"{comma(a)}; {comma(o)}"]
        for t, k, a, o in zip(r.at, r.kind, r.lat, r.lon, strict=True)
    ]
    return Written(table(p.with_suffix(".csv"), head, rows, sep=","))


def minutes_of(value, letters):
    degrees = int(abs(value))
    minutes = comma(round((abs(value) - degrees) * 60, 5))
    return f"{degrees}°{minutes}'{letters[value < 0]}"


def gps_minutes(r, p):
    head = ["Nr", "Tidpunkt", "Anteckning", "Latitud", "Longitud"]
    rows = [
        [i, f"{t:%Y-%m-%d %H:%M}", k, minutes_of(a, "NS"), minutes_of(o, "ÖV")]
        for i, t, k, a, o in zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True)
    ]
    return Written(table(p.with_suffix(".csv"), head, rows))


def map_links(r, p):
    links = (
        "https://www.hitta.se/kartan!~{a},{o},17z/tr!i=9x",
        "https://www.openstreetmap.org/?mlat={a}&mlon={o}#map=17/59.2/15.2",
        "https://kartor.eniro.se/?c={a},{o}&z=16",
        "https://www.google.com/maps/place/Torget/@59.2,15.2,17z/data=!3d{a}!4d{o}",
    )
    head = ["Tidpunkt", "Kategori", "Karta"]
    rows = [
        [t, kind, links[k % 4].format(a=a, o=o)]
        for k, (t, kind, a, o) in enumerate(
            zip(r.at, r.kind, r.lat, r.lon, strict=True))
    ]  # fmt: skip
    return Written(workbook(p.with_suffix(".xlsx"), head, rows))


def kobo(r, p):
    head = ["start", "end", "Tidpunkt för händelsen", "Vad hände?", "Plats",
            "_Plats_latitude", "_Plats_longitude", "_Plats_altitude", "_id", "_uuid",
            "_submission_time"]  # fmt: skip
    rows = [
        ["2018-05-02T08:12:00.000+02:00", "2018-05-02T08:14:00.000+02:00",
         f"{t:%Y-%m-%dT%H:%M:%S}.000", k, f"{a} {o} 0 0", a, o, 0, i, f"u-{i}",
         "2018-05-02T06:15:00"]
        for i, t, k, a, o in zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    path = table(p.with_suffix(".csv"), head, rows)
    name = "Tidpunkt för händelsen"
    option = ("--column", f"start={name}")
    return Written(path, "--column", option, {"columns": {"start": name}})


def epicollect(r, p):
    head = ["ec5_uuid", "created_at", "uploaded_at", "title", "1_Datum", "2_Klockslag",
            "3_Kategori", "lat_4_Plats", "long_4_Plats", "accuracy_4_Plats"]  # fmt: skip
    rows = [
        [f"u{i}", "2018-05-02T06:12:00.000Z", "2018-05-02T06:20:00.000Z", i,
         f"{t:%d/%m/%Y}", f"{t:%H:%M:%S}", k, a, o, 5]
        for i, t, k, a, o in zip(r.ids, r.at, r.kind, r.lat, r.lon, strict=True)
    ]  # fmt: skip
    return Written(table(p.with_suffix(".csv"), head, rows, sep=","))


def strada(r, p):
    head = ["Olycksnummer", "Olycksdatum", "Olyckstid", "Olyckstyp",
            "X (SWEREF 99 TM)", "Y (SWEREF 99 TM)"]  # fmt: skip
    # A geodesist's X is north; the range of SWEREF 99 TM says so of every row.
    rows = [
        [i, f"{t:%Y-%m-%d}", f"{t:%H.%M}", "Singel", comma(n), comma(e)]
        for i, t, e, n in zip(r.ids, r.at, r.east, r.north, strict=True)
    ]
    path = table(p.with_suffix(".csv"), head, rows, encoding="cp1252")
    x, y = head[5], head[4]
    return Written(path, "", keywords={"columns": {"x": x, "y": y}}, n_rejected=-1)


def duckdb_parquet(r, p):
    frame = pd.DataFrame(
        {"id": r.ids, "occurred_at": pd.to_datetime(r.at).tz_localize("Europe/Stockholm"),
         "category": r.kind, "longitude": r.lon, "latitude": r.lat}
    )  # fmt: skip
    path = p.with_suffix(".parquet")
    frame.to_parquet(path)
    return Written(path)


def geoparquet(r, p):
    path = p.with_suffix(".parquet")
    points(r).to_parquet(path)
    return Written(path)


def dos_register(r, p):
    head = ["LÖPNR", "DATUM", "KL", "HÄNDELSE", "LAT", "LONG"]
    rows = [
        [i, f"{t:%Y-%m-%d}", f"{t:%H%M}", "Skadegörelse", a, o]
        for i, t, a, o in zip(r.ids, r.at, r.lat, r.lon, strict=True)
    ]
    return Written(table(p.with_suffix(".csv"), head, rows, encoding="cp850"))


FILES = (
    embrace_csv, embrace_xlsx, rar_csv, hobit_xlsx, microsoft_forms, google_forms,
    arcgis_hub_csv, arcgis_service, arcgis_pro_table, survey123, qgis_ewkt,
    qgis_geopackage, qgis_geojson, qgis_shapefile, kml_of_my_maps, mac_csv,
    mac_workbook, excel_csv, excel_unicode_text, excel_with_titles,
    excel_with_info_sheet, libreoffice, new_york_311, chicago_crimes, boston_311,
    los_angeles_crimes, police_uk_csv, police_uk_zip, police_uk_api, polisen_api,
    open311_json, socrata_geojson, geojson_gz, fault_reports, week_sheet_of_areas,
    landlord_addresses, school_weeks, sheet_with_pairs, gps_minutes, map_links, kobo,
    epicollect, strada, duckdb_parquet, geoparquet, dos_register,
)  # fmt: skip
