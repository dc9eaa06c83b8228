"""Near-repeat roles: which incident began a chain, repeated or stood alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import (
    check_positive,
)
from .._reports import one_row_a_report
from ..network._network import check_network, places_on, walking_pairs
from ..stats.knox import ROLES, near_repeat_chains
from ._dated_points import points_and_days

if TYPE_CHECKING:
    import geopandas as gpd

    from ..network._network import StreetNetwork


def near_repeat_roles(
    incidents: gpd.GeoDataFrame,
    *,
    distance: float,
    days: float,
    network: StreetNetwork | None = None,
    time: str = "start",
) -> gpd.GeoDataFrame:
    """Say of each incident whether it began, repeated or stood outside a chain.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS in metres, at least two.
    distance : float
        Incidents closer than this, in metres, can be linked.
    days : float
        Incidents fewer than this many calendar days apart can be linked.
    network : StreetNetwork or None, default None
        Streets along which distance is measured; None: as the crow flies. Incidents
        too far from every street are linked to none, with a warning that counts them.
    time : str, default "start"
        Column of time-zone-aware times.

    Returns
    -------
    GeoDataFrame
        ``incidents`` with these columns added:

        - ``role`` : category, "originator" (nothing linked before it, something
          after), "repeat" (linked to an earlier one at the same place), "near repeat"
          (linked to an earlier one, none of them at the same place) or "isolated"
        - ``chain`` : Int64, the same for incidents that are linked step by step,
          numbered from 1 in order of their first incident; missing when isolated

    Raises
    ------
    ValueError
        If there are fewer than two incidents, a time is missing or known only to a
        week or a month, or ``distance`` or ``days`` is not positive.
    TypeError
        If the times carry no time zone.

    Notes
    -----
    Repeats and near repeats are those of [1]_; chains of them as in [2]_.
    A description, not a test: links also arise by chance, and more of them
    where incidents are many. Look at :func:`near_repeats` first. Both limits are open:
    use the upper edges of the bands found there. Of incidents at one instant the
    westernmost, then the southernmost, counts as the earlier.

    References
    ----------
    .. [1] Townsley, M., Homel, R. and Chaseling, J. (2003). Infectious burglaries: a
       test of the near repeat hypothesis. British Journal of Criminology 43(3),
       615-633.
    .. [2] Haberman, C. P. and Ratcliffe, J. H. (2012). The predictive policing
       challenges of near repeat armed street robberies. Policing 6(2), 151-166.

    Examples
    --------
    >>> import geopandas as gpd, pandas as pd
    >>> incidents = gpd.GeoDataFrame(
    ...     {
    ...         "start": pd.to_datetime(
    ...             ["2018-03-01", "2018-03-04", "2018-03-09", "2018-06-01"]
    ...         ).tz_localize("Europe/Stockholm")
    ...     },
    ...     geometry=gpd.points_from_xy([0, 0, 90, 0], [0, 0, 0, 0], crs="EPSG:3006"),
    ... )
    >>> near_repeat_roles(incidents, distance=100, days=7)[["role", "chain"]]
              role  chain
    0   originator      1
    1       repeat      1
    2  near repeat      1
    3     isolated   <NA>
    """
    metres = check_positive("distance", distance)
    limit = check_positive("days", days)
    incidents = one_row_a_report(incidents)
    points, day = points_and_days(incidents, time, at_least=2)
    instant = pd.DatetimeIndex(incidents[time]).asi8
    pairs = None
    if network is not None:
        check_network(network)
        on = places_on("incidents", incidents, network)
        first, second, apart = walking_pairs(on, network, metres)
        pairs = (on.row[first], on.row[second], apart)
    role, chain = near_repeat_chains(
        points,
        day,
        instant,
        below_distance=metres,
        below_days=limit,
        pairs=pairs,
    )
    result = incidents.copy()
    result["role"] = pd.Categorical(np.array(ROLES)[role], categories=list(ROLES))
    result["chain"] = pd.array(np.where(chain > 0, chain, -1), dtype="Int64")
    result["chain"] = result["chain"].mask(result["chain"] < 0)
    return result
