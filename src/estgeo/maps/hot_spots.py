"""Where there are more reports than chance gives: hot spots and single peaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .._language import language, say, template
from ..words import maps as hot_spots_words
from ..words._periods import period_name
from ..words.hot_spots import robust_cells, stability_words
from ._cell_layer import CellLayer, Field, MapClass
from ._context import add_context
from ._legend import Section
from ._palettes import COLD_INK, HOT_COLD, INK, OUTLINE, PEAK_COLOR, Style, quiet
from ._points import add_incidents
from ._ready_made import (
    begin,
    check_zones,
    names_of,
    numbers_of,
    p_field,
    reports_told,
    zone_facts,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ._context import Context
    from ._map import Map

# What stands in the place of a bin for a peak, and for one in a hot spot.
PEAK, HOT_PEAK = 4, 5
_ORDER = (
    HOT_PEAK,
    3,
    2,
    1,
    PEAK,
    -1,
    -2,
    -3,
    0,
)  # of the key; the last is drawn first, pale


def map_hot_spots(
    zones: gpd.GeoDataFrame,
    *,
    value: str = "n",
    show_cold: bool = False,
    name: str | None = None,
    period: str = "",
    incidents: gpd.GeoDataFrame | None = None,
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw the zones that with their neighbors have more reports than chance gives.

    Parameters
    ----------
    zones : GeoDataFrame
        What ``hot_spots`` or ``hot_spot_stability`` gives: ``gi_bin`` is needed;
        ``window_sum``, ``expected_sum``, ``p_adjusted`` and ``robust`` go into the
        tooltip when they are there, and the key says how many hot zones are robust.
        With ``is_peak``, zones that are a peak are a class of their own, and those
        that are both peak and hot spot another.
    value : str, default "n"
        Column of counts for the tooltip and the head.
    show_cold : bool, default False
        Whether zones with fewer than expected are marked. They are easily read as
        safe places, so without it the key only says how many they are.
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
        If ``zones`` lack ``gi_bin`` or the column of counts, a CRS or a shape.

    Warns
    -----
    UserWarning
        Above 5,000 zones: those that are not significant become one shape.

    Notes
    -----
    The classes follow ``p_adjusted``, after correction for testing many zones; those
    of peaks ``peak_p_adjusted``. Each answers its own question: is there more here and
    around than if reports were dealt out at random, and is there more right here than
    the counts of all other zones lead one to expect?

    Examples
    --------
    >>> import estgeo as eg
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame(
    ...     {"n": [0, 40], "gi_bin": [0, 3]},
    ...     geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)],
    ...     crs=3006,
    ... )
    >>> page = eg.map_hot_spots(zones, lang="en").get_root().render()
    >>> "Hot spot, 99 %" in page
    True
    """
    lang = language(lang)
    frame = check_zones(zones, ["gi_bin", value])
    bins = np.nan_to_num(numbers_of(frame, "gi_bin")).astype(np.int64)
    peaks = _peaks(frame)
    order, codes = _classes_of(bins, peaks, show_cold=show_cold)
    what, unit, small = zone_facts(frame, lang)
    named = say("map-hot-spots", lang) if title is None else title
    facts = [period_name(period, lang), reports_told(frame, value, lang), what]
    page, told = begin(m, named, facts, lang)
    tested = peaks is not None
    fields = [*_fields(frame, value, lang), *_robust_field(frame, bins > 0, lang)]
    layer = CellLayer(
        frame.geometry,
        codes,
        [hot_spot_class(one, lang, over=m is not None, peaks=tested) for one in order],
        names=names_of(frame, name),
        fields=fields,
        merge=order.index(0),
    )
    page.add_child(layer)
    section = Section(
        named if m is not None else say("map-hot-spots", lang),
        layer.classes,
        layer.counts,
        intro=say("map-hot-spots-hot-spots-intro", lang),
        unit=unit,
        notes=[
            *told,
            *_found(bins, peaks, lang, show_cold=show_cold),
            _robust_note(frame, bins > 0, lang),
            small,
            note or "",
        ],
        shape=layer.swatch,
    )
    page.add_child(section.call(layer, lang))
    add_context(page, context, lang)
    add_incidents(page, incidents, lang)
    return page


def _classes_of(
    bins: NDArray[np.int64], peaks: NDArray[np.bool_] | None, *, show_cold: bool
) -> tuple[list[int], NDArray[np.int64]]:
    """Return the classes of the key in their order, and the place of each zone's."""
    shown = bins if show_cold else np.maximum(bins, 0)
    if peaks is not None:
        shown = np.where(peaks, np.where(bins > 0, HOT_PEAK, PEAK), shown)
    left_out = set() if peaks is not None else {PEAK, HOT_PEAK}
    left_out |= set() if show_cold else {-1, -2, -3}
    order = [each for each in _ORDER if each not in left_out]
    return order, np.array([order.index(each) for each in shown], dtype=np.int64)


def _found(
    bins: NDArray[np.int64],
    peaks: NDArray[np.bool_] | None,
    lang: Language,
    *,
    show_cold: bool,
) -> list[str]:
    """Return what was found, and how."""
    n_peaks = None if peaks is None else int(peaks.sum())
    cold = int((bins < 0).sum())
    hidden = say("map-hot-spots-cold-not-shown", lang, n=cold) if cold else ""
    return [
        hot_spots_words.found_words(int((bins > 0).sum()), n_peaks, lang),
        "" if show_cold else hidden,
        say("map-hot-spots-hot-spot-method", lang),
        "" if peaks is None else say("map-hot-spots-peak-method", lang),
    ]


def hot_spot_class(
    gi_bin: int, lang: Language, *, over: bool = False, peaks: bool = False
) -> MapClass:
    """Return the class of one bin or of peaks; over another layer only its outline.

    ``peaks`` says that zones were also tested for being one.
    """
    style = quiet(over=over)
    if gi_bin in (PEAK, HOT_PEAK):
        alone = gi_bin == PEAK
        peak = Style(
            fill=PEAK_COLOR if alone else HOT_COLD[3],
            stroke=INK if alone else PEAK_COLOR,
            opacity=0.0 if over else 0.85,
            weight=1.6 if alone else 3.2,
        )
        called, told = hot_spots_words.PEAK_CLASSES[not alone]
        return MapClass(say(called, lang), peak, say(told, lang))
    if gi_bin and over:
        line = Style(fill=HOT_COLD[gi_bin], stroke=INK if gi_bin > 0 else COLD_INK)
        style = replace(line, opacity=0.0, weight=1.0 + abs(gi_bin))
    elif gi_bin:
        style = Style(fill=HOT_COLD[gi_bin], stroke=OUTLINE, opacity=0.8, weight=0.6)
    named = say(f"map-hot-spots-hot-spot-classes-{gi_bin}", lang)
    if gi_bin == 0 and peaks:
        named = say("map-hot-spots-neither-class", lang)
    label = named
    return MapClass(label, style, hot_spots_words.hot_spot_sentence(gi_bin, lang))


def _peaks(frame: gpd.GeoDataFrame) -> NDArray[np.bool_] | None:
    """Return which zones are a peak, None where that was not tested."""
    if "is_peak" not in frame.columns:
        return None
    if "peak_p" in frame.columns and frame["peak_p"].isna().all():
        return None
    peaks: NDArray[np.bool_] = frame["is_peak"].to_numpy(dtype=bool)
    return peaks


def _fields(frame: gpd.GeoDataFrame, value: str, lang: Language) -> list[Field]:
    def column(name: str) -> NDArray[np.float64]:
        return numbers_of(frame, name)

    fields = [Field(template("maps-count-here", lang), (column(value),))]
    if {"window_sum", "expected_sum"} <= set(frame.columns):
        sums = (column("window_sum"), column("expected_sum"))
        fields.append(Field(template("map-hot-spots-around", lang), sums, (0, 1)))
    if "p_adjusted" in frame.columns:
        fields.append(p_field(frame, lang))
    return fields


def _robust_field(
    frame: gpd.GeoDataFrame, hot: NDArray[np.bool_], lang: Language
) -> list[Field]:
    """Return whether each hot zone is robust, and what it hangs on if not."""
    if "robust" not in frame.columns:
        return []
    told = np.full(len(frame), None, dtype=object)
    facts = frame.drop(columns=frame.geometry.name)[hot].to_dict("records")
    told[hot] = [stability_words(one, lang) for one in facts]
    return [Field("{0}", (told,))]


def _robust_note(
    frame: gpd.GeoDataFrame, hot: NDArray[np.bool_], lang: Language
) -> str:
    if "robust" not in frame.columns or not hot.any():
        return ""
    steady = int((frame["robust"].to_numpy(dtype=bool) & hot).sum())
    return robust_cells(steady, int(hot.sum()), lang)
