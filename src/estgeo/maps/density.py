"""Where reports lie close together, as a smooth surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import language, number, say, template
from ..words._periods import period_name
from ._cell_layer import CellLayer, Field, MapClass
from ._context import add_context
from ._legend import (
    Section,
    break_labels,
    check_breaks,
    codes_of,
    decimals_of,
    round_number,
)
from ._palettes import COUNTS, HIDDEN, Style, quiet, shades
from ._ready_made import (
    begin,
    check_zones,
    constant_of,
    names_of,
    numbers_of,
    reports_told,
    zone_facts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ._context import Context
    from ._map import Map

# Where classes begin, as shares of the highest density: the top stands out.
_SHARES = (0.1, 0.25, 0.5, 0.75)


def map_density(
    grid: gpd.GeoDataFrame,
    *,
    value: str = "density",
    breaks: Sequence[float] | None = None,
    period: str = "",
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw how close together reports lie.

    Parameters
    ----------
    grid : GeoDataFrame
        What ``kernel_density`` or ``relative_density`` gives. Of a grid that
        ``count_in_zones`` has counted, ``n`` goes into the head.
    value : str, default "density"
        Column to draw: "density" per km², or "ratio" of ``relative_density``.
    breaks : sequence of float, optional
        Where classes begin; else round numbers near 10, 25, 50 and 75 % of the highest.
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
        If ``grid`` lacks the column, a CRS or a shape, or the breaks do not rise.

    Notes
    -----
    A density has a top somewhere whatever the data: it says where there is most, never
    that it is more than chance gives. For that see ``map_hot_spots``.

    Examples
    --------
    >>> import estgeo as eg
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> grid = gpd.GeoDataFrame(
    ...     {"density": [0.0, 40.0]},
    ...     geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)],
    ...     crs=3006,
    ... )
    >>> "per km²" in eg.map_density(grid).get_root().render()
    True
    """
    lang = language(lang)
    frame = check_zones(grid, [value])
    values = numbers_of(frame, value)
    limits = _limits(values) if breaks is None else check_breaks(breaks)
    places = decimals_of(limits)
    classes = _classes(limits, places, lang, over=m is not None)
    ratio = value == "ratio"

    what, unit, small = zone_facts(frame, lang)
    named = say("map-density", lang) if title is None else title
    facts = [period_name(period, lang), reports_told(frame, "n", lang), what]
    page, told = begin(m, named, facts, lang)
    text = "{0}" if ratio else template("map-density-density-here", lang)
    layer = CellLayer(
        frame.geometry,
        codes_of(values, limits),
        classes,
        names=names_of(frame, None),
        fields=[Field(text, (values,), (places + (limits[-1] < 100),))],
        merge=0,
    )
    page.add_child(layer)
    last = len(classes) if np.isnan(values).any() else len(classes) - 1
    section = Section(
        named if m is not None else say("map-density", lang),
        layer.classes[:last],
        layer.counts[:last],
        intro=say(
            "map-density-ratio-intro" if ratio else "map-density-density-intro", lang
        ),
        unit=unit,
        notes=[
            *told,
            _bandwidth(frame, lang),
            say("map-density-density-method", lang),
            small,
            note or "",
        ],
        shape=layer.swatch,
    )
    page.add_child(section.call(layer, lang))
    add_context(page, context, lang)
    return page


def _limits(values: NDArray[np.float64]) -> tuple[float, ...]:
    known = values[np.isfinite(values) & (values > 0)]
    top = float(known.max()) if len(known) else 1.0
    return tuple(sorted({round_number(share * top) for share in _SHARES}))


def _classes(
    limits: Sequence[float], places: int, lang: Language, *, over: bool
) -> list[MapClass]:
    labels = break_labels(limits, whole=False, decimals=places, lang=lang)
    colors = shades(COUNTS, len(limits))
    return [
        MapClass(labels[0], quiet(over=over)),
        *(
            MapClass(label, Style(fill=color, opacity=0.75))
            for label, color in zip(labels[1:], colors, strict=True)
        ),
        MapClass(say("maps-hidden", lang), Style(fill=HIDDEN, opacity=0.6)),
    ]


def _bandwidth(frame: gpd.GeoDataFrame, lang: Language) -> str:
    width = constant_of(frame, "bandwidth")
    if width is None:
        return ""
    return say("map-density-bandwidth", lang, width=number(width, lang))
