"""The counts that somebody wants to publish, checked and laid out as a full table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import check_counts, sentence
from .._columns import PRIVATE_COLUMNS
from .._frame_checks import check_columns, check_frame, check_polygons
from .._periods import months_in
from .._zone_names import TOTAL_WORDS, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

# One row an event is a list of people's misfortunes, however few columns it has.
EVENT_COLUMNS = (*PRIVATE_COLUMNS, "start", "end", "x", "y")
MOST_DIMENSIONS = 3


@dataclass(frozen=True, slots=True)
class Cells:
    """A full table of counts: every combination of the keys, noughts included.

    ``possible`` tells which cells can be there, of the table with its totals: an area
    lies in one district, not in each.
    """

    by: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    counts: np.ndarray
    forbidden: np.ndarray
    population: np.ndarray
    zones: gpd.GeoSeries | None
    possible: np.ndarray


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
    frame = _without_totals(frame, names, value, table)
    _check_period(frame, names, period)
    _refuse_nameless(frame, names)
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
        zones=_zones(frame, table, labels[0], keys[0]),
        possible=_possible(where, shape, names),
    )


def _refuse_nameless(frame: pd.DataFrame, names: tuple[str, ...]) -> None:
    for name in names:
        n = int(frame[name].isna().sum())
        if n:
            remedy = f"Name them: table.fillna({{{name!r}: 'okänt'}})."
            rule = "named in every row"
            raise ValueError(sentence(f"table[{name!r}]", rule, f"{n} missing", remedy))


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


def _without_totals(
    frame: pd.DataFrame, names: tuple[str, ...], value: str, table: pd.DataFrame
) -> pd.DataFrame:
    """Return the frame without the rows of totals that its sheet came with.

    A zone with a shape of its own is a zone, whatever it is called.
    """
    if isinstance(table, gpd.GeoDataFrame) and table.active_geometry_name:
        return frame
    for name in names:
        is_total = frame[name].astype(str).map(name_key).isin(TOTAL_WORDS)
        if not is_total.any() or is_total.all():
            continue
        others = [other for other in names if other != name]
        rest = frame[~is_total]
        if others:
            sums = rest.groupby([rest[o].astype(str) for o in others])[value].sum()
            own = frame[is_total].set_index(
                [frame.loc[is_total, o].astype(str) for o in others]
            )
            fits = bool(own[value].eq(sums.reindex(own.index)).all())
        else:
            fits = bool((frame.loc[is_total, value] == rest[value].sum()).all())
        if not fits:
            told = str(frame.loc[is_total, name].iloc[0])
            got = f"a row {told!r} that is not the sum of the others"
            remedy = "Leave it out, or give the areas their polygons if it is one."
            raise ValueError(sentence("table", "counts of areas", got, remedy))
        frame = rest
    return frame


def _possible(
    where: tuple[np.ndarray, ...], shape: tuple[int, ...], names: tuple[str, ...]
) -> np.ndarray:
    """Return which cells can be there, totals included, where keys are nested."""
    found = np.ones([size + 1 for size in shape], dtype=bool)
    pairs = [
        (large, small)
        for large in range(len(shape))
        for small in range(len(shape))
        if large != small and "period" not in (names[large], names[small])
    ]
    for large, small in pairs:
        owners: dict[int, set[int]] = {}
        for a, b in zip(where[large].tolist(), where[small].tolist(), strict=True):
            owners.setdefault(b, set()).add(a)
        if not 1 < shape[large] < shape[small] or any(
            len(o) > 1 for o in owners.values()
        ):
            continue
        inside = np.zeros((shape[large] + 1, shape[small] + 1), dtype=bool)
        inside[:, -1] = True
        for b, (a, *_) in owners.items():
            inside[a, b] = True
        axes: list[Any] = [np.newaxis] * len(shape)
        axes[large], axes[small] = slice(None), slice(None)
        ordered = inside if large < small else inside.T
        found &= ordered[tuple(axes)]
        break
    return found


def _check_period(
    frame: pd.DataFrame, names: tuple[str, ...], period: str | None
) -> None:
    labels = set(frame["period"].astype(str)) if "period" in names else {period}
    for label in sorted(str(label) for label in labels):
        if label == "None":
            remedy = "Say which, such as period='2018-03' or '2018-Q1'."
            raise ValueError(sentence("period", "given", "None", remedy))
        # Releases are compared month by month (_releases), so nothing that begins or
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
    frame: pd.DataFrame, table: pd.DataFrame, labels: pd.Series, keys: tuple[str, ...]
) -> gpd.GeoSeries | None:
    if not isinstance(table, gpd.GeoDataFrame) or not table.active_geometry_name:
        return None
    shapes = frame[table.active_geometry_name].to_numpy()
    geometry = gpd.GeoSeries(shapes, index=labels.to_numpy(), crs=table.crs)
    return geometry[~geometry.index.duplicated()].loc[list(keys)].normalize()
