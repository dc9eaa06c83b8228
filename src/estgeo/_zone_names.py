"""What areas are called, which area a name means, and incidents known to an area.

An incident whose place is only the name of an area has no geometry. Where areas are
counted it is counted in its own; what needs a place refuses it.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from ._checks import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_NAMES = (
    "zone",
    "zon",
    "name",
    "namn",
    "district",
    "distrikt",
    "område",
    "omrade",
    "områdesnamn",
    "stadsdel",
    "regsonamn",
    "regso",
    "area",
    "precinct",
    "kommun",
    "kommunnamn",
    "boroname",
    "borough",
)
NOT_FOUND, SEVERAL = -1, -2
ONLY_POINTS = "incidents[incidents['place_precision'] == 'point']"


# What the row of the sum of all others is called in a sheet, as `name_key` has it.
TOTAL_WORDS = frozenset(
    [
        *("total", "totalt", "totalsumma", "grand total", "summa", "sum", "s:a", "s a"),
        *("summa totalt", "total summa", "sammanlagt", "samtliga", "alla", "all"),
        *("hela kommunen", "kommunen totalt", "hela staden", "samtliga områden"),
    ]
)


def name_key(name: object) -> str:
    """Return the name of an area as it is compared: one case, one space, one å.

    >>> name_key("  NORRA   Berget ")
    'norra berget'
    """
    text = str(int(name)) if isinstance(name, float) and name.is_integer() else name
    return " ".join(unicodedata.normalize("NFC", str(text)).casefold().split())


def zone_names(zones: gpd.GeoDataFrame) -> pd.Series:
    """Return one name a zone: a column known to hold names, any text, or the index."""
    for column in _name_columns(zones):
        values = zones[column]
        is_text = pd.api.types.is_string_dtype(values) and values.notna().all()
        if is_text and values.is_unique and not values.str.fullmatch(r"[\d ]+").any():
            return pd.Series(values.astype(str))
    return pd.Series(zones.index.astype(str), index=zones.index)


def zone_labels(zones: gpd.GeoDataFrame) -> pd.Series:
    """Return the label of each zone as text: its index, or its name if that is numbers.

    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame({"namn": ["Norr"]}, geometry=[box(0, 0, 9, 9)])
    >>> zone_labels(zones).to_list(), zone_labels(zones.set_index("namn")).to_list()
    (['Norr'], ['Norr'])
    """
    if pd.api.types.is_numeric_dtype(zones.index.dtype):
        return zone_names(zones)
    return pd.Series(zones.index.astype(str), index=zones.index)


class ZoneLookup:
    """Finds the zone that a name means: by label, by name, by any other text."""

    def __init__(self, zones: gpd.GeoDataFrame) -> None:
        tiers = [zone_names(zones), *(zones[c] for c in _name_columns(zones))]
        if not pd.api.types.is_numeric_dtype(zones.index.dtype):
            tiers.insert(0, zones.index.to_series())
        elif not zones.index.equals(pd.RangeIndex(len(zones))):
            tiers.append(zones.index.to_series())
        self._tiers = [_positions(tier) for tier in tiers]

    def find(self, names: Iterable[object]) -> Integers:
        """Return the position of each name's zone, NOT_FOUND or SEVERAL."""
        return np.array([self._one(name_key(name)) for name in names], np.int64)

    def _one(self, key: str) -> int:
        for tier in self._tiers:
            if key in tier:
                found = tier[key]
                return found[0] if len(found) == 1 else SEVERAL
        return NOT_FOUND


def known_to_area(incidents: Any) -> NDArray[np.bool_]:
    """Return which incidents of a frame are known to their area only."""
    if not isinstance(incidents, pd.DataFrame) or "place_precision" not in incidents:
        return np.zeros(0 if incidents is None else len(incidents), bool)
    return (incidents["place_precision"].astype(str) == "area").to_numpy()


def refuse_areas(argument: str, incidents: pd.DataFrame) -> None:
    """Raise ValueError if some incidents are known to their area only."""
    vague = known_to_area(incidents)
    if not vague.any():
        return
    first = incidents.index.to_list()[int(np.flatnonzero(vague)[0])]
    got = (
        f"{int(vague.sum())} of {len(vague)} known to their area only "
        f"('place_precision' is \"area\"; first: row {first!r})"
    )
    only = ONLY_POINTS.replace("incidents", argument)
    remedy = f"Count them in their areas, or leave them out here: {only}."
    raise ValueError(sentence(argument, "known to the point", got, remedy))


def place_in_areas(
    argument: str, incidents: gpd.GeoDataFrame, zones: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return incidents with a point inside its own zone for each known to it only.

    The same frame where all have a place. What is known to an area that is not among
    the zones gets a point outside all of them, and that is said.
    """
    vague = known_to_area(incidents)
    if not vague.any() or (incidents.crs is None) != (zones.crs is None):
        return incidents
    if zones.index.name == "cell_id" or "zone" not in incidents:
        refuse_areas(argument, incidents)
    labels = incidents["zone"].to_numpy(object)[vague]
    codes, distinct = pd.factorize(labels)
    found = ZoneLookup(zones).find(distinct)[codes]
    found[codes < 0] = NOT_FOUND
    _warn_of_strangers(labels[found < 0], len(incidents))
    shapes = zones.geometry.to_numpy()
    box = zones.total_bounds
    outside = shapely.Point(2 * box[2] - box[0] + 1.0, 2 * box[3] - box[1] + 1.0)
    used = np.unique(found[found >= 0])
    inside = dict(zip(used, shapely.point_on_surface(shapes[used]), strict=True))
    points = [inside.get(position, outside) for position in found]
    placed = incidents if zones.crs is None else incidents.to_crs(zones.crs)
    geometry = placed.geometry.to_numpy().copy()
    geometry[vague] = points
    return placed.set_geometry(
        pd.Series(geometry, index=placed.index, dtype=object), crs=zones.crs
    ).assign(place_precision="point")


def _warn_of_strangers(labels: NDArray[np.object_], n: int) -> None:
    if not len(labels):
        return
    names = ", ".join(repr(str(each)) for each in pd.unique(labels)[:3])
    told = (
        f"{len(labels)} of {n} incidents are known only to areas that are not among "
        f"the zones ({names}): they count as outside."
    )
    warnings.warn(told, UserWarning, stacklevel=4)


def _name_columns(zones: gpd.GeoDataFrame) -> list[Any]:
    """Return the columns that may hold names: those known to first, then any text."""
    lower = {str(column).casefold(): column for column in zones.columns}
    known = [lower[name] for name in _NAMES if name in lower]
    rest = [
        column
        for column in zones.columns
        if column not in known
        and column != zones.active_geometry_name
        and pd.api.types.is_string_dtype(zones[column])
    ]
    return [column for column in known if column != zones.active_geometry_name] + rest


def _positions(names: pd.Series) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for position, (name, missing) in enumerate(zip(names, pd.isna(names), strict=True)):
        if not missing:
            found[name_key(name)].append(position)
    return found
