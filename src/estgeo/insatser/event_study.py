"""Leads and lags: how reports ran before and after starts at different times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import norm

from .._checks import check_choice, check_probability, sentence
from .._language import language
from .._provenance import Provenance
from .._results import Result
from ..stats._panel_poisson import fit_panel
from ..stats.cohort_effects import CohortFit, lag_windows, placebo_noise
from ..words.study import event_study_sentence
from ._panel_model import ERRORS, Noise, Scale, as_panel, fitted, intervals, noise_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._columns import Language
    from ..stats.cohort_effects import Panel

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class EventStudy(Result):
    """How reports ran before and after starts at different times.

    Attributes
    ----------
    effects : DataFrame
        One row a time since the start (0 is the first whole period): ``time_since``,
        ``ratio``, ``low``, ``high`` (one by one), ``band_low``, ``band_high`` (all at
        once), ``observed``, ``expected``, ``n_zones``, ``is_reference``.
    log_effects : (k,) array
        Logarithms of the ratios but for the reference.
    covariance : (k, k) array
        Their covariance.
    reference : tuple of int
        Times that all others are compared with.
    pre_p_value : float
        Of no difference in any time before the start.
    critical : float
        Standard errors that the band is wide on each side.
    estimator, errors : str
        As asked for.
    confidence : float
        Level of intervals and band.
    dispersion : float
        What the variance of counts was multiplied with; NaN for "cluster".
    n_treated, n_comparison : int
        Zones that count.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import pandas as pd, estgeo as eg
    >>> panel = pd.DataFrame(
    ...     {
    ...         "zone": ["lit"] * 3 + ["a"] * 3,
    ...         "time": [1, 2, 3] * 2,
    ...         "n": [20, 20, 10, 30, 30, 30],
    ...         "first_time": [3] * 3 + [0] * 3,
    ...     }
    ... )
    >>> found = eg.event_study(panel)
    >>> found.reference, found.n_comparison, found.to_frame().ratio.round(2).tolist()
    ((-1, -1), 1, [1.0, 1.0, 0.5])
    """

    effects: pd.DataFrame
    log_effects: Floats
    covariance: Floats
    reference: tuple[int, int]
    pre_p_value: float
    critical: float
    estimator: str
    errors: str
    confidence: float
    dispersion: float
    n_treated: int
    n_comparison: int
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the effects, one row a time since the start."""
        return self.effects.copy()

    def sentence(self, lang: Language | None = None) -> str:
        """Return whether the zones ran alike before, and what came after.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        str
            A few sentences.
        """
        lang = language(lang)
        return event_study_sentence(
            self.effects, pre_p=self.pre_p_value, level=self.confidence, lang=lang
        )


def event_study(
    panel: pd.DataFrame,
    *,
    role: str = "treated",
    reference: int | tuple[int, int] = -1,
    window: tuple[int, int] | None = None,
    estimator: str = "cohorts",
    errors: str = "placebo",
    confidence: float = 0.95,
) -> EventStudy:
    r"""Estimate the change at each time before and after starts that differ.

    Parameters
    ----------
    panel, role
        As in :func:`staggered_effect`.
    reference : int or pair of int, default -1
        Times since the start that the others are compared with, both before 0; a
        longer one, such as (-6, -1), is surer where counts are small.
    window : pair of int, optional
        First and last time to tell of; None is those that at least half of the zones
        reach.
    estimator : {"cohorts", "two-way"}, default "cohorts"
        "two-way" has one effect for each time since the start whatever the cohort,
        which is biased where cohorts differ.
    errors : {"placebo", "cluster", "model"}, default "placebo"
        As in :func:`staggered_effect`.
    confidence : float, default 0.95
        Level of intervals and band.

    Returns
    -------
    EventStudy
        ``.effects`` has one row a time since the start, ``.sentence("sv")`` says them.

    Raises
    ------
    ValueError
        If there are no zones that never had anything done, or none with reports in the
        reference.

    Notes
    -----
    Each cohort has an effect in each period but the reference, so zones are compared
    with those that never had anything done only; effects of the same time since the
    start are put together as the ratio of sums. The band holds all times at once: its
    width is the quantile of the largest of correlated normal values [1]_, widened as
    Student's t is where the dispersion rests on few zones.

    That nothing is found before is no proof that the zones would have run alike: see
    :func:`trend_bounds`.

    References
    ----------
    .. [1] Montiel Olea, J. L., Plagborg-Møller, M. (2019). Simultaneous confidence
       bands: theory, implementation, and an application to SVARs. Journal of Applied
       Econometrics 34(1), 1-17. https://doi.org/10.1002/jae.2656

    Examples
    --------
    >>> import pandas as pd, estgeo as eg
    >>> panel = pd.DataFrame(
    ...     {
    ...         "zone": ["lit"] * 4 + ["a"] * 4 + ["b"] * 4 + ["c"] * 4,
    ...         "time": [1, 2, 3, 4] * 4,
    ...         "n": [20, 20, 10, 10] + [20, 20, 20, 20] * 3,
    ...         "first_time": [3] * 4 + [0] * 12,
    ...     }
    ... )
    >>> eg.event_study(panel).effects[["time_since", "ratio"]].round(2)
       time_since  ratio
    0          -2    1.0
    1          -1    1.0
    2           0    0.5
    3           1    0.5
    """
    check_choice("role", role, ("treated", "near"))
    check_choice("estimator", estimator, ("cohorts", "two-way"))
    check_choice("errors", errors, ERRORS[:3])
    level = check_probability("confidence", confidence)
    base = _reference(reference)
    rows = as_panel(panel, role=role)
    fit = fitted(rows.panel, base)
    if not fit.panel.never.any():
        rule = "one with zones that never had anything done (first_time 0)"
        raise ValueError(sentence("panel", rule, "one without"))
    times = _times(fit.panel, base, window)
    noise = noise_of(
        fit, placebo_noise(fit.panel, *lag_windows(fit.panel, base, times))
    )
    scale = Scale(fit, noise, errors, level)
    found, covariance, counts = _at_times(scale, times, estimator)
    table, critical = _bands(times, found, covariance, scale)
    pre = times < 0
    return EventStudy(
        effects=_with_reference(pd.concat([table, counts], axis=1), fit.panel, base),
        log_effects=found,
        covariance=covariance,
        reference=base,
        pre_p_value=_largest_p(found[pre], covariance[np.ix_(pre, pre)], scale),
        critical=critical,
        estimator=estimator,
        errors=errors,
        confidence=level,
        dispersion={"cluster": np.nan, "model": noise.model}.get(errors, noise.widest),
        n_treated=len(set(fit.panel.place[~fit.panel.never])),
        n_comparison=len(set(fit.panel.place[fit.panel.never])),
        provenance=Provenance(
            "event_study",
            {
                "role": role,
                "reference": base,
                "window": window,
                "estimator": estimator,
                "errors": errors,
                "confidence": level,
            },
            rows_in=len(panel),
            rows_out=len(fit.panel.counts),
        ),
    )


def _reference(value: int | tuple[int, int]) -> tuple[int, int]:
    pair = (value, value) if isinstance(value, int | np.integer) else tuple(value)
    if len(pair) != 2 or not pair[0] <= pair[1] < 0:
        rule = "a time before 0, or a pair (from, to) of them"
        raise ValueError(sentence("reference", rule, value))
    return int(pair[0]), int(pair[1])


def _times(
    panel: Panel, base: tuple[int, int], window: tuple[int, int] | None
) -> NDArray[np.int64]:
    had = ~panel.never
    pairs = pd.DataFrame({"at": panel.event_time[had], "place": panel.place[had]})
    zones = pairs.groupby("at")["place"].nunique()
    if window is None:
        half = pairs["place"].nunique() / 2
        times = zones.index[zones >= half].to_numpy()
    else:
        at = zones.index.to_numpy()
        times = at[(at >= window[0]) & (at <= window[1])]
    times = times[(times < base[0]) | (times > base[1])]
    if not len(times):
        raise ValueError(sentence("window", "one with times of the panel", window))
    return times.astype(np.int64)


def _at_times(
    scale: Scale, times: NDArray[np.int64], estimator: str
) -> tuple[Floats, Floats, pd.DataFrame]:
    """Return log effects, covariance and counts of times since the start."""
    fit = scale.fit
    had = fit.asked & ~fit.panel.never
    groups = np.array([had & (fit.panel.event_time == at) for at in times])
    counts = pd.DataFrame(
        {
            "observed": groups.astype(float) @ fit.observed,
            "expected": groups.astype(float) @ fit.without,
            "n_zones": [len(set(fit.panel.place[row])) for row in groups],
        }
    )
    if estimator == "cohorts":
        found, gradient = fit.log_ratios(groups)
        return found, scale.covariance(gradient), counts
    panel = fit.panel
    every = np.unique(panel.event_time[fit.asked])
    columns = np.array([fit.asked & (panel.event_time == at) for at in every])
    plain = fit_panel(
        panel.counts,
        panel.place,
        panel.period,
        columns=columns.T.astype(float),
        exposure=panel.exposure,
    )
    at = np.searchsorted(every, times)
    two_way = CohortFit(panel, fit.asked, plain, plain.fitted, {})
    noise = Noise(max(1.0, plain.dispersion), plain.freedom, scale.noise.placebo)
    its = Scale(two_way, noise, scale.errors, scale.level)
    return plain.coefficients[at], its.covariance(plain.column_gradient()[at]), counts


_DRAWS = 20_000


def _largest(covariance: Floats) -> Floats:
    """Return draws of the largest of correlated standard normal values, always same."""
    error = np.sqrt(np.diag(covariance))
    known = error > 0
    if not known.any():
        return np.zeros(1)
    correlation = covariance[np.ix_(known, known)] / np.outer(
        error[known], error[known]
    )
    values, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    normal = np.random.default_rng(20_230_901).standard_normal((_DRAWS, len(root)))
    return np.asarray(np.abs(normal @ root.T).max(axis=1))


def _widening(scale: Scale) -> float:
    """Return how much wider than normal the law of the errors is."""
    tail = (1 - scale.level) / 2
    return float(scale.law().isf(tail) / norm.isf(tail))


def _bands(
    times: NDArray[np.int64], found: Floats, covariance: Floats, scale: Scale
) -> tuple[pd.DataFrame, float]:
    error = np.where(np.isfinite(found), np.sqrt(np.diag(covariance)), np.nan)
    known = np.isfinite(found)
    largest = _largest(covariance[np.ix_(known, known)])
    critical = float(np.quantile(largest, scale.level)) * _widening(scale)
    table = intervals(found, error, scale)
    with np.errstate(invalid="ignore"):
        table["band_low"] = np.exp(found - critical * error)
        table["band_high"] = np.exp(found + critical * error)
    table.insert(0, "time_since", times)
    return table, critical


def _largest_p(found: Floats, covariance: Floats, scale: Scale) -> float:
    """Return the p-value of the largest of several effects."""
    known = np.isfinite(found)
    if not known.any():
        return float("nan")
    inner = covariance[np.ix_(known, known)]
    largest = np.abs(found[known] / np.sqrt(np.diag(inner))).max() / _widening(scale)
    return float((1 + (_largest(inner) >= largest).sum()) / (1 + _DRAWS))


def _with_reference(
    table: pd.DataFrame, panel: Panel, base: tuple[int, int]
) -> pd.DataFrame:
    """Return the effects with a row of 1 for each time of the reference."""
    had = ~panel.never
    rows = []
    for at in range(base[0], base[1] + 1):
        rows_at = had & (panel.event_time == at)
        counts = float(panel.counts[rows_at].sum())
        ones = dict.fromkeys(("ratio", "low", "high", "band_low", "band_high"), 1.0)
        zones = len(set(panel.place[rows_at]))
        row = {"time_since": at, "observed": counts, "expected": np.nan}
        rows.append(row | ones | {"p_value": np.nan, "n_zones": zones})
    both = pd.concat(
        [
            table.assign(is_reference=False),
            pd.DataFrame(rows).assign(is_reference=True),
        ],
        ignore_index=True,
    )
    return both.sort_values("time_since", ignore_index=True)
