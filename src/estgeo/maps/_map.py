"""A folium map that is one file and asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import folium
from branca.element import Figure

from .._files import write_text
from .._inert import clean
from .._language import decimal_sign, language, page_texts
from .._provenance import MADE_BY
from ._assets import Call, Raw, inline_assets, inline_written_links, library, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language
    from .._marks import Audience
    from ._assets import Assets

# folium forbids to enlarge the page, which those who see badly must be able to do.
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')

_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)

_NAME = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")

_HOST = re.compile(r"(\*\.)?[a-z0-9.-]+(:\d+)?", re.IGNORECASE)


class Page(Figure):  # type: ignore[misc]
    """A folium page that is written as one file."""

    def __init__(self, *, assets: Assets, lang: str, title: str) -> None:
        super().__init__(ratio="65%", title=title)
        self.assets = assets
        self.lang = lang
        self.audience: Audience = "internal"

    def render(self, **kwargs: Any) -> str:
        """Return the page; ``nonce=`` sets the word that lets its scripts run."""
        return render_page(
            self, assets=self.assets, lang=self.lang, nonce=kwargs.get("nonce", "")
        )

    def save(self, outfile: Any, *rest: Any, **kwargs: Any) -> None:
        """Write the page to a path, whole or not at all, or into an open file."""
        if isinstance(outfile, str | Path):
            write_text(outfile, self.render(**kwargs), audience=self.audience)
        else:
            super().save(outfile, *rest, **kwargs)


class Map(folium.Map):  # type: ignore[misc]
    """A ``folium.Map`` that works without a network and can be sent as one file.

    ``save``, the picture in a notebook and ``get_root().render()`` all give the same
    page: Leaflet is written into it, and a content security policy lets it load
    nothing and run nothing but the map's own scripts.

    Parameters
    ----------
    location : (latitude, longitude), optional
        Middle of the map; without it the map shows all that is drawn on it.
    tiles : None, str, TileLayer or xyzservices provider, default None
        A background from a tile server of your own choice. Every look at the map then
        tells that server which area you look at; None asks nobody.
    title : str, default ""
        Title of the page (the tab of the browser).
    lang : str, optional
        Language of the buttons.
    assets : mapping, optional
        {name or address: path} of scripts and styles that folium's plugins need and
        that estgeo does not ship.
    **options
        All other arguments of ``folium.Map``.

    Raises
    ------
    ValueError
        When the page is made, if anything on the map needs a script or style that is
        not on this computer.

    Examples
    --------
    >>> import estgeo as eg
    >>> page = eg.Map(location=(58.4, 15.6), zoom_start=12).get_root().render()
    >>> "https://" in page.split("Content-Security-Policy")[1].split(">")[0]
    False
    >>> '<script src="' in page
    False
    """

    def __init__(
        self,
        location: Sequence[float] | None = None,
        *,
        tiles: Any = None,
        title: str = "",
        lang: Language | None = None,
        assets: Assets | None = None,
        **options: Any,
    ) -> None:
        lang = language(lang)
        # Quarter steps let the shapes fill the frame.
        defaults: dict[str, Any] = {"zoom_snap": 0.25, "max_zoom": 19}
        super().__init__(location=location, tiles=tiles, **(defaults | options))
        self.lang = lang
        self._fits = location is None
        Page(assets=dict(assets or {}), lang=lang, title=title).add_child(self)

    def save(self, outfile: Any, *rest: Any, **kwargs: Any) -> None:
        """Write the page of the map to a path, whole or not at all, or into a file.

        A file that estgeo did not write, or that was changed since, is not replaced.
        """
        self.get_root().save(outfile, *rest, **kwargs)

    def render(self, **kwargs: Any) -> None:
        """Write the map into the head, body and script of its page."""
        root = self.get_root()
        calls = [piece for piece in self._children.values() if isinstance(piece, Call)]
        for name, piece in list(root.script._children.items()):
            if isinstance(piece, Raw):  # of an earlier rendering
                del root.script._children[name]
        if calls:
            self.add_child(Call("frame", self._frame()), name="frame", index=0)
            self._children.pop("finish", None)
            self.add_child(Call("finish", {}), name="finish")
        super().render(**kwargs)
        if calls:
            root.header._children.pop("estgeo", None)
            root.header.add_child(Raw(library()), name="estgeo")

    def _frame(self) -> dict[str, Any]:
        return {
            "width": f"{self.width[0]}{self.width[1]}",
            "height": f"{self.height[0]}{self.height[1]}",
            "fit": self._fits,
            "sign": decimal_sign(self.lang),
            "words": page_texts("maps-buttons-", self.lang),
        }


def render_page(figure: Figure, *, assets: Assets, lang: str, nonce: str = "") -> str:
    """Return a folium page as one file with a strict content security policy."""
    for child in figure._children.values():
        child.render()
    inline_assets(figure, assets)
    written = "\n".join(child.render() for child in figure.header._children.values())
    head = inline_written_links(written, assets)
    parts = (head, figure.html.render(), figure.script.render())
    head, body, script = _with_steady_names(figure, parts)
    head = _VIEWPORT.sub("", head)
    # No text inside the page can know the hash of the page it stands in.
    nonce = nonce or _hash(head, body, script)
    head = _SCRIPT.sub(f'<script nonce="{escape(nonce)}"', head)
    return clean(
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        f'content="{_policy(figure, nonce)}">\n'
        f'<meta name="generator" content="{escape(MADE_BY)}">\n'
        f"<title>{escape(figure.title or '')}</title>\n"
        f"{head}\n</head>\n<body>\n{body}\n"
        f'<script nonce="{escape(nonce)}">\n{script}\n</script>\n</body>\n</html>\n'
    )


def _with_steady_names(figure: Figure, parts: tuple[str, ...]) -> list[str]:
    """Return texts where folium's random names are numbers in order.

    The same map is then the same file, so that a file tells of nothing but the map.
    """
    names = list(dict.fromkeys(piece._id for piece in walk(figure)))
    steady = {name: f"{number:0{len(name)}x}" for number, name in enumerate(names)}
    return [
        _NAME.sub(lambda found: steady.get(found[0], found[0]), text) for text in parts
    ]


def _policy(figure: Figure, nonce: str) -> str:
    images = " ".join(["data:", "blob:", *_tile_hosts(figure)])
    return (
        f"default-src 'none'; script-src 'nonce-{escape(nonce)}'; "
        f"style-src 'unsafe-inline'; img-src {images}; "
        "base-uri 'none'; form-action 'none'"
    )


def _tile_hosts(figure: Figure) -> list[str]:
    """Return the hosts that the user's own tile layers ask, and no others."""
    hosts = set()
    for piece in walk(figure):
        if isinstance(piece, folium.TileLayer | folium.WmsTileLayer):
            url = getattr(piece, "tiles", None) or getattr(piece, "url", "")
            parts = urlsplit(str(url).replace("{s}", "*"))
            if parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc):
                hosts.add(f"{parts.scheme}://{parts.netloc}")
    return sorted(hosts)


def _hash(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).digest()
    return base64.b64encode(digest[:18]).decode()
