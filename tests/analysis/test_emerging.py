"""The 17 and 5 patterns by a truth table, the cases peers get wrong, the cube."""

import warnings

import numpy as np
import pytest
import xarray as xr
from shapely import box

from estgeo import classify_emerging, emerging_hot_spots, hot_spot_cube
from estgeo._columns import EMERGING_PATTERNS
from estgeo.analysis.emerging import CHAINEY_PATTERNS

H, C, N = 3, -3, 0
# bins, sign of a significant trend, hot name; the cold name is its mirror.
TABLE = [
    ([N] * 11 + [1], 0, "new hot spot"),
    ([N] * 4 + [C] + [N] * 6 + [H], 0, "new hot spot"),
    ([N] * 10 + [H, H], 0, "consecutive hot spot"),
    ([N, N] + [H] * 10, 0, "consecutive hot spot"),
    ([C] + [N] * 6 + [H] * 5, 0, "consecutive hot spot"),
    ([H] * 12, 1, "intensifying hot spot"),
    ([N] + [H] * 11, 1, "intensifying hot spot"),
    ([H] * 12, -1, "diminishing hot spot"),
    ([H] * 12, 0, "persistent hot spot"),
    ([H] * 11 + [N], 0, "historical hot spot"),
    ([H] * 11 + [N], -1, "historical hot spot"),
    ([H] * 11 + [N], 1, "historical hot spot"),
    ([H, C] + [N] * 9 + [H], 0, "oscillating hot spot"),
    ([H, H, H, N, H, C, H, H, H, H, H, H], 1, "oscillating hot spot"),
    ([N, H, N, N, H, N, N, H, H, N, N, H], 0, "sporadic hot spot"),
    ([H, N] + [H] * 9 + [N], 0, "no pattern"),
    ([N, N, H] + [N] * 9, 0, "no pattern"),
    ([N] * 12, 1, "no pattern"),
]


def classified(bins, trend):
    bins = np.array([bins])
    return classify_emerging(
        bins, trend_z=[2.5 * trend], trend_p=[0.01 if trend else 0.6]
    )[0]


@pytest.mark.parametrize(("bins", "trend", "name"), TABLE)
def test_truth_table_and_its_cold_mirror(bins, trend, name):
    assert classified(bins, trend) == name
    mirrored = name.replace("hot", "cold")
    assert classified([-b for b in bins], -trend) == mirrored


def test_all_seventeen_patterns_are_reached():
    reached = {name for _, _, name in TABLE}
    reached |= {name.replace("hot", "cold") for name in reached}
    assert reached == set(EMERGING_PATTERNS)


@pytest.mark.parametrize(
    ("bins", "trend", "expected"),
    [
        # Cold throughout and warming is no "intensifying hot spot".
        ([C] * 10, 1, "diminishing cold spot"),
        ([C] * 10, -1, "intensifying cold spot"),
        # Hot nine times of ten, not in the last: neither persistent nor nothing.
        ([H] * 9 + [N], 0, "historical hot spot"),
        ([H] * 9 + [N], -1, "historical hot spot"),
        # Last cold for the first time: one cold step is no consecutive run.
        ([H] * 9 + [C], 0, "new cold spot"),
        # One hot step long ago is not sporadic: the last step must be hot.
        ([N, H] + [N] * 8, 0, "no pattern"),
    ],
)
def test_cases_that_sfdep_names_otherwise(bins, trend, expected):
    assert classified(bins, trend) == expected


def test_any_series_gets_exactly_one_known_name_and_mirrors():
    rng = np.random.default_rng(1)
    bins = rng.choice([-3, -1, 0, 1, 3], (3000, 14), p=[0.2, 0.1, 0.2, 0.1, 0.4])
    z, p = rng.normal(0, 2, 3000), rng.uniform(0, 0.3, 3000)
    for rules, names in (("arcgis", EMERGING_PATTERNS), ("chainey", CHAINEY_PATTERNS)):
        found = classify_emerging(bins, trend_z=z, trend_p=p, rules=rules)
        assert set(found) <= set(names)


@pytest.mark.parametrize(
    ("bins", "expected"),
    [
        ([H] * 8 + [N, N], "persistent hot spot"),
        ([N] * 8 + [N, H], "emerging hot spot"),
        ([H, N, H] + [N] * 7, "former hot spot"),
        ([H, N, N, N, H, N, N, N, H, N], "intermittent hot spot"),
        # The last two of ten are recent; the third last is older, and only older.
        ([N] * 7 + [H, N, N], "former hot spot"),
        ([N] * 7 + [H, H, N], "intermittent hot spot"),
        ([1] * 10, "no pattern"),
    ],
)
def test_chaineys_words(bins, expected):
    found = classify_emerging([bins], trend_z=[0], trend_p=[1], rules="chainey")
    assert found[0] == expected
    mirrored = [[-b for b in bins]]
    found = classify_emerging(mirrored, trend_z=[0], trend_p=[1], rules="chainey")
    assert found[0] == expected.replace("hot", "cold")


def test_too_few_periods_is_said_and_nothing_else():
    found = classify_emerging(np.full((2, 9), 3), trend_z=[0, 0], trend_p=[1, 1])
    assert found.tolist() == ["too few periods"] * 2


def test_errors_of_classify():
    with pytest.raises(ValueError, match="'bins' must be an array of zones x periods"):
        classify_emerging([1, 2], trend_z=[0], trend_p=[1])
    with pytest.raises(ValueError, match="'trend_p' must be one number for each"):
        classify_emerging([[1] * 10], trend_z=[0], trend_p=[1, 1])


def small_cube(n, **coords):
    rows = np.arange(len(n))
    cells = box(
        100 * (rows % 5),
        100 * (rows // 5),
        100 * (rows % 5) + 100,
        100 * (rows // 5) + 100,
    )
    geometry = ("zone", cells, {"crs": "EPSG:3006"})
    return xr.Dataset(
        {"n": (("zone", "period"), n)}, coords={"geometry": geometry, **coords}
    )


@pytest.mark.parametrize("lag", [0, 1, 3])
def test_the_cube_equals_a_sum_zone_by_zone(lag):
    n = np.random.default_rng(2).poisson(1, (25, 12))
    found = hot_spot_cube(small_cube(n), time_lag=lag)["gi_star"].to_numpy()
    mean, spread, total = n.mean(), n.std(), n.size
    for zone in range(25):
        row, column = divmod(zone, 5)
        near = [
            r * 5 + c
            for r in range(max(0, row - 1), min(5, row + 2))
            for c in range(max(0, column - 1), min(5, column + 2))
        ]
        for t in range(12):
            window = n[near, max(0, t - lag) : t + 1]
            m = window.size
            sd = spread * np.sqrt(m * (total - m) / (total - 1))
            expected = (window.sum() - m * mean) / sd
            assert found[zone, t] == pytest.approx(expected, abs=1e-12)


def test_a_frame_of_one_pattern_a_zone():
    n = np.random.default_rng(2).poisson(1, (25, 12))
    n[[0, 1, 5, 6]] += 12
    labels = [f"z{i}" for i in range(25)]
    cube = small_cube(n, zone=labels)
    found = emerging_hot_spots(cube)
    assert list(found.index) == labels
    assert found.crs == "EPSG:3006"
    trend = np.sign(found.trend_z["z0"]) if found.trend_p["z0"] < 0.1 else 0
    kind = {1: "intensifying", -1: "diminishing", 0: "persistent"}[trend]
    assert found.pattern["z0"] == f"{kind} hot spot"
    assert found.pattern_group["z0"] == "hot"
    assert found.share_hot["z0"] == 1
    assert found.last_bin["z0"] == 3
    assert found.n.tolist() == n.sum(axis=1).tolist()
    other = cube.assign(weight=cube["n"] / 2)
    assert emerging_hot_spots(other, value="weight").n.isna().all()
    by_chainey = emerging_hot_spots(cube, rules="chainey")
    assert list(by_chainey.columns) == list(found.columns)
    assert "persistent hot spot" in set(by_chainey.pattern)


def test_incomplete_periods_are_left_out_and_counted():
    n = np.random.default_rng(2).poisson(1, (25, 12))
    complete = ("period", [False] + [True] * 11)
    cube = small_cube(n, complete=complete)
    with pytest.warns(UserWarning, match="1 of 12 periods are incomplete"):
        found = emerging_hot_spots(cube)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        same = emerging_hot_spots(cube.isel(period=slice(1, None)))
    assert (found.trend_z == same.trend_z).all()
    assert found.n.tolist() == n[:, 1:].sum(axis=1).tolist()


def test_errors_of_the_cube():
    cube = small_cube(np.ones((25, 3)))
    with pytest.raises(KeyError, match="a Dataset with 'count'"):
        hot_spot_cube(cube, value="count")
    by_theme = cube.expand_dims(theme=["a", "b"])
    with pytest.raises(ValueError, match="the dims zone and period"):
        hot_spot_cube(by_theme)
    with pytest.raises(ValueError, match="'rules' must be one of"):
        emerging_hot_spots(cube, rules="esri")
