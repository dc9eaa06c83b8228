"""Pattern change: where the share of incidents rose or fell between two periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import (
    check_choice,
    check_counts,
    check_positive,
    check_probability,
    sentence,
)
from .._columns import CORRECTIONS
from .._frame_checks import check_columns, check_enough, check_frame
from .._language import language
from .._provenance import Provenance, one_row
from .._results import Result
from ..stats.multiple_tests import adjust_p_values
from ..stats.pattern_change import (
    shares_differ_dispersed,
    shares_differ_exact,
    shares_dispersion,
)
from ..words.trends import pattern_change_sentence

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from .._columns import Correction, Language

# Below this many in either period no share is known to ten per cent points.
FEWEST_INCIDENTS = 20
# With fewer per used zone no zone can differ, and the index says 1 whatever happened.
FEWEST_PER_ZONE = 5
FEWEST_ZONES = 2
# With fewer used zones the dispersion cannot be told from a change.
FEWEST_FOR_DISPERSION = 10


@dataclass(frozen=True, slots=True, repr=False)
class PatternChange(Result):
    """Which zones' shares of all incidents changed between two periods.

    Attributes
    ----------
    zones : GeoDataFrame
        The zones with ``share_first``, ``share_second``, ``difference`` (second less
        first), ``p_value`` (two-sided), ``p_adjusted`` and ``change`` ("up",
        "down" or "none").
    s_index : float
        Share of all zones that did not change; NaN when incidents are too few.
    s_index_robust : float
        The same among zones that had any incident in either period.
    n_zones, n_used, n_up, n_down : int
        Zones; zones with incidents; zones whose share rose; zones whose share fell.
    n_first, n_second : int
        Incidents of each period.
    dispersion : float
        How many times more the zones' shares vary than those of independent incidents.
    dispersion_from : str
        "zones", "given", or "assumed": 1, since under 10 zones have incidents.
    status : str
        "ok", or "too few incidents per zone": fewer than 5 for each used zone, so that
        an unchanged pattern cannot be told from one that could not be seen to change.
    provenance : Provenance
        What made the result.

    Examples
    --------
    Two zones as before and one with four times as much: shares fall where counts do
    not.

    >>> import pandas as pd
    >>> import estgeo as eg
    >>> zones = pd.DataFrame(
    ...     {"spring": [40, 40, 40], "autumn": [40, 40, 160]},
    ...     index=["Norr", "Söder", "Öster"],
    ... )
    >>> found = eg.pattern_change(zones, first="spring", second="autumn")
    >>> found.zones[["difference", "change"]].round(2)
           difference change
    Norr        -0.17   down
    Söder       -0.17   down
    Öster        0.33     up
    >>> found.n_used, found.s_index, found.status
    (3, 0.0, 'ok')
    """

    zones: pd.DataFrame
    s_index: float
    s_index_robust: float
    n_zones: int
    n_used: int
    n_up: int
    n_down: int
    n_first: int
    n_second: int
    dispersion: float
    dispersion_from: str
    status: str
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return one row; the zones stay with the object."""
        return one_row(self)

    def sentence(self, lang: Language | None = None) -> str:
        """Return the finding in one sentence."""
        lang = language(lang)
        return pattern_change_sentence(
            self.n_up,
            self.n_down,
            self.n_used,
            enough=self.status == "ok",
            assumed=self.dispersion_from == "assumed",
            lang=lang,
        )


def pattern_change(
    zones: pd.DataFrame,
    *,
    first: str,
    second: str,
    correction: Correction = "fdr_bh",
    alpha: float = 0.05,
    dispersion: float | None = None,
) -> PatternChange:
    r"""Find zones whose share of all incidents differs between two periods.

    Shares, not counts: if everything fell by half everywhere, nothing has changed.

    Parameters
    ----------
    zones : GeoDataFrame or DataFrame
        One row a zone, at least two.
    first, second : str
        Columns of counts in the two periods, at least 20 incidents in each.
    correction : {"fdr_bh", "fdr_by", "holm", "bonferroni", "none"}, default "fdr_bh"
        How p-values are adjusted for testing every zone that has incidents.
    alpha : float, default 0.05
        Zones with an adjusted p-value up to this have changed.
    dispersion : float or None, default None
        How many times more counts vary than independent ones would, at least 1. None:
        estimated for each zone from the others, where 10 or more have incidents; else
        1 is assumed, and the sentence says so.

    Returns
    -------
    PatternChange
        ``.zones``, ``.s_index`` and ``.s_index_robust``.

    Raises
    ------
    ValueError
        If there are fewer than 2 zones or 20 incidents in either period, or counts are
        not whole.
    KeyError
        If a column does not exist.

    Notes
    -----
    The area-wise form of Andresen's spatial point pattern test [1]_ [2]_, with the
    exact conditional test (mid-p) in place of chi-squared, since counts are small. The
    S index of a sparse map is near 1 because nothing could be seen: it is NaN below 5
    incidents a used zone. Incidents come in bunches, and a series by one gang looks
    like a change of pattern: the standard score of the exact p-value is divided by the
    root of the dispersion [3]_, which the differences of all other zones give (beyond
    three standard deviations they count as three), and read off Student's t. Where most
    zones changed, that is dispersion too, and nothing is found.

    References
    ----------
    .. [1] Andresen, M. A. (2009). Testing similarity in area-based spatial patterns.
       Applied Geography, 29, 333-345.
    .. [2] Wheeler, A. P., Steenbeek, W. and Andresen, M. A. (2018). Testing for
       similarity in area-based spatial patterns. Transactions in GIS, 22, 760-774.
    .. [3] McCullagh, P. and Nelder, J. A. (1989). Generalized Linear Models, 2nd
       ed., section 4.5.

    Examples
    --------
    Half of the incidents moved from the first zone to the second:

    >>> import pandas as pd
    >>> zones = pd.DataFrame({"before": [40, 10, 50], "after": [10, 40, 50]})
    >>> found = pattern_change(zones, first="before", second="after")
    >>> found.zones["change"].tolist(), round(found.s_index, 3)
    (['down', 'up', 'none'], 0.333)
    """
    check_choice("correction", correction, CORRECTIONS)
    limit = check_probability("alpha", alpha)
    check_frame("zones", zones)
    check_columns("zones", zones, [first, second])
    a = check_counts(first, zones[first].to_numpy())
    b = check_counts(second, zones[second].to_numpy())
    _check_both_periods(zones, {first: a, second: b})
    used = (a + b) > 0
    p_value = np.full(len(a), np.nan)
    p_value[used], level, told_by = _p_values(a[used], b[used], dispersion)
    p_adjusted = adjust_p_values(p_value, correction)
    difference = b / b.sum() - a / a.sum()
    changed = np.nan_to_num(p_adjusted, nan=1.0) <= limit
    up, down = changed & (difference > 0), changed & (difference < 0)
    tested = zones.assign(
        share_first=a / a.sum(),
        share_second=b / b.sum(),
        difference=difference,
        p_value=p_value,
        p_adjusted=p_adjusted,
        change=np.where(up, "up", np.where(down, "down", "none")),
    )
    enough = (a.sum() + b.sum()) >= FEWEST_PER_ZONE * used.sum()
    return PatternChange(
        zones=tested,
        s_index=float((~changed).mean()) if enough else float("nan"),
        s_index_robust=float((~changed[used]).mean()) if enough else float("nan"),
        n_zones=len(a),
        n_used=int(used.sum()),
        n_up=int(up.sum()),
        n_down=int(down.sum()),
        n_first=int(a.sum()),
        n_second=int(b.sum()),
        dispersion=level,
        dispersion_from=told_by,
        status="ok" if enough else "too few incidents per zone",
        provenance=Provenance(
            function="pattern_change",
            parameters={
                "first": first,
                "second": second,
                "correction": correction,
                "alpha": limit,
                "dispersion": dispersion,
            },
            rows_in=len(zones),
            rows_out=int(used.sum()),
        ),
    )


def _p_values(
    a: NDArray[np.int64], b: NDArray[np.int64], dispersion: float | None
) -> tuple[NDArray[np.float64], float, str]:
    """Return p-values, the dispersion they allow for and where that comes from."""
    counts = a, b, int(a.sum()), int(b.sum())
    exact = shares_differ_exact(*counts)
    if dispersion is not None:
        level = check_positive("dispersion", dispersion)
        if level < 1:
            raise ValueError(sentence("dispersion", "1 or more", f"{level:g}"))
        score = shares_differ_dispersed(exact, level, np.inf)
        return score, level, "given"
    if len(a) < FEWEST_FOR_DISPERSION:
        return exact, 1.0, "assumed"
    others = shares_dispersion(*counts)
    p_value = shares_differ_dispersed(exact, others, len(a) - 2)
    return p_value, float(np.median(others)), "zones"


def _check_both_periods(
    zones: pd.DataFrame, counts: dict[str, NDArray[np.int64]]
) -> None:
    check_enough("zones", zones, FEWEST_ZONES)
    for column, numbers in counts.items():
        if numbers.sum() < FEWEST_INCIDENTS:
            rule = f"counts of at least {FEWEST_INCIDENTS} incidents in all"
            remedy = "Fewer cannot show a change of pattern; take longer periods."
            raise ValueError(sentence(column, rule, f"{int(numbers.sum())}", remedy))
