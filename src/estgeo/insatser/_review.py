"""All checks of one evaluation, in the order they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from . import _evidence
from ._tally import place_records
from ._zones import in_crs

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from ._comparison import Counted
    from ._insats import Insats
    from ._layout import Layout
    from ._spread import Spread
    from ._zones import Ground


@dataclass(frozen=True, slots=True)
class Background:
    """What is known about the choice of area and control."""

    ground: Ground
    spread: Spread
    candidates: gpd.GeoDataFrame | None
    selected_on: Any
    others: tuple[Insats, ...]


def review(
    counted: Counted,
    layout: Layout,
    place: NDArray[np.int64],
    background: Background,
    *,
    vague: tuple[int, int],
) -> pd.DataFrame:
    """Return one row a check."""
    rows = layout.rows("control")
    treated = counted.cell([0])
    control = counted.cell(rows) if rows else None
    same_season = counted.windows.same_season is not None
    groups = {"insats": [0]} | ({"control": rows} if rows else {})
    n = len(layout.places)
    return _evidence.check_table(
        [
            _evidence.has_control(control),
            _evidence.enough_events(treated, control),
            _evidence.smallest_cell(treated, control),
            _evidence.parallel(counted, 0, rows),
            _evidence.season(counted, control, same_season=same_season),
            _selection(counted, background, treated.events_before),
            _evidence.peak(counted, 0, rows),
            _evidence.new_reporters(counted, place, n),
            _evidence.source_mix(counted, place, groups),
            _evidence.other_reports(counted, place, groups, n),
            _evidence.window_length(counted),
            _evidence.windows_cut(counted),
            _evidence.gaps(counted),
            _evidence.vague_times(*vague),
            _evidence.dispersion_source(
                background.spread.n_weeks,
                background.spread.source,
                background.spread.value,
            ),
            _evidence.size(treated, control),
            _evidence.far_enough(_distance(layout, rows)),
            _others(background, layout, rows),
        ]
    )


def _selection(
    counted: Counted, background: Background, before: float
) -> _evidence.Check:
    ranked = None
    if background.candidates is not None:
        others = _apart(background)
        place = place_records(counted.records, list(others.geometry))
        daily = counted.records.daily(place, len(others))
        ranked = counted.records.sums(daily, counted.windows.before)
    return _evidence.selection(counted, background.selected_on, before, ranked)


def _apart(background: Background) -> gpd.GeoDataFrame:
    """Return the candidates that are not the insats area itself."""
    candidates = background.candidates
    assert candidates is not None
    shared = candidates.geometry.intersection(background.ground.area).area
    return candidates[(shared <= 0.5 * candidates.geometry.area).to_numpy()]


def _distance(layout: Layout, rows: list[int]) -> float:
    areas = layout.places.geometry
    return min((areas[row].distance(areas[0]) for row in rows), default=np.inf)


def _others(
    background: Background, layout: Layout, rows: list[int]
) -> _evidence.Check | None:
    crs = background.ground.crs
    elsewhere = shapely.union_all(
        [in_crs(other.area, other.crs, crs) for other in background.others]
    )
    areas = layout.places.geometry
    return _evidence.other_insatser(
        [other.name for other in background.others],
        touches_area=elsewhere.intersection(areas[0]).area > 0,
        touches_control=any(
            elsewhere.intersection(areas[row]).area > 0 for row in rows
        ),
    )
