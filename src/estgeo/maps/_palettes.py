"""Colors that can be told apart by the color-blind, checked before they reach a page.

The scales are ColorBrewer's OrRd and RdBu (https://colorbrewer2.org).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLOR = re.compile(r"#[0-9a-f]{6}")

GROUND = "#ecebe7"  # of the map, as its style sheet says
LEAST_CONTRAST = 3.0  # of marks against what is around them, WCAG 2.2, 1.4.11

OUTLINE = "#777777"
INK = "#222222"
COLD_INK = "#2166ac"
PALE = "#ffffff"  # on the ground of the map, which is a little darker
PALE_LINE = "#7d7d78"
HIDDEN = "#d9d9d9"

COUNTS = ("#fdd49e", "#fc8d59", "#d7301f", "#7f0000")
# gi_bin -> color: blue for fewer, red for more.
HOT_COLD = {
    3: "#b2182b",
    2: "#ef8a62",
    1: "#fddbc7",
    0: PALE,
    -1: "#d1e5f0",
    -2: "#67a9cf",
    -3: "#2166ac",
}
# A place that stands alone: neither on the scale of red nor of blue.
PEAK_COLOR = "#762a83"
# Fewer is blue, more is red, three steps away from "within one".
FEWER = ("#2166ac", "#67a9cf", "#d1e5f0")
MORE = ("#fddbc7", "#ef8a62", "#b2182b")


@dataclass(frozen=True, slots=True)
class Style:
    """How the shapes of one class are drawn; colors are #rrggbb in small letters.

    Attributes
    ----------
    fill, stroke : str
        Color inside and along the border, "" for none.
    opacity : float
        Of the fill.
    weight : float
        Width of the border in pixels.
    dash : str
        Such as "5 4", "" for a whole line.
    hatch : str
        Color of thin lines over the fill, "" for none.
    radius : float
        Of a point in pixels.
    """

    fill: str = ""
    stroke: str = ""
    opacity: float = 0.85
    weight: float = 0.7
    dash: str = ""
    hatch: str = ""
    radius: float = 5.0

    def options(self) -> dict[str, Any]:
        """Return Leaflet's path options, every color checked."""
        options: dict[str, Any] = {
            "fill": bool(self.fill),
            "stroke": bool(self.stroke),
            "fillOpacity": self.opacity,
            "weight": self.weight,
        }
        if self.fill:
            options["fillColor"] = check_color(self.fill)
        if self.stroke:
            options["color"] = check_color(self.stroke)
        if self.dash:
            options["dashArray"] = _check_dash(self.dash)
        if self.hatch:
            options["hatch"] = check_color(self.hatch)
        return options | {"radius": self.radius}

    def as_line(self) -> Style:
        """Return the style of a class of lines: what would be the fill is the line."""
        if not self.fill:
            return self
        quiet = self.fill == PALE
        color, weight = (PALE_LINE, 1.5) if quiet else (_dark_enough(self.fill), 4.5)
        return replace(self, fill="", stroke=color, weight=weight, hatch="")


def quiet(*, over: bool) -> Style:
    """Return how what is not marked is drawn: pale, or unseen over another layer."""
    return Style(fill=PALE, opacity=0.0 if over else 0.85)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors from 1 to 21, as WCAG 2.2 defines it.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    shares = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(
        shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4
    )
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def _dark_enough(color: str) -> str:
    """Return a color of a thin mark that is seen on the ground: 3 to 1 at least."""
    darker = [color, *shades([color, "#000000"], 21)]
    return next(each for each in darker if contrast(each, GROUND) >= LEAST_CONTRAST)


def check_color(color: str) -> str:
    """Return a color that can do nothing but be a color.

    >>> check_color("#B2182B")
    '#b2182b'
    """
    if not isinstance(color, str) or not _COLOR.fullmatch(color.lower()):
        raise ValueError(sentence("color", "written as #rrggbb", repr(color)))
    return color.lower()


def shades(anchors: Sequence[str], n: int) -> list[str]:
    """Return ``n`` colors evenly from the first of ``anchors`` to the last.

    >>> shades(["#000000", "#ffffff"], 3)
    ['#000000', '#808080', '#ffffff']
    """
    parts = np.array(
        [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in anchors]
    )
    at = (
        np.linspace(0, len(anchors) - 1, n)
        if n > 1
        else np.array([(len(anchors) - 1) / 2])
    )
    mixed = [np.interp(at, np.arange(len(anchors)), channel) for channel in parts.T]
    return [
        "#" + "".join(f"{int(np.floor(channel + 0.5)):02x}" for channel in color)
        for color in zip(*mixed, strict=True)
    ]


def _check_dash(dash: str) -> str:
    if not re.fullmatch(r"\d+( \d+)*", dash):
        raise ValueError(sentence("dash", "numbers such as '5 4'", repr(dash)))
    return dash
