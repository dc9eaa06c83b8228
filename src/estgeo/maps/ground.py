"""The ground under a map from a file on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._ground import read_ground

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd


def read_context(
    path: str | Path, area: gpd.GeoDataFrame
) -> dict[str, gpd.GeoDataFrame]:
    """Read quiet layers of a town to draw results on, without a network.

    Parameters
    ----------
    path : path
        An extract of OpenStreetMap (``.osm``, ``.osm.pbf``), or a GeoPackage or other
        file with layers of NVDB or Lantmäteriet, or of your own, that say in the name
        of the layer or in a column such as ``objekttyp`` what they hold.
    area : GeoDataFrame
        Where: the layers are cut to the rectangle around it, with a margin of 5 %.

    Returns
    -------
    dict of GeoDataFrame
        Those of ``green``, ``water``, ``buildings``, ``railways``, ``roads``,
        ``main_roads`` and ``place_names`` that have a shape here, each with ``name``
        (None where there is none), ``ground`` (the layer) and geometry in the CRS of
        ``area`` (the UTM zone, where that is not projected), in metres. At most 50 000
        points in all, half a megabyte on a page: the smallest buildings go first.

    Raises
    ------
    TypeError
        If ``area`` is no GeoDataFrame.
    ValueError
        If there is no such file, if it cannot be read, or has nothing in the area.

    Notes
    -----
    ``context=`` of every map and of :func:`lagesbild` takes the result, and the path
    itself too. A page with data from OpenStreetMap must say so (ODbL): give ``note=``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "gator.gpkg"
    ...     town.streets.to_file(path, layer="gator")
    ...     ground = eg.read_context(path, town.zones)
    >>> {kind: len(layer) for kind, layer in ground.items()}
    {'roads': 18}
    """
    return read_ground(path, area)
