"""Pieces of a page: scripts and styles from an installed package, data as JSON.

folium hands what it has rendered to jinja once more, so that a zone called
``{{ 7 * 7 }}`` would be computed. The pieces here go into the page as they are: data as
JSON, never as a template or as HTML.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink

from .._checks import sentence
from .._inert import plain_json

if TYPE_CHECKING:
    from collections.abc import Iterator


_SCRIPTS = ("frame.js", "cells.js", "slider.js", "table.js", "labels.js")


class Raw(Element):  # type: ignore[misc]
    """Text that goes into the page as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 (branca's signature)
        """Return the text."""
        return self.text


class Call(Element):  # type: ignore[misc]
    """One call of estgeo's JavaScript on the map that this piece is added to."""

    def __init__(self, function: str, payload: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Call"
        self.function = function
        self.payload = payload

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 (branca's signature)
        """Add the call to the script of the page."""
        figure = self.get_root()
        if self._parent is None or not isinstance(figure, Figure):
            got = type(figure).__name__
            raise TypeError(sentence("m", "a map on a page", got))
        name, data = self._parent.get_name(), plain_json(self.payload)
        text = f"estgeo.{self.function}({name}, {data});"
        figure.script.add_child(Raw(text), name=self.get_name())
        return ""


Assets: TypeAlias = Mapping[str, str | Path]

_LEAFLET = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/"

_OF_FOLIUM = "/folium/templates/"

# What folium links on every page whether the map needs it or not.
_WITH_ICONS = {
    "bootstrap",
    "bootstrap_css",
    "glyphicons_css",
    "awesome_markers",
    "awesome_markers_font_css",
    "awesome_markers_css",
    "awesome_rotate_css",
}

_WITH_JQUERY = {"Popup", "TimeSliderChoropleth"}

_WRITTEN_LINK = re.compile(
    r"""<(script|link)\b[^>]*?\b(?:src|href)\s*=\s*["']?((?:https?:)?//[^"'\s>]+)"""
    r"""["']?[^>]*>(?:\s*</script>)?""",
    re.IGNORECASE,
)

_DRAGGED_LEGEND = re.compile(
    r'<script src="https://code\.jquery\.com/ui/[^"]*"></script>\s*'
    r'<script>\s*\$\(\s*function\(\)\s*\{\s*\$\(\s*"\.maplegend"\s*\)\.draggable'
    r".*?</script>",
    re.DOTALL,
)

_NEEDS = {"d3": "a color bar: explore(..., legend=False)"}


def inline_assets(figure: Figure, assets: Assets) -> None:
    """Replace every link of a rendered page by what it links to.

    Raises
    ------
    ValueError
        If a script or style has no copy on this computer.
    """
    pieces = list(walk(figure))
    unused = _unused(pieces)
    for name, piece in list(figure.header._children.items()):
        if not isinstance(piece, JavascriptLink | CssLink):
            continue
        if name in unused and name not in assets:
            del figure.header._children[name]
            continue
        figure.header._children[name] = Raw(_inlined(name, piece, assets))
    if any(isinstance(piece, folium.Marker) for piece in pieces):
        # Last in the head, when Leaflet is there.
        figure.header._children.pop("estgeo_pins", None)
        figure.header.add_child(Raw(f"<script>{_pins()}</script>"), name="estgeo_pins")


def inline_written_links(head: str, assets: Assets) -> str:
    """Replace the links that a piece of folium wrote into the head as text.

    ``GeoDataFrame.explore`` writes one to make its legend of categories draggable: the
    legend does as well where it stands.

    >>> inline_written_links('<script src="https://example.org/a.js"></script>', {})
    Traceback (most recent call last):
    ...
    ValueError: 'm' must be made only of scripts and styles that are on this computer, \
got 'a.js' (https://example.org/a.js). Give a copy: assets={'a.js': 'path/of/the/file'}\
, or leave out what needs it (pin icons, popups and most plugins of folium).
    """

    def copied(link: re.Match[str]) -> str:
        tag, url = link[1].lower(), link[2]
        kind = JavascriptLink if tag == "script" else CssLink
        return _inlined(url.rsplit("/", 1)[-1], kind(url), assets)

    return _WRITTEN_LINK.sub(copied, _DRAGGED_LEGEND.sub("", head))


def walk(piece: Element) -> Iterator[Any]:
    """Yield a piece of a page and all that it is made of."""
    yield piece
    for child in piece._children.values():
        yield from walk(child)


def _unused(pieces: list[Any]) -> set[str]:
    unused: set[str] = set()
    if not any(type(piece) is folium.Icon for piece in pieces):
        unused |= _WITH_ICONS
    in_front = any(getattr(piece, "objects_to_stay_in_front", None) for piece in pieces)
    if not in_front and not any(type(p).__name__ in _WITH_JQUERY for p in pieces):
        unused.add("jquery")
    return unused


def _inlined(name: str, link: JavascriptLink | CssLink, assets: Assets) -> str:
    text = _text_of(name, link.url, assets)
    if isinstance(link, CssLink):
        if "</style" in text.lower():
            raise ValueError(sentence("assets", "styles", f"an element in {name!r}"))
        return f"<style>{text}</style>"
    if "</script" in text.lower():
        raise ValueError(sentence("assets", "scripts", f"an element in {name!r}"))
    return f"<script>{text}</script>"


def _text_of(name: str, url: str, assets: Assets) -> str:
    for key in (name, url):
        if key in assets:
            return Path(assets[key]).read_text(encoding="utf-8")
    if url.startswith(_LEAFLET):
        return _leaflet(url.removeprefix(_LEAFLET))
    if _OF_FOLIUM in url:
        file = files("folium") / "templates" / url.rsplit("/", 1)[1]
        if file.is_file():
            return file.read_text(encoding="utf-8")
    got = f"{name!r} ({url})"
    needs = _NEEDS.get(name, "pin icons, popups and most plugins of folium")
    remedy = (
        "Give a copy: assets={" + repr(name) + ": 'path/of/the/file'}, or leave out "
        f"what needs it ({needs})."
    )
    rule = "made only of scripts and styles that are on this computer"
    raise ValueError(sentence("m", rule, got, remedy))


@cache
def _leaflet(name: str) -> str:
    folder = files("xstatic.pkg.leaflet") / "data"
    text = (folder / name).read_text(encoding="utf-8")
    if name.endswith(".css"):
        picture = re.compile(r"url\((images/[\w.-]+)\)")
        return picture.sub(lambda found: f"url({_image(found[1])})", text)
    # Who passes the page on passes Leaflet on: its license has to go with it.
    terms = files("estgeo.maps") / "templates" / "leaflet-license.txt"
    return f"/*! Leaflet\n{terms.read_text(encoding='utf-8')}*/\n{text}"


@cache
def _image(name: str) -> str:
    file = files("xstatic.pkg.leaflet") / "data" / name
    return "data:image/png;base64," + base64.b64encode(file.read_bytes()).decode()


def _pins() -> str:
    """Return a script that gives Leaflet's pins their pictures."""
    pictures = {
        "iconUrl": "images/marker-icon.png",
        "iconRetinaUrl": "images/marker-icon-2x.png",
        "shadowUrl": "images/marker-shadow.png",
    }
    options = ",".join(f'{key}:"{_image(name)}"' for key, name in pictures.items())
    return f"L.Icon.Default.imagePath='';L.Icon.Default.mergeOptions({{{options}}});"


def library() -> str:
    """Return estgeo's own styles and scripts as elements of a page's head."""
    folder = files("estgeo.maps") / "templates"
    style = (folder / "estgeo.css").read_text(encoding="utf-8")
    scripts = [(folder / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    return f"<style>\n{style}</style>\n<script>\n{''.join(scripts)}</script>"
