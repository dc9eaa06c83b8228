"""Where: cells tested for hot spots, and the places they make, by street and zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ..analysis._variations import KINDS
from ..space_time.counting import count_in_zones
from ..space_time.grids import square_grid
from ._hot_cells import cells_with_tests, with_stability
from ._streets import STREET
from ._study import TOPIC, ZONE

if TYPE_CHECKING:
    from ._study import Study


@dataclass(frozen=True, slots=True)
class Places:
    """The tested cells and the places that stand out.

    Attributes
    ----------
    cells : GeoDataFrame
        What the test says of every cell (see ``_hot_cells``; reports of the window in
        ``n``), with ``n_now`` (reports of the period) and ``name``, of which no two
        are the same: the page's tables and the map's tooltips use it.
    hot : GeoDataFrame
        Hot cells that touch as one row a place: ``n``, ``n_now``, ``name`` and
        ``topics`` of the reports in them and in the cells beside them (what the test
        is about), ``cells``, ``gi_bin`` (the highest), ``robust`` (whether any cell
        is) and ``stability_weeks``, ... of its steadiest cell, most reports first,
        numbered from 1.
    """

    cells: gpd.GeoDataFrame
    hot: gpd.GeoDataFrame


def find_places(study: Study) -> Places:
    """Count the reports in cells, test them, and name what stands out."""
    study = study.with_points()
    window = study.window
    grid = square_grid(study.zones, cell_size=study.cell_size)
    tested = with_stability(
        cells_with_tests(window, grid, TOPIC),
        window,
        study.zones,
        topic=TOPIC,
        cell_size=study.cell_size,
    )
    located = _cells_of(window, tested)
    counted = tested.assign(n_now=count_in_zones(study.now, grid)["n"].to_numpy())
    cells = counted.assign(name=_told_apart(_names(located), _zones(located), counted))
    return Places(cells=cells, hot=_merge(cells, located, study))


def most_common(values: pd.Series, count: int) -> list[str]:
    """Return the most common texts, ties in the order of the alphabet."""
    known = values.dropna().astype(str)
    tally = known[known != ""].value_counts()
    order = sorted(tally.items(), key=lambda item: (-int(item[1]), str(item[0])))
    return [str(name) for name, _ in order[:count]]


def _cells_of(incidents: gpd.GeoDataFrame, cells: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return street, zone and topic of each incident with the id of its cell."""
    rows, found = cells.sindex.query(incidents.geometry, predicate="intersects")
    rows, first = np.unique(rows, return_index=True)
    facts = incidents[[STREET, ZONE, TOPIC]].iloc[rows]
    return pd.DataFrame(facts).assign(cell=cells.index.to_numpy()[found[first]])


def _names(located: pd.DataFrame) -> pd.Series:
    """Return streets, or failing that the zone, of the reports of each cell."""
    names = {cell: _place_name(part) for cell, part in located.groupby("cell")}
    return pd.Series(names, dtype=object)


def _zones(located: pd.DataFrame) -> pd.Series:
    """Return the zone of most reports of each cell, "" outside all."""
    found = {
        cell: "".join(most_common(part[ZONE], 1))
        for cell, part in located.groupby("cell")
    }
    return pd.Series(found, dtype=object)


def _told_apart(
    names: pd.Series, zones: pd.Series, cells: gpd.GeoDataFrame
) -> pd.Series:
    """Return names that differ: with the zone, then a number, the fullest cell first.

    Cells without reports have no name.
    """
    order = cells.sort_values(["n_now", "n"], ascending=False, kind="stable").index
    told = names.reindex(order[order.isin(names.index)])
    shared = told.duplicated(keep=False) & (told != zones.reindex(told.index))
    told = told.where(~shared, told + ", " + zones.reindex(told.index))
    told = told.str.removesuffix(", ")
    again = told.duplicated(keep=False)
    number = told.groupby(told).cumcount() + 1
    told = told.where(~again, told + " (" + number.astype(str) + ")")
    return told.reindex(cells.index)


def _place_name(reports: pd.DataFrame) -> str:
    names = most_common(reports[STREET], 2) or most_common(reports[ZONE], 1)
    return " / ".join(names)


def _merge(
    cells: gpd.GeoDataFrame, located: pd.DataFrame, study: Study
) -> gpd.GeoDataFrame:
    hot = cells[(cells["gi_bin"] > 0).to_numpy()]
    columns = ["number", "name", "n", "n_now", "cells", "gi_bin", "topics"]
    columns += [*KINDS, "robust"]
    if hot.empty:
        empty: dict[str, list[object]] = {column: [] for column in columns}
        return gpd.GeoDataFrame(empty, geometry=[], crs=cells.crs)
    joined = gpd.GeoSeries([hot.union_all()], crs=cells.crs).explode(ignore_index=True)
    member, part = joined.sindex.query(hot.centroid, predicate="within")
    place = pd.Series(part, index=hot.index[member])
    rows = []
    for ids in place.groupby(place).groups.values():
        around = _with_beside(cells, hot.loc[ids])
        reports = located[located["cell"].isin(around.index)]
        rows.append(_place_row(hot.loc[ids], around, reports))
    shapes = [joined.iloc[key] for key in sorted(set(part))]
    places = gpd.GeoDataFrame(rows, geometry=shapes, crs=study.incidents.crs)
    places = places.sort_values(["n", "name"], ascending=[False, True])
    numbered = places.assign(number=range(1, len(places) + 1))
    return numbered.reset_index(drop=True)[[*columns, "geometry"]]


def _with_beside(cells: gpd.GeoDataFrame, hot: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return hot cells and those that touch them: the windows that were tested."""
    found = cells.sindex.query(hot.geometry, predicate="intersects")[1]
    return cells.iloc[np.unique(found)]


def _place_row(
    hot: gpd.GeoDataFrame, around: gpd.GeoDataFrame, reports: pd.DataFrame
) -> dict[str, object]:
    streets = most_common(reports[STREET], 3)
    zones = most_common(reports[ZONE], 2)
    steadiness = hot[list(KINDS)].mean(axis=1) + hot["robust"]
    steadiest = hot.iloc[int(steadiness.to_numpy().argmax())]
    where = ", ".join(zones)
    name = f"{' / '.join(streets)} ({where})" if streets and where else where
    return {
        "name": name or " / ".join(streets),
        "n": int(around["n"].sum()),
        "n_now": int(around["n_now"].sum()),
        "cells": len(hot),
        "gi_bin": int(hot["gi_bin"].max()),
        "topics": "; ".join(most_common(reports[TOPIC], 3)),
        **{kind: float(steadiest[kind]) for kind in KINDS},
        "robust": bool(steadiest["robust"]),
    }
