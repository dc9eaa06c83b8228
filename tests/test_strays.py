"""Sweden and its neighbors, and points far from all others."""

import numpy as np
import pytest

from estgeo._strays import find_strays, middle
from estgeo._sweden import in_sweden

# Places by their coordinates (lon, lat), as any map gives them.
SWEDISH = {
    "Haparanda": (24.137, 65.835), "Strömstad": (11.17, 58.936), "Ystad": (13.82, 55.43),
    "Visby": (18.29, 57.64), "Fårö": (19.13, 57.95), "Smygehuk": (13.36, 55.337),
    "Sandhamn": (18.91, 59.289), "Kiruna": (20.22, 67.85), "Malmö": (13.0, 55.6),
    "Helsingborg": (12.69, 56.046), "Gotska Sandön": (19.23, 58.37), "Ven": (12.70, 55.91),
    "Landsort": (17.87, 58.74), "Nidingen": (11.90, 57.30), "Utklippan": (15.70, 55.95),
    "Söderarm": (19.41, 59.75), "Holmögadd": (20.76, 63.6), "Malören": (23.57, 65.53),
    "Idre": (12.72, 61.86), "Storlien": (12.10, 63.32), "Riksgränsen": (18.13, 68.43),
}  # fmt: skip
FOREIGN = {
    "Oslo": (10.75, 59.91), "Copenhagen": (12.568, 55.676), "Helsinki": (24.94, 60.17),
    "Rønne": (14.70, 55.10), "Mariehamn": (19.94, 60.1), "Helsingør": (12.592, 56.036),
    "Turku": (22.27, 60.45), "Trondheim": (10.4, 63.43), "Eckerö": (19.55, 60.22),
    "Narvik": (17.43, 68.44), "Kemi": (24.56, 65.74), "Anholt": (11.57, 56.7),
    "Halden": (11.387, 59.124), "Vaasa": (21.62, 63.1), "Amager": (12.66, 55.62),
    "Fredrikshavn": (10.53, 57.44), "Kongsvinger": (12.0, 60.19), "Gdańsk": (18.65, 54.35),
    "Tornio airport": (24.58, 65.78), "Null Island": (0.0, 0.0),
}  # fmt: skip


@pytest.mark.parametrize("place", SWEDISH)
def test_places_of_sweden_lie_in_it(place):
    lon, lat = SWEDISH[place]
    assert in_sweden(np.array([lon]), np.array([lat])).all()


@pytest.mark.parametrize("place", FOREIGN)
def test_places_of_its_neighbors_do_not(place):
    lon, lat = FOREIGN[place]
    assert not in_sweden(np.array([lon]), np.array([lat])).any()


def test_what_is_no_number_lies_nowhere():
    assert not in_sweden(np.array([np.nan, np.inf]), np.array([60.0, 60.0])).any()


def town(n=500, lon=15.2, lat=59.27, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(lon, 0.03, n), rng.normal(lat, 0.015, n)


@pytest.mark.parametrize(
    ("lon", "lat", "km"),
    [
        # Kilometres by the haversine formula from the middle of the town.
        *((15.2, 60.17, 100.1), (15.2, 59.63, 40.0), (0.0, 0.0, 6722.5)),
        *((-164.8, -59.27, 20015.0), (15.6, 59.27, 22.7)),
    ],
)
def test_one_point_far_off_is_found_with_its_distance(lon, lat, km):
    x, y = town()
    is_far, distance = find_strays(np.r_[x, lon], np.r_[y, lat])
    assert np.flatnonzero(is_far).tolist() == [500]
    assert np.isnan(distance[:500]).all()
    # The nearest of the town lies within 12 km of its middle.
    assert km - 12 < distance[500] / 1000 <= km + 1


def test_a_town_its_farms_and_a_nearby_village_have_no_strays():
    x, y = town()
    village = np.r_[x, np.full(3, 15.35)], np.r_[y, np.full(3, 59.25)]
    assert not find_strays(*village)[0].any()


@pytest.mark.parametrize("km", [4.5, 6, 9.5])
def test_in_a_small_town_a_point_nearer_than_10_km_is_far(km):
    rng = np.random.default_rng(2)
    x, y = rng.uniform(-900, 900, (2, 400))  # metres from the middle
    lon = 15 + np.r_[x, 1000 * km] / (111_320 * np.cos(np.radians(59)))
    lat = 59 + np.r_[y, 0.0] / 111_320
    is_far, distance = find_strays(lon, lat)
    assert np.flatnonzero(is_far).tolist() == [400]
    assert 1000 * km - 950 < distance[400] < 1000 * km


def test_a_second_town_is_no_stray_and_a_handful_of_a_thousand_is():
    x, y = town(1000)
    there = town(100, lon=18.0)
    assert not find_strays(np.r_[x, there[0]], np.r_[y, there[1]])[0].any()
    same = np.r_[x, np.full(5, 18.0)], np.r_[y, np.full(5, 59.3)]
    assert find_strays(*same)[0].sum() == 5


def test_a_country_has_no_strays():
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(12, 18, 300), rng.uniform(56, 67, 300)
    assert not find_strays(lon, lat)[0].any()


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_of_few_points_none_is_far_from_all_others(n):
    assert not find_strays(np.arange(n) * 10.0, np.zeros(n))[0].any()


def test_the_middle_may_lie_on_the_date_line():
    assert middle(np.array([179.0, -179.0, -178.0]), np.zeros(3)) == (-179.0, 0.0)
    assert middle(np.array([24.9, 25.0, -0.0]), np.array([60.0, 60.1, 0.0]))[0] == 24.9
