"""Space-time scan: where and when incidents piled up beyond place and season."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import (
    check_choice,
    check_positive,
    check_whole,
    random_generator,
    sentence,
)
from .._reports import one_row_a_report
from ..stats.cylinder_scan import apart, circles, scan_cylinders, scan_p_values
from ._dated_points import (
    doubled_cautions,
    points_and_days,
    possible_duplicates,
    warn_of,
)

if TYPE_CHECKING:
    from .._checks import RandomState
    from ..stats.cylinder_scan import Cylinders, Zones

# Kulldorff's own examples go lower, but no day-by-day window is full enough below.
FEWEST_INCIDENTS = 30
# A window longer than half the period is a trend, not an outbreak.
LONGEST_SHARE = 0.5
MOST_CLUSTERS = 10


def space_time_scan(
    incidents: gpd.GeoDataFrame,
    *,
    max_radius: float,
    max_days: int,
    min_incidents: int = 3,
    n_radii: int = 8,
    only_ongoing: bool = False,
    repeat_every: int = 7,
    time: str = "start",
    permutations: int = 999,
    rng: RandomState = None,
) -> gpd.GeoDataFrame:
    r"""Find places and days with more incidents than place and season explain.

    Cylinders, a circle and a run of days, are tried all over the map. What is expected
    of each is its circle's share of all incidents times its days' share: neither a
    place that always has many nor a week that was bad everywhere is a cluster.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS in metres, at least 30.
    max_radius : float
        Largest radius, in metres.
    max_days : int
        Longest run, in days; at most half of the period from first to last incident.
    min_incidents : int, default 3
        Fewest incidents of a cluster, at least 2.
    n_radii : int, default 8
        Radii tried around every place: equal steps up to ``max_radius``.
    only_ongoing : bool, default False
        Only runs that reach the last day with an incident: what is going on now.
    repeat_every : int, default 7
        Days between two looks of this kind, for ``recurrence_interval``.
    time : str, default "start"
        Column of time-zone-aware times.
    permutations : int, default 999
        Random orders of the days, at least 99.
    rng : None, int or Generator, default None
        Source of the random orders.

    Returns
    -------
    GeoDataFrame
        At most 10 clusters, most unlikely first, none overlapping a better one in both
        space and time, indexed by ``cluster`` from 1:

        - ``n``, ``expected``, ``ratio`` : incidents, their mean by chance, n / expected
        - ``first_day``, ``last_day`` : dates, both included; ``days`` their number
        - ``radius`` : metres; ``geometry`` is the circle
        - ``log_likelihood_ratio`` : the score
        - ``p_value`` : chance of a cluster as strong anywhere, at any time
        - ``recurrence_interval`` : ``repeat_every / p_value``, the days between two
          such clusters by chance if one looks every ``repeat_every`` days

    Raises
    ------
    ValueError
        If there are fewer than 30 incidents, a time is missing or known only to a week
        or a month, or ``max_days`` is more than half of the period.
    TypeError
        If the times carry no time zone.

    Warns
    -----
    UserWarning
        Where pairs that look like one event counted twice (see
        :func:`find_duplicates`) are 5 % or more of the number of incidents.

    Notes
    -----
    Kulldorff's space-time permutation scan [1]_. ``p_value`` compares with the best
    cylinder of each random order, so that it allows for the many tried; of the second
    cluster on it is too cautious. Where the best scores are equal, as they often are
    with few incidents, an order counts against the first cluster if the scores of all
    its cylinders add up to at least as much. Circles are centred on incidents.
    Reports of one night that came in a bunch are found as a cluster of a day or two:
    that is what they are, not an outbreak that goes on. If one
    district grows and another shrinks, that interplay is found too, though nothing
    broke out.

    References
    ----------
    .. [1] Kulldorff, M. et al. (2005). A space-time permutation scan statistic for
       disease outbreak detection. PLoS Medicine, 2(3), e59.
       https://doi.org/10.1371/journal.pmed.0020059

    Examples
    --------
    Ten places, one incident a day in turn; then eight within four days at one:

    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> day = np.concatenate([np.arange(100), [50, 51, 51, 52, 52, 53, 53, 53]])
    >>> x = np.concatenate([np.arange(100) % 10, [3] * 8]) * 1000.0
    >>> incidents = gpd.GeoDataFrame(
    ...     {
    ...         "start": pd.Timestamp("2018-01-01", tz="Europe/Stockholm")
    ...         + pd.to_timedelta(day, "D")
    ...     },
    ...     geometry=gpd.points_from_xy(x, np.zeros(108), crs="EPSG:3006"),
    ... )
    >>> found = space_time_scan(incidents, max_radius=400, max_days=14, rng=1)
    >>> found.reset_index().loc[[0], ["cluster", "n", "days", "p_value"]].round(2)
       cluster  n  days  p_value
    0        1  9     4     0.01
    """
    metres = check_positive("max_radius", max_radius)
    longest = check_whole("max_days", max_days, at_least=1)
    fewest = check_whole("min_incidents", min_incidents, at_least=2)
    steps = check_whole("n_radii", n_radii, at_least=1)
    between = check_whole("repeat_every", repeat_every, at_least=1)
    drawn = check_whole("permutations", permutations, at_least=99)
    check_choice("only_ongoing", only_ongoing, (True, False))
    incidents = one_row_a_report(incidents)
    points, day = points_and_days(incidents, time, at_least=FEWEST_INCIDENTS)
    days = day - day.min()
    period = int(days.max()) + 1
    _check_longest(longest, period)
    warn_of(doubled_cautions(len(points), possible_duplicates(incidents, time)))
    zones = circles(points, metres * np.arange(1, steps + 1) / steps, fewest=fewest)
    alive_from = period - 1 if only_ongoing else None
    found = scan_cylinders(
        zones, days, max_days=longest, fewest=fewest, alive_from=alive_from
    )
    best = apart(zones, found, most=MOST_CLUSTERS)
    p_value = scan_p_values(
        zones,
        days,
        found,
        best,
        max_days=longest,
        fewest=fewest,
        alive_from=alive_from,
        simulations=drawn,
        rng=random_generator(rng),
    )
    origin = np.datetime64(int(day.min()), "D")
    clusters = _clusters(zones, found, best, origin, incidents.crs)
    clusters["p_value"] = p_value
    clusters["recurrence_interval"] = between / p_value
    return clusters[[*clusters.columns.drop("geometry"), "geometry"]]


def _check_longest(longest: int, period: int) -> None:
    """Raise ValueError if a run could be as long as a trend."""
    if longest > LONGEST_SHARE * period:
        rule = f"at most half of the period ({period} days)"
        remedy = "Take shorter runs or a longer period."
        raise ValueError(sentence("max_days", rule, longest, remedy))


def _clusters(
    zones: Zones,
    found: Cylinders,
    best: np.ndarray,
    origin: np.datetime64,
    crs: object,
) -> gpd.GeoDataFrame:
    zone, n, expected = found.zone[best], found.n[best], found.expected[best]
    center, radius = zones.center[zone], zones.radius[zone]
    circle = gpd.GeoSeries.from_xy(center[:, 0], center[:, 1], crs=crs).buffer(radius)
    return gpd.GeoDataFrame(
        {
            "n": n,
            "expected": expected,
            "ratio": n / expected,
            "first_day": pd.DatetimeIndex(origin + found.first_day[best]),
            "last_day": pd.DatetimeIndex(origin + found.last_day[best]),
            "days": found.last_day[best] - found.first_day[best] + 1,
            "radius": radius,
            "log_likelihood_ratio": found.score[best],
            "geometry": circle.to_numpy(),
        },
        index=pd.RangeIndex(1, len(best) + 1, name="cluster"),
        crs=crs,
    )
