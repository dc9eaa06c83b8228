"""Charts and still maps as pictures inside the page."""

from __future__ import annotations

import textwrap
import warnings
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from .._language import say
from ..charts._canvas import plain
from ..maps._assets import Call
from ..maps._cell_layer import CellLayer
from ..maps._context import GROUND_STYLES, RANKS
from ..maps._ground import LAYERS
from ..maps._labels import AREAS, PLACES, Labels, labels_of
from ..space_time.street_names import GROUND
from ..words import report as words
from ..words.report import theme_words
from ._page import Drawing, MapFrame, Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

    from .._columns import Language
    from ..maps._map import Map
    from ._page import Table

# Above this many shapes a bitmap is smaller than a drawing.
MOST_SHAPES = 3000
# Houses take more than their pixels, streets alone do not.
MOST_GROUND = 500
# Where else the name of an area may stand, in points.
NAME_STEPS = [(0, y) for y in (0, 12, -12, 22, -22)] + [
    (x, y) for x in (-30, 30) for y in (12, -12, 0)
]
# A phone is about this wide, and a map on it at least this high in pixels.
PHONE_INCHES = 3.9
PHONE_MAP = 380
# Inches of a map on an A4 page: drawn in its own size, so that 8 points are 8 points.
PAPER = (7.15, 3.7)
KEY_LETTERS = 32
WIDE = 1.8  # a map so much wider than high has its key below
# Grows darker step by step, so that the order survives a black-and-white printer.
HOT_FILLS = {1: "#fdc9a8", 2: "#ef6548", 3: "#8f0d1a"}


def draw(
    plot: Callable[[Axes], object],
    *,
    size: tuple[float, float],
    projection: str | None = None,
    bitmap: bool = False,
    names: Sequence[Labels] = (),
) -> Drawing:
    """Return what ``plot`` draws, for a page at once and for a document when asked."""

    def png() -> bytes:
        return _drawn(plot, size, projection, names, "png")

    kind = "png" if bitmap else "svg"
    content = b64encode(_drawn(plot, size, projection, names, kind)).decode("ascii")
    mime = "image/png" if bitmap else "image/svg+xml"
    return Drawing(f"data:{mime};base64,{content}", png)


def _drawn(
    plot: Callable[[Axes], object],
    size: tuple[float, float],
    projection: str | None,
    names: Sequence[Labels],
    kind: str,
) -> bytes:
    """Return a drawing as a file; the same drawing gives the same bytes.

    The figure never enters pyplot's list, so a program may make any number.
    """
    figure = Figure(figsize=size, layout="constrained")
    ax = figure.add_subplot(projection=projection)
    plot(ax)
    if names:
        _write_names(ax, names)
    settings: Any = {"svg.hashsalt": "estgeo", "svg.fonttype": "path"}
    bare = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
    with BytesIO() as file, mpl.rc_context(settings), warnings.catch_warnings():
        # A sign that the font lacks is drawn as a box: no reason to stop a page.
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        figure.savefig(file, format=kind, dpi=150, metadata=bare[kind])
        return file.getvalue()


def chart(
    plot: Callable[[Axes], object],
    alt: str,
    *,
    size: tuple[float, float],
    table: Table,
) -> Picture:
    """Return a chart for wide pages and for phones, with its numbers as a table."""
    narrow = (PHONE_INCHES, max(size[1], 3.4))
    wide = draw(plot, size=size)
    phone = draw(plot, size=narrow).uri
    return Picture(wide.uri, alt, narrow=phone, table=table, png=wide.png)


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
    context: Mapping[str, gpd.GeoDataFrame],
    points: gpd.GeoDataFrame | None,
    lang: Language,
) -> Drawing:
    """Return a map of hot cells, numbered places and the period's reports."""

    def plot(ax: Axes) -> None:
        zones.plot(ax=ax, facecolor="#f7f7f4", edgecolor="none")
        _plot_ground(ax, ground, below=True)
        hot = cells[cells["gi_bin"] > 0]
        for level, fill in HOT_FILLS.items():
            chosen = hot[hot["gi_bin"] == level]
            if len(chosen):
                chosen.plot(ax=ax, facecolor=fill, edgecolor="#555555", linewidth=0.3)
        _plot_ground(ax, ground, below=False)
        zones.boundary.plot(ax=ax, color="#333333", linewidth=0.8)
        if points is not None and len(points):
            points.plot(ax=ax, color="black", markersize=9, edgecolor="white", lw=0.4)
        _number_places(ax, places)
        ax.set_axis_off()
        ax.set_aspect(1)
        ax.set(xlim=(west - edge, east + edge), ylim=(south - edge, north + edge))
        _legend(ax, hot, points, places, lang)
        _say_source(ax, ground)

    ground = _ground_of(context, zones.crs)
    own = zones.rename_axis("name").reset_index()
    named = [labels_of(own, rank=AREAS), *map(_names_of, ground)]
    west, south, east, north = zones.total_bounds
    edge = 0.02 * max(east - west, north - south)
    heavy = len(cells[cells["gi_bin"] > 0]) > MOST_SHAPES
    heavy = heavy or sum(map(len, ground)) > MOST_GROUND
    return draw(
        plot,
        size=PAPER,
        bitmap=heavy or _is_detailed(zones),
        names=[each.in_crs(zones.crs) for each in named if each is not None],
    )


def _ground_of(
    context: Mapping[str, gpd.GeoDataFrame], crs: Any
) -> list[gpd.GeoDataFrame]:
    """Return the ground from the lowest layer to the highest, else the streets."""
    parts = [part.to_crs(crs) for part in context.values() if len(part)]
    ground = [part for part in parts if GROUND in part.columns]
    if ground:
        return sorted(ground, key=lambda part: LAYERS.index(part[GROUND].iloc[0]))
    kinds = ["LineString", "MultiLineString"]
    lines = [part for part in parts if part.geom_type.isin(kinds).all()]
    return [part.assign(**{GROUND: "roads"}) for part in lines]


def _names_of(part: gpd.GeoDataFrame) -> Labels | None:
    kind = str(part[GROUND].iloc[0])
    return labels_of(part, rank=RANKS[kind]) if kind in RANKS else None


def _plot_ground(ax: Axes, ground: Sequence[gpd.GeoDataFrame], *, below: bool) -> None:
    for part in ground:
        kind = str(part[GROUND].iloc[0])
        line = part.geom_type.isin(["LineString", "MultiLineString"]).to_numpy()
        if kind == "place_names" or below != (kind in ("green", "water", "buildings")):
            continue
        style = GROUND_STYLES[kind].options()
        if (~line).any():
            part[~line].plot(ax=ax, **_patch(style))
        if line.any():
            if kind == "water":
                style = GROUND_STYLES["streams"].options()
            dash = "--" if "dashArray" in style else "-"
            width = style["weight"] / 2
            part[line].plot(
                ax=ax, color=style["color"], linewidth=width, linestyle=dash
            )


def _write_names(ax: Axes, names: Sequence[Labels]) -> None:
    """Write the names there is room for, those of least rank first."""
    figure = cast("Figure", ax.figure)
    canvas = FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    frame = ax.get_window_extent(renderer)
    taken = [text.get_window_extent(renderer) for text in ax.texts]
    flat = ax.transData.transform([(0, 0), (0, 1)])
    metre = (flat[1, 1] - flat[0, 1]) / (111_320 if abs(ax.get_ylim()[0]) <= 90 else 1)
    written: list[tuple[str, Any]] = []
    for labels in sorted(names, key=lambda each: each.rank):
        for position, text in enumerate(labels.texts):
            spot = shapely.get_coordinates(labels.spots[position])[0]
            name = _name(ax, text, spot, labels, position)
            room = labels.lengths[position] * metre if labels.lengths else np.inf
            if not _find_room(name, room, frame, [*taken, *_again(text, written)]):
                name.remove()
                continue
            box = name.get_window_extent(renderer)
            taken.append(box.expanded(1.04, 1.15))
            written.append((text, box))


def _name(
    ax: Axes, text: str, spot: Sequence[float], labels: Labels, position: int
) -> Annotation:
    street = bool(labels.lengths)
    return ax.annotate(
        plain(text),
        (spot[0], spot[1]),
        xytext=(0, 0),
        textcoords="offset points",
        ha="center",
        va="center",
        rotation=labels.angles[position] if street else 0,
        fontsize=7 if street else 8.5,
        fontweight="bold" if labels.rank == AREAS else "normal",
        fontstyle="italic" if labels.rank == PLACES else "normal",
        color="#333333",
        path_effects=[withStroke(linewidth=2.2, foreground="white")],
    )


def _find_room(name: Annotation, room: float, frame: Any, taken: Sequence[Any]) -> bool:
    """Move a name to where nothing is written yet; streets keep to their line."""
    steps = [(0, 0)] if np.isfinite(room) else NAME_STEPS
    for step in steps:
        name.set_position(step)
        box = name.get_window_extent()
        if max(box.width, box.height) > room:
            return False
        inside = frame.containsx(box.x0) and frame.containsx(box.x1)
        inside = inside and frame.containsy(box.y0) and frame.containsy(box.y1)
        if inside and not any(box.overlaps(other) for other in taken):
            return True
    return False


def _again(text: str, written: Sequence[tuple[str, Any]]) -> list[Any]:
    """Return the room about the same name, where it does not stand once more."""
    return [box.padded(180) for other, box in written if other == text]


def still_page(page: Map) -> Drawing:
    """Return what a map shows before it is touched, with its key, for paper."""
    pieces = list(page._children.values())
    layers = [piece for piece in pieces if isinstance(piece, CellLayer)]
    keys = [piece.payload for piece in pieces if _is_key(piece)]
    # The ground below comes first, as in the panes of the page.
    layers.sort(key=lambda each: each.payload["pane"] != "estgeo-under")
    west, south, east, north = np.column_stack(
        [shapely.total_bounds(each.shapes) for each in layers if not each.is_ground]
    )
    edge = 0.02 * (east.max() - west.min())
    across = 1 / np.cos(np.radians((south.min() + north.max()) / 2))

    def plot(ax: Axes) -> None:
        ax.set_facecolor("#ecebe7")
        for layer in layers:
            _plot_layer(ax, layer)
        ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
        ax.spines[:].set_visible(False)
        ax.set_aspect(across)
        ax.set(xlim=(west.min() - edge, east.max() + edge))
        ax.set(ylim=(south.min() - edge, north.max() + edge))
        _key_of(ax, [row for key in keys for row in key["rows"]])

    ground = sum(len(each.shapes) for each in layers if each.is_ground)
    heavy = sum(len(layer.shapes) for layer in layers) > MOST_SHAPES
    heavy = heavy or ground > MOST_GROUND
    return draw(
        plot,
        size=PAPER,
        bitmap=heavy,
        names=[layer.labels for layer in layers if layer.labels is not None],
    )


def _is_key(piece: object) -> bool:
    return isinstance(piece, Call) and piece.function == "key"


def _plot_layer(ax: Axes, layer: CellLayer) -> None:
    shapes = gpd.GeoSeries(layer.shapes, crs=4326)
    for code in np.unique(layer.codes):
        style = layer.classes[int(code)].style.options()
        chosen = shapes[layer.codes == code]
        if not style["fill"] and not style["stroke"]:
            continue
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


def _key_of(ax: Axes, rows: list[dict[str, Any]]) -> None:
    handles = [
        Patch(**({"edgecolor": "#bbbbbb"} | _seen(row)), label=_row_text(row))
        for row in rows
        if row["count"] != "0"
    ]
    _put_beside(ax, handles)


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
        text = say("report-reports-of-period", lang, n=len(points))
        handles += ax.plot([], [], "o", color="black", markersize=4, label=text)
    for theme, numbers in places.groupby(places["theme"].fillna(""))["number"]:
        text = words.numbers_of(theme_words(str(theme), lang), numbers.tolist(), lang)
        handles += ax.plot([], [], "o", mfc="white", mec="black", label=plain(text))
    if handles:
        _put_beside(ax, handles)


def _put_beside(ax: Axes, handles: Sequence[Any]) -> None:
    """Put the key where it hides nothing: beside the map, below a wide one."""
    wide, high = ax.get_xlim(), ax.get_ylim()
    shape = (wide[1] - wide[0]) / (high[1] - high[0]) / cast("float", ax.get_aspect())
    is_wide = shape > WIDE
    if not is_wide:
        ax.set_anchor("W")
        for handle in handles:
            handle.set_label(textwrap.fill(str(handle.get_label()), KEY_LETTERS))
    ax.legend(
        handles=handles,
        fontsize=8,
        frameon=False,
        loc="upper center" if is_wide else "center left",
        bbox_to_anchor=(0.5, 0) if is_wide else (1, 0.5),
        ncols=2 if is_wide else 1,
    )


def _say_source(ax: Axes, ground: Sequence[gpd.GeoDataFrame]) -> None:
    sources = sorted({part.attrs.get("source", "") for part in ground} - {""})
    if sources:
        ax.text(
            0.995,
            0.01,
            ", ".join(sources),
            transform=ax.transAxes,
            ha="right",
            fontsize=6.5,
            color="#333333",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.8},
        )
