"""Placebos: what the comparison finds where and when nothing was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ._placebo import placebo_places, placebo_times, rank_p
from ._setting import set_out
from ._zones import as_zones

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from ._insats import Insats


def placebo_effects(
    incidents: gpd.GeoDataFrame,
    insats: Insats,
    candidates: gpd.GeoDataFrame,
    *,
    before: Any = "52W",
    after: Any = None,
    washout: Any = "1W",
    rings: Sequence[float] = (300,),
    others: Sequence[Insats] = (),
    start: str = "start",
    theme: str = "theme",
) -> pd.DataFrame:
    """Pretend that the insats took place elsewhere, and earlier.

    If areas where nothing was done, or dates when nothing began, show changes as large
    as the real one, the real one is no evidence.

    Parameters
    ----------
    incidents, insats, candidates, before, after, washout, rings, others, start, theme
        As in :func:`matched_control` and :func:`evaluate`.

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
    for small areas swing more. With J usable candidates the smallest ``rank_p`` is 1/(J
    + 1), so 19 are needed for .05. The rank is fair among areas about as large as the
    insats, within a factor of three. Placebo dates are those where both windows fit
    before the washout, a window apart; they share weeks before and are a picture, not a
    test.

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
    setting = set_out(
        incidents,
        insats,
        before=before,
        after=after,
        washout=washout,
        rings=rings,
        others=others,
        start=start,
        theme=theme,
    )
    zones = as_zones("candidates", candidates, incidents.crs)
    places = placebo_places(setting, zones, insats.name)
    times = placebo_times(setting, zones, insats.name)
    table = pd.concat([places, times], ignore_index=True)
    table["rank_p"] = np.nan
    table.loc[0, "rank_p"] = rank_p(places["z"].to_numpy())
    return table
