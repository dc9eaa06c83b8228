"""Checks of frames: columns, geometry, coordinate reference systems, time zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ._checks import check_whole_text, sentence
from ._zone_names import refuse_areas

if TYPE_CHECKING:
    from collections.abc import Iterable

REPROJECT = "Reproject first: frame.to_crs(frame.estimate_utm_crs())."
# Structure keeps polygons polygons, which make_valid() alone does not.
MEND = (
    "Mend them and look at what changed: frame.set_geometry("
    'frame.make_valid(method="structure", keep_collapsed=False)).'
)


# Which function gives a column that a later step needs.
ADDED_BY = {
    "n": "count_in_zones",
    "gi_bin": "hot_spots",
    "hot_spot": "hot_spots",
    "p_adjusted": "hot_spots",
    "pattern": "emerging_hot_spots",
    "pattern_group": "emerging_hot_spots",
    "density": "kernel_density",
    "stability": "hot_spot_stability",
    "quadrant": "local_moran",
    "role": "near_repeat_roles",
}


def check_frame(argument: str, frame: object) -> None:
    """Raise TypeError unless ``frame`` is a DataFrame."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(sentence(argument, "a DataFrame", type(frame).__name__))
    _check_text(argument, frame)


def check_geoframe(argument: str, frame: object) -> None:
    """Raise TypeError unless ``frame`` is a GeoDataFrame with a geometry column."""
    if not isinstance(frame, gpd.GeoDataFrame):
        raise TypeError(sentence(argument, "a GeoDataFrame", type(frame).__name__))
    if frame.active_geometry_name is None:
        remedy = "Name one: frame.set_geometry('column')."
        raise ValueError(
            sentence(argument, "a GeoDataFrame with a geometry", "none", remedy)
        )
    _check_text(argument, frame)


def _check_text(argument: str, frame: pd.DataFrame) -> None:
    """Refuse text with half a surrogate pair; columns of type "str" can have none."""
    parts: list[tuple[str, Any]] = [("columns", frame.columns), ("index", frame.index)]
    parts += [(str(name), column) for name, column in frame.items()]
    for name, values in parts:
        is_coded = isinstance(values.dtype, pd.CategoricalDtype)
        texts = values.dtype.categories if is_coded else values
        if texts.dtype == object:
            check_whole_text(f"{argument}.{name}", texts)


def check_columns(argument: str, frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Raise KeyError naming the columns that ``frame`` lacks and those it has."""
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        has = ", ".join(str(column) for column in frame.columns)
        rule = "a frame with " + ", ".join(f"'{column}'" for column in missing)
        step = next((ADDED_BY[name] for name in missing if name in ADDED_BY), "")
        remedy = f"Run {step} first: it gives that column." if step else ""
        raise KeyError(sentence(argument, rule, f"the columns {has}", remedy))


def key_columns(
    argument: str,
    frame: pd.DataFrame,
    by: object,
    *,
    taken: Iterable[str] = (),
) -> list[str]:
    """Return the columns that ``by`` names: each there, once, and none of the result's.

    >>> key_columns("incidents", pd.DataFrame({"theme": ["fire"]}), "theme")
    ['theme']
    """
    names = [by] if isinstance(by, str) else by
    if names is None:
        return []
    if not isinstance(names, (list, tuple, pd.Index)) or not all(
        isinstance(name, str) for name in names
    ):
        rule = "the name of a column or a list of names"
        raise TypeError(sentence("by", rule, repr(by)))
    columns = list(names)
    check_columns(argument, frame, columns)
    again = [name for name in columns if columns.count(name) > 1]
    if again:
        raise ValueError(sentence("by", "columns named once each", again[0]))
    clash = sorted(set(columns) & set(taken))
    if clash:
        rule = "columns with other names than the result's own"
        remedy = f"Rename it: incidents.rename(columns={{'{clash[0]}': ...}})."
        raise ValueError(sentence("by", rule, clash[0], remedy))
    return columns


def crs_name(crs: Any) -> str:
    """Return what a CRS is called: its EPSG code, else its name; "" for none.

    Layers often carry a CRS without its code; written out it fills a page.

    >>> import pyproj
    >>> crs_name(pyproj.CRS(pyproj.CRS(3006).to_wkt().replace("3006", "")))
    'EPSG:3006'
    """
    if crs is None:
        return ""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.name)


def check_projected(argument: str, frame: gpd.GeoDataFrame) -> None:
    """Raise ValueError unless ``frame`` is in a projected CRS in metres."""
    if frame.crs is None:
        remedy = "State it: frame.set_crs(epsg=3006)."
        raise ValueError(sentence(argument, "in a projected CRS", "none", remedy))
    if not frame.crs.is_projected:
        raise ValueError(
            sentence(argument, "in a projected CRS", crs_name(frame.crs), REPROJECT)
        )
    factor = frame.crs.axis_info[0].unit_conversion_factor
    if not np.isclose(factor, 1.0, rtol=0, atol=1e-12):
        unit = f"{crs_name(frame.crs)} in {frame.crs.axis_info[0].unit_name}"
        raise ValueError(sentence(argument, "in a CRS in metres", unit, REPROJECT))


def check_points(argument: str, frame: gpd.GeoDataFrame) -> None:
    """Raise ValueError unless every geometry is a point with finite coordinates."""
    check_geoframe(argument, frame)
    refuse_areas(argument, frame)
    geometry = frame.geometry
    points = (geometry.geom_type == "Point").to_numpy() & ~(
        geometry.is_empty | geometry.isna()
    ).to_numpy()
    finite = points.copy()
    x = geometry[points].x.to_numpy()
    y = geometry[points].y.to_numpy()
    finite[points] = np.isfinite(x) & np.isfinite(y)
    raise_for_rows(argument, frame, ~finite, "points with finite coordinates")


def check_polygons(argument: str, frame: gpd.GeoDataFrame) -> None:
    """Raise ValueError unless every geometry is a valid polygon that is not empty."""
    check_geoframe(argument, frame)
    geometry = frame.geometry
    polygon = geometry.geom_type.isin(["Polygon", "MultiPolygon"]).to_numpy()
    raise_for_rows(argument, frame, ~polygon | geometry.is_empty.to_numpy(), "polygons")
    raise_for_rows(
        argument,
        frame,
        ~geometry.is_valid.to_numpy(),
        "valid polygons",
        MEND,
    )


def check_times(argument: str, frame: pd.DataFrame, column: str) -> None:
    """Raise unless ``column`` holds time-zone-aware times."""
    check_columns(argument, frame, [column])
    if not isinstance(frame[column].dtype, pd.DatetimeTZDtype):
        remedy = f"State it: frame['{column}'].dt.tz_localize('Europe/Stockholm')."
        rule = f"a frame whose '{column}' is time-zone-aware"
        raise TypeError(sentence(argument, rule, str(frame[column].dtype), remedy))


def check_datetimes(argument: str, frame: pd.DataFrame, column: str) -> None:
    """Raise TypeError unless ``column`` holds times, with a time zone or without."""
    if len(frame) and not pd.api.types.is_datetime64_any_dtype(frame[column]):
        remedy = (
            f"Text read from a file: pd.to_datetime({argument}['{column}'], utc=True)"
            ".dt.tz_convert('Europe/Stockholm'); days: pd.to_datetime(...)."
        )
        rule = f"a frame whose '{column}' holds times"
        raise TypeError(sentence(argument, rule, str(frame[column].dtype), remedy))


def check_times_known(argument: str, frame: pd.DataFrame, column: str) -> None:
    """Raise ValueError unless every row has a time in ``column``."""
    missing = int(frame[column].isna().sum())
    if missing:
        got = f"{missing} of {len(frame)} without"
        remedy = f"Leave them out: {argument}.dropna(subset=['{column}'])."
        raise ValueError(sentence(argument, f"rows with a '{column}'", got, remedy))


def check_unique_labels(argument: str, frame: pd.DataFrame) -> None:
    """Raise ValueError unless every row has a label of its own."""
    if not frame.index.is_unique:
        got = f"{int(frame.index.duplicated().sum())} of {len(frame)} repeated"
        raise ValueError(sentence(argument, "a frame with unique labels", got))


def check_enough(
    argument: str, frame: pd.DataFrame, at_least: int, remedy: str = ""
) -> None:
    """Raise ValueError unless ``frame`` has ``at_least`` rows."""
    if len(frame) < at_least:
        rule = f"at least {at_least} {argument}"
        if at_least == 1:
            rule = f"at least one of the {argument}"
        raise ValueError(sentence(argument, rule, str(len(frame)), remedy))


def in_crs_of(
    argument: str, frame: gpd.GeoDataFrame, target: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return ``frame`` in the CRS of ``target``; raise if either has none."""
    if frame.crs is None or target.crs is None:
        got = f"{crs_name(frame.crs) or 'none'} beside {crs_name(target.crs) or 'none'}"
        remedy = "State it: frame.set_crs(...)."
        raise ValueError(sentence(argument, "in a known CRS", got, remedy))
    return frame if frame.crs == target.crs else frame.to_crs(target.crs)


def raise_for_rows(
    argument: str,
    frame: pd.DataFrame,
    bad: np.ndarray,
    rule: str,
    remedy: str = "",
) -> None:
    """Raise ValueError if some rows are ``bad``: how many, and the first."""
    if bad.any():
        first = frame.index[int(np.flatnonzero(bad)[0])]
        got = f"{int(bad.sum())} of {len(frame)} that are not (first: row {first!r})"
        raise ValueError(sentence(argument, rule, got, remedy))
