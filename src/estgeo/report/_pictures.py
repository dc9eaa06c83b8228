"""Charts and still maps as pictures inside the page."""

from __future__ import annotations

import warnings
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from ..charts._canvas import plain
from ..maps._cell_layer import CellLayer
from ..maps._elements import Call
from ..words import report as words
from ..words.themes import theme_words
from ._page import MapFrame, Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from .._columns import Language
    from ..maps._map import Map
    from ._page import Table

# Above this many shapes a bitmap is smaller than a drawing.
MOST_SHAPES = 3000
# More names than this would cover a still map.
MOST_NAMES = 30
# A phone is about this wide, and a map on it at least this high in pixels.
PHONE_INCHES = 3.9
PHONE_MAP = 380
# Grows darker step by step, so that the order survives a black-and-white printer.
HOT_FILLS = {1: "#fdc9a8", 2: "#ef6548", 3: "#8f0d1a"}


def draw(
    plot: Callable[[Axes], object],
    *,
    size: tuple[float, float],
    projection: str | None = None,
    bitmap: bool = False,
) -> str:
    """Return what ``plot`` draws as a data URI; the same drawing gives the same bytes.

    The figure never enters pyplot's list, so a program may make any number.
    """
    figure = Figure(figsize=size, layout="constrained")
    plot(figure.add_subplot(projection=projection))
    kind = "png" if bitmap else "svg"
    settings: Any = {"svg.hashsalt": "estgeo", "svg.fonttype": "path"}
    metadata = {"Software": None} if bitmap else {"Date": None, "Creator": None}
    with BytesIO() as file, mpl.rc_context(settings), warnings.catch_warnings():
        # A sign that the font lacks is drawn as a box: no reason to stop a page.
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        figure.savefig(file, format=kind, dpi=150, metadata=metadata)
        content = b64encode(file.getvalue()).decode("ascii")
    mime = "image/png" if bitmap else "image/svg+xml"
    return f"data:{mime};base64,{content}"


def chart(
    plot: Callable[[Axes], object],
    alt: str,
    *,
    size: tuple[float, float],
    table: Table,
) -> Picture:
    """Return a chart for wide pages and for phones, with its numbers as a table."""
    narrow = (PHONE_INCHES, max(size[1], 3.4))
    return Picture(
        draw(plot, size=size), alt, narrow=draw(plot, size=narrow), table=table
    )


def map_frame(page: Map, title: str) -> MapFrame:
    """Return a map for a frame that is high enough on a phone for all of its key."""
    return MapFrame(page.get_root().render(), title, _phone_height(page))


def _phone_height(page: Map) -> int:
    """Return at least the pixels that head, map and key take on a phone.

    A map in a frame cannot tell the page around it how high it is; what is left over
    goes to the map.
    """
    height = PHONE_MAP
    for piece in page._children.values():
        if not isinstance(piece, Call):
            continue
        data = piece.payload
        if piece.function == "head":
            height += 24 * _lines(data["title"], 36) + 40
            height += 19 * _lines(" · ".join(data["facts"]), 48)
        elif piece.function == "internal":
            height += 50
        elif piece.function == "key":
            height += 44 + 19 * _lines(data["intro"], 44)
            height += sum(23 * _lines(row["label"], 34) for row in data["rows"])
            height += sum(5 + 17 * _lines(note, 48) for note in data["notes"])
            height += 23 if data["unit"] else 0
    return height


def _lines(text: str, letters: int) -> int:
    return -(-len(text) // letters)


def still_map(
    cells: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    streets: gpd.GeoDataFrame | None,
    points: gpd.GeoDataFrame | None,
    lang: Language,
) -> str:
    """Return a map of hot cells, numbered places and the period's reports."""

    def plot(ax: Axes) -> None:
        zones.plot(ax=ax, facecolor="#f7f7f4", edgecolor="none")
        if streets is not None:
            streets.to_crs(zones.crs).plot(ax=ax, color="#bdbdb6", linewidth=0.5)
        hot = cells[cells["gi_bin"] > 0]
        for level, fill in HOT_FILLS.items():
            chosen = hot[hot["gi_bin"] == level]
            if len(chosen):
                chosen.plot(ax=ax, facecolor=fill, edgecolor="#555555", linewidth=0.3)
        zones.boundary.plot(ax=ax, color="#333333", linewidth=0.8)
        if points is not None and len(points):
            points.plot(ax=ax, color="black", markersize=9, edgecolor="white", lw=0.4)
        _name_zones(ax, zones)
        _number_places(ax, places)
        _legend(ax, hot, points, places, lang)
        ax.set_axis_off()
        ax.set_aspect("equal")

    heavy = len(cells[cells["gi_bin"] > 0]) > MOST_SHAPES
    west, south, east, north = zones.total_bounds
    height = min(max(7.2 * (north - south) / (east - west), 3.5), 9.0)
    return draw(plot, size=(7.2, height), bitmap=heavy or _is_detailed(zones))


def still_page(page: Map) -> str:
    """Return what a map shows before it is touched, with its key, for paper."""
    pieces = list(page._children.values())
    layers = [piece for piece in pieces if isinstance(piece, CellLayer)]
    keys = [piece.payload for piece in pieces if _is_key(piece)]
    west, south, east, north = np.column_stack(
        [shapely.total_bounds(layer.shapes) for layer in layers]
    )
    across = 1 / np.cos(np.radians((south.min() + north.max()) / 2))

    def plot(ax: Axes) -> None:
        ax.set_facecolor("#ecebe7")
        for layer in layers:
            _plot_layer(ax, layer)
        _key_below(ax, [row for key in keys for row in key["rows"]])
        ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
        ax.spines[:].set_visible(False)
        ax.set_aspect(across)

    tall = (north.max() - south.min()) * across / (east.max() - west.min())
    heavy = sum(len(layer.shapes) for layer in layers) > MOST_SHAPES
    return draw(plot, size=(7.2, min(max(7.2 * tall, 3.5), 9.0)), bitmap=heavy)


def _is_key(piece: object) -> bool:
    return isinstance(piece, Call) and piece.function == "key"


def _plot_layer(ax: Axes, layer: CellLayer) -> None:
    shapes = gpd.GeoSeries(layer.shapes, crs=4326)
    for code in np.unique(layer.codes):
        style = layer.classes[int(code)].style.options()
        chosen = shapes[layer.codes == code]
        if layer.swatch == "line":
            chosen.plot(ax=ax, color=style["color"], linewidth=style["weight"] / 2)
        else:
            chosen.plot(ax=ax, **_patch(style))


def _patch(style: dict[str, Any]) -> dict[str, Any]:
    """Return how Leaflet's options of an area are said in matplotlib."""
    options: dict[str, Any] = {
        "facecolor": style["fillColor"] if style["fill"] else "none",
        "edgecolor": style["color"] if style["stroke"] else "none",
        "linewidth": style["weight"] / 2,
    }
    if style["fill"] and style["fillOpacity"] < 1:
        options["facecolor"] = (style["fillColor"], style["fillOpacity"])
    if "hatch" in style:
        options |= {"hatch": "////", "edgecolor": style["hatch"]}
    return options | ({"linestyle": "--"} if "dashArray" in style else {})


def _key_below(ax: Axes, rows: list[dict[str, Any]]) -> None:
    handles = [
        Patch(**({"edgecolor": "#bbbbbb"} | _seen(row)), label=_row_text(row))
        for row in rows
        if row["count"] != "0"
    ]
    _put_below(ax, handles, columns=3)


def _seen(row: dict[str, Any]) -> dict[str, Any]:
    """Return the style of a row; a swatch has an edge even if its area has none."""
    style = _patch(row["style"])
    if style["edgecolor"] == "none":
        del style["edgecolor"]
    return style


def _row_text(row: dict[str, Any]) -> str:
    text = f"{row['label']} ({row['count']})" if row["count"] else row["label"]
    return plain(str(text))


def _is_detailed(zones: gpd.GeoDataFrame) -> bool:
    return int(zones.count_coordinates().sum()) > 5 * MOST_SHAPES


def _name_zones(ax: Axes, zones: gpd.GeoDataFrame) -> None:
    """Write the names of the areas in their upper left corner, off their middles."""
    if len(zones) > MOST_NAMES:
        return
    for name, shape in zip(zones.index, zones.geometry, strict=True):
        west, _, east, north = shape.bounds
        top = shape.intersection(
            shapely.box(west, north - (east - west) / 8, east, north)
        )
        spot = (shape if top.is_empty else top).representative_point()
        ax.annotate(
            plain(str(name)),
            (spot.x, spot.y),
            ha="center",
            va="center",
            fontsize=8,
            color="#333333",
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )


def _number_places(ax: Axes, places: gpd.GeoDataFrame) -> None:
    halo = {"boxstyle": "circle,pad=0.15", "facecolor": "white", "edgecolor": "black"}
    for number, shape in zip(places["number"], places.geometry, strict=True):
        spot = shape.representative_point()
        ax.annotate(
            str(number),
            (spot.x, spot.y),
            ha="center",
            va="center",
            fontsize=7,
            bbox=halo,
        )


def _legend(
    ax: Axes,
    hot: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame | None,
    places: gpd.GeoDataFrame,
    lang: Language,
) -> None:
    handles: list[object] = []
    for level, fill in sorted(HOT_FILLS.items(), reverse=True):
        count = int((hot["gi_bin"] == level).sum())
        if count:
            text = words.hot_cells(level, count, lang)
            handles.append(Patch(facecolor=fill, edgecolor="#555555", label=text))
    if points is not None and len(points):
        text = words.reports_of_period(len(points), lang)
        handles += ax.plot([], [], "o", color="black", markersize=4, label=text)
    for theme, numbers in places.groupby(places["theme"].fillna(""))["number"]:
        text = words.numbers_of(theme_words(str(theme), lang), numbers.tolist(), lang)
        handles += ax.plot([], [], "o", mfc="white", mec="black", label=plain(text))
    if handles:
        _put_below(ax, handles, columns=2)


def _put_below(ax: Axes, handles: Sequence[Any], *, columns: int) -> None:
    """Put the key below the map, where it hides nothing."""
    ax.legend(
        handles=handles,
        fontsize=8,
        frameon=False,
        loc="upper center",
        bbox_to_anchor=(0.5, 0),
        ncols=columns,
    )
