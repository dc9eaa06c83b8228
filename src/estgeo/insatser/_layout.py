"""Which place is which row of the counts, and what each one is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ._matching import match_candidates
from ._places import control_areas, control_rings, ring_areas
from ._records import selection_span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._comparison import Counted
    from ._places import Ground
    from ._records import Records, Windows

# A ring of the control with fewer events before than this cannot carry a comparison;
# the control itself then stands in.
_LEAST_FOR_OWN_CONTROL = 10


@dataclass(frozen=True, slots=True)
class Layout:
    """All places, one row each: the insats first, then rings, controls, their rings."""

    places: gpd.GeoDataFrame

    def rows(self, role: str) -> list[int]:
        """Return the rows of a role."""
        return np.flatnonzero(self.places["role"].to_numpy() == role).tolist()

    def ring_controls(self, counted: Counted) -> list[tuple[str, list[int]]]:
        """Return what each ring is compared with: its own control, or the control."""
        control, own = self.rows("control"), self.rows("control ring")
        chosen = []
        for position in range(len(self.rows("ring"))):
            row = [own[position]] if own else []
            enough = bool(row) and counted.cell(row).events_before >= (
                _LEAST_FOR_OWN_CONTROL
            )
            chosen.append(("control ring", row) if enough else ("control", control))
        return chosen


def choose_control(
    records: Records,
    windows: Windows,
    ground: Ground,
    *,
    control: Any,
    candidates: gpd.GeoDataFrame | None,
    selected_on: Any,
) -> gpd.GeoDataFrame | None:
    """Return the control areas that were given, or those matched from candidates."""
    if control is not None:
        return control_areas(ground, control)
    if candidates is None:
        return None
    looked = selection_span(selected_on, windows)
    matched = match_candidates(
        records, windows, ground, candidates, n_controls=None, selected_on=looked
    )
    chosen = matched[matched["chosen"]]
    return control_areas(ground, chosen) if len(chosen) else None


def lay_out(ground: Ground, control: gpd.GeoDataFrame | None, name: str) -> Layout:
    """Return all places of an evaluation."""
    own = gpd.GeoDataFrame(
        {"role": ["insats"], "name": [name]}, geometry=[ground.area], crs=ground.crs
    )
    parts = [own, ring_areas(ground)]
    if control is not None:
        parts += [
            control,
            control_rings(ground, shapely.union_all(control.geometry.array)),
        ]
    columns = ["role", "name", "radius_from", "radius_to", "geometry"]
    frames = [part.reindex(columns=columns) for part in parts if len(part)]
    merged = pd.concat(
        [frame.astype({"radius_from": float, "radius_to": float}) for frame in frames],
        ignore_index=True,
    )
    return Layout(gpd.GeoDataFrame(merged, geometry="geometry", crs=ground.crs))


def weekly_table(counted: Counted, layout: Layout, time_zone: Any) -> pd.DataFrame:
    """Return events a place and week, weeks counted from the start of the insats."""
    records, windows = counted.records, counted.windows
    first, last = records.observed
    weeks = np.arange(
        -((windows.start - first) // 7), (last - windows.start) // 7, dtype=np.int64
    )
    starts = windows.start + 7 * weeks
    at = starts - first
    days = np.arange(7)
    n = counted.events[:, at[:, None] + days].sum(axis=2)
    seen = records.open_days[at[:, None] + days].sum(axis=1)
    n_places = len(layout.places)
    return pd.DataFrame(
        {
            "week": np.tile(weeks, n_places),
            "start": pd.DatetimeIndex(
                np.tile(starts.astype("datetime64[D]"), n_places)
            ).tz_localize(time_zone),
            "role": np.repeat(layout.places["role"].to_numpy(), len(weeks)),
            "name": np.repeat(layout.places["name"].to_numpy(), len(weeks)),
            "n": n.ravel().astype(int),
            "days": np.tile(seen, n_places),
            "phase": np.tile(_phases(starts, windows), n_places),
        }
    )


def _phases(starts: NDArray[np.int64], windows: Windows) -> NDArray[np.object_]:
    middle = starts + 3
    phases = np.full(len(starts), "history", dtype=object)
    phases[middle >= windows.before[1]] = "washout"
    phases[middle >= windows.after[1]] = "later"
    for name, (first, last) in (("before", windows.before), ("after", windows.after)):
        phases[(middle >= first) & (middle < last)] = name
    return phases
