"""Areas, streets and the ground of the map as short lists of whole metres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from .._frame_checks import check_geoframe, in_crs_of
from .._zone_names import zone_names
from ..space_time.street_names import GROUND, STREET_NAMES, layers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..insatser.insats import Insats
    from ..space_time.street_names import Layers

    Frame = tuple[float, float, float, float]

SIMPLER_BY = 3.0  # metres a line may be moved when it is drawn
_KINDS = {0: "point", 1: "line", 2: "area"}


def zone_shapes(zones: gpd.GeoDataFrame, frame: Frame) -> list[dict[str, Any]]:
    """Return each zone with its name and where the name stands."""
    return [
        {
            "name": name,
            "at": _middle(shape, frame),
            "parts": _parts(shape, frame),
        }
        for name, shape in zip(zone_names(zones), zones.geometry, strict=True)
    ]


def insats_shapes(
    insatser: Sequence[Insats], incidents: gpd.GeoDataFrame, frame: Frame
) -> list[dict[str, Any]]:
    """Return each insats with its days and its area."""
    found = []
    for one in insatser:
        area = one.to_frame()
        if area.crs is not None:
            area = in_crs_of("insatser", area, incidents)
        found.append(
            {
                "name": one.name,
                "start": f"{one.start:%Y-%m-%d}",
                "end": None if one.end is None else f"{one.end:%Y-%m-%d}",
                "at": _middle(area.geometry.iloc[0], frame),
                "parts": _parts(area.geometry.iloc[0], frame),
            }
        )
    return found


def ground_layers(
    context: Layers, incidents: gpd.GeoDataFrame, frame: Frame
) -> list[dict[str, Any]]:
    """Return the layers of the ground, areas first, cut to the map."""
    box = shapely.box(*frame)
    layers = []
    for layer in layers_of(context).values():
        check_geoframe("context", layer)
        placed = in_crs_of("context", layer, incidents)
        kinds = placed[GROUND] if GROUND in placed else np.repeat("", len(placed))
        names = _names(placed)
        for kind in dict.fromkeys(kinds):
            here = np.asarray(kinds) == kind
            layers += _layers(
                placed.geometry.to_numpy()[here],
                names[here],
                str(kind),
                box,
            )
    order = {"area": 0, "line": 1, "point": 2}
    layers.sort(key=lambda layer: order[layer["shape"]])
    return [
        layer | {"shapes": [_told(name, shape, frame) for name, shape in shapes]}
        for layer in layers
        if (shapes := layer.pop("shapes"))
    ]


def _names(layer: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return the name of each shape, "" without one."""
    for column in layer.columns:
        if str(column).lower() in STREET_NAMES:
            texts = layer[column].astype("object")
            return np.array(texts.where(texts.notna(), "").map(str), object)
    return np.full(len(layer), "", object)


def _layers(
    shapes: NDArray[Any], names: NDArray[Any], kind: str, box: Any
) -> list[dict[str, Any]]:
    """Return one layer for points, one for lines and one for areas."""
    cut = shapely.simplify(shapely.intersection(shapes, box), SIMPLER_BY)
    dimension = shapely.get_dimensions(cut)
    return [
        {
            "kind": kind,
            "shape": shape,
            "shapes": [
                (name, each)
                for name, each in zip(
                    names[dimension == at], cut[dimension == at], strict=True
                )
                if not each.is_empty
            ],
        }
        for at, shape in _KINDS.items()
        if (dimension == at).any()
    ]


def _told(name: object, shape: Any, frame: Frame) -> dict[str, Any]:
    parts: dict[str, Any] = {"parts": _parts(shape, frame)}
    if not (isinstance(name, str) and name):
        return parts
    return parts | {"name": name, "along": _along(shape, frame)}


def _along(shape: Any, frame: Frame) -> list[float]:
    """Return where the name of a line stands: the middle, length and turn of a piece.

    The piece is the longest straight one; the turn is clockwise, as on a screen.
    """
    if shape.geom_type not in ("LineString", "MultiLineString"):
        return [*_middle(shape, frame), 0, 0]
    pieces = np.concatenate(
        [
            np.column_stack([line[:-1], line[1:]])
            for part in shapely.get_parts(shape)
            if len(line := shapely.get_coordinates(part)) > 1
        ]
    )
    steps = pieces[:, 2:] - pieces[:, :2]
    longest = int(np.hypot(*steps.T).argmax())
    across, up = steps[longest]
    if across < 0 or (across == 0 and up < 0):
        across, up = -across, -up
    x, y = _whole((pieces[longest, :2] + pieces[longest, 2:]) / 2, frame)
    turn = round(float(-np.arctan2(up, across)), 3)
    return [int(x), int(y), int(np.hypot(across, up)), turn]


def _parts(shape: Any, frame: Frame) -> list[list[int]]:
    """Return every ring or line: the first point, then steps to the next."""
    lines: list[Any] = []
    for part in shapely.get_parts(shape):
        lines += _rings(part) if part.geom_type == "Polygon" else [part]
    found = []
    for line in lines:
        points = _whole(shapely.get_coordinates(line), frame)
        steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int64))
        keep = np.ones(len(points), bool)
        keep[1:] = steps[1:].any(axis=1)
        found.append(steps[keep].ravel().tolist())
    return found


def _middle(shape: Any, frame: Frame) -> list[int]:
    """Return where a name stands."""
    inside = shapely.get_coordinates(shapely.point_on_surface(shape))
    return [int(each) for each in _whole(inside, frame)[0]]


def _rings(polygon: Any) -> Iterable[Any]:
    return [polygon.exterior, *polygon.interiors]


def _whole(points: NDArray[np.float64], frame: Frame) -> NDArray[np.int64]:
    return np.asarray(np.rint(points - np.array(frame[:2])), np.int64)
