"""Several insatser together: what the kind of insats does, and how much it varies."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import scipy
import shapely

from .._checks import check_choice, check_probability, sentence
from ..stats._log_odds import log_odds_variance
from ..stats._rate_change import share_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..stats._rate_change import RateChange

    Floats = NDArray[np.float64]

# Below this many the spread between insatser is hardly known, and the random effects
# interval so wide that two clear falls may pool to none.
_FEW = 5

_COLUMNS = [
    "group",
    "model",
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
    r"""Combine evaluations of several insatser.

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
        One row a group ("all" first) and ``model``: "random" effects, and below five
        insatser also a "common" effect; ``n_insatser``, ``ratio`` (average effect),
        ``low``, ``high``, ``p_value``, ``predict_low``, ``predict_high`` (where the
        effect of a new insats of the kind would lie; from three insatser), ``tau``
        (standard deviation of true log effects), ``q_p_value`` (of equal effects).

    Raises
    ------
    ValueError
        If no evaluation has a relative change.

    Warns
    -----
    UserWarning
        If areas of two evaluations overlap in part.

    Notes
    -----
    Inverse variance weights with the DerSimonian-Laird :math:`\tau^2` [2]_, interval by
    Hartung, Knapp and Sidik-Jonkman with a variance factor of at least 1 (t, k - 1
    degrees of freedom); one insats alone gives its normal interval [1]_.
    The log effects are the means and variances of the distributions that the intervals
    of the evaluations come from.

    Insatser that share an area (a control, most often) are not independent: their
    covariance is known from the events that both rest on, and the mean is that of
    generalised least squares [3]_. Where areas overlap in part it is not known, which a
    warning says. Typed counts with the very same control are taken to share it.

    The "common" row holds if the insatser all had the same effect: with two to four of
    them random effects can hardly find what is there, for the spread between so few is
    not known. Read both: they differ where the effects do (``q_p_value``).

    References
    ----------
    .. [1] IntHout, J., Ioannidis, J. P., Borm, G. F. (2014). The Hartung-Knapp-Sidik-
       Jonkman method for random effects meta-analysis. BMC Medical Research Methodology
       14, 25. https://doi.org/10.1186/1471-2288-14-25
    .. [2] DerSimonian, R. and Laird, N. (1986). Meta-analysis in clinical trials.
       Controlled Clinical Trials 7(3), 177-188.
    .. [3] Gleser, L. J. and Olkin, I. (2009). Stochastically dependent effect sizes. In
       The Handbook of Research Synthesis and Meta-Analysis, 2nd ed., 357-376.

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
    effects = _gather(used)
    groups = {"all": list(range(len(used)))}
    if by == "kind":
        for kind in sorted({e.insats.kind for e in used}):
            groups[kind] = [i for i, e in enumerate(used) if e.insats.kind == kind]
    rows = []
    for name, kept in groups.items():
        part = effects.part(kept)
        rows.append([name, "random", len(kept), *_random(part, level)])
        if 1 < len(kept) < _FEW:
            rows.append([name, "common", len(kept), *_common(part, level)])
    return pd.DataFrame(rows, columns=_COLUMNS)


@dataclass(frozen=True, slots=True)
class _Effects:
    """Log effects, and their covariances: insatser that share areas share noise."""

    effect: Floats
    covariance: Floats

    def part(self, kept: list[int]) -> _Effects:
        return _Effects(self.effect[kept], self.covariance[np.ix_(kept, kept)])


def _random(effects: _Effects, level: float) -> list[Any]:
    """Return the average effect of insatser whose effects differ."""
    k = len(effects.effect)
    common = generalized_mean(effects.effect, effects.covariance)
    if k == 1:
        low, high, p = _normal(common, level)
        ends = np.exp([common.mean, low, high]).tolist()
        return [*ends, p, *[np.nan] * 4]
    tau2 = max(0.0, (common.q - (k - 1)) / common.freedom_weight)
    found = generalized_mean(effects.effect, effects.covariance + tau2 * np.eye(k))
    # Never narrower than what the noise of the insatser alone gives.
    se = found.se * float(np.sqrt(max(1.0, found.q / (k - 1))))
    tail = (1 - level) / 2
    half = scipy.stats.t(k - 1).isf(tail) * se
    reach = scipy.stats.t(k - 2).isf(tail) * np.sqrt(tau2 + se**2) if k > 2 else np.nan
    mean = found.mean
    ends = np.exp([mean, mean - half, mean + half]).tolist()
    predicted = np.exp([mean - reach, mean + reach]).tolist()
    p = float(2 * scipy.stats.t(k - 1).sf(abs(mean) / se))
    q_p = float(scipy.stats.chi2.sf(common.q, k - 1))
    return [*ends, p, *predicted, float(np.sqrt(tau2)), q_p]


def _common(effects: _Effects, level: float) -> list[Any]:
    """Return the effect of insatser that all have the same."""
    found = generalized_mean(effects.effect, effects.covariance)
    low, high, p = _normal(found, level)
    k = len(effects.effect)
    q_p = float(scipy.stats.chi2.sf(found.q, k - 1)) if k > 1 else np.nan
    ends = np.exp([found.mean, low, high]).tolist()
    return [*ends, p, np.nan, np.nan, 0.0, q_p]


def _normal(found: _Mean, level: float) -> tuple[float, float, float]:
    half = scipy.stats.norm.isf((1 - level) / 2) * found.se
    p = float(2 * scipy.stats.norm.sf(abs(found.mean) / found.se))
    return found.mean - half, found.mean + half, p


@dataclass(frozen=True, slots=True)
class _Mean:
    """A generalised least squares mean, its standard error, and Cochran's Q about it.

    ``freedom_weight`` is what a variance between insatser of 1 adds to Q.
    """

    mean: float
    se: float
    q: float
    freedom_weight: float


def generalized_mean(effect: Floats, covariance: Floats) -> _Mean:
    """Return the mean of correlated effects with the least variance."""
    weight = np.linalg.inv(covariance)
    total = float(weight.sum())
    mean = float((weight @ effect).sum()) / total
    rest = effect - mean
    spread = float(np.trace(weight) - (weight.sum(axis=0) ** 2).sum() / total)
    return _Mean(mean, total**-0.5, float(rest @ weight @ rest), spread)


def _gather(evaluations: list[Any]) -> _Effects:
    effect = np.array([e.relative.log_mean for e in evaluations])
    variance = np.array([e.relative.log_se for e in evaluations]) ** 2
    covariance = np.diag(variance)
    unknown = []
    for i, j in combinations(range(len(evaluations)), 2):
        shared = _covariance(evaluations[i], evaluations[j])
        if np.isnan(shared):
            unknown.append((i, j))
            shared = 0.0
        # Sampling never makes two estimates more alike than the less sure one allows.
        most = 0.95 * float(np.sqrt(variance[i] * variance[j]))
        covariance[i, j] = covariance[j, i] = np.clip(shared, -most, most)
    if unknown:
        names = " and ".join(evaluations[row].insats.name for row in unknown[0])
        warnings.warn(
            f"{len(unknown)} pair(s) of insatser share part of an area, so how much "
            f"noise they share is not known (first: {names}): their pooled interval is "
            "too narrow. Give them whole areas in common, or none.",
            stacklevel=3,
        )
    return _Effects(effect, _nearest_positive(covariance))


def _nearest_positive(covariance: Floats) -> Floats:
    """Return covariances that can be; counts make them nearly so already."""
    values, vectors = np.linalg.eigh(covariance)
    least = 0.02 * float(np.diag(covariance).min())
    if values.min() >= least:
        return covariance
    return np.asarray((vectors * np.maximum(values, least)) @ vectors.T)


def _covariance(one: Any, other: Any) -> float:
    """Return the covariance of two log effects by the events that both rest on.

    NaN where areas overlap in part.
    """
    if hasattr(one, "weekly") and hasattr(other, "weekly"):
        pairs = _shared_places(one, other)
        if pairs is None:
            return float("nan")
        return sum((_place_covariance(one, other, *pair) for pair in pairs), 0.0)
    return _typed_covariance(one.relative, other.relative)


def _typed_covariance(one: RateChange, other: RateChange) -> float:
    """Return the covariance where the control has the very same counts: the same."""
    names = ("control_before", "control_after", "control_days_before")
    if any(getattr(one, name) != getattr(other, name) for name in names):
        return 0.0
    phi = float(np.sqrt(one.dispersion * other.dispersion))
    control = share_after((one.control_before, one.control_after), phi)
    return float(log_odds_variance(control))


def _shared_places(one: Any, other: Any) -> list[tuple[int, int]] | None:
    """Return the rows of places that are the same area; None if any overlap in part."""
    places = [
        e.zones[e.zones["role"].isin(["insats", "control"])] for e in (one, other)
    ]
    if places[0].crs != places[1].crs:
        places[1] = places[1].to_crs(places[0].crs)
    first, second = (part.geometry.to_numpy() for part in places)
    tree = shapely.STRtree(second)
    pairs = []
    for i, j in tree.query(first, predicate="intersects").T:
        shared = shapely.intersection(first[i], second[j]).area
        least = min(first[i].area, second[j].area)
        if shared <= 0.01 * least:
            continue
        if shared < 0.99 * max(first[i].area, second[j].area):
            return None
        pairs.append((int(places[0].index[i]), int(places[1].index[j])))
    return pairs


def _place_covariance(one: Any, other: Any, row: int, other_row: int) -> float:
    """Return what one area that two evaluations share adds to their covariance.

    An event counts 1 / n in the log of a cell of n events, with the sign of its role
    and window; events in both evaluations are found by the days their windows share.
    """
    weekly = one.weekly
    n_weeks = len(weekly) // len(one.zones)
    mine = weekly.iloc[row * n_weeks : (row + 1) * n_weeks]
    first = mine["start"].dt.tz_localize(None).to_numpy("datetime64[D]").astype(int)
    sums = [_cells(e, r) for e, r in ((one, row), (other, other_row))]
    total = 0.0
    for span, sign, size in sums[0]:
        for other_span, other_sign, other_size in sums[1]:
            low, high = max(span[0], other_span[0]), min(span[1], other_span[1])
            days = np.clip(np.minimum(first + 7, high) - np.maximum(first, low), 0, 7)
            events = float((mine["n"].to_numpy() * days / 7).sum())
            total += sign * other_sign * events / (size * other_size)
    return total * float(np.sqrt(one.dispersion * other.dispersion))


def _cells(evaluation: Any, row: int) -> list[tuple[tuple[int, int], int, float]]:
    """Return (days, sign, events) of the cells of a log effect that a place is in."""
    role = evaluation.zones["role"].iloc[row]
    counts = evaluation.counts[evaluation.counts["role"] == role]
    windows = evaluation.periods.set_index("window")
    side = 1 if role == "insats" else -1
    cells = []
    for name, sign in (("before", -1), ("after", 1)):
        first = windows["start"][name].to_datetime64().astype("datetime64[D]")
        last = windows["end"][name].to_datetime64().astype("datetime64[D]")
        size = float(counts[f"events_{name}"].sum()) + 0.5
        cells.append(
            ((int(first.astype(int)), int(last.astype(int)) + 1), side * sign, size)
        )
    return cells
