"""The numbers of an evaluation: place by place, theme by theme, ring by ring."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ..stats.displacement import displacement_difference, displacement_quotient
from ..stats.multiple_tests import adjust_p_values
from ._records import as_date

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..stats._rate_change import RateChange
    from ..stats.displacement import DisplacementDifference
    from ._comparison import Cell, Counted
    from ._layout import Layout

_NUMBERS = ["ratio", "low", "high", "status"]
_THEME_COLUMNS = [
    "theme",
    "before",
    "after",
    "control_before",
    "control_after",
    "ratio",
    "low",
    "high",
    "p_value",
    "p_adjusted",
    "status",
]


def counts_table(counted: Counted, layout: Layout) -> pd.DataFrame:
    """Return the counts of every place."""
    cells = [counted.cell([row]) for row in range(len(layout.places))]
    days = counted.days(None, None)
    return pd.DataFrame(
        {
            "role": layout.places["role"],
            "name": layout.places["name"],
            "before": [cell.before for cell in cells],
            "after": [cell.after for cell in cells],
            "events_before": [int(cell.events_before) for cell in cells],
            "events_after": [int(cell.events_after) for cell in cells],
            "days_before": days[0],
            "days_after": days[1],
        }
    )


def areas_table(
    counted: Counted, layout: Layout, main: RateChange, rings: pd.DataFrame
) -> gpd.GeoDataFrame:
    """Return every place with its change, for maps.

    The area and the rings are compared with a control where there is one; controls
    with themselves.
    """
    rows = []
    ring_rows = iter(rings[_NUMBERS].to_numpy().tolist())
    has_control = bool(layout.rows("control"))
    for row, role in enumerate(layout.places["role"]):
        cell = counted.cell([row])
        against = "control" if has_control and role in {"insats", "ring"} else "itself"
        if role == "ring" and has_control:
            numbers = next(ring_rows)
        else:
            found = main if role == "insats" else counted.change(cell, None)
            numbers = [getattr(found, name) for name in _NUMBERS]
        rows.append((cell.before, cell.after, *numbers, against))
    columns = ["before", "after", "ratio", "low", "high", "status", "against"]
    table = pd.DataFrame(rows, columns=columns)
    joined = pd.concat([layout.places.drop(columns="geometry"), table], axis=1)
    return gpd.GeoDataFrame(
        joined, geometry=layout.places.geometry, crs=layout.places.crs
    )


def theme_table(
    counted: Counted, place: NDArray[np.int64], layout: Layout
) -> pd.DataFrame:
    """Return the relative change of each theme in the area.

    Reports without a theme are a row of their own, so that the rows add up.
    """
    records, control = counted.records, layout.rows("control")
    if records.theme is None:
        return pd.DataFrame(columns=_THEME_COLUMNS)
    of_theme = pd.Series(records.theme, dtype="object")
    inside = of_theme[records.aimed & (place == 0)]
    rows = []
    for theme in [
        *sorted(inside.dropna().unique()),
        *([None] if inside.isna().any() else []),
    ]:
        same = of_theme.isna() if theme is None else of_theme == theme
        chosen = records.aimed & same.to_numpy()
        n = len(layout.places)
        events = records.daily(place, n, chosen=chosen)
        daily = events
        if records.weight is not None:
            daily = records.daily(place, n, chosen=chosen, values=records.weight)
        part = replace(counted, daily=daily, events=events)
        # A theme alone has too few weeks for a dispersion of its own.
        treated, other = (
            replace(part.cell(rows), rows=()) if rows else None
            for rows in ([0], control)
        )
        assert treated is not None
        found = part.change(treated, other)
        numbers = [getattr(found, name, np.nan) for name in _THEME_COLUMNS[1:]]
        rows.append([theme, *numbers])
    table = pd.DataFrame(rows, columns=_THEME_COLUMNS)
    p = table["p_value"].to_numpy(dtype=float)
    return table.assign(p_adjusted=adjust_p_values(p))


def total_difference(
    counted: Counted,
    treated: Cell,
    control: Cell | None,
    rings: Cell | None,
    ring_control: Cell | None,
) -> DisplacementDifference:
    """Return the events by which area and rings differ from their controls.

    Counts before are scaled to the length of the after window. NaN without a control.
    """
    days = counted.days(None, None)
    has_rings = rings is not None and ring_control is not None
    found = displacement_difference(
        treated.pair,
        control.pair if control is not None else (0, 0),
        displacement=rings.pair if has_rings and rings else None,
        displacement_control=ring_control.pair if has_rings and ring_control else None,
        time_weights=(days[0] / days[1], 1),
        dispersion=counted.dispersion,
        confidence=counted.confidence,
    )
    if control is not None:
        return found
    return replace(
        found,
        estimate_local=np.nan,
        se_local=np.nan,
        estimate_displacement=np.nan,
        se_displacement=np.nan,
        estimate=np.nan,
        se=np.nan,
        z=np.nan,
        p_value=np.nan,
        low=np.nan,
        high=np.nan,
    )


def periods_table(counted: Counted) -> pd.DataFrame:
    """Return the windows as days."""
    windows = counted.windows
    spans = {
        "history": windows.history,
        "before": windows.before,
        "after": windows.after,
        "same season": windows.same_season,
        "observed": windows.observed,
    }
    rows = [
        (
            name,
            as_date(span[0]),
            as_date(span[1] - 1),
            counted.records.observed_days(span),
        )
        for name, span in spans.items()
        if span is not None
    ]
    return pd.DataFrame(rows, columns=["window", "start", "end", "days"])


_RING_COLUMNS = [
    "ring",
    "radius_from",
    "radius_to",
    "before",
    "after",
    "against",
    "control_before",
    "control_after",
    "ratio",
    "low",
    "high",
    "low80",
    "high80",
    "p_value",
    "p_adjusted",
    "status",
    "verdict",
    "moved",
    "moved_low",
    "moved_high",
    "quotient",
]


def ring_row(
    counted: Counted,
    ring: Cell,
    control: Cell | None,
    target: Cell,
    pooled: Cell | None,
) -> dict[str, object]:
    """Return what one ring did against its control.

    ``moved`` is the change in counts less that of the control, scaled to the ring:
    events that came (positive) or stayed away. ``quotient`` is described only.
    """
    if control is None or pooled is None:
        change = counted.missing("no control", ring)
        return _row(change, ring, None) | dict.fromkeys(_MOVED, np.nan)
    change = counted.change(ring, control)
    moved = scaled_difference(counted, ring, control)
    quotient = np.nan
    if min(pooled.pair) > 0:
        quotient = displacement_quotient(target.pair, ring.pair, pooled.pair).value
    return _row(change, ring, control) | {
        "moved": moved.estimate,
        "moved_low": moved.low,
        "moved_high": moved.high,
        "quotient": quotient,
    }


def scaled_difference(
    counted: Counted, place: Cell, control: Cell
) -> DisplacementDifference:
    """Return the change in counts less what the control's share of change would be.

    The control is weighted to the size the place had before, so that a common season
    cancels although the two differ in size.
    """
    size = control.before / place.before if min(control.before, place.before) > 0 else 1
    days = counted.days(None, None)
    return displacement_difference(
        place.pair,
        control.pair,
        time_weights=(days[0] / days[1], 1),
        area_weights=(size, 1, 1, 1),
        dispersion=counted.dispersion_of(place, control),
        confidence=counted.confidence,
    )


def finish_rings(rows: list[dict[str, object]], confidence: float) -> pd.DataFrame:
    """Return the rings as a frame, with p-values adjusted for looking at several."""
    table = pd.DataFrame(rows, columns=_RING_COLUMNS)
    table["p_adjusted"] = adjust_p_values(
        table["p_value"].to_numpy(dtype=float), "holm"
    )
    level = 1 - confidence
    table["verdict"] = [
        ring_verdict((low, high), p, level, str(status))
        for low, high, p, status in zip(
            table["low"].astype(float),
            table["high"].astype(float),
            table["p_adjusted"],
            table["status"],
            strict=True,
        )
    ]
    return table


def ring_verdict(
    interval: tuple[float, float], p_adjusted: float, level: float, status: str
) -> str:
    """Return "displacement", "diffusion", "undecided" or why nothing can be said.

    The sign alone is no verdict: the interval must leave out no change, and so must the
    test when all rings are counted.
    """
    low, high = interval
    if not np.isfinite(low):
        return status
    if p_adjusted <= level and (low > 1 or high < 1):
        return "displacement" if low > 1 else "diffusion"
    return "undecided"


_MOVED = ("moved", "moved_low", "moved_high", "quotient")


def _row(change: RateChange, ring: Cell, control: Cell | None) -> dict[str, object]:
    names = ("ratio", "low", "high", "low80", "high80", "p_value", "status")
    return {name: getattr(change, name) for name in names} | {
        "before": ring.before,
        "after": ring.after,
        "control_before": np.nan if control is None else control.before,
        "control_after": np.nan if control is None else control.after,
    }
