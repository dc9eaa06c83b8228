"""The same event reported by several organisations: pairs to look at, never removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import scipy

from .._checks import check_not_negative, sentence
from .._frame_checks import check_columns, check_points, check_projected, check_times
from .._reports import one_row_a_report

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Pairs = NDArray[np.int64]

_US = 1_000_000
_SHORT = 86_400 * _US  # spans up to a day are found by one search in space and time
_CHUNK = 2_000
# Times known only by the week or month would pair with everything in them.
_COARSE = ("week", "month")


def find_duplicates(
    incidents: gpd.GeoDataFrame,
    *,
    distance: float = 100,
    window: str | pd.Timedelta = "2h",
    same_theme: bool = True,
    start: str = "start",
    end: str = "end",
    theme: str = "theme",
    source: str = "source",
) -> pd.DataFrame:
    """Find pairs of incidents that may be one event reported twice.

    Police, municipality and housing company often report the same broken window. Such
    pairs are close in space and time and come from different sources. They are listed
    for people to judge; nothing is removed.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS in metres.
    distance : float, default 100
        Largest distance of a pair, metres.
    window : str or Timedelta, default "2h"
        Longest time between the two; intervals that overlap are 0 apart.
    same_theme : bool, default True
        Only pairs of the same theme (of the same category where there is no theme).
    start, end, theme, source : str
        Columns. ``end`` may be absent. With ``source`` present, pairs from one and
        the same source are left out; a source that is not known ("") may be any.

    Returns
    -------
    DataFrame
        One row a pair, the closest first:

        - ``first``, ``second`` : index labels of ``incidents``, in its order
        - ``distance`` : metres
        - ``minutes`` : time between the two, 0 where intervals overlap
        - ``source_first``, ``source_second``, ``theme`` : as given, "" where absent

    Raises
    ------
    ValueError, TypeError, KeyError
        If the frame has no points in metres or no aware times, or an argument is bad.

    Notes
    -----
    Incidents whose ``time_precision`` is "week" or "month" are left out. Where many
    events happen close together (a centre on a Friday night) some pairs are different
    events; the share of true pairs falls as ``distance`` and ``window`` grow.

    Examples
    --------
    >>> import geopandas as gpd
    >>> frame = gpd.GeoDataFrame(
    ...     {
    ...         "start": pd.to_datetime(
    ...             ["2018-03-07 20:00", "2018-03-07 21:00", "2018-03-09 20:00"]
    ...         ).tz_localize("Europe/Stockholm"),
    ...         "theme": "skadegörelse",
    ...         "source": ["polis", "kommun", "kommun"],
    ...     },
    ...     geometry=gpd.points_from_xy([0, 30, 0], [0, 40, 0]),
    ...     crs=3006,
    ... )
    >>> find_duplicates(frame)[["first", "second", "distance", "minutes"]]
       first  second  distance  minutes
    0      0       1      50.0     60.0
    """
    check_points("incidents", incidents)
    check_projected("incidents", incidents)
    check_times("incidents", incidents, start)
    distance = check_not_negative("distance", distance)
    gap = _window(window)
    if same_theme:
        check_columns("incidents", incidents, [theme])
    incidents = one_row_a_report(incidents, theme if same_theme else None)
    usable = _usable(incidents)
    frame = incidents[usable]
    spans = _spans(frame, start, end)
    xy = np.column_stack([frame.geometry.x, frame.geometry.y]).astype(np.float64)
    pairs = _near_pairs(xy, spans, distance, gap)
    kind = _kinds(frame, theme) if same_theme else np.zeros(len(frame), np.int64)
    pairs = pairs[kind[pairs[:, 0]] == kind[pairs[:, 1]]]
    if source in frame:
        codes = pd.factorize(frame[source].astype("str").replace("", np.nan))[0]
        first, second = codes[pairs[:, 0]], codes[pairs[:, 1]]
        pairs = pairs[(first != second) | (first == -1)]
    return _table(frame, pairs, xy, spans, {"theme": theme, "source": source})


def _window(window: str | pd.Timedelta) -> int:
    try:
        gap = pd.Timedelta(window)
    except (ValueError, TypeError) as error:
        rule = "a length of time such as '2h'"
        raise ValueError(sentence("window", rule, repr(window))) from error
    if pd.isna(gap) or gap < pd.Timedelta(0):
        raise ValueError(sentence("window", "zero or a positive length", repr(window)))
    return int(gap / pd.Timedelta(microseconds=1))


def _usable(incidents: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    if "time_precision" not in incidents:
        return np.ones(len(incidents), bool)
    coarse = incidents["time_precision"].isin(_COARSE).to_numpy(bool)
    return np.asarray(~coarse)


def _spans(frame: pd.DataFrame, start: str, end: str) -> NDArray[np.int64]:
    """Return (n, 2) microseconds in UTC; a missing end is the start."""
    first = frame[start].dt.tz_convert("UTC").dt.tz_localize(None)
    last = first
    if end in frame:
        check_times("incidents", frame, end)
        last = frame[end].dt.tz_convert("UTC").dt.tz_localize(None).fillna(first)
    columns = [c.to_numpy("datetime64[us]").astype(np.int64) for c in (first, last)]
    return np.column_stack(columns)


def _near_pairs(
    xy: NDArray[np.float64], spans: NDArray[np.int64], distance: float, gap: int
) -> Pairs:
    """Return pairs (i < j) within the distance and at most ``gap`` apart in time."""
    long = spans[:, 1] - spans[:, 0] > _SHORT
    found = [_short_pairs(xy, spans, np.flatnonzero(~long), distance, gap)]
    rows = np.flatnonzero(long)
    if len(rows):
        tree = scipy.spatial.cKDTree(xy)
        for begin in range(0, len(rows), _CHUNK):
            part = rows[begin : begin + _CHUNK]
            found.append(_pairs_of(tree, xy, part, distance))
    pairs = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
    apart = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    return np.asarray(pairs[(apart <= distance) & (_gaps(spans, pairs) <= gap)])


def _short_pairs(
    xy: NDArray[np.float64],
    spans: NDArray[np.int64],
    rows: NDArray[np.int64],
    distance: float,
    gap: int,
) -> Pairs:
    """Return candidate pairs of short spans: one box search in space and time."""
    if len(rows) < 2:
        return np.empty((0, 2), np.int64)
    reach = max(distance, 1e-6)
    middle = (spans[rows] - spans[rows].min()).mean(axis=1) / (gap + _SHORT)
    tree = scipy.spatial.cKDTree(np.column_stack([xy[rows] / reach, middle]))
    pairs = tree.query_pairs(1.0 + 1e-9, p=np.inf, output_type="ndarray")
    return np.asarray(rows[pairs].reshape(-1, 2))


def _pairs_of(
    tree: Any, xy: NDArray[np.float64], part: NDArray[np.int64], distance: float
) -> Pairs:
    near = tree.query_ball_point(xy[part], distance * (1 + 1e-12))
    counts = [len(each) for each in near]
    first = np.repeat(part, counts)
    second = np.array([j for each in near for j in each], np.int64)
    return np.asarray(np.column_stack([first, second])[first != second])


def _gaps(spans: NDArray[np.int64], pairs: Pairs) -> NDArray[np.int64]:
    a, b = spans[pairs[:, 0]], spans[pairs[:, 1]]
    apart = np.maximum(a[:, 0], b[:, 0]) - np.minimum(a[:, 1], b[:, 1])
    return np.asarray(np.maximum(apart, 0))


def _kinds(frame: pd.DataFrame, theme: str) -> NDArray[np.int64]:
    kinds = frame[theme].astype("str").fillna("")
    if "category" in frame:
        said = "category " + frame["category"].astype("str").fillna("")
        kinds = kinds.where(kinds != "", said)
    return np.asarray(pd.factorize(kinds)[0], np.int64)


def _table(
    frame: gpd.GeoDataFrame,
    pairs: Pairs,
    xy: NDArray[np.float64],
    spans: NDArray[np.int64],
    names: dict[str, str],
) -> pd.DataFrame:
    first, second = pairs[:, 0], pairs[:, 1]
    none = pd.Series("", index=frame.index, dtype="str")
    text = {
        role: (frame[name].astype("str").fillna("") if name in frame else none).array
        for role, name in names.items()
    }
    table = pd.DataFrame(
        {
            "first": frame.index.to_numpy()[first],
            "second": frame.index.to_numpy()[second],
            "distance": np.hypot(*(xy[first] - xy[second]).T),
            "minutes": _gaps(spans, pairs) / (60 * _US),
            "source_first": text["source"][first],
            "source_second": text["source"][second],
            "theme": text["theme"][first],
        }
    )
    order = ["distance", "minutes"]
    return table.sort_values(order, kind="stable", ignore_index=True)
