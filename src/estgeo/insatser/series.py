"""A town-wide insats without a control: one series, before and after."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import statsmodels.api as sm
from scipy.stats import norm
from statsmodels.stats.diagnostic import acorr_ljungbox

from .._checks import check_probability, check_whole, sentence
from .._frame_checks import check_columns
from .._language import language
from .._provenance import Provenance, one_row
from .._results import Result
from ..words.study import series_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from .._columns import Language

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class InterruptedSeries(Result):
    """How the level of one series changed at a start.

    Attributes
    ----------
    ratio, low, high, p_value : float
        Level since the start per that before, beyond season and covariates.
    confidence : float
        Level of the interval.
    memory, season_memory : float
        Autoregression from period to period and from year to year; NaN without season.
    leftover_p_value : float
        Of no memory left in the residuals (Ljung-Box): below .05 the interval is too
        narrow.
    n_before, n_after : int
        Periods.
    provenance : Provenance
        What made it.

    Examples
    --------
    See :func:`interrupted_series`.

    >>> import pandas as pd, estgeo as eg
    >>> counts = pd.DataFrame({"n": [20, 22, 19, 21] * 6 + [10, 11, 9, 10] * 3})
    >>> found = eg.interrupted_series(counts, first=24, season=None)
    >>> round(found.ratio, 2), found.n_before, found.n_after
    (0.49, 24, 12)
    """

    ratio: float
    low: float
    high: float
    p_value: float
    confidence: float
    memory: float
    season_memory: float
    leftover_p_value: float
    n_before: int
    n_after: int
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the numbers as a frame of one row."""
        return one_row(self)

    def sentence(self, lang: Language | None = None) -> str:
        """Return what was found, and that there is no control.

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
        return series_sentence(
            numbers=(self.ratio, self.low, self.high, self.confidence),
            leftover=self.leftover_p_value,
            lang=lang,
        )


def interrupted_series(
    counts: pd.DataFrame,
    *,
    first: int,
    season: int | None = 12,
    covariates: Sequence[str] = (),
    confidence: float = 0.95,
) -> InterruptedSeries:
    r"""Estimate how the level of a series changed, with errors that remember.

    Parameters
    ----------
    counts : DataFrame
        One row a period in time order, with ``n``, such as :func:`period_counts` gives;
        at least twenty.
    first : int
        Position of the first period with what was done (0 is the first row).
    season : int or None, default 12
        Periods in a year; None is no season.
    covariates : sequence of str, default ()
        Columns that the level depends on.
    confidence : float, default 0.95
        Level of the interval.

    Returns
    -------
    InterruptedSeries
        ``.sentence("sv")`` says the change of level and that there is no control.

    Raises
    ------
    ValueError
        If there are fewer than eight periods on a side, or counts that are not above 0.

    Notes
    -----
    Regression of :math:`\log n` on the start and the covariates with errors
    ARIMA(1,0,0)(1,0,0), by maximum likelihood [1]_. Without a control whatever else
    changed at the same time looks like an effect: only for what was done everywhere at
    once.

    References
    ----------
    .. [1] Schaffer, A. L., Dobbins, T. A., Pearson, S.-A. (2021). Interrupted time
       series analysis using autoregressive integrated moving average (ARIMA) models.
       BMC Medical Research Methodology 21, 58. https://doi.org/10.1186/s12874-021-01235-8

    Examples
    --------
    >>> import pandas as pd, estgeo as eg
    >>> counts = pd.DataFrame({"n": [20, 22, 19, 21] * 6 + [10, 11, 9, 10] * 3})
    >>> found = eg.interrupted_series(counts, first=24, season=None)
    >>> round(found.ratio, 2)
    0.49
    """
    check_columns("counts", counts, ["n", *covariates])
    level = check_probability("confidence", confidence)
    at = check_whole("first", first, at_least=0)
    n = counts["n"].to_numpy(dtype=float)
    if min(at, len(n) - at) < 8:
        got = f"{at} before and {max(len(n) - at, 0)} from it"
        raise ValueError(sentence("first", "with eight periods on each side", got))
    if not (n > 0).all():
        remedy = "Take longer periods, or staggered_effect with zones to compare."
        raise ValueError(sentence("n", "counts above 0", f"{n.min():g}", remedy))
    since = (np.arange(len(n)) >= at).astype(float)
    fit, scale = _fitted(np.log(n), since, counts[list(covariates)], season)
    change, error = float(fit.params[1] * scale), float(fit.bse[1] * scale)
    reach = norm.isf((1 - level) / 2) * error
    names = dict(zip(fit.model.param_names, fit.params, strict=True))
    left = acorr_ljungbox(fit.resid[1:], lags=[min(12, len(n) // 4)], model_df=1)
    return InterruptedSeries(
        ratio=float(np.exp(change)),
        low=float(np.exp(change - reach)),
        high=float(np.exp(change + reach)),
        p_value=float(2 * norm.sf(abs(change / error))),
        confidence=level,
        memory=float(names["ar.L1"]),
        season_memory=float(names.get(f"ar.S.L{season}", np.nan)),
        leftover_p_value=float(left["lb_pvalue"].iloc[0]),
        n_before=at,
        n_after=len(n) - at,
        provenance=Provenance(
            "interrupted_series",
            {"first": at, "season": season, "covariates": tuple(covariates)},
            rows_in=len(counts),
        ),
    )


def _fitted(
    values: Floats, since: Floats, covariates: pd.DataFrame, season: int | None
) -> tuple[Any, float]:
    """Return the fit of values in standard deviations, which converges better."""
    scale = float(values.std()) or 1.0
    columns = [np.ones(len(values)), since, *covariates.to_numpy(dtype=float).T]
    model = sm.tsa.SARIMAX(
        values / scale,
        exog=np.column_stack(columns),
        order=(1, 0, 0),
        seasonal_order=(1, 0, 0, season) if season else (0, 0, 0, 0),
    )
    with warnings.catch_warnings():
        # It ends where the last decimals no longer improve, and calls that a failure.
        warnings.simplefilter("ignore")
        options = {"method": "bfgs", "maxiter": 500, "gtol": 1e-8}
        return model.fit(disp=0, cov_type="approx", **options), scale
