"""When it happens more than expected: windows of hours and weekdays, tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import check_whole, random_generator, sentence
from .._frame_checks import check_frame, check_geoframe, check_times
from .._language import language
from .._provenance import Provenance, one_row
from .._reports import one_row_a_report
from .._results import Result
from ..space_time.areas import zone_of
from ..space_time.hours import (
    clock_intervals,
    finish_hours,
    hour_sums,
    is_heaped,
    knows_hour,
)
from ..stats.multiple_tests import adjust_p_values
from ..words.hours import hot_times_words
from ._hot_time_baselines import (
    ALPHA,
    COLUMNS,
    LEAST,
    against_others,
    against_shares,
    baseline_shares,
    clocked,
    is_other,
    scan_windows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._checks import RandomState
    from .._columns import Language

    Floats = NDArray[np.float64]

LEAST_SURE = 20


@dataclass(frozen=True, slots=True, repr=False)
class HotTimes(Result):
    """When incidents happen, and whether it differs from what was expected.

    Attributes
    ----------
    profile : DataFrame
        As :func:`hour_of_week`, with ``expected``.
    windows : DataFrame
        Windows found, surest first; never overlapping: ``from``, ``to`` (hours; ``to``
        may be past midnight), ``days`` (weekdays on which it begins, 0 = Monday),
        ``observed``, ``expected``, ``ratio``, ``p_value``.
    times : DataFrame
        With under 10 incidents the list of their times, since nothing can be tested:
        ``day`` (0 = Monday), ``from`` and ``to`` as on the clock. Otherwise no row.
    p_value : float
        Of the surest window among all that were looked at; NaN under 10 incidents.
    n : int
        Incidents whose hour is known.
    n_uncertain : int
        Those of them whose time is an interval over more than one hour.
    n_unknown : int
        Incidents left out, known only to the date, week or month.
    n_looked : int
        Intervals between fixed looking times, which keep to them in the draws.
    n_groups : float
        Reports that come together counted as one: how many things move in the draws.
    n_heaped : int
        Incidents left out since far too many have that very time (flag
        ``heaped_time`` of the reading): it may stand for a time not known.
    verdict : str
        "too few" (under 10), "indication" (under 20), "hot times", "no hot times".
    provenance : Provenance

    Examples
    --------
    Late on twelve Fridays, and once on a Monday morning:

    >>> import pandas as pd
    >>> import estgeo as eg
    >>> fridays = pd.date_range("2018-01-05 22:30", periods=12, freq="7D")
    >>> when = fridays.append(pd.to_datetime(["2018-03-05 09:00"]))
    >>> incidents = pd.DataFrame({"start": when.tz_localize("Europe/Stockholm")})
    >>> found = eg.hot_times(incidents, rng=1)
    >>> found.windows[["from", "to", "days", "observed"]]
       from  to  days  observed
    0    22  23  (4,)      12.0
    >>> found.n, found.verdict
    (13, 'indication')
    """

    profile: pd.DataFrame
    windows: pd.DataFrame
    times: pd.DataFrame
    p_value: float
    n: int
    n_uncertain: int
    n_unknown: int
    n_looked: int
    n_groups: float
    n_heaped: int
    verdict: str
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the plain numbers as one row."""
        return one_row(self)

    def sentence(self, lang: Language | None = None) -> str:
        """Return when it happens in one plain sentence."""
        lang = language(lang)
        rows = zip(
            self.windows["days"], self.windows["from"], self.windows["to"], strict=True
        )
        return hot_times_words(
            self.verdict,
            list(rows),
            self.n,
            lang,
            n_unknown=self.n_unknown,
            n_together=round(self.n - self.n_groups),
            n_heaped=self.n_heaped,
        )


def hot_times(
    incidents: pd.DataFrame,
    *,
    baseline: str | pd.DataFrame = "uniform",
    windows: Sequence[int] = (2, 4, 6, 8),
    simulations: int = 999,
    others: pd.DataFrame | None = None,
    rng: RandomState = None,
) -> HotTimes:
    """Find the hours and weekdays with more incidents than expected.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident with time-zone-aware ``start`` and, if known, ``end``.
    baseline : {"uniform", "other"} or DataFrame, default "uniform"
        What is expected: every hour alike; the hours of ``others``, such as other
        themes or areas; or a profile of 168 hours with a column ``n``.
    windows : sequence of int, default (2, 4, 6, 8)
        Hours long the windows are that the test looks at, each from every hour, on
        every run of weekdays.
    simulations : int, default 999
        Draws under the baseline.
    others : DataFrame or None, default None
        The incidents that ``baseline="other"`` compares with.
    rng : None, int or Generator
        For the draws.

    Returns
    -------
    HotTimes
        The profile of the week, the windows found and the verdict.

    Raises
    ------
    ValueError
        If the baseline is not one of these, or "other" comes without ``others`` whose
        hours are known.

    Notes
    -----
    The statistic is the greatest Poisson likelihood ratio over all windows [1]_ of the
    aoristic profile; its p-value counts all the windows that were tried. Draws keep
    the length of every interval; with "other" the label of each incident is drawn
    instead. Reports that come together (within six hours, and oftener than those of
    different weeks lie as near on the week's clock [2]_) move as one, else a single
    night of many reports would be a hot time; a part of them is drawn by lot in every
    draw. Intervals between fixed looking times (17 to 07) become others between them.
    Further windows do not overlap and are held against the same greatest
    value, which is cautious. The edges of a window found are then moved hour by hour
    while it gets likelier, so that it need not have one of the lengths looked at.
    Reports come when people are awake: against "uniform" a hot time may be when
    staff are at work, so compare with others.

    References
    ----------
    .. [1] Kulldorff, M. (1997). A spatial scan statistic. Communications in
       Statistics 26(6), 1481-1496.
    .. [2] Zhuang, J., Ogata, Y. and Vere-Jones, D. (2002). Stochastic declustering of
       space-time earthquake occurrences. Journal of the American Statistical
       Association 97(458), 369-380.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> days = pd.date_range("2018-03-05 18:20", periods=30, freq="D")
    >>> incidents = pd.DataFrame({"start": days.tz_localize("Europe/Stockholm")})
    >>> found = eg.hot_times(incidents, simulations=99, rng=1)
    >>> found.sentence("en"), found.p_value
    ('More reports than expected every day 18–19 (30 reports).', 0.01)
    """
    check_frame("incidents", incidents)
    check_times("incidents", incidents, "start")
    incidents = one_row_a_report(incidents)
    simulations = check_whole("simulations", simulations, at_least=19)
    lengths = [check_whole("windows", hours, at_least=1) for hours in windows]
    if not lengths or max(lengths) > 23:
        raise ValueError(sentence("windows", "lengths of 1 to 23 hours", windows))
    generator = random_generator(rng)
    heaped = knows_hour(incidents) & is_heaped(incidents)
    known = incidents[knows_hour(incidents) & ~heaped]
    profile = finish_hours(hour_sums(*clock_intervals(known)))
    even = is_other(baseline)
    shares = baseline_shares("uniform" if even else baseline)
    times = clocked(known, shares)
    if even:
        drawn = against_others(known, others, simulations, generator)
    else:
        drawn = against_shares(times, shares, simulations, generator)
    found = scan_windows(profile["n"].to_numpy(), drawn.expected, drawn.draws, lengths)
    p = float(found["p_value"].iloc[0]) if len(found) else np.nan
    if drawn.draws is not None and not len(found):
        p = 1.0
    return HotTimes(
        profile=profile.assign(expected=drawn.expected),
        windows=found[found["p_value"] <= ALPHA].reset_index(drop=True),
        times=_listed(known if len(known) < LEAST else known[:0]),
        p_value=p,
        n=len(known),
        n_uncertain=int((~times.exact).sum()),
        n_unknown=len(incidents) - len(known) - int(heaped.sum()),
        n_heaped=int(heaped.sum()),
        n_looked=int(times.looked.sum()),
        n_groups=drawn.n_groups,
        verdict=_verdict(len(known), p),
        provenance=Provenance(
            "hot_times",
            {
                "baseline": baseline if isinstance(baseline, str) else "given profile",
                "windows": tuple(lengths),
                "simulations": simulations,
            },
            seed=rng if isinstance(rng, int) else None,
            rows_in=len(incidents),
            rows_out=len(known),
        ),
    )


def hot_times_by_zone(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    baseline: str | pd.DataFrame = "uniform",
    windows: Sequence[int] = (2, 4, 6, 8),
    simulations: int = 999,
    rng: RandomState = None,
) -> pd.DataFrame:
    """Find the hot time of each zone, corrected for looking at many zones.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points, one row an incident, with ``start`` and, if known, ``end``.
    zones : GeoDataFrame
        Polygons, such as the hot spots found.
    baseline : {"uniform", "other"} or DataFrame, default "uniform"
        As :func:`hot_times`; with "other" a zone is held against all incidents outside
        it.
    windows, simulations, rng
        As :func:`hot_times`.

    Returns
    -------
    DataFrame
        One row a zone, by its index: ``n``, ``n_uncertain``, ``n_unknown``,
        ``n_heaped``, the surest window ``from``, ``to``, ``days``, ``observed``,
        ``expected``, ``ratio`` (NaN and None where none is sure), ``p_value``,
        ``p_adjusted`` (Benjamini-Hochberg over the zones), ``verdict`` by
        ``p_adjusted``, ``statement_sv``, ``statement_en``.

    Raises
    ------
    ValueError
        As :func:`hot_times`, or if zones are no polygons.

    References
    ----------
    .. [1] Kulldorff, M. (1997). A spatial scan statistic. Communications in
       Statistics 26(6), 1481-1496.
    .. [2] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery
       rate: a practical and powerful approach to multiple testing. Journal of the
       Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9)], index=["yard"], crs=3006)
    >>> days = pd.date_range("2018-03-05 18:20", periods=30, freq="D")
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days.tz_localize("Europe/Stockholm")},
    ...     geometry=gpd.points_from_xy([4] * 30, [4] * 30),
    ...     crs=3006,
    ... )
    >>> found = eg.hot_times_by_zone(incidents, zones, simulations=99, rng=1)
    >>> found.loc["yard", "statement_en"]
    'More reports than expected every day 18–19 (30 reports).'
    """
    check_geoframe("incidents", incidents)
    generator = random_generator(rng)
    places = zone_of(incidents, zones)
    results = [
        hot_times(
            incidents[places == at],
            baseline=baseline,
            windows=windows,
            simulations=simulations,
            others=incidents[places != at] if is_other(baseline) else None,
            rng=generator,
        )
        for at in range(len(zones))
    ]
    p = np.array([found.p_value for found in results], dtype=np.float64)
    adjusted = adjust_p_values(p)
    rows = [_zone_row(*pair) for pair in zip(results, adjusted, strict=True)]
    return pd.DataFrame(rows, index=zones.index)


def _zone_row(found: HotTimes, adjusted: float) -> dict[str, object]:
    verdict = _verdict(found.n, adjusted)
    sure = verdict in ("hot times", "indication") and len(found.windows) > 0
    window: dict[str, Any] = {**dict.fromkeys(COLUMNS, np.nan), "days": None}
    if sure:
        window |= {name: found.windows[name].iloc[0] for name in COLUMNS}
    shown = [(window["days"], int(window["from"]), int(window["to"]))] if sure else []
    return {
        "n": found.n,
        "n_uncertain": found.n_uncertain,
        "n_unknown": found.n_unknown,
        "n_heaped": found.n_heaped,
        **{name: window[name] for name in COLUMNS[:-1]},
        "p_value": found.p_value,
        "p_adjusted": adjusted,
        "verdict": verdict,
        **{
            f"statement_{lang}": hot_times_words(
                verdict, shown, found.n, lang, n_heaped=found.n_heaped
            )
            for lang in ("sv", "en")
        },
    }


def _verdict(n: int, p: float) -> str:
    if n < LEAST:
        return "too few"
    if not p <= ALPHA:
        return "no hot times"
    return "indication" if n < LEAST_SURE else "hot times"


def _listed(known: pd.DataFrame) -> pd.DataFrame:
    """Return weekday and clock of each incident, in the order of the week."""
    start = pd.DatetimeIndex(known["start"])
    end = start
    if "end" in known.columns:
        given = pd.DatetimeIndex(known["end"])
        end = given.where(np.asarray(given.notna()), start)
    table = pd.DataFrame(
        {
            "day": np.asarray(start.day_of_week, dtype=np.int64),
            "from": np.asarray(start.strftime("%H:%M"), dtype=object),
            "to": np.asarray(end.strftime("%H:%M"), dtype=object),
        }
    )
    return table.sort_values(["day", "from"], kind="stable", ignore_index=True)
