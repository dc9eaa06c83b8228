"""How well places were foreseen: PAI, PEI, RRI, hit rate; agreement of two maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places from the highest to the lowest prediction, and sums so far.

    Attributes
    ----------
    order : int array
        Positions of the places in the input, best first.
    predicted, observed, area : arrays
        Sums over the places so far; places with equal predictions share their
        group's observed and area equally.
    best : array
        The most that could have been observed in as much area.
    """

    order: NDArray[np.intp]
    predicted: Floats
    observed: Floats
    area: Floats
    best: Floats


def rank_places(predicted: Floats, observed: Floats, area: Floats) -> Ranking:
    """Rank places by prediction and add up what was observed there.

    Parameters
    ----------
    predicted, observed, area : arrays
        Of each place; predictions are ranked per area.

    Returns
    -------
    Ranking
        Sums so far.

    Examples
    --------
    >>> import numpy as np
    >>> ranks = rank_places(
    ...     np.array([1.0, 3.0, 3.0]), np.array([2.0, 6.0, 0.0]), np.ones(3)
    ... )
    >>> ranks.order.tolist(), ranks.observed.tolist(), ranks.best.tolist()
    ([1, 2, 0], [3.0, 6.0, 8.0], [6.0, 8.0, 8.0])
    """
    density = predicted / area
    order = np.argsort(-density, stable=True)
    ranked = density[order]
    group = np.concatenate([[0], np.cumsum(np.diff(ranked) != 0)])
    size = np.bincount(group)[group]
    in_order = [np.cumsum(predicted[order])]
    for values in (observed, area):
        shared = np.bincount(group, weights=values[order])[group] / size
        in_order.append(np.cumsum(shared))
    predicted_sum, observed_sum, area_sum = in_order
    return Ranking(
        order, predicted_sum, observed_sum, area_sum, _best(observed, area, area_sum)
    )


def _best(observed: Floats, area: Floats, wanted: Floats) -> Floats:
    """Return the most observed in ``wanted`` area, taking the last place in part."""
    order = np.argsort(-observed / area)
    areas = np.concatenate([[0.0], np.cumsum(area[order])])
    sums = np.concatenate([[0.0], np.cumsum(observed[order])])
    return np.asarray(np.interp(wanted, areas, sums))


def weighted_agreement(
    first: ArrayLike, second: ArrayLike, *, widest: float
) -> tuple[float, float]:
    """Return the agreement of two ordered scales, and that to be expected by chance.

    Parameters
    ----------
    first, second : arrays of numbers of the same length
        Places on the scale.
    widest : float
        Distance on the scale at which nothing agrees; half of it is half an agreement.

    Returns
    -------
    tuple of float
        Mean agreement, and its mean if the second were dealt out at random.
        Cohen's weighted kappa is ``(seen - chance) / (1 - chance)``.

    References
    ----------
    Cohen, J. (1968). Weighted kappa. Psychological Bulletin, 70, 213-220.

    Examples
    --------
    >>> weighted_agreement([1, 0, 0, 0], [1, 0, 0, 1], widest=1)
    (0.75, 0.5)
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    a_levels, a_share = np.unique(a, return_counts=True)
    b_levels, b_share = np.unique(b, return_counts=True)
    credit = 1 - np.minimum(np.abs(a_levels[:, None] - b_levels) / widest, 1)
    chance = a_share @ credit @ b_share / len(a) ** 2
    seen = np.mean(1 - np.minimum(np.abs(a - b) / widest, 1))
    return float(seen), float(chance)
