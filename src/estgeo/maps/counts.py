"""How many reports there are in each zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import sentence
from .._language import language, template
from ..disclosure.public_table import PublicTable
from ..words import maps as counts_words
from ..words._periods import period_name
from ._cell_layer import CellLayer, Field, MapClass
from ._context import add_context
from ._legend import (
    Section,
    all_whole,
    check_breaks,
    codes_of,
    count_classes,
    decimals_of,
    nice_breaks,
)
from ._points import add_incidents
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


def map_counts(
    zones: gpd.GeoDataFrame | PublicTable,
    *,
    value: str = "n",
    unit: str = "",
    breaks: Sequence[float] | None = None,
    name: str | None = None,
    period: str = "",
    incidents: gpd.GeoDataFrame | None = None,
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw how many reports there are in each zone.

    Parameters
    ----------
    zones : GeoDataFrame or PublicTable
        What ``count_in_zones`` or ``publish`` gives; any shapes in a known CRS.
    value : str, default "n"
        Column of counts, or of any number of at least zero. Zones without a number
        are a class of their own, "not shown".
    unit : str, default ""
        What ``value`` is, such as "rapporter per 1 000 invånare". Without it the
        columns of ``count_in_zones``, ``count_along_streets`` and ``rates`` (with its
        ``per``) get words of their own and any other its name.
    breaks : sequence of float, optional
        Where classes begin. Without it small counts get 1, 3, 6 and 11, the same on
        every map, and larger ones round numbers with as many zones in each.
    name : str, optional
        Column of the zones' names; else ``name`` if there is one, else the index.
    period : str, default ""
        What the counts cover, such as "2018-W10" or any text.
    incidents : GeoDataFrame, optional
        Single reports to draw as dots. The map then says that it is internal.
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
        If ``zones`` lack the column, a CRS or a shape, or the breaks do not rise.

    Warns
    -----
    UserWarning
        Above 5,000 zones: those below the first class become one shape.

    Notes
    -----
    A large zone has more reports because it is large: for zones of different size
    see ``rates``. Only shapes, names and the counts are written into the page.

    Examples
    --------
    >>> import estgeo as eg
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame(
    ...     {"n": [0, 4]}, geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)], crs=3006
    ... )
    >>> page = eg.map_counts(zones, period="2018-W10").get_root().render()
    >>> "vecka 10 2018" in page, "4 rapporter" in page
    (True, True)
    """
    lang = language(lang)
    source: object = zones
    if isinstance(zones, PublicTable):
        source = _published(zones, incidents)
        period, note = period or zones.period, note or zones.note
    frame = check_zones(source, [value])
    values = numbers_of(frame, value)
    limits = nice_breaks(values) if breaks is None else check_breaks(breaks)

    what, counted, small = zone_facts(frame, lang)
    per = constant_of(frame, "rate_per")
    words_of = counts_words.value_named(value, unit, lang, per=per)
    named = words_of.title if title is None else title
    counts = value if words_of.is_count else "n"
    facts = [period_name(period, lang), reports_told(frame, counts, lang), what]
    page, told = begin(m, named, facts, lang)
    layer = CellLayer(
        frame.geometry,
        codes_of(values, limits),
        _classes(values, limits, lang, over=m is not None),
        names=names_of(frame, name),
        fields=_fields(frame, value, words_of, lang),
        merge=0,
    )
    page.add_child(layer)
    rows = [i for i, n in enumerate(layer.counts) if n or i < len(limits) + 1]
    section = Section(
        named if m is not None else words_of.title,
        [layer.classes[i] for i in rows],
        [layer.counts[i] for i in rows],
        unit=counted,
        notes=[*told, small, note or ""],
        shape=layer.swatch,
    )
    page.add_child(section.call(layer, lang))
    add_context(page, context, lang)
    add_incidents(page, incidents, lang)
    if isinstance(zones, PublicTable) and m is None and context is None:
        page.get_root().audience = "either"
    return page


def _published(
    table: PublicTable, incidents: gpd.GeoDataFrame | None
) -> gpd.GeoDataFrame | object:
    """Return a public table as zones; single reports never go on top of it."""
    if incidents is not None:
        rule = "None on a map of a PublicTable"
        raise ValueError(sentence("incidents", rule, f"{len(incidents)} reports"))
    if len(table.by) > 1:
        remedy = "Publish one row a zone."
        rule = "a PublicTable with the zone as its only key"
        raise ValueError(sentence("zones", rule, ", ".join(table.by), remedy))
    frame = table.to_frame().assign(rate_per=table.provenance.parameters["per"])
    return frame.set_index(table.by[0]) if table.by[0] in frame.columns else frame


def _classes(
    values: NDArray[np.float64], limits: Sequence[float], lang: Language, *, over: bool
) -> list[MapClass]:
    whole = all_whole(values[~np.isnan(values)]) and all_whole(limits)
    decimals = 0 if whole else decimals_of(limits)
    return count_classes(limits, whole=whole, decimals=decimals, lang=lang, over=over)


def _fields(
    frame: gpd.GeoDataFrame, value: str, words_of: counts_words.Value, lang: Language
) -> list[Field]:
    if "shown" in frame.columns and value == "n":  # what disclosure control chose
        return [Field(words_of.here, (frame["shown"].astype(object).to_numpy(),))]
    values = numbers_of(frame, value)
    places = 0 if all_whole(values[~np.isnan(values)]) else 1
    fields = [Field(words_of.here, (values,), (places,))]
    if value == "rate" and {"rate_low", "rate_high"} <= set(frame.columns):
        limits = tuple(numbers_of(frame, each) for each in ("rate_low", "rate_high"))
        text = template("map-counts-rate-interval", lang)
        fields.append(Field(text, limits, (places, places)))
    return fields
