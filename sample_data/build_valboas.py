"""Write the files of the fictional Valboås: python sample_data/build_valboas.py.

The same seed gives the same files; a test builds them again and compares.
"""

import json
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from openpyxl import Workbook

import estgeo as eg

SEED = 2018
FIXED_DATE = "2018-03-12T08:00:00Z"  # so that the GeoPackages do not carry a clock
HEADERS = [
    "Ärendenummer",
    "Från datum",
    "Från kl",
    "Till datum",
    "Till kl",
    "Inrapporterad",
    "Händelse",
    "Allvarlighetsgrad",
    "Organisation",
    "Rapportör",
    "Ost",
    "Nord",
    "Kommentar",
]

# Rows as they come in real exports; each must be rejected and explained.
FAULTS = [
    {"Från datum": "31/2 2017"},
    {"Från datum": "7/3/18"},
    {"Från datum": "", "Från kl": "", "Till datum": "", "Till kl": ""},
    {"Ost": "", "Nord": ""},
    {"Ost": "0", "Nord": "0"},
    {"Ost": "6570420,5", "Nord": "512830,0"},
    {"Ost": "vid skolan"},
    {
        "Från datum": "7/3 2017",
        "Från kl": "19.00",
        "Till datum": "6/3 2017",
        "Till kl": "18.00",
    },
]


def as_exported(incidents: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the reports as text, dates and numbers as people write them."""
    start, end = (incidents[c].dt.tz_localize(None) for c in ("start", "end"))
    timed = incidents["time_precision"] != "date"
    interval = incidents["time_precision"] == "interval"
    reported = incidents["reported_at"].dt.tz_localize(None)
    table = pd.DataFrame(
        {
            "Ärendenummer": incidents["incident_id"],
            "Från datum": _day(start),
            "Från kl": start.dt.strftime("%H.%M").where(timed, ""),
            "Till datum": _day(end).where(interval, ""),
            "Till kl": end.dt.strftime("%H.%M").where(interval, ""),
            "Inrapporterad": reported.dt.strftime("%Y-%m-%d %H:%M"),
            "Händelse": incidents["category"],
            "Allvarlighetsgrad": incidents["severity"].astype(int).astype(str),
            "Organisation": incidents["source"],
            "Rapportör": incidents["reporter"],
            "Ost": incidents.geometry.x.map(_decimal_comma),
            "Nord": incidents.geometry.y.map(_decimal_comma),
            "Kommentar": incidents["comment"],
        }
    )
    return table[HEADERS]


def with_faults(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with faulty rows spread over it."""
    step = len(table) // (len(FAULTS) + 1)
    parts, at = [], 0
    for number, fault in enumerate(FAULTS, start=1):
        parts.append(table.iloc[at : number * step])
        at = number * step
        row = table.iloc[[at]].assign(**fault, Ärendenummer=f"F{number:05d}")
        parts.append(row)
    return pd.concat([*parts, table.iloc[at:]], ignore_index=True)


def _day(times: pd.Series) -> pd.Series:
    return (
        times.dt.day.astype(str)
        + "/"
        + times.dt.month.astype(str)
        + " "
        + times.dt.year.astype(str)
    )


def _decimal_comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def write_xlsx(table: pd.DataFrame, incidents: gpd.GeoDataFrame, path: Path) -> None:
    """Write a workbook with true date, time and number cells, the faults as text."""
    by_id = incidents.set_index("incident_id")
    book = Workbook()
    book.properties.creator = "Valboås kommun"
    sheet = book.active
    sheet.title = "Rapporter"
    sheet.append(["Inrapporterade händelser, Valboås"])
    sheet.append([])
    sheet.append(HEADERS)
    for row in table.itertuples(index=False):
        cells = dict(zip(HEADERS, row, strict=True))
        if cells["Ärendenummer"] in by_id.index:
            cells |= _typed(by_id.loc[cells["Ärendenummer"]])
        sheet.append([None if value == "" else value for value in cells.values()])
    book.save(path)


def _typed(incident: pd.Series) -> dict[str, object]:
    start = incident["start"].tz_localize(None).to_pydatetime()
    end = incident["end"].tz_localize(None).to_pydatetime()
    timed = incident["time_precision"] != "date"
    interval = incident["time_precision"] == "interval"
    return {
        "Från datum": start.date(),
        "Från kl": start.time() if timed else None,
        "Till datum": end.date() if interval else None,
        "Till kl": end.time() if interval else None,
        "Inrapporterad": incident["reported_at"].tz_localize(None).to_pydatetime(),
        "Allvarlighetsgrad": int(incident["severity"]),
        "Ost": incident["geometry"].x,
        "Nord": incident["geometry"].y,
    }


def insatser_frame(insatser: list[eg.Insats]) -> gpd.GeoDataFrame:
    """Return insatser as a layer."""
    return gpd.GeoDataFrame(
        {
            "name": [i.name for i in insatser],
            "start": [i.start.date().isoformat() for i in insatser],
            "end": [
                None if i.end is None else i.end.date().isoformat() for i in insatser
            ],
            "kind": [i.kind for i in insatser],
            "themes": [";".join(i.themes or ()) for i in insatser],
        },
        geometry=[i.area for i in insatser],
        crs="EPSG:3006",
    )


def main(folder: Path) -> None:
    """Write all files of Valboås into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    town = eg.simulate_incidents(reporting_shift=2.0, rng=SEED)
    table = with_faults(as_exported(town.incidents))
    table.to_csv(
        folder / "incidents.csv",
        sep=";",
        index=False,
        encoding="cp1252",
        lineterminator="\r\n",
    )
    write_xlsx(table, town.incidents, folder / "incidents.xlsx")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_DATE})
    for layer, frame in [("zones", town.zones), ("streets", town.streets)]:
        frame.to_file(folder / "valboas.gpkg", layer=layer)
    insatser_frame(town.insatser).to_file(folder / "insatser.gpkg", layer="insatser")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    truth = town.truth.to_dict() | {
        "seed": SEED,
        "parameters": dict(town.provenance.parameters),
        "faulty_rows": len(FAULTS),
    }
    text = json.dumps(truth, ensure_ascii=False, indent=1, default=list)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "valboas"
    main(Path(target))
