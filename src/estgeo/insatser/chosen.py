"""The worst place chosen and judged on the same records, without fooling oneself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from .._checks import check_choice, check_probability, seeded, sentence
from .._language import language
from .._provenance import Provenance
from .._results import Result
from ..stats.thinning import areas_dispersion, choose_by_parts
from ..words.study import chosen_sentence
from ._comparison import check_dispersion
from ._insats import as_day
from ._places import as_zones, place_of
from ._records import day_number, gather_records, length_in_days

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ..stats.thinning import Judged, Rule
    from ._records import Records

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class ChosenPlace(Result):
    """The place that one part of the records chose, judged by the other.

    Attributes
    ----------
    name : str
        The area that was chosen.
    ratio, low, high, p_value : float
        Its reports after per before, against all other areas, as the part that did not
        choose tells it; NaN while the time after is not in the records.
    naive : float
        The same from all counts before: too good by what the choice brought.
    confidence : float
        Level of the interval.
    dispersion : float
        Variance-to-mean ratio of the counts.
    cost : float
        How many times as wide the interval is as if the area had been chosen on other
        records.
    candidates : DataFrame
        One row an area: ``name``, ``before``, ``after``, ``times_chosen`` (share of the
        splits that choose it).
    if_dispersion : DataFrame
        What the ratio would be had the dispersion been another: ``dispersion``,
        ``ratio``, ``low``, ``high``.
    rule, seed : str
        How, and from what, the choice was made.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import geopandas as gpd, numpy as np, pandas as pd, estgeo as eg
    >>> from shapely.geometry import box
    >>> days = pd.date_range("2017-01-01", "2018-12-31", tz="Europe/Stockholm")
    >>> x = np.tile([50, 50, 1050, 2050], len(days))
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days.repeat(4)}, geometry=gpd.points_from_xy(x, x), crs=3006
    ... )
    >>> areas = gpd.GeoDataFrame(
    ...     geometry=[box(a, a, a + 100, a + 100) for a in (0, 1000, 2000)], crs=3006
    ... )
    >>> found = eg.choose_and_judge(
    ...     incidents, areas, start="2018-01-08", seed=1, after="50W"
    ... )
    >>> found.name, bool(found.low < 1 < found.high)
    ('0', True)
    """

    name: str
    ratio: float
    low: float
    high: float
    p_value: float
    naive: float
    confidence: float
    dispersion: float
    cost: float
    candidates: pd.DataFrame
    if_dispersion: pd.DataFrame
    rule: str
    seed: str
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the main numbers as a frame of one row."""
        names = (
            "name",
            "ratio",
            "low",
            "high",
            "p_value",
            "naive",
            "dispersion",
            "cost",
        )
        return pd.DataFrame([{name: getattr(self, name) for name in names}])

    def sentence(self, lang: Language | None = None) -> str:
        """Return what was chosen and, if it can be told, what became of it.

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
        return chosen_sentence(
            name=self.name,
            numbers=(self.ratio, self.low, self.high, self.confidence),
            naive=self.naive,
            cost=self.cost,
            lang=lang,
        )


def choose_and_judge(
    incidents: gpd.GeoDataFrame,
    candidates: gpd.GeoDataFrame,
    *,
    start: Any,
    seed: int | str,
    before: Any = "52W",
    after: Any = "52W",
    rule: str = "worst",
    share: float = 0.5,
    dispersion: float | str = "relative",
    confidence: float = 0.95,
) -> ChosenPlace:
    r"""Choose the worst area and judge it later, on the same weeks before.

    Parameters
    ----------
    incidents : GeoDataFrame
        All reports of the town, as in :func:`evaluate`; those of the themes asked for.
    candidates : GeoDataFrame
        Areas to choose from. They do not overlap.
    start : day
        When something begins in the area that is chosen.
    seed : int or str
        What the split is drawn from: decide on it before.
    before, after : duration
        Windows that end and begin at the start. While the records end earlier the
        area is chosen only.
    rule : {"worst", "hot spot"}, default "worst"
        The area with most reports, or the one whose Gi* with its neighbors that touch
        it is highest.
    share : float, default 0.5
        Part of the reports that chooses.
    dispersion : "relative" or float, default "relative"
        Variance-to-mean ratio; "relative" estimates it from the weeks before.
    confidence : float, default 0.95
        Level of the interval.

    Returns
    -------
    ChosenPlace
        ``.sentence("sv")`` says what was chosen and, if known, what became of it.

    Raises
    ------
    ValueError
        If there are fewer than three candidates with reports, or the records do not
        hold the window before.

    Notes
    -----
    An area that is chosen for being worst falls back by itself. Reports before are
    split at random into two independent parts [1]_; one chooses, the other judges.
    Above
    dispersion 1 the split is beta-binomial. What the judging part says is averaged over
    all of 1,000 splits that choose the same area. The first split chooses: who does
    something elsewhere, or chose on all reports, gets no sound answer here, and should
    give the evaluation other weeks (``selected_on``).

    References
    ----------
    .. [1] Neufeld, A., Dharamshi, A., Gao, L. L., Witten, D. (2024). Data thinning for
       convolution-closed distributions. Journal of Machine Learning Research 25(57),
       1-35.

    Examples
    --------
    >>> import geopandas as gpd, numpy as np, pandas as pd, estgeo as eg
    >>> from shapely.geometry import box
    >>> days = pd.date_range("2017-01-01", "2018-12-31", tz="Europe/Stockholm")
    >>> x = np.tile([50, 50, 1050, 2050], len(days))
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days.repeat(4)}, geometry=gpd.points_from_xy(x, x), crs=3006
    ... )
    >>> areas = gpd.GeoDataFrame(
    ...     geometry=[box(a, a, a + 100, a + 100) for a in (0, 1000, 2000)], crs=3006
    ... )
    >>> found = eg.choose_and_judge(incidents, areas, start="2018-12-31", seed=1)
    >>> found.name, found.ratio  # what comes after is not known yet
    ('0', nan)
    """
    check_choice("rule", rule, ("worst", "hot spot"))
    level = check_probability("confidence", confidence)
    part = check_probability("share", share)
    records = gather_records(incidents, None)
    zones = as_zones("candidates", candidates, incidents.crs)
    counts, weekly = _counts(records, zones, start, (before, after))
    given = check_dispersion(dispersion)
    value = areas_dispersion(weekly) if given is None else given
    choose = _rule(rule, zones)

    def judged(phi: float) -> Judged:
        rng = seeded(str(seed))
        return choose_by_parts(*counts, choose, share=part, dispersion=phi, rng=rng)

    found = judged(value)
    return ChosenPlace(
        name=str(zones["name"].iloc[found.chosen]),
        **_interval(found, level),
        naive=float(np.exp(found.naive)),
        confidence=level,
        dispersion=value,
        cost=found.cost,
        candidates=pd.DataFrame(
            {
                "name": zones["name"].astype(str).to_numpy(),
                "before": counts[0],
                "after": np.nan if counts[1] is None else counts[1],
                "times_chosen": found.times,
            }
        ),
        if_dispersion=_otherwise(judged, value, level),
        rule=rule,
        seed=str(seed),
        provenance=Provenance(
            "choose_and_judge",
            {
                "start": str(start),
                "before": str(before),
                "after": str(after),
                "rule": rule,
                "share": part,
                "dispersion": dispersion,
                "seed": str(seed),
            },
            rows_in=len(incidents),
            rows_out=int(counts[0].sum()),
        ),
    )


def _counts(
    records: Records, zones: gpd.GeoDataFrame, start: Any, windows: tuple[Any, Any]
) -> tuple[tuple[Floats, Floats | None], Floats]:
    """Return reports before and (if known) after, and by week before."""
    place = place_of(records.points, list(zones.geometry))
    daily = records.daily(place, len(zones))
    at = day_number(as_day("start", start)) - records.observed[0]
    days = [
        length_in_days(name, value)
        for name, value in zip(("before", "after"), windows, strict=True)
    ]
    if at < days[0] or at > daily.shape[1]:
        rule = f"records of the {days[0]} days before the start"
        raise ValueError(sentence("incidents", rule, f"those of {max(at, 0)}"))
    recent = daily[:, at - days[0] : at]
    first = recent.sum(axis=1)
    if (first > 0).sum() < 3:
        rule, got = "at least three areas with reports", f"{int((first > 0).sum())}"
        raise ValueError(sentence("candidates", rule, got))
    last = None
    if at + days[1] <= daily.shape[1]:
        last = daily[:, at : at + days[1]].sum(axis=1)
    n_weeks = days[0] // 7
    weekly = recent[:, days[0] - 7 * n_weeks :].reshape(len(zones), n_weeks, 7)
    return (first, last), weekly.sum(axis=2)


def _rule(rule: str, zones: gpd.GeoDataFrame) -> Rule:
    if rule == "worst":
        return lambda parts: parts.argmax(axis=1)
    shapes = zones.geometry
    pairs = shapes.sindex.query(shapes.buffer(0.01), predicate="intersects")
    near = np.zeros((len(zones), len(zones)))
    near[pairs[0], pairs[1]] = 1.0
    n, size = len(zones), near.sum(axis=1)
    # The standard error of a sum of so many values drawn without putting back.
    width = np.sqrt(np.maximum(size * (n - size) / (n - 1), 1e-12))

    def highest(parts: Floats) -> NDArray[np.int64]:
        excess = parts @ near.T - size * parts.mean(axis=1, keepdims=True)
        return np.asarray((excess / width).argmax(axis=1))

    return highest


def _interval(found: Judged, level: float) -> dict[str, float]:
    reach = norm.isf((1 - level) / 2) * found.error
    return {
        "ratio": float(np.exp(found.log_ratio)),
        "low": float(np.exp(found.log_ratio - reach)),
        "high": float(np.exp(found.log_ratio + reach)),
        "p_value": float(2 * norm.sf(abs(found.log_ratio) / found.error)),
    }


def _otherwise(judged: Any, value: float, level: float) -> pd.DataFrame:
    """Return what dispersions that may be wrong would give."""
    values = sorted({1.0, 1 + (value - 1) / 1.3, value, 1 + (value - 1) * 1.3})
    rows = [{"dispersion": phi} | _interval(judged(phi), level) for phi in values]
    return pd.DataFrame(rows).drop(columns="p_value")
