"""Gi* of every zone in every period of a cube, and how surprising it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._checks import (
    check_finite,
    sentence,
)
from ..space_time.cube_zones import zones_of_cube
from ..stats._window_sums import cube_windows
from ..stats.multiple_tests import adjust_p_values
from ._significance import gi_bins
from ._tested_windows import Choices, compare_with_map
from ._windows import windows_of

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import xarray as xr
    from numpy.typing import NDArray

    from ._windows import Neighbors


@dataclass(frozen=True, slots=True)
class CubeTest:
    """What was found: the zones, and (zone, period) arrays."""

    zones: gpd.GeoDataFrame
    values: NDArray[np.float64]
    z: NDArray[np.float64]
    p: NDArray[np.float64]
    p_adjusted: NDArray[np.float64]
    bins: NDArray[np.int8]


def compare_cube(
    cube: xr.Dataset,
    value: str,
    *,
    neighbors: Neighbors,
    time_lag: int,
    choices: Choices,
    rng: np.random.Generator,
) -> CubeTest:
    """Return the cube's zones with Gi* and its p-values, adjusted over all of it."""
    zones, values = _read_cube(cube, value)
    space = windows_of(zones, neighbors)
    windows = cube_windows(space, values.shape[1], time_lag)
    found = compare_with_map(values.ravel(), windows, choices, rng)
    adjusted = adjust_p_values(found.p, choices.correction)
    bins = gi_bins(adjusted, found.is_high)
    shape = values.shape
    return CubeTest(
        zones,
        values,
        z=found.z.reshape(shape),
        p=found.p.reshape(shape),
        p_adjusted=adjusted.reshape(shape),
        bins=bins.reshape(shape),
    )


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
