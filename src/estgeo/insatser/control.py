"""Areas to compare with, chosen by what they were like before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ._design import MOVED, OLD_COLUMNS, as_design, now_in_design
from ._matching import match_candidates
from ._places import as_zones
from ._records import selection_span, set_out

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from ._design import Design
    from ._insats import Insats


@now_in_design(*MOVED, elsewhere=OLD_COLUMNS)
def matched_control(
    incidents: gpd.GeoDataFrame,
    design: Design | Insats | str | Path,
    candidates: gpd.GeoDataFrame,
    *,
    n_controls: int | None = None,
) -> gpd.GeoDataFrame:
    """Choose areas that were like the insats area before it started.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS with ``start``; positive events are left out.
    design : Design, Insats or path
        What they are to be compared with, as in :func:`evaluate`: ``before``,
        ``washout``, ``rings``, ``others`` and ``selected_on`` are used.
    candidates : GeoDataFrame
        Polygons of about the same kind and size, such as squares or streets.
    n_controls : int, optional
        How many to choose; together they are the control. None is as many of the best
        as hold twice the events of the area before, and at least four.

    Returns
    -------
    GeoDataFrame
        All candidates in the input's order with these columns added:

        - ``n_before`` : int, events in the before window
        - ``n_matched`` : int, events in the weeks that were matched on
        - ``level_ratio`` : float, their number per that of the insats area
        - ``trend_difference``, ``trend_p`` : float, log ratio the insats area gained on
          the candidate over the window, and the p of none
        - ``distance`` : float, metres to the insats area
        - ``score`` : float, smaller is more alike
        - ``reason`` : "", or why it cannot be used: "overlaps", "too few events",
          "other trend"
        - ``chosen`` : bool

    Raises
    ------
    ValueError
        If there is no observed day before, or a frame is not as described.

    Notes
    -----
    The score, estgeo's own, is the squared log level ratio plus the squared trend
    difference beyond its own variance. What happened after the start is never looked
    at. Weeks that are matched on: those of ``selected_on``, if they are half a year or
    more, so that controls fall back to their usual level as the area does; else the up
    to 104 weeks before the before window, so that no control is chosen for its luck in
    the window it is compared on (which would make it fall back, and hide an effect
    [1]_); else, with less than half a year of those, the before window itself.

    References
    ----------
    .. [1] Daw, J. R. and Hatfield, L. A. (2018). Matching and regression to the mean
       in difference-in-differences analysis. Health Services Research 53(6),
       4138-4156.

    Examples
    --------
    Of two candidates the one with the same level is chosen:

    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> from shapely.geometry import box
    >>> from estgeo import Insats, matched_control
    >>> days = pd.date_range("2017-01-01", periods=500, tz="Europe/Stockholm")
    >>> where = np.tile([50, 1050, 2050, 2050, 2050], 100)
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days}, geometry=gpd.points_from_xy(where, where), crs="EPSG:3006"
    ... )
    >>> areas = [box(x, x, x + 100, x + 100) for x in (1000, 2000)]
    >>> candidates = gpd.GeoDataFrame(geometry=areas, crs="EPSG:3006")
    >>> insats = Insats("Belysning", box(0, 0, 100, 100), "2018-01-15")
    >>> matched = matched_control(incidents, insats, candidates, n_controls=1)
    >>> matched[["n_before", "chosen"]].values.tolist()
    [[73, True], [218, False]]
    """
    design = replace(as_design(design), after=None)
    setting = set_out(incidents, design)
    found = match_candidates(
        setting.records,
        setting.windows,
        setting.ground,
        as_zones("candidates", candidates, incidents.crs),
        n_controls=n_controls,
        selected_on=selection_span(design.selected_on, setting.windows),
    )
    added = found.columns[found.columns.get_loc("n_before") :]
    return candidates.assign(**{name: found[name] for name in added})
