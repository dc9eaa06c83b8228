"""Emerging hot spots: names for how hot and cold spots come and go."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Literal

import numpy as np

from .._checks import (
    check_choice,
    check_whole,
    random_generator,
    sentence,
)
from .._columns import EMERGING_PATTERNS, TOO_FEW_PERIODS
from ..stats.mann_kendall import mann_kendall
from ._tested_windows import Choices, compare_cube

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    import xarray as xr
    from numpy.typing import ArrayLike, NDArray

    from .._checks import RandomState
    from .._columns import Correction
    from ..stats._tails import Null
    from ._tested_windows import Test
    from ._windows import Neighbors

    Booleans = NDArray[np.bool_]
    Floats = NDArray[np.float64]

NO_PATTERN = EMERGING_PATTERNS[-1]

CHAINEY_PATTERNS = tuple(
    f"{kind} {side}"
    for side in ("hot spot", "cold spot")
    for kind in ("persistent", "emerging", "former", "intermittent")
) + (NO_PATTERN,)

# Fewer periods than this make "90 % of the periods" mean all of them.
FEWEST_PERIODS = 10

# Two-sided p-value up to which ArcGIS calls a trend a trend.
_TREND_LEVEL = 0.1

# A period counts as hot from this bin on: 90 % (ArcGIS) and 95 % (Chainey).
ARCGIS_BIN, CHAINEY_BIN = 1, 2

# Shares of Chainey's rules.
_EVER, _PERSISTENT, _RECENT = 0.1, 0.8, 0.2

Rules = Literal["arcgis", "chainey"]

RULES: tuple[Rules, ...] = ("arcgis", "chainey")


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
    found = compare_cube(
        _only_complete(cube),
        value,
        neighbors=neighbors,
        time_lag=check_whole("time_lag", time_lag),
        choices=Choices(null, test, correction, permutations),
        rng=random_generator(rng),
    )
    bins, trend = found.bins, mann_kendall(found.order_of_z)
    pattern = classify_emerging(bins, trend_z=trend.z, trend_p=trend.p, rules=rules)
    level = ARCGIS_BIN if rules == "arcgis" else CHAINEY_BIN
    group = {name: _group(name) for name in set(pattern)}
    return found.zones.assign(
        n=found.values.sum(axis=1) if value == "n" else np.nan,
        pattern=pattern,
        pattern_group=[group[name] for name in pattern],
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


def arcgis_patterns(
    bins: NDArray[np.integer], trend_z: Floats, trend_p: Floats
) -> NDArray[np.object_]:
    """Return one of 17 names for each row of (n, T) bins.

    Rules of ArcGIS Pro 3.x, tested in this order, hot before cold: new, consecutive,
    intensifying, diminishing, persistent, historical, oscillating, sporadic.
    """
    hot, cold = bins >= ARCGIS_BIN, bins <= -ARCGIS_BIN
    with np.errstate(invalid="ignore"):
        trend = np.where(trend_p < _TREND_LEVEL, np.sign(trend_z), 0)
    sides = (
        ("hot spot", _arcgis_side(hot, cold, trend)),
        ("cold spot", _arcgis_side(cold, hot, -trend)),
    )
    return _first_that_holds(sides, len(bins))


def chainey_patterns(bins: NDArray[np.integer]) -> NDArray[np.object_]:
    """Return persistent, emerging, former, intermittent or no pattern for each row.

    The last fifth of the periods, rounded up, is recent; the rest is older.
    """
    hot, cold = bins >= CHAINEY_BIN, bins <= -CHAINEY_BIN
    sides = (("hot spot", _chainey_side(hot)), ("cold spot", _chainey_side(cold)))
    return _first_that_holds(sides, len(bins))


def too_few(n: int) -> NDArray[np.object_]:
    """Return ``n`` times that there are too few periods for a name."""
    return np.full(n, TOO_FEW_PERIODS, dtype=object)


def _arcgis_side(
    here: Booleans, opposite: Booleans, trend: Floats
) -> Iterator[tuple[str, Booleans]]:
    """Yield each name and where its rule holds, for one side of the scale."""
    periods = here.shape[1]
    count, last = here.sum(axis=1), here[:, -1]
    mostly = 10 * count >= 9 * periods
    run = _final_run(here)
    yield "new", last & (count == 1)
    yield "consecutive", last & (run >= 2) & (run == count) & ~mostly
    yield "intensifying", mostly & last & (trend > 0)
    yield "diminishing", mostly & last & (trend < 0)
    yield "persistent", mostly & last
    yield "historical", mostly & ~last
    yield "oscillating", last & ~mostly & opposite.any(axis=1)
    yield "sporadic", last & ~mostly


def _chainey_side(here: Booleans) -> Iterator[tuple[str, Booleans]]:
    """Yield each name and where its rule holds, for one side of the scale."""
    recent = int(np.ceil(_RECENT * here.shape[1]))
    lately = here[:, -recent:].mean(axis=1) >= _EVER
    before = here[:, :-recent].mean(axis=1) >= _EVER
    share = here.mean(axis=1)
    yield "persistent", share >= _PERSISTENT
    yield "emerging", lately & ~before
    yield "former", before & ~lately
    yield "intermittent", share >= _EVER


def _final_run(here: Booleans) -> NDArray[np.int64]:
    """Return how many periods in a row, up to the last, each row is True."""
    backwards = here[:, ::-1]
    length = np.argmin(backwards, axis=1)
    run: NDArray[np.int64] = np.where(here.all(axis=1), here.shape[1], length)
    return run


def _first_that_holds(
    sides: tuple[tuple[str, Iterator[tuple[str, Booleans]]], ...], n: int
) -> NDArray[np.object_]:
    """Return the first name whose rule holds: rule by rule, hot before cold."""
    patterns = np.full(n, NO_PATTERN, dtype=object)
    free = np.ones(n, dtype=np.bool_)
    (hot, hot_rules), (cold, cold_rules) = sides
    for (kind, is_hot), (_, is_cold) in zip(hot_rules, cold_rules, strict=True):
        for side, holds in ((hot, is_hot), (cold, is_cold)):
            patterns[free & holds] = f"{kind} {side}"
            free &= ~holds
    return patterns
