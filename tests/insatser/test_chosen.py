"""The worst place, chosen and judged on the same records."""

import numpy as np
import pytest

import estgeo as eg


@pytest.fixture
def town(plain):
    rng = np.random.default_rng(1)
    days = {n: np.sort(rng.integers(0, 800, 150)) for n in range(8)}
    days[3] = np.sort(rng.integers(0, 800, 400))
    days[0] = np.r_[0, days[0], 799]
    return plain(days), days


def test_counts_are_those_of_the_windows_and_the_clearly_worst_is_chosen(town, areas):
    incidents, days = town
    found = eg.choose_and_judge(
        incidents, areas(range(8)), start="2017-01-30", seed="x"
    )
    start = 392
    before = [((days[n] >= start - 364) & (days[n] < start)).sum() for n in range(8)]
    after = [((days[n] >= start) & (days[n] < start + 364)).sum() for n in range(8)]
    assert found.name == "area 3"
    assert found.candidates["before"].tolist() == before
    assert found.candidates["after"].tolist() == after
    assert found.candidates["times_chosen"].tolist() == [0, 0, 0, 1, 0, 0, 0, 0]
    rest = sum(after) - after[3], sum(before) - before[3]
    naive = (after[3] + 0.5) / (before[3] + 0.5) / ((rest[0] + 0.5) / (rest[1] + 0.5))
    assert found.naive == pytest.approx(naive)
    # Always chosen: nothing was gained by chance, and nothing is lost.
    assert found.ratio == pytest.approx(naive, rel=0.03)
    assert found.low < 1 < found.high


def test_the_same_seed_is_the_same_answer(town, areas):
    first, again, other = (
        eg.choose_and_judge(town[0], areas(range(8)), start="2017-01-30", seed=seed)
        for seed in (1, "1", 2)
    )
    assert first.ratio == again.ratio
    assert first.to_frame().equals(again.to_frame())
    assert other.ratio != first.ratio


def test_before_the_time_after_it_only_chooses(town, areas):
    found = eg.choose_and_judge(town[0], areas(range(8)), start="2018-03-01", seed=1)
    assert np.isnan(found.ratio)
    assert "not in the records yet" in found.sentence("en")
    assert "inte i uppgifterna ännu" in found.sentence("sv")


def test_hot_spot_rule_looks_at_neighbors(plain):
    from builders import squares

    grid = squares(1, 9).assign(name=list("abcdefghi"))
    grid.geometry = grid.geometry
    rng = np.random.default_rng(2)
    # Alone "b" is worst; the neighbors of "g" are high too.
    counts = dict(
        zip(grid["name"], [20, 130, 20, 20, 20, 100, 110, 100, 20], strict=True)
    )
    frames = []
    import geopandas as gpd
    import pandas as pd

    for name, shape in zip(grid["name"], grid.geometry, strict=True):
        day = np.sort(rng.integers(0, 400, counts[name]))
        start = pd.Timestamp(
            "2016-01-04 12:00", tz="Europe/Stockholm"
        ) + pd.to_timedelta(day, "D")
        frames.append(
            gpd.GeoDataFrame(
                {"start": start}, geometry=[shape.centroid] * len(day), crs=3006
            )
        )
    incidents = pd.concat(frames, ignore_index=True)
    asked = {"start": "2017-01-30", "seed": 1}
    assert eg.choose_and_judge(incidents, grid, **asked).name == "b"
    assert eg.choose_and_judge(incidents, grid, rule="hot spot", **asked).name == "g"


def test_what_cannot_be_asked_is_told(town, areas):
    with pytest.raises(ValueError, match="records of the 364 days before the start"):
        eg.choose_and_judge(town[0], areas(range(8)), start="2016-06-01", seed=1)
    with pytest.raises(ValueError, match="at least three areas with reports"):
        eg.choose_and_judge(town[0], areas([0, 1]), start="2017-01-30", seed=1)
    with pytest.raises(ValueError, match="'rule' must be"):
        eg.choose_and_judge(
            town[0], areas(range(8)), start="2017-01-30", seed=1, rule="first"
        )
