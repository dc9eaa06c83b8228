"""Which way it is going: change per year, a rank test, one suspected break."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import check_choice, check_counts, random_generator, sentence
from .._frame_checks import (
    check_columns,
    check_datetimes,
    check_frame,
    check_times_known,
)
from .._language import language, say
from .._periods import period_kind
from .._provenance import Provenance, one_row
from .._reports import are_counts
from .._results import Result
from ..space_time.areas import zones_of_cube
from ..space_time.cube import space_time_cube
from ..stats.multiple_tests import adjust_p_values
from ..words.trends import memory_words, trend_sentence
from ._trend_fit import ALPHA, ERRORS, SEASONS, counts_p_value, fit_trend

if TYPE_CHECKING:
    import xarray as xr
    from numpy.typing import NDArray

    from .._checks import RandomState
    from .._columns import Language
    from ._trend_fit import Errors

    Floats = NDArray[np.float64]
_SUMMER_TIME = 1.01 / 24  # days


@dataclass(frozen=True, slots=True, repr=False)
class Trend(Result):
    """The trend of a series of counts.

    Attributes
    ----------
    change_per_year : float
        Relative change a year: -0.1 is 10 % fewer each year. NaN where it cannot be
        fitted.
    low, high : float
        Its 95 % interval.
    p_value : float
        Two-sided, of no change.
    mk_s, mk_z, mk_p : float
        Mann-Kendall on counts a day; with a season, among periods of the same month,
        quarter or tertial only.
    mk_method : str
        Where ``mk_p`` comes from: "exact", "normal", "normal, seasons correlated" or
        "normal, memory".
    sen_slope : float
        Median change from one period to the next over the same pairs, of the counts
        as if all periods were of their mean length (and had the mean effort).
    dispersion : float
        Variance-to-mean ratio about the fit.
    errors : str
        "ar1" if periods were taken to carry over to the next, else "independent":
        always where counts vary no more than chance, since nothing can be remembered.
    memory : float
        Correlation of a period's error with the next one's; NaN if not estimated.
    n_periods : int
        Complete periods used.
    break_at : str
        First day of the period where the level seems to change most, "" if none.
    break_ratio, break_p : float
        Level after over before, and its p-value, which counts the search.
    explained_by_reporting : bool
        Whether the counts alone would have shown a trend at 0.05 and the counts per
        reporter do not; False without ``effort``.
    provenance : Provenance

    Examples
    --------
    A tenth fewer every year:

    >>> import pandas as pd
    >>> import estgeo as eg
    >>> start = pd.date_range("2018-01-01", periods=4, freq="YS", tz="Europe/Stockholm")
    >>> counts = pd.DataFrame({"start": start, "n": [1000, 900, 810, 729]})
    >>> found = eg.trend(counts)
    >>> round(found.change_per_year, 3), found.mk_s, found.n_periods
    (-0.1, -6.0, 4)
    """

    change_per_year: float
    low: float
    high: float
    p_value: float
    mk_s: float
    mk_z: float
    mk_p: float
    mk_method: str
    sen_slope: float
    dispersion: float
    errors: str
    memory: float
    n_periods: int
    break_at: str
    break_ratio: float
    break_p: float
    explained_by_reporting: bool
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the numbers as one row."""
        return one_row(self)

    def sentence(self, lang: Language | None = None) -> str:
        """Return the change a year and its interval in one plain sentence."""
        lang = language(lang)
        told = trend_sentence(self.change_per_year, self.low, self.high, lang)
        if self.errors != "ar1":
            return told
        seen = self.provenance.parameters["errors"] == "auto"
        return f"{told} {memory_words(lang, seen=seen)}"


def trend(
    counts: pd.DataFrame,
    *,
    value: str = "n",
    time: str = "start",
    season: str | None = None,
    effort: str | None = None,
    errors: Errors = "auto",
    rng: RandomState = 0,
) -> Trend:
    """Return the change per year of counts in periods that follow on each other.

    Parameters
    ----------
    counts : DataFrame
        One row a period, as :func:`period_counts`. With a column ``end`` the length of
        the periods is allowed for; rows whose ``complete`` is False are left out.
    value : str, default "n"
        Column of counts.
    time : str, default "start"
        Column of the first instant or day of each period.
    season : {None, "year", "month", "quarter", "tertial"}, default None
        What comes back every year: a wave over the year, or a level of its own for
        each month, quarter or tertial.
    effort : str or None, default None
        Column with reporting effort, such as those of :func:`active_reporters`: the
        trend is then that of counts per reporter. Periods without effort and without
        counts say nothing and are left out.
    errors : {"auto", "independent", "ar1"}, default "auto"
        Whether a period may carry over to the next. "ar1": errors follow a first-order
        autoregression, whose coefficient is estimated and its uncertainty allowed for;
        "auto": they do where the residuals show it (restricted likelihood ratio, 5 %).
        Under 12 periods it cannot be told, and they are taken as independent.
    rng : None, int or Generator, default 0
        For the permutations of the break.

    Returns
    -------
    Trend
        The change a year with its interval, and Mann-Kendall and Sen beside it.

    Raises
    ------
    ValueError
        If a value is not a count, a time is missing or comes twice, or an effort is
        missing, negative, or zero in a period with counts.
    KeyError
        If a column is missing.

    Warns
    -----
    UserWarning
        If there is a trend in the counts but not in the counts per reporter.

    Notes
    -----
    Quasi-Poisson regression [3]_ with a log link: intervals by Student's t and the
    dispersion. Mann-Kendall and Sen [1]_ beside it do not rest on the model; with a
    season they are those of Hirsch, Slack and Smith [2]_ ("year": within months), and
    from ten years on the covariance of the seasons is allowed for [4]_. Swings that
    last for months make p-values too small where periods are taken as independent: with
    ``errors="ar1"`` the slope is that of generalised least squares, the variance of
    Mann-Kendall is inflated [5]_ and the break is held against series with the same
    memory, each averaged over what the residuals leave open of it. The break is the
    greatest change of level over all splits, by permutation; a steady trend also shows
    as a break.

    References
    ----------
    .. [1] Gilbert, R. O. (1987). Statistical Methods for Environmental Pollution
       Monitoring, chapter 16.
    .. [2] Hirsch, R. M., Slack, J. R. and Smith, R. A. (1982). Techniques of trend
       analysis for monthly water quality data. Water Resources Research 18, 107-121.
    .. [3] McCullagh, P. and Nelder, J. A. (1989). Generalized Linear Models, 2nd ed.,
       chapter 6.
    .. [4] Hirsch, R. M. and Slack, J. R. (1984). A nonparametric trend test for
       seasonal data with serial dependence. Water Resources Research 20, 727-732.
    .. [5] Hamed, K. H. and Rao, A. R. (1998). A modified Mann-Kendall trend test for
       autocorrelated data. Journal of Hydrology 204, 182-196.

    Examples
    --------
    Counts that double in a year:

    >>> import pandas as pd
    >>> import estgeo as eg
    >>> start = pd.date_range("2018-01-01", periods=5, freq="YS", tz="Europe/Stockholm")
    >>> found = eg.trend(pd.DataFrame({"start": start, "n": [10, 20, 40, 80, 160]}))
    >>> round(found.change_per_year, 2), found.mk_s
    (1.0, 10.0)
    """
    check_frame("counts", counts)
    counts = _of_all(counts, value)
    columns = [value, time] + ([effort] if effort else [])
    check_columns("counts", counts, columns)
    check_choice("season", season, SEASONS)
    check_choice("errors", errors, ERRORS)
    rows = _in_order(counts, time)
    if effort:
        rows = _with_effort(rows, value, effort)
    y = check_counts(value, rows[value]).astype(np.float64)
    days = _days(rows, time)
    exposure = days * rows[effort].to_numpy(dtype=np.float64) if effort else days
    start = pd.DatetimeIndex(rows[time])
    found = fit_trend(y, start, exposure, season, random_generator(rng), errors=errors)
    explained = bool(
        effort
        and found["p_value"] > ALPHA
        and counts_p_value(y, start, days, season) <= ALPHA
    )
    if explained:
        warnings.warn(say("trend-explained-trend", "en"), UserWarning, stacklevel=2)
    provenance = Provenance(
        "trend",
        {"value": value, "season": season, "effort": effort, "errors": errors},
        seed=rng if isinstance(rng, int) else None,
        rows_in=len(counts),
        rows_out=len(rows),
    )
    return Trend(**found, explained_by_reporting=explained, provenance=provenance)


def trends(
    cube: xr.Dataset,
    *,
    season: str | None = None,
    errors: Errors = "auto",
    rng: RandomState = 0,
) -> gpd.GeoDataFrame:
    """Return the trend of each zone of a cube, corrected for looking at many.

    Parameters
    ----------
    cube : xarray.Dataset
        As :func:`space_time_cube`, without ``by``.
    season, errors, rng
        As :func:`trend`.

    Returns
    -------
    GeoDataFrame
        One row a zone: the numbers of :class:`Trend`, ``p_adjusted`` and
        ``mk_p_adjusted`` (Benjamini-Hochberg over the zones), ``geometry``.

    Raises
    ------
    ValueError
        If the cube is counted by something more than zone and period.

    References
    ----------
    .. [1] Gilbert, R. O. (1987). Statistical Methods for Environmental Pollution
       Monitoring, chapter 16.
    .. [2] Hirsch, R. M., Slack, J. R. and Smith, R. A. (1982). Techniques of trend
       analysis for monthly water quality data. Water Resources Research 18, 107-121.
    .. [3] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery
       rate: a practical and powerful approach to multiple testing. Journal of the
       Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> from shapely.geometry import box
    >>> days = pd.date_range("2018-01-01", "2018-12-31", freq="4D")
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days.tz_localize("Europe/Stockholm")},
    ...     geometry=gpd.points_from_xy([4] * len(days), [4] * len(days)),
    ...     crs=3006,
    ... )
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9)], index=["yard"], crs=3006)
    >>> cube = eg.space_time_cube(
    ...     incidents, zones, every="month", span=("2018-01", "2018-12")
    ... )
    >>> eg.trends(cube)["n_periods"].to_list()
    [12]
    """
    if isinstance(cube, pd.DataFrame) and are_counts(cube):
        cube = _cube_of(cube)
    n = cube["n"]
    if set(n.dims) != {"zone", "period"}:
        rule = "a cube of zone and period"
        raise ValueError(
            sentence("cube", rule, f"one of {', '.join(map(str, n.dims))}")
        )
    keep = cube["complete"].to_numpy().astype(bool)
    table = n.transpose("zone", "period").to_numpy()[:, keep].astype(np.float64)
    start = pd.DatetimeIndex(cube["period_start"].to_numpy()[keep])
    end = pd.DatetimeIndex(cube["period_end"].to_numpy()[keep])
    days = ((end - start) / pd.Timedelta("1D")).to_numpy(dtype=np.float64)
    check_choice("errors", errors, ERRORS)
    generator = random_generator(rng)
    rows = [
        fit_trend(series, start, days, season, generator, errors=errors)
        for series in table
    ]
    zones = zones_of_cube(cube)
    frame = pd.DataFrame(rows, index=zones.index)
    frame["p_adjusted"] = adjust_p_values(frame["p_value"].to_numpy(dtype=float))
    frame["mk_p_adjusted"] = adjust_p_values(frame["mk_p"].to_numpy(dtype=float))
    return gpd.GeoDataFrame(frame, geometry=zones.geometry, crs=zones.crs)


def _of_all(counts: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return counts already made (``read_counts``) as one row a period."""
    if value != "n" or not are_counts(counts) or counts["period"].is_unique:
        return counts
    of_period = pd.DataFrame(counts).groupby("period", sort=True)
    facts = of_period[["start", "end", "complete"]].first()
    return facts.assign(n=of_period["n"].sum()).reset_index()


def _cube_of(counts: gpd.GeoDataFrame) -> xr.Dataset:
    """Return the cube of counts already made: all themes of each area and period."""
    areas = counts.drop_duplicates("zone").set_index("zone")[["geometry"]]
    every = period_kind(str(counts["period"].iloc[0]))
    if every == "span":
        rule = "counts of weeks, months or other periods of the calendar"
        raise ValueError(sentence("cube", rule, str(counts["period"].iloc[0])))
    return space_time_cube(counts, areas, every=every)


def _in_order(counts: pd.DataFrame, time: str) -> pd.DataFrame:
    """Return the complete periods in order, each of them once."""
    rows = counts
    if "complete" in counts.columns:
        rows = counts[counts["complete"].astype(bool)]
    for column in (time, *({"end"} & set(rows.columns))):
        check_datetimes("counts", rows, column)
    check_times_known("counts", rows, time)
    if rows[time].duplicated().any():
        remedy = "Take one area or theme at a time."
        got = f"{rows.loc[rows[time].duplicated(), time].iloc[0]} more than once"
        raise ValueError(sentence("counts", "one row a period", got, remedy))
    return rows.sort_values(time, kind="stable")


def _with_effort(rows: pd.DataFrame, value: str, effort: str) -> pd.DataFrame:
    """Return the rows with effort; none without may have counts."""
    size = rows[effort].to_numpy(dtype=np.float64, na_value=np.nan)
    bad = ~np.isfinite(size) | (size < 0) | ((size == 0) & (rows[value] != 0))
    if bad.any():
        rule = "above zero in every period with counts"
        got = f"{size[bad][0]:g} in {int(bad.sum())} of {len(rows)} periods"
        raise ValueError(sentence("effort", rule, got))
    return rows[size > 0]


def _days(rows: pd.DataFrame, time: str) -> Floats:
    if "end" not in rows.columns or time == "end":
        return np.ones(len(rows))
    # By the clock on the wall: the hour that spring loses is no shorter month, not on
    # a clock in UTC either.
    start, end = (pd.DatetimeIndex(rows[name]) for name in (time, "end"))
    if start.tz is not None and end.tz is not None:
        end = end.tz_convert(start.tz)
    length = end.tz_localize(None) - start.tz_localize(None)
    days = (length / pd.Timedelta("1D")).to_numpy(dtype=np.float64)
    whole = np.round(days)
    days = np.where((np.abs(days - whole) <= _SUMMER_TIME) & (whole > 0), whole, days)
    if not (days > 0).all():
        raise ValueError(
            sentence("counts", f"of periods that end after '{time}'", days.min())
        )
    return days
