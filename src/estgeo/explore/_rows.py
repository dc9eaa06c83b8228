"""The reports as columns of small whole numbers, and what the numbers stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from .._columns import COARSE_PRECISIONS
from .._frame_checks import in_crs_of
from .._inert import clean
from .._language import number
from .._zone_names import zone_names
from ..incidents._personal import with_masks
from ..space_time.areas import zone_of
from ..space_time.hours import knows_hour
from ..space_time.street_names import STREET, with_streets
from ..words.report import theme_words
from ._packing import near_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ..insatser.insats import Insats

    Integers = NDArray[np.int64]

BETWEEN = "\x1e"  # stands between the texts of the page, and in none of them
# What a report is about and where it lies; in the page, reports that are alike in all
# of the one or all of the other are one group.
KINDS = ("theme", "source", "severity")
WHERE = ("zone", "street", "insats")
LISTS = KINDS + WHERE
# How well the time of a report is known; only the first is in the view of hours.
HOUR, LONG_SPAN, DAY, WEEK, MONTH = range(5)
LONGEST = pd.Timedelta("1h")  # a span from start to end that still is an hour
MARGIN, LEAST_MARGIN = 0.2, 500.0  # round the zones; what lies further is off the map


@dataclass(frozen=True, slots=True)
class Rows:
    """Reports in the order of the page.

    Attributes
    ----------
    columns : dict of int64 arrays
        ``x``, ``y`` (metres from the corner of the map; the first ``placed`` rows),
        ``day`` (from the Monday ``monday``), ``minute`` (of the day), ``known`` (how
        well the time is known) and one code a list of ``LISTS``.
    values : dict of lists
        What the codes of a list stand for, the missing as None.
    labels : dict of lists
        The same in words.
    sets : list of lists
        Which insatser each code of "insats" stands for.
    texts : dict of lists
        Texts of single reports, masked.
    frame : (west, south, east, north)
        The map, in metres.
    """

    columns: Mapping[str, Integers]
    values: Mapping[str, list[Any]]
    labels: Mapping[str, list[str | None]]
    sets: list[list[int]]
    texts: Mapping[str, list[str]]
    frame: tuple[float, float, float, float]
    monday: pd.Timestamp
    n_days: int
    placed: int

    def __len__(self) -> int:
        """Return the number of reports."""
        return len(self.columns["day"])


def rows_of(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    streets: gpd.GeoDataFrame | None,
    insatser: Sequence[Insats],
    texts: Sequence[str],
    lang: Language,
) -> Rows:
    """Return checked reports as columns; ``zones`` in the CRS of the reports."""
    frame = _frame(zones)
    x, y, is_placed = _places(incidents, frame)
    order = near_order(np.where(is_placed, x, 0), np.where(is_placed, y, 0))
    order = order[np.argsort(~is_placed[order], kind="stable")]
    when, monday = _times(incidents)
    codes, values, sets = _lists(incidents, zones, streets, insatser)
    columns = {"x": x, "y": y, **when, **codes}
    ordered = {name: column[order] for name, column in columns.items()}
    return Rows(
        columns=ordered,
        values=values,
        labels={name: _labels(name, values[name], lang) for name in values},
        sets=sets,
        texts={name: _masked(incidents[name], name)[order].tolist() for name in texts},
        frame=frame,
        monday=monday,
        n_days=int(when["day"].max()) + 1,
        placed=int(is_placed.sum()),
    )


def alike(columns: list[Integers], n: int) -> tuple[Integers, list[list[int]]]:
    """Return the group of each of n rows, and what each group has in each column.

    >>> alike([np.array([1, 0, 1]), np.array([2, 2, 2])], 3)
    (array([1, 0, 1]), [[0, 1], [2, 2]])
    """
    codes, first = np.zeros(n, np.int64), np.zeros(1, np.intp)
    for column in columns:
        key = codes * (int(column.max()) + 1) + column
        _, first, codes = np.unique(key, return_index=True, return_inverse=True)
    return codes, [column[first].tolist() for column in columns]


def _frame(zones: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    west, south, east, north = zones.total_bounds
    margin = max(MARGIN * max(east - west, north - south), LEAST_MARGIN)
    return (
        float(np.floor(west - margin)),
        float(np.floor(south - margin)),
        float(np.ceil(east + margin)),
        float(np.ceil(north + margin)),
    )


def _places(
    incidents: gpd.GeoDataFrame, frame: tuple[float, float, float, float]
) -> tuple[Integers, Integers, NDArray[np.bool_]]:
    """Return whole metres from the corner, and which reports are on the map."""
    points = incidents.geometry.to_numpy()
    across, along = shapely.get_x(points), shapely.get_y(points)
    west, south, east, north = frame
    on_map = (across >= west) & (across < east) & (along >= south) & (along < north)
    x = np.where(on_map, np.floor(across - west), 0).astype(np.int64)
    y = np.where(on_map, np.floor(along - south), 0).astype(np.int64)
    return x, y, on_map


def _times(incidents: pd.DataFrame) -> tuple[dict[str, Integers], pd.Timestamp]:
    """Return day, minute and how well they are known, by the clock on the wall."""
    start = incidents["start"].dt.tz_localize(None)
    days = start.dt.normalize()
    first = days.min()
    monday = first - pd.Timedelta(days=int(first.day_of_week))
    known = np.full(len(incidents), HOUR)
    if "time_precision" in incidents:
        precision = incidents["time_precision"].astype(str).to_numpy()
        known[~knows_hour(incidents)] = DAY
        for name, code in zip(COARSE_PRECISIONS, (WEEK, MONTH), strict=True):
            known[precision == name] = code
    if "end" in incidents:
        length = (incidents["end"] - incidents["start"]).to_numpy()
        known[(known == HOUR) & (length > LONGEST.to_timedelta64())] = LONG_SPAN
    minute = (start - days).dt.total_seconds().to_numpy() // 60
    day = (days - monday).dt.days.to_numpy().astype(np.int64)
    # A clock that nobody knows is not written: it would be midnight.
    clock = np.where(known <= LONG_SPAN, minute, 0).astype(np.int64)
    return {"day": day, "minute": clock, "known": known.astype(np.int64)}, monday


def _lists(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame | None,
    insatser: Sequence[Insats],
) -> tuple[dict[str, Integers], dict[str, list[Any]], list[list[int]]]:
    """Return a code a report and list, and the values that the codes stand for."""
    topic = theme_of(incidents)[1]
    codes: dict[str, Integers] = {}
    values: dict[str, list[Any]] = {}
    given = {
        "theme": topic,
        "source": _column(incidents, "source"),
        "severity": _column(incidents, "severity"),
    }
    if streets is not None:
        given["street"] = with_streets(incidents, streets)[STREET]
    for name, column in given.items():
        if column is not None and column.notna().any():
            codes[name], values[name] = _coded(column, by_size=name == "severity")
    names = zone_names(zones).to_list()
    found = zone_of(incidents, zones)
    codes["zone"], values["zone"] = np.where(found < 0, len(names), found), names
    if (found < 0).any():
        values["zone"] = [*names, None]
    codes["insats"], sets = _insatser_at(incidents, insatser, topic)
    values["insats"] = [one.name for one in insatser]
    if not insatser:
        del codes["insats"], values["insats"]
    return codes, values, sets


def theme_of(incidents: pd.DataFrame) -> tuple[str, pd.Series | None]:
    """Return the column that says what reports are about: theme, else category."""
    for name in ("theme", "category"):
        column = _column(incidents, name)
        if column is not None and column.notna().any():
            return name, column
    return "theme", None


def _column(incidents: pd.DataFrame, name: str) -> pd.Series | None:
    if name not in incidents.columns:
        return None
    column = incidents[name]
    if pd.api.types.is_numeric_dtype(column):
        return column
    text = column.astype("object")
    return text.where(text.notna() & (text != ""), None)


def _coded(column: pd.Series, *, by_size: bool) -> tuple[Integers, list[Any]]:
    """Return codes in the order of how many there are, the missing last."""
    if by_size and pd.api.types.is_numeric_dtype(column):
        order = sorted(column.dropna().unique())
    else:
        text = column.map(str, na_action="ignore")
        counts = text.value_counts()
        order = sorted(counts.index, key=lambda value: (-counts[value], value))
        column = text
    codes = pd.Index(order).get_indexer(column).astype(np.int64)
    missing = codes < 0
    codes[missing] = len(order)
    return codes, [*order, None] if missing.any() else order


def _insatser_at(
    incidents: gpd.GeoDataFrame, insatser: Sequence[Insats], topic: pd.Series | None
) -> tuple[Integers, list[list[int]]]:
    """Return which insatser's area and themes each report belongs to, as a code."""
    points = incidents.geometry.to_numpy()
    member = np.zeros((len(incidents), len(insatser)), bool)
    for at, one in enumerate(insatser):
        area = one.to_frame()
        if area.crs is not None:
            area = in_crs_of("insatser", area, incidents)
        shape = area.geometry.iloc[0]
        shapely.prepare(shape)
        member[:, at] = shapely.intersects(shape, points)
        if one.themes is not None and topic is not None:
            member[:, at] &= topic.isin(one.themes).to_numpy()
    kinds, codes = np.unique(member, axis=0, return_inverse=True)
    return codes.ravel().astype(np.int64), [
        np.flatnonzero(kind).tolist() for kind in kinds
    ]


def _labels(name: str, values: list[Any], lang: Language) -> list[str | None]:
    """Return values as the page writes them."""
    return [None if value is None else _label(name, value, lang) for value in values]


def _label(name: str, value: Any, lang: Language) -> str:
    if name == "theme":
        return theme_words(str(value), lang)
    if isinstance(value, int | float | np.number):
        decimals = 0 if float(value).is_integer() else 1
        return number(float(value), lang, decimals=decimals)
    return str(value)


def _masked(column: pd.Series, name: str) -> NDArray[np.object_]:
    """Return texts without what looks like personal data; reporters as numbers."""
    texts = column.astype("object").where(column.notna(), "").map(str)
    if name == "reporter":
        codes, distinct = pd.factorize(texts)
        width = len(str(len(distinct)))
        known = [f"R{code + 1:0{width}d}" for code in codes]
        return np.where(texts == "", "", np.array(known, object))
    plain = [clean(text).replace(BETWEEN, " ") for text in texts]
    return np.array([with_masks(text) for text in plain], object)
