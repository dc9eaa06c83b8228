"""Maps as one file that opens on a closed network: estgeo's own and anyone's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import folium
from branca.element import Figure

from .._checks import sentence
from .._files import write_text
from ._map import Map, render_page

__all__ = ["Map", "save_offline"]

if TYPE_CHECKING:
    from ._assets import Assets


def save_offline(
    m: folium.Map, path: str | Path, *, assets: Assets | None = None
) -> Path:
    """Save any folium map as one HTML file that makes no network request.

    folium's own ``save`` writes links to other people's servers; on a closed network
    such a page is blank. Here Leaflet is written into the file. Tiles stay what they
    are: a map with tiles asks the tile server each time it is opened.

    Parameters
    ----------
    m : folium.Map or branca Figure
        The map, for instance what ``GeoDataFrame.explore(tiles=None)`` gives.
    path : str or Path
        Where to write the file.
    assets : mapping, optional
        {name or address: path} of scripts and styles that estgeo does not ship.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    TypeError
        If ``m`` is not a folium map.
    ValueError
        If the map needs a script or style that is not on this computer.

    Notes
    -----
    The page gets the same content security policy as estgeo's own maps, so a script
    hidden in a tooltip does not run. folium does not escape what it shows, and it
    renders it as a template: draw data that you do not trust with estgeo's own maps.

    Examples
    --------
    >>> import folium, tempfile
    >>> import estgeo as eg
    >>> m = folium.Map(location=(58.4, 15.6), tiles=None)
    >>> folder = tempfile.TemporaryDirectory()
    >>> page = eg.save_offline(m, f"{folder.name}/map.html")
    >>> "<link" in page.read_text(encoding="utf-8")
    False
    >>> folder.cleanup()
    """
    figure = m.get_root() if isinstance(m, folium.Map) else m
    if not isinstance(figure, Figure):
        raise TypeError(sentence("m", "a folium map", type(m).__name__))
    path = Path(path)
    if isinstance(m, Map) and assets is None:
        m.save(path)
        return path
    links = dict(figure.header._children)
    try:
        page = render_page(
            figure, assets=dict(assets or {}), lang=getattr(m, "lang", "en")
        )
    finally:  # leave the caller's map as it was
        figure.header._children.clear()
        figure.header._children.update(links)
    return write_text(path, page)
