"""How different the trends may have been before a conclusion falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from .._checks import check_not_negative, sentence
from .._language import language
from .._provenance import Provenance
from .._results import Result
from ..words.study import bounds_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .._columns import Language
    from .event_study import EventStudy

    Floats = NDArray[np.float64]

_LARGEST, _CLOSE = 1.0, 5e-4


@dataclass(frozen=True, slots=True, repr=False)
class TrendBounds(Result):
    """What can be said if zones would not have run alike.

    Attributes
    ----------
    bounds : DataFrame
        One row a limit: ``curvature`` (how much the difference of trends may bend from
        one period to the next, log scale: .01 is about 1 %), ``low``, ``high``
        (interval of the mean ratio since the start).
    ratio, low, high : float
        The mean ratio since the start and its interval if zones would have run alike.
    curvature_breakdown : float
        Largest curvature at which the interval leaves out 1; 0 when it never does.
    slope_breakdown : float
        Difference of trends a period, as a share, from which on the interval of the
        plain answer would hold 1: 0.02 is 2 % a period; 0 when it does already.
    confidence : float
        Level of the intervals.
    provenance : Provenance
        What made it.

    Examples
    --------
    See :func:`trend_bounds`.

    >>> import estgeo as eg
    >>> eg.TrendBounds.__name__
    'TrendBounds'
    """

    bounds: pd.DataFrame
    ratio: float
    low: float
    high: float
    curvature_breakdown: float
    slope_breakdown: float
    confidence: float
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the intervals, one row a limit."""
        return self.bounds.copy()

    def sentence(self, lang: Language | None = None) -> str:
        """Return both breakdown values.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        str
            One or two sentences.
        """
        lang = language(lang)
        return bounds_sentence(
            numbers=(self.ratio, self.low, self.high, self.confidence),
            breakdowns=(self.slope_breakdown, self.curvature_breakdown),
            lang=lang,
        )


def trend_bounds(
    study: EventStudy,
    *,
    curvature: Sequence[float] = (0.0, 0.005, 0.01, 0.02, 0.05),
    weights: Sequence[float] | None = None,
) -> TrendBounds:
    r"""Bound the effect if trends differ by up to a stated amount.

    Parameters
    ----------
    study : EventStudy
        From :func:`event_study` with the reference -1.
    curvature : sequence of float
        Limits, on the log scale, of how much the difference of trends bends from one
        period to the next; 0 lets it be a straight line of any slope.
    weights : sequence of float, optional
        Weights of the times since the start; None is their mean.

    Returns
    -------
    TrendBounds
        ``.bounds`` and both breakdown values.

    Raises
    ------
    ImportError
        If the extra is not installed: ``pip install "estgeo[research]"``.
    ValueError
        If the study has another reference, or no time before or after it.

    Notes
    -----
    The smoothness restriction of [1]_: the difference of trends :math:`\delta` has
    :math:`|\delta_{t+1} - 2 \delta_t + \delta_{t-1}| \le M`; the interval is that of
    fixed length which is shortest, by the package diff-diff. Beside it stands the plain
    breakdown: the straight difference of trends that would be enough to explain the
    answer, nothing being learned from the time before.

    References
    ----------
    .. [1] Rambachan, A., Roth, J. (2023). A more credible approach to parallel trends.
       Review of Economic Studies 90(5), 2555-2591. https://doi.org/10.1093/restud/rdad018

    Examples
    --------
    >>> import numpy as np, pandas as pd, estgeo as eg
    >>> since = np.where(np.arange(1, 9) >= 5, 0.4, 1)
    >>> plain = np.array([90, 100, 95, 105, 100, 98, 102, 100])
    >>> panel = pd.DataFrame(
    ...     {
    ...         "zone": np.repeat(["lit", "a", "b", "c"], 8),
    ...         "time": np.tile(np.arange(1, 9), 4),
    ...         "n": np.concatenate(
    ...             [plain * since, plain, plain + 1, plain - 1]
    ...         ).round(),
    ...         "first_time": np.repeat([5, 0, 0, 0], 8),
    ...     }
    ... )
    >>> found = eg.trend_bounds(eg.event_study(panel))
    >>> round(found.ratio, 1), bool(found.curvature_breakdown > 0.01)
    (0.4, True)
    """
    if study.reference != (-1, -1):
        raise ValueError(
            sentence("study", "one with the reference -1", study.reference)
        )
    effects = study.effects[~study.effects["is_reference"]]
    times = effects["time_since"].to_numpy()
    n_after = int((times >= 0).sum())
    if not n_after or n_after == len(times) or not np.isfinite(study.log_effects).all():
        rule = "one with times before and after the reference, all of them known"
        raise ValueError(
            sentence("study", rule, f"times {times.min()} to {times.max()}")
        )
    kept = np.full(n_after, 1 / n_after) if weights is None else np.asarray(weights)
    if kept.shape != (n_after,):
        rule = f"as many as the {n_after} times since the start"
        raise ValueError(sentence("weights", rule, f"{len(kept)}"))
    limits = [check_not_negative("curvature", one) for one in curvature]
    ask = _Bounds(study, times, kept)
    rows = [(limit, *np.exp(ask.interval(limit))) for limit in limits]
    mean, error = ask.plain()
    reach = ask.quantile * error
    # A line through the reference gains a period with every time.
    arm = float(kept @ (times[times >= 0] + 1))
    slope = np.expm1(max(abs(mean) - reach, 0.0) / arm)
    return TrendBounds(
        bounds=pd.DataFrame(rows, columns=["curvature", "low", "high"]),
        ratio=float(np.exp(mean)),
        low=float(np.exp(mean - reach)),
        high=float(np.exp(mean + reach)),
        curvature_breakdown=_breakdown(ask),
        slope_breakdown=float(slope),
        confidence=study.confidence,
        provenance=Provenance(
            "trend_bounds",
            {"curvature": tuple(limits), "weights": tuple(kept.tolist())},
            rows_in=len(study.effects),
        ),
    )


class _Bounds:
    """Asks diff-diff for the interval at a limit."""

    def __init__(
        self, study: EventStudy, times: NDArray[np.int64], weights: Floats
    ) -> None:
        self.diff_diff = _diff_diff()
        self.effects, self.covariance = study.log_effects, study.covariance
        self.alpha, self.weights = 1 - study.confidence, weights
        self.times = times.tolist()
        self.quantile = float(norm.isf(self.alpha / 2))

    def plain(self) -> tuple[float, float]:
        after = np.array(self.times) >= 0
        part = self.covariance[np.ix_(after, after)]
        error = float(np.sqrt(self.weights @ part @ self.weights))
        return float(self.weights @ self.effects[after]), error

    def interval(self, limit: float) -> tuple[float, float]:
        asked = self.diff_diff.HonestDiD(
            method="smoothness", M=limit, alpha=self.alpha, l_vec=self.weights
        )
        found = asked.fit(_as_their_results(self))
        return float(found.ci_lb), float(found.ci_ub)


def _diff_diff() -> Any:
    try:
        import diff_diff  # noqa: PLC0415  an extra, loaded only where it is asked
    except ImportError as error:
        message = (
            "trend_bounds needs the package diff-diff: "
            'pip install "estgeo[research]" brings it.'
        )
        raise ImportError(message) from error
    return diff_diff


def _as_their_results(ask: _Bounds) -> Any:
    """Return effects and covariance as diff-diff takes them."""
    results = ask.diff_diff.results
    errors = np.sqrt(np.diag(ask.covariance))
    periods = {
        at: results.PeriodEffect(at, effect, error, effect / error, 0.5, (0.0, 0.0))
        for at, effect, error in zip(ask.times, ask.effects, errors, strict=True)
    }
    return results.MultiPeriodDiDResults(
        period_effects=periods,
        avg_att=0.0,
        avg_se=0.0,
        avg_t_stat=0.0,
        avg_p_value=0.0,
        avg_conf_int=(0.0, 0.0),
        n_obs=0,
        n_treated=0,
        n_control=0,
        pre_periods=[at for at in ask.times if at < 0],
        post_periods=[at for at in ask.times if at >= 0],
        vcov=ask.covariance,
        reference_period=-1,
        interaction_indices={at: row for row, at in enumerate(ask.times)},
    )


def _breakdown(ask: _Bounds) -> float:
    """Return the largest limit at which the interval leaves out no effect."""

    def holds(limit: float) -> bool:
        low, high = ask.interval(limit)
        return low > 0 or high < 0

    if not holds(0.0):
        return 0.0
    low, high = 0.0, 0.01
    while high < _LARGEST and holds(high):
        low, high = high, 2 * high
    while high - low > _CLOSE:
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
