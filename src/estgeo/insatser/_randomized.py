"""A design by lot and what came of it: areas, starts, the test by the lot alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import (
    check_probability,
    seeded,
    sentence,
)
from .._language import language
from .._provenance import Provenance
from .._results import Result
from ..stats.randomization import lot_test
from ..words.study import experiment_plan_sentence, experiment_sentence
from ._insats import Insats
from ._places import place_of
from ._records import as_date, day_number, gather_records

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ..stats.randomization import LotTest
    from ._records import Records

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class RandomizedDesign(Result):
    """Places that were drawn by lot, and what that can show.

    Attributes
    ----------
    areas : GeoDataFrame
        The areas that were given, with ``n_before`` (reports in the weeks before),
        ``role`` ("treated", "control", "not used"), ``block`` (0: not used) and
        ``start`` (of the block; NaT where not used).
    seed : str
        What the lot was drawn from: whoever has it can draw again.
    before, after : int
        Days of the windows.
    themes : tuple of str or None
        Themes that count.
    detectable : float
        The smallest fall that would be found four times of five: -0.3 is 30 %; NaN
        when not even 95 % would.
    power : DataFrame
        Power of falls: ``change`` and ``power``.
    alpha : float
        Error that the test allows.
    n_draws : float
        Draws of the lot there are.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import geopandas as gpd, numpy as np, pandas as pd, estgeo as eg
    >>> from shapely.geometry import box
    >>> days = pd.date_range("2017-01-01", "2018-12-31", tz="Europe/Stockholm")
    >>> x = np.tile(np.arange(4) * 1000 + 50, len(days))
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days.repeat(4)}, geometry=gpd.points_from_xy(x, x), crs=3006
    ... )
    >>> areas = gpd.GeoDataFrame(
    ...     geometry=[box(a, a, a + 100, a + 100) for a in range(0, 4000, 1000)],
    ...     crs=3006,
    ... )
    >>> plan = eg.design_insats(
    ...     incidents, areas, n_treated=2, starts="2018-01-08", seed="Lotto"
    ... )
    >>> plan.n_draws, len(plan.insatser("Belysning")), plan.detectable
    (4.0, 2, nan)
    """

    areas: gpd.GeoDataFrame
    seed: str
    before: int
    after: int
    themes: tuple[str, ...] | None
    detectable: float
    power: pd.DataFrame
    alpha: float
    n_draws: float
    provenance: Provenance

    @property
    def used(self) -> gpd.GeoDataFrame:
        """The areas of the experiment, block by block."""
        used = self.areas[self.areas["role"] != "not used"]
        return used.sort_values(["block", "role"], ascending=[True, False])

    def to_frame(self) -> pd.DataFrame:
        """Return the areas of the experiment without their geometry."""
        return pd.DataFrame(self.used.drop(columns="geometry"))

    def insatser(self, name: str = "") -> list[Insats]:
        """Return what is to be done: one insats for each area that was drawn.

        Parameters
        ----------
        name : str, default ""
            What it is called; the name of the area is added.

        Returns
        -------
        list of Insats
        """
        drawn = self.used[self.used["role"] == "treated"]
        return [
            Insats(
                f"{name} {row.name_}".strip(),
                row.geometry,
                row.start,
                themes=self.themes,
                crs=self.areas.crs,
            )
            for row in drawn.rename(columns={"name": "name_"}).itertuples()
        ]

    def evaluate(
        self, incidents: gpd.GeoDataFrame, *, confidence: float = 0.95
    ) -> RandomizedEffect:
        """Compare the areas that were drawn with the others, by the lot alone.

        Parameters
        ----------
        incidents : GeoDataFrame
            All reports, those after the starts included.
        confidence : float, default 0.95
            Level of the interval.

        Returns
        -------
        RandomizedEffect

        Raises
        ------
        ValueError
            If the records end before the last window after does.
        """
        level = check_probability("confidence", confidence)
        used = self.used
        records = gather_records(incidents, self.themes)
        counts = [
            _window_counts(records, used, offset, days)
            for offset, days in ((-self.before, self.before), (0, self.after))
        ]
        treated = (used["role"] == "treated").to_numpy()
        found = lot_test(
            counts[0],
            counts[1],
            treated,
            used["block"].to_numpy(),
            confidence=level,
            rng=seeded(self.seed + " test"),
        )
        return _effect(found, counts, used, level, len(incidents))

    def sentence(self, lang: Language | None = None) -> str:
        """Return what is planned and what it can show.

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
        roles = self.areas["role"].value_counts()
        return experiment_plan_sentence(
            numbers=(int(roles.get("treated", 0)), int(roles.get("control", 0))),
            seed=self.seed,
            draws=self.n_draws,
            detectable=self.detectable,
            lang=lang,
        )


@dataclass(frozen=True, slots=True, repr=False)
class RandomizedEffect(Result):
    """What an experiment found.

    Attributes
    ----------
    ratio, low, high : float
        Reports in drawn areas per what the others show; the interval holds the ratios
        that the lot does not speak against.
    p_value, p_fall : float
        Two-sided, and of a fall only: exact, whatever the law of the counts.
    confidence : float
        Level of the interval.
    n_draws : int
        Draws of the lot that were compared.
    is_exact : bool
        Whether these are all.
    counts : DataFrame
        One row an area: ``name``, ``block``, ``role``, ``before``, ``after``.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import geopandas as gpd, numpy as np, pandas as pd, estgeo as eg
    >>> from shapely.geometry import box
    >>> days = pd.date_range("2017-01-01", "2018-12-31", tz="Europe/Stockholm")
    >>> x = np.tile(np.arange(4) * 1000 + 50, len(days))
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days.repeat(4)}, geometry=gpd.points_from_xy(x, x), crs=3006
    ... )
    >>> areas = gpd.GeoDataFrame(
    ...     geometry=[box(a, a, a + 100, a + 100) for a in range(0, 4000, 1000)],
    ...     crs=3006,
    ... )
    >>> plan = eg.design_insats(
    ...     incidents, areas, n_treated=2, starts="2018-01-08", seed="Lotto"
    ... )
    >>> found = plan.evaluate(incidents)
    >>> found.ratio, found.p_value, found.n_draws
    (1.0, 1.0, 4)
    """

    ratio: float
    low: float
    high: float
    p_value: float
    p_fall: float
    confidence: float
    n_draws: int
    is_exact: bool
    counts: pd.DataFrame
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the main numbers as a frame of one row."""
        names = ("ratio", "low", "high", "p_value", "p_fall", "n_draws", "is_exact")
        return pd.DataFrame([{name: getattr(self, name) for name in names}])

    def sentence(self, lang: Language | None = None) -> str:
        """Return what was found.

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
        return experiment_sentence(
            numbers=(self.ratio, self.low, self.high, self.confidence),
            p_value=self.p_value,
            draws=self.n_draws,
            is_exact=self.is_exact,
            lang=lang,
        )


def daily_counts(records: Records, zones: gpd.GeoDataFrame) -> Floats:
    """Return reports of shape (n_areas, n_days)."""
    return records.daily(place_of(records.points, list(zones.geometry)), len(zones))


def _window_counts(
    records: Records, used: gpd.GeoDataFrame, offset: int, days: int
) -> Floats:
    """Return reports of each area in a window that its own start moves."""
    daily = daily_counts(records, used)
    counts = np.zeros(len(used))
    for row, start in enumerate(used["start"]):
        first = day_number(start) + offset - records.observed[0]
        if first < 0 or first + days > daily.shape[1]:
            begins, ends = (as_date(day).date() for day in observed_span(records))
            wanted = as_date(first + records.observed[0])
            asked = wanted.date(), (wanted + pd.Timedelta(days=days - 1)).date()
            rule = f"records of all days from {asked[0]} to {asked[1]}"
            got = f"{begins} to {ends}"
            raise ValueError(sentence("incidents", rule, got))
        counts[row] = daily[row, first : first + days].sum()
    return counts


def observed_span(records: Records) -> tuple[int, int]:
    return records.observed[0], records.observed[1] - 1


def _effect(
    found: LotTest, counts: list[Floats], used: gpd.GeoDataFrame, level: float, n: int
) -> RandomizedEffect:
    table = pd.DataFrame(used[["name", "block", "role"]]).reset_index(drop=True)
    table["before"], table["after"] = counts
    return RandomizedEffect(
        ratio=float(np.exp(found.statistic)),
        low=float(np.exp(found.low)),
        high=float(np.exp(found.high)),
        p_value=found.p_value,
        p_fall=found.p_less,
        confidence=level,
        n_draws=found.n_draws,
        is_exact=found.is_exact,
        counts=table,
        provenance=Provenance(
            "RandomizedDesign.evaluate",
            {"confidence": level},
            rows_in=n,
            rows_out=int(sum(one.sum() for one in counts)),
        ),
    )
