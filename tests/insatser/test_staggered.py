"""Starts at different times, against R (glm, sandwich) and diff-diff, and by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import estgeo as eg
from estgeo.stats._panel_poisson import fit_panel
from estgeo.stats.group_time import group_time_effects

GOLDENS = Path(__file__).parents[1] / "goldens/causal"
EXACT = {"rel": 1e-6, "abs": 1e-9}


@pytest.fixture(scope="module")
def castle():
    table = pd.read_csv(GOLDENS / "castle_homicide.csv")
    return table.rename(
        columns={
            "sid": "zone",
            "year": "time",
            "homicide_count": "n",
            "popwt": "exposure",
            "first_treat": "first_time",
        }
    )


@pytest.fixture(scope="module")
def golden():
    table = pd.read_csv(GOLDENS / "castle_homicide_regressions.csv")
    return table.set_index(["model", "term", "se_kind"])


def log_and_error(row, n_zones=None):
    """Return the log ratio and its standard error, from the interval by t or normal."""
    from scipy.stats import norm, t

    law = norm if n_zones is None else t(n_zones - 1)
    return np.log(row["ratio"]), np.log(row["high"] / row["low"]) / 2 / law.isf(0.025)


def test_cohort_model_equals_r(castle, golden):
    found = eg.staggered_effect(castle, errors="cluster")
    tables = {
        "all": found.to_frame().iloc[0],
        **{
            f"cohort_{row.first_time}": row._asdict()
            for row in found.cohorts.itertuples()
        },
        **{
            f"event_{row.time_since}": row._asdict()
            for row in found.by_time.itertuples()
        },
    }
    assert len(tables) == 11
    for term, row in tables.items():
        wanted = golden.loc[
            ("poisson_etwfe_log_ratio_of_sums", term, "delta_cluster_HC0_cadjust")
        ]
        estimate, error = log_and_error(row, 50)
        assert estimate == pytest.approx(wanted["estimate"], **EXACT)
        assert error == pytest.approx(wanted["se"], rel=1e-6)
    sums = golden.xs("poisson_etwfe_counterfactual_sum", level="model")["estimate"]
    assert found.expected == pytest.approx(sums["all"].iloc[0], rel=1e-9)
    att = (found.observed - found.expected) / castle["post"].sum()
    assert att == pytest.approx(28.3159039923320, rel=1e-7)


def test_group_by_time_equals_r(castle, golden):
    cells = eg.staggered_effect(castle, errors="cluster").cells
    assert len(cells) == 15
    for row in cells.to_dict("records"):
        term = f"g{row['first_time']}_y{row['time']}"
        wanted = golden.loc[
            ("poisson_etwfe_cell_log_ratio", term, "cluster_HC0_cadjust")
        ]
        estimate, error = log_and_error(row, 50)
        assert estimate == pytest.approx(wanted["estimate"], rel=1e-6)
        assert error == pytest.approx(wanted["se"], rel=1e-5)


def test_two_way_model_equals_r(castle, golden):
    fit = fit_panel(
        castle["n"],
        castle["zone"],
        castle["time"],
        columns=castle[["post"]],
        exposure=castle["exposure"],
    )
    wanted = golden.loc["poisson_twfe_offset"]
    assert fit.coefficients[0] == pytest.approx(
        wanted.loc[("post", "model"), "estimate"], **EXACT
    )
    gradient = fit.column_gradient()
    plain, cluster = (
        fit.covariance(gradient),
        fit.covariance(gradient, cluster=castle["zone"].to_numpy()),
    )
    assert plain[0, 0] ** 0.5 == pytest.approx(
        wanted.loc[("post", "model"), "se"], rel=1e-6
    )
    assert cluster[0, 0] ** 0.5 == pytest.approx(
        wanted.loc[("post", "cluster_HC0_cadjust"), "se"], rel=1e-6
    )
    assert fit.dispersion == pytest.approx(3.00608783205145, rel=1e-9)


def test_event_study_equals_r(castle, golden):
    found = eg.event_study(
        castle, estimator="two-way", errors="cluster", window=(-10, 4)
    )
    times = [at for at in range(-10, 5) if at != -1]
    wanted = (
        golden.loc["poisson_event_study_ref_-1"]
        .droplevel("se_kind")
        .loc[[f"k={at}" for at in times]]
    )
    assert found.log_effects == pytest.approx(
        wanted["estimate"].to_numpy(), rel=1e-6, abs=1e-8
    )
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(
        wanted["se"].to_numpy(), rel=1e-6
    )
    assert found.effects["is_reference"].sum() == 1


def test_zones_alike_equals_callaway_and_santanna(castle):
    table = pd.read_csv(GOLDENS / "castle_callaway_santanna.csv")
    table = table[
        (table["outcome"] == "homicide") & (table["control"] == "never_treated")
    ]
    wide = castle.pivot_table(index="zone", columns="time", values="homicide_rate")
    first = castle.groupby("zone")["first_time"].first()
    found = group_time_effects(wide, first, wide.columns)
    cells = table[table["what"] == "group_time"].set_index("cell")
    assert len(found.effect) == len(cells) == 50
    for group, time, effect, error in zip(
        found.group, found.time, found.effect, found.error, strict=True
    ):
        wanted = cells.loc[f"g{group}_t{time}"]
        assert effect == pytest.approx(wanted["estimate"], abs=1e-10)
        assert error == pytest.approx(wanted["se"], rel=1e-4)
    whole = table[table["what"] == "overall_simple"].iloc[0]
    assert found.overall == pytest.approx(whole["estimate"], abs=1e-10)
    assert found.overall_error == pytest.approx(whole["se"], rel=1e-4)
    log = group_time_effects(np.log(wide), first, wide.columns)
    assert (round(log.overall, 6), round(log.overall_error, 6)) == (0.019403, 0.038389)


def test_on_castle_the_sentence_says_that_the_answers_differ(castle):
    found = eg.staggered_effect(castle)
    alike = found.alternatives.set_index("estimator").loc["zones alike"]
    assert (found.answer, alike["answer"]) == ("rise", "unclear")
    english, swedish = found.sentence("en"), found.sentence("sv")
    assert "depends on the way to compute: 1 of 5" in english
    assert "when all zones weigh the same" in english
    assert "1.7 times as wide" in english
    assert "beror på hur man räknar" in swedish


def panel_of(counts, first):
    """Return a panel of counts (zones, times) with times 1, 2, ..."""
    counts = np.asarray(counts, dtype=float)
    n, t = counts.shape
    return pd.DataFrame(
        {
            "zone": np.repeat(np.arange(n), t),
            "time": np.tile(np.arange(1, t + 1), n),
            "n": counts.ravel(),
            "first_time": np.repeat(first, t),
        }
    )


def test_without_noise_every_effect_is_found_whatever_the_starts():
    """Effects that grow: zone and time effects times the planted ratios, by hand."""
    place, time = np.array([20, 30, 40, 10, 60]), np.array([1, 2, 1.5, 3, 2, 1])
    first = np.array([3, 4, 5, 0, 0])
    since = np.arange(1, 7) - first[:, None]
    effect = np.where((first[:, None] > 0) & (since >= 0), 0.9 ** (since + 1.0), 1)
    plain = place[:, None] * time
    found = eg.staggered_effect(panel_of(plain * effect, first))
    taken = effect < 1
    assert found.ratio == pytest.approx(
        (plain * effect)[taken].sum() / plain[taken].sum()
    )
    assert found.expected == pytest.approx(plain[taken].sum())
    assert found.by_time["ratio"].to_numpy() == pytest.approx(0.9 ** np.arange(1, 5))
    study = eg.event_study(panel_of(plain * effect, first))
    lead = study.effects["time_since"] < 0
    assert study.effects.loc[lead, "ratio"].to_numpy() == pytest.approx(1)
    two_way = found.alternatives.set_index("estimator").loc["two-way", "ratio"].iloc[0]
    assert two_way > found.ratio + 0.02


def test_zones_that_tell_nothing_are_left_out_and_counted():
    counts = [[9, 9, 4, 4], [0, 0, 3, 2], [8, 8, 8, 8], [7, 7, 7, 7], [0, 0, 0, 0]]
    found = eg.staggered_effect(
        panel_of(counts, [3, 3, 0, 0, 0])[lambda p: p["zone"] != 1]
    )
    assert (found.n_treated, found.n_comparison, found.n_dropped) == (1, 2, 1)
    assert found.ratio == pytest.approx(4 / 9)
    assert "left out" in found.sentence("en")


def test_a_cell_without_a_report_is_no_obstacle():
    counts = [[9, 9, 0, 6], [8, 8, 8, 8], [7, 7, 7, 7], [5, 5, 5, 5]]
    found = eg.staggered_effect(panel_of(counts, [3, 0, 0, 0]))
    assert found.ratio == pytest.approx(6 / 18)
    assert found.cells["ratio"].tolist() == pytest.approx([0, 6 / 9])
    assert np.isfinite([found.low, found.high]).all()


def test_without_places_to_compare_it_raises():
    everywhere = panel_of([[9, 9, 4, 4], [8, 8, 4, 4]], [3, 3])
    with pytest.raises(ValueError, match="can be compared before and after"):
        eg.staggered_effect(everywhere)
    later = panel_of([[9, 9, 4, 4], [8, 8, 8, 4]], [3, 4])
    assert eg.staggered_effect(later).n_periods == 3
    with pytest.raises(ValueError, match="never had anything done"):
        eg.event_study(later)
    with pytest.raises(ValueError, match="'reference' must be a time before 0"):
        eg.event_study(later, reference=0)
    twice = pd.concat([later, later.iloc[:1]])
    with pytest.raises(ValueError, match="one row a zone and time"):
        eg.staggered_effect(twice)


def test_near_zones_are_asked_for_by_role():
    counts = [[9, 9, 4, 4], [8, 8, 12, 12], [7, 7, 7, 7], [5, 5, 5, 5]]
    panel = panel_of(counts, [3, 3, 0, 0])
    panel["role"] = np.repeat(["treated", "near", "comparison", "comparison"], 4)
    assert eg.staggered_effect(panel).ratio == pytest.approx(4 / 9)
    assert eg.staggered_effect(panel, role="near").ratio == pytest.approx(1.5)


def test_by_lot_a_strong_fall_is_found_and_its_interval_holds_the_truth():
    rng = np.random.default_rng(3)
    first = np.array([7, 9, 8, 7, 0, 0, 0, 0, 0, 0])
    mean = np.full((10, 12), 15.0)
    fallen = np.where(
        (first[:, None] > 0) & (np.arange(1, 13) >= first[:, None]), 0.5, 1
    )
    held = 0
    for seed in range(12):
        panel = panel_of(rng.poisson(mean * fallen), first)
        found = eg.staggered_effect(
            panel, errors="randomization", permutations=199, rng=seed
        )
        assert found.p_value <= 0.02
        held += found.low < 0.5 < found.high
    assert held >= 10
