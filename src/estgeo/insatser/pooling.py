"""Several insatser together: what the kind of insats does, and how much it varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import chi2, norm, t

from .._checks import check_choice, check_probability, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_COLUMNS = [
    "group",
    "n_insatser",
    "ratio",
    "low",
    "high",
    "p_value",
    "predict_low",
    "predict_high",
    "tau",
    "q_p_value",
]


def pooled_effects(
    evaluations: Sequence[Any], *, by: str = "none", confidence: float = 0.95
) -> pd.DataFrame:
    r"""Combine evaluations of several insatser by random effects.

    Parameters
    ----------
    evaluations : sequence of Evaluation
        Those without control or with too few events are left out and counted out.
    by : {"none", "kind"}, default "none"
        Also one row a kind of insats.
    confidence : float, default 0.95
        Level of the intervals.

    Returns
    -------
    DataFrame
        One row a group ("all" first): ``n_insatser``, ``ratio`` (average effect),
        ``low``, ``high``, ``p_value``, ``predict_low``, ``predict_high`` (where the
        effect of a new insats of the kind would lie; from three insatser), ``tau``
        (standard deviation of true log effects), ``q_p_value`` (of equal effects).

    Raises
    ------
    ValueError
        If no evaluation has a relative change.

    Notes
    -----
    Inverse variance weights with the DerSimonian-Laird :math:`\tau^2` [2]_, interval by
    Hartung, Knapp and Sidik-Jonkman with a variance factor of at least 1 (t, k - 1
    degrees of freedom); one insats alone gives its normal interval [1]_.
    The log effects are the means and variances of the distributions that the intervals
    of the evaluations come from. Insatser that share a control are not independent.

    References
    ----------
    .. [1] IntHout, J., Ioannidis, J. P., Borm, G. F. (2014). The Hartung-Knapp-Sidik-
       Jonkman method for random effects meta-analysis. BMC Medical Research Methodology
       14, 25. https://doi.org/10.1186/1471-2288-14-25
    .. [2] DerSimonian, R. and Laird, N. (1986). Meta-analysis in clinical trials.
       Controlled Clinical Trials 7(3), 177-188.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from estgeo import relative_rate_change
    >>> found = [
    ...     SimpleNamespace(
    ...         relative=relative_rate_change((60, after), (90, 90)),
    ...         insats=SimpleNamespace(kind="belysning"),
    ...     )
    ...     for after in (40, 44, 36)
    ... ]
    >>> pooled = pooled_effects(found)
    >>> int(pooled.n_insatser[0]), round(float(pooled.ratio[0]), 2)
    (3, 0.67)
    """
    check_choice("by", by, ("none", "kind"))
    level = check_probability("confidence", confidence)
    used = [e for e in evaluations if np.isfinite(e.relative.log_se)]
    if not used:
        rule = "at least one with a relative change"
        raise ValueError(sentence("evaluations", rule, f"none of {len(evaluations)}"))
    groups = {"all": used}
    if by == "kind":
        for kind in sorted({e.insats.kind for e in used}):
            groups[kind] = [e for e in used if e.insats.kind == kind]
    rows = [[name, len(part), *_pool(part, level)] for name, part in groups.items()]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _pool(evaluations: list[Any], level: float) -> list[float]:
    effect = np.array([e.relative.log_mean for e in evaluations])
    variance = np.array([e.relative.log_se for e in evaluations]) ** 2
    k = len(effect)
    fixed, q, tau2 = _between(effect, variance)
    if k == 1:
        half = norm.isf((1 - level) / 2) * np.sqrt(variance[0])
        p = 2 * norm.sf(abs(effect[0]) / np.sqrt(variance[0]))
        ends = np.exp([fixed, fixed - half, fixed + half]).tolist()
        return [*ends, float(p), np.nan, np.nan, np.nan, np.nan]
    weight = 1 / (variance + tau2)
    mean = float((weight * effect).sum() / weight.sum())
    scale = (weight * (effect - mean) ** 2).sum() / (k - 1)
    se = float(np.sqrt(max(1.0, scale) / weight.sum()))
    tail = (1 - level) / 2
    half = t(k - 1).isf(tail) * se
    reach = np.nan
    if k > 2:
        reach = t(k - 2).isf(tail) * np.sqrt(tau2 + se**2)
    ends = np.exp([mean, mean - half, mean + half]).tolist()
    predicted = np.exp([mean - reach, mean + reach]).tolist()
    p = float(2 * t(k - 1).sf(abs(mean) / se))
    return [*ends, p, *predicted, float(np.sqrt(tau2)), float(chi2.sf(q, k - 1))]


def _between(
    effect: NDArray[np.float64], variance: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Return the fixed-effect mean, Cochran's Q and the variance between insatser."""
    weight = 1 / variance
    mean = float((weight * effect).sum() / weight.sum())
    q = float((weight * (effect - mean) ** 2).sum())
    spread = weight.sum() - (weight**2).sum() / weight.sum()
    tau2 = max(0.0, (q - (len(effect) - 1)) / spread) if spread > 0 else 0.0
    return mean, q, tau2
