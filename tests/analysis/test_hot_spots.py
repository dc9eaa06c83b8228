"""Hot spots of frames: goldens of spdep and sfhotspot, contracts, cautions, errors."""

import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from libpysal.graph import Graph
from scipy.stats import nbinom
from shapely import box
from shapely.geometry import Point

from estgeo import (
    count_in_zones,
    hot_spots,
    sample_incidents,
    sample_zones,
    square_grid,
)
from estgeo.analysis.hot_spots import hot_spot_cautions
from estgeo.stats._negative_binomial import dispersion_of

GOLDENS = Path(__file__).parents[1] / "goldens" / "hot_spots"
ADDED = [
    "gi_star",
    "n_neighbors",
    "window_sum",
    "expected_sum",
    "p_value",
    "p_adjusted",
    "gi_bin",
    "hot_spot",
    "peak_p",
    "peak_p_adjusted",
    "is_peak",
]


def squares(rows, columns, values=None):
    x, y = np.meshgrid(np.arange(columns), np.arange(rows))
    x, y = 100 * x.ravel() + 5e5, 100 * y.ravel() + 6.5e6
    zones = gpd.GeoDataFrame(geometry=box(x, y, x + 100, y + 100), crs="EPSG:3006")
    zones["n"] = values if values is not None else np.arange(len(zones)) % 4
    return zones


def quiet(zones, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return hot_spots(zones, **options)


def told(zones, **options):
    """Return the result and all warnings as one text."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = hot_spots(zones, **options)
    return found, " ".join(str(warning.message) for warning in caught)


@pytest.mark.parametrize("rule", ["queen", "rook"])
def test_equals_spdep_on_robberies_in_memphis(rule):
    golden = pd.read_csv(GOLDENS / f"memphis_{rule}.csv")
    x, y = golden.xmin, golden.ymin
    zones = gpd.GeoDataFrame(
        {"n": golden["count"]},
        geometry=box(x, y, x + 500, y + 500),
        crs="EPSG:32615",
    )
    found = quiet(zones, neighbors=rule, test="normal")
    np.testing.assert_allclose(found.gi_star, golden.Gistar_z, atol=1e-9)
    np.testing.assert_allclose(found.p_value, golden.Gistar_p2, atol=1e-9)
    np.testing.assert_allclose(found.p_adjusted, golden.Gistar_p_fdr, atol=1e-9)
    assert (found.n_neighbors == golden.n_neigh).all()
    radius = 750 if rule == "queen" else 550
    near = quiet(zones, neighbors=radius)
    np.testing.assert_allclose(near.gi_star, golden.Gistar_z, atol=1e-9)


def test_equals_sfhotspot_on_its_own_grid():
    golden = pd.read_csv(GOLDENS / "sfhotspot.csv")
    corners = golden.xmin, golden.ymin, golden.xmax, golden.ymax
    zones = gpd.GeoDataFrame(
        {"n": golden["n"]}, geometry=box(*corners), crs="EPSG:32615"
    )
    found = quiet(zones, neighbors=750, test="normal")
    np.testing.assert_allclose(found.gi_star, golden.gistar, atol=1e-9)
    np.testing.assert_allclose(found.p_value, golden.pvalue, atol=1e-9)


@pytest.mark.parametrize(
    ("distance", "expected"),
    [(30, 1.450779807), (60, 1.900558883), (90, 2.096938746), (120, 1.981906852)],
)
def test_worked_example_of_getis_and_ord_1996(distance, expected):
    golden = pd.read_csv(GOLDENS / "getisord.csv")
    points = gpd.points_from_xy(1000 * golden.x, 1000 * golden.y)
    zones = gpd.GeoDataFrame({"n": golden.val}, geometry=points, crs="EPSG:3006")
    found = quiet(zones, neighbors=1000 * distance, test="normal")
    assert found.gi_star[119] == pytest.approx(expected, abs=1e-7)


def test_a_grid_its_polygons_and_a_graph_give_the_same():
    zones = squares(9, 8).drop(index=[3, 17, 40])
    # A clipped corner makes it no grid, but changes no neighbour.
    clipped = zones.copy()
    corner = zones.geometry.iloc[0]
    clipped.geometry = [corner.simplify(0).difference(Point(5e5, 6.5e6).buffer(9))] + [
        *zones.geometry.iloc[1:]
    ]
    graph = Graph.build_contiguity(zones, rook=False)
    shuffled = zones.sample(frac=1, random_state=1)
    results = [
        hot_spots(zones),
        hot_spots(clipped),
        hot_spots(zones, neighbors=graph),
        hot_spots(zones, neighbors=graph.transform("r")),
        hot_spots(zones, neighbors=graph.assign_self_weight()),
        hot_spots(shuffled, neighbors=graph).loc[zones.index],
        hot_spots(shuffled).loc[zones.index],
    ]
    for found in results[1:]:
        pd.testing.assert_frame_equal(
            pd.DataFrame(found[ADDED]), pd.DataFrame(results[0][ADDED])
        )


@pytest.mark.parametrize("test", ["exact", "exact-mid", "normal", "permutation"])
@pytest.mark.parametrize("null", ["randomization", "conditional"])
def test_index_columns_and_types_never_depend_on_options(test, null):
    zones = squares(6, 6).rename_geometry("shape").set_index(np.repeat(["a", "b"], 18))
    before = zones.copy()
    found = quiet(zones, test=test, null=null, permutations=49, rng=1)
    pd.testing.assert_frame_equal(pd.DataFrame(zones), pd.DataFrame(before))
    assert list(found.columns) == [*zones.columns, *ADDED]
    assert found.index.equals(zones.index)
    assert found.gi_bin.dtype == np.int8
    assert found.hot_spot.cat.ordered
    assert found.p_value.between(0, 1).all()
    same = quiet(zones, test=test, null=null, permutations=49, rng=1)
    assert (same.p_value == found.p_value).all()


def test_bins_follow_the_adjusted_p_value():
    zones = squares(12, 12, np.where(np.arange(144) < 30, 4, 0))
    found = quiet(zones)
    depth = (
        (found.p_adjusted <= 0.1) * 1
        + (found.p_adjusted <= 0.05)
        + (found.p_adjusted <= 0.01)
    )
    assert (found.gi_bin.abs() == depth).all()
    assert set(found.gi_bin) == {-3, -2, -1, 0, 3} or found.gi_bin.max() == 3
    names = found.hot_spot.astype(str)
    assert (names[found.gi_bin == 3] == "hot 99 %").all()


def test_nothing_to_test_is_missing_and_never_hot():
    found = hot_spots(squares(4, 4, np.zeros(16)))
    assert found[["gi_star", "p_value", "p_adjusted"]].isna().all(axis=None)
    assert (found.gi_bin == 0).all()
    assert found.hot_spot.isna().all()


def test_exposure_takes_out_what_follows_from_population():
    people = np.full(100, 100.0)
    people[:20] = 1000
    zones = squares(10, 10, (people / 100).astype(int)).assign(people=people)
    assert (quiet(zones).gi_bin > 0).any()
    found = hot_spots(zones, exposure="people")
    assert (found.gi_bin == 0).all()
    np.testing.assert_allclose(found.window_sum, found.expected_sum)


def test_exposure_p_values_are_negative_binomial():
    rng = np.random.default_rng(3)
    people = rng.uniform(50, 500, 400)
    n = rng.negative_binomial(people / 100, 1 / 4)
    zones = squares(20, 20, n).assign(people=people)
    found = hot_spots(zones, exposure="people")
    # A window's mean and variance, and tails over what 400 zones leave open of k.
    known = dispersion_of(n.astype(float), people)
    windows = squares(20, 20, people)
    near = quiet(windows).window_sum.to_numpy()
    even = quiet(windows.assign(n=people**2)).window_sum.to_numpy() / near**2
    mean = (n.sum() / people.sum() * near)[:, None]
    size = 1 / (known.k * even[:, None])
    model = nbinom(size, size / (size + mean))
    sums = found.window_sum.to_numpy()[:, None]
    upper, lower = model.sf(sums - 1) @ known.weight, model.cdf(sums) @ known.weight
    p = np.minimum(1, 2 * np.minimum(upper, lower))
    np.testing.assert_allclose(found.p_value, p, rtol=1e-6)


def test_one_zone_far_above_all_others_is_a_peak_and_no_hot_spot():
    n = np.random.default_rng(5).poisson(20, 80)
    n[43] = 180
    found = hot_spots(squares(10, 8, n))
    assert found.index[found.is_peak].tolist() == [43]
    assert (found.gi_bin == 0).all()
    assert found.peak_p_adjusted[43] < 0.001
    # The same count where nine times as many live is as usual.
    lives = np.where(np.arange(80) == 43, 9.0, 1.0)
    assert not hot_spots(squares(10, 8, n).assign(e=lives), exposure="e").is_peak.any()


def test_peaks_are_missing_where_they_cannot_be_told():
    few = hot_spots(squares(3, 3, [1, 1, 1, 1, 90, 1, 1, 1, 1]))
    halves = quiet(squares(4, 4, np.arange(16) + 0.5))
    nothing = hot_spots(squares(4, 4, np.zeros(16)))
    for found in (few, halves, nothing):
        assert found[["peak_p", "peak_p_adjusted"]].isna().all(axis=None)
        assert found.is_peak.dtype == bool
        assert not found.is_peak.any()


@pytest.mark.parametrize("cell_size", [100, 200])
def test_the_shipped_sample_has_one_peak(cell_size):
    grid = square_grid(sample_zones(), cell_size=cell_size)
    counted = count_in_zones(sample_incidents().incidents, grid)
    found = quiet(counted)
    assert found.index[found.is_peak].tolist() == [counted["n"].idxmax()]


def test_water_around_a_town_is_warned_about_with_figures():
    rng = np.random.default_rng(1)
    n = np.zeros((60, 40))
    n[:20] = rng.poisson(rng.gamma(2, 1.5, (20, 40)))
    zones = squares(60, 40, n.ravel())
    with pytest.warns(UserWarning, match="are empty and have only empty neighbors"):
        hot_spots(zones)
    cautions = hot_spot_cautions(zones).set_index("code")
    assert cautions.loc["empty_surroundings", "is_warning"]
    assert not cautions.loc["edge_zones", "is_warning"]
    assert "2\u202f400" in cautions.loc["edge_zones", "text_sv"]


def test_one_zone_above_all_others_is_warned_about():
    n = np.resize([1, 0, 2], 100)
    n[50] = 500
    with pytest.warns(UserWarning, match="One zone holds 500 of"):
        hot_spots(squares(10, 10, n))


def test_sparse_counts_and_few_permutations_are_warned_about():
    n = np.zeros(2500)
    n[:3] = n[50:53] = n[100:103] = 4
    n[1000::50] = 1
    zones = squares(50, 50, n)
    normal, said = told(zones, test="normal")
    assert "In a common window 0.24 incidents are expected" in said
    assert (normal.gi_bin > 0).any()
    simulated, said = told(zones, test="permutation", permutations=99, rng=1)
    assert "With 99 permutations no p-value can be below 0.02000" in said
    assert (simulated.gi_bin == 0).all()
    assert (quiet(zones).gi_bin > 0).any()


def test_errors_say_what_to_do():
    zones = squares(3, 3)
    with pytest.raises(KeyError, match="a frame with 'count'"):
        hot_spots(zones, value="count")
    with pytest.raises(ValueError, match="'neighbors' must be 'queen', 'rook'"):
        hot_spots(zones, neighbors="bishop")
    with pytest.raises(ValueError, match="projected CRS"):
        hot_spots(zones.to_crs(4326))
    with pytest.raises(ValueError, match="'n' must be finite numbers"):
        hot_spots(zones.assign(n=np.nan))
    with pytest.raises(ValueError, match="'test' must be one of"):
        hot_spots(zones, test="z")
    with pytest.raises(ValueError, match="together with 'exposure'"):
        hot_spots(zones.assign(e=1), exposure="e", test="permutation")
    with pytest.raises(ValueError, match="'e' must be zero or more in every zone"):
        hot_spots(zones.assign(e=[-1, *[1] * 8]), exposure="e")
    with pytest.raises(ValueError, match="and more in some, got 0 to 0"):
        hot_spots(zones.assign(e=0), exposure="e")
    with pytest.raises(ValueError, match="'n' must be zero or more to be compared"):
        hot_spots(zones.assign(e=1, n=-1), exposure="e")
    with pytest.raises(ValueError, match="two zones or more, got 1"):
        hot_spots(zones[:1])
    with pytest.raises(ValueError, match="a Graph of the same 9 zones"):
        hot_spots(zones, neighbors=Graph.build_contiguity(zones[:4]))
    with pytest.raises(TypeError, match="'zones' must be a GeoDataFrame"):
        hot_spots(pd.DataFrame({"n": [1]}))


@pytest.mark.witness("hot_spots", by="100,000 random orders by numpy")
def test_many_decimals_are_closer_than_the_saddlepoint():
    rng = np.random.default_rng(8)
    values = rng.gamma(0.5, 2, 25)
    found = quiet(squares(5, 5, values))
    draws = np.array([rng.permutation(values)[:9].sum() for _ in range(100_000)])
    inner = found.n_neighbors == 8
    assert inner.sum() == 9
    for p, reached in zip(found.p_value[inner], found.window_sum[inner], strict=True):
        upper = (draws >= reached - 1e-9).mean()
        two_sided = min(1, 2 * min(upper, 1 - upper))
        assert p == pytest.approx(two_sided, abs=0.012)
