"""Pieces of a page that carry their data as JSON, never as a template or as HTML.

folium hands what it has rendered to jinja once more, so that a zone called
``{{ 7 * 7 }}`` would be computed. The pieces here go into the page as they are.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from branca.element import Element, Figure

from .._checks import sentence

_SCRIPTS = ("frame.js", "cells.js", "slider.js", "table.js", "labels.js")
_SAFE = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


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


def plain_json(value: Any) -> str:
    r"""Return JSON that may stand inside a script element.

    >>> plain_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    for sign, escaped in _SAFE.items():
        text = text.replace(sign, escaped)
    return text


def library() -> str:
    """Return estgeo's own styles and scripts as elements of a page's head."""
    folder = files("estgeo.maps") / "templates"
    style = (folder / "estgeo.css").read_text(encoding="utf-8")
    scripts = [(folder / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    return f"<style>\n{style}</style>\n<script>\n{''.join(scripts)}</script>"
