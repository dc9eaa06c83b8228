"""A layer of shapes in classes, small enough for a hundred thousand cells."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from .._checks import TranslatedWarning
from ..words import maps as words
from ._assets import Call
from ._geometry import encode, geometry_kinds, to_degrees
from ._palettes import PALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import ArrayLike, NDArray

    from ._labels import Labels
    from ._palettes import Style

CANVAS_ABOVE = 5_000  # shapes; below it every shape is an element of the page
MERGE_ABOVE = 5_000
LARGE_ABOVE = 20_000  # shapes of a page that is slow where none can become one
SEEN_THROUGH = 0.35  # opacity of what is not marked, over a ground


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of shapes: what the key calls it, how it looks, what it means."""

    label: str
    style: Style
    sentence: str = ""

    def as_line(self) -> MapClass:
        """Return the same class of lines instead of areas."""
        return MapClass(self.label, self.style.as_line(), self.sentence)


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a tooltip: "Antal: {0}" and the values of every shape.

    A shape whose first value is missing does not get the line.
    """

    text: str
    values: tuple[ArrayLike, ...]
    decimals: tuple[int, ...] = (0,)

    def taken(self, rows: NDArray[np.integer[Any]], extra: int) -> dict[str, Any]:
        """Return the values of some rows as JSON, and nothing for merged shapes."""
        return {
            "text": self.text,
            "decimals": list(self.decimals),
            "values": [
                plain_values(np.asarray(column)[rows], places) + [None] * extra
                for column, places in zip(self.values, self.decimals, strict=True)
            ],
        }


class CellLayer(Call):
    """Shapes in classes with one tooltip, drawn from compact numbers.

    Parameters
    ----------
    geometry : GeoSeries
        One shape a row, polygons, lines or points, in a known CRS.
    codes : array of int
        Which class each shape belongs to.
    classes : sequence of MapClass
        What the codes mean.
    names : array of str, optional
        First line of each tooltip.
    fields : sequence of Field
        Further lines. Without names and fields, and with no sentence in any class,
        there is no tooltip.
    merge : int, optional
        The class whose shapes become one when there are more than 5,000 shapes.
    at : int
        Which of several maps beside one another.
    pane : str
        Leaflet pane.
    fit : bool
        Whether the map opens so that this layer is seen.
    """

    def __init__(
        self,
        geometry: gpd.GeoSeries,
        codes: ArrayLike,
        classes: Sequence[MapClass],
        *,
        names: ArrayLike | None = None,
        fields: Sequence[Field] = (),
        merge: int | None = None,
        at: int = 0,
        pane: str = "overlayPane",
        fit: bool = True,
    ) -> None:
        super().__init__("layer", {})
        shapes = to_degrees("zones", geometry)
        all_codes = np.asarray(codes, dtype=np.int64)
        kind = str(geometry_kinds(geometry)[0]) if len(geometry) else "polygon"
        if kind == "line":
            classes = [each.as_line() for each in classes]
        self.classes = list(classes)  # as they are drawn, with those below
        self.swatch = "line" if kind == "line" else "box"
        rows: NDArray[np.integer[Any]] = np.arange(len(shapes))
        extra = 0
        drawn = all_codes
        if len(shapes) > MERGE_ABOVE:
            rows, merged = _merged(geometry, all_codes, merge)
            extra = len(merged)
            shapes = np.concatenate([shapes[rows], merged])
            drawn = np.concatenate([all_codes[rows], np.full(extra, merge or 0)])
        self.shapes, self.codes = shapes, drawn
        self.is_ground = False
        self.labels: Labels | None = None
        self._bounds = shapely.total_bounds(shapes) if len(shapes) else None
        self.counts = np.bincount(all_codes, minlength=len(classes))
        self.payload = {
            "id": self.get_name(),
            "at": at,
            "pane": pane,
            "fit": fit,
            "canvas": len(shapes) > CANVAS_ABOVE,
            "geometry": encode(shapes, kind),
            "classes": _same(drawn),
            "styles": [each.style.options() for each in classes],
        }
        tip = _tip(self.classes, names, fields, rows, extra)
        if tip is not None:
            self.payload["tip"] = tip
            self.payload["labels"] = [
                each.label if count else ""
                for each, count in zip(self.classes, self.counts, strict=True)
            ]

    def name(self, labels: Labels | None) -> None:
        """Write names on the map while there is room for them."""
        self.labels = labels
        if labels is not None:
            self.payload["names"] = labels.payload()

    def let_through(self) -> None:
        """Let the ground be seen where nothing is marked."""
        self.classes = [
            replace(each, style=replace(each.style, opacity=SEEN_THROUGH))
            if each.style.fill == PALE and each.style.opacity > SEEN_THROUGH
            else each
            for each in self.classes
        ]
        self.payload["styles"] = [each.style.options() for each in self.classes]

    def _get_self_bounds(self) -> list[list[float | None]]:
        if self._bounds is None:
            return [[None, None], [None, None]]
        west, south, east, north = (float(value) for value in self._bounds)
        return [[south, west], [north, east]]


def _tip(
    classes: Sequence[MapClass],
    names: ArrayLike | None,
    fields: Sequence[Field],
    rows: NDArray[np.integer[Any]],
    extra: int,
) -> dict[str, Any] | None:
    """Return what the tooltips of a layer say, None if they say nothing."""
    sentences = [each.sentence for each in classes]
    if names is None and not fields and not any(sentences):
        return None
    named = None
    if names is not None:
        named = plain_values(np.asarray(names)[rows], 0) + [None] * extra
    return {
        "sentences": sentences,
        "names": named,
        "fields": [field.taken(rows, extra) for field in fields],
    }


def plain_values(values: NDArray[Any], decimals: int) -> list[Any]:
    """Return numbers rounded, missing ones as None, anything else as text.

    >>> import numpy as np
    >>> plain_values(np.array([1.26, np.nan, 3.0]), 1)
    [1.3, None, 3]
    """
    if np.issubdtype(values.dtype, np.number):
        rounded = np.round(values.astype(np.float64), decimals)
        return [_plain(value) for value in rounded.tolist()]
    return [None if pd.isna(value) else str(value) for value in values]


def _plain(value: float) -> float | int | None:
    if not np.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def _merged(
    geometry: gpd.GeoSeries, codes: NDArray[np.int64], merge: int | None
) -> tuple[NDArray[np.integer[Any]], NDArray[Any]]:
    """Return the rows that stay as they are and the one shape of all the others."""
    plain = np.flatnonzero(codes == merge) if merge is not None else np.array([], int)
    rows = (
        np.flatnonzero(codes != merge) if merge is not None else np.arange(len(codes))
    )
    if len(plain) or len(codes) > LARGE_ABOVE:
        told = partial(words.large_page, len(plain), len(codes))
        warnings.warn(TranslatedWarning(told), stacklevel=5)
    if not len(plain):
        return rows, np.array([], dtype=object)
    return rows, to_degrees("zones", _union(geometry.iloc[plain]))


def _union(geometry: gpd.GeoSeries) -> gpd.GeoSeries:
    # A grid's cells share their borders, which makes their union quick; zones that
    # overlap need the slow way.
    whole = shapely.coverage_union_all(geometry.to_numpy())
    if not shapely.is_valid(whole):
        whole = shapely.union_all(geometry.to_numpy())
    return type(geometry)([whole], crs=geometry.crs)


def _same(codes: NDArray[np.int64]) -> int | list[int]:
    if len(codes) and (codes == codes[0]).all():
        return int(codes[0])
    listed: list[int] = codes.tolist()
    return listed
