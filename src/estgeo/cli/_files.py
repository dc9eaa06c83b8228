"""Files given to the command: reports, layers, and what to say about them."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import lazy_loader
import numpy as np
import scipy

from .._centres import look_like_centres
from .._checks import sentence
from .._language import say
from .._periods import period_bounds, period_label, shift_period
from .._zone_names import known_to_area
from ..incidents._places import polygon_in_degrees, suggest_words
from ..incidents.reading import read_incidents
from ..maps.ground import read_context
from ..space_time.areas import area_of_reports
from ..words import command as words
from ..words._periods import days_words
from ..words.reading import note
from ._options import STOCKHOLM
from ._talk import print_notes, print_reading, working

if TYPE_CHECKING:
    from .._columns import Every, Language
    from ..incidents.reading import IncidentSet
    from ..insatser.insats import Insats
    from ._options import Reading

pyogrio = lazy_loader.load("pyogrio")

_SWEDEN = "EPSG:3006"
_AROUND = 100.0  # metres of ground around the outermost reports
# Reports a point: police.uk's snapped points have 7, real addresses 1 to 2.
_SNAPPED, _MANY = 3.0, 100


def read_reports(
    reading: Reading, lang: Language, *, zones: gpd.GeoDataFrame | None = None
) -> IncidentSet:
    """Return the reports of a file; print how many, and what to know about them."""
    file = reading.file
    for path in file:
        check_file("FILE", path)
    named = {one.name: getattr(reading, one.name) for one in fields(reading)}
    del named["file"]
    columns = _columns(named.pop("column"))
    with working("command-reading", lang):
        source = file if len(file) > 1 else file[0]
        read = partial(read_incidents, source, columns=columns, zones=zones, **named)
        try:
            found = read()
        except ValueError:
            if zones is not None and zones.crs is not None:
                read(study_area=zones)  # raises with CRSs that put points in the zones
            raise
    print_reading(found, lang)
    print_notes(_to_know(found, reading.time_zone, lang))
    return found


def read_layer(option: str, path: Path, lang: Language) -> gpd.GeoDataFrame:
    """Return a layer; shapes that are not valid are mended, and that is said.

    ``FILE:LAYER`` names a layer of a file that has several.
    """
    path, chosen = _with_layer(path)
    check_file(option, path)
    is_parquet = path.suffix.lower() in {".parquet", ".geoparquet"}
    try:
        layers = [] if is_parquet else pyogrio.list_layers(path)[:, 0].tolist()
        _check_layer(option, chosen, layers, path)
        one = {"layer": chosen or layers[0]} if len(layers) > 1 else {}
        frame = gpd.read_parquet(path) if is_parquet else gpd.read_file(path, **one)
    except _NoLayerError:
        raise
    except Exception as error:  # GDAL and Arrow have many, all mean "unreadable"
        rule = "a readable file"
        raise ValueError(sentence(option, rule, str(path))) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        remedy = "Save it with its shapes: as gpkg, geojson, shp or parquet."
        raise ValueError(sentence(option, "a file with shapes", str(path), remedy))
    if len(layers) > 1 and not chosen:
        print_notes([words.first_layer(path.name, layers, lang)])
    broken = ~frame.is_valid & ~frame.geometry.isna()
    if not broken.any():
        return frame
    print_notes([words.mended(str(path), int(broken.sum()), len(frame), lang)])
    mended = frame.geometry.make_valid(method="structure", keep_collapsed=False)
    return frame.set_geometry(mended)


class _NoLayerError(ValueError):
    """A layer was named that the file has not."""


def _check_layer(option: str, chosen: str, layers: list[str], path: Path) -> None:
    if chosen and chosen not in layers:
        rule = f"a layer of {path.name} ({', '.join(layers)})"
        raise _NoLayerError(sentence(option, rule, repr(chosen)))


def _with_layer(path: Path) -> tuple[Path, str]:
    """Return the file and the layer of ``FILE:LAYER``; "" where none is named."""
    name, colon, layer = path.name.rpartition(":")
    if not colon or path.exists() or not path.with_name(name).is_file():
        return path, ""
    return path.with_name(name), layer


def read_areas(
    zones: gpd.GeoDataFrame | None, found: IncidentSet, lang: Language
) -> gpd.GeoDataFrame:
    """Return areas that hold a report; one around the reports if none are given."""
    incidents = found.incidents
    if zones is None:
        print_notes([say("command-no-zones", lang)])
        area = area_of_reports(incidents, around=_AROUND)
        name = [say("command-whole-area", lang)]
        return gpd.GeoDataFrame({"name": name}, geometry=area)
    if zones.crs is not None:
        inside = incidents.geometry.intersects(
            zones.to_crs(incidents.crs).geometry.union_all()
        )
        if not (inside | known_to_area(incidents)).any():
            rule = "areas with at least one of the reports inside"
            got = f"0 of {len(incidents)}"
            raise ValueError(sentence("--zones", rule, got, _other_crs(found, zones)))
    return zones


def _other_crs(found: IncidentSet, zones: gpd.GeoDataFrame) -> str:
    """Return which CRSs would put the reports in the zones, as a sentence."""
    points = found.incidents.geometry.dropna().to_crs(found.summary.crs_of_source)
    area = polygon_in_degrees(zones)
    hint = suggest_words(points.x.to_numpy(), points.y.to_numpy(), area)
    return f"Suggestions, never applied unasked: {hint}" if hint else ""


def cells_in_use(counted: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the cells with a report, and those within the reports that lie beside one.

    Without areas nobody has said where something can be reported. Cells that only
    touch the ground between the outermost reports, and empty ones among empty ones,
    would make all others look hot and hide a single peak.
    """
    center = counted.geometry.centroid
    xy = np.column_stack([center.x, center.y])
    has = counted["n"].to_numpy() > 0
    side = float(np.sqrt(counted.geometry.area.max()))
    away = scipy.spatial.cKDTree(xy[has]).query(
        xy, p=np.inf, distance_upper_bound=1.01 * side
    )[0]
    hull = center[has].union_all().convex_hull.buffer(0.01 * side)
    within = center.within(hull).to_numpy()
    return counted[has | (np.isfinite(away) & within)]


def days_of(incidents: gpd.GeoDataFrame, lang: Language) -> str:
    """Return the days from the first report to the last."""
    first, last = incidents["start"].min(), incidents["start"].max()
    return days_words(first.date(), last.date(), lang)


def read_zones(path: Path | None, lang: Language) -> gpd.GeoDataFrame | None:
    """Return the areas of ``--zones``, None without it."""
    return None if path is None else read_layer("--zones", path, lang)


def read_layers(
    given: list[str] | None, area: gpd.GeoDataFrame, lang: Language
) -> dict[str, gpd.GeoDataFrame]:
    """Return layers of ``--context FILE`` (a ground) and ``--context NAME=FILE``."""
    layers: dict[str, gpd.GeoDataFrame] = {}
    for text in given or []:
        if "=" not in text:
            check_file("--context", Path(text))
            layers |= read_context(text, area)
    named = [text for text in given or [] if "=" in text]
    return layers | {
        name: read_layer("--context", Path(path), lang)
        for name, path in _pairs("--context", named).items()
    }


def last_whole_period(incidents: gpd.GeoDataFrame) -> str:
    """Return the last week that the reports cover; month if their times are months."""
    last = incidents["start"].max()
    only_months = bool((incidents["time_precision"] == "month").all())
    kind: Every = "month" if only_months else "week"
    label = period_label(last.date(), kind)
    end = period_bounds(label, str(last.tz))[1]
    covered = only_months or last + timedelta(days=1) >= end
    return label if covered else shift_period(label, -1)


def document_in(folder: Path) -> Path:
    """Return the file of records that a folder holds; a file is that file."""
    if not folder.is_dir():
        check_file("--previous", folder)
        return folder
    path = folder / "lagesbild.docx"
    if not path.is_file():
        remedy = "Make the last lägesbild with --document."
        rule = "a folder with lagesbild.docx"
        raise ValueError(sentence("--previous", rule, str(folder), remedy))
    return path


def formats_of(lang: Language, *, document: bool) -> tuple[str, ...]:
    """Return the files that a lägesbild becomes; the document where it can be made."""
    plain = ("html", "xlsx", "gpkg")
    if not document:
        return plain
    if find_spec("docx") is None:
        print_notes([say("command-no-document", lang)])
        return plain
    return ("html", "docx", "xlsx", "gpkg")


def insatser_in(path: Path | None) -> list[Insats]:
    """Return the insatser of a file, none without one."""
    from ..insatser.insats import read_insatser

    if path is None:
        return []
    check_file("--insatser", path)
    return read_insatser(path)


def check_file(option: str, path: Path) -> None:
    """Raise ValueError unless the file is there."""
    if not path.is_file():
        raise ValueError(sentence(option, "a file that is there", str(path)))


def _to_know(found: IncidentSet, time_zone: str, lang: Language) -> list[str]:
    notes = []
    points = found.incidents.geometry[~found.incidents.geometry.isna()]
    if time_zone == STOCKHOLM and found.incidents.crs != _SWEDEN:
        notes.append(say("command-other-clock", lang, time_zone=time_zone))
    if found.summary.reasons.get("duplicate_id"):
        notes.append(say("command-repeated-ids", lang))
    if look_like_centres(points.x, points.y):
        notes.append(say("command-centres", lang))
    else:
        places = len(points.drop_duplicates())
        if len(points) >= _SNAPPED * places and len(points) >= _MANY:
            notes.append(words.snapped(len(points), places, lang))
    far = found.summary.notes.get("far_from_others")
    if far:
        notes.append(note("far_from_others", far, lang))
    return notes


def _columns(given: list[str] | None) -> dict[str, str | tuple[str, str] | None] | None:
    """Return {role: column}; DAY+CLOCK is two columns, nothing is none."""
    found: dict[str, str | tuple[str, str] | None] = {}
    for role, name in _pairs("--column", given, may_be_empty=True).items():
        day, plus, clock = name.partition("+")
        found[role] = (day.strip(), clock.strip()) if plus else (name or None)
    return found or None


def _pairs(
    option: str, given: list[str] | None, *, may_be_empty: bool = False
) -> dict[str, str]:
    pairs = {}
    for text in given or []:
        name, found, value = (part.strip() for part in text.partition("="))
        if not found or not name or not (value or may_be_empty):
            raise ValueError(sentence(option, "NAME=VALUE", repr(text)))
        pairs[name] = value
    return pairs
