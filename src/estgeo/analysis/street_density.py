"""Density along streets, beside what is at risk and from period to period."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import lazy_loader
import numpy as np
import pandas as pd

from .._checks import check_positive, sentence
from .._frame_checks import (
    check_columns,
    check_geoframe,
    check_times_known,
    crs_name,
)
from .._periods import check_every
from .._provenance import Provenance
from .._reports import one_row_a_report
from ..network._network import check_network
from ..network.density import check_rules, density_by_group, network_density
from ..space_time._tally import MOST_CELLS, covered_span, period_table

if TYPE_CHECKING:
    import geopandas as gpd
    import xarray as xr
    from numpy.typing import NDArray

    from .._columns import Every
    from .._spans import Moment, Span
    from ..network._network import StreetNetwork
    from ..stats._street_density import DeadEnds, Kernel, Method

xarray = lazy_loader.load("xarray")


def relative_network_density(
    incidents: gpd.GeoDataFrame,
    at_risk: gpd.GeoDataFrame,
    *,
    network: StreetNetwork,
    bandwidth: float,
    kernel: Kernel = "quartic",
    method: Method = "equal-split-continuous",
    lixel: float = 50,
    weight: str | None = None,
    at_risk_weight: str | None = None,
) -> gpd.GeoDataFrame:
    """Compare the density of incidents along streets with that of what is at risk.

    Parameters
    ----------
    incidents, at_risk : GeoDataFrame
        Points, such as burglaries and dwellings, or robberies and counts of people on
        the street.
    network : StreetNetwork
        The streets.
    bandwidth : float
        Half-width of the kernel in metres, the same for both.
    kernel, method, lixel
        As for :func:`network_density`.
    weight, at_risk_weight : str or None, default None
        Columns of ``incidents`` and ``at_risk`` with weights, at least zero, such as
        how many people were counted.

    Returns
    -------
    GeoDataFrame
        The stretches as :func:`network_density` gives them, with ``density`` and
        ``density_at_risk``, per km, and ``ratio``, incidents for each one at risk; NaN
        where nothing at risk lies within reach.

    Raises
    ------
    ValueError
        If an option is none of those listed.

    Warns
    -----
    UserWarning
        Where points lie too far from every street.

    Notes
    -----
    Where little is at risk the ratio is uncertain and can be very large. One bandwidth
    for both [1]_ keeps a stretch's incidents and those at risk over the same streets.
    Against street length no ratio is needed: ``density`` is per km.

    References
    ----------
    .. [1] Kelsall, J. E. and Diggle, P. J. (1995). Kernel estimation of relative
       risk. Bernoulli 1(1-2), 3-16.

    Examples
    --------
    Two burglaries at one of two dwellings, too far apart to reach each other:

    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString, Point
    >>> import estgeo as eg
    >>> street = gpd.GeoDataFrame(geometry=[LineString([(0, 0), (600, 0)])], crs=3006)
    >>> homes = gpd.GeoDataFrame(geometry=[Point(100, 3), Point(500, 3)], crs=3006)
    >>> found = eg.relative_network_density(
    ...     homes.loc[[0, 0]],
    ...     homes,
    ...     network=eg.street_network(street),
    ...     bandwidth=100,
    ...     lixel=100,
    ... )
    >>> found["ratio"].tolist()
    [2.0, 2.0, nan, nan, 0.0, 0.0]
    """
    check_geoframe("incidents", incidents)
    check_geoframe("at_risk", at_risk)
    options: dict[str, Any] = {
        "bandwidth": check_positive("bandwidth", bandwidth),
        "kernel": kernel,
        "method": method,
        "lixel": lixel,
    }
    found = network_density(incidents, network, weight=weight, **options)
    beside = network_density(at_risk, network, weight=at_risk_weight, **options)
    density, other = found["density"], beside["density"]
    # Waves that take each other out leave rounding where there is nothing.
    there = other > 1e-9 * max(float(other.max()), 1e-300)
    found.insert(
        found.columns.get_loc("density") + 1, "density_at_risk", other.where(there, 0.0)
    )
    found.insert(
        found.columns.get_loc("density_at_risk") + 1,
        "ratio",
        (density / other).where(there),
    )
    return found


def network_density_cube(
    incidents: gpd.GeoDataFrame,
    network: StreetNetwork,
    *,
    bandwidth: float | Literal["auto"],
    every: Every = "month",
    span: tuple[Moment, Moment] | None = None,
    kernel: Kernel = "quartic",
    method: Method = "equal-split-continuous",
    dead_ends: DeadEnds = "reflect",
    lixel: float = 50,
) -> xr.Dataset:
    """Spread the incidents of each period along the streets.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points with ``start`` (time-zone-aware).
    network : StreetNetwork
        The streets.
    bandwidth : float or "auto"
        As for :func:`network_density`; "auto" is chosen once, for all periods.
    every : str, default "month"
        Kind of period, as for ``space_time_cube``.
    span : (from, to) or None, default None
        As in ``period_counts``.
    kernel, method, dead_ends, lixel
        As for :func:`network_density`.

    Returns
    -------
    xarray.Dataset
        Variable ``density``, incidents per km, with the dimensions period and lixel.
        Coordinates ``period`` (labels), ``period_start``, ``period_end`` (by the clock
        of the time zone among their attributes), ``complete``, and of each lixel
        ``edge_id``, ``name``, ``length`` and ``geometry``. The attributes say how many
        incidents were read, lay too far from every street or outside the span.

    Raises
    ------
    ValueError
        If an incident has no time, an option is none of those listed, or the cube
        would hold more than a thousand million values.

    Warns
    -----
    UserWarning
        Where incidents lie too far from every street.

    Notes
    -----
    The density is that of :func:`network_density` [1]_. A period's
    ``density * length / 1000`` sums to its incidents (but for "simple"). The
    sum over all periods is the density of all incidents.

    References
    ----------
    .. [1] Okabe, A., Satoh, T. and Sugihara, K. (2009). A kernel density estimation
       method for networks, its computational method and a GIS-based tool.
       International Journal of Geographical Information Science 23(1), 7-32.

    Examples
    --------
    One incident in March and two in April on a street of 400 m:

    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> from shapely.geometry import LineString, Point
    >>> import estgeo as eg
    >>> street = gpd.GeoDataFrame(geometry=[LineString([(0, 0), (400, 0)])], crs=3006)
    >>> start = pd.to_datetime(["2018-03-05", "2018-04-06", "2018-04-12"], utc=True)
    >>> points = [Point(200, 3), Point(200, 3), Point(200, 3)]
    >>> incidents = gpd.GeoDataFrame({"start": start}, geometry=points, crs=3006)
    >>> cube = eg.network_density_cube(
    ...     incidents, eg.street_network(street), bandwidth=100, lixel=200
    ... )
    >>> cube["density"].to_series().unstack("period").round(3)
    period  2018-03  2018-04
    lixel
    0           2.5      5.0
    1           2.5      5.0
    """
    check_geoframe("incidents", incidents)
    check_columns("incidents", incidents, ["start"])
    check_times_known("incidents", incidents, "start")
    check_network(network)
    check_every(every)
    rules = check_rules(kernel, method, dead_ends)
    check_positive("lixel", lixel)
    incidents = one_row_a_report(incidents)
    covered = covered_span(incidents, span)
    table, _ = period_table(covered, every)
    _check_size(len(table) * network.length / lixel)
    period = _period_of(incidents, table, covered)
    inside = period >= 0
    lines, density, width = density_by_group(
        incidents[inside],
        network,
        period[inside],
        len(table),
        bandwidth=bandwidth,
        rules=rules,
        lixel=lixel,
    )
    made = Provenance(
        "network_density_cube",
        {"every": every, "bandwidth": width, "kernel": kernel, "method": method}
        | {"dead_ends": dead_ends, "lixel": lixel},
        rows_in=len(incidents),
        rows_out=int(inside.sum()),
        crs=crs_name(network.crs),
        grid=f"stretches of at most {lixel:g} m",
    )
    facts = {
        "n_incidents": len(incidents),
        "n_outside_span": int((~inside).sum()),
        "bandwidth": width,
        "provenance": json.dumps(made.to_dict(), default=str),
    }
    return _labelled(density, lines, table).assign_attrs(facts)


def _check_size(cells: float) -> None:
    if cells > MOST_CELLS:
        rule = f"long enough for at most {MOST_CELLS} values in all"
        remedy = "Give a 'span', longer periods or longer lixels."
        raise ValueError(sentence("lixel", rule, f"{cells:.0f} of them", remedy))


def _period_of(
    incidents: gpd.GeoDataFrame, table: pd.DataFrame, covered: Span
) -> NDArray[np.int64]:
    """Return the place of each incident's period, -1 outside the span."""
    start = pd.DatetimeIndex(incidents["start"])
    begins = pd.DatetimeIndex(table["start"])
    period = begins.searchsorted(start.tz_convert(begins.tz), side="right") - 1
    inside = (start >= covered.start) & (start < covered.end)
    return np.where(inside, period, -1).astype(np.int64)


def _labelled(
    density: NDArray[np.float64], lines: gpd.GeoDataFrame, table: pd.DataFrame
) -> xr.Dataset:
    start, end = pd.DatetimeIndex(table["start"]), pd.DatetimeIndex(table["end"])
    clock = {"time_zone": str(start.tz)}
    coords: dict[str, Any] = {
        "period": table["period"].to_numpy(dtype=str),
        "lixel": lines.index.to_numpy(),
        "complete": ("period", table["complete"].to_numpy()),
    }
    for name, times in (("period_start", start), ("period_end", end)):
        # Clocks on the wall, without a time zone: what xarray groups by.
        wall = times.tz_localize(None).as_unit("ns").to_numpy()
        coords[name] = ("period", wall, clock)
    for name in ("edge_id", "name", "length", "geometry"):
        coords[name] = ("lixel", lines[name].to_numpy())
    dataset: xr.Dataset = xarray.Dataset(
        {"density": (("period", "lixel"), density)}, coords=coords
    )
    return dataset
