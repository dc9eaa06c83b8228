"""Two periods and the difference between them, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import check_pair, sentence
from .._language import language, say, template
from ..words import maps as change_words
from ..words._changes import reports_words
from ..words._periods import period_name
from ._assets import Call
from ._cell_layer import CellLayer, Field, MapClass
from ._context import add_context
from ._legend import Section, break_labels, codes_of, count_classes, nice_breaks
from ._palettes import FEWER, MORE, OUTLINE, Style, quiet
from ._ready_made import begin, check_zones, names_of, numbers_of, p_field, zone_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ._context import Context
    from ._map import Map

ALPHA = 0.05  # as the 95 % intervals beside it


def map_change(
    zones: gpd.GeoDataFrame,
    *,
    before: str = "n_before",
    after: str = "n_after",
    days: tuple[float, float] = (1, 1),
    name: str | None = None,
    period: str = "",
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw before, after and change as three maps that move together.

    A change is colored only where it is larger than chance can explain.

    Parameters
    ----------
    zones : GeoDataFrame
        Counts of two periods, and how sure the change is: ``p_adjusted``, or the
        interval ``low`` and ``high`` of the ratio after / before. Both come from
        ``pattern_change`` and ``rate_change``. ``ratio`` goes into the tooltip.
    before, after : str, default "n_before", "n_after"
        Columns of counts.
    days : (float, float), default (1, 1)
        Length of the two periods, in days. When they differ, the change is against the
        count that the first period would have had with the length of the second.
    name : str, optional
        Column of the zones' names; else ``name`` if there is one, else the index.
    period : str, default ""
        What is compared, such as "våren 2018 och våren 2019".
    context : GeoDataFrame or {name: GeoDataFrame}, optional
        Your own streets, borders and places, on the map of change.
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
    KeyError
        If ``zones`` lack the counts, or any column that says how sure the change is.
    TypeError, ValueError
        If the counts are not numbers, or ``days`` are not above zero.

    Warns
    -----
    UserWarning
        Above 5,000 zones: those of which no change is sure become one shape.

    Notes
    -----
    Where ``p_adjusted`` is there it decides (at most 0.05); else the interval, which
    must leave out 1. Zones without an answer are drawn as "may be chance". The zones of
    ``pattern_change`` are tested by their share of all incidents: for them the change
    is against the count that the first period gives with the second's total.

    Examples
    --------
    >>> import estgeo as eg
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame(
    ...     {"n_before": [40, 5], "n_after": [18, 6], "p_adjusted": [0.01, 1.0]},
    ...     geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)],
    ...     crs=3006,
    ... )
    >>> page = eg.map_change(zones, lang="en").get_root().render()
    >>> "Down by 15 or more" in page, "May be chance" in page
    (True, True)
    """
    lang = language(lang)
    frame = check_zones(zones, [before, after])
    counts = numbers_of(frame, before), numbers_of(frame, after)
    sure = _sure(frame)
    of_shares = {"share_first", "share_second"} <= set(frame.columns)
    scale = _share_scale(counts) if of_shares else _scale(days)
    difference = counts[1] - counts[0] * scale
    change = np.where(sure & (difference != 0), difference, np.nan)

    what, unit, small = zone_facts(frame, lang)
    totals = [reports_words(np.nansum(each), lang) for each in counts]
    named = say("map-change-change-title", lang) if title is None else title
    facts = [period_name(period, lang), " → ".join(totals), what]
    page, told = begin(m, named, facts, lang)
    captions = [
        say(pair, lang)
        for pair in ("map-change-before", "map-change-after", "map-change")
    ]
    page.add_child(Call("split", {"captions": captions}))

    tips = names_of(frame, name), _fields(frame, counts, lang)
    _add_counts(page, frame, counts, tips, lang)
    notes = [
        *told,
        "" if sure.any() else say("map-change-no-change-seen", lang),
        say("map-change-against-all", lang) if of_shares else "",
        say("map-change-change-method", lang),
        small,
        note or "",
    ]
    steps = change_classes(change, lang, over=m is not None)
    layer = _add_change(page, frame, change, steps, tips)
    section = Section(
        say("map-change", lang),
        layer.classes,
        layer.counts,
        unit=unit,
        notes=notes,
        shape=layer.swatch,
    )
    page.add_child(section.call(None, lang))
    add_context(page, context, lang, at=2)
    return page


def _add_change(
    page: Map,
    frame: gpd.GeoDataFrame,
    change: NDArray[np.float64],
    steps: list[MapClass],
    tips: tuple[NDArray[Any], Sequence[Field]],
) -> CellLayer:
    """Draw the change, on the third of the maps."""
    layer = CellLayer(
        frame.geometry,
        change_codes(change, len(steps) // 2),
        steps,
        names=tips[0],
        fields=tips[1],
        merge=len(steps) - 1,
        at=2,
    )
    page.add_child(layer)
    return layer


def _add_counts(
    page: Map,
    frame: gpd.GeoDataFrame,
    counts: Sequence[NDArray[np.float64]],
    tips: tuple[NDArray[Any], Sequence[Field]],
    lang: Language,
) -> None:
    """Draw before and after in the same classes, which the key says once."""
    limits = nice_breaks(np.concatenate(counts))
    classes = count_classes(limits, whole=True, decimals=0, lang=lang)
    for at, values in enumerate(counts):
        layer = CellLayer(
            frame.geometry,
            codes_of(values, limits),
            classes,
            names=tips[0],
            fields=tips[1],
            merge=0,
            at=at,
        )
        page.add_child(layer)
    shown = layer.classes[: len(limits) + 1]
    counted = Section(say("maps-counts", lang), shown, shape=layer.swatch)
    page.add_child(counted.call(None, lang))


def change_breaks(change: NDArray[np.float64]) -> tuple[float, ...]:
    """Return where three symmetric classes begin; NaN is not looked at.

    >>> change_breaks(np.array([-12.0, 5.0, np.nan]))
    (1.0, 5.0, 10.0)
    """
    sizes = np.abs(change[~np.isnan(change)])
    top = float(sizes.max()) if len(sizes) else 0.0
    for limits in (
        (1.0, 2.0, 3.0),
        (1.0, 3.0, 6.0),
        (1.0, 5.0, 10.0),
        (1.0, 5.0, 15.0),
    ):
        if top < 2 * limits[-1]:
            return limits
    found = nice_breaks(sizes, classes=3)
    return found[:3]


def change_classes(
    change: NDArray[np.float64], lang: Language, *, over: bool = False
) -> list[MapClass]:
    """Return most fewer ... least fewer, least more ... most more, and chance."""
    limits = change_breaks(change)
    spans = break_labels(limits, whole=True, decimals=0, lang=lang)[1:]
    fewer = [
        MapClass(change_words.change_label(span, fewer=True, lang=lang), _drawn(color))
        for span, color in zip(spans[::-1], FEWER[-len(spans) :], strict=True)
    ]
    more = [
        MapClass(change_words.change_label(span, fewer=False, lang=lang), _drawn(color))
        for span, color in zip(spans, MORE[: len(spans)], strict=True)
    ]
    chance = quiet(over=over)
    text = say("map-change-chance-sentence", lang)
    return [*fewer, *more, MapClass(say("map-change-chance", lang), chance, text)]


def change_codes(change: NDArray[np.float64], steps: int) -> NDArray[np.int64]:
    """Return which class of :func:`change_classes` each change belongs to."""
    limits = change_breaks(change)
    size = np.clip(np.searchsorted(limits, np.abs(change), side="right"), 1, steps)
    codes = np.where(change < 0, steps - size, steps + size - 1)
    return np.where(np.isnan(change), 2 * steps, codes).astype(np.int64)


def _drawn(color: str) -> Style:
    return Style(fill=color, stroke=OUTLINE, opacity=0.85, weight=0.6)


def _sure(frame: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Return where chance alone does not explain the change."""
    if "p_adjusted" in frame.columns:
        return np.asarray(numbers_of(frame, "p_adjusted") <= ALPHA)
    if {"low", "high"} <= set(frame.columns):
        low, high = numbers_of(frame, "low"), numbers_of(frame, "high")
        return np.asarray((low > 1) | (high < 1))
    rule = "a frame that says how sure the change is: 'p_adjusted', or 'low' and 'high'"
    has = "the columns " + ", ".join(str(column) for column in frame.columns)
    remedy = "Test it: estgeo.pattern_change(zones, first=..., second=...).zones."
    raise KeyError(sentence("zones", rule, has, remedy))


def _scale(days: tuple[float, float]) -> float:
    first, second = check_pair("days", days)
    if not first or not second:
        raise ValueError(sentence("days", "a pair of numbers above zero", days))
    return second / first


def _share_scale(counts: Sequence[NDArray[np.float64]]) -> float:
    """Return how the whole map has changed: what ``pattern_change`` tests against."""
    first, second = (float(np.nansum(each)) for each in counts)
    return second / first if first else 1.0


def _fields(
    frame: gpd.GeoDataFrame,
    counts: Sequence[NDArray[np.float64]],
    lang: Language,
) -> list[Field]:
    fields = [Field(template("map-change-before-after", lang), tuple(counts), (0, 0))]
    if {"ratio", "low", "high"} <= set(frame.columns):
        numbers = tuple(numbers_of(frame, each) for each in ("ratio", "low", "high"))
        fields.append(Field(template("map-change-ratio", lang), numbers, (2, 2, 2)))
    if "p_adjusted" in frame.columns:
        fields.append(p_field(frame, lang))
    return fields
