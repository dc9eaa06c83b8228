"""Streets as lines in the color of their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_columns
from .._language import language, say, template
from ..words._periods import period_name
from ..words.hot_spots import hot_stretch, hottest_stretches, stretch_name
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
from ._palettes import COUNTS, HIDDEN, HOT_COLD, PALE, Style, shades
from ._ready_made import (
    begin,
    check_zones,
    names_of,
    numbers_of,
    p_field,
    reports_told,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ..network._network import StreetNetwork
    from ._context import Context
    from ._map import Map

    Floats = NDArray[np.float64]

# Where classes begin, as shares of the highest: the top stands out.
_SHARES = (0.1, 0.25, 0.5, 0.75)
# What can be drawn, in the order in which it is looked for.
VALUES = ("gi_bin", "density", "n_per_km", "n")
# Hot stretches that the key tells in words: as many as a meeting can talk about.
MOST_TOLD = 5


def map_streets(
    streets: gpd.GeoDataFrame,
    *,
    value: str | None = None,
    network: StreetNetwork | None = None,
    breaks: Sequence[float] | None = None,
    period: str = "",
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw streets, or stretches of them, in classes.

    Parameters
    ----------
    streets : GeoDataFrame
        Lines with a value: of ``network_density``, ``count_along_streets`` or
        ``hot_spots``.
    value : {"gi_bin", "density", "n_per_km", "n"} or None, default None
        Column to draw; None takes the first of these that is there.
    network : StreetNetwork or None, default None
        Names the stretches by street and cross streets, where ``streets`` has
        ``edge_id`` as column or index. Without it ``name``, or the label of the row.
    breaks : sequence of float or None, default None
        Where classes begin (not for "gi_bin"); else round numbers near 10, 25, 50 and
        75 % of the highest.
    period : str, default ""
        What the reports cover, such as "2018-W10" or any text.
    context, title, note, lang, m
        As for ``map_density``.

    Returns
    -------
    Map
        Saves as one HTML file and makes no network request.

    Raises
    ------
    KeyError, TypeError, ValueError
        If ``streets`` lacks the column, a CRS or a line in some row.

    Notes
    -----
    For "gi_bin" with ``n`` and ``length`` the key tells up to five hot stretches in
    words, those with most reports above the usual first. The usual is what a stretch
    of that length has on average in ``streets``. Stretches that are hot through their
    neighbors only, with no more than the usual themselves, are not told.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString
    >>> import estgeo as eg
    >>> streets = gpd.GeoDataFrame(
    ...     {"name": ["Storgatan", "Skolvägen"], "n_per_km": [2.0, 40.0]},
    ...     geometry=[LineString([(0, 0), (9, 0)]), LineString([(9, 0), (9, 9)])],
    ...     crs=3006,
    ... )
    >>> "Skolvägen" in eg.map_streets(streets).get_root().render()
    True
    """
    lang = language(lang)
    column = _column(streets, value)
    frame = check_zones(streets, [column])
    lines = frame.geom_type.isin(["LineString", "MultiLineString"])
    if not lines.all():
        got = f"{int((~lines).sum())} of {len(frame)} that are not"
        raise ValueError(sentence("streets", "lines", got))
    values = numbers_of(frame, column)
    if column == "gi_bin":
        codes, classes, places = _hot_classes(values, lang)
    else:
        limits = _limits(values) if breaks is None else check_breaks(breaks)
        codes, places = codes_of(values, limits), decimals_of(limits)
        classes = _classes(limits, places, lang)
    named = title if title is not None else say(f"map-streets-titles-{column}", lang)
    facts = [period_name(period, lang), reports_told(frame, "n", lang)]
    page, told = begin(m, named, facts, lang)
    names = _names(frame, network, lang)
    if column == "gi_bin":
        told = [_hottest(frame, values, names, lang), *told]
    layer = CellLayer(
        frame.geometry,
        codes,
        classes,
        names=names,
        fields=_fields(frame, column, places, lang),
    )
    page.add_child(layer)
    shown = [k for k in range(len(classes)) if layer.counts[k]]
    section = Section(
        named if m is not None else say(f"map-streets-intros-{column}", lang),
        [layer.classes[k] for k in shown],
        [int(layer.counts[k]) for k in shown],
        intro="" if m is None else say(f"map-streets-intros-{column}", lang),
        unit=say("map-streets-stretches", lang),
        notes=[*told, say(f"map-streets-notes-{column}", lang), note or ""],
        shape=layer.swatch,
    )
    page.add_child(section.call(layer, lang))
    add_context(page, context, lang)
    return page


def _column(streets: gpd.GeoDataFrame, value: str | None) -> str:
    if value is None:
        columns = getattr(streets, "columns", [])
        found = next((one for one in VALUES if one in columns), None)
        if found is not None:
            return found
        rule = "a frame with one of " + ", ".join(repr(one) for one in VALUES)
        remedy = "Run network_density or count_along_streets first."
        listed = ", ".join(str(column) for column in columns)
        raise KeyError(sentence("streets", rule, f"the columns {listed}", remedy))
    if value not in VALUES:
        rule = "one of " + ", ".join(repr(one) for one in VALUES)
        raise ValueError(sentence("value", rule, repr(value)))
    return value


def _names(
    frame: gpd.GeoDataFrame, network: StreetNetwork | None, lang: Language
) -> NDArray[np.object_]:
    if network is None:
        return names_of(frame, None)
    stretch = network.stretch_names(lang)
    if "edge_id" in frame.columns:
        return np.asarray(stretch.reindex(frame["edge_id"]), dtype=object)
    if frame.index.name == "edge_id":
        return np.asarray(stretch.reindex(frame.index), dtype=object)
    check_columns("streets", frame, ["edge_id"])
    return names_of(frame, None)


def _fields(
    frame: gpd.GeoDataFrame, column: str, places: int, lang: Language
) -> list[Field]:
    if column == "gi_bin":
        return _hot_fields(frame, lang)
    text = template(f"map-streets-fields-{column}", lang)
    fields = [Field(text, (numbers_of(frame, column),), (places,))]
    if column != "n" and "n" in frame.columns:
        text = template("map-streets-fields-n", lang)
        fields.append(Field(text, (numbers_of(frame, "n"),), (0,)))
    return [*fields, *_length_field(frame, lang)]


def _hot_fields(frame: gpd.GeoDataFrame, lang: Language) -> list[Field]:
    fields, usual = [], _usual(frame)
    if usual is not None:
        text = template("map-streets-fields-usual", lang)
        fields.append(Field(text, (numbers_of(frame, "n"), usual), (0, 1)))
    elif "n" in frame.columns:
        text = template("map-streets-fields-n", lang)
        fields.append(Field(text, (numbers_of(frame, "n"),), (0,)))
    if {"window_sum", "expected_sum"} <= set(frame.columns):
        sums = (numbers_of(frame, "window_sum"), numbers_of(frame, "expected_sum"))
        fields.append(Field(template("map-hot-spots-around", lang), sums, (0, 1)))
    if "p_adjusted" in frame.columns:
        fields.append(p_field(frame, lang))
    return [*fields, *_length_field(frame, lang)]


def _length_field(frame: gpd.GeoDataFrame, lang: Language) -> list[Field]:
    if "length" not in frame.columns:
        return []
    metres = template("map-streets-length", lang)
    return [Field(metres, (numbers_of(frame, "length"),), (0,))]


def _usual(frame: gpd.GeoDataFrame) -> Floats | None:
    """Return what a stretch of each length has on average, None if that is unknown."""
    if not {"n", "length"} <= set(frame.columns):
        return None
    n, length = numbers_of(frame, "n"), numbers_of(frame, "length")
    whole = float(length.sum())
    return n.sum() / whole * length if whole > 0 else None


def _hottest(
    frame: gpd.GeoDataFrame, bins: Floats, names: NDArray[np.object_], lang: Language
) -> str:
    """Return the hot stretches in words, the pieces of one stretch together."""
    usual = _usual(frame)
    if usual is None:
        return ""
    # Nobody finds a stretch whose street and cross streets have no name.
    known = ~np.isin(names.astype(str), ["", stretch_name("", ("", ""), lang)])
    label = frame["edge_id"] if "edge_id" in frame.columns else frame.index
    parts = pd.DataFrame({"stretch": label, "name": names, "usual": usual})
    parts["n"] = numbers_of(frame, "n")
    pieces = parts[(bins > 0) & known].groupby("stretch", sort=False)
    hot = pieces.agg({"name": "first", "n": "sum", "usual": "sum"})
    hot["above"] = hot["n"] - hot["usual"]
    hot = hot[hot["above"] > 0].sort_values("above", ascending=False, kind="stable")
    columns = (hot[column].head(MOST_TOLD) for column in ("name", "n", "usual"))
    told = zip(*columns, strict=True)
    return hottest_stretches(
        [hot_stretch(name, n, usual, lang) for name, n, usual in told], lang
    )


def _limits(values: Floats) -> tuple[float, ...]:
    known = values[np.isfinite(values) & (values > 0)]
    top = float(known.max()) if len(known) else 1.0
    return tuple(sorted({round_number(share * top) for share in _SHARES}))


def _classes(limits: Sequence[float], places: int, lang: Language) -> list[MapClass]:
    labels = break_labels(limits, whole=False, decimals=places, lang=lang)
    colors = shades(COUNTS, len(limits))
    return [
        MapClass(labels[0], Style(fill=PALE)),
        *(
            MapClass(label, Style(fill=color))
            for label, color in zip(labels[1:], colors, strict=True)
        ),
        MapClass(say("maps-hidden", lang), Style(fill=HIDDEN)),
    ]


def _hot_classes(
    values: Floats, lang: Language
) -> tuple[NDArray[np.int64], list[MapClass], int]:
    bins = np.nan_to_num(values).astype(np.int64)
    order = sorted(HOT_COLD, reverse=True)
    codes = np.searchsorted([-one for one in order], -bins)
    classes = [
        MapClass(
            say(f"map-hot-spots-hot-spot-classes-{one}", lang),
            Style(fill=HOT_COLD[one]),
        )
        for one in order
    ]
    return codes.astype(np.int64), classes, 0
