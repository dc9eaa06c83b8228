"""One way to go through incidents, wherever they are kept.

Everything that sums over incidents is built on this: a frame in memory, Parquet files
of any size, or a Dask frame on a cluster give the same totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._batches import Needs, PointBatch
from ._engines import batches, length_of, run, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["PointBatch", "length_of", "point_batches", "sum_over_points", "watch"]


def point_batches(
    source: Any, *, crs: Any = None, columns: tuple[str, ...] = ()
) -> Iterator[PointBatch]:
    """Go through incidents batch by batch, in bounded memory.

    Parameters
    ----------
    source : GeoDataFrame, DataFrame, str, Path or Dask frame
        Points; a table without geometry has ``x`` and ``y`` in ``crs``. A path,
        folder or glob stands for (Geo)Parquet files.
    crs : CRS
        What the coordinates are given in.
    columns : tuple of str, default ()
        Other columns that are needed.

    Yields
    ------
    PointBatch
        ``n``, ``x``, ``y`` and ``columns`` (a dict of Series).

    Examples
    --------
    >>> import pandas as pd
    >>> from estgeo.space_time.sources import point_batches
    >>> table = pd.DataFrame({"x": [1.0, 2.0], "y": [3.0, 4.0]})
    >>> [batch.x.sum() for batch in point_batches(table)]
    [np.float64(3.0)]
    """
    yield from batches(source, Needs(crs=crs, columns=tuple(columns)))


def sum_over_points(
    source: Any,
    partial: Callable[[PointBatch], Floats],
    *,
    crs: Any = None,
    columns: tuple[str, ...] = (),
) -> Floats | None:
    """Add up an array that is made of each batch of incidents.

    Parameters
    ----------
    source : GeoDataFrame, DataFrame, str, Path or Dask frame
        As for ``point_batches``.
    partial : callable
        Makes an array of a batch, always of the same shape. With a Dask frame it is
        sent to the workers, so it must be a function of a module (or a
        ``functools.partial`` of one).
    crs, columns
        As for ``point_batches``.

    Returns
    -------
    ndarray or None
        The sum of the arrays, None if there was no batch.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> from estgeo.space_time.sources import sum_over_points
    >>> table = pd.DataFrame({"x": [1.0, 2.0], "y": [3.0, 4.0]})
    >>> sum_over_points(table, lambda batch: np.array([batch.x.sum(), batch.n]))
    array([3., 2.])
    """
    needs = Needs(crs=crs, columns=tuple(columns))
    total: Floats | None = run(source, _Sum(needs, partial))
    return total


class _Sum:
    """The aggregation that adds arrays."""

    def __init__(self, needs: Needs, partial: Callable[[PointBatch], Floats]) -> None:
        self.needs = needs
        self._partial = partial

    def partial(self, batch: PointBatch) -> Floats:
        return np.asarray(self._partial(batch))

    def combine(self, total: Floats | None, part: Floats) -> Floats:
        if total is None:
            return part.copy()
        total += part
        return total
