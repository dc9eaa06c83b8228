"""Centres of areas are told from places by the gaps between them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import estgeo as eg
from estgeo._centres import check_not_centres, look_like_centres

RNG = np.random.default_rng(20_18)


def drawn(places, n):
    """Return n incidents on some of the places, drawn with replacement."""
    return places[np.random.default_rng(n).integers(0, len(places), n)]


def on_grid(step, n=100):
    across, along = np.divmod(np.arange(n), int(np.sqrt(n)))
    return step * np.column_stack([across, along]).astype(float)


KOMMUNER = RNG.uniform(0, 600_000, (290, 2))
TOWN = RNG.uniform(0, 5_000, (2_000, 2))
BUSY = np.repeat(RNG.uniform(0, 5_000, (8, 2)), 100, axis=0)
CASES = {
    "centres of municipalities": (drawn(KOMMUNER, 20_000), True),
    "a hundred of them": (drawn(KOMMUNER, 100 * 6)[:600], True),
    "one municipality and its county": (drawn(KOMMUNER[:2], 30), True),
    "one municipality alone": (drawn(KOMMUNER[:1], 30), True),
    "centres of small areas 300 m apart": (drawn(on_grid(300), 5_000), True),
    "points of streets 80 m apart, many years": (drawn(on_grid(80), 50_000), False),
    "coordinates rounded to some 100 m": (drawn(on_grid(110), 50_000), False),
    "addresses of a town, many years": (drawn(TOWN, 100_000), False),
    "half at eight busy places": (np.vstack([BUSY, TOWN[:700]]), False),
    "three entrances of a shopping centre": (drawn(on_grid(60, 4)[:3], 200), False),
    "robberies, nearly all at places of their own": (RNG.uniform(0, 9e4, (400, 2)), False),
    "too few to tell": (drawn(KOMMUNER, 19), False),
}  # fmt: skip


@pytest.mark.parametrize("case", list(CASES))
def test_centres_are_told_from_places(case):
    points, expected = CASES[case]
    assert look_like_centres(points[:, 0], points[:, 1]) is expected
    if expected:
        with pytest.raises(ValueError, match="geocoded to the centres of areas"):
            check_not_centres("incidents", points[:, 0], points[:, 1])


def flagged():
    east, north = drawn(on_grid(20_000), 3_000).T + np.array([[400_000], [6_400_000]])
    table = pd.DataFrame({"Datum": "2018-03-07 17:30", "E": east, "N": north})
    return eg.read_incidents(table, crs=3006).incidents


def test_a_map_of_centres_on_a_grid_warns_and_their_areas_do_not():
    incidents = flagged()
    assert (incidents["flags"] == "area_centre").all()
    area = gpd.GeoDataFrame(geometry=[incidents.union_all().buffer(9_000).envelope], crs=3006)  # fmt: skip
    grid = eg.square_grid(area, cell_size=5_000)
    for answer in (
        lambda: eg.count_in_zones(incidents, grid),
        lambda: eg.kernel_density(incidents, grid, bandwidth=10_000),
        lambda: eg.space_time_cube(incidents, grid),
        lambda: eg.incident_clusters(incidents, radius=500, min_incidents=5),
    ):
        with pytest.warns(
            UserWarning, match="3000 of 3000 incidents lie at the centres"
        ):
            answer()
    assert eg.count_in_zones(incidents, area)["n"].sum() == 3_000
