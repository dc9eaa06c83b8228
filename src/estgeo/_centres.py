"""Tell places of incidents from the centres of areas they were geocoded to.

That many incidents lie on one point says little: over the years every snap point of a
street and every entrance of a shopping centre gets its twenty. Centres are told by
what lies between them: nothing for hundreds of metres, since an area has one centre.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import scipy

from ._checks import sentence, warn_user

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]

FLAGGED_IN, FLAG = "flags", "area_centre"
_FEWEST = 20  # incidents: fewer say nothing about how they were geocoded
_MANY = 20  # incidents on exactly one point
_MOST = 0.5  # share of the incidents that lie on points with many
_NEARLY_ALL = 0.9  # share of the incidents that share their point with another
# Metres between neighboring points. Centres of the small areas of Gothenburg are 258 m
# apart (median), those of Stockholm 419, of Malmö 568; points of streets 50 to 150.
_APART = 200.0
# So far apart that points used more than once are centres, however few the incidents.
_FAR_APART = 2_000.0
_USED_AGAIN = 1.5  # incidents a point
_FEW_POINTS, _USED_OFTEN = 5, 10


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


def look_like_centres(x: ArrayLike, y: ArrayLike) -> bool:
    """Return whether points are such that most of them cannot be places of incidents.

    True when more than half of the incidents lie on points that carry 20 or more,
    nine in ten share their point with another, and those points lie 200 m or more
    from each other; or, whatever the number on each, when points are used again and
    again although they lie 2 km or more apart. ``x``, ``y`` in metres.

    >>> east = np.repeat([0.0, 3_000.0, 6_000.0], 30)
    >>> (
    ...     look_like_centres(east, np.zeros(90)),
    ...     look_like_centres(east / 50, np.zeros(90)),
    ... )
    (True, False)
    """
    points, counts = _points(x, y)
    n = int(counts.sum())
    if n < _FEWEST:
        return False
    many = counts >= _MANY
    if counts[many].sum() > _MOST * n and counts[counts > 1].sum() >= _NEARLY_ALL * n:
        return _usual_gap(points[many], counts[many]) >= _APART
    often = _USED_AGAIN if len(points) >= _FEW_POINTS else _USED_OFTEN
    if n < often * len(points):
        return False
    return _usual_gap(points, np.ones_like(counts)) >= _FAR_APART


def may_be_centres(counts: NDArray[np.int64]) -> bool:
    """Return whether points are used so often that a look at them is worth while.

    ``counts``: incidents on each different point.

    >>> may_be_centres(np.array([1, 2, 1])), may_be_centres(np.array([20, 1, 1]))
    (False, True)
    """
    n = int(counts.sum())
    on_many = int(counts[counts >= _MANY].sum())
    return on_many > _MOST * n or n >= _USED_AGAIN * len(counts)


def _points(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Counts]:
    """Return the different points and how many incidents lie on each."""
    xy = pd.DataFrame({"x": np.asarray(x, float), "y": np.asarray(y, float)})
    counts = xy.value_counts(sort=False)
    points = np.asarray(counts.index.to_frame(), np.float64)
    return points, np.asarray(counts, np.int64)


def _usual_gap(points: Floats, counts: Counts) -> float:
    """Return the distance from a point to the next, median over the incidents."""
    if len(points) < 2:
        return np.inf
    nearest = scipy.spatial.cKDTree(points).query(points, k=2)[0][:, 1]
    order = np.argsort(nearest)
    middle = np.searchsorted(counts[order].cumsum(), counts.sum() / 2)
    return float(nearest[order][middle])


def warn_of_centres(incidents: Any, answer: str) -> None:
    """Warn if most incidents bear the flag of a reading that says "area_centre".

    ``answer``: what is made of them, such as "A count in cells of a grid". The
    warning points at the user's line.
    """
    if not isinstance(incidents, pd.DataFrame) or FLAGGED_IN not in incidents:
        return
    flagged = incidents[FLAGGED_IN].astype("str").str.contains(FLAG, na=False)
    if flagged.sum() > _MOST * len(flagged):
        message = (
            f"{int(flagged.sum())} of {len(flagged)} incidents lie at the centres of "
            f"areas, where nothing happened (flag '{FLAG}'). {answer} shows where the "
            "centres are: count them in those areas instead."
        )
        warn_user(message)


def check_not_centres(argument: str, x: ArrayLike, y: ArrayLike) -> None:
    """Raise ValueError if points look like centres of areas.

    A hot spot of such points is the place of a centre, not where anything happened.
    """
    if look_like_centres(x, y):
        counts = _points(x, y)[1]
        got = f"{counts.sum()} incidents on only {len(counts)} points far apart"
        remedy = (
            "They are geocoded to the centres of areas, where nothing happened: "
            "count them in those areas instead of on a grid. If they are real places "
            "(schools, stations), count them place by place."
        )
        raise ValueError(
            sentence(argument, "at the places of the incidents", got, remedy)
        )
