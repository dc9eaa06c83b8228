"""Placebos: what the comparison finds where and when nothing was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from ..stats.dispersion import drift_between, share_dispersion
from ._design import MOVED, OLD_COLUMNS, as_design, now_in_design
from ._places import as_zones, overlaps
from ._records import as_date, place_records, set_out

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from ._design import Design
    from ._insats import Insats
    from ._places import Ground
    from ._records import Records, Setting, Span

    Floats = NDArray[np.float64]
    # Dispersion of an area's share, and the variance of the drift between windows.
    _Noise = tuple[float, float]

_LONGEST_LIST = 26
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


@now_in_design(*MOVED, elsewhere=OLD_COLUMNS)
def placebo_effects(
    incidents: gpd.GeoDataFrame,
    design: Design | Insats | str | Path,
    candidates: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """Pretend that the insats took place elsewhere, and earlier.

    If areas where nothing was done, or dates when nothing began, show changes as large
    as the real one, the real one is no evidence.

    Parameters
    ----------
    incidents, design
        As in :func:`evaluate`.
    candidates : GeoDataFrame
        As in :func:`matched_control`.

    Returns
    -------
    DataFrame
        One row a comparison: ``kind`` ("insats", "place", "time"), ``name``, ``date``,
        ``before``, ``after``, ``control_before``, ``control_after``, ``ratio``, ``z``
        (log ratio in standard errors), ``rank_p`` (in the row "insats": share of
        comparisons in other places at least as far from no change, itself included).

    Raises
    ------
    ValueError
        If no candidate is clear of the insats and its rings.

    Notes
    -----
    The placebo places of [1]_: each area is compared with all other candidates
    together, the insats area left out. Areas are ranked by ``|z|``, not by the ratio,
    for small areas swing more. The standard errors are of the dispersion of an area's
    share and of how far the candidates drift apart over the two windows, so that ``z``
    is about normal where nothing was done. With J usable candidates the smallest
    ``rank_p`` is 1/(J + 1), so 19 are needed for .05. The rank is fair among areas
    about as large as the insats, within a factor of three. Placebo dates are those
    where both windows fit before the washout, a window apart; they share weeks before
    and are a picture, not a test.

    References
    ----------
    .. [1] Abadie, A., Diamond, A. and Hainmueller, J. (2010). Synthetic control
       methods for comparative case studies. Journal of the American Statistical
       Association 105(490), 493-505.

    Examples
    --------
    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> from shapely.geometry import box
    >>> from estgeo import Insats, placebo_effects
    >>> days = pd.date_range("2017-01-01", periods=500, tz="Europe/Stockholm")
    >>> where = np.tile([50, 1050, 2050, 3050, 4050], 100)
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days}, geometry=gpd.points_from_xy(where, where), crs="EPSG:3006"
    ... )
    >>> areas = [box(x, x, x + 100, x + 100) for x in (1000, 2000, 3000, 4000)]
    >>> candidates = gpd.GeoDataFrame(geometry=areas, crs="EPSG:3006")
    >>> insats = Insats("Belysning", box(0, 0, 100, 100), "2018-01-15")
    >>> placebo = placebo_effects(incidents, insats, candidates)
    >>> placebo.kind.value_counts().to_dict()
    {'place': 4, 'insats': 1}
    >>> bool(placebo.rank_p[0] >= 0.2)
    True
    """
    design = as_design(design)
    setting = set_out(incidents, design)
    zones = as_zones("candidates", candidates, incidents.crs)
    name = design.insats.name
    zones = _usable(setting.ground, zones)
    noise = _noise(setting, zones)
    places = _placebo_places(setting, zones, name, noise)
    times = _placebo_times(setting, zones, name, noise)
    table = pd.concat([places, times], ignore_index=True)
    table["rank_p"] = np.nan
    table.loc[0, "rank_p"] = rank_p(places["z"].to_numpy())
    return table


def _placebo_places(
    setting: Setting, zones: gpd.GeoDataFrame, name: str, noise: _Noise
) -> pd.DataFrame:
    """Return the insats area, then every usable candidate, each against the others."""
    records, windows = setting.records, setting.windows
    daily = _daily(records, setting.ground, zones)
    rows = _compare(records, daily, windows.before, windows.after, noise)
    labels = ["insats"] + ["place"] * len(zones)
    names = [name, *zones["name"].astype(str)]
    return pd.DataFrame(rows).assign(
        kind=labels, name=names, date=as_date(windows.start)
    )[_COLUMNS]


def _placebo_times(
    setting: Setting, zones: gpd.GeoDataFrame, name: str, noise: _Noise
) -> pd.DataFrame:
    """Return the insats area at earlier dates where both windows were observed."""
    records, windows = setting.records, setting.windows
    daily = _daily(records, setting.ground, zones)
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
        row = _compare(records, daily, before, after, noise)[0]
        rows.append(
            row | {"kind": "time", "name": name, "date": as_date(windows.start - back)}
        )
    return pd.DataFrame(rows, columns=_COLUMNS)


def rank_p(z: Floats) -> float:
    """Return the share of values at least as far from 0 as the first, itself in."""
    return float((np.abs(z) >= np.abs(z[0]) - 1e-12).mean())


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


def _noise(setting: Setting, zones: gpd.GeoDataFrame) -> _Noise:
    """Return the noise of one candidate against the others: weeks, and drift."""
    records, windows = setting.records, setting.windows
    daily = _daily(records, setting.ground, zones)[1:]
    weekly, _ = records.weekly(daily, windows.history)
    whole = weekly.sum(axis=0)
    shares = [share_dispersion(one, whole - one, block=None) for one in weekly]
    share = float(np.mean(shares))
    sums = [records.sums(daily, span) for span in (windows.before, windows.after)]
    return share, drift_between(*sums, dispersion=share).variance


def _compare(
    records: Records,
    daily: Floats,
    before: Span,
    after: Span,
    noise: _Noise = (1.0, 0.0),
) -> list[dict[str, object]]:
    """Return the change of every place against all candidates but itself."""
    first, last = records.sums(daily, before), records.sums(daily, after)
    pool = np.array([first[1:].sum(), last[1:].sum()])
    own = np.vstack([[0.0, 0.0], np.column_stack([first, last])[1:]])
    control = pool - own
    cells = np.column_stack([first, last, control]) + 0.5
    log_ratio = np.log(cells[:, 1] / cells[:, 0]) - np.log(cells[:, 3] / cells[:, 2])
    z = log_ratio / np.sqrt(noise[0] * (1 / cells).sum(axis=1) + noise[1])
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
