"""Pooled effects against statsmodels."""

from types import SimpleNamespace

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from estgeo.insatser.pooling import pooled_effects
from estgeo.stats.rates import relative_rate_change

PAIRS = [
    ((60, 20), (90, 90)),
    ((40, 44), (50, 60)),
    ((80, 36), (90, 70)),
    ((3, 1), (2, 2)),
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
    table = pooled_effects(evaluations(), by="kind").set_index("group")
    assert table.n_insatser.to_dict() == {"all": 3, "belysning": 2, "väktare": 1}


def test_nothing_to_pool_is_an_error():
    with pytest.raises(ValueError, match="none of 1"):
        pooled_effects(evaluations()[3:])
