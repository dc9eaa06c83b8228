"""A folium map that is one file and asks nothing of any network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium

from .._language import check_language, say
from ..words import maps as words
from ._assets import Call, Raw, library
from ._page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language
    from ._assets import Assets


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
    lang : {"sv", "en"}, default "sv"
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
        lang: Language = "sv",
        assets: Assets | None = None,
        **options: Any,
    ) -> None:
        check_language(lang)
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
            "sign": say((",", "."), self.lang),
            "words": {
                name: say(pair, self.lang) for name, pair in words.BUTTONS.items()
            },
        }
