"""Rates before and after: published examples, R, brute force, edges."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.special import digamma, polygamma
from scipy.stats import beta, binom, binomtest, nchypergeom_fisher
from scipy.stats.contingency import odds_ratio
from worked_examples import EXAMPLES, GOLDENS

from estgeo.stats._rate_change import evidence
from estgeo.stats.rates import rate_change, relative_rate_change


def test_a_halved_count_by_hand():
    change = rate_change(40, 20)
    share = beta(20.5, 40.5)
    assert change.ratio == 0.5
    assert change.change == -0.5
    assert change.low == pytest.approx(share.ppf(0.025) / (1 - share.ppf(0.025)))
    assert change.high == pytest.approx(share.ppf(0.975) / (1 - share.ppf(0.975)))
    assert change.low80 == pytest.approx(share.ppf(0.1) / (1 - share.ppf(0.1)))
    assert change.high80 == pytest.approx(share.ppf(0.9) / (1 - share.ppf(0.9)))
    assert change.median == pytest.approx(share.ppf(0.5) / (1 - share.ppf(0.5)))
    assert change.p_fall == pytest.approx(share.cdf(0.5))
    assert change.p_fall_35 == pytest.approx(share.cdf(0.65 / 1.65))


def test_unequal_days_are_rates_a_day():
    change = rate_change(40, 10, days_before=364, days_after=91)
    assert change.ratio == pytest.approx(1.0)
    assert change.low < 1 < change.high
    same = relative_rate_change(
        (40, 10), (80, 20), days_treated=(364, 91), days_control=(364, 91)
    )
    assert same.ratio == pytest.approx(1.0)
    shifted = relative_rate_change((40, 10), (80, 20), days_treated=(364, 91))
    assert shifted.ratio == pytest.approx(4.0)
    assert shifted.median / same.median == pytest.approx(4.0)


def test_ratio_of_ratios_equals_the_published_log_ratio():
    example = EXAMPLES["rirr_wheeler_blog"]
    change = relative_rate_change(**example["inputs"])
    assert np.log(change.ratio) == pytest.approx(-0.4238142, abs=1e-6)
    assert change.ratio == pytest.approx(example["expected"]["rirr"], abs=1e-6)


def test_ratio_of_ratios_equals_r():
    for row in pd.read_csv(GOLDENS / "ratio_of_irr_2x2.csv").itertuples():
        change = relative_rate_change(
            (row.trt_pre, row.trt_post), (row.ctl_pre, row.ctl_post)
        )
        assert change.ratio == pytest.approx(row.rirr, abs=1e-7)


def test_ratio_of_ratios_equals_poisson_regression_on_the_panel():
    cells = pd.read_csv(GOLDENS / "two_by_two.csv").set_index(["treat", "post"])
    days = cells.months * cells.precincts
    change = relative_rate_change(
        (cells["count"][1, 0], cells["count"][1, 1]),
        (cells["count"][0, 0], cells["count"][0, 1]),
        days_treated=(days[1, 0], days[1, 1]),
        days_control=(days[0, 0], days[0, 1]),
    )
    golden = pd.read_csv(GOLDENS / "coefficients.csv")
    golden = golden[(golden.model == "poisson") & (golden.term == "treat:post")].iloc[0]
    assert change.ratio == pytest.approx(golden.irr, abs=1e-7)
    # With some thousand events the interval is the Wald interval of R to 3 digits.
    assert change.low == pytest.approx(golden.irr_lo, rel=2e-3)
    assert change.high == pytest.approx(golden.irr_hi, rel=2e-3)


@pytest.mark.parametrize(
    ("phi", "low", "high", "falls"),
    [
        (1.0, 0.364, 1.168, (0.925, 0.859, 0.490)),
        (1.5, 0.319, 1.330, (0.879, 0.810, 0.491)),
    ],
)
def test_interval_equals_the_drawn_one_of_the_design_note(phi, low, high, falls):
    change = relative_rate_change((50, 30), (60, 55), dispersion=phi)
    assert change.low == pytest.approx(low, abs=0.006)
    assert change.high == pytest.approx(high, abs=0.02)
    found = (change.p_fall, change.p_fall_10, change.p_fall_35)
    assert found == pytest.approx(falls, abs=0.006)


@pytest.mark.parametrize(
    ("treated", "control", "phi"),
    [((50, 30), (60, 55), 1.5), ((7, 0), (3, 9), 1.0), ((900, 700), (4, 6), 2.5)],
)
def test_interval_equals_adaptive_quadrature(treated, control, phi):
    change = relative_rate_change(treated, control, dispersion=phi)
    first = beta(treated[1] / phi + 0.5, treated[0] / phi + 0.5)
    second = beta(control[1] / phi + 0.5, control[0] / phi + 0.5)

    def below(ratio):
        # P(odds of first <= ratio * odds of second), over quantiles of the second.
        def chance(u):
            odds = ratio * second.ppf(u) / (1 - second.ppf(u))
            return first.cdf(odds / (1 + odds))

        return quad(chance, 0, 1, limit=300, epsabs=1e-9)[0]

    assert below(change.low) == pytest.approx(0.025, abs=1e-6)
    assert below(change.high) == pytest.approx(0.975, abs=1e-6)
    assert below(0.9) == pytest.approx(change.p_fall_10, abs=1e-6)


@pytest.mark.parametrize(
    ("before", "after", "days"), [(20, 10, 1), (5, 0, 2), (0, 9, 3)]
)
def test_mid_p_of_one_area_by_summing_the_binomial(before, after, days):
    share = 1 / (1 + days)
    lower = binom.cdf(after - 1, before + after, share)
    half = binom.pmf(after, before + after, share) / 2
    expected = 2 * min(lower + half, 1 - lower - half)
    found = rate_change(before, after, days_before=days)
    assert found.p_value == pytest.approx(expected)


@pytest.mark.parametrize("days", [1.0, 4.0])
def test_mid_p_of_two_areas_by_summing_fishers_distribution(days):
    (t0, t1), (c0, c1) = (20, 9), (14, 22)
    table = nchypergeom_fisher(t0 + t1 + c0 + c1, t0 + t1, t1 + c1, 1 / days)
    half = table.pmf(t1) / 2
    lower = table.cdf(t1 - 1) + half
    found = relative_rate_change((t0, t1), (c0, c1), days_treated=(days, 1))
    assert found.p_value == pytest.approx(2 * min(lower, 1 - lower), rel=1e-6)


def test_p_of_scaled_counts_lies_between_those_of_whole_neighbors():
    pairs = [((10 * k, 5 * k), (8 * k, 9 * k)) for k in (1, 2)]
    small, large = (relative_rate_change(*pair).p_value for pair in pairs)
    scaled = relative_rate_change(*pairs[1], dispersion=1.4).p_value
    assert large < scaled < small
    same = relative_rate_change(*pairs[1], dispersion=2.0)
    assert same.p_value == pytest.approx(small)
    assert same.high == pytest.approx(relative_rate_change(*pairs[0]).high)


def test_dispersion_widens():
    widths = [
        relative_rate_change((30, 20), (40, 40), dispersion=phi).high
        for phi in (1, 1.5, 2.5)
    ]
    assert widths == sorted(widths)
    assert len(set(widths)) == 3


def test_common_shock_and_scale_of_the_control_cancel():
    calm = relative_rate_change((40, 30), (400, 300))
    shock = relative_rate_change((40, 18), (400, 180))
    assert calm.ratio == pytest.approx(shock.ratio)


def test_too_few_events_give_no_percentage():
    refused = relative_rate_change((2, 2), (40, 40))
    assert refused.status == refused.verdict == "too few events"
    assert np.isnan([refused.ratio, refused.low, refused.p_fall]).all()
    assert refused.before == 2
    assert refused.to_frame().status.tolist() == ["too few events"]
    assert relative_rate_change((40, 4), (40, 40)).status == "few events"


def test_empty_cells_keep_an_interval():
    change = relative_rate_change((12, 0), (30, 28))
    assert change.ratio == 0
    assert 0 < change.low < change.median < change.high < 1
    assert change.verdict == "fall of at least 35 %"
    rise = rate_change(0, 12)
    assert np.isnan(rise.ratio)
    assert rise.verdict == "rise"


@pytest.mark.parametrize(
    ("treated", "verdict"),
    [
        ((400, 400), "undecided"),
        ((400, 335), "fall"),
        ((400, 290), "fall of at least 10 %"),
        ((400, 190), "fall of at least 35 %"),
        ((400, 500), "rise"),
    ],
)
def test_verdict_goes_by_the_interval(treated, verdict):
    assert relative_rate_change(treated, (4000, 4000)).verdict == verdict


def test_moments_of_the_log_ratio_are_those_of_log_odds():
    # If p is Beta(a, b), log(p / (1 - p)) has mean psi(a) - psi(b) and variance
    # psi'(a) + psi'(b).
    alone = rate_change(40, 20, days_before=100, days_after=50)
    mean = digamma(20.5) - digamma(40.5)
    variance = polygamma(1, 20.5) + polygamma(1, 40.5)
    assert alone.log_mean == pytest.approx(mean + np.log(2))
    assert alone.log_se == pytest.approx(np.sqrt(variance))
    both = relative_rate_change((40, 20), (30, 31))
    assert both.log_mean == pytest.approx(mean - (digamma(31.5) - digamma(30.5)))
    other = polygamma(1, 31.5) + polygamma(1, 30.5)
    assert both.log_se == pytest.approx(np.sqrt(variance + other))


def test_a_change_keeps_what_it_was_made_of():
    change = relative_rate_change(
        (40, 20),
        (30, 31),
        days_treated=(365, 180),
        days_control=(364, 181),
        dispersion=1.5,
        confidence=0.9,
    )
    assert (change.before, change.after) == (40, 20)
    assert (change.control_before, change.control_after) == (30, 31)
    assert (change.days_before, change.days_after) == (365, 180)
    assert (change.control_days_before, change.control_days_after) == (364, 181)
    assert (change.dispersion, change.confidence) == (1.5, 0.9)
    assert change.ratio == pytest.approx(
        (20 / 180) / (40 / 365) / (31 / 181 / (30 / 364))
    )
    alone = rate_change(40, 20)
    assert np.isnan([alone.control_before, alone.control_after]).all()
    assert (alone.dispersion, alone.confidence) == (1, 0.95)


def test_median_equals_the_median_of_draws():
    change = relative_rate_change((9, 3), (5, 8), dispersion=1.5)
    draws = np.random.default_rng(1)
    first = draws.beta(2.5, 6.5, 400_000)
    second = draws.beta(8 / 1.5 + 0.5, 5 / 1.5 + 0.5, 400_000)
    drawn = np.median(first / (1 - first) / (second / (1 - second)))
    assert change.median == pytest.approx(drawn, rel=0.01)


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (
            lambda: rate_change(-1, 2),
            "'before' must be zero or a positive number, got -1",
        ),
        (
            lambda: rate_change(1, 2, days_after=0),
            "'days_after' must be a positive number",
        ),
        (lambda: rate_change(1, 2, dispersion=0), "'dispersion' must be a positive"),
        (
            lambda: rate_change(9, 9, confidence=95),
            "'confidence' must be a number between",
        ),
        (lambda: relative_rate_change((1, 2, 3), (1, 2)), "'treated' must be a pair"),
    ],
)
def test_bad_arguments(call, match):
    with pytest.raises(ValueError, match=match):
        call()


def test_what_was_asked_stands_in_the_answer():
    alone = rate_change(30, 20, dispersion=1.5, confidence=0.9).provenance
    assert (alone.function, dict(alone.parameters)) == (
        *("rate_change", {"dispersion": 1.5, "confidence": 0.9}),
    )
    both = relative_rate_change((30, 20), (40, 41), dispersion=1.5, confidence=0.9)
    made = both.provenance
    assert (made.function, dict(made.parameters)) == (
        *("relative_rate_change", {"dispersion": 1.5, "confidence": 0.9}),
    )


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.2, 0.65, "fall of at least 35 %"),
        (0.2, 0.651, "fall of at least 10 %"),
        (0.2, 0.9, "fall of at least 10 %"),
        (0.2, 0.901, "fall"),
        (0.2, 1.0, "fall"),
        (0.2, 1.001, "undecided"),
        (0.999, 1.7, "undecided"),
        (1.0, 1.7, "rise"),
    ],
)
def test_an_interval_that_ends_on_a_limit_reaches_it(low, high, verdict):
    assert replace(rate_change(40, 20), low=low, high=high).verdict == verdict


@pytest.mark.parametrize("status", ["too few events", "no control", "no history"])
def test_without_an_interval_the_verdict_is_why(status):
    assert replace(rate_change(40, 20), high=np.nan, status=status).verdict == status


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ((5, 5), "ok"),
        ((5, 4), "few events"),
        ((4, 9, 50, 50), "few events"),
        ((5, 0), "few events"),
        ((4, 0), "too few events"),
        ((50, 50, 2, 2), "too few events"),
        ((50, 50, 2, 3), "few events"),
        ((5, 5, 5, 5), "ok"),
    ],
)
def test_five_events_are_enough(cells, status):
    assert evidence(cells) == status


def test_a_ratio_to_one_event_or_less_is_given():
    assert rate_change(1, 12).ratio == 12
    assert relative_rate_change((1, 12), (9, 3)).ratio == 36
    assert np.isnan(relative_rate_change((9, 12), (9, 0)).ratio)


def test_falls_are_of_the_rate_when_the_days_differ():
    # Twice the days before: a rate of 0.9 or 0.65 is 0.45 or 0.325 in counts.
    change = rate_change(80, 30, days_before=200, days_after=100)
    share = beta(30.5, 80.5)
    assert change.p_fall == pytest.approx(share.cdf(0.5 / 1.5))
    assert change.p_fall_10 == pytest.approx(share.cdf(0.45 / 1.45))
    assert change.p_fall_35 == pytest.approx(share.cdf(0.325 / 1.325))
    assert change.low == pytest.approx(2 * share.ppf(0.025) / (1 - share.ppf(0.025)))
    assert np.isnan([change.control_days_before, change.control_days_after]).all()


@pytest.mark.parametrize(
    ("own", "other"),
    [((4, 0), (10, 6)), ((3, 2), (8, 9)), ((10, 1), (40, 38)), ((1, 6), (5, 5))],
)
def test_one_sided_limits_equal_scipys_conditional_ones(own, other):
    found = relative_rate_change(own, other)
    table = [[own[1], own[0]], [other[1], other[0]]]
    peer = odds_ratio(table, kind="conditional")
    upper = peer.confidence_interval(0.95, alternative="less").high
    lower = peer.confidence_interval(0.95, alternative="greater").low
    assert found.at_most == pytest.approx(upper, rel=1e-6)
    assert found.at_least == pytest.approx(lower, rel=1e-6, abs=1e-12)


def test_four_to_nought_has_an_upper_limit():
    found = relative_rate_change((4, 0), (10, 6))
    assert (found.status, found.at_least) == ("too few events", 0)
    # The chance of none after of the four is .05 there, of all tables with the margins.
    ways = [math.comb(4, k) * math.comb(16, 6 - k) for k in range(5)]
    terms = [w * found.at_most**k for k, w in enumerate(ways)]
    assert terms[0] / sum(terms) == pytest.approx(0.05)


def test_one_sided_limits_of_one_area_equal_clopper_pearson():
    found = rate_change(7, 2, days_before=100, days_after=50)
    high = binomtest(2, 9, alternative="less").proportion_ci(0.95).high
    low = binomtest(2, 9, alternative="greater").proportion_ci(0.95).low
    assert found.at_most == pytest.approx(high / (1 - high) * 2)
    assert found.at_least == pytest.approx(low / (1 - low) * 2)


def test_nothing_has_no_limit_on_either_side():
    for found in (relative_rate_change((0, 0), (10, 6)), rate_change(0, 0)):
        assert (found.at_least, found.at_most) == (0, np.inf)


def test_days_move_the_limits_as_they_move_the_ratio():
    plain = relative_rate_change((30, 20), (40, 40))
    longer = relative_rate_change((30, 20), (40, 40), days_treated=(1, 2))
    assert longer.at_most == pytest.approx(plain.at_most / 2)
    assert longer.at_least == pytest.approx(plain.at_least / 2)


@pytest.mark.parametrize(
    ("own", "other", "verdict"),
    [
        ((4000, 4000), (4000, 4000), "no effect worth having"),
        ((400, 400), (400, 400), "undecided"),
        # A sure fall of four per cent is no fall of ten.
        ((90_000, 86_400), (90_000, 90_000), "no effect worth having"),
        ((4000, 3600), (4000, 4000), "fall"),
        ((4000, 4800), (4000, 4000), "rise"),
    ],
)
def test_no_effect_worth_having_is_a_verdict_of_its_own(own, other, verdict):
    assert relative_rate_change(own, other).verdict == verdict
