"""Accuracy: how well a map of where it should happen found where it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_amounts, check_finite, sentence
from .._frame_checks import (
    check_columns,
    check_enough,
    check_frame,
    check_polygons,
    check_projected,
)
from ..stats.accuracy import rank_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_INCIDENTS = 5
FEWEST_ZONES = 2


def prediction_accuracy(
    zones: pd.DataFrame,
    *,
    predicted: str,
    observed: str,
    area: str | None = None,
) -> pd.DataFrame:
    r"""Measure how well predicted counts ranked the zones where incidents came.

    Parameters
    ----------
    zones : GeoDataFrame or DataFrame
        One row a zone, at least two; polygons in a projected CRS unless ``area`` is
        named.
    predicted : str
        Column of what was expected of each zone, at least 0: an earlier count, a sum
        of kernel density, any score that grows with the size of the zone.
    observed : str
        Column of what then came, at least 0; at least 5 in all.
    area : str or None, default None
        Column of the size of each zone: area, length of street, dwellings. None takes
        the area of the polygons, in square metres.

    Returns
    -------
    DataFrame
        One row a zone, best first, with the zone's index and the columns

        - ``rank`` : 1 for the zone with the highest prediction per area
        - ``predicted``, ``observed``, ``area`` : of the zone
        - ``share_of_area`` : of this zone and those before it
        - ``hit_rate`` : share of the observed in them
        - ``PAI`` : ``hit_rate / share_of_area``; 1 is no better than chance
        - ``PEI`` : PAI as a share of the best that could be had in as much area
        - ``RRI`` : predicted so far / observed so far; inf where none came

    Raises
    ------
    ValueError
        If there are fewer than 2 zones or 5 observed, a value is missing or negative,
        or an area is not positive.
    KeyError
        If a column does not exist.

    Notes
    -----
    Zones with the same prediction share their group's observed and area equally, so
    that each row is the mean over all orders of the tie and no order of rows can help
    a prediction. The best possible takes the last zone in part, so PEI is at most 1
    also where zones differ in size. RRI is that of ptools; Levine's is a ratio of
    densities.

    PAI is highest for the smallest hot spot: compare two maps at the same
    ``share_of_area``. Never judge a map on the incidents it was made from.

    References
    ----------
    Chainey, S., Tompson, L. and Uhlig, S. (2008). The utility of hotspot mapping for
    predicting spatial patterns of crime. Security Journal, 21, 4-28.
    Hunt, J. M. (2016). Do crime hot spots move? PhD thesis, American University.

    Examples
    --------
    Three zones of equal size, six of nine incidents in the one ranked first:

    >>> import pandas as pd
    >>> zones = pd.DataFrame({"n": [6, 3, 0], "before": [3, 2, 1], "km2": [1, 1, 1]})
    >>> prediction_accuracy(zones, predicted="before", observed="n", area="km2")[
    ...     ["rank", "hit_rate", "PAI", "PEI", "RRI"]
    ... ].round(3)
       rank  hit_rate  PAI  PEI    RRI
    0     1     0.667  2.0  1.0  0.500
    1     2     1.000  1.5  1.0  0.556
    2     3     1.000  1.0  1.0  0.667
    """
    check_frame("zones", zones)
    named = [predicted, observed] + ([] if area is None else [area])
    check_columns("zones", zones, named)
    check_enough("zones", zones, FEWEST_ZONES)
    expected = check_amounts(predicted, zones[predicted].to_numpy())
    came = check_amounts(observed, zones[observed].to_numpy())
    if came.sum() < FEWEST_INCIDENTS:
        rule = f"zones with at least {FEWEST_INCIDENTS} observed"
        remedy = "Fewer cannot tell one ranking from another; take a longer period."
        raise ValueError(sentence("zones", rule, f"{came.sum():g}", remedy))
    size = _sizes(zones, area)
    ranks = rank_places(expected, came, size)
    hit_rate = ranks.observed / came.sum()
    share = ranks.area / size.sum()
    rri = np.full(len(zones), np.inf)
    np.divide(ranks.predicted, ranks.observed, out=rri, where=ranks.observed > 0)
    best = np.divide(
        ranks.observed, ranks.best, out=np.ones(len(zones)), where=ranks.best > 0
    )
    return pd.DataFrame(
        {
            "rank": np.arange(1, len(zones) + 1),
            "predicted": expected[ranks.order],
            "observed": came[ranks.order],
            "area": size[ranks.order],
            "share_of_area": share,
            "hit_rate": hit_rate,
            "PAI": hit_rate / share,
            "PEI": np.minimum(best, 1.0),
            "RRI": rri,
        },
        index=zones.index[ranks.order],
    )


def _sizes(zones: pd.DataFrame, area: str | None) -> NDArray[np.float64]:
    if area is None:
        check_polygons("zones", zones)
        check_projected("zones", zones)
        return np.asarray(zones.geometry.area.to_numpy(), dtype=np.float64)
    numbers = check_finite(area, zones[area].to_numpy())
    if (numbers <= 0).any():
        got = f"{int((numbers <= 0).sum())} of {len(numbers)} that are not"
        raise ValueError(sentence(area, "positive numbers", got))
    return numbers
