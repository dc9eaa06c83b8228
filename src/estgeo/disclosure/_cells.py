"""The counts that somebody wants to publish, checked and laid out as a full table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import check_counts, sentence
from .._columns import PRIVATE_COLUMNS
from .._frame_checks import check_columns, check_frame, check_polygons
from .._periods import months_in

if TYPE_CHECKING:
    from collections.abc import Sequence

# One row an event is a list of people's misfortunes, however few columns it has.
EVENT_COLUMNS = (*PRIVATE_COLUMNS, "start", "end", "x", "y")
MOST_DIMENSIONS = 3


@dataclass(frozen=True, slots=True)
class Cells:
    """A full table of counts: every combination of the keys, noughts included."""

    by: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    counts: np.ndarray
    forbidden: np.ndarray
    population: np.ndarray
    zones: gpd.GeoSeries | None


def lay_out(
    table: pd.DataFrame,
    *,
    value: str,
    by: str | Sequence[str] | None,
    period: str | None,
    dwellings: str | None,
    least_dwellings: int,
    population: str | None,
) -> Cells:
    """Return the counts of ``table`` as a full table, or raise and say why not."""
    _refuse_events(table)
    frame, names = _with_keys(table, by)
    check_columns("table", frame, [value, *filter(None, (dwellings, population))])
    _check_period(frame, names, period)
    labels = [frame[name].astype(str) for name in names]
    keys = tuple(tuple(sorted(set(label))) for label in labels)
    where = tuple(
        np.searchsorted(np.array(key), label.to_numpy(dtype=str))
        for key, label in zip(keys, labels, strict=True)
    )
    _refuse_repeated(where, names)
    shape = tuple(len(key) for key in keys)
    counts = np.zeros(shape, dtype=np.int64)
    counts[where] = check_counts(f"table['{value}']", frame[value].to_numpy())
    return Cells(
        by=names,
        keys=keys,
        counts=counts,
        forbidden=_too_few_dwellings(frame, where, shape, dwellings, least_dwellings),
        population=_filled(frame, where, shape, population),
        zones=_zones(table, labels[0], keys[0]),
    )


def _refuse_events(table: pd.DataFrame) -> None:
    check_frame("table", table)
    if isinstance(table, gpd.GeoDataFrame) and table.active_geometry_name:
        kinds = set(table.geometry.geom_type.dropna())
        if kinds & {"Point", "MultiPoint"}:
            remedy = "Count first: count_in_zones(incidents, zones)."
            got = "points"
            raise TypeError(sentence("table", "counts of areas", got, remedy))
        check_polygons("table", table)
    events = [column for column in EVENT_COLUMNS if column in table.columns]
    if events:
        remedy = "Count first: count_in_zones(incidents, zones)."
        got = "a column of single events: " + ", ".join(events)
        raise TypeError(sentence("table", "counts of areas", got, remedy))


def _with_keys(
    table: pd.DataFrame, by: str | Sequence[str] | None
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    if by is None:
        name = str(table.index.name or "zone")
        return table.reset_index(names=name), (name,)
    names = (by,) if isinstance(by, str) else tuple(by)
    if not 1 <= len(names) <= MOST_DIMENSIONS:
        raise ValueError(sentence("by", "one to three columns", list(names)))
    check_columns("table", table, names)
    return table, names


def _check_period(
    frame: pd.DataFrame, names: tuple[str, ...], period: str | None
) -> None:
    labels = set(frame["period"].astype(str)) if "period" in names else {period}
    for label in sorted(str(label) for label in labels):
        if label == "None":
            remedy = "Say which, such as period='2018-03' or '2018-Q1'."
            raise ValueError(sentence("period", "given", "None", remedy))
        # Releases are compared month by month (_ledger), so nothing that begins or
        # ends inside a month can be released.
        if not months_in(label):
            remedy = "Publish whole months: the month, quarter, tertial or year."
            raise ValueError(sentence("period", "a month or longer", label, remedy))


def _refuse_repeated(where: tuple[np.ndarray, ...], names: tuple[str, ...]) -> None:
    seen = pd.DataFrame(dict(zip(names, where, strict=True))).duplicated()
    if seen.any():
        got = f"{int(seen.sum())} that repeat"
        remedy = "Add them up first: table.groupby(keys).sum()."
        raise ValueError(sentence("table", "one row a cell", got, remedy))


def _too_few_dwellings(
    frame: pd.DataFrame,
    where: tuple[np.ndarray, ...],
    shape: tuple[int, ...],
    column: str | None,
    least: int,
) -> np.ndarray:
    """Return cells where so few live that a count points at somebody's home."""
    if column is None:
        return np.zeros(shape, dtype=bool)
    homes = _filled(frame, where, shape, column)
    return (homes > 0) & (homes < least)


def _filled(
    frame: pd.DataFrame,
    where: tuple[np.ndarray, ...],
    shape: tuple[int, ...],
    column: str | None,
) -> np.ndarray:
    values = np.full(shape, np.nan)
    if column is not None:
        values[where] = frame[column].to_numpy(dtype=float)
    return values


def _zones(
    table: pd.DataFrame, labels: pd.Series, keys: tuple[str, ...]
) -> gpd.GeoSeries | None:
    if not isinstance(table, gpd.GeoDataFrame) or not table.active_geometry_name:
        return None
    geometry = gpd.GeoSeries(
        table.geometry.to_numpy(), index=labels.to_numpy(), crs=table.crs
    )
    return geometry[~geometry.index.duplicated()].loc[list(keys)].normalize()
