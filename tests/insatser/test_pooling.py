"""Pooled effects against statsmodels, and metafor's rma.mv and rma."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from builders import START, every
from statsmodels.stats.meta_analysis import combine_effects

from estgeo.insatser.effect import evaluate
from estgeo.insatser.insats import Insats
from estgeo.insatser.pooling import generalized_mean, pooled_effects
from estgeo.stats.rates import relative_rate_change

PAIRS = [
    ((60, 20), (90, 90)),
    ((40, 44), (50, 60)),
    ((80, 36), (90, 70)),
    ((3, 1), (2, 2)),
]


# Log risk ratios of 13 BCG trials and their variances (metadat 1.2-0, dat.bcg).
BCG = [
    (-0.8893113339202054, 0.32558476500396133),
    (-1.5853886572014306, 0.19458112139814385),
    (-1.3480731482996933, 0.41536796536796539),
    (-1.4415511900213054, 0.02001003190224757),
    (-0.2175473222112956, 0.05121017216963086),
    (-0.7861155858188640, 0.00690561845590876),
    (-1.6208982235983918, 0.22301724757231517),
    (0.0119523335238405, 0.00396157929781773),
    (-0.4694176487381494, 0.05643421046324897),
    (-1.3713448034727844, 0.07302479361302891),
    (-0.3393588283383906, 0.01241221397155972),
    (0.4459134005713787, 0.53250584520015276),
    (-0.0173139482168798, 0.07140465968398629),
]


def evaluations():
    return [
        SimpleNamespace(
            relative=relative_rate_change(*pair),
            insats=SimpleNamespace(kind="belysning" if i else "väktare"),
        )
        for i, pair in enumerate(PAIRS)
    ]


def test_equals_statsmodels_random_effects():
    found = evaluations()[:3]
    effect = np.array([e.relative.log_mean for e in found])
    variance = np.array([e.relative.log_se for e in found]) ** 2
    peer = combine_effects(effect, variance, method_re="chi2", use_t=True)
    row = pooled_effects(found).iloc[0]
    assert np.log(row.ratio) == pytest.approx(peer.mean_effect_re, abs=1e-9)
    assert row.tau**2 == pytest.approx(peer.tau2, abs=1e-9)
    wanted = peer.sd_eff_w_re_hksj * max(1, 1 / np.sqrt(peer.scale_hksj_re))
    half = (np.log(row.high) - np.log(row.low)) / 2
    assert half / wanted == pytest.approx(4.302653, rel=1e-6)


def test_too_few_events_are_left_out_and_kinds_kept_apart():
    table = pooled_effects(evaluations(), by="kind")
    table = table[table.model == "random"].set_index("group")
    assert table.n_insatser.to_dict() == {"all": 3, "belysning": 2, "väktare": 1}


def test_nothing_to_pool_is_an_error():
    with pytest.raises(ValueError, match="none of 1"):
        pooled_effects(evaluations()[3:])


# metafor 3.8-1, rma.mv(yi, V, method="EE") of three areas with one control area whose
# counts are 121 and 118; yi and the counts before and after of each area.
SHARED = {
    "yi": [-0.3556665743867165, -0.1391971301601999, -0.0802545945267499],
    "counts": [(60, 41), (33, 28), (70, 63)],
    "estimate": -0.184860882452273,
    "se": 0.174646543497895,
    "q": 1.105003660565259,
    "naive_se": 0.140429369471534,
}


def test_a_shared_control_equals_metafor():
    own = [1 / before + 1 / after for before, after in SHARED["counts"]]
    covariance = np.diag(own) + (1 / 121 + 1 / 118)
    found = generalized_mean(np.array(SHARED["yi"]), covariance)
    assert found.mean == pytest.approx(SHARED["estimate"], abs=1e-10)
    assert found.se == pytest.approx(SHARED["se"], abs=1e-10)
    assert found.q == pytest.approx(SHARED["q"], abs=1e-10)


def typed(pairs):
    kind = SimpleNamespace(kind="", name="insats")
    return [
        SimpleNamespace(relative=relative_rate_change(*pair), insats=kind)
        for pair in pairs
    ]


def test_the_same_control_is_known_by_its_counts():
    found = pooled_effects(typed([(pair, (121, 118)) for pair in SHARED["counts"]]))
    row = found[found.model == "common"].iloc[0]
    # The Jeffreys variance of log odds instead of sums of 1 / n: within a hundredth.
    se = (np.log(row.high) - np.log(row.low)) / 2 / 1.959964
    assert se == pytest.approx(SHARED["se"], rel=0.01)
    assert se > 1.2 * SHARED["naive_se"]


def test_two_clear_falls_are_a_clear_fall_in_the_common_row():
    table = pooled_effects(typed([((60, 20), (90, 90)), ((70, 25), (95, 90))]))
    table = table.set_index("model")
    assert table.low["random"] < 0.1
    assert table.high["random"] > 1
    assert table.high["common"] < 0.6
    # By hand: inverse variance weights of the two log effects.
    effects = [
        relative_rate_change((60, 20), (90, 90)),
        relative_rate_change((70, 25), (95, 90)),
    ]
    weight = [1 / e.log_se**2 for e in effects]
    mean = sum(w * e.log_mean for w, e in zip(weight, effects, strict=True)) / sum(
        weight
    )
    assert np.log(table.ratio["common"]) == pytest.approx(mean)


def test_five_insatser_need_no_common_row():
    pairs = [((60, 20 + i), (90, 90 + i)) for i in range(5)]
    assert pooled_effects(typed(pairs)).model.tolist() == ["random"]


def test_areas_in_common_are_found_on_the_ground(plain, areas):
    days = {0: every(2), 1: every(3), 3: every(2), 4: every(2), 5: every(4)}
    incidents = plain(days)
    insatser = [Insats("a", areas([0]), START), Insats("b", areas([1]), START)]
    shared = [evaluate(incidents, one, control=areas([3, 4])) for one in insatser]
    apart = [
        evaluate(incidents, one, control=areas([number]))
        for one, number in zip(insatser, (3, 4), strict=True)
    ]
    se = {}
    for name, found in (("shared", shared), ("apart", apart)):
        table = pooled_effects(found).set_index("model")
        se[name] = (np.log(table.high) - np.log(table.low))["common"] / 2 / 1.959964
    variance = [e.relative.log_se**2 for e in shared]
    # All events of the control are in common: the variance of its log odds.
    control = shared[0].relative
    cells = control.control_before + 0.5, control.control_after + 0.5
    both = np.sqrt(shared[0].dispersion * shared[1].dispersion) * sum(
        1 / cell for cell in cells
    )
    wanted = np.linalg.inv(np.array([[variance[0], both], [both, variance[1]]])).sum()
    assert se["shared"] == pytest.approx(wanted**-0.5, rel=0.01)


def test_controls_that_overlap_in_part_are_warned_of(plain, areas):
    incidents = plain({0: every(2), 1: every(3), 3: every(2), 4: every(2)})
    wide = areas([3, 4])
    wide.geometry = wide.buffer(20)
    one = evaluate(incidents, Insats("a", areas([0]), START), control=areas([3, 4]))
    two = evaluate(incidents, Insats("b", areas([1]), START), control=wide)
    with pytest.warns(UserWarning, match="first: a and b"):
        pooled_effects([one, two])


def test_bcg_equals_metafor():
    """DerSimonian and Laird and the common effect of the BCG trials, metafor 3.8-1."""
    table = pd.DataFrame(BCG, columns=["yi", "vi"])
    found = generalized_mean(table.yi.to_numpy(), np.diag(table.vi))
    assert found.mean == pytest.approx(-0.430285163654091, abs=1e-10)
    assert found.se == pytest.approx(0.0404987517108638, abs=1e-10)
    assert found.q == pytest.approx(152.233008082373, rel=1e-10)
    tau2 = (found.q - 12) / found.freedom_weight
    assert tau2 == pytest.approx(0.308760262862376, rel=1e-10)
