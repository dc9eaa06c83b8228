"""A frame, files and a cluster give the same integers."""

import io

import dask.dataframe as dd
import dask_geopandas
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from distributed import Client, LocalCluster
from rich.console import Console
from shapely.geometry import box

import estgeo as eg
from estgeo.space_time.sources import sum_over_points, watch

N = 5000


@pytest.fixture(scope="module")
def incidents():
    rng = np.random.default_rng(7)
    minutes = rng.integers(0, 300 * 24 * 60, N)
    start = pd.Timestamp("2018-01-31 22:00", tz="UTC") + pd.to_timedelta(minutes, "min")
    xy = rng.uniform(-100, 1100, (N, 2))
    return gpd.GeoDataFrame(
        {
            "start": start.tz_convert("Europe/Stockholm"),
            "theme": rng.choice(["brand", "narkotika", None], N, p=[0.6, 0.3, 0.1]),
            "severity": rng.gamma(2.0, 1.0, N),
        },
        geometry=gpd.points_from_xy(512_000 + xy[:, 0], 6_570_000 + xy[:, 1]),
        crs=3006,
    )


@pytest.fixture(scope="module")
def zones():
    area = box(512_000, 6_570_000, 513_000, 6_571_000)
    return eg.square_grid(gpd.GeoDataFrame(geometry=[area], crs=3006), cell_size=200)


@pytest.fixture(scope="module")
def folder(incidents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("national register")
    parts = np.array_split(np.random.default_rng(1).permutation(N), 3)
    for number, rows in enumerate(parts):
        path = folder / f"part-{number}.parquet"
        incidents.iloc[rows].to_parquet(path, row_group_size=700)
    return folder


@pytest.mark.parametrize("by", [None, "theme"])
def test_files_give_the_same_cube_and_periods(incidents, zones, folder, by):
    cube = eg.space_time_cube(incidents, zones, by=by)
    again = eg.space_time_cube(folder / "*.parquet", zones, by=by)
    assert cube["n"].identical(again["n"])
    assert cube.attrs["n_incidents"] == N == again.attrs["n_incidents"]
    outside = cube.attrs["n_outside_zones"] + cube.attrs["n_outside_span"]
    assert int(cube["n"].sum()) + outside == N
    periods = eg.period_counts(incidents, every="month", by=by)
    pd.testing.assert_frame_equal(
        periods, eg.period_counts(folder, every="month", by=by)
    )


def test_a_table_with_x_and_y_gives_the_same_counts(incidents, zones, tmp_path):
    table = pd.DataFrame(incidents.drop(columns="geometry")).assign(
        x=incidents.geometry.x, y=incidents.geometry.y
    )
    expected = eg.space_time_cube(incidents, zones)["n"]
    assert eg.space_time_cube(table, zones)["n"].identical(expected)
    table.to_parquet(tmp_path / "table.parquet")
    assert eg.space_time_cube(tmp_path / "table.parquet", zones)["n"].identical(
        expected
    )


def test_files_in_another_crs_give_the_same_counts(incidents, zones, tmp_path):
    incidents.to_crs(4326).to_parquet(tmp_path / "lonlat.parquet")
    counted = eg.count_in_zones(tmp_path / "lonlat.parquet", zones)
    assert counted["n"].tolist() == eg.count_in_zones(incidents, zones)["n"].tolist()


@pytest.fixture(scope="module")
def in_memory(incidents, zones):
    return everything(incidents, zones)


def everything(source, zones):
    """Return each aggregation's answer: those in whole numbers, then the others."""
    counted = eg.count_in_zones(source, zones, weight="severity")
    hours = eg.hour_of_week(source)
    density = eg.kernel_density(source, zones, bandwidth=300, weight="severity")
    whole = [
        eg.space_time_cube(source, zones, by="theme")["n"].to_numpy(),
        eg.period_counts(source, every="month", by="theme")["n"].to_numpy(),
        counted["n"].to_numpy(),
        hours["n_exact"].to_numpy(),
    ]
    others = [
        counted["weight_sum"].to_numpy(),
        counted["weight_sq_sum"].to_numpy(),
        hours["n"].to_numpy(),
        density["density"].to_numpy(),
    ]
    return whole, others


def assert_same(answer, expected):
    for got, wanted in zip(answer[0], expected[0], strict=True):
        np.testing.assert_array_equal(got, wanted)
    for got, wanted in zip(answer[1], expected[1], strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-12)


def test_files_give_the_same_answers(in_memory, zones, folder):
    assert_same(everything(folder, zones), in_memory)


@pytest.mark.parametrize("partitions", [1, 7, 64])
def test_partitions_and_order_change_nothing(incidents, zones, in_memory, partitions):
    shuffled = incidents.sample(frac=1, random_state=partitions)
    frame = dask_geopandas.from_geopandas(shuffled, npartitions=partitions, sort=False)
    assert_same(everything(frame, zones), in_memory)
    table = dd.from_pandas(pd.DataFrame(shuffled[["start"]]), partitions, sort=False)
    pd.testing.assert_frame_equal(eg.period_counts(table), eg.period_counts(incidents))


def cluster_of(workers):
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address=":0",  # any free port
        memory_limit=0,
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_change_nothing(incidents, zones, in_memory, workers):
    frame = dask_geopandas.from_geopandas(incidents, npartitions=7)
    with cluster_of(workers) as cluster, Client(cluster):
        assert_same(everything(frame, zones), in_memory)


def test_a_worker_may_be_lost(incidents, zones):
    expected = eg.space_time_cube(incidents, zones)["n"]
    frame = dask_geopandas.from_geopandas(incidents, npartitions=24)
    victims = []
    with cluster_of(2) as cluster, Client(cluster) as client:

        def lose_a_worker(done, in_all):
            if not victims and done > N / 4:
                victims.append(next(iter(client.scheduler_info()["workers"])))
                client.restart_workers(victims)

        with watch(lose_a_worker):
            survived = eg.space_time_cube(frame, zones)["n"]
    assert victims
    assert survived.identical(expected)


def test_a_bandwidth_of_its_own_needs_all_points(zones, folder):
    with pytest.raises(ValueError, match=r"not in memory\. Find one in a sample"):
        eg.kernel_density(folder, zones)


def test_intervals_and_missing_ends_in_files(incidents, tmp_path):
    some = pd.DataFrame(incidents[["start"]])
    some["end"] = some["start"] + pd.to_timedelta(np.arange(N) % 300, "min")
    some.loc[some.index[::3], "end"] = pd.NaT
    some["time_precision"] = "interval"
    some.to_parquet(tmp_path / "between.parquet", row_group_size=900)
    hours = eg.hour_of_week(tmp_path / "between.parquet")
    pd.testing.assert_frame_equal(hours, eg.hour_of_week(some), rtol=1e-12)
    some.assign(time_precision="date").to_parquet(tmp_path / "dates.parquet")
    with pytest.raises(ValueError, match="known to the hour, got 5000 of 5000"):
        eg.hour_of_week(tmp_path / "dates.parquet")


def test_progress_is_told_to_who_listens(zones, folder):
    heard = []
    with watch(lambda done, in_all: heard.append((done, in_all))):
        eg.count_in_zones(folder, zones)
    assert heard[-1] == (N, N)


def test_a_bar_shows_how_far_it_has_come(zones, folder):
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=100)
    with eg.show_progress(console=console):
        eg.count_in_zones(folder, zones)
    assert f"{N}/{N}" in shown.getvalue()


def test_sums_over_points(incidents, folder):
    def corner(batch):
        return np.array([batch.n, batch.x.min() > 0, batch.columns["severity"].sum()])

    total = sum_over_points(folder, corner, crs=incidents.crs, columns=("severity",))
    assert total[0] == N
    assert total[2] == pytest.approx(incidents["severity"].sum(), rel=1e-12)


def test_errors_say_what_to_do(zones, folder, tmp_path):
    with pytest.raises(ValueError, match="path or glob of Parquet files"):
        eg.count_in_zones(tmp_path / "none-*.parquet", zones)
    with pytest.raises(TypeError, match="Dask frame, got int"):
        eg.count_in_zones(3, zones)
    with pytest.raises(KeyError, match="'colour'"):
        eg.space_time_cube(folder, zones, by="colour")
    pd.DataFrame({"x": [1.0, np.nan], "y": [1.0, 1.0]}).to_parquet(
        tmp_path / "a.parquet"
    )
    with pytest.raises(ValueError, match="1 of 2 that are not"):
        eg.count_in_zones(tmp_path / "a.parquet", zones)
