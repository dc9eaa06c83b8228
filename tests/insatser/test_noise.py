"""What a comparison is judged by: season, drift, trend before, few events, themes."""

import numpy as np
import pandas as pd
import pytest
from builders import DAY, LAST, START, every

import estgeo as eg
from estgeo.stats.dispersion import share_dispersion


@pytest.fixture
def insats(areas):
    return eg.Insats("Belysning", areas([0]), START)


def seasonal(step_high, step_low):
    """Return days with many events in one half of every year and few in the other."""
    days = np.arange(LAST)
    high = (days % 364) < 182
    return days[np.where(high, days % step_high == 0, days % step_low == 0)]


def test_a_season_in_common_is_no_noise(plain, insats, areas):
    incidents = plain({0: seasonal(1, 4), 3: seasonal(1, 4)})
    found = eg.evaluate(incidents, insats, control=areas([3]))
    assert found.dispersion < 1.1
    # The area alone does not know that: there the season is noise.
    assert found.change.dispersion > 4


def test_dispersion_and_its_parts_are_in_the_checks(plain, insats, areas):
    rng = np.random.default_rng(2)
    days = {n: np.sort(rng.integers(0, LAST, 300)) for n in range(21)}
    found = eg.evaluate(plain(days), insats, candidates=areas(range(1, 21)))
    checks = found.checks.set_index("code")
    assert checks.loc["dispersion", "values"]["value"] == found.dispersion
    assert 1 <= checks.loc["dispersion", "values"]["part"] <= found.dispersion
    assert checks.loc["drift", "values"]["areas"] == 20
    assert checks.ok["drift"]


def test_areas_that_drift_apart_widen_the_interval(plain, insats, areas):
    rng = np.random.default_rng(4)
    still = {n: np.sort(rng.integers(0, LAST, 400)) for n in range(21)}
    drifting = {
        n: d if n == 0 else d[(d < DAY) | (rng.random(len(d)) < (0.4, 1.0)[n % 2])]
        for n, d in still.items()
    }
    calm, moved = (
        eg.evaluate(plain(days), insats, candidates=areas(range(1, 21)))
        for days in (still, drifting)
    )
    assert moved.dispersion > 2 * calm.dispersion
    drift = moved.checks.set_index("code").loc["drift", "values"]["drift"]
    # The log ratios are log .4 and 0 at random: a standard deviation of .46, shrunk.
    assert drift == pytest.approx(np.expm1(0.46), rel=0.35)


def test_one_control_cannot_tell_of_drift_and_says_so(plain, insats, areas):
    incidents = plain({0: every(2), 3: every(2)})
    found = eg.evaluate(incidents, insats, control=areas([3]))
    assert not found.checks.set_index("code").ok["drift"]
    assert "områdens egen drift okänd" in found.sentence("sv")
    given = eg.evaluate(incidents, insats, control=areas([3]), dispersion=2)
    assert "drift" not in set(given.checks.code)
    assert given.dispersion == 2


def test_three_controls_tell_of_drift_too(plain, insats, areas):
    incidents = plain({n: every(3) for n in (0, 2, 3, 4)})
    found = eg.evaluate(incidents, insats, control=areas([2, 3, 4]))
    few = found.checks.set_index("code").loc["drift"]
    assert (few["ok"], few["values"]["areas"], few["values"]["how"]) == (
        True,
        3,
        "still",
    )


def test_rings_have_a_dispersion_of_their_own(plain, insats, areas):
    days = {0: every(2), 0.2: np.repeat(every(14), 6), 3: every(2), 3.2: every(3)}
    found = eg.evaluate(plain(days), insats, control=areas([3]))
    ring = found.displacement.iloc[0]
    even = plain(days | {0.2: np.sort(np.repeat(every(7), 3))})
    calm = eg.evaluate(even, insats, control=areas([3])).displacement.iloc[0]
    assert (ring.before, calm.before) == (156, 156)
    # Six at a time vary more than three at a time, though the insats area does not.
    assert np.log(ring.high / ring.low) > 1.2 * np.log(calm.high / calm.low)


def test_the_trend_before_and_what_turns_the_verdict(plain, insats, areas):
    fall = np.r_[every(1, 0, DAY), every(4, DAY)]
    found = eg.evaluate(plain({0: fall, 3: every(1)}), insats, control=areas([3]))
    trend = found.trend_before
    assert trend.change_per_year == pytest.approx(0, abs=0.01)
    assert trend.low < 0 < trend.high
    # From the middle of the weeks before to the middle of those after, in years.
    gap = (DAY + 7 + LAST - (DAY - 7 - 364) - (DAY - 7)) / 2 / 365.25
    assert trend.breakdown == pytest.approx(found.relative.high ** (1 / gap) - 1)
    assert trend.bias_low == pytest.approx((1 + trend.low) ** gap - 1)
    assert found.checks.set_index("code").ok["parallel_before"]


def test_a_verdict_that_a_trend_may_explain_is_not_reassured(plain, insats, areas):
    # A fall that is just beyond chance: a slight trend before would explain it.
    own = np.r_[every(2, 0, DAY), np.arange(DAY, LAST, 3.2).astype(int)]
    found = eg.evaluate(
        plain({0: own, 3: np.repeat(np.arange(LAST), 3)}), insats, control=areas([3])
    )
    assert found.verdict.startswith("fall")
    assert found.trend_before.low < found.trend_before.breakdown < 0
    check = found.checks.set_index("code").loc["parallel_before"]
    assert not check["ok"]
    assert (
        "Slutsatsen ändras"
        in found.explain("sv").set_index("code").message["parallel_before"]
    )


def test_undecided_has_no_breakdown_but_its_interval(plain, insats, areas):
    found = eg.evaluate(plain({0: every(9), 3: every(3)}), insats, control=areas([3]))
    assert found.verdict == "undecided"
    assert np.isnan(found.trend_before.breakdown)
    said = found.explain("en").set_index("code").message["parallel_before"]
    assert "may have changed by between" in said


def test_few_events_still_have_a_limit(plain, insats, areas):
    days = {0: [200, 300, 400, 500], 3: every(30)}
    found = eg.evaluate(plain(days), insats, control=areas([3]), dispersion=1)
    assert found.verdict == "too few events"
    assert np.isnan([found.relative.low, found.relative.high]).all()
    typed = eg.relative_rate_change(
        (found.relative.before, found.relative.after),
        (found.relative.control_before, found.relative.control_after),
        days_treated=(364, 91),
        days_control=(364, 91),
    )
    assert found.relative.at_most == pytest.approx(typed.at_most)
    assert np.isfinite(typed.at_most)
    assert "högst" in found.sentence("sv")
    assert "at most" in found.sentence("en")


def test_no_effect_worth_having_is_said(plain, insats, areas):
    many = np.repeat(np.arange(LAST), 30)
    incidents = plain({0: many, 3: many})
    found = eg.evaluate(incidents, insats, control=areas([3]))
    assert found.verdict == "no effect worth having"
    assert "en minskning på 10 % eller mer kan uteslutas" in found.sentence(
        "sv"
    ).replace("\u202f", " ")
    small = eg.evaluate(incidents, eg.Design(insats, wanted=-0.01), control=areas([3]))
    assert small.verdict == "undecided"
    assert small.relative.wanted == -0.01


@pytest.mark.parametrize("control", [True, False])
def test_themes_add_up_to_the_counts(plain, areas, insats, control):
    incidents = plain({0: every(1), 3: every(1)})
    incidents["theme"] = np.resize(["a", None, "b", "c", None], len(incidents))
    found = eg.evaluate(incidents, insats, control=areas([3]) if control else None)
    table = found.by_theme
    assert table.before.sum() == found.counts.before.iloc[0]
    assert table.after.sum() == found.counts.after.iloc[0]
    assert table.theme.isna().sum() == 1
    if control:
        assert table.control_before.sum() == found.relative.control_before


def test_themes_with_only_unsaid_ones_and_with_themes_asked_for(plain, areas):
    incidents = plain({0: every(1), 3: every(1)}).assign(theme=None)
    found = eg.evaluate(
        incidents, eg.Insats("a", areas([0]), START), control=areas([3])
    )
    assert found.by_theme.before.tolist() == [found.counts.before.iloc[0]]
    incidents["theme"] = np.resize(["a", None], len(incidents))
    asked = eg.Insats("a", areas([0]), START, themes=["a"])
    found = eg.evaluate(incidents, asked, control=areas([3]))
    assert found.by_theme.theme.tolist() == ["a"]
    assert found.by_theme.before.sum() == found.counts.before.iloc[0]


def test_the_detectable_fall_is_of_the_dispersion_of_the_comparison(
    plain, insats, areas
):
    incidents = plain({0: seasonal(1, 4), 3: seasonal(1, 4)})
    found = eg.evaluate(incidents, insats, control=areas([3]), rng=1)
    before = found.relative.before
    wanted = eg.detectable_change(
        before / 52,
        weeks_before=52,
        weeks_after=13,
        control_ratio=found.relative.control_before / before,
        dispersion=found.dispersion,
        alpha=1 - 0.95,
        rng=1,
    )
    # Simulated, so only about the same.
    assert found.detectable == pytest.approx(wanted, rel=0.03)


def test_share_dispersion_is_that_of_the_weeks(plain, insats, areas):
    rng = np.random.default_rng(3)
    days = {n: np.sort(rng.integers(0, LAST, 500)) for n in (0, 3)}
    found = eg.evaluate(plain(days), insats, control=areas([3]))
    week = {n: (DAY - 8 - d) // 7 for n, d in days.items()}
    weeks = (DAY - 7) // 7
    series = [
        np.bincount(w[(d < DAY - 7) & (w < weeks)], minlength=weeks)[::-1]
        for w, d in zip(week.values(), days.values(), strict=True)
    ]
    part = found.checks.set_index("code").loc["dispersion", "values"]["part"]
    assert part == pytest.approx(share_dispersion(*series))
    assert pd.notna(part)
