"""The records that come with the library, read as any user's file is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import geopandas as gpd

from .._checks import check_choice
from ..incidents.reading import IncidentSet, read_incidents
from ..insatser.insats import Insats, read_insatser

if TYPE_CHECKING:
    from collections.abc import Sequence

Sample = Literal["valboas", "memphis"]
MEMPHIS_CRS = "EPSG:32616"  # what read_incidents chooses for the robberies
SAMPLES: tuple[Sample, ...] = ("valboas", "memphis")

_INSTALLED = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parents[3] / "sample_data"


def sample_path(name: Sample, file: str) -> Path:
    """Return where a file of a sample lies, installed or in a checkout."""
    check_choice("name", name, SAMPLES)
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return folder / name / file


def sample_incidents(name: Sample = "valboas") -> IncidentSet:
    """Read the incidents of a sample.

    Parameters
    ----------
    name : {"valboas", "memphis"}, default "valboas"
        "valboas" is a fictional Swedish town, 2015-W12 to 2018-W10, in a file as a
        municipality exports it, faulty rows and all; "memphis" the robberies of 2019 in
        Memphis, Tennessee.

    Returns
    -------
    IncidentSet
        What :func:`estgeo.read_incidents` gives: ``incidents``, ``rejected``,
        ``summary``, ``n_read``.

    Raises
    ------
    ValueError
        If there is no such sample.

    Examples
    --------
    >>> import estgeo as eg
    >>> robberies = eg.sample_incidents("memphis")
    >>> robberies.n_read, len(robberies.rejected)
    (2245, 0)
    """
    check_choice("name", name, SAMPLES)
    if name == "memphis":
        return read_incidents(
            sample_path("memphis", "robberies.csv"),
            crs="EPSG:4326",
            time_zone="America/Chicago",
        )
    return read_incidents(
        sample_path("valboas", "incidents.csv"), checklist="örebro", crs="EPSG:3006"
    )


def sample_zones(name: Sample = "valboas") -> gpd.GeoDataFrame:
    """Read the areas of a sample: the districts of Valboås, the precincts of Memphis.

    Parameters
    ----------
    name : {"valboas", "memphis"}, default "valboas"
        Which sample.

    Returns
    -------
    GeoDataFrame
        One row an area, in a projected CRS in metres.

    Raises
    ------
    ValueError
        If there is no such sample.

    Examples
    --------
    >>> import estgeo as eg
    >>> len(eg.sample_zones("valboas")), len(eg.sample_zones("memphis"))
    (5, 9)
    """
    check_choice("name", name, SAMPLES)
    if name == "memphis":
        precincts = gpd.read_file(sample_path("memphis", "precincts.geojson"))
        # Two precincts cross themselves in the source.
        mended = precincts.set_geometry(precincts.make_valid())
        return mended.to_crs(MEMPHIS_CRS)
    return gpd.read_file(sample_path("valboas", "valboas.gpkg"), layer="zones")


def sample_streets(name: Sample = "valboas") -> gpd.GeoDataFrame:
    """Read the streets of a sample, one row a stretch between two crossings.

    Parameters
    ----------
    name : {"valboas"}, default "valboas"
        Which sample; Memphis has none.

    Returns
    -------
    GeoDataFrame
        ``name`` and lines, in a projected CRS in metres.

    Raises
    ------
    ValueError
        If the sample has no streets.

    Examples
    --------
    >>> import estgeo as eg
    >>> "Valboåsgatan" in set(eg.sample_streets()["name"])
    True
    """
    check_choice("name", name, ("valboas",))
    return gpd.read_file(sample_path("valboas", "valboas.gpkg"), layer="streets")


def sample_insatser(name: Sample = "valboas") -> Sequence[Insats]:
    """Read the insatser of a sample.

    Parameters
    ----------
    name : {"valboas", "memphis"}, default "valboas"
        Which sample; none are known for Memphis.

    Returns
    -------
    list of Insats
        The guard patrol, the moped effort and the night walkers of Valboås.

    Raises
    ------
    ValueError
        If there is no such sample.

    Examples
    --------
    >>> import estgeo as eg
    >>> [insats.name for insats in eg.sample_insatser()]
    ['Väktarpatrull', 'Mopedinsats', 'Nattvandrare']
    >>> eg.sample_insatser("memphis")
    []
    """
    check_choice("name", name, SAMPLES)
    if name == "memphis":
        return []
    return read_insatser(sample_path("valboas", "insatser.gpkg"))
