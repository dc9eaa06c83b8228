"""One page in one file: nothing from outside, and only the map's own scripts run."""

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
from .._provenance import MADE_BY
from ._assets import inline_assets, inline_written_links, walk

if TYPE_CHECKING:
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
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return base64.b64encode(digest[:18]).decode()
