"""Did it move to other hours? The insats area by time of day against its control."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import sentence
from ..space_time.hours import knows_hour
from ._comparison import Counted, candidate_drift, measure_noise
from ._design import MOVED, OLD_COLUMNS, as_design, now_in_design
from ._places import control_areas
from ._records import place_records, set_out

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..stats._rate_change import RateChange
    from ._design import Design
    from ._insats import Insats
    from ._records import Setting

_NUMBERS = ["before", "after", "control_before", "control_after"]
_NUMBERS += ["ratio", "low", "high", "p_value", "status"]


@now_in_design(*MOVED, elsewhere=OLD_COLUMNS)
def time_displacement(
    incidents: gpd.GeoDataFrame,
    design: Design | Insats | str | Path,
    *,
    hours: tuple[int, int],
    control: Any = None,
    beside: int = 3,
    dispersion: float | str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Compare the hours an insats worked with those beside them and the rest.

    Parameters
    ----------
    incidents, design
        As in :func:`evaluate`. Events whose hour is not known (``time_precision``) are
        left out.
    hours : pair of int
        From and to, whole hours of the wall clock; (19, 23) is 19:00-22:59 and (22, 4)
        passes midnight.
    control : GeoDataFrame, GeoSeries or polygon, optional
        Areas to compare with, each set of hours with the same hours there; None is the
        design's.
    beside : int, default 3
        Hours before and after that are looked at for displacement.
    dispersion, confidence
        As in :func:`evaluate`.

    Returns
    -------
    DataFrame
        Three rows, ``hours`` "insats", "beside" and "other": counts, ``ratio`` against
        the same hours of the control, ``low``, ``high``, ``p_value``, ``status``.

    Raises
    ------
    ValueError
        If hours are not two different whole hours from 0 to 24, or there is no control.

    Notes
    -----
    The same estimator as the rings: the relative rate [1]_ of each set of hours. A rise
    beside the hours is displacement in time only if its interval leaves out 1.

    References
    ----------
    .. [1] Wilson, D. B. (2022). The relative incident rate ratio effect size for
       count-based impact evaluations: when an odds ratio is not an odds ratio.
       Journal of Quantitative Criminology 38, 323-341.
       https://doi.org/10.1007/s10940-021-09494-w

    Examples
    --------
    Every evening event moved to the night:

    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> from shapely.geometry import box
    >>> from estgeo import Insats
    >>> days = pd.date_range("2017-01-01", periods=600, tz="Europe/Stockholm")
    >>> lit = days >= "2018-03-01"
    >>> moved = days + pd.to_timedelta(np.where(lit, 23, 20), unit="h")
    >>> when = moved.append([days + pd.Timedelta("20h"), days + pd.Timedelta("23h")])
    >>> x = np.repeat([50.0, 5050.0], [600, 1200])
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": when}, geometry=gpd.points_from_xy(x, x), crs="EPSG:3006"
    ... )
    >>> insats = Insats("Vakt", box(0, 0, 100, 100), "2018-03-01")
    >>> table = time_displacement(
    ...     incidents, insats, hours=(19, 22), control=box(5000, 5000, 5100, 5100)
    ... )
    >>> table[["hours", "before", "after"]].values.tolist()
    [['insats', 364.0, 0.0], ['beside', 0.0, 169.0], ['other', 0.0, 0.0]]
    """
    within = _distance_to(hours)
    incidents = incidents[knows_hour(incidents)]
    design = as_design(design)
    setting = set_out(incidents, design)
    control = design.control if control is None else control
    if control is None:
        raise ValueError(sentence("control", "given, here or in the design", "None"))
    asked = design.dispersion if dispersion is None else dispersion
    areas = control_areas(setting.ground, control)
    apart = within[setting.records.hour]
    groups = {
        "insats": apart == 0,
        "beside": (apart > 0) & (apart <= beside),
        "other": apart > beside,
    }
    rows = []
    for name, chosen in groups.items():
        found = _change(setting, areas, chosen, (asked, confidence))
        rows.append([name, *(getattr(found, number) for number in _NUMBERS)])
    return pd.DataFrame(rows, columns=["hours", *_NUMBERS])


def _change(
    setting: Setting,
    areas: gpd.GeoDataFrame,
    chosen: NDArray[np.bool_],
    asked: tuple[float | str, float],
) -> RateChange:
    """Return the change of the chosen records in the area, against the control."""
    records, windows = setting.records, setting.windows
    place = place_records(records, [setting.ground.area, *areas.geometry])
    others = list(range(1, len(areas) + 1))
    chosen = records.aimed & chosen
    events = records.daily(place, len(areas) + 1, chosen=chosen)
    noise = measure_noise(
        records,
        windows,
        events,
        place,
        rows=([0], others),
        asked=asked[0],
        confidence=asked[1],
    )
    counted = Counted(
        records, windows, events, events, np.ones(len(events)), noise, 1.0, asked[1]
    )
    cells = counted.cell([0]), counted.cell(others)
    if noise.asked is None:
        share = noise.weekly_share(*cells)
        drift = candidate_drift(
            replace(records, aimed=chosen), windows, setting.ground, areas, share=share
        )
        counted = replace(counted, noise=replace(noise, drift=drift))
    return counted.change(*cells)


def _distance_to(hours: tuple[int, int]) -> NDArray[np.int64]:
    """Return how many hours each hour of the day lies from those of the insats."""
    ok = len(hours) == 2 and all(isinstance(h, int) and 0 <= h <= 24 for h in hours)
    if not ok or hours[0] % 24 == hours[1] % 24:
        rule = "two different whole hours from 0 to 24 (from, to)"
        raise ValueError(sentence("hours", rule, repr(hours)))
    length = (hours[1] - hours[0]) % 24
    inside = (hours[0] + np.arange(length)) % 24
    apart = np.abs(np.arange(24)[:, None] - inside)
    return np.asarray(np.minimum(apart, 24 - apart).min(axis=1))
