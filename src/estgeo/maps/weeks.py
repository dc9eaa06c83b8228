"""Week after week on one map, with a slider."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from .._checks import check_whole, sentence
from .._language import language, say
from .._periods import period_kind
from ..space_time.areas import zones_of_cube
from ..words import maps as weeks_words
from ..words._changes import reports_words
from ._assets import Call
from ._cell_layer import CellLayer, MapClass
from ._context import add_context
from ._legend import Section, check_breaks, codes_of, count_classes, nice_breaks
from ._ready_made import begin, check_zones, zone_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ._context import Context
    from ._map import Map


def map_weeks(
    cube: xr.Dataset,
    *,
    window: int = 4,
    breaks: Sequence[float] | None = None,
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw the counts of each zone week after week, with a slider and a play button.

    Parameters
    ----------
    cube : xarray.Dataset
        What ``space_time_cube`` gives, with the dimensions zone and period.
    window : int, default 4
        How many periods each picture sums. A single week is mostly noughts and ones.
    breaks : sequence of float, optional
        Where classes begin, the same for all pictures.
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
    TypeError, ValueError
        If ``cube`` has other dimensions, or fewer periods than ``window``.

    Notes
    -----
    The slider also answers to the arrow keys. Pictures overlap: two that are one week
    apart share all but one of their weeks.

    Examples
    --------
    >>> import geopandas as gpd, pandas as pd
    >>> import estgeo as eg
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)], crs=3006)
    >>> start = pd.date_range("2018-03-05", periods=35, tz="Europe/Stockholm")
    >>> points = gpd.points_from_xy([1.0] * 35, 1.0)
    >>> incidents = gpd.GeoDataFrame({"start": start}, geometry=points, crs=3006)
    >>> cube = eg.space_time_cube(incidents, zones)
    >>> "vecka 10–13 2018 · 28 rapporter" in (eg.map_weeks(cube).get_root().render())
    True
    """
    lang = language(lang)
    counts, zones, labels = _read(cube)
    size = check_whole("window", window, at_least=1)
    sums = _moving_sums(counts, size)
    limits = nice_breaks(sums.ravel()) if breaks is None else check_breaks(breaks)
    codes = codes_of(sums.astype(float), limits)
    classes = [
        MapClass(each.label, each.style, say("maps-class", lang, label=each.label))
        for each in count_classes(limits, whole=True, decimals=0, lang=lang)[:-1]
    ]
    kind = period_kind(labels[0])
    what, unit, small = zone_facts(zones, lang)
    named = weeks_words.weeks_title(kind, lang) if title is None else title
    facts = [
        weeks_words.span_words(labels[0], labels[-1], lang),
        reports_words(float(counts.sum()), lang),
        what,
    ]
    page, told = begin(m, named, facts, lang)

    used = np.asarray((codes > 0).any(axis=1))
    layer = _add_layers(page, zones, codes[:, -1], classes, used)
    section = Section(
        named if m is not None else say("maps-counts", lang),
        layer.classes,
        np.bincount(codes[:, -1], minlength=len(classes)),
        unit=unit,
        notes=[
            *told,
            weeks_words.window_words(size, kind, lang),
            small,
            note or "",
        ],
        shape=layer.swatch,
    )
    page.add_child(section.call(layer, lang))
    steps = [
        weeks_words.step_label(labels[i], labels[i + size - 1], float(n), lang)
        for i, n in enumerate(sums.sum(axis=0))
    ]
    page.add_child(_steps(layer, steps, codes[used], int((~used).sum()), lang))
    add_context(page, context, lang)
    return page


def _add_layers(
    page: Map,
    zones: gpd.GeoDataFrame,
    codes: NDArray[np.int64],
    classes: list[MapClass],
    used: NDArray[np.bool_],
) -> CellLayer:
    """Draw the zones; return the layer of those that the slider changes."""
    quiet = zones.geometry[~used]
    if len(quiet):
        nothing = np.zeros(len(quiet), dtype=int)
        page.add_child(CellLayer(quiet, nothing, classes, merge=0))
    names = zones.index.astype(str).to_numpy(dtype=object)
    layer = CellLayer(zones.geometry[used], codes[used], classes, names=names[used])
    page.add_child(layer)
    return layer


def _moving_sums(counts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    if counts.shape[1] < size:
        rule = f"at most the number of periods ({counts.shape[1]})"
        raise ValueError(sentence("window", rule, size))
    sums = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    return np.asarray(sums[:, size:] - sums[:, :-size])


def _steps(
    layer: CellLayer,
    labels: list[str],
    codes: NDArray[np.int64],
    quiet: int,
    lang: Language,
) -> Call:
    """Return the slider: one string a picture, one sign a zone."""
    payload = {
        "layer": layer.payload["id"],
        "labels": labels,
        "classes": ["".join(chr(48 + code) for code in row) for row in codes.T],
        "styles": layer.payload["styles"],
        "quiet": quiet,
        "words": {
            name: say(pair, lang) for name, pair in weeks_words.STEP_BUTTONS.items()
        },
    }
    return Call("steps", payload)


def _read(cube: object) -> tuple[NDArray[np.int64], gpd.GeoDataFrame, list[str]]:
    """Return counts (zone, period), the zones, and the labels of the periods."""
    if not isinstance(cube, xr.Dataset):
        raise TypeError(sentence("cube", "an xarray.Dataset", type(cube).__name__))
    if "n" not in cube or set(cube["n"].dims) != {"zone", "period"}:
        got = "no n" if "n" not in cube else ", ".join(map(str, cube["n"].dims))
        remedy = "Choose or sum what it is counted by: cube.sum('theme')."
        rule = "a cube whose n has the dimensions zone and period"
        raise ValueError(sentence("cube", rule, got, remedy))
    counts = cube["n"].transpose("zone", "period").to_numpy().astype(np.int64)
    labels = [str(label) for label in cube["period"].to_numpy()]
    return counts, check_zones(zones_of_cube(cube), []), labels
