"""Hot spots: zones whose surroundings hold more, or fewer, incidents than chance."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import (
    TranslatedWarning,
    check_choice,
    check_finite,
    random_generator,
    sentence,
)
from .._frame_checks import check_columns, check_geoframe
from ..stats.multiple_tests import adjust_p_values
from ._cautions import cautions_of
from ._tested_windows import (
    PEAK_LEVEL,
    Choices,
    compare_with_exposure,
    compare_with_map,
    gi_bins,
    hot_spot_names,
    peak_p_values,
)
from ._windows import windows_of

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .._checks import RandomState
    from .._columns import Correction
    from ..stats._tails import Null
    from ..stats._window_sums import Windows
    from ._cautions import Caution
    from ._tested_windows import Test, WindowTest
    from ._windows import Neighbors

    Floats = NDArray[np.float64]


def hot_spots(
    zones: gpd.GeoDataFrame,
    *,
    value: str = "n",
    neighbors: Neighbors = "queen",
    null: Null = "randomization",
    test: Test = "exact",
    correction: Correction = "fdr_bh",
    exposure: str | None = None,
    permutations: int = 999,
    rng: RandomState = None,
) -> gpd.GeoDataFrame:
    """Mark zones whose surroundings hold more or fewer incidents than chance gives.

    The incidents of each zone and its neighbours are added up and compared with what
    windows of the same size would hold if the zones' values were dealt out at random
    over the map (Getis-Ord Gi*). p-values are exact, also where incidents are few.

    Parameters
    ----------
    zones : GeoDataFrame
        One row a zone, polygons, projected CRS in metres. Zones without incidents
        belong to it, places where nothing can be reported (water) do not.
    value : str, default "n"
        Column with the count of each zone; finite numbers.
    neighbors : {"queen", "rook"}, float, libpysal Graph or W, default "queen"
        Neighbours share a corner or a side, a side, or have their centroids within a
        radius in metres. Of a Graph only who is linked matters, not the weights.
    null : {"randomization", "conditional"}, default "randomization"
        "randomization": all values are exchangeable, the own included, which is what
        the z-score assumes. "conditional": the own value stays and only the neighbours
        are drawn, which is what GeoDa and esda simulate.
    test : {"exact", "exact-mid", "normal", "permutation"}, default "exact"
        "exact" counts all ways to fill the window; "exact-mid" counts ties half, which
        is less cautious; "normal" reads the p-value off the z-score; "permutation"
        simulates.
    correction : {"fdr_bh", "fdr_by", "holm", "bonferroni", "none"}, default "fdr_bh"
        How p-values are adjusted for testing every zone, over all zones at once.
    exposure : str, optional
        Column of population, street length or dwellings, at least zero: counts are
        compared with their share of it by a negative binomial. Rates may differ from
        zone to zone (variance ``mean + k mean**2``); k is estimated from the zones,
        and what they leave open of it is allowed for. ``null`` has no part in it.
    permutations : int, default 999
        Draws of ``test="permutation"``.
    rng : None, int or Generator, optional
        Random numbers of ``test="permutation"``.

    Returns
    -------
    GeoDataFrame
        ``zones`` with these columns added:

        - ``gi_star`` : float, standard score; NaN where all values are equal
        - ``n_neighbors`` : int, fewer at the edge of the map
        - ``window_sum`` : float, incidents in the zone and its neighbours
        - ``expected_sum`` : float, what chance gives there
        - ``p_value`` : float in [0, 1], two-sided
        - ``p_adjusted`` : float in [0, 1]
        - ``gi_bin`` : int, 3, 2, 1 for hot at 99, 95, 90 % by ``p_adjusted``, negative
          for cold, else 0
        - ``hot_spot`` : ordered category, the same in words; missing where nothing
          could be tested
        - ``peak_p`` : float in [0, 1], one-sided: the chance of a count as high in
          the zone itself, if it were as the others; NaN under 10 zones and where
          values are not whole counts
        - ``peak_p_adjusted`` : float in [0, 1]
        - ``is_peak`` : bool, ``peak_p_adjusted`` at most 0.05

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If values are not finite, the CRS is not in metres, or an option is none of
        those listed.

    Warns
    -----
    UserWarning
        With figures, where empty surroundings make the map look hotter than it is, one
        zone towers over all others, counts are too small for ``test="normal"``, or
        permutations too few for the zones tested.

    Notes
    -----
    ``gi_star`` is that of Ord and Getis (1995) [1]_ with binary weights, self included;
    row standardization would change nothing. Equal to R's ``spdep::localG``.

    The exact p-value is the share of all subsets of k + 1 of the n values whose sum is
    at least (at most) the observed one; two-sided is twice the smaller, at most 1. What
    is hot is told by the smaller tail: where one zone outweighs the rest of the map it
    can differ from the sign of ``gi_star``. Whole numbers and numbers of up to three
    decimals are exact; others are rounded to three of their spread, or, where a few lie
    far out, use a saddlepoint approximation [2]_. They are
    adjusted over all zones, by default as [3]_.

    ``gi_star`` asks whether a zone *and its neighbours* hold more than shuffling the
    map gives. One zone with very many reports takes part in every shuffle, so that no
    window about it can be surprising. ``peak_p`` asks another question: whether the
    zone's own count is higher than the negative binomial of all the others gives, its
    mean and dispersion estimated from them and their uncertainty allowed for. A zone
    may be either, both or neither.

    It finds where many *reports* are. Without ``exposure`` a hot spot may only be where
    most people are. "Cold" does not mean safe: it means fewer reports than chance.

    References
    ----------
    .. [1] Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics.
       Geographical Analysis 27(4), 286-306.
    .. [2] Robinson, J. (1982). Saddlepoint approximations for permutation tests and
       confidence intervals. Journal of the Royal Statistical Society B 44(1), 91-101.
    .. [3] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate:
       a practical and powerful approach to multiple testing. Journal of the Royal
       Statistical Society B 57(1), 289-300.

    Examples
    --------
    Twenty-five squares, three incidents in each of the nine in the north-east corner:
    the square in the middle of those nine is hot.

    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> corners = [(x, y) for y in range(5) for x in range(5)]
    >>> zones = gpd.GeoDataFrame(
    ...     {"n": [3 if x > 1 and y > 1 else 0 for x, y in corners]},
    ...     geometry=[
    ...         box(100 * x, 100 * y, 100 * x + 100, 100 * y + 100) for x, y in corners
    ...     ],
    ...     crs="EPSG:3006",
    ... )
    >>> found = hot_spots(zones)
    >>> found.loc[18, ["n_neighbors", "window_sum", "expected_sum", "hot_spot"]]
    n_neighbors             8
    window_sum             27.0
    expected_sum         9.72
    hot_spot        hot 99 %
    Name: 18, dtype: object

    None of them is a peak by itself, three being what each of its like has:

    >>> bool(found["is_peak"].any())
    False

    All nine in one window is one way of the 2 042 975 to choose nine squares of 25:

    >>> round(1 / found.loc[18, "p_value"] * 2)
    2042975
    """
    choices = Choices(null, test, correction, permutations)
    generator = random_generator(rng)
    values, exposures, windows = _inputs(zones, value, neighbors, exposure)
    if exposures is None:
        found = compare_with_map(values, windows, choices, generator)
    else:
        _check_exposure_test(choices)
        found = compare_with_exposure(values, exposures, windows, choices)
    cautions = cautions_of(found, values, windows.n_neighbors, choices, exposures)
    _warn(cautions)
    columns = _columns_of(found, windows, correction)
    columns |= _peak_columns(values, exposures, correction)
    return _with_columns(zones, columns)


def hot_spot_cautions(
    zones: gpd.GeoDataFrame,
    *,
    value: str = "n",
    neighbors: Neighbors = "queen",
    null: Null = "randomization",
    test: Test = "exact",
    correction: Correction = "fdr_bh",
) -> pd.DataFrame:
    r"""Return what should be kept in mind when the map of :func:`hot_spots` is read.

    Parameters
    ----------
    zones, value, neighbors, null, test, correction
        As for :func:`hot_spots`; ``test="permutation"`` is not offered here.

    Returns
    -------
    DataFrame
        One row a caution: ``code`` ("edge_zones", "never_used", "one_zone",
        "empty_surroundings", "sparse", "approximated"), ``is_warning`` (the map may
        mislead, not only a fact about it), ``text_sv``, ``text_en``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame(
    ...     {"n": [0, 2, 5]},
    ...     geometry=[box(100 * x, 0, 100 * x + 100, 100) for x in range(3)],
    ...     crs="EPSG:3006",
    ... )
    >>> hot_spot_cautions(zones)["text_en"].tolist()
    ['1 of 3 zones (33\u202f%) holds no incident at all.']
    """
    check_choice("test", test, ["exact", "exact-mid", "normal"])
    choices = Choices(null, test, correction)
    values, _, windows = _inputs(zones, value, neighbors, None)
    found = compare_with_map(values, windows, choices, random_generator(0))
    cautions = cautions_of(found, values, windows.n_neighbors, choices, None)
    rows = [(c.code, c.is_warning, c.text("sv"), c.text("en")) for c in cautions]
    columns = ["code", "is_warning", "text_sv", "text_en"]
    return pd.DataFrame(rows, columns=columns).astype({"is_warning": bool})


def _inputs(
    zones: gpd.GeoDataFrame, value: str, neighbors: Neighbors, exposure: str | None
) -> tuple[Floats, Floats | None, Windows]:
    check_geoframe("zones", zones)
    check_columns("zones", zones, [value, *([exposure] if exposure else [])])
    if len(zones) < 2:
        raise ValueError(sentence("zones", "two zones or more", f"{len(zones)}"))
    values = check_finite(value, zones[value].to_numpy())
    exposures = None
    if exposure is not None:
        exposures = check_finite(exposure, zones[exposure].to_numpy())
        if (exposures < 0).any() or exposures.sum() == 0:
            got = f"{exposures.min():g} to {exposures.max():g}"
            rule = "zero or more in every zone, and more in some"
            raise ValueError(sentence(exposure, rule, got))
        if (values < 0).any():
            rule = "zero or more to be compared with an exposure"
            raise ValueError(sentence(value, rule, f"{values.min():g}"))
    return values, exposures, windows_of(zones, neighbors)


def _check_exposure_test(choices: Choices) -> None:
    if choices.test == "permutation":
        rule = "'exact', 'exact-mid' or 'normal' together with 'exposure'"
        remedy = "Values of zones with unequal exposure are not exchangeable."
        raise ValueError(sentence("test", rule, repr(choices.test), remedy))


def _peak_columns(
    values: Floats, exposures: Floats | None, correction: Correction
) -> dict[str, object]:
    p = peak_p_values(values, exposures)
    adjusted = adjust_p_values(p, correction)
    is_peak = np.nan_to_num(adjusted, nan=1.0) <= PEAK_LEVEL
    return {"peak_p": p, "peak_p_adjusted": adjusted, "is_peak": is_peak}


def _with_columns(
    zones: gpd.GeoDataFrame, columns: dict[str, object]
) -> gpd.GeoDataFrame:
    """Return zones with columns added, all at once where none has to be replaced."""
    if not zones.columns.isin(list(columns)).any():
        added = pd.DataFrame(columns, index=zones.index, copy=False)
        joined = pd.concat([zones, added], axis=1)
        joined.attrs = zones.attrs
        return joined
    return zones.assign(**columns)


def _warn(cautions: list[Caution]) -> None:
    for caution in cautions:
        if caution.is_warning:
            warnings.warn(TranslatedWarning(caution.text), stacklevel=3)


def _columns_of(
    found: WindowTest, windows: Windows, correction: Correction
) -> dict[str, object]:
    adjusted = found.adjusted(correction)
    of = found.of_windows
    bins = of(gi_bins(adjusted, found.is_high))
    p = of(found.p)
    return {
        "gi_star": of(found.z),
        "n_neighbors": windows.n_neighbors.copy(),
        "window_sum": of(found.sums),
        "expected_sum": of(found.expected),
        "p_value": p,
        "p_adjusted": of(adjusted),
        "gi_bin": bins,
        "hot_spot": hot_spot_names(bins, ~np.isnan(p)),
    }
