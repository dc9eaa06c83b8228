"""A year of public pages under attack; figures in docs/methods/disclosure.md."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from shapely.geometry import box
from witnesses.year_attacker import LABELS, numbers_of, ranges, values_left

import estgeo as eg
from estgeo.disclosure.plan import drawn_month

pytestmark = pytest.mark.calibration

K = 5
TOWNS, TOWNS_LINKED = 30, 4
PROGRAMS = 3  # counts under k that are attacked by programs in each town at least
WIDEST = 2 * K  # the attacker holds every shown number to be this near the truth


def town(rng, n_zones=10, n_topics=5):
    """Return counts of a small town's year, and those of its largest contributor."""
    mean = rng.gamma(0.5, 2, (n_zones, 1, 1)) * rng.gamma(1, 1, (1, n_topics, 1))
    mean = mean / mean.mean() * rng.choice([0.3, 0.6, 1.5])
    counts = rng.negative_binomial(2, 2 / (2 + mean * np.ones((1, 1, 12))))
    return counts, rng.binomial(counts, 0.4)


def drawn_year(counts, rng):
    shown = np.zeros_like(counts)
    for month in range(12):
        past = (shown[:, :, :month] - counts[:, :, :month]).sum(axis=2)
        shown[:, :, month] = drawn_month(counts[:, :, month], past, K, rng)
    return shown


def attacked(counts, shown, known, rng):
    """Return the values left for small counts of the others, and the counts.

    For every one whole tables are written down that fit all pages: the true one with
    one atom changed. Where they are fewer than k, and for some of the rest, the
    programs say what is possible.
    """
    _, told = numbers_of(counts.shape)
    others = told @ (counts - known).ravel()
    small = np.flatnonzero(others < K)
    truth, page = told @ counts.ravel(), told @ shown.ravel()
    low, high = page - WIDEST, page + WIDEST
    assert (low <= truth).all()
    assert (truth <= high).all()
    least = np.maximum(shown // K, known).ravel()
    columns = sparse.csc_matrix(told)
    rows_of = np.split(columns.indices, columns.indptr[1:-1])
    up = np.array([(high - truth)[rows].min() for rows in rows_of])
    down = np.array([(truth - low)[rows].min() for rows in rows_of])
    down = np.minimum(down, counts.ravel() - least)
    left = np.array([(up + down)[told[row].indices].max() + 1 for row in small])
    poor = np.flatnonzero(left < K)
    asked = np.unique([*poor, *rng.choice(len(small), PROGRAMS, replace=False)])
    goals = np.asarray(told[small[asked]].todense())
    ends = (
        ranges(told, low, high, goals, least=least) - (goals @ known.ravel())[:, None]
    )
    assert (ends[:, 0] <= others[small[asked]]).all()
    assert (others[small[asked]] <= ends[:, 1]).all()
    assert (values_left(ends) >= left[asked]).all()
    left[asked] = values_left(ends)
    return left, others[small]


def shipped():
    """Return the counts of the shipped town's year, and of its largest source."""
    found = eg.sample_incidents().incidents
    found = found[~found["is_positive"].fillna(value=False).astype(bool)]
    zones = eg.sample_zones().to_crs(found.crs)
    place = zones.sindex.query(found.geometry, predicate="intersects")
    rows = found.iloc[place[0]].assign(zone=place[1])
    rows = rows[rows["start"].dt.year == 2017]
    topics = rows["theme"].astype(str).value_counts().index[:8]
    topic = topics.get_indexer(rows["theme"].astype(str))
    where = np.column_stack([rows["zone"], topic, rows["start"].dt.month - 1])
    largest = rows["source"].astype(str).value_counts().index[0]
    counts, known = (np.zeros((len(zones), len(topics), 12), int) for _ in "ab")
    keep = topic >= 0
    np.add.at(counts, tuple(where[keep].T), 1)
    own = keep & (rows["source"].astype(str) == largest).to_numpy()
    np.add.at(known, tuple(where[own].T), 1)
    return counts, known


@pytest.mark.parametrize("knows", ["nothing", "largest contributor"])
def test_no_small_count_is_pinned_down(knows):
    left, truth = [], []
    for seed in range(TOWNS + 1):
        rng = np.random.default_rng(seed)
        counts, known = shipped() if seed == TOWNS else town(rng)
        known = known if knows != "nothing" else np.zeros_like(counts)
        values, others = attacked(counts, drawn_year(counts, rng), known, rng)
        left.append(values)
        truth.append(others)
    left, truth = np.concatenate(left), np.concatenate(truth)
    for name, part in (("nought", truth == 0), ("1 to k - 1", truth > 0)):
        print(
            f"he knows {knows}; {name}: {part.sum()} counts, fewest values left "
            f"{left[part].min():.0f}, median {np.median(left[part]):.0f}, "
            f"below k: {(left[part] < K).sum()}"
        )
        assert part.sum() > 50
    assert not (left < K).any()


def test_the_same_attacker_turns_back_pages_made_one_by_one():
    found, hidden = 0, 0
    for seed in range(5):
        rng = np.random.default_rng(seed)
        counts, _ = town(rng)
        told, low, high, goals = old_pages(counts)
        ends = ranges(told, low, high, goals, least=np.zeros(counts.size))
        found += int((values_left(ends) < K).sum())
        hidden += len(goals)
    print(f"pages made one by one: {found} of {hidden} hidden counts known")
    assert found > hidden / 10


def old_pages(counts):
    """Return what publish tells by area and by topic when each page is made alone."""
    names, told = numbers_of(counts.shape, both=False)
    truth = told @ counts.ravel()
    low, high = np.zeros(len(names)), np.full(len(names), np.inf)
    for label in LABELS:
        for by in (1, 2):
            rows = [
                i for i, n in enumerate(names) if n[0] == label and n[by] is not None
            ]
            if by == 2:  # only topics that occurred stood there
                low[rows] = truth[rows] > 0
                rows = [i for i in rows if truth[i] > 0]
            table = pd.DataFrame(
                {"n": truth[rows].astype(int)}, index=[f"{i:03}" for i in rows]
            )
            try:
                page = eg.publish(table, period=label)
            except ValueError:
                continue
            n = page.to_frame()["n"].to_numpy()
            for row, value in zip(rows, n, strict=True):
                if np.isfinite(value):
                    low[row] = high[row] = value
            whole = names.index((label, None, None))
            low[whole] = high[whole] = page.totals["n"].iloc[0]
    rng = np.random.default_rng(1)
    small = np.flatnonzero((low != high) & (truth < K))
    small = rng.choice(small, min(60, len(small)), replace=False)
    return told, low, high, np.asarray(told[small].todense())


def test_what_is_shown_is_near_and_most_of_it_stays():
    """Print usefulness beside suppression of each month alone and of the year linked."""
    rows = []
    for seed in range(TOWNS):
        rng = np.random.default_rng(seed)
        counts, _ = town(rng)
        shown = drawn_year(counts, rng)
        names, told = numbers_of(counts.shape, both=False)
        truth, page = told @ counts.ravel(), told @ shown.ravel()
        alone = shown_alone(names, truth)
        large = alone & (truth >= K)
        error = np.abs(page - truth)
        # The linked programs take minutes a town: four towns tell what they cost.
        few = seed < TOWNS_LINKED
        linked = linked_shown(names, truth, counts.shape) if few else None
        rows.append(
            {
                "alone shows": alone.mean(),
                "linked shows": linked.mean() if few else np.nan,
                "draw shows": (page > 0).mean(),
                "of alone, linked keeps": linked[large].mean() if few else np.nan,
                "of alone, draw keeps": (page[large] > 0).mean(),
                "mean error": error.mean(),
                "mean error of shown": error[page > 0].mean(),
                "within k": (error <= K).mean(),
                "largest error": error.max(),
                "bias": (page - truth).mean(),
            }
        )
    told = pd.DataFrame(rows)
    print(told.mean().round(3).to_string())
    print("largest error of all:", told["largest error"].max())
    assert told["of alone, draw keeps"].mean() >= 0.8
    assert told["mean error"].mean() < K / 2
    assert abs(told["bias"].mean()) < 0.1


def shown_alone(names, truth):
    shown = np.ones(len(names), dtype=bool)
    for label in LABELS:
        for by in (1, 2):
            rows = [
                i for i, n in enumerate(names) if n[0] == label and n[by] is not None
            ]
            table = pd.DataFrame(
                {"n": truth[rows].astype(int)}, index=[f"{i:03}" for i in rows]
            )
            try:
                page = eg.publish(table, period=label)
            except ValueError:
                shown[rows] = False
                continue
            shown[rows] = page.to_frame()["n"].notna().to_numpy()
    return shown


def linked_shown(names, truth, shape):
    from estgeo.disclosure._protect import suppressed_year

    tables, rows = {}, {}
    for label, months in LABELS.items():
        table = np.zeros((shape[0] + 1, shape[1] + 1))
        tables[label], rows[label] = table, months
    for (label, zone, topic), value in zip(names, truth, strict=True):
        tables[label][-1 if zone is None else zone, -1 if topic is None else topic] = (
            value
        )
    try:
        shown = suppressed_year(tables, rows, K)
    except ValueError:
        return np.zeros(len(names), dtype=bool)
    return np.array(
        [
            not np.isnan(shown[label][-1 if z is None else z, -1 if t is None else t])
            for label, z, t in names
        ]
    )


def test_ledger_is_quick_at_month_twelve(tmp_path):
    import time

    rng = np.random.default_rng(1)
    zones = gpd.GeoDataFrame(
        {"name": [f"omr {i:03}" for i in range(150)]},
        geometry=[
            box(x, y, x + 1000, y + 1000)
            for x in range(5 * 10**5, 515_000, 1000)
            for y in range(65 * 10**5, 6_510_000, 1000)
        ],
        crs=3006,
    )
    themes = [f"ämne {c}" for c in "abcdefgh"]
    n = 30_000
    start = pd.Timestamp("2018-01-01", tz="Europe/Stockholm") + pd.to_timedelta(
        rng.uniform(0, 364.9, n), unit="D"
    )
    town = gpd.GeoDataFrame(
        {"start": start, "theme": rng.choice(themes, n)},
        geometry=gpd.points_from_xy(
            rng.uniform(500_000, 515_000, n), rng.uniform(6_500_000, 6_510_000, n)
        ),
        crs=3006,
    )
    spent = []
    for month in range(1, 13):
        began = time.process_time()
        page = eg.public_lagesbild(
            town,
            zones,
            period=f"2018-{month:02}",
            topics=themes,
            ledger=tmp_path / "l.jsonl",
        )
        page.save(tmp_path / f"{month}")
        spent.append(time.process_time() - began)
    exact = []
    for month in range(1, 13):
        table = pd.DataFrame(
            {
                "zone": np.repeat(zones["name"].to_numpy(), 8),
                "theme": themes * 150,
                "n": rng.poisson(9, 1200),
            }
        )
        began = time.process_time()
        eg.publish(table, by=["zone", "theme"], period=f"2018-{month:02}").save(
            tmp_path / f"{month}.csv", ledger=tmp_path / "e.jsonl"
        ) if month == 12 else None
        exact.append(time.process_time() - began)
    print(
        "seconds of CPU, month by month:",
        np.round(spent, 1),
        "exact month 12:",
        round(exact[-1], 1),
    )
    assert spent[-1] <= 10
