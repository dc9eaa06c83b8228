"""How hot spots come, stay and go over many periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import language, say, template
from ..words import maps as emerging_words
from ..words._periods import period_name
from ._cell_layer import CellLayer, Field, MapClass
from ._context import add_context
from ._legend import Section
from ._palettes import HIDDEN, OUTLINE, Style, quiet
from ._ready_made import (
    begin,
    check_zones,
    names_of,
    numbers_of,
    reports_told,
    zone_facts,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ._context import Context
    from ._map import Map

_GROUP_OF = {
    "new": "growing",
    "consecutive": "growing",
    "intensifying": "growing",
    "emerging": "growing",
    "persistent": "stable",
    "diminishing": "fading",
    "historical": "fading",
    "former": "fading",
    "sporadic": "irregular",
    "oscillating": "irregular",
    "intermittent": "irregular",
}


def _style(fill: str, hatch: str = "") -> Style:
    return Style(fill=fill, stroke=OUTLINE, opacity=0.85, weight=0.6, hatch=hatch)


_STYLES = {
    "growing hot": _style("#b2182b"),
    "stable hot": _style("#ef6548"),
    "fading hot": _style("#fdcc9a"),
    "irregular hot": _style("#f4d3cd", "#b2182b"),
    "growing cold": _style("#2166ac"),
    "stable cold": _style("#4393c3"),
    "fading cold": _style("#b5d5e8"),
    "irregular cold": _style("#d5e0ee", "#2166ac"),
    "none": quiet(over=False),
    "short": Style(fill=HIDDEN, opacity=0.6),
}
_UNSEEN = _STYLES | {"none": quiet(over=True)}


def map_emerging(
    zones: gpd.GeoDataFrame,
    *,
    pattern: str = "pattern",
    show_cold: bool = False,
    name: str | None = None,
    period: str = "",
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw how each zone's hot spot has come, stayed or gone.

    Parameters
    ----------
    zones : GeoDataFrame
        What ``emerging_hot_spots`` gives; when they are there ``n`` goes into the
        head and ``share_hot`` into the tooltip.
    pattern : str, default "pattern"
        Column of pattern names, by either set of rules.
    show_cold : bool, default False
        Whether patterns of fewer than expected are drawn.
    name : str, optional
        Column of the zones' names; else ``name`` if there is one, else the index.
    period : str, default ""
        What the periods cover, as a label or any text.
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
        If ``zones`` lack the column of patterns, a CRS or a shape.

    Warns
    -----
    UserWarning
        Above 5,000 zones: those without a pattern become one shape.

    Notes
    -----
    Seventeen names are too many colors: the map has four groups (new or growing,
    persistent, fading, comes and goes), the tooltip the full name and its meaning.

    Examples
    --------
    >>> import estgeo as eg
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame(
    ...     {"pattern": ["new hot spot", "no pattern"]},
    ...     geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)],
    ...     crs=3006,
    ... )
    >>> page = eg.map_emerging(zones, lang="en").get_root().render()
    >>> "New: in the last period, never before." in page
    True
    """
    lang = language(lang)
    frame = check_zones(zones, [pattern])
    found = _shown_patterns(frame, pattern, show_cold=show_cold)
    patterns = sorted({*found.tolist(), "no pattern"}, key=_rank)
    codes = np.array([patterns.index(each) for each in found], dtype=np.int64)

    what, unit, small = zone_facts(frame, lang)
    named = say("map-emerging", lang) if title is None else title
    facts = [period_name(period, lang), reports_told(frame, "n", lang), what]
    page, told = begin(m, named, facts, lang)
    layer = CellLayer(
        frame.geometry,
        codes,
        _classes(patterns, lang, over=m is not None),
        names=names_of(frame, name),
        fields=_fields(frame, found, lang),
        merge=patterns.index("no pattern"),
    )
    page.add_child(layer)
    rows, counts = _key_rows(patterns, layer.counts, show_cold=show_cold, lang=lang)
    if layer.swatch == "line":
        rows = [each.as_line() for each in rows]
    hot = any("hot" in group_of(each) for each in patterns)
    nothing = "" if hot else say("map-emerging-none-found", lang)
    section = Section(
        named if m is not None else say("map-emerging", lang),
        rows,
        counts,
        intro=say("map-emerging-emerging-intro", lang),
        unit=unit,
        notes=[
            *told,
            nothing,
            say("map-emerging-emerging-method", lang),
            small,
            note or "",
        ],
        shape=layer.swatch,
    )
    page.add_child(section.call(layer, lang))
    add_context(page, context, lang)
    return page


def _shown_patterns(
    frame: gpd.GeoDataFrame, pattern: str, *, show_cold: bool
) -> NDArray[np.str_]:
    """Return the pattern of each zone as it is drawn: unknown and hidden are none."""
    found = frame[pattern].astype(object).fillna("no pattern").astype(str)
    names: NDArray[np.str_] = found.to_numpy().astype(str)
    if show_cold:
        return names
    return np.where(np.char.find(names, "cold") >= 0, "no pattern", names)


def _classes(patterns: list[str], lang: Language, *, over: bool) -> list[MapClass]:
    """Return one class a pattern, in the color of its group."""
    styles = _UNSEEN if over else _STYLES
    return [
        MapClass(
            "", styles[group_of(each)], emerging_words.pattern_sentence(each, lang)
        )
        for each in patterns
    ]


def _fields(
    frame: gpd.GeoDataFrame, found: NDArray[np.str_], lang: Language
) -> list[Field]:
    if "share_hot" not in frame.columns:
        return []
    share = 100 * numbers_of(frame, "share_hot")
    share[found == "no pattern"] = np.nan
    return [Field(template("map-emerging-share-hot", lang), (share,))]


def group_of(pattern: str) -> str:
    """Return the color group of a pattern's name.

    >>> group_of("oscillating cold spot"), group_of("no pattern")
    ('irregular cold', 'none')
    """
    kind, _, rest = pattern.partition(" ")
    if kind in _GROUP_OF:
        return f"{_GROUP_OF[kind]} {'cold' if 'cold' in rest else 'hot'}"
    return "short" if pattern.startswith("too few") else "none"


def _rank(pattern: str) -> tuple[int, str]:
    return list(_STYLES).index(group_of(pattern)), pattern


def _key_rows(
    patterns: list[str], counts: np.ndarray, *, show_cold: bool, lang: Language
) -> tuple[list[MapClass], list[int]]:
    """Return the groups as rows of the key; the four hot ones are always there."""
    sums = dict.fromkeys(_STYLES, 0)
    for pattern, count in zip(patterns, counts, strict=True):
        sums[group_of(pattern)] += int(count)
    shown = [
        group
        for group in _STYLES
        if "hot" in group or group == "none" or (show_cold and "cold" in group)
    ]
    if sums["short"]:
        shown.append("short")
    rows = [
        MapClass(say(f"map-emerging-pattern-groups-{group}", lang), _STYLES[group])
        for group in shown
    ]
    return rows, [sums[group] for group in shown]
