"""The cube of Gi*: every zone in every period, compared with the entire cube."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .._checks import (
    check_whole,
    random_generator,
)
from .._frame_checks import crs_name
from .._provenance import Provenance
from ._tested_windows import Choices, compare_cube
from ._windows import neighbors_named

if TYPE_CHECKING:
    import xarray as xr

    from .._checks import RandomState
    from .._columns import Correction
    from ..stats._tails import Null
    from ._tested_windows import Test
    from ._windows import Neighbors


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
    neighbors : {"queen", "rook"}, float, libpysal Graph or W, default "queen"
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
    found = compare_cube(
        cube,
        value,
        neighbors=neighbors,
        time_lag=time_lag,
        choices=choices,
        rng=generator,
    )
    dims = ("zone", "period")
    result = cube[[]].assign(
        gi_star=(dims, found.z),
        p_value=(dims, found.p),
        p_adjusted=(dims, found.p_adjusted),
        gi_bin=(dims, found.bins),
    )
    zones, (n_zones, n_periods) = found.zones, found.values.shape
    parameters = {
        "value": value,
        "neighbors": neighbors_named(neighbors),
        "time_lag": time_lag,
    }
    made = Provenance(
        "hot_spot_cube",
        parameters | {name: getattr(choices, name) for name in choices.__slots__},
        seed=rng if isinstance(rng, int) else None,
        rows_in=found.values.size,
        rows_out=found.values.size,
        crs=crs_name(zones.crs),
        grid=f"{n_zones} zones, {n_periods} periods",
    )
    return result.assign_attrs(provenance=json.dumps(made.to_dict()))
