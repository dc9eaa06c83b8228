"""What every ready-made map does: begin a page or take one, and say what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from .._checks import sentence
from .._frame_checks import check_columns, check_geoframe
from .._language import check_language, say, template
from ..words import maps as words
from ..words._changes import reports_words
from ._assets import Call
from ._cell_layer import Field
from ._geometry import geometry_kinds
from ._map import Map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .._columns import Language

SMALLEST_CELL = 100.0  # metres; below it the location error is larger than the cell


def begin(
    m: Map | None, title: str, facts: Sequence[str], lang: Language
) -> tuple[Map, list[str]]:
    """Return the map to draw on, and what the key must say as the head does not."""
    check_language(lang)
    told = [fact for fact in facts if fact]
    if m is None:
        page = Map(lang=lang, title=title)
        page.add_child(Call("head", {"title": title, "facts": told}))
        return page, []
    if not isinstance(m, Map):
        remedy = "Begin with one: m = estgeo.Map()."
        raise TypeError(sentence("m", "an estgeo.Map", type(m).__name__, remedy))
    m.get_root().audience = "internal"  # whatever it was for before
    return m, [" · ".join(told)]


def check_zones(zones: object, columns: Sequence[str]) -> gpd.GeoDataFrame:
    """Return ``zones`` if they can be drawn and have ``columns``."""
    check_geoframe("zones", zones)
    assert isinstance(zones, gpd.GeoDataFrame)
    check_columns("zones", zones, columns)
    bad = (zones.geometry.is_empty | zones.geometry.isna()).to_numpy()
    if bad.any():
        first = zones.index[int(np.flatnonzero(bad)[0])]
        got = f"{bad.sum()} of {len(zones)} without one (first: row {first!r})"
        raise ValueError(sentence("zones", "a frame with a geometry in every row", got))
    return zones


def numbers_of(zones: gpd.GeoDataFrame, column: str) -> NDArray[np.float64]:
    """Return a column as floats, NaN where missing."""
    try:
        return np.asarray(zones[column].to_numpy(dtype=np.float64, na_value=np.nan))
    except (TypeError, ValueError) as error:
        rule = f"a frame whose '{column}' holds numbers"
        got = str(zones[column].dtype)
        raise TypeError(sentence("zones", rule, got)) from error


def constant_of(zones: gpd.GeoDataFrame, column: str) -> float | None:
    """Return the number that every row has; None if they differ or have none.

    >>> import geopandas as gpd
    >>> zones = gpd.GeoDataFrame({"bandwidth": [300.0, 300.0], "n": [1, 2]})
    >>> constant_of(zones, "bandwidth"), constant_of(zones, "n")
    (300.0, None)
    """
    if column not in zones.columns:
        return None
    different = np.unique(numbers_of(zones, column))
    if len(different) != 1 or not np.isfinite(different[0]):
        return None
    return float(different[0])


def reports_told(zones: gpd.GeoDataFrame, column: str, lang: Language) -> str:
    """Return how many reports a column of counts holds, "" without the column."""
    if column not in zones.columns:
        return ""
    total = float(np.nansum(numbers_of(zones, column)))
    return reports_words(total, lang, decimals=0 if total == round(total) else 1)


def p_field(zones: gpd.GeoDataFrame, lang: Language) -> Field:
    """Return the line of a tooltip that gives the adjusted p-value."""
    values = numbers_of(zones, "p_adjusted")
    different, which = np.unique(np.round(values, 6), return_inverse=True)
    known = [None if np.isnan(p) else words.p_words(float(p), lang) for p in different]
    texts = np.array(known, dtype=object)[which]
    return Field(template("maps-adjusted", lang), (texts,))


def names_of(zones: gpd.GeoDataFrame, name: str | None) -> NDArray[Any]:
    """Return what each zone is called: a column, or the labels of the index."""
    if name is not None:
        check_columns("zones", zones, [name])
        return np.asarray(zones[name].astype(object))
    if "name" in zones.columns:
        return np.asarray(zones["name"].astype(object))
    return np.asarray(zones.index.astype(str), dtype=object)


def cell_size(zones: gpd.GeoDataFrame) -> float | None:
    """Return the side of a grid's squares in metres, None for other zones.

    >>> import geopandas as gpd, shapely
    >>> cell_size(gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 50, 50)], crs=3006))
    50.0
    """
    if zones.crs is None or not zones.crs.is_projected or not len(zones):
        return None
    bounds = shapely.bounds(zones.geometry.to_numpy())
    wide, high = bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]
    area = zones.geometry.area.to_numpy()
    side = float(np.median(wide))
    square = (abs(wide - side) < 0.01) & (abs(high - side) < 0.01)
    if not (square & (abs(area - side**2) < 0.02 * side)).all():
        return None
    return float(f"{side:.6g}")


def zone_facts(zones: gpd.GeoDataFrame, lang: Language) -> tuple[str, str, str]:
    """Return what the zones are, what they are counted in, and a warning or ""."""
    size = cell_size(zones)
    lines = len(zones) > 0 and bool((geometry_kinds(zones.geometry) == "line").all())
    small = size is not None and size < SMALLEST_CELL
    warning = say("maps-small-cells", lang) if small else ""
    what = words.zone_words(len(zones), size, lang, lines=lines)
    return (
        what,
        say(
            "maps-lines" if lines else "maps-zones" if size is None else "maps-cells",
            lang,
        ),
        warning,
    )
