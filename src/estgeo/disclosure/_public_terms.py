"""What may stand on a public page: areas drawn without the reports, closed topics."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy import spatial

from .._checks import check_whole_text, sentence
from .._columns import THEMES
from .._zone_names import name_key
from ..incidents.checklists import checklists
from ..incidents.personal_data import find_personal_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

REST = "övrigt"  # the topic of all reports that no listed topic has
LONGEST_TOPIC = 60  # letters; what is longer is a sentence that somebody wrote
MOST_WORDS = 2  # of a label that few reports have; "slagen hemma av sin man" is none
NEAR = 0.05  # metres: a corner this near to a report was made of it
LEAST_CORNERS, LEAST_SHARE = 3, 0.2
ROUNDED = (10.0, 1.0, 0.1)  # metres that a drawing of the reports may be rounded to
LEAST_HULL, HULL_SHARE = 4, 0.8


def closed_topics(
    topics: Sequence[str], incidents: pd.DataFrame, year: str, k: int
) -> tuple[str, ...]:
    """Return the listed topics with "övrigt" last, or raise for one that is not closed.

    Closed is a theme or a category of a checklist, and any label that no report has or
    at least ``k`` of the year have, which a sentence never has. Of others only one or
    two words without figures are taken for a label.
    """
    if isinstance(topics, str) or not len(topics):
        remedy = "Give the list, those without reports too."
        raise ValueError(sentence("topics", "a list of topics", repr(topics), remedy))
    check_whole_text("topics", topics)
    listed = [" ".join(str(topic).split()) for topic in topics]
    keys = [name_key(topic) for topic in listed]
    if len(set(keys)) < len(keys):
        raise ValueError(sentence("topics", "different from each other", listed))
    refuse_personal("topics", listed)
    known = {name_key(t) for t in THEMES} | {
        name_key(c) for c in checklists()["category"].astype(str)
    }
    often, seldom = _often(incidents, year, k)
    for topic, key in zip(listed, keys, strict=True):
        is_short = len(topic) <= LONGEST_TOPIC and not any(c.isdigit() for c in topic)
        is_label = is_short and (len(topic.split()) <= MOST_WORDS or key not in seldom)
        if not (is_label or key in known or key in often):
            rule = f"themes, short labels, or labels of at least {k} reports in {year}"
            remedy = "Leave it out; its reports count as 'övrigt'."
            raise ValueError(sentence("topics", rule, repr(topic), remedy))
    rest = name_key(REST)
    return (*(t for t, key in zip(listed, keys, strict=True) if key != rest), REST)


def _often(incidents: pd.DataFrame, year: str, k: int) -> tuple[set[str], set[str]]:
    """Return the labels of at least k reports of the year, and all others."""
    of_year = (incidents["start"].dt.year == int(year)).to_numpy(bool)
    often: set[str] = set()
    every: set[str] = set()
    for name in ("theme", "category"):
        if name in incidents:
            codes, labels = pd.factorize(incidents[name].astype(object))
            keys = [name_key(label) for label in labels]
            counts = Counter(keys[code] for code in codes[of_year & (codes >= 0)])
            often |= {key for key, n in counts.items() if n >= k}
            every |= set(keys)
    return often, every - often


def refuse_personal(
    argument: str, labels: Sequence[str], *, only_certain: bool = False
) -> None:
    """Raise ValueError if a label looks like personal data."""
    found = find_personal_data(pd.DataFrame({"label": [str(n) for n in labels]}))
    if only_certain:  # many areas are called by their street
        found = found[found["certainty"] == "certain"]
    if len(found):
        first = found.iloc[0]
        got = f"one with what looks like {first['kind']} ({first['preview']})"
        raise ValueError(sentence(argument, "free of personal data", got))


def topics_of(
    incidents: pd.DataFrame, topics: tuple[str, ...], never_public: Sequence[str]
) -> NDArray[np.int64]:
    """Return the number of each report's topic, -1 where it is never public."""
    keys = {name_key(topic): at for at, topic in enumerate(topics)}
    found = np.full(len(incidents), -1)
    never = {name_key(topic) for topic in never_public}
    hidden = np.zeros(len(incidents), dtype=bool)
    for name in ("category", "theme"):
        if name in incidents:
            codes, labels = pd.factorize(incidents[name].astype(object))
            own = [name_key(label) for label in labels]
            numbers = np.array([*(keys.get(key, -1) for key in own), -1])[codes]
            found = np.where(numbers >= 0, numbers, found)
            hidden |= np.array([*(key in never for key in own), False])[codes]
    return np.where(hidden, -1, np.where(found < 0, len(topics) - 1, found))


def refuse_made_of_reports(
    zones: gpd.GeoDataFrame, incidents: gpd.GeoDataFrame
) -> None:
    """Raise ValueError if the areas' edges tell where reports are.

    A hull, a box, circles and Voronoi cells have corners at a report, all as far from
    one, or as far from three. A hull may be rounded, and a box turned.
    """
    known = incidents[incidents.geometry.notna() & ~incidents.geometry.is_empty]
    places = np.unique(shapely.get_coordinates(known.geometry.to_numpy()), axis=0)
    shapes = zones.geometry.to_numpy()
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    if len(places):
        # A report placed in the middle of its area says nothing of the area's edge.
        far = spatial.cKDTree(middles).query(places)[0] > NEAR
        places = places[far]
    if len(places) < LEAST_CORNERS:
        return
    corners = np.unique(shapely.get_coordinates(shapes).round(3), axis=0)
    how = (
        _made_of(corners, places)
        or _rounded(corners, places)
        or _boxed(zones.total_bounds, places)
        or _boxed_askew(shapes, places)
    )
    if how:
        remedy = "Use areas that were drawn without them: districts, DeSO, a grid."
        got = f"areas with {how}"
        raise ValueError(sentence("zones", "drawn without the reports", got, remedy))


def _made_of(corners: Floats, places: Floats) -> str:
    """Return how corners follow the places, "" if they do not."""
    tree = spatial.cKDTree(places)
    distances = tree.query(corners, k=min(3, len(places)))[0]
    least = max(LEAST_CORNERS, LEAST_SHARE * len(corners))
    if (distances[:, 0] < NEAR).sum() >= least:
        return "corners where reports are"
    same = np.unique(distances[:, 0].round(2), return_counts=True)[1].max()
    if same >= max(8, least):
        return "corners all as far from a report"
    even = np.ptp(distances, axis=1) < NEAR
    if distances.shape[1] == 3 and even.sum() >= least:
        return "corners as far from three reports"
    return ""


def _rounded(corners: Floats, places: Floats) -> str:
    """Return whether corners are the outermost places, rounded."""
    hull = shapely.convex_hull(shapely.multipoints(places))
    outermost = np.unique(shapely.get_coordinates(hull), axis=0)
    for step in ROUNDED:
        if np.allclose(corners, np.round(corners / step) * step, atol=1e-6):
            gaps = spatial.cKDTree(corners).query(np.round(outermost / step) * step)[0]
            hits = int((gaps < step / 10).sum())
            if hits >= max(LEAST_HULL, HULL_SHARE * len(outermost)):
                return "corners where reports are, rounded"
    return ""


def _boxed_askew(shapes: NDArray[np.object_], places: Floats) -> str:
    """Return whether a turned rectangle was drawn round the places."""
    whole = shapely.union_all(shapes)
    box = shapely.minimum_rotated_rectangle(whole)
    if box.geom_type != "Polygon" or whole.area < (1 - 1e-6) * box.area:
        return ""
    edges = np.diff(shapely.get_coordinates(box)[:3], axis=0)
    along = (edges / np.hypot(*edges.T)[:, None]).T
    ends = shapely.get_coordinates(box) @ along
    return _boxed(np.concatenate([ends.min(axis=0), ends.max(axis=0)]), places @ along)


def _boxed(bounds: Floats, places: Floats) -> str:
    """Return whether a box was drawn round the places, with or without a margin."""
    low, high = places.min(axis=0), places.max(axis=0)
    margins = np.concatenate([low - bounds[:2], bounds[2:] - high])
    if np.ptp(margins) < NEAR or (abs(margins) < NEAR).sum() >= 2:
        return "bounds made of the outermost reports"
    return ""
