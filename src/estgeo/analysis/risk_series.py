"""The group's own weekly judgement beside the counts of the week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_columns, check_frame, check_times
from .._language import language
from .._provenance import Provenance, one_row
from .._results import Result
from ..space_time.periods import period_counts
from ..stats.shifted_ranks import shifted_rank_correlation
from ..words.trends import risk_series_words
from ._weekly_counts import check_week

if TYPE_CHECKING:
    from .._columns import Language

# Under half a year of weeks two series that carry over tell little of each other.
LEAST_WEEKS = 26


@dataclass(frozen=True, slots=True, repr=False)
class RiskSeries(Result):
    """A value judged week by week, beside the counts.

    Attributes
    ----------
    weeks : DataFrame
        One row an ISO week, as :func:`period_counts`, with the judged value (NaN in
        weeks without).
    n_weeks : int
        Complete weeks with a judged value: those the correlation rests on.
    rank_correlation : float
        Spearman's; NaN with under 26 such weeks or values that do not vary.
    p_value : float
        Two-sided, by turning one series against the other; NaN as above.
    provenance : Provenance

    Examples
    --------
    A value that is the count itself. Both come back every fifth week, so that every
    fifth turn fits as well as the true one: the p-value is 0.2, whatever the
    correlation.

    >>> import pandas as pd
    >>> import estgeo as eg
    >>> counts = [1, 2, 3, 4, 3] * 6
    >>> first = pd.Timestamp("2018-01-01 18:00", tz="Europe/Stockholm")
    >>> incidents = pd.DataFrame(
    ...     {"start": pd.date_range(first, periods=30, freq="7D").repeat(counts)}
    ... )
    >>> judged = eg.period_counts(incidents).rename(
    ...     columns={"period": "week", "n": "risk_value"}
    ... )
    >>> found = eg.risk_series(incidents, judged, span=("2018-W01", "2018-W30"))
    >>> found.n_weeks, round(found.rank_correlation, 3), found.p_value
    (30, 1.0, 0.2)
    """

    weeks: pd.DataFrame
    n_weeks: int
    rank_correlation: float
    p_value: float
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the plain numbers as one row."""
        return one_row(self)

    def sentence(self, lang: Language | None = None) -> str:
        """Return whether the value and the counts go together, in one sentence."""
        lang = language(lang)
        return risk_series_words(
            self.rank_correlation, self.p_value, self.n_weeks, lang
        )


def risk_series(
    incidents: pd.DataFrame,
    judged: pd.DataFrame,
    *,
    value: str = "risk_value",
    week: str = "week",
    span: tuple[str, str] | None = None,
) -> RiskSeries:
    """Lay a weekly value that the group has judged beside the counts of the week.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware ``start``: those of the area that was
        judged.
    judged : DataFrame
        One row a week that was judged.
    value : str, default "risk_value"
        Column of ``judged`` with the value, a number such as 1 to 4.
    week : str, default "week"
        Column of ``judged`` with the ISO week, such as "2018-W10".
    span : (from, to) or None, default None
        Weeks or days that the incidents cover, as in :func:`period_counts`.

    Returns
    -------
    RiskSeries
        Both series beside each other, their correlation and its p-value.

    Raises
    ------
    ValueError
        If a week is not an ISO week, comes twice or lies outside the weeks of the
        incidents, or a value is not a number.
    KeyError
        If a column is missing.

    Notes
    -----
    The value is the group's and is never computed here: it holds what the counts do
    not. Weeks are like the weeks before them, so that the p-value of Spearman's own
    correlation [1]_ would be far too small. Here one series is turned against the
    other, week by week, as patterns of points are on a torus [2]_, and ``p_value`` is
    the share of turns with a correlation as great: turned series keep their memory. A
    slow rise in both makes any two series alike, whatever the reason. Weeks without a
    value are left out, and the weeks about them put together. If the group sees the
    counts before it judges, the two are one.

    References
    ----------
    .. [1] Spearman, C. (1904). The proof and measurement of association between two
       things. American Journal of Psychology 15(1), 72-101.
    .. [2] Lotwick, H. W. and Silverman, B. W. (1982). Methods for analysing spatial
       processes of several types of points. Journal of the Royal Statistical Society
       B 44(3), 406-413.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> days = pd.to_datetime(["2018-03-05", "2018-03-06", "2018-03-18"])
    >>> incidents = pd.DataFrame({"start": days.tz_localize("Europe/Stockholm")})
    >>> judged = pd.DataFrame({"week": ["2018-W10", "2018-W11"], "risk_value": [3, 1]})
    >>> beside = eg.risk_series(incidents, judged)
    >>> beside.weeks[["period", "n", "risk_value"]]
         period  n  risk_value
    0  2018-W10  2         3.0
    1  2018-W11  1         1.0
    >>> beside.sentence("en")
    '2 weeks are too few to say whether the risk value follows the counts.'
    """
    check_frame("incidents", incidents)
    check_times("incidents", incidents, "start")
    check_frame("judged", judged)
    check_columns("judged", judged, [week, value])
    counts = period_counts(incidents, every="week", span=span)
    values = _judged(judged, week, value, counts["period"])
    weeks = counts.assign(**{value: counts["period"].map(values)})
    used = weeks["complete"].to_numpy() & weeks[value].notna().to_numpy()
    n, risk = (weeks.loc[used, name].to_numpy(dtype=float) for name in ("n", value))
    correlation, p = _together(n, risk)
    return RiskSeries(
        weeks=weeks,
        n_weeks=int(used.sum()),
        rank_correlation=correlation,
        p_value=p,
        provenance=Provenance(
            "risk_series",
            {"value": value, "week": week, "span": span},
            rows_in=len(judged),
            rows_out=int(used.sum()),
        ),
    )


def _judged(
    judged: pd.DataFrame, week: str, value: str, covered: pd.Series
) -> pd.Series:
    """Return the values by week, each week once and within the weeks covered."""
    labels = judged[week].astype(str)
    for label in labels:
        check_week(week, label)
    twice = labels[labels.duplicated()]
    if len(twice):
        remedy = "Keep one value a week, or take one area at a time."
        raise ValueError(
            sentence(week, "given once each", f"{twice.iloc[0]} twice", remedy)
        )
    outside = labels[~labels.isin(covered)]
    if len(outside):
        rule = f"from {covered.iloc[0]} to {covered.iloc[-1]}, as the incidents"
        remedy = "State what the incidents cover with 'span'."
        raise ValueError(sentence(week, rule, outside.iloc[0], remedy))
    numbers = pd.to_numeric(judged[value], errors="coerce")
    wrong = numbers.isna() & judged[value].notna()
    if wrong.any():
        got = repr(judged.loc[wrong, value].iloc[0])
        raise ValueError(sentence(value, "a number in every row, or missing", got))
    return pd.Series(numbers.to_numpy(dtype=np.float64), index=labels.to_numpy())


def _together(n: np.ndarray, risk: np.ndarray) -> tuple[float, float]:
    if len(n) < LEAST_WEEKS:
        return np.nan, np.nan
    turned = shifted_rank_correlation(n, risk)
    if np.isnan(turned).any():
        return np.nan, np.nan
    as_great = np.abs(turned) >= np.abs(turned[0]) - 1e-9
    return float(turned[0]), float(as_great.mean())
