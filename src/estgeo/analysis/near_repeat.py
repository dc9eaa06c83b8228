"""Near repeats: whether one incident raises the risk nearby for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from .._checks import (
    check_choice,
    check_whole,
    random_generator,
    sentence,
)
from .._frame_checks import crs_name
from .._language import language
from .._provenance import Provenance
from .._reports import one_row_a_report
from .._results import Result
from ..network._network import on_network, walking_pairs
from ..stats.knox import SAME_PLACE, knox_table
from ..words.near_repeats import near_repeats_sentence
from ._dated_points import (
    centre_cautions,
    duplicate_cautions,
    points_and_days,
    possible_duplicates,
    warn_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._checks import RandomState
    from .._columns import Language
    from ..network._network import StreetNetwork
    from ..stats.knox import KnoxTable, Metric

METRICS = ("euclidean", "manhattan", "network")
# Fewer incidents give a table of zeros and ones whose ratios are noise.
FEWEST = 50


@dataclass(frozen=True, slots=True, repr=False)
class NearRepeats(Result):
    """A table of pairs of incidents by how far apart and how many days apart.

    Attributes
    ----------
    table : DataFrame
        One row a band of distance and a band of days, both [from, to): the columns
        ``distance_from``, ``distance_to`` (metres; 0 and 0 is the same place),
        ``days_from``, ``days_to``, ``observed`` (pairs), ``expected`` (their mean when
        days are handed out at random, exact), ``ratio`` (observed / expected; NaN
        where none can be expected), ``p_value`` (at least as many by chance; NaN
        without permutations) and ``expected_sd`` (exact standard deviation).
    n : int
        Incidents.
    n_places : int
        Distinct coordinates; many incidents on few places mean that addresses, not
        doors, are what is repeated.
    same_place_share : float
        Share at the same coordinate of all pairs nearer than the last finite edge,
        however many days apart; NaN where there is no such pair.
    possible_duplicates : int
        Pairs that look like one event counted twice: from two sources within 100 m
        and 2 hours, or from one source at the same place and clock time.
    n_days : int
        Days from the first incident to the last, both included.
    metric : str
        How distance was measured.
    permutations : int
        Random orders behind the p-values.
    provenance : Provenance
        What made the result.

    Examples
    --------
    Thirty pairs, each 50 m and a day apart, far from each other in space and time. Of
    1,770 pairs 30 are so near and 30 so soon: by chance 30 x 30 / 1,770 would be both.

    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> import estgeo as eg
    >>> pair, second = np.repeat(np.arange(30), 2), np.tile([0, 1], 30)
    >>> day = pd.Timestamp("2018-01-01", tz="Europe/Stockholm")
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": day + pd.to_timedelta(60 * pair + second, unit="D")},
    ...     geometry=gpd.points_from_xy(5000.0 * pair + 50 * second, 0 * pair),
    ...     crs=3006,
    ... )
    >>> found = eg.near_repeats(incidents, permutations=0)
    >>> table = found.table[found.table["observed"] > 0]
    >>> table[
    ...     ["distance_from", "distance_to", "days_to", "observed", "expected"]
    ... ].round(3)
       distance_from  distance_to  days_to  observed  expected
    4            0.0        100.0      7.0        30     0.508
    >>> found.n_places, found.same_place_share
    (60, 0.0)
    """

    table: pd.DataFrame
    n: int
    n_places: int
    n_days: int
    same_place_share: float
    possible_duplicates: int
    metric: str
    permutations: int
    provenance: Provenance
    _cautions: tuple[Callable[[str], str], ...] = field(repr=False)

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of the table."""
        return self.table.copy()

    def sentence(self, lang: Language | None = None) -> str:
        """Return the finding in a sentence or two, and what makes it doubtful."""
        lang = language(lang)
        finding = near_repeats_sentence(self.table, self.n, lang)
        return " ".join([finding, *self.cautions(lang)])

    def cautions(self, lang: Language | None = None) -> list[str]:
        """Return what may look like repeats: duplicates, and points many share."""
        lang = language(lang)
        return [text(lang) for text in self._cautions]


def near_repeats(
    incidents: gpd.GeoDataFrame,
    *,
    distances: Sequence[float] = (0, 100, 200, 300, 400),
    days: Sequence[float] = (0, 7, 14, 21, 28),
    metric: Metric | Literal["network"] = "euclidean",
    network: StreetNetwork | None = None,
    time: str = "start",
    permutations: int = 999,
    rng: RandomState = None,
) -> NearRepeats:
    r"""Find out whether incidents near each other are also close in time.

    Every pair of incidents falls in a band of distance and a band of days. The count
    of each cell is set against what it would be if the same days had been handed out
    to the same places at random.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS in metres, at least 50.
    distances : sequence of float, default (0, 100, 200, 300, 400)
        Edges of the bands in metres, from 0 and increasing; the last may be infinite.
        The same place (closer than a millimetre) is always a band of its own.
    days : sequence of float, default (0, 7, 14, 21, 28)
        Edges of the bands in whole calendar days, from 0 and increasing; the last may
        be infinite. Two incidents on one date are 0 days apart.
    metric : {"euclidean", "manhattan", "network"}, default "euclidean"
        As the crow flies, along streets at right angles, or the shortest way along
        the streets of ``network``. Incidents at one place of a street are at the same
        place then, on either side of it.
    network : StreetNetwork or None, default None
        The streets (:func:`street_network`), for ``metric="network"``. Incidents too
        far from every street are left out, with a warning that counts them.
    time : str, default "start"
        Column of time-zone-aware times.
    permutations : int, default 999
        Random orders of the days for the p-values; 0 leaves them NaN.
    rng : None, int or Generator, default None
        Source of the random orders.

    Returns
    -------
    NearRepeats
        ``.table`` has one row a cell, in bands [from, to).

    Raises
    ------
    ValueError
        If there are fewer than 50 incidents, all on one day or all in one place, if a
        time is missing or known only to a week or a month, or if edges do not
        increase from 0.
    TypeError
        If the times carry no time zone.

    Warns
    -----
    UserWarning
        Where pairs that look like one event counted twice (see
        :func:`find_duplicates`) are 5 % or more of the pairs nearest in time and space,
        or where incidents lie on few points, as centres of areas do.

    Notes
    -----
    The Knox test [1]_ in the form of the near-repeat table [2]_. The mean
    :math:`N_s N_t / N` and the standard deviation of each cell are exact [3]_;
    :math:`p = (b + 1) / (B + 1)`, where :math:`b` of :math:`B` random orders had at
    least as many pairs. Read a cell when ``p_value`` is at most 0.05 **and** ``ratio``
    at least 1.2, and expect one cell in twenty to pass the first by chance.

    The null keeps both maps and calendars, but not their interplay: if one district
    grew while another shrank, or has another season, near pairs are also close in time
    without any contagion. Split long periods, or test one district at a time.
    Bunches count too: a night in which ten cars of a street are scratched is 45 pairs
    of the nearest cell and no repeat. Look at ``days=(0, 1, 7, ...)``: what is in the
    band of the same day alone is bunches.
    Addresses given as the middle of a property inflate the band of the same place.

    References
    ----------
    .. [1] Knox, E. G. (1964). The detection of space-time interactions. Applied
       Statistics, 13, 25-29.
    .. [2] Ratcliffe, J. H. (2009). Near repeat calculator. Temple University.
    .. [3] Barton, D. E. and David, F. N. (1966). The random intersection of two
       graphs. In Research Papers in Statistics, 445-459. Wiley.

    Examples
    --------
    Thirty places a kilometre apart, each hit twice within three days. Of all 1,770
    pairs 59 are less than 7 days apart, so 30 x 59 / 1,770 = 1 is to be expected:

    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> first = pd.date_range(
    ...     "2018-01-01", periods=30, freq="9D", tz="Europe/Stockholm"
    ... )
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": first.append(first + pd.Timedelta("3D"))},
    ...     geometry=gpd.points_from_xy(
    ...         np.tile(np.arange(30) * 1000.0, 2), [0.0] * 60, crs="EPSG:3006"
    ...     ),
    ... )
    >>> found = near_repeats(incidents, distances=(0, 100), days=(0, 7), rng=1)
    >>> found.table[["distance_to", "observed", "expected", "p_value"]].round(3)
       distance_to  observed  expected  p_value
    0          0.0        30       1.0    0.001
    1        100.0         0       0.0    1.000
    """
    check_choice("metric", metric, METRICS)
    distance_edges = _distance_edges(distances)
    day_edges = _edges("days", days)
    drawn = check_whole("permutations", permutations)
    incidents = one_row_a_report(incidents)
    on = on_network(incidents, network, required=metric == "network")
    if on is not None:
        incidents = incidents.iloc[on.row]
    points, day = points_and_days(incidents, time, at_least=FEWEST)
    pairs = None
    if on is not None and network is not None:
        reach = max(edge for edge in distance_edges if np.isfinite(edge))
        pairs = walking_pairs(on, network, reach)
    n_places, n_days = _places_and_days(points, day)
    cautions = centre_cautions(points)
    warn_of(cautions)
    counted = knox_table(
        points,
        day,
        distance_edges=distance_edges,
        day_edges=day_edges,
        metric="euclidean" if metric == "network" else metric,
        pairs=pairs,
        simulations=drawn,
        rng=random_generator(rng),
    )
    table = _table(counted, distance_edges, day_edges)
    duplicates = possible_duplicates(incidents, time)
    # What lies on one centre is no sign of one event.
    doubled = [] if cautions else duplicate_cautions(table, duplicates)
    warn_of(doubled)
    parameters = {
        "distances": distance_edges,
        "days": day_edges,
        "metric": metric,
        "time": time,
        "permutations": drawn,
    }
    return NearRepeats(
        table=table,
        n=len(points),
        n_places=n_places,
        n_days=n_days,
        same_place_share=_same_place_share(counted, distance_edges),
        possible_duplicates=duplicates,
        metric=metric,
        permutations=drawn,
        provenance=_provenance(incidents, parameters, rng),
        _cautions=tuple(cautions + doubled),
    )


def _provenance(
    incidents: gpd.GeoDataFrame, parameters: Mapping[str, object], rng: RandomState
) -> Provenance:
    return Provenance(
        function="near_repeats",
        parameters=parameters,
        seed=rng if isinstance(rng, int) else None,
        rows_in=len(incidents),
        rows_out=len(incidents),
        crs=crs_name(incidents.crs),
    )


def _places_and_days(
    points: NDArray[np.float64], day: NDArray[np.int64]
) -> tuple[int, int]:
    """Return how many places and days there are; more than one of each."""
    n_places = len(np.unique(points, axis=0))
    n_days = int(day.max() - day.min()) + 1
    if n_places == 1 or n_days == 1:
        got = "all in one place" if n_places == 1 else "all on one day"
        rule = "spread over more than one place and more than one day"
        raise ValueError(sentence("incidents", rule, got))
    return n_places, n_days


def _same_place_share(counted: KnoxTable, distances: Sequence[float]) -> float:
    """Return the share of pairs within the longest distance at one and the same."""
    finite = int(np.isfinite(distances).sum())
    near = int(counted.pairs[:finite].sum())
    return int(counted.pairs[0]) / near if near else float("nan")


def _edges(argument: str, edges: Sequence[float]) -> tuple[float, ...]:
    try:
        numbers = np.asarray(edges, dtype=float)
    except (TypeError, ValueError) as error:
        raise TypeError(sentence(argument, "a sequence of numbers", edges)) from error
    rule = "increasing numbers that begin with 0 and hold at least one more"
    if numbers.ndim != 1 or len(numbers) < 2 or not np.isfinite(numbers[:-1]).all():
        raise ValueError(sentence(argument, rule, edges))
    if numbers[0] != 0 or not (np.diff(numbers) > 0).all():
        raise ValueError(sentence(argument, rule, edges))
    return tuple(numbers.tolist())


def _distance_edges(distances: Sequence[float]) -> tuple[float, ...]:
    edges = _edges("distances", distances)
    if edges[1] <= SAME_PLACE:
        remedy = "The same place is a band of its own without being asked for."
        rule = f"edges above {SAME_PLACE} m after the 0"
        raise ValueError(sentence("distances", rule, distances, remedy))
    return edges


def _table(
    counted: KnoxTable, distances: Sequence[float], days: Sequence[float]
) -> pd.DataFrame:
    rows, columns = counted.observed.shape
    lows, highs = (0.0, *distances[:-1]), (0.0, *distances[1:])
    expected = counted.expected.ravel()
    ratio = np.full(len(expected), np.nan)
    np.divide(counted.observed.ravel(), expected, out=ratio, where=expected > 0)
    p_value = np.full(len(expected), np.nan)
    if counted.simulations:
        p_value = (counted.at_least.ravel() + 1) / (counted.simulations + 1)
    return pd.DataFrame(
        {
            "distance_from": np.repeat(lows, columns),
            "distance_to": np.repeat(highs, columns),
            "days_from": np.tile(days[:-1], rows),
            "days_to": np.tile(days[1:], rows),
            "observed": counted.observed.ravel(),
            "expected": expected,
            "ratio": ratio,
            "p_value": p_value,
            "expected_sd": counted.deviation.ravel(),
        }
    )
