"""Which way it is going: change per year, a rank test, one suspected break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import check_choice, check_counts, random_generator, sentence
from .._frame_checks import check_columns, check_frame
from .._provenance import Provenance
from .._results import one_row
from ..stats.log_linear import find_break, fit_log_linear
from ..stats.multiple_tests import adjust_p_values
from ..stats.seasonal_mann_kendall import seasonal_mann_kendall, seasonal_sen_slope
from ..words.trend import trend_sentence

if TYPE_CHECKING:
    import xarray as xr
    from numpy.typing import NDArray

    from .._checks import RandomState
    from .._columns import Language

    Floats = NDArray[np.float64]

_YEAR = 365.2425
SEASONS = (None, "year", "month", "quarter", "tertial")
_MONTHS = {"month": 1, "quarter": 3, "tertial": 4}


@dataclass(frozen=True, slots=True)
class Trend:
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
        Where ``mk_p`` comes from: "exact", "normal" or "normal, seasons correlated".
    sen_slope : float
        Median change of the count from one period to the next, over the same pairs.
    dispersion : float
        Variance-to-mean ratio about the fit.
    n_periods : int
        Complete periods used.
    break_at : str
        First day of the period where the level seems to change most, "" if none.
    break_ratio, break_p : float
        Level after over before, and its p-value, which counts the search.
    provenance : Provenance
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
    n_periods: int
    break_at: str
    break_ratio: float
    break_p: float
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the numbers as one row."""
        return one_row(self)

    def sentence(self, lang: Language = "sv") -> str:
        """Return the change a year and its interval in one plain sentence."""
        return trend_sentence(self.change_per_year, self.low, self.high, lang)


def trend(
    counts: pd.DataFrame,
    *,
    value: str = "n",
    time: str = "start",
    season: str | None = None,
    effort: str | None = None,
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
        Column with reporting effort, such as active reporters: the trend is then that
        of counts per reporter.
    rng : None, int or Generator, default 0
        For the permutations of the break.

    Returns
    -------
    Trend

    Raises
    ------
    ValueError
        If a value is not a count, or an effort not positive.
    KeyError
        If a column is missing.

    Notes
    -----
    Quasi-Poisson regression with a log link: intervals by Student's t and the
    dispersion. Mann-Kendall and Sen [1]_ beside it do not rest on the model; with a
    season they are those of Hirsch, Slack and Smith [2]_ ("year": within months), and
    from ten years on the covariance of the seasons is allowed for. Otherwise periods
    are taken as independent: swings that last for months make p-values too small. The
    break is the greatest change of level over all splits, by permutation; a steady
    trend also shows as a break.

    References
    ----------
    .. [1] Gilbert, R. O. (1987). Statistical Methods for Environmental Pollution
       Monitoring, chapter 16.
    .. [2] Hirsch, R. M., Slack, J. R. and Smith, R. A. (1982). Techniques of trend
       analysis for monthly water quality data. Water Resources Research 18, 107-121.

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
    columns = [value, time] + ([effort] if effort else [])
    check_columns("counts", counts, columns)
    check_choice("season", season, SEASONS)
    rows = counts
    if "complete" in counts.columns:
        rows = counts[counts["complete"].astype(bool)]
    rows = rows.sort_values(time, kind="stable")
    y = check_counts(value, rows[value]).astype(np.float64)
    exposure = _exposure(rows, time, effort)
    start = pd.DatetimeIndex(rows[time])
    found = _fit(y, start, exposure, season, random_generator(rng))
    provenance = Provenance(
        "trend",
        {"value": value, "season": season, "effort": effort},
        seed=rng if isinstance(rng, int) else None,
        rows_in=len(counts),
        rows_out=len(rows),
    )
    return Trend(**found, provenance=provenance)


def trends(
    cube: xr.Dataset,
    *,
    season: str | None = None,
    rng: RandomState = 0,
) -> gpd.GeoDataFrame:
    """Return the trend of each zone of a cube, corrected for looking at many.

    Parameters
    ----------
    cube : xarray.Dataset
        As :func:`space_time_cube`, without ``by``.
    season, rng
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
    ...     incidents, zones, period="month", span=("2018-01", "2018-12")
    ... )
    >>> eg.trends(cube)["n_periods"].to_list()
    [12]
    """
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
    generator = random_generator(rng)
    rows = [_fit(series, start, days, season, generator) for series in table]
    frame = pd.DataFrame(rows, index=cube["zone"].to_index())
    frame["p_adjusted"] = adjust_p_values(frame["p_value"].to_numpy(dtype=float))
    frame["mk_p_adjusted"] = adjust_p_values(frame["mk_p"].to_numpy(dtype=float))
    geometry = gpd.GeoSeries(cube["geometry"].to_numpy(), index=frame.index)
    placed = cube.xindexes.get("geometry")
    crs = getattr(placed, "crs", None) or cube["geometry"].attrs.get("crs")
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=crs)


def tertial_table(
    incidents: pd.DataFrame,
    *,
    area: str = "area",
    theme: str = "theme",
    time: str = "start",
) -> pd.DataFrame:
    """Return counts by area and theme, one column a tertial, with the latest change.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware times.
    area, theme, time : str
        Columns.

    Returns
    -------
    DataFrame
        Indexed (area, theme): one column a tertial such as "2018-T1" with whole
        counts, and ``change``, the last less the same tertial a year earlier (NaN
        where there is none).

    Raises
    ------
    KeyError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> day = pd.to_datetime(["2018-01-05", "2019-02-05", "2019-03-05"])
    >>> incidents = pd.DataFrame(
    ...     {
    ...         "start": day.tz_localize("Europe/Stockholm"),
    ...         "area": "Norr",
    ...         "theme": "brand",
    ...     }
    ... )
    >>> eg.tertial_table(incidents).loc[("Norr", "brand")].to_list()
    [1, 0, 0, 2, 1]
    """
    check_frame("incidents", incidents)
    check_columns("incidents", incidents, [area, theme, time])
    day = pd.DatetimeIndex(incidents[time])
    number = day.year * 3 + (day.month - 1) // 4
    table = pd.crosstab([incidents[area], incidents[theme]], number.to_numpy())
    every = range(int(number.min()), int(number.max()) + 1)
    table = table.reindex(columns=every, fill_value=0)
    change = table.iloc[:, -1] - table.iloc[:, -4] if len(every) > 3 else np.nan
    table.columns = pd.Index([f"{at // 3}-T{at % 3 + 1}" for at in every])
    return table.assign(change=change)


def _exposure(rows: pd.DataFrame, time: str, effort: str | None) -> Floats:
    exposure = np.ones(len(rows))
    if "end" in rows.columns and time != "end":
        length = pd.DatetimeIndex(rows["end"]) - pd.DatetimeIndex(rows[time])
        exposure = (length / pd.Timedelta("1D")).to_numpy(dtype=np.float64)
    if effort:
        exposure = exposure * rows[effort].to_numpy(dtype=np.float64)
    if not (np.isfinite(exposure).all() and (exposure > 0).all()):
        raise ValueError(sentence("effort", "above zero in every period", "others"))
    return exposure


def _fit(
    y: Floats,
    start: pd.DatetimeIndex,
    exposure: Floats,
    season: str | None,
    rng: np.random.Generator,
) -> dict[str, Any]:
    day = start.tz_localize(None).as_unit("s").asi8 / 86_400 if len(y) else np.array([])
    years = (day - day.mean()) / _YEAR if len(y) else day
    seasonal = _seasonal(start, day, season)
    fit = fit_log_linear(
        y, np.column_stack([np.ones(len(y)), years, seasonal]), exposure=exposure
    )
    low, high = fit.limits(1)
    level = fit_log_linear(
        y, np.column_stack([np.ones(len(y)), seasonal]), exposure=exposure
    ).fitted
    ranks = _ranks(y, exposure, start, season)
    usual = level if np.isfinite(level).all() else exposure
    found = find_break(y, usual, rng=rng)
    return {
        "change_per_year": float(np.expm1(fit.coefficients[1])),
        "low": float(np.expm1(low)),
        "high": float(np.expm1(high)),
        "p_value": float(fit.p_values[1]),
        **ranks,
        "dispersion": float(fit.dispersion),
        "n_periods": len(y),
        "break_at": str(start[found.position].date()) if found.position > 0 else "",
        "break_ratio": float(found.ratio),
        "break_p": float(found.p_value),
    }


def _ranks(
    y: Floats, exposure: Floats, start: pd.DatetimeIndex, season: str | None
) -> dict[str, Any]:
    """Return Mann-Kendall and Sen, with season among periods of the same one only."""
    names = ("mk_s", "mk_z", "mk_p", "mk_method", "sen_slope")
    if not len(y):
        return dict(zip(names, (np.nan, np.nan, np.nan, "", np.nan), strict=True))
    place = np.arange(len(y))
    group, year = np.zeros(len(y)), place
    if season is not None:
        group = (np.asarray(start.month) - 1) // _MONTHS.get(season, 1)
        year = np.asarray(start.year)
    test = seasonal_mann_kendall(
        y / exposure, season=group, year=year, correlated=season is not None
    )
    slope = seasonal_sen_slope(y, season=group, year=year, time=place)
    return dict(zip(names, (test.s, test.z, test.p, test.method, slope), strict=True))


def _seasonal(start: pd.DatetimeIndex, day: Floats, season: str | None) -> Floats:
    if season is None or not len(day):
        return np.empty((len(day), 0))
    if season == "year":
        turn = 2 * np.pi * day / _YEAR
        return np.column_stack([np.cos(turn), np.sin(turn)])
    part = (np.asarray(start.month) - 1) // _MONTHS[season]
    kinds = np.unique(part)[1:]
    levels: Floats = (part[:, None] == kinds).astype(np.float64)
    return levels
