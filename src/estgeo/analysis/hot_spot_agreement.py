"""Hot-spot agreement: how alike two maps of hot spots are, beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_columns, check_enough, check_frame
from .._provenance import Provenance, one_row
from .._results import Result
from ..stats.accuracy import weighted_agreement

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, repr=False)
class HotSpotAgreement(Result):
    """How alike two hot-spot maps of the same zones are.

    Attributes
    ----------
    similarity : float
        Mean agreement in [0, 1]; a 99 % and a 95 % hot spot agree to two thirds.
    expected : float
        What two unrelated maps with as many hot and cold zones would reach.
    kappa : float
        Agreement beyond chance: 0 none, 1 full; NaN where chance alone gives 1.
    overlap : float
        Of zones hot in either map, the share hot in both; NaN where none is hot.
    n_zones, n_hot_first, n_hot_second, n_hot_both : int
        Zones compared, and how many were hot.
    provenance : Provenance
        What made the result.

    Examples
    --------
    Two hot zones in the first map, of which the second has one, and one bin lower:

    >>> import pandas as pd
    >>> import estgeo as eg
    >>> bins = pd.DataFrame({"may": [3, 2, 0, 0, -1], "june": [2, 0, 0, 0, -1]})
    >>> found = eg.hot_spot_agreement(bins, first="may", second="june")
    >>> found.overlap, round(found.similarity, 3), round(found.kappa, 3)
    (0.5, 0.8, 0.559)
    """

    similarity: float
    expected: float
    kappa: float
    overlap: float
    n_zones: int
    n_hot_first: int
    n_hot_second: int
    n_hot_both: int
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return one row."""
        return one_row(self)


def hot_spot_agreement(
    zones: pd.DataFrame, *, first: str, second: str
) -> HotSpotAgreement:
    """Measure how far two hot-spot maps of the same zones agree beyond chance.

    Parameters
    ----------
    zones : GeoDataFrame or DataFrame
        One row a zone, at least two.
    first, second : str
        Columns of bins as ``gi_bin`` of :func:`hot_spots`: whole numbers, -3 to 3.

    Returns
    -------
    HotSpotAgreement
        ``similarity``, ``expected``, ``kappa``, ``overlap``.

    Raises
    ------
    ValueError
        If there are fewer than 2 zones, or a value is no whole number from -3 to 3.
    KeyError
        If a column does not exist.

    Notes
    -----
    Cohen's weighted kappa [1]_ with linear weights, full disagreement at three steps.
    No p-value: neighbouring zones share incidents in both maps, so dealing out zones at
    random would call any two smooth maps significantly alike.

    References
    ----------
    .. [1] Cohen, J. (1968). Weighted kappa: nominal scale agreement with provision
       for scaled disagreement or partial credit. Psychological Bulletin 70(4),
       213-220.

    Examples
    --------
    >>> import pandas as pd
    >>> zones = pd.DataFrame({"spring": [3, 0, 0, 0], "autumn": [3, 0, 0, 3]})
    >>> found = hot_spot_agreement(zones, first="spring", second="autumn")
    >>> found.similarity, found.expected, found.kappa, found.overlap
    (0.75, 0.5, 0.5, 0.5)
    """
    check_frame("zones", zones)
    check_columns("zones", zones, [first, second])
    check_enough("zones", zones, FEWEST_ZONES)
    a, b = _bins(first, zones), _bins(second, zones)
    seen, chance = weighted_agreement(a, b, widest=NOTHING_AGREES)
    either, both = int(((a > 0) | (b > 0)).sum()), int(((a > 0) & (b > 0)).sum())
    return HotSpotAgreement(
        similarity=seen,
        expected=chance,
        kappa=(seen - chance) / (1 - chance) if chance < 1 else float("nan"),
        overlap=both / either if either else float("nan"),
        n_zones=len(a),
        n_hot_first=int((a > 0).sum()),
        n_hot_second=int((b > 0).sum()),
        n_hot_both=both,
        provenance=Provenance(
            function="hot_spot_agreement",
            parameters={"first": first, "second": second},
            rows_in=len(zones),
            rows_out=len(zones),
        ),
    )


def _bins(column: str, zones: pd.DataFrame) -> NDArray[np.int64]:
    numbers = np.asarray(pd.to_numeric(zones[column]).to_numpy(), dtype=float)
    if not np.isin(numbers, np.arange(-3, 4)).all():
        rule = "bins of confidence, whole numbers from -3 to 3"
        remedy = "Pass the column gi_bin of hot_spots."
        wrong = numbers[~np.isin(numbers, np.arange(-3, 4))]
        got = f"{len(wrong)} that are not (first: {wrong[0]:g})"
        raise ValueError(sentence(column, rule, got, remedy))
    return numbers.astype(np.int64)


FEWEST_ZONES = 2
# On the scale of gi_bin, -3 to 3, a 99 % and a 95 % hot spot agree to two thirds.
NOTHING_AGREES = 3
