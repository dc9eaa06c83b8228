"""A panel as arrays, its model, and how sure answers are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import norm
from scipy.stats import t as student

from .._checks import check_finite, sentence
from .._frame_checks import check_columns
from ..stats.cohort_effects import (
    NEVER,
    CohortFit,
    Panel,
    PlaceboNoise,
    fit_cohorts,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

ERRORS = ("placebo", "cluster", "model", "randomization")


@dataclass(frozen=True, slots=True)
class PanelRows:
    """A panel as arrays, and the names of its places and periods."""

    panel: Panel
    zones: Any
    times: Integers
    n_left_out: int


def as_panel(panel: pd.DataFrame, *, role: str) -> PanelRows:
    """Return the rows of a panel that a question is asked of, as arrays."""
    check_columns("panel", panel, ["zone", "time", "n", "first_time"])
    _check_rows(panel)
    kept = np.ones(len(panel), dtype=bool)
    if "role" in panel:
        kept &= panel["role"].isin([role, "comparison"]).to_numpy()
    used = kept.copy()
    exposure = np.ones(len(panel))
    if "exposure" in panel:
        exposure = check_finite("exposure", panel["exposure"])
        used &= exposure > 0
    if "left_out" in panel:
        used &= ~panel["left_out"].to_numpy(dtype=bool)
    part = panel[used]
    zone, names = pd.factorize(part["zone"], sort=False)
    first = part["first_time"].fillna(NEVER).to_numpy().astype(np.int64)
    time = part["time"].to_numpy().astype(np.int64)
    if not (first > 0).any():
        where = f"with a 'first_time' in the role '{role}'"
        raise ValueError(sentence("panel", f"one {where}", "none"))
    rows = Panel(
        part["n"].to_numpy(dtype=np.float64), zone, time, first, exposure[used]
    )
    return PanelRows(rows, names, np.unique(time), int(kept.sum() - used.sum()))


def _check_rows(panel: pd.DataFrame) -> None:
    twice = panel.duplicated(["zone", "time"])
    if twice.any():
        got = f"{int(twice.sum())} more, first {panel.loc[twice, 'zone'].iloc[0]!r}"
        raise ValueError(sentence("panel", "one row a zone and time", got))
    counts = check_finite("n", panel["n"])
    if (counts < 0).any():
        raise ValueError(sentence("n", "counts that are not negative", counts.min()))
    by_zone = panel["first_time"].fillna(NEVER).groupby(panel["zone"])
    moved = by_zone.max() > by_zone.min()
    if moved.any():
        rule = "the same in all rows of a zone"
        got = f"several in {moved.index[moved][0]!r}"
        raise ValueError(sentence("first_time", rule, got))


def fitted(panel: Panel, reference: tuple[int, int] | None) -> CohortFit:
    try:
        return fit_cohorts(panel, reference=reference)
    except ValueError as error:
        rule = "one with zones that can be compared before and after the start"
        remedy = (
            "Zones without anything done are needed, with reports before and after."
        )
        raise ValueError(sentence("panel", rule, "none", remedy)) from error


@dataclass(frozen=True, slots=True)
class Noise:
    """Pearson's dispersion of the cells, and what places without anything showed."""

    model: float
    freedom: int
    placebo: PlaceboNoise

    @property
    def widest(self) -> float:
        known = self.placebo.dispersion if self.placebo.n_places else 0.0
        return max(self.model, known)

    def reach(self, level: float) -> float:
        """Return the quantile: part of the dispersion may rest on few places."""
        tail = (1 - level) / 2
        excess = self.widest - self.model
        spread = self.model**2 / max(self.freedom, 1)
        if excess > 0:
            spread += excess**2 / max(self.placebo.n_places - 1, 1)
        return float(student.isf(tail, self.widest**2 / spread))


def noise_of(fit: CohortFit, placebo: PlaceboNoise) -> Noise:
    found = fit.fit.dispersion
    return Noise(
        max(1.0, found) if np.isfinite(found) else 1.0, fit.fit.freedom, placebo
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """How the variance of counts becomes that of an answer."""

    fit: CohortFit
    noise: Noise
    errors: str
    level: float

    def covariance(self, gradient: Floats) -> Floats:
        if self.errors == "cluster":
            return self.fit.fit.covariance(gradient, cluster=self.fit.panel.place)
        model = self.errors == "model"
        value = self.noise.model if model else self.noise.widest
        return value * self.fit.fit.covariance(gradient)

    def law(self) -> Any:
        """Return Student's t with the degrees of freedom of the errors."""
        if self.errors == "cluster":
            return student(max(len(set(self.fit.panel.place)) - 1, 1))
        if self.errors == "model":
            return student(max(self.noise.freedom, 1))
        reach = self.noise.reach(self.level)
        return norm(scale=reach / norm.isf((1 - self.level) / 2))


def effects_of(scale: Scale, groups: Bools) -> pd.DataFrame:
    """Return ratio, interval and counts of groups of rows."""
    fit = scale.fit
    found, gradient = fit.log_ratios(groups)
    error = np.sqrt(np.diag(scale.covariance(gradient)))
    error = np.where(np.isfinite(found), error, np.nan)
    return intervals(found, error, scale).assign(
        observed=groups.astype(float) @ fit.observed,
        expected=groups.astype(float) @ fit.without,
    )


def intervals(found: Floats, error: Floats, scale: Scale) -> pd.DataFrame:
    law = scale.law()
    reach = law.isf((1 - scale.level) / 2) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        return pd.DataFrame(
            {
                "ratio": np.exp(found),
                "low": np.exp(found - reach),
                "high": np.exp(found + reach),
                "p_value": 2 * law.sf(np.abs(found) / error),
            }
        )
