"""The group's risk value beside the counts: weeks laid together, correlation honest."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from estgeo import risk_series
from estgeo.stats.shifted_ranks import shifted_rank_correlation

MONDAY = pd.Timestamp("2020-10-05")  # 2020-W41, so that week 53 is among them


def reports(counts):
    """Return that many reports a week, one of them on its Sunday."""
    weeks = np.repeat(np.arange(len(counts)), counts)
    days = MONDAY + pd.to_timedelta(weeks * 7 + 6, unit="D")
    start = (days + pd.Timedelta("12h")).tz_localize("Europe/Stockholm")
    # The first week is whole only if it is reached on its Monday.
    monday = pd.DatetimeIndex([MONDAY + pd.Timedelta("9h")], tz="Europe/Stockholm")
    return pd.DataFrame({"start": start.append(monday)})


def labels(n):
    days = MONDAY + pd.to_timedelta(np.arange(n) * 7, unit="D")
    iso = days.isocalendar()
    return [f"{y}-W{w:02d}" for y, w in zip(iso["year"], iso["week"], strict=True)]


def test_weeks_are_laid_beside_each_other_also_week_53():
    counts = [2, 1, 3, 1] * 4
    judged = pd.DataFrame({"week": labels(16), "risk_value": range(16)})
    found = risk_series(reports(counts), judged.drop(index=3))
    assert found.weeks["period"].to_list() == labels(16)
    assert "2020-W53" in labels(16)
    assert found.weeks["n"].to_list() == [3, *counts[1:]]
    assert found.weeks.loc[15, "risk_value"] == 15
    assert np.isnan(found.weeks.loc[3, "risk_value"])
    assert found.n_weeks == 15
    assert np.isnan([found.rank_correlation, found.p_value]).all()
    assert found.sentence("sv").startswith("15 veckor räcker inte")


def test_correlation_is_spearmans_and_p_counts_the_turns():
    rng = np.random.default_rng(2)
    counts = rng.poisson(4, 60) + 1
    risk = np.clip(counts // 2 + rng.integers(-1, 2, 60), 1, 4)
    judged = pd.DataFrame({"week": labels(60), "risk_value": risk})
    found = risk_series(reports(counts), judged)
    n = found.weeks["n"].to_numpy()
    assert found.rank_correlation == pytest.approx(spearmanr(n, risk).statistic)
    turns = [abs(spearmanr(n, np.roll(risk, k)).statistic) for k in range(60)]
    assert found.p_value == pytest.approx(np.mean(np.array(turns) >= turns[0] - 1e-9))
    assert found.sentence("en").startswith("The risk value follows the counts")
    assert found.to_frame().shape == (1, 3)


def test_weeks_that_carry_over_are_not_taken_for_a_connection():
    """Two series with memory but nothing in common; Spearman alone says one in five."""
    rng = np.random.default_rng(4)
    n, carry, count = 78, 0.8, 400
    noise = rng.normal(size=(2, count, n + 60))
    level = np.zeros_like(noise)
    for t in range(1, n + 60):
        level[..., t] = carry * level[..., t - 1] + 0.6 * noise[..., t]
    counts = rng.poisson(np.exp(1.6 + 0.4 * level[0, :, 60:]))
    risk = np.digitize(level[1, :, 60:], [-0.8, 0.5, 1.4])
    ours, plain = [], []
    for y, value in zip(counts, risk, strict=True):
        turned = np.abs(shifted_rank_correlation(y, value))
        ours.append((turned >= turned[0] - 1e-9).mean())
        plain.append(spearmanr(y, value).pvalue)
    # Four standard errors of 400 above 0.05; a thousand more are in the docs.
    assert np.mean(np.array(ours) <= 0.05) <= 0.094
    assert np.mean(np.array(plain) <= 0.05) >= 0.12


def test_a_group_that_never_changes_its_mind_tells_nothing():
    judged = pd.DataFrame({"week": labels(30), "risk_value": 2})
    found = risk_series(reports([2, 3] * 15), judged)
    assert (found.n_weeks, np.isnan(found.p_value)) == (30, True)


def test_input_is_left_alone_and_the_order_does_not_matter():
    judged = pd.DataFrame({"week": labels(30), "risk_value": [1, 2, 3] * 10})
    incidents = reports([1, 4, 2, 3, 1] * 6)
    before = judged.copy(), incidents.copy()
    found = risk_series(incidents, judged)
    mixed = risk_series(incidents[::-1], judged.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(mixed.weeks, found.weeks)
    pd.testing.assert_frame_equal(judged, before[0])
    pd.testing.assert_frame_equal(incidents, before[1])


@pytest.mark.parametrize(
    ("weeks", "values", "message"),
    [
        (["2020-10"], [1], "'week' must be an ISO week"),
        (["2020-W41", "2020-W41"], [1, 2], "given once each, got 2020-W41 twice"),
        (["2020-W40"], [1], "from 2020-W41 to 2020-W43.*got 2020-W40.*'span'"),
        (["2020-W42"], ["high"], "'risk_value' must be a number in every row.*'high'"),
    ],
)
def test_errors(weeks, values, message):
    judged = pd.DataFrame({"week": weeks, "risk_value": values})
    with pytest.raises(ValueError, match=message):
        risk_series(reports([2, 2, 2]), judged)


def test_a_span_says_what_is_covered():
    judged = pd.DataFrame({"week": ["2020-W40"], "risk_value": [1]})
    found = risk_series(reports([2, 2, 2]), judged, span=("2020-W40", "2020-W43"))
    assert found.weeks["n"].to_list() == [0, 3, 2, 2]
