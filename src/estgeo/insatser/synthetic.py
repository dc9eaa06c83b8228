"""A zone against a mix of others that ran like it before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._language import language
from .._provenance import Provenance
from .._results import Result
from ..stats.synthetic import placebo_ratios, simplex_weights
from ..words.study import synthetic_sentence
from ._panel_model import as_panel

if TYPE_CHECKING:
    from .._columns import Language
    from ._panel_model import PanelRows


@dataclass(frozen=True, slots=True, repr=False)
class SyntheticComparison(Result):
    """What became of a zone, against a mix of zones that ran like it before.

    Attributes
    ----------
    zone : str
        The zone that is studied.
    ratio : float
        Its reports since the start per those of the mix.
    p_value : float
        Share of zones whose gap grew at least as much, itself included; never below one
        in the number of zones.
    fit : float
        Root mean square gap before, per the zone's mean: above .2 the mix is poor.
    weights : DataFrame
        ``zone`` and ``weight`` of the mix, those above 0.
    path : DataFrame
        ``time``, ``observed``, ``synthetic``, ``gap``, ``is_before``.
    placebos : DataFrame
        One row a zone, each followed with all the others: ``zone``, ``gap_before``,
        ``gap_after`` (root mean squares), ``ratio``.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import pandas as pd, estgeo as eg
    >>> panel = pd.DataFrame(
    ...     {
    ...         "zone": ["lit"] * 4 + ["a"] * 4 + ["b"] * 4 + ["c"] * 4,
    ...         "time": [1, 2, 3, 4] * 4,
    ...         "n": [15, 25, 10, 10]
    ...         + [10, 20, 20, 18]
    ...         + [20, 30, 20, 22]
    ...         + [9, 7, 8, 7],
    ...         "first_time": [3] * 4 + [0] * 12,
    ...     }
    ... )
    >>> found = eg.synthetic_comparison(panel)
    >>> found.weights.round(2).values.tolist(), round(found.ratio, 2), found.p_value
    ([['a', 0.5], ['b', 0.5]], 0.5, 0.25)
    """

    zone: str
    ratio: float
    p_value: float
    fit: float
    weights: pd.DataFrame
    path: pd.DataFrame
    placebos: pd.DataFrame
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the path, one row a time."""
        return self.path.copy()

    def sentence(self, lang: Language | None = None) -> str:
        """Return what was found, and how the placebos rank.

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
        return synthetic_sentence(
            zone=self.zone,
            ratio=self.ratio,
            p_value=self.p_value,
            n_zones=len(self.placebos),
            is_poor=self.fit > _POOR,
            lang=lang,
        )


# Gaps before of a fifth of the mean: what follows is then no surprise.
_POOR = 0.2


def synthetic_comparison(panel: pd.DataFrame) -> SyntheticComparison:
    """Compare one zone with a mix of others that ran like it before.

    Parameters
    ----------
    panel : DataFrame
        As :func:`study_panel` gives it, with one zone that has a ``first_time`` and the
        role "treated" (or no roles); every zone in every period.

    Returns
    -------
    SyntheticComparison
        ``.weights``, ``.path`` and the ``.placebos`` that its p-value ranks among.

    Raises
    ------
    ValueError
        If not exactly one zone is studied, there are fewer than two times before or one
        after, or fewer than two other zones.

    Notes
    -----
    Weights of at least 0 and sum 1 by least squares on the reports per exposure of the
    times before [1]_. The test is the rank of the ratio of root mean square gaps, after
    per before, among all zones. It stands beside :func:`evaluate` with its matched
    control, never in its place: with small counts the mix follows noise.

    References
    ----------
    .. [1] Abadie, A., Diamond, A., Hainmueller, J. (2010). Synthetic control methods
       for comparative case studies. Journal of the American Statistical Association
       105(490), 493-505. https://doi.org/10.1198/jasa.2009.ap08746

    Examples
    --------
    >>> import pandas as pd, estgeo as eg
    >>> panel = pd.DataFrame(
    ...     {
    ...         "zone": ["lit"] * 3 + ["a"] * 3 + ["b"] * 3,
    ...         "time": [1, 2, 3] * 3,
    ...         "n": [15, 25, 10] + [10, 20, 20] + [20, 30, 20],
    ...         "first_time": [3] * 3 + [0] * 6,
    ...     }
    ... )
    >>> found = eg.synthetic_comparison(panel)
    >>> (found.path.gap.round(2) + 0.0).tolist()
    [0.0, 0.0, -10.0]
    """
    rows = as_panel(panel, role="treated")
    values, at, first = _table(rows)
    before = values.index < first
    others = values.drop(columns=at)
    weights = simplex_weights(values.loc[before, at], others[before])
    mix = others.to_numpy() @ weights
    path = pd.DataFrame(
        {"time": values.index, "observed": values[at].to_numpy(), "synthetic": mix}
    )
    path["gap"], path["is_before"] = path["observed"] - path["synthetic"], before
    gaps = placebo_ratios(values, int(before.sum()))
    placebos = pd.DataFrame(
        dict(zip(("gap_before", "gap_after", "ratio"), gaps, strict=True))
    )
    placebos.insert(0, "zone", [str(rows.zones[one]) for one in values.columns])
    column = int(np.flatnonzero(values.columns.to_numpy() == at)[0])
    own = placebos["ratio"][column]
    since = path[~path["is_before"]]
    mixed = pd.DataFrame(
        {"zone": [str(rows.zones[one]) for one in others.columns], "weight": weights}
    )
    return SyntheticComparison(
        zone=str(rows.zones[at]),
        ratio=float(since["observed"].sum() / since["synthetic"].sum()),
        p_value=float((placebos["ratio"] >= own * (1 - 1e-9)).mean()),
        fit=float(gaps[0][column] / values.loc[before, at].mean()),
        weights=mixed[mixed["weight"] > 1e-9].reset_index(drop=True),
        path=path,
        placebos=placebos,
        provenance=Provenance(
            "synthetic_comparison",
            {"zone": str(rows.zones[at]), "n_before": int(before.sum())},
            rows_in=len(panel),
        ),
    )


def _table(rows: PanelRows) -> tuple[pd.DataFrame, int, int]:
    """Return reports per exposure (times, zones), the zone studied and its start."""
    panel = rows.panel
    had = np.unique(panel.place[~panel.never])
    if len(had) != 1:
        rule, got = "one with exactly one zone that has a 'first_time'", f"{len(had)}"
        raise ValueError(sentence("panel", rule, got))
    table = pd.DataFrame(
        {
            "place": panel.place,
            "time": panel.period,
            "rate": panel.counts / panel.exposure * panel.exposure.mean(),
        }
    )
    wide = table.pivot_table(index="time", columns="place", values="rate").dropna()
    first = int(panel.first[~panel.never][0])
    n_before = int((wide.index < first).sum())
    if n_before < 2 or n_before == len(wide) or wide.shape[1] < 3:
        rule = "one with two other zones, two times before and one after the start"
        got = f"{wide.shape[1] - 1} zones, {n_before} and {len(wide) - n_before} times"
        raise ValueError(sentence("panel", rule, got))
    return wide, int(had[0]), first
