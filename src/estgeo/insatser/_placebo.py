"""The same comparison where and when nothing was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from ._tally import place_records
from ._windows import as_date
from ._zones import overlaps

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ._setting import Setting
    from ._tally import Records
    from ._windows import Span
    from ._zones import Ground

    Floats = NDArray[np.float64]

_LONGEST_LIST = 26


def placebo_places(
    setting: Setting, candidates: gpd.GeoDataFrame, name: str
) -> pd.DataFrame:
    """Return the insats area, then every usable candidate, each against the others."""
    records, windows = setting.records, setting.windows
    zones = _usable(setting.ground, candidates)
    daily = _daily(records, setting.ground, zones)
    rows = _compare(records, daily, windows.before, windows.after)
    labels = ["insats"] + ["place"] * len(zones)
    names = [name, *zones["name"].astype(str)]
    return pd.DataFrame(rows).assign(
        kind=labels, name=names, date=as_date(windows.start)
    )[_COLUMNS]


def placebo_times(
    setting: Setting, candidates: gpd.GeoDataFrame, name: str
) -> pd.DataFrame:
    """Return the insats area at earlier dates where both windows were observed."""
    records, windows = setting.records, setting.windows
    daily = _daily(records, setting.ground, _usable(setting.ground, candidates))
    step = windows.after[1] - windows.after[0]
    latest = windows.history[1]
    rows = []
    for number in range(1, _LONGEST_LIST + 1):
        # The first step goes back so far that the whole after window is before.
        back = windows.after[1] - latest + (number - 1) * step
        before = windows.before[0] - back, windows.before[1] - back
        after = windows.after[0] - back, windows.after[1] - back
        if before[0] < records.observed[0]:
            break
        row = _compare(records, daily, before, after)[0]
        rows.append(
            row | {"kind": "time", "name": name, "date": as_date(windows.start - back)}
        )
    return pd.DataFrame(rows, columns=_COLUMNS)


def rank_p(z: Floats) -> float:
    """Return the share of values at least as far from 0 as the first, itself in."""
    return float((np.abs(z) >= np.abs(z[0]) - 1e-12).mean())


_COLUMNS = [
    "kind",
    "name",
    "date",
    "before",
    "after",
    "control_before",
    "control_after",
    "ratio",
    "z",
]


def _usable(ground: Ground, candidates: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    clear = ~overlaps(candidates, ground.taken)
    if clear.sum() < 2:
        rule = "at least two areas clear of the insats and its rings"
        raise ValueError(sentence("candidates", rule, str(int(clear.sum()))))
    return candidates[clear]


def _daily(
    records: Records, ground: Ground, zones: gpd.GeoDataFrame
) -> NDArray[np.float64]:
    areas = [ground.area, *zones.geometry]
    return records.daily(place_records(records, areas), len(areas))


def _compare(
    records: Records, daily: Floats, before: Span, after: Span
) -> list[dict[str, object]]:
    """Return the change of every place against all candidates but itself."""
    first, last = records.sums(daily, before), records.sums(daily, after)
    pool = np.array([first[1:].sum(), last[1:].sum()])
    own = np.vstack([[0.0, 0.0], np.column_stack([first, last])[1:]])
    control = pool - own
    cells = np.column_stack([first, last, control]) + 0.5
    log_ratio = np.log(cells[:, 1] / cells[:, 0]) - np.log(cells[:, 3] / cells[:, 2])
    z = log_ratio / np.sqrt((1 / cells).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = last / first / (control[:, 1] / control[:, 0])
    return [
        {
            "before": first[row],
            "after": last[row],
            "control_before": control[row, 0],
            "control_after": control[row, 1],
            "ratio": ratio[row],
            "z": z[row],
        }
        for row in range(len(first))
    ]
