"""Neighbors of statistics that once were wrong: other layers, keys and periods.

A small table of inputs for each kind; answers are by hand or by brute force.
"""

import io
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import box

import estgeo as eg

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
ZONE = "Europe/Stockholm"


def days(first, last, **more):
    at = pd.date_range(f"{first} 12:00", f"{last} 12:00", freq="D", tz=ZONE)
    return pd.DataFrame({"start": at.as_unit("us"), **more})


def bricks(east=500_000.0, north=6_500_000.0):
    """Return four rows of five bricks, each row half a brick further: T-junctions."""
    return gpd.GeoDataFrame(
        geometry=[
            box(
                east + 137 * k + 68.5 * (row % 2),
                north + 93 * row,
                east + 137 * (k + 1) + 68.5 * (row % 2),
                north + 93 * (row + 1),
            )
            for row in range(4)
            for k in range(5)
        ],
        crs=3006,
    )


BRICK_PAIRS = 4 * 4 + 3 * 9  # in a row, and each brick on one or two of the next


def fanned():
    """Return eight sectors of a disc: all meet in one point."""
    turn = np.linspace(0, 2 * np.pi, 9)
    x, y = 500_000 + 900 * np.cos(turn), 6_500_000 + 900 * np.sin(turn)
    sectors = [
        shapely.Polygon([(500_000, 6_500_000), (x[k], y[k]), (x[k + 1], y[k + 1])])
        for k in range(8)
    ]
    return gpd.GeoDataFrame(geometry=sectors, crs=3006)


def pairs(zones, **options):
    with warnings.catch_warnings(action="ignore"):
        links = eg.neighbors(zones, **options).adjacency
    return int((links > 0).sum()) // 2


@pytest.mark.parametrize(
    "through",
    [[], [3011], [3011, 3006], [3857, 3006], [4326, 3006], [32633, 3007, 3006]],
)
@pytest.mark.parametrize(
    ("layer", "contiguity", "number"),
    [
        (bricks, "queen", BRICK_PAIRS),
        (bricks, "rook", BRICK_PAIRS),
        (fanned, "queen", 8 * 7 // 2),
        (fanned, "rook", 8),
    ],
)
def test_pairs_stay_through_reprojection(through, layer, contiguity, number):
    zones = layer()
    for crs in through:
        zones = zones.to_crs(crs)
    assert pairs(zones, contiguity=contiguity) == number


@pytest.mark.parametrize("change", ["overlap", "slit", "rounded", "cut corner"])
def test_pairs_stay_in_layers_that_are_drawn_badly(change):
    zones = bricks()
    if change == "overlap":
        zones.geometry = zones.buffer(0.3, join_style="mitre")
    elif change == "slit":
        zones.geometry = zones.buffer(-0.004, join_style="mitre")
    elif change == "rounded":
        zones.geometry = zones.translate(0.0037, 0.0041).set_precision(0.001)
    else:  # a vertex more on one side of a border, 2 mm into the neighbor
        corners = list(zones.geometry[0].exterior.coords)
        middle = (corners[0][0], corners[0][1] + 40.123)
        shape = shapely.Polygon([*corners[:-1]]).union(
            shapely.Point(middle).buffer(0.002)
        )
        zones.loc[0, "geometry"] = shape
    assert pairs(zones) == BRICK_PAIRS


@pytest.mark.parametrize("through", [[], [3011], [4326, 3006]])
@pytest.mark.parametrize("center", [0, 7, 12])
def test_a_planted_cluster_is_found_in_a_reprojected_layer(through, center):
    zones = bricks()
    near = zones.centroid.distance(zones.centroid[center]) < 160
    zones["n"] = np.random.default_rng(0).poisson(3, len(zones)) + 40 * near
    by_hand = eg.hot_spots(zones)
    for crs in through:
        zones = zones.to_crs(crs)
    found = eg.hot_spots(zones)
    assert found["gi_bin"].tolist() == by_hand["gi_bin"].tolist()
    assert (found.loc[near.to_numpy(), "gi_bin"] > 0).any()


@pytest.mark.parametrize(
    "kernel", ["quartic", "gaussian", "epanechnikov", "triangular"]
)
@pytest.mark.parametrize("size", [25, 60, 100])
@pytest.mark.parametrize("bandwidth", [5, 20, 45, 130])
@pytest.mark.parametrize("east", [1000, 1012.5, 1033])
def test_density_keeps_its_mass_or_refuses(kernel, size, bandwidth, east):
    ground = gpd.GeoDataFrame(geometry=[box(0, 0, 2000, 2000)], crs=3006)
    grid = eg.square_grid(ground, cell_size=size)
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([east] * 7, [990.0] * 7), crs=3006
    )
    try:
        found = eg.kernel_density(points, grid, bandwidth=bandwidth, kernel=kernel)
    except ValueError as error:
        assert "must be" in str(error)  # noqa: PT017
        return
    mass = (found["density"] * found.area / 1e6).sum()
    assert mass == pytest.approx(7, rel=0.1)


RELEASES = {
    "sums of two": ({"N": "ab", "S": "de"}, {}),
    "sum of one and two": ({"N": "abd", "S": "e"}, {}),
    "other name of the column": ({"N": "ab", "S": "de"}, {"by": "nyckelkod"}),
    "the whole": ({"alla": "abde"}, {}),
}


@pytest.mark.parametrize("kind", RELEASES)
def test_sums_of_released_areas_give_no_small_count_away(tmp_path, kind):
    groups, options = RELEASES[kind]
    by = options.get("by", "district")
    areas = pd.DataFrame({"area": list("abde"), "n": [3, 20, 2, 30]})
    first = eg.publish(areas, by="area", period="2018-T1")
    first.save(tmp_path / "areas.csv", ledger=tmp_path / "l.json")
    sums = pd.DataFrame(
        {
            by: list(groups),
            "n": [
                areas.set_index("area").loc[list(g), "n"].sum() for g in groups.values()
            ],
        }
    )
    try:
        second = eg.publish(sums, by=by, period="2018-T1")
        second.save(tmp_path / "sums.csv", ledger=tmp_path / "l.json")
    except ValueError as error:
        assert "must be" in str(error)  # noqa: PT017
        return
    shown = dict(
        zip(
            second.to_frame()[by],
            pd.to_numeric(second.to_frame()["shown"], "coerce"),
            strict=True,
        )
    )
    known = dict(
        zip(
            first.to_frame()["area"],
            pd.to_numeric(first.to_frame()["shown"], "coerce"),
            strict=True,
        )
    )
    for name, members in groups.items():  # one unknown in a known sum is known
        unknown = [each for each in members if np.isnan(known[each])]
        assert np.isnan(shown[name]) or len(unknown) != 1


TIMES = {
    "slashes": "%Y/%m/%d 00:00:00",
    "British": "%d/%m/%Y 00:00",
    "with Z": "%Y-%m-%dT00:00:00Z",
    "kl": "%Y-%m-%d kl. 00.00",
    "short year first": "%Y%m%d000000",
}


@pytest.mark.parametrize("kind", TIMES)
@pytest.mark.parametrize("share", [1.0, 0.6])
def test_midnights_make_no_hot_hour(kind, share):
    rng = np.random.default_rng(1)
    at = pd.Series(pd.date_range("2023-01-14", periods=150, freq="D"))
    text = at.dt.strftime(TIMES[kind])
    known = rng.random(150) > share
    minutes = pd.to_timedelta(rng.integers(1, 1440, 150), unit="min")
    clocks = TIMES[kind].replace("00:00:00", "%H:%M:%S").replace("00:00", "%H:%M")
    clocks = clocks.replace("000000", "%H%M%S").replace("00.00", "%H.%M")
    text = text.where(~known, (at + minutes).dt.strftime(clocks))
    rows = pd.DataFrame(
        {
            "Datum": text,
            "Kategori": "Skadegörelse",
            "x": 500_000 + rng.uniform(0, 1000, 150),
            "y": 6_500_000 + rng.uniform(0, 1000, 150),
        }
    )
    with warnings.catch_warnings(action="ignore"):
        found = eg.read_incidents(rows, crs=3006).incidents
        said = eg.hot_times(found, simulations=99, rng=0)
    assert len(found) == 150
    assert (found["time_precision"] == "date").sum() == (~known).sum()
    assert said.verdict != "hot times"


KEYS = {
    "None": [None, "b", "c", "a"],
    "NaN": [np.nan, "b", "c", "a"],
    "NA": [pd.NA, "b", "c", "a"],
    "category": pd.Categorical([None, "b", "c", "a"], categories=["c", "a", "b", "z"]),
    "numbers": [np.nan, 1.0, 2.0, 3.0],
    "empty text": ["", "b", "c", "a"],
}


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("by", ["theme", "source", "category", "own"])
def test_parts_add_up_to_the_whole(kind, by):
    rows = days("2022-01-03", "2024-03-11")
    cells = pd.Series(KEYS[kind])
    rows[by] = cells.take(np.arange(len(rows)) % 4).reset_index(drop=True)
    whole = int(eg.week_status(rows, period="2023-W50")["n"].sum())
    assert whole == 7
    assert int(eg.week_status(rows, period="2023-W50", by=by)["n"].sum()) == whole
    assert int(eg.period_counts(rows, by=by)["n"].sum()) == len(rows)
    zones = gpd.GeoDataFrame({"zone": ["x"]}, geometry=[box(0, 0, 9, 9)], crs=3006)
    points = gpd.GeoDataFrame(
        rows,
        geometry=gpd.points_from_xy([1.0] * len(rows), [1.0] * len(rows)),
        crs=3006,
    )
    assert int(eg.space_time_cube(points, zones, by=by)["n"].sum()) == len(rows)


@pytest.mark.parametrize(
    "every", ["day", "week", "month", "quarter", "tertial", "year"]
)
@pytest.mark.parametrize("by", [None, "theme"])
def test_a_cube_is_saved_as_it_is(tmp_path, every, by):
    rows = days("2022-01-03", "2022-10-29", theme="brand")
    points = gpd.GeoDataFrame(
        rows, geometry=gpd.points_from_xy(np.arange(300.0), np.arange(300.0)), crs=3006
    )
    ground = gpd.GeoDataFrame(geometry=[box(0, 0, 300, 300)], crs=3006)
    cube = eg.space_time_cube(
        points, eg.square_grid(ground, cell_size=100), every=every, by=by
    )
    cube.to_netcdf(tmp_path / "a.nc")
    back = eg.open_cube(tmp_path / "a.nc")
    assert back["n"].equals(cube["n"])
    assert int(back["n"].sum()) == 300


WAYS = {
    "csv": lambda c: pd.read_csv(io.StringIO(c.to_csv(index=False))),
    "csv of Excel": lambda c: pd.read_csv(
        io.StringIO(c.to_csv(index=False, sep=";", decimal=",")), sep=";", decimal=","
    ),
    "json": lambda c: pd.read_json(io.StringIO(c.to_json(date_format="iso"))),
    "days": lambda c: c.assign(start=c["start"].dt.date),
    "naive": lambda c: c.assign(start=c["start"].dt.tz_localize(None)),
    "UTC": lambda c: c.assign(start=c["start"].dt.tz_convert("UTC")),
    "text": lambda c: c.assign(start=c["start"].dt.strftime("%Y-%m-%d")),
    "Swedish text": lambda c: c.assign(start=c["start"].dt.strftime("%d/%m %Y")),
    "indexed": lambda c: c.set_index("start"),
    "parquet": lambda c: pd.read_parquet(io.BytesIO(c.to_parquet())),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", [eg.trend, eg.plot_trend], ids=["trend", "plot"])
def test_counts_that_were_saved_are_used_or_refused_in_our_words(way, call):
    counts = eg.period_counts(days("2020-01-01", "2023-12-31"), every="month")
    try:
        found = call(WAYS[way](counts))
    except (ValueError, TypeError, KeyError) as error:
        assert "must" in str(error)  # noqa: PT017
        return
    if call is eg.trend:
        assert found.n_periods == 48
        assert found.mk_s == eg.trend(counts).mk_s


TOTALS = ["Totalt", "Summa", "Total", "TOTALT", "Sum", "Alla", "Hela kommunen", "S:a"]


@pytest.mark.parametrize("name", TOTALS)
@pytest.mark.parametrize("at", [0, 3])
def test_a_row_of_the_total_is_no_area(name, at):
    rows = [("a", 3), ("b", 8), ("c", 20)]
    rows.insert(at, (name, 31))
    table = pd.DataFrame(rows, columns=["area", "n"])
    try:
        found = eg.publish(table, by="area", period="2018-T1")
    except ValueError as error:
        assert "must" in str(error)  # noqa: PT017
        return
    assert float(found.totals["n"].iloc[0]) == 31


@pytest.mark.parametrize(("near", "far"), [(50, 150), (100, 300), (20, 60)])
@pytest.mark.parametrize("apart", [0.0, 0.4])
def test_the_middle_of_masked_points_is_no_address(near, far, apart):
    shift = np.linspace(0, apart, 40)
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(500_000 + shift, 6_500_000 - shift), crs=3006
    )
    away = []
    for seed in range(40):
        masked = eg.mask_incidents(
            points, at_least=near, at_most=far, rng=seed
        ).geometry
        away.append(np.hypot(masked.x.mean() - 500_000, masked.y.mean() - 6_500_000))
    assert np.median(away) >= near


SPANS = [
    ("month", "2023-01-01", "2023-12-31", {1}),
    ("quarter", "2022-01-01", "2023-12-31", {1}),
    ("tertial", "2021-01-01", "2023-12-31", {1, 2}),
    ("half-year", "2020-01-01", "2023-12-31", {1}),
    ("week", "2023-01-02", "2023-12-31", {7}),
    ("year", "2016-01-01", "2023-12-31", {1}),
]


@pytest.mark.parametrize(("every", "first", "last", "_"), SPANS)
@pytest.mark.parametrize("a_day", [1, 2])
def test_an_even_flow_has_no_trend(every, first, last, _, a_day):
    rows = pd.concat([days(first, last)] * a_day, ignore_index=True)
    counts = eg.period_counts(rows, every=every, span=(first, last))
    found = eg.trend(counts)
    assert found.mk_s == 0
    assert abs(found.sen_slope) < 0.01
    assert abs(found.change_per_year) < 0.01


@pytest.mark.parametrize("kind", ["None", "NA", "category"])
@pytest.mark.parametrize("control", [True, False])
def test_themes_of_an_evaluation_add_up(kind, control):
    rows = pd.concat([days("2022-01-03", "2024-03-10")] * 2, ignore_index=True)
    n = len(rows)
    cells = pd.Series(KEYS[kind])
    rows["theme"] = cells.take(np.arange(n) % 4).reset_index(drop=True)
    east = np.where(np.arange(n) < n // 2, 500_200.0, 510_200.0)
    points = gpd.GeoDataFrame(
        rows, geometry=gpd.points_from_xy(east, [6_500_200.0] * n), crs=3006
    )
    area = box(500_000, 6_500_000, 500_400, 6_500_400)
    ends = (pd.Timestamp(each, tz=ZONE) for each in ("2023-06-05", "2023-12-03"))
    beside = gpd.GeoDataFrame(
        geometry=[shapely.transform(area, lambda p: p + [10_000, 0])], crs=3006
    )
    found = eg.evaluate(
        points, eg.Insats("i", area, *ends), control=beside if control else None
    )
    for column in ("before", "after"):
        assert found.by_theme[column].sum() == found.counts[column].iloc[0]


NESTED = {
    "two levels": (["district", "area"], list("NNSS"), list("abde")),
    "turned round": (["area", "district"], list("NNSS"), list("abde")),
    "numbers": (["district", "area"], [1, 1, 2, 2], [11, 12, 21, 22]),
    "one has one": (["district", "area"], list("NSSS"), list("abde")),
}


@pytest.mark.parametrize("kind", NESTED)
def test_areas_inside_districts_are_shown(kind):
    by, districts, areas = NESTED[kind]
    table = pd.DataFrame({"district": districts, "area": areas, "n": [13, 20, 12, 30]})
    shown = eg.publish(table, by=by, period="2018-T1").to_frame()
    assert pd.to_numeric(shown["shown"], "coerce").tolist() == [13, 20, 12, 30]
