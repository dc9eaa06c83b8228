"""Reports that follow one another in space and time: an internal map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .._frame_checks import check_columns, check_points
from .._language import language, say
from ..words import maps as near_repeats_words
from ..words._changes import reports_words
from ..words._periods import period_name
from ._cell_layer import CellLayer, MapClass
from ._context import add_context
from ._legend import Section, swatch_call
from ._palettes import INK, Style
from ._points import incident_fields, mark_internal
from ._ready_made import begin

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ._context import Context
    from ._map import Map

_COLORS = {
    "originator": "#b2182b",
    "repeat": "#e69f00",
    "near repeat": "#0072b2",
    "isolated": "#bdbdbd",
}
_LINE = Style(stroke="#444444", weight=1.4)


def map_near_repeats(
    incidents: gpd.GeoDataFrame,
    *,
    role: str = "role",
    chain: str = "chain",
    time: str = "start",
    period: str = "",
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw which reports began, repeated or stood outside a chain.

    The map shows single reports: it says that it is internal and must not be spread.

    Parameters
    ----------
    incidents : GeoDataFrame
        What ``near_repeat_roles`` gives: points with a role and a chain.
    role, chain, time : str, default "role", "chain", "start"
        Columns. Reports of a chain are joined in order of time.
    period : str, default ""
        What the reports cover, such as "2018-W10" or any text.
    context : GeoDataFrame or {name: GeoDataFrame}, optional
        Your own streets, borders and places.
    title, note : str, optional
        Head of the map; a further line in the key.
    lang : str, optional
        Language of the words.
    m : Map, optional
        Map to draw on instead of a new one.

    Returns
    -------
    Map
        Saves as one HTML file and makes no network request.

    Raises
    ------
    KeyError, TypeError, ValueError
        If a column is missing or ``incidents`` are not points in a known CRS.

    Examples
    --------
    >>> import geopandas as gpd, pandas as pd
    >>> import estgeo as eg
    >>> incidents = gpd.GeoDataFrame(
    ...     {
    ...         "start": pd.to_datetime(["2018-03-01", "2018-03-04"], utc=True),
    ...         "role": ["originator", "repeat"],
    ...         "chain": [1, 1],
    ...     },
    ...     geometry=gpd.points_from_xy([0, 0], [0, 0], crs="EPSG:3006"),
    ... )
    >>> "Internt" in eg.map_near_repeats(incidents).get_root().render()
    True
    """
    lang = language(lang)
    check_points("incidents", incidents)
    check_columns("incidents", incidents, [role, chain, time])
    roles = incidents[role].astype(str).to_numpy()
    kinds = list(_COLORS) + sorted(set(roles) - set(_COLORS))
    # The many that stand alone lie lowest.
    order = np.argsort(roles != "isolated", kind="stable")
    drawn = incidents.iloc[order]
    classes = [_class(kind, lang) for kind in kinds]
    named = say("map-near-repeats", lang) if title is None else title
    facts = [period_name(period, lang), reports_words(len(incidents), lang)]
    page, told = begin(m, named, facts, lang)
    mark_internal(page, lang)
    joined = _add_chains(page, incidents, chain, time)
    layer = CellLayer(
        drawn.geometry,
        [kinds.index(each) for each in roles[order]],
        classes,
        fields=incident_fields(drawn),
        pane="estgeo-points",
    )
    page.add_child(layer)
    section = Section(
        named if m is not None else say("map-near-repeats", lang),
        classes,
        layer.counts,
        unit=say("maps-points", lang),
        notes=[*told, say("map-near-repeats-near-repeats-method", lang), note or ""],
        shape="dot",
    )
    page.add_child(section.call(layer, lang))
    if joined is not None:
        text = f"{say('map-near-repeats-chains', lang)} ({incidents[chain].nunique()})"
        page.add_child(swatch_call(text, joined.payload["id"], _LINE, "line"))
    add_context(page, context, lang)
    return page


def _add_chains(
    page: Map, incidents: gpd.GeoDataFrame, chain: str, time: str
) -> CellLayer | None:
    """Draw a line through each chain, below the points; None if there is no chain."""
    lines = _chains(incidents, chain, time)
    if not len(lines):
        return None
    codes = np.zeros(len(lines), dtype=int)
    layer = CellLayer(lines, codes, [MapClass("", _LINE)], pane="estgeo-under")
    page.add_child(layer)
    return layer


def _class(kind: str, lang: Language) -> MapClass:
    color = _COLORS.get(kind, "#666666")
    style = Style(fill=color, stroke=INK, opacity=0.95, weight=1.0, radius=5.0)
    label = (
        say(f"map-near-repeats-role-words-{kind}", lang)
        if kind in near_repeats_words.ROLE_WORDS
        else kind
    )
    return MapClass(label, style, label)


def _chains(incidents: gpd.GeoDataFrame, chain: str, time: str) -> gpd.GeoSeries:
    """Return one line a chain through its places in order of time."""
    linked = incidents.loc[incidents[chain].notna()].sort_values(time, kind="stable")
    lines = [
        shapely.LineString(_moved(part.geometry.get_coordinates().to_numpy()))
        for _, part in linked.groupby(chain)
        if part.geometry.nunique() > 1
    ]
    return type(incidents.geometry)(lines, crs=incidents.crs)


def _moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(points[:, :2])
