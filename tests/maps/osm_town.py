"""A town of OpenStreetMap's form, written by hand after the fictional Valboås.

Two kilometres by 1.6 in SWEREF 99 TM, with what such an extract holds: roads of
several classes with names, a railway, a river, a lake, a park with a hole in it (a
relation), buildings, place names, and things that no map should show.
"""

from itertools import count
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import shapely
from shapely.geometry import LineString, Point, box

WEST, SOUTH = 512_000.0, 6_570_000.0
AREA = gpd.GeoDataFrame(
    {"name": ["Valboås"]},
    geometry=[box(WEST, SOUTH, WEST + 2000, SOUTH + 1600)],
    crs=3006,
)
EAST_WEST = {
    "Ringvägen": (60, "secondary"),
    "Södra allén": (240, "tertiary"),
    "Mossvägen": (400, "residential"),
    "Centrumgatan": (600, "residential"),
    "Torggatan": (780, "pedestrian"),
    "Lindgatan": (940, "residential"),
    "Valboåsgatan": (1180, "primary"),
    "Björkvägen": (1360, "residential"),
}
NORTH_SOUTH = {
    "Västerleden": (120, "primary"),
    "Åkervägen": (340, "residential"),
    "Smedgatan": (760, "residential"),
    "Köpmangatan": (1000, "residential"),
    "Skolvägen": (1480, "residential"),
    "Österleden": (1740, "trunk"),
}
PLACES = {
    "Valboås": (1000, 800, "town"),
    "Norra Valboås": (1000, 1300, "suburb"),
    "Åsnäs": (1700, 300, "hamlet"),
    "Långt borta": (9000, 300, "hamlet"),
}


def _ways():
    """Return (shape in metres from the corner, tags) of every way."""
    for name, (y, kind) in EAST_WEST.items():
        for a, b in ((-3000, 700), (700, 1500), (1500, 5000)):
            yield LineString([(a, y), (b, y)]), {"highway": kind, "name": name}
    for name, (x, kind) in NORTH_SOUTH.items():
        line = LineString([(x, -2000), (x + 3, 800), (x, 4000)])
        yield line, {"highway": kind, "name": name}
    yield LineString([(0, 500), (2000, 520)]), {"highway": "footway", "name": "Gångväg"}
    yield LineString([(-500, 1500), (2500, 1450)]), {"railway": "rail"}
    yield (
        LineString([(300, 0), (420, 900), (300, 1600)]),
        {
            "waterway": "river",
            "name": "Valån",
        },
    )
    yield Point(1750, 1450).buffer(180).exterior, {"natural": "water", "name": "Sjön"}
    yield box(1100, 850, 1100 + 300, 1050).exterior, {"leisure": "park"}
    yield box(100, 100, 104, 104).exterior, {"boundary": "administrative"}
    for i in range(40):
        for j in range(30):
            x, y = 20 + 50 * i, 20 + 52 * j
            yield box(x, y, x + 14, y + 11).exterior, {"building": "yes"}


def write_osm(path, ways=None):
    """Write the town, or other (shape, tags), as an .osm file."""
    number = count(1)
    nodes, lines = [], []

    def node(x, y, tags=None):
        shape = gpd.GeoSeries([Point(WEST + x, SOUTH + y)], crs=3006)
        nodes.append((next(number), shape, tags or {}))
        return nodes[-1][0]

    for name, (x, y, kind) in PLACES.items():
        node(x, y, {"place": kind, "name": name})
    for shape, tags in ways or _ways():
        points = shapely.get_coordinates(shape)
        ring = shape.is_ring
        refs = [node(*point) for point in points[: -1 if ring else None]]
        lines.append((next(number), refs + refs[:1] if ring else refs, tags))
    spots = gpd.GeoSeries([shape.iloc[0] for _, shape, _ in nodes], crs=3006).to_crs(
        4326
    )
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0"?>\n<osm version="0.6">\n')
        for (ref, _, tags), spot in zip(nodes, spots, strict=True):
            file.write(f'<node id="{ref}" lat="{spot.y:.7f}" lon="{spot.x:.7f}"')
            file.write(f">{_tags(tags)}</node>\n" if tags else "/>\n")
        for ref, refs, tags in lines:
            inside = "".join(f'<nd ref="{one}"/>' for one in refs)
            file.write(f'<way id="{ref}">{inside}{_tags(tags)}</way>\n')
        file.write("</osm>\n")
    return path


def _tags(tags):
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())
