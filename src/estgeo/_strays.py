"""Points far from all others: a wrong digit, a default of a geocoder, another town.

One such point of ten thousand must not choose the UTM zone, the cell size or the area
of a page. It may be right; so it is flagged with its distance, never thrown away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import scipy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Whole = NDArray[np.int64]

FLAG = "far_from_others"
_FEWEST = 10  # points: of fewer none is far from "all others"
_LEAST = 3_000.0  # metres; a farm or a bathing place may lie this far from a village
_RADII = 1.5  # and this many times the radius that holds nine tenths of the points
_FEW = 0.01  # share of the points that may be astray together
_PARTS = 20  # points are counted in cubes of this part of the distance
# All cubes in a block of so many a side are within the distance: sqrt(3) * 11 < 20.
_BLOCK = 12
_EARTH = 6_371_000.0


def find_strays(lon: Floats, lat: Floats) -> tuple[Mask, Floats]:
    """Return which points, in degrees, are far from all others, and how far.

    Far is more than 3 km, and more than one and a half times the radius about the
    middle that holds nine tenths of the points: in a town of 1 km 3 km from all others,
    in a municipality of 20 km 30 km. As much as a hundredth of the points, where they
    lie together, may be far from the others. Distances in metres (NaN for the others)
    are to the nearest point that is not far.
    """
    places = _on_the_globe(lon, lat)
    is_far = _far(places)
    distance = np.full(len(is_far), np.nan)
    if is_far.any():
        chord = scipy.spatial.cKDTree(places[:, ~is_far].T).query(places[:, is_far].T)[
            0
        ]
        distance[is_far] = 2 * _EARTH * np.arcsin(np.minimum(chord / 2 / _EARTH, 1))
    return is_far, distance


def middle(lon: Floats, lat: Floats) -> tuple[float, float]:
    """Return the median point in degrees, also across the line where dates change."""
    east = np.asarray(lon, np.float64)
    if np.ptp(east) > 180:
        east = np.where(east < 0, east + 360, east)
    x = float(np.median(east))
    return (x - 360 if x > 180 else x), float(np.median(lat))


def _on_the_globe(lon: Floats, lat: Floats) -> Floats:
    """Return points in metres from the middle of the earth, one row a dimension."""
    east, north = np.radians(lon), np.radians(lat)
    out = np.cos(north)
    places = np.empty((3, len(out)))
    np.multiply(out, np.cos(east), out=places[0])
    np.multiply(out, np.sin(east), out=places[1])
    np.sin(north, out=places[2])
    places *= _EARTH
    return places


def _far(places: Floats) -> Mask:
    n = places.shape[1]
    none = np.zeros(n, dtype=bool)
    if n < _FEWEST:
        return none
    from_middle = np.zeros(n)
    for each in places:
        from_middle += (each - np.median(each)) ** 2
    np.sqrt(from_middle, out=from_middle)
    reach = max(_LEAST, _RADII * float(np.quantile(from_middle, 0.9)))
    if from_middle.max() <= reach:
        return none
    few = max(1, int(_FEW * n))
    cubes, cube, counts = _cubes(places, reach / _PARTS)
    _, block, of_block = _cubes(cubes, _BLOCK)
    block_counts = np.bincount(block, counts, len(of_block))
    alone = np.flatnonzero(block_counts[block] <= few)
    together = np.full(len(counts), n)
    if len(alone):
        tree = scipy.spatial.cKDTree(cubes.T.astype(np.float64))
        within = tree.query_ball_point(cubes[:, alone].T.astype(np.float64), _PARTS)
        together[alone] = [int(counts[near].sum()) for near in within]
    is_far = (together <= few)[cube]
    # Many of them, here and there, are no strays: that is how the points lie.
    return is_far if is_far.sum() <= 3 * few else none


def _cubes(places: NDArray[Any], side: float) -> tuple[Whole, Whole, Whole]:
    """Return the cubes that hold points, which one each is in, and how many each has.

    ``places`` and the cubes have one row a dimension.
    """
    at = np.floor(places / side).astype(np.int64)
    at -= at.min(axis=1, keepdims=True)
    size = at.max(axis=1) + 1  # at most 3e5 each, so that a cube is one whole number
    keys, cube = np.unique(
        (at[0] * size[1] + at[1]) * size[2] + at[2], return_inverse=True
    )
    first, second = keys // size[2] // size[1], keys // size[2] % size[1]
    cubes = np.stack([first, second, keys % size[2]])
    return cubes, cube, np.bincount(cube, minlength=len(keys))
