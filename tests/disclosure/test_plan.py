"""A year's releases together: they add up, stay fixed, and hold whoever attacks."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import box
from witnesses.year_attacker import LABELS, numbers_of, ranges, values_left

import estgeo as eg
from estgeo.disclosure._ledger import ask_for_key
from estgeo.disclosure.plan import drawn_month

TOPICS = ["skadegörelse", "brand", "tillgrepp"]
MONTHS = ["2018-01", "2018-02", "2018-03"]


@pytest.fixture(scope="module")
def town():
    return eg.simulate_incidents(weeks=60, rng=5)


def plan_of(town, incidents=None, **options):
    incidents = town.incidents if incidents is None else incidents
    asked = {"topics": TOPICS, "periods": [*MONTHS, "2018-Q1"]} | options
    return eg.release_plan(incidents, town.zones, **asked)


def wide(plan, period):
    frame = plan.to_frame().query("period == @period")
    size = len(plan.zones) + 1, len(plan.topics) + 1
    return frame["n"].fillna(0).to_numpy().reshape(size)


def test_everything_adds_up(town):
    plan = plan_of(town)
    quarter = wide(plan, "2018-Q1")
    np.testing.assert_array_equal(quarter, sum(wide(plan, m) for m in MONTHS))
    np.testing.assert_array_equal(quarter[-1], quarter[:-1].sum(axis=0))
    np.testing.assert_array_equal(quarter[:, -1], quarter[:, :-1].sum(axis=1))
    assert (quarter % 5 == 0).all()
    assert plan.topics == (*TOPICS, "övrigt")


def test_what_is_shown_is_near_what_happened(town):
    found = town.incidents[~town.incidents["is_positive"]]
    quarter = found[found["start"].dt.strftime("%Y-%m").isin(MONTHS)]
    truth = eg.count_in_zones(quarter, town.zones).set_index("name")["n"]
    table = plan_of(town).table("2018-Q1").to_frame().set_index("zone")["n"]
    assert (table - truth).abs().max() <= 10
    assert truth.sum() == pytest.approx(table.sum(), abs=10)


def test_a_topic_without_reports_stands_there_like_a_small_one(town):
    plan = plan_of(town, topics=["våldsbejakande extremism", "skadegörelse"])
    table = plan.table("2018-Q1", by="topic").to_frame().set_index("topic")
    assert table.loc["våldsbejakande extremism", "shown"] == "få"
    assert np.isnan(table.loc["våldsbejakande extremism", "n"])


@pytest.mark.parametrize("k", [3, 10])
def test_k_is_what_every_drawn_report_stands_for(town, k):
    plan = plan_of(town, k=k)
    assert (plan.to_frame()["n"].dropna() % k == 0).all()
    assert f"var {k}:e rapport" in plan.note


def test_order_texts_and_places_within_an_area_change_nothing(town):
    first = plan_of(town).to_frame()
    moved = town.incidents.sample(frac=1, random_state=1).assign(
        incident_id="x", comment="annat", reporter="någon"
    )
    pd.testing.assert_frame_equal(first, plan_of(town, moved).to_frame())


def test_what_the_ledger_holds_stands_when_reports_come_late(town, tmp_path):
    ledger = tmp_path / "l.jsonl"
    early = town.incidents[town.incidents["start"] < "2018-02-25"]
    options = {"topics": TOPICS, "ledger": ledger}
    page = eg.public_lagesbild(early, town.zones, period="2018-02", **options)
    page.save(tmp_path / "feb")
    late = plan_of(town, ledger=ledger)
    np.testing.assert_array_equal(wide(late, "2018-02"), wide(page.plan, "2018-02"))
    told = late.late.set_index("period")["n"]
    arrived = town.incidents[~town.incidents["is_positive"]]
    arrived = arrived[
        arrived["start"].between("2018-02-25", "2018-03-01", inclusive="left")
    ]
    assert told["2018-02"] == len(arrived) > 0
    assert told["2018-03"] == 0
    quarter = wide(late, "2018-Q1")
    np.testing.assert_array_equal(quarter, sum(wide(late, m) for m in MONTHS))


def test_the_ledgers_secret_decides_the_draw(town, tmp_path, monkeypatch):
    # Secrets of our own: two that are drawn may by chance draw alike.
    for name, key in (("a", "11" * 32), ("b", "22" * 32)):
        monkeypatch.setattr("secrets.token_hex", lambda _, key=key: key)
        assert ask_for_key(eg.Ledger(tmp_path / name)).hex() == key
    pages = [plan_of(town, ledger=tmp_path / name) for name in "ab"]
    assert not pages[0].to_frame()["n"].equals(pages[1].to_frame()["n"])
    again = plan_of(town, ledger=tmp_path / "a")
    pd.testing.assert_frame_equal(pages[0].to_frame(), again.to_frame())


def test_the_same_reports_are_not_drawn_a_second_time(town, tmp_path):
    # The secret of a ledger is drawn: by chance its draw can be the one without a
    # ledger, so ledgers are begun until one draws otherwise.
    other = plan_of(town, periods=["2018-02"])
    for begun in range(50):
        ledger = tmp_path / f"l{begun}"
        plan = plan_of(town, ledger=ledger)
        if (wide(plan, "2018-02") != wide(other, "2018-02")).any():
            break
    eg.public_lagesbild(
        town.incidents, town.zones, period="2018-02", topics=[], plan=plan
    ).save(tmp_path / "a", ledger=ledger)
    zones = town.zones.set_geometry(town.zones.translate(10, 0))
    shifted = _Town(town.incidents, zones)
    with pytest.raises(
        ValueError, match="'zones and topics' must be those of the ledger"
    ):
        plan_of(town, topics=["brand"], ledger=ledger)
    with pytest.raises(
        ValueError, match="'zones and topics' must be those of the ledger"
    ):
        plan_of(shifted, ledger=ledger)
    with pytest.raises(ValueError, match="'k' must be at least 5"):
        plan_of(town, k=3, ledger=ledger)
    # Drawn without the ledger it is another draw: then it cannot go out.
    page = eg.public_lagesbild(
        town.incidents, town.zones, period="2018-02", topics=[], plan=other
    )
    with pytest.raises(ValueError, match="Make the page with ledger="):
        page.save(tmp_path / "b", ledger=ledger)
    assert not (tmp_path / "b").exists()


class _Town:
    def __init__(self, incidents, zones):
        self.incidents, self.zones = incidents, zones


def test_districts_are_the_sums_of_their_areas(town, tmp_path):
    ledger = tmp_path / "l"
    plan = plan_of(town, ledger=ledger)
    eg.public_lagesbild(
        town.incidents, town.zones, period="2018-Q1", topics=[], plan=plan
    ).save(tmp_path / "a", ledger=ledger)
    zones = town.zones.assign(part=["N", "N", "S", "S", "S"])[["part", "geometry"]]
    whole = _Town(town.incidents, zones.dissolve("part").reset_index())
    table = (
        plan_of(whole, ledger=ledger).table("2018-Q1").to_frame().set_index("zone")["n"]
    )
    parts = plan.table("2018-Q1").to_frame().set_index("zone")["n"].fillna(0)
    named = dict(zip(town.zones["name"], zones["part"], strict=True))
    sums = parts.groupby(parts.index.map(named)).sum()
    assert table.to_dict() == sums.to_dict()


def test_areas_with_few_dwellings_are_joined(town):
    zones = town.zones.assign(homes=[900, 5, 700, 0, 800])
    plan = eg.release_plan(
        town.incidents, zones, topics=TOPICS, periods=["2018-02"], dwellings="homes"
    )
    joined = [name for name in plan.zones.index if " + " in name]
    assert len(plan.zones) == 4
    assert len(joined) == 1
    assert town.zones["name"].iloc[1] in joined[0]


def test_what_is_never_public_is_nowhere(town):
    every = wide(plan_of(town), "2018-Q1")[-1, -1]
    kept = town.incidents["theme"] != "skadegörelse"
    without = wide(plan_of(town, never_public=["Skadegörelse"]), "2018-Q1")
    left = wide(plan_of(town, town.incidents[kept]), "2018-Q1")
    np.testing.assert_array_equal(without, left)
    assert without[-1, -1] < every


def hull(points):
    return points.union_all().convex_hull


@pytest.mark.parametrize(
    "made",
    [
        hull,
        lambda points: hull(points).buffer(100),
        lambda points: points.buffer(80).union_all(),
        lambda points: box(*points.total_bounds),
        lambda points: box(*points.total_bounds).buffer(50, join_style="mitre"),
        lambda points: points.union_all().minimum_rotated_rectangle,
        lambda points: points.union_all().minimum_rotated_rectangle.buffer(
            30, join_style="mitre"
        ),
        lambda points: shapely.set_precision(hull(points), 1.0),
        lambda points: shapely.set_precision(hull(points), 10.0),
        lambda points: shapely.concave_hull(points.union_all(), 0.4),
    ],
    ids=[
        "hull",
        "hull and margin",
        "circles",
        "box",
        "box and margin",
        "turned box",
        "turned box and margin",
        "hull to the metre",
        "hull to ten metres",
        "concave hull",
    ],
)
def test_areas_made_of_the_reports_are_refused(town, made):
    area = gpd.GeoDataFrame(
        {"name": ["allt"]},
        geometry=[made(town.incidents.geometry)],
        crs=town.incidents.crs,
    )
    with pytest.raises(ValueError, match="'zones' must be drawn without the reports"):
        eg.release_plan(town.incidents, area, topics=TOPICS, periods=["2018-02"])


@pytest.mark.parametrize("turn", [0, 30])
@pytest.mark.parametrize("size", [500, 1000])
def test_a_grid_is_not_made_of_the_reports(town, size, turn):
    grid = eg.square_grid(town.zones, cell_size=size)
    grid["geometry"] = grid.rotate(turn, origin=(512_000, 6_570_000))
    plan = eg.release_plan(town.incidents, grid, topics=TOPICS, periods=["2018-02"])
    assert len(plan.zones) == len(grid)


@pytest.mark.parametrize(
    "topic",
    [
        "Kim Exempel Exempelgatan 5 slagen hemma",
        "Pnr 850709-9805 bråk",
        "ring 070-123 45 67",
        "Grannen på tredje våningen skrek hela natten och slog i dörren",
        "Bråk lgh 1203",
    ],
)
def test_a_reporters_sentence_is_no_topic(town, topic):
    with pytest.raises(ValueError, match="'topics' must be"):
        plan_of(town, topics=[*TOPICS, topic])


@pytest.mark.parametrize(
    ("label", "n", "is_taken"),
    [
        ("Kim slagen hemma av sin man", 1, False),
        ("Kim slagen hemma av sin man", 4, False),
        ("Bråk på Torget om kvällen", 5, True),  # as many as k: no single report's
        ("Bråk på Torget om kvällen", 0, True),  # nobody wrote it in a report
        ("Trasig lampa", 1, True),
    ],
)
def test_words_that_few_reports_have_are_no_topic(town, label, n, is_taken):
    said = town.incidents.copy()
    of_year = np.flatnonzero(said["start"].dt.year == 2018)
    said.iloc[of_year[:n], said.columns.get_loc("category")] = label
    if is_taken:
        assert label in plan_of(town, said, topics=[*TOPICS, label]).topics
        return
    with pytest.raises(ValueError, match="labels of at least 5 reports in 2018"):
        plan_of(town, said, topics=[*TOPICS, label])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"periods": ["2018-W10"]}, "'periods' must be months or longer"),
        ({"periods": "2018-02"}, "'periods' must be a list of periods"),
        ({"topics": []}, "'topics' must be a list of topics"),
        ({"topics": ["Brand", "brand"]}, "'topics' must be different from each other"),
        ({"method": "hide"}, "'method' must be one of"),
        ({"k": 1}, "'k' must be a whole number of at least 2"),
    ],
)
def test_errors(town, options, message):
    with pytest.raises(ValueError, match=message):
        plan_of(town, **options)
    with pytest.raises(ValueError, match="'period' must be one of the plan's periods"):
        plan_of(town).table("2017-01")


def small_year(seed):
    rng = np.random.default_rng(seed)
    counts = rng.negative_binomial(1, 0.6, (3, 2, 12))
    shown = np.zeros_like(counts)
    for month in range(12):
        past = (shown - counts)[:, :, :month].sum(axis=2)
        shown[:, :, month] = drawn_month(counts[:, :, month], past, 5, rng)
    return counts, shown


@pytest.mark.parametrize("seed", range(3))
def test_an_attacker_with_all_pages_of_the_year_is_left_with_k_values(seed):
    counts, shown = small_year(seed)
    _, told = numbers_of(counts.shape)
    truth, page = told @ counts.ravel(), told @ shown.ravel()
    small = np.flatnonzero(truth < 5)[::9]
    goals = np.asarray(told[small].todense())
    # He even believes that no number is further than 10 from the truth.
    ends = ranges(told, page - 10, page + 10, goals, least=shown.ravel() // 5)
    assert (ends[:, 0] <= truth[small]).all()
    assert (truth[small] <= ends[:, 1]).all()
    assert (values_left(ends) >= 5).all()


def test_the_same_attacker_turns_back_exact_pages(twelve_zones):
    # Positive control: months, quarters, tertials and the year, each published alone.
    counts = twelve_zones
    names, told = numbers_of(counts.shape, both=False)
    truth = told @ counts.ravel()
    low, high = np.zeros(len(names)), np.full(len(names), np.inf)
    for label in LABELS:
        rows = [i for i, n in enumerate(names) if n[0] == label and n[1] is not None]
        table = pd.DataFrame(
            {"n": truth[rows].astype(int)}, index=[f"{i:03}" for i in rows]
        )
        page = eg.publish(table, period=label)
        n = page.to_frame()["n"].to_numpy()
        low[rows], high[rows] = np.nan_to_num(n), np.where(np.isnan(n), np.inf, n)
        whole = names.index((label, None, None))
        low[whole] = high[whole] = page.totals["n"].iloc[0]
    small = np.flatnonzero((low != high) & (truth < 5))
    goals = np.asarray(told[small].todense())
    ends = ranges(told, low, high, goals, least=np.zeros(counts.size))
    assert (values_left(ends) < 5).sum() > len(small) / 10


@pytest.fixture
def twelve_zones():
    rng = np.random.default_rng(4)
    return rng.negative_binomial(2, 0.2, (12, 1, 12))


def test_suppression_of_the_year_holds_against_the_attacker(town):
    plan = plan_of(town, method="suppress")
    frame = plan.to_frame()
    exact = frame["n"].dropna()
    assert (exact >= 5).all()
    # Quarter less two months is the third: never below five.
    zones = {
        p: frame.query("period == @p and topic.isna()")["n"].to_numpy()
        for p in plan.periods
    }
    third = zones["2018-Q1"] - zones["2018-01"] - zones["2018-02"]
    assert not (third < 5).any()
