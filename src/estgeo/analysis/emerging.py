"""Hot spots over time: the cube of Gi*, and names for how they come and go."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .._checks import (
    check_choice,
    check_finite,
    check_whole,
    random_generator,
    sentence,
)
from .._provenance import Provenance
from ..space_time.cube_zones import zones_of_cube
from ..stats._window_sums import cube_windows
from ..stats.mann_kendall import mann_kendall
from ..stats.multiple_tests import adjust_p_values
from ._emerging_rules import (
    ARCGIS_BIN,
    CHAINEY_BIN,
    FEWEST_PERIODS,
    arcgis_patterns,
    chainey_patterns,
    too_few,
)
from ._significance import gi_bins
from ._tested_windows import Choices, compare_with_map
from ._windows import told, windows_of

if TYPE_CHECKING:
    import geopandas as gpd
    import xarray as xr
    from numpy.typing import ArrayLike, NDArray

    from .._checks import RandomState
    from .._columns import Correction
    from ..stats._tails import Null
    from ._tested_windows import Test
    from ._windows import Neighbors

Rules = Literal["arcgis", "chainey"]
RULES: tuple[Rules, ...] = ("arcgis", "chainey")


def hot_spot_cube(
    cube: xr.Dataset,
    *,
    value: str = "n",
    neighbors: Neighbors = "queen",
    time_lag: int = 1,
    null: Null = "randomization",
    test: Test = "exact",
    correction: Correction = "fdr_bh",
    permutations: int = 999,
    rng: RandomState = None,
) -> xr.Dataset:
    """Return Gi* of every zone in every period, compared with the entire cube.

    Parameters
    ----------
    cube : Dataset
        As from ``space_time_cube``: ``value`` with dims (zone, period) and the
        coordinate ``geometry``.
    value : str, default "n"
        Variable with the counts.
    neighbors : {"queen", "rook"}, float or libpysal Graph, default "queen"
        As for ``hot_spots``.
    time_lag : int, default 1
        The window also holds the same zones of this many periods before, never ahead.
    null, test, correction, permutations, rng
        As for ``hot_spots``; the correction runs over all zones and periods at once.

    Returns
    -------
    Dataset
        ``gi_star``, ``p_value``, ``p_adjusted`` and ``gi_bin`` with dims (zone,
        period), the coordinates of ``cube``, and the provenance in ``attrs``.

    Raises
    ------
    KeyError
        If ``value`` or ``geometry`` is missing.
    ValueError
        If ``value`` has other dims or missing values, or an option is none of those
        listed.

    Notes
    -----
    Mean and variance are those of the entire cube, as in ArcGIS's Emerging Hot Spot
    Analysis [2]_. Windows of neighbouring periods overlap, so their results go
    together.

    References
    ----------
    .. [1] Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics.
       Geographical Analysis 27(4), 286-306.
    .. [2] Esri. How Emerging Hot Spot Analysis works. ArcGIS Pro 3.x documentation.

    Examples
    --------
    Three squares in a row over two weeks; all twelve incidents in one corner:

    >>> import numpy as np, xarray as xr
    >>> from shapely.geometry import box
    >>> squares = np.array([box(100 * x, 0, 100 * x + 100, 100) for x in range(3)])
    >>> cube = xr.Dataset(
    ...     {"n": (("zone", "period"), [[4, 8], [0, 0], [0, 0]])},
    ...     coords={"geometry": ("zone", squares, {"crs": "EPSG:3006"})},
    ... )
    >>> hot_spot_cube(cube)["gi_star"].round(2).values
    array([[ 0.  ,  1.04],
           [-0.49,   nan],
           [-1.04, -2.07]])
    """
    choices = Choices(null, test, correction, permutations)
    check_whole("time_lag", time_lag)
    generator = random_generator(rng)
    zones, values = _read_cube(cube, value)
    space = windows_of(zones, neighbors)
    windows = cube_windows(space, values.shape[1], time_lag)
    found = compare_with_map(values.ravel(), windows, choices, generator)
    adjusted = adjust_p_values(found.p, correction)
    bins = gi_bins(adjusted, found.is_high)
    columns: dict[str, NDArray[Any]] = {
        "gi_star": found.z,
        "p_value": found.p,
        "p_adjusted": adjusted,
        "gi_bin": bins,
    }
    dims = ("zone", "period")
    result = cube[[]].assign(
        {name: (dims, flat.reshape(values.shape)) for name, flat in columns.items()}
    )
    parameters = {"value": value, "neighbors": told(neighbors), "time_lag": time_lag}
    made = Provenance(
        "hot_spot_cube",
        parameters | {name: getattr(choices, name) for name in choices.__slots__},
        seed=rng if isinstance(rng, int) else None,
        rows_in=values.size,
        rows_out=values.size,
        crs=zones.crs.to_string() if zones.crs else "",
        grid=f"{values.shape[0]} zones, {values.shape[1]} periods",
    )
    return result.assign_attrs(provenance=json.dumps(made.to_dict()))


def emerging_hot_spots(
    cube: xr.Dataset,
    *,
    value: str = "n",
    neighbors: Neighbors = "queen",
    time_lag: int = 1,
    rules: Rules = "arcgis",
    null: Null = "randomization",
    test: Test = "exact",
    correction: Correction = "fdr_bh",
    permutations: int = 999,
    rng: RandomState = None,
) -> gpd.GeoDataFrame:
    """Name how hot and cold spots came and went over the periods of a cube.

    Parameters
    ----------
    cube : Dataset
        As from ``space_time_cube``. Periods whose coordinate ``complete`` is False are
        left out, with a warning.
    value, neighbors, time_lag
        As for ``hot_spot_cube``.
    rules : {"arcgis", "chainey"}, default "arcgis"
        "arcgis": the 17 names of Emerging Hot Spot Analysis, in the wording of ArcGIS
        Pro 3.x. "chainey": persistent, emerging, former, intermittent, no pattern.
    null, test, correction, permutations, rng
        As for ``hot_spot_cube``.

    Returns
    -------
    GeoDataFrame
        One row a zone:

        - ``n`` : float, sum of ``value`` over the periods; NaN if that is not "n"
        - ``pattern`` : str, such as "new hot spot"; "too few periods" under 10
        - ``pattern_group`` : str, "hot", "cold", "no pattern" or "too few periods"
        - ``share_hot``, ``share_cold`` : float, share of the periods that were so, at
          90 % (arcgis) or 95 % (chainey)
        - ``last_bin`` : int, -3, ..., 3 of the last period
        - ``trend_z``, ``trend_p`` : float, Mann-Kendall of the zone's Gi* over time

    Raises
    ------
    KeyError, ValueError
        As ``hot_spot_cube``; also if ``rules`` is neither.

    Warns
    -----
    UserWarning
        If incomplete periods are left out.

    Notes
    -----
    ArcGIS does not publish the order in which its rules are tested. Here it is new,
    consecutive, intensifying, diminishing, persistent, historical, oscillating,
    sporadic; each for hot, then for cold. A spot that was hot in at least 90 % of the
    periods but not in the last is historical, whatever its trend. Gi* of neighbouring
    periods overlaps, so that ``trend_p`` is too small by construction: a description,
    not a proof of change.

    References
    ----------
    .. [1] Esri. How Emerging Hot Spot Analysis works. ArcGIS Pro 3.x documentation.
    .. [2] Chainey, S. (2021). Understanding Crime: Analyzing the Geography of Crime.

    Examples
    --------
    Forty squares in a row over ten weeks; the first three have always been busy:

    >>> import numpy as np, xarray as xr
    >>> from shapely.geometry import box
    >>> squares = np.array([box(100 * x, 0, 100 * x + 100, 100) for x in range(40)])
    >>> n = np.zeros((40, 10), dtype=int)
    >>> n[:3] = 20
    >>> cube = xr.Dataset(
    ...     {"n": (("zone", "period"), n)},
    ...     coords={"geometry": ("zone", squares, {"crs": "EPSG:3006"})},
    ... )
    >>> emerging_hot_spots(cube)["pattern"].tolist()[1:4]
    ['persistent hot spot', 'persistent hot spot', 'no pattern']
    """
    check_choice("rules", rules, RULES)
    whole = _only_complete(cube)
    result = hot_spot_cube(
        whole,
        value=value,
        neighbors=neighbors,
        time_lag=time_lag,
        null=null,
        test=test,
        correction=correction,
        permutations=permutations,
        rng=rng,
    )
    zones, values = _read_cube(whole, value)
    bins = result["gi_bin"].to_numpy()
    trend = mann_kendall(result["gi_star"].to_numpy())
    pattern = classify_emerging(bins, trend_z=trend.z, trend_p=trend.p, rules=rules)
    level = ARCGIS_BIN if rules == "arcgis" else CHAINEY_BIN
    return zones.assign(
        n=values.sum(axis=1) if value == "n" else np.nan,
        pattern=pattern,
        pattern_group=[_group(name) for name in pattern],
        share_hot=(bins >= level).mean(axis=1),
        share_cold=(bins <= -level).mean(axis=1),
        last_bin=bins[:, -1],
        trend_z=trend.z,
        trend_p=trend.p,
    )


def classify_emerging(
    bins: ArrayLike,
    *,
    trend_z: ArrayLike,
    trend_p: ArrayLike,
    rules: Rules = "arcgis",
) -> NDArray[np.object_]:
    """Name the pattern of each series of bins.

    Parameters
    ----------
    bins : (n, T) array of int
        -3, ..., 3 of each zone in each period, in order of time.
    trend_z, trend_p : (n,) arrays
        Trend of each zone's Gi*: its sign and two-sided p-value. Chainey's rules do
        not use them.
    rules : {"arcgis", "chainey"}, default "arcgis"
        As for ``emerging_hot_spots``.

    Returns
    -------
    (n,) array of str
        "too few periods" for all where T is under 10.

    Raises
    ------
    ValueError
        If ``bins`` is not of two dimensions, or the trends not of its length.

    References
    ----------
    .. [1] Esri. How Emerging Hot Spot Analysis works. ArcGIS Pro 3.x documentation.
    .. [2] Chainey, S. (2021). Understanding Crime: Analyzing the Geography of Crime.

    Examples
    --------
    >>> bins = [[0] * 9 + [3], [2] * 10, [0] * 10, [0, 0, 3, 0, 0, 0, 0, 0, 0, 2]]
    >>> classify_emerging(bins, trend_z=[0, 2, 0, 0], trend_p=[1, 0.04, 1, 1]).tolist()
    ['new hot spot', 'intensifying hot spot', 'no pattern', 'sporadic hot spot']
    """
    check_choice("rules", rules, RULES)
    bins = np.asarray(bins)
    if bins.ndim != 2:
        rule = "an array of zones x periods"
        raise ValueError(sentence("bins", rule, f"{bins.ndim} dimensions"))
    z = np.asarray(trend_z, dtype=np.float64)
    p = np.asarray(trend_p, dtype=np.float64)
    for name, trend in (("trend_z", z), ("trend_p", p)):
        if trend.shape != (len(bins),):
            rule = f"one number for each of the {len(bins)} rows of 'bins'"
            raise ValueError(sentence(name, rule, f"shape {trend.shape}"))
    if bins.shape[1] < FEWEST_PERIODS:
        return too_few(len(bins))
    return arcgis_patterns(bins, z, p) if rules == "arcgis" else chainey_patterns(bins)


def _read_cube(
    cube: xr.Dataset, value: str
) -> tuple[gpd.GeoDataFrame, NDArray[np.float64]]:
    """Return the zones and the (zone, period) values of a cube."""
    for name in (value, "geometry"):
        if name not in cube.variables:
            has = ", ".join(str(variable) for variable in cube.variables)
            raise KeyError(sentence("cube", f"a Dataset with '{name}'", has))
    variable = cube[value]
    if set(variable.dims) != {"zone", "period"}:
        remedy = "Choose one: cube.sel(theme='skadegörelse'), or add up: cube.sum(...)."
        rule = f"a Dataset whose '{value}' has the dims zone and period"
        raise ValueError(
            sentence("cube", rule, ", ".join(map(str, variable.dims)), remedy)
        )
    values = check_finite(value, variable.transpose("zone", "period").to_numpy())
    return zones_of_cube(cube), values


def _only_complete(cube: xr.Dataset) -> xr.Dataset:
    if "complete" not in cube.variables:
        return cube
    complete = cube["complete"].to_numpy().astype(bool)
    if complete.all():
        return cube
    left_out = int((~complete).sum())
    message = (
        f"{left_out} of {complete.size} periods are incomplete and were left out; "
        "leave them out yourself: cube.isel(period=cube.complete)."
    )
    warnings.warn(message, UserWarning, stacklevel=3)
    return cube.isel(period=np.flatnonzero(complete))


def _group(pattern: str) -> str:
    if pattern.endswith("hot spot"):
        return "hot"
    return "cold" if pattern.endswith("cold spot") else pattern
