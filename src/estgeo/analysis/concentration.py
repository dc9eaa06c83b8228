"""Concentration: how few of the zones hold most of the incidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .._checks import check_counts, check_probability, sentence
from .._frame_checks import check_columns, check_enough, check_frame
from .._language import language
from .._provenance import Provenance
from .._results import Result
from ..stats.concentration import (
    counts_by_chance,
    generalised_gini,
    lorenz_curve,
    share_of_places,
)
from ..words.hot_spots import concentration_sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .._columns import Language

FEWEST_INCIDENTS = 10
FEWEST_ZONES = 2


@dataclass(frozen=True, slots=True, repr=False)
class Concentration(Result):
    """How unevenly incidents are spread over zones.

    Attributes
    ----------
    gini : float
        Generalised Gini coefficient: 0 as spread as can be, 1 all in one zone. Allows
        for there being fewer incidents than zones, and is free of the bias of few.
    gini_plain : float
        The ordinary coefficient: never 0 where incidents are fewer than zones.
    gini_by_chance : float
        What ``gini`` would be about if every zone were as likely: read the two
        together.
    n_zones, n_empty, n_incidents : int
        Zones, zones without incidents, and incidents.
    counts : (n_zones,) array of int
        What it was computed from, in the order of the zones.
    provenance : Provenance
        What made the result.

    Examples
    --------
    Four fifths of fifteen incidents in one zone of five:

    >>> import pandas as pd
    >>> import estgeo as eg
    >>> found = eg.concentration(pd.DataFrame({"n": [12, 3, 0, 0, 0]}))
    >>> round(found.gini, 3), found.share_of_zones(0.5), found.n_empty
    (0.9, 0.2, 3)
    """

    gini: float
    gini_plain: float
    gini_by_chance: float
    n_zones: int
    n_empty: int
    n_incidents: int
    counts: NDArray[np.int64]
    provenance: Provenance

    def share_of_zones(self, share: float) -> float:
        """Return the smallest share of zones that hold ``share`` of the incidents."""
        return share_of_places(self.counts, check_probability("share", share))

    def share_of_zones_by_chance(self, share: float) -> float:
        """Return about what ``share_of_zones`` would be if zones were as likely."""
        spread = counts_by_chance(self.n_incidents, self.n_zones)
        return share_of_places(spread, check_probability("share", share))

    def lorenz(self) -> pd.DataFrame:
        """Return the Lorenz curve, the fullest zones first.

        Columns ``share_of_zones``, ``share_of_incidents`` and
        ``share_of_incidents_by_chance``, from (0, 0, 0) to (1, 1, 1).
        """
        zones, incidents = lorenz_curve(self.counts)
        spread = counts_by_chance(self.n_incidents, self.n_zones)
        return pd.DataFrame(
            {
                "share_of_zones": zones,
                "share_of_incidents": incidents,
                "share_of_incidents_by_chance": lorenz_curve(spread)[1],
            }
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row, with the share of zones that hold 50 and 80 %."""
        return pd.DataFrame(
            {
                "gini": [self.gini],
                "gini_plain": [self.gini_plain],
                "gini_by_chance": [self.gini_by_chance],
                "share_of_zones_50": [self.share_of_zones(0.5)],
                "share_of_zones_80": [self.share_of_zones(0.8)],
                "share_of_zones_50_by_chance": [self.share_of_zones_by_chance(0.5)],
                "share_of_zones_80_by_chance": [self.share_of_zones_by_chance(0.8)],
                "n_zones": [self.n_zones],
                "n_empty": [self.n_empty],
                "n_incidents": [self.n_incidents],
            }
        )

    def sentence(self, lang: Language | None = None) -> str:
        """Return the finding in one sentence."""
        lang = language(lang)
        return concentration_sentence(
            self.share_of_zones(0.5),
            self.share_of_zones_by_chance(0.5),
            self.n_incidents,
            lang,
        )


def concentration(zones: pd.DataFrame, *, value: str = "n") -> Concentration:
    """Measure how few of the zones hold most of the incidents.

    Parameters
    ----------
    zones : GeoDataFrame or DataFrame
        One row a zone; zones without incidents belong to it with a count of 0.
    value : str, default "n"
        Column of counts: whole numbers, at least 10 incidents in all.

    Returns
    -------
    Concentration
        ``gini``, ``.share_of_zones(0.5)``, ``.lorenz()`` and ``.to_frame()``.

    Raises
    ------
    ValueError
        If there are fewer than 2 zones or 10 incidents, or a count is not whole.
    KeyError
        If ``value`` is no column.

    Notes
    -----
    See :func:`estgeo.stats.concentration.generalised_gini` for the formula. Leaving
    out empty zones makes anything look evenly spread; counting lakes and forests as
    zones makes anything look concentrated. Even incidents thrown at random make some
    zones full: compare with the values by chance.

    References
    ----------
    Bernasco, W. and Steenbeek, W. (2017). More places than crimes: implications for
    evaluating the law of crime concentration at place. Journal of Quantitative
    Criminology, 33, 451-467.

    Examples
    --------
    Half of ten incidents lie in one of five zones:

    >>> import pandas as pd
    >>> found = concentration(pd.DataFrame({"n": [5, 3, 1, 1, 0]}))
    >>> found.share_of_zones(0.5), round(found.gini, 3)
    (0.2, 0.6)
    """
    check_frame("zones", zones)
    check_columns("zones", zones, [value])
    counts = check_counts(value, zones[value].to_numpy())
    total = int(counts.sum())
    check_enough("zones", zones, FEWEST_ZONES)
    if total < FEWEST_INCIDENTS:
        rule = f"zones with at least {FEWEST_INCIDENTS} incidents"
        remedy = "Fewer cannot tell concentration from chance; take a longer period."
        raise ValueError(sentence("zones", rule, f"{total}", remedy))
    ranks = lorenz_curve(counts)
    # Twice the area between the curve and the diagonal.
    areas = (ranks[1][1:] + ranks[1][:-1]) / len(counts)
    return Concentration(
        gini=generalised_gini(counts),
        gini_plain=float(areas.sum() - 1),
        gini_by_chance=generalised_gini(counts_by_chance(total, len(counts))),
        n_zones=len(counts),
        n_empty=int((counts == 0).sum()),
        n_incidents=total,
        counts=counts,
        provenance=Provenance(
            function="concentration",
            parameters={"value": value},
            rows_in=len(zones),
            rows_out=total,
        ),
    )
