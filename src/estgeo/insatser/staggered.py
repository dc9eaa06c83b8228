"""Insatser that began at different times: one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from .._checks import check_choice, check_probability, check_whole, random_generator
from .._language import language
from .._provenance import Provenance, one_row
from .._results import Result
from ..stats._panel_poisson import fit_panel
from ..stats.cohort_effects import (
    CohortFit,
    placebo_noise,
    random_starts,
    start_windows,
)
from ..stats.group_time import group_time_effects
from ..words.methods import staggered_methods
from ..words.study import staggered_sentence
from ._panel_model import (
    ERRORS,
    Noise,
    Scale,
    as_panel,
    effects_of,
    fitted,
    intervals,
    noise_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._checks import RandomState
    from .._columns import Language
    from ..stats.cohort_effects import Panel

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class StaggeredEffect(Result):
    """What changed where something was done, at whatever time it began.

    Attributes
    ----------
    ratio, low, high : float
        Reports per what was to be expected without, over all periods since each start.
    p_value : float
        Of no effect, two-sided.
    confidence : float
        Level of the interval.
    errors : str
        Kind of standard error of the main answer.
    observed, expected : float
        Reports since the starts, and what was to be expected without.
    n_treated, n_comparison : int
        Zones that count.
    n_periods : int
        Periods that count.
    n_dropped : int
        Zones left out, for they tell nothing (no report before, or none at all).
    dispersion : float
        Pearson's, of the cells of the panel.
    placebo_dispersion : float
        Mean X² of zones where nothing was done, over the same windows; NaN when it is
        not known.
    cohorts, by_time, cells : DataFrame
        The same a first period, a time since the start, and both: ``ratio``, ``low``,
        ``high``, ``observed``, ``expected``.
    alternatives : DataFrame
        Other ways to compute: ``estimator`` ("cohorts", "two-way": known to be biased
        where effects grow, "zones alike": each zone weighs the same), ``errors``,
        ``ratio``, ``low``, ``high``, ``p_value``, ``answer`` ("fall", "rise",
        "unclear", "unknown"), ``is_main``.
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
    >>> found = eg.staggered_effect(panel)
    >>> found.n_treated, found.n_comparison, round(float(found.to_frame().ratio[0]), 3)
    (1, 1, 0.5)
    """

    ratio: float
    low: float
    high: float
    p_value: float
    confidence: float
    errors: str
    observed: float
    expected: float
    n_treated: int
    n_comparison: int
    n_periods: int
    n_dropped: int
    dispersion: float
    placebo_dispersion: float
    cohorts: pd.DataFrame
    by_time: pd.DataFrame
    cells: pd.DataFrame
    alternatives: pd.DataFrame
    provenance: Provenance

    @property
    def answer(self) -> str:
        """What the interval says: "fall", "rise" or "unclear"."""
        return _answer(self.low, self.high)

    def to_frame(self) -> pd.DataFrame:
        """Return the main numbers as a frame of one row."""
        return one_row(self)

    def sentence(self, lang: Language | None = None) -> str:
        """Return what was found, and whether other ways to compute say the same.

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
        return staggered_sentence(
            answer=self.answer,
            numbers=(self.ratio, self.low, self.high, self.confidence),
            zones=(self.n_treated, self.n_comparison, self.n_dropped),
            others=self.alternatives,
            lang=lang,
        )

    def methods(self, lang: Language | None = None) -> str:
        """Return what was done, for the methods of a paper, with references.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        str
            A paragraph and, below an empty line, the references it names.
        """
        return staggered_methods(
            zones=(self.n_treated, self.n_comparison, self.n_periods, self.n_dropped),
            role=str(self.provenance.parameters["role"]),
            errors=self.errors,
            dispersions=(self.dispersion, self.placebo_dispersion),
            level=self.confidence,
            permutations=int(self.provenance.parameters["permutations"]),
            version=self.provenance.version,
            lang=language(lang),
        )


def staggered_effect(
    panel: pd.DataFrame,
    *,
    role: str = "treated",
    errors: str = "placebo",
    confidence: float = 0.95,
    permutations: int = 999,
    rng: RandomState = None,
) -> StaggeredEffect:
    r"""Estimate what insatser that began at different times did to the reports.

    Parameters
    ----------
    panel : DataFrame
        One row a zone and period, such as :func:`study_panel` gives: ``zone``,
        ``time`` (whole numbers), ``n`` (counts), ``first_time`` (0: never), and if
        there are any ``exposure``, ``role`` and ``left_out``.
    role : {"treated", "near"}, default "treated"
        Whose change is asked for: of zones where something was done, or of those near
        (displacement or spread of benefit), each against "comparison".
    errors : {"placebo", "cluster", "model", "randomization"}, default "placebo"
        Where the width of the interval comes from; see Notes.
    confidence : float, default 0.95
        Level of the intervals.
    permutations : int, default 999
        Deals of the starts, for "randomization".
    rng : None, int or Generator, optional
        Source of the deals.

    Returns
    -------
    StaggeredEffect
        ``.sentence("sv")`` says it, ``.alternatives`` has what other ways give.

    Raises
    ------
    ValueError
        If no zone has a ``first_time``, or nothing is left to compare with.

    Notes
    -----
    Poisson regression with an effect of each zone, each period, and each cohort (zones
    with the same start) in each period since the start [1]_. Zones are compared with
    those that never or not yet had anything done, never with those that already had:
    effects that grow with time make the plain two-way model call a fall too small. The
    ratio is that of the sums of fitted counts with and without effects.

    "placebo" takes the variance of counts times the larger of Pearson's dispersion and
    the mean X² of zones where nothing was done, over the same windows: then slow drift
    counts. "model" takes Pearson's alone. "cluster" is the sandwich by zone times
    G / (G - 1), far too narrow when a cohort is a single zone. "randomization" deals
    the starts among all zones: the p-value is exact if they were drawn by lot, and the
    interval holds the ratios whose removal leaves nothing unusual.

    References
    ----------
    .. [1] Wooldridge, J. M. (2023). Simple approaches to nonlinear
       difference-in-differences with panel data. The Econometrics Journal 26(3),
       C31-C66. https://doi.org/10.1093/ectj/utad016

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
    >>> found = eg.staggered_effect(panel)
    >>> [round(n, 3) for n in (found.ratio, found.observed, found.expected)]
    [0.5, 20.0, 40.0]
    """
    check_choice("role", role, ("treated", "near"))
    check_choice("errors", errors, ERRORS)
    level = check_probability("confidence", confidence)
    draws = check_whole("permutations", permutations, at_least=19)
    rows = as_panel(panel, role=role)
    fit = fitted(rows.panel, None)
    noise = noise_of(fit, placebo_noise(fit.panel, *start_windows(fit.panel)))
    scale = Scale(fit, noise, errors, level)
    main = effects_of(scale, fit.asked[None]).iloc[0]
    ends = main[["low", "high", "p_value"]].tolist()
    others = _alternatives(scale, level)
    if errors == "randomization":
        ends = _by_lot(scale, main, draws, random_generator(rng))
        row = dict(zip(("low", "high", "p_value"), ends, strict=True))
        first = {"estimator": "cohorts", "errors": errors, "ratio": main["ratio"]}
        others = pd.concat([pd.DataFrame([first | row]), others], ignore_index=True)
    others["answer"] = [
        _answer(*pair) for pair in zip(others["low"], others["high"], strict=True)
    ]
    others["is_main"] = (others["estimator"] == "cohorts") & (
        others["errors"] == errors
    )
    kept = fit.panel
    return StaggeredEffect(
        ratio=float(main["ratio"]),
        low=float(ends[0]),
        high=float(ends[1]),
        p_value=float(ends[2]),
        confidence=level,
        errors=errors,
        observed=float(main["observed"]),
        expected=float(main["expected"]),
        n_treated=len(set(kept.place[fit.asked])),
        n_comparison=len(set(kept.place[kept.never])),
        n_periods=len(set(kept.period)),
        n_dropped=fit.dropped["places"],
        dispersion=noise.model,
        placebo_dispersion=noise.placebo.dispersion,
        cohorts=_grouped(scale, {"first_time": kept.first}),
        by_time=_grouped(scale, {"time_since": kept.event_time}),
        cells=_grouped(scale, {"first_time": kept.first, "time": kept.period}),
        alternatives=others,
        provenance=Provenance(
            "staggered_effect",
            {
                "role": role,
                "errors": errors,
                "confidence": level,
                "permutations": draws,
            },
            seed=int(rng) if isinstance(rng, int | np.integer) else None,
            rows_in=len(panel),
            rows_out=len(kept.counts),
        ),
    )


def _grouped(scale: Scale, by: dict[str, Any]) -> pd.DataFrame:
    """Return the effects of rows with the same values."""
    asked = scale.fit.asked
    keys = np.column_stack(list(by.values()))
    values, at = np.unique(keys[asked], axis=0, return_inverse=True)
    groups = np.zeros((len(values), len(asked)), dtype=bool)
    groups[at.ravel(), np.flatnonzero(asked)] = True
    table = effects_of(scale, groups)
    zones = [len(set(scale.fit.panel.place[row])) for row in groups]
    return pd.concat(
        [pd.DataFrame(values, columns=list(by)), table.assign(n_zones=zones)], axis=1
    )


def _answer(low: float, high: float) -> str:
    if np.isnan(low):
        return "unknown"
    if high < 1:
        return "fall"
    return "rise" if low > 1 else "unclear"


def _alternatives(scale: Scale, level: float) -> pd.DataFrame:
    fit, noise = scale.fit, scale.noise
    kept = fit.panel
    names = ["ratio", "low", "high", "p_value"]
    plain = fit_panel(
        kept.counts,
        kept.place,
        kept.period,
        columns=kept.treated.astype(float)[:, None],
        exposure=kept.exposure,
    )
    two_way = CohortFit(kept, fit.asked, plain, plain.fitted, {})
    table = []
    for errors in ERRORS[:3]:
        found = effects_of(Scale(fit, noise, errors, level), fit.asked[None]).iloc[0]
        if errors == "cluster" and _mostly_alone(kept):
            found[["low", "high", "p_value"]] = np.nan
        table.append(
            {"estimator": "cohorts", "errors": errors} | found[names].to_dict()
        )
    its = Noise(max(1.0, plain.dispersion), plain.freedom, noise.placebo)
    for errors in ("cluster", "model"):
        one = Scale(two_way, its, errors, level)
        error = np.sqrt(np.diag(one.covariance(plain.column_gradient())))
        found = intervals(plain.coefficients, error, one).iloc[0]
        table.append({"estimator": "two-way", "errors": errors} | found.to_dict())
    alike = _zones_alike(kept, level)
    return pd.DataFrame(
        [*table, {"estimator": "zones alike", "errors": "cluster"} | alike]
    )


def _mostly_alone(panel: Panel) -> bool:
    """Tell whether most zones share their start with no other: nothing to cluster."""
    had = ~panel.never
    pairs = pd.DataFrame({"first": panel.first[had], "place": panel.place[had]})
    zones = pairs.drop_duplicates().groupby("first").size()
    return bool(zones[zones == 1].sum() > zones.sum() / 2)


def _zones_alike(panel: Panel, level: float) -> dict[str, float]:
    """Return the effect on the log rate where each zone weighs the same."""
    table = pd.DataFrame(
        {
            "place": panel.place,
            "period": panel.period,
            "n": panel.counts,
            "exposure": panel.exposure,
            "first": panel.first,
        }
    )
    # Half a report more in each cell where some are empty, or no logarithm would be.
    more = 0.5 if (table["n"] == 0).any() else 0.0
    table["value"] = np.log((table["n"] + more) / table["exposure"])
    wide = table.pivot_table(index="place", columns="period", values="value")
    first = table.groupby("place")["first"].first().reindex(wide.index)
    wide = wide.loc[:, wide.notna().any()]
    whole = wide.notna().all(axis=1)
    if not whole.all():
        # Rows left out, such as the period of a start, are filled from the one before.
        wide = wide.ffill(axis=1).bfill(axis=1)
    found = group_time_effects(
        wide.to_numpy(), first.to_numpy(), wide.columns.to_numpy()
    )
    reach = norm.isf((1 - level) / 2) * found.overall_error
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.abs(np.divide(found.overall, found.overall_error))
    ends = np.exp([found.overall, found.overall - reach, found.overall + reach])
    names = ("ratio", "low", "high")
    return dict(zip(names, ends.tolist(), strict=True)) | {
        "p_value": float(2 * norm.sf(z))
    }


def _by_lot(
    scale: Scale, main: pd.Series, draws: int, rng: np.random.Generator
) -> list[float]:
    """Return the interval and p-value of starts that were dealt by lot."""
    panel, ratio = scale.fit.panel, main["ratio"]
    own, drawn = random_starts(panel, 1.0, permutations=draws, rng=rng)
    known = drawn[np.isfinite(drawn)]
    p = (1 + (np.abs(known) >= abs(own) - 1e-12).sum()) / (1 + len(known))
    _, without = random_starts(panel, ratio, permutations=draws, rng=rng)
    reach = np.quantile(np.abs(without[np.isfinite(without)]), scale.level)
    # Fewer reports are surer or less sure than those that were dealt: the part of the
    # variance that the effect changes is put right.
    _, gradient = scale.fit.log_ratios(scale.fit.asked[None])
    chance = float(scale.fit.fit.covariance(gradient)[0, 0])
    dealt = chance - 1 / main["observed"] + 1 / main["expected"]
    reach *= np.sqrt(chance / max(dealt, 1e-12))
    return [ratio * np.exp(-reach), ratio * np.exp(reach), float(p)]
