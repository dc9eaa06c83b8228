"""Tell places of incidents from the centres of areas they were geocoded to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from ._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_MANY = 20  # incidents on exactly one point
_FAR_APART = 2_000.0  # metres between neighboring points: centres, not addresses


def incidents_on_point(x: ArrayLike, y: ArrayLike) -> NDArray[np.int64]:
    """Return for each point how many of the points are exactly there.

    >>> incidents_on_point([0, 0, 5], [1, 1, 1])
    array([2, 2, 1])
    """
    across, _ = pd.factorize(np.asarray(x, np.float64))
    along, rows = pd.factorize(np.asarray(y, np.float64))
    place = across.astype(np.int64) * (len(rows) + 1) + along
    codes, distinct = pd.factorize(place)
    return np.bincount(codes, minlength=len(distinct)).astype(np.int64)[codes]


def share_on_repeated_points(
    x: ArrayLike, y: ArrayLike, *, at_least: int = _MANY
) -> float:
    """Return the share of points that lie exactly where ``at_least`` of them lie.

    >>> share_on_repeated_points([0, 0, 5, 6], [1, 1, 1, 1], at_least=2)
    0.5
    """
    counts = incidents_on_point(x, y)
    return float((counts >= at_least).mean()) if counts.size else 0.0


def look_like_centres(x: ArrayLike, y: ArrayLike) -> bool:
    """Return whether points are such that most of them cannot be places of incidents.

    True when more than half of the points lie where 20 or more lie; or, in small
    sets, when the average point is used one and a half times or more although
    neighboring points are 2 km or more apart (median). ``x``, ``y`` in metres.
    """
    counts = incidents_on_point(x, y)
    if counts.size < 20:
        return False
    if (counts >= _MANY).mean() > 0.5:
        return True
    points = np.unique(np.column_stack([np.asarray(x), np.asarray(y)]), axis=0)
    if len(points) < 5 or counts.size < 1.5 * len(points):
        return False
    nearest = cKDTree(points).query(points, k=2)[0][:, 1]
    return bool(np.median(nearest) >= _FAR_APART)


def check_not_centres(argument: str, x: ArrayLike, y: ArrayLike) -> None:
    """Raise ValueError if points look like centres of areas.

    A hot spot of such points is the place of a centre, not where anything happened.
    """
    if look_like_centres(x, y):
        counts = incidents_on_point(x, y)
        distinct = len(
            {*zip(np.asarray(x).tolist(), np.asarray(y).tolist(), strict=True)}
        )
        got = f"{counts.size} incidents on only {distinct} points"
        remedy = (
            "They are geocoded to the centres of areas, where nothing happened: "
            "count them in those areas instead of on a grid."
        )
        raise ValueError(
            sentence(argument, "at the places of the incidents", got, remedy)
        )
