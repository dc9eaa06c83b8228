"""Where: cells tested for hot spots, and the places they make, by street and zone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from .._columns import ROBUST_FROM
from ..space_time.areas import zone_of
from ..space_time.counting import count_in_zones
from ..space_time.grids import square_grid
from ..space_time.street_names import STREET
from ._hot_cells import HotCells, Remakings, cells_with_tests, made_again
from ._study import TOPIC, ZONE, count_between

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._study import Study


@dataclass(frozen=True, slots=True)
class Places:
    """The tested cells and the places that stand out.

    Attributes
    ----------
    cells : GeoDataFrame
        What the clearest test says of every cell (see ``_hot_cells``; reports of the
        window in ``n``), with ``n_now`` (reports of the period) and ``name``, of which
        no two are the same: the page's tables and the map's tooltips use it.
    hot : GeoDataFrame
        One row a place and theme: cells that touch and are hot by the test of
        ``theme`` (None: of all reports, and of no theme by itself). ``n`` and ``n_now``
        count the reports of that theme in them and in the cells beside them, which the
        test is about; ``name``, ``cells``, ``gi_bin`` (the highest),
        ``stability_weeks`` and ``stability_grid`` of the steadiest cell, ``robust``,
        and ``only_with``: the sources without whose reports no cell is hot. Themes
        before all reports, then most reports first, numbered from 1.
    """

    cells: gpd.GeoDataFrame
    hot: gpd.GeoDataFrame


def find_places(study: Study) -> Places:
    """Count the reports in cells, test them, and name what stands out."""
    study = study.with_points()
    window = study.window
    grid = square_grid(study.zones, cell_size=study.cell_size)
    tested = cells_with_tests(window, grid, TOPIC)
    located = _cells_of(window, tested.cells)
    n_now = count_in_zones(study.now, grid)["n"].to_numpy()
    counted = tested.cells.assign(n_now=n_now)
    cells = counted.assign(name=_told_apart(_names(located), _zones(located), counted))
    return Places(cells=cells, hot=_merge(study, tested, located))


def most_common(values: pd.Series, count: int) -> list[str]:
    """Return the most common texts, ties in the order of the alphabet."""
    tally = Counter(str(value) for value in values.tolist() if not pd.isna(value))
    tally.pop("", None)
    order = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    return [name for name, _ in order[:count]]


def _cells_of(incidents: gpd.GeoDataFrame, cells: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return street, zone and topic of each incident with the id of its cell."""
    facts = pd.DataFrame(incidents[[STREET, ZONE, TOPIC, "start"]])
    # Plain texts: parts of them are taken hundreds of times.
    facts = facts.astype(dict.fromkeys((STREET, ZONE, TOPIC), object))
    found = zone_of(incidents, cells)
    inside = found >= 0
    return facts[inside].assign(cell=cells.index.to_numpy()[found[inside]])


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


_COLUMNS = (
    "number",
    "name",
    "theme",
    "n",
    "n_now",
    "cells",
    "gi_bin",
    "stability_weeks",
    "stability_grid",
    "robust",
    "only_with",
)


def _merge(study: Study, tested: HotCells, located: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the hot cells that touch as places, each by the theme it was tested for.

    Cells hot by all reports alone are places of all reports; where a theme explains
    them it is the theme that is named.
    """
    hot = tested.bins > 0
    hot[0] &= ~hot[1:].any(axis=0)
    if not hot.any():
        empty: dict[str, list[object]] = {column: [] for column in _COLUMNS}
        return gpd.GeoDataFrame(empty, geometry=[], crs=tested.cells.crs)
    again = made_again(
        tested, study.window, study.zones, topic=TOPIC, cell_size=study.cell_size
    )
    rows = [
        _place_row(study, (tested, again), located, int(row), members)
        for row in np.flatnonzero(hot.any(axis=1))
        for members in _touching(tested.cells, np.flatnonzero(hot[row]))
    ]
    places = gpd.GeoDataFrame(rows, geometry="geometry", crs=tested.cells.crs)
    places["_of_all"] = places["theme"].isna()
    places = places.sort_values(
        ["_of_all", "n", "name"], ascending=[True, False, True], kind="stable"
    )
    numbered = places.assign(number=range(1, len(places) + 1))
    return numbered.reset_index(drop=True)[[*_COLUMNS, "geometry"]]


def _touching(
    cells: gpd.GeoDataFrame, chosen: NDArray[np.intp]
) -> list[NDArray[np.intp]]:
    """Return the positions of the chosen cells, those that touch together."""
    shapes = cells.geometry.iloc[chosen]
    joined = gpd.GeoSeries([shapes.union_all()], crs=cells.crs)
    joined = joined.explode(ignore_index=True)
    member, part = joined.sindex.query(shapes.representative_point(), "within")
    return [chosen[member[part == one]] for one in range(len(joined))]


def _place_row(
    study: Study,
    tests: tuple[HotCells, Remakings],
    located: pd.DataFrame,
    row: int,
    members: NDArray[np.intp],
) -> dict[str, object]:
    tested, again = tests
    cells, topic = tested.cells, tested.topics[row]
    hot = cells.iloc[members]
    around = np.unique(cells.sindex.query(hot.geometry, predicate="intersects")[1])
    reports = located[located["cell"].isin(cells.index[around])]
    if topic:
        reports = reports[reports[TOPIC] == topic]
    weeks, grids = again.weeks[row, members], again.grids[row, members]
    steady = np.nansum([weeks, grids], axis=0)
    steadiest = int(steady.argmax())
    robust = _holds(weeks[steadiest]) and _holds(grids[steadiest])
    only = [
        name
        for name, still in again.without_source.items()
        if not still[row, members].any()
    ]
    return {
        "name": _full_name(reports),
        "theme": topic or None,
        "n": len(reports),
        "n_now": count_between(reports, study.start, study.end),
        "cells": len(members),
        "gi_bin": int(tested.bins[row, members].max()),
        "stability_weeks": float(weeks[steadiest]),
        "stability_grid": float(grids[steadiest]),
        "robust": robust,
        "only_with": "; ".join(sorted(only)),
        "geometry": hot.union_all(),
    }


def _holds(share: float) -> bool:
    return bool(np.isnan(share) or share >= ROBUST_FROM)


def _full_name(reports: pd.DataFrame) -> str:
    """Return the streets and the zones of most of the reports."""
    streets = " / ".join(most_common(reports[STREET], 3))
    where = ", ".join(most_common(reports[ZONE], 2))
    return f"{streets} ({where})" if streets and where else where or streets
