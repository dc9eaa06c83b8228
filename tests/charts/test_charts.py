import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

import estgeo as eg


@pytest.fixture(autouse=True)
def no_figures_left():
    yield
    plt.close("all")


@pytest.fixture
def hours():
    week = pd.MultiIndex.from_product([range(7), range(24)], names=["weekday", "hour"])
    frame = pd.DataFrame({"n": 0.0}, index=week)
    frame.loc[(4, 22), "n"] = 3.0
    frame.loc[(0, 0), "n"] = 1.0
    return frame


@pytest.fixture(scope="module")
def town():
    return eg.simulate_incidents(weeks=110, rng=3)


def cell_values(ax):
    return ax.collections[0].get_array().reshape(7, 24)


def test_hours_stand_where_they_belong(hours):
    ax = eg.plot_hour_of_week(hours)
    drawn = cell_values(ax)
    assert drawn[4, 22] == 3
    assert drawn[0, 0] == 1
    assert drawn.sum() == 4
    assert ax.yaxis_inverted()  # Monday is at the top
    assert ax.get_yticklabels()[0].get_text() == "mån"


def test_row_order_of_hours_does_not_matter(hours):
    mixed = hours.sample(frac=1, random_state=1)
    assert (
        cell_values(eg.plot_hour_of_week(mixed))
        == cell_values(eg.plot_hour_of_week(hours))
    ).all()


def test_margins_add_up(hours):
    ax = eg.plot_hour_of_week(hours)
    above, beside = ax.child_axes
    assert sum(bar.get_height() for bar in above.patches) == 4
    assert sum(bar.get_width() for bar in beside.patches) == 4


def test_only_cells_with_reports_are_framed(hours):
    ax = eg.plot_hour_of_week(hours)
    assert {patch.get_xy() for patch in ax.patches} == {(22, 4), (0, 0)}


def test_ties_beyond_five_are_framed_all_or_none(hours):
    even = hours.assign(n=1.0)
    assert len(eg.plot_hour_of_week(even).patches) == 0


@pytest.mark.parametrize("plot", [eg.plot_hour_of_week, eg.plot_data_clock])
def test_hours_must_be_a_whole_week(plot, hours):
    with pytest.raises(ValueError, match="168 rows"):
        plot(hours.iloc[:-1])
    with pytest.raises(ValueError, match="168 rows"):
        plot(pd.concat([hours.iloc[1:], hours.iloc[[5]]]))
    with pytest.raises(ValueError, match="not negative"):
        plot(hours - 1)
    with pytest.raises(KeyError, match="'m'"):
        plot(hours, value="m")


def test_shades_grow_darker_all_the_way(hours):
    mesh = eg.plot_hour_of_week(hours).collections[0]
    colors = [to_rgb(mesh.cmap(step)) for step in np.linspace(0, 1, 20)]
    lightness = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in colors]
    assert (np.diff(lightness) < 0).all()


def test_clock_starts_at_midnight_on_top_and_runs_clockwise(hours):
    ax = eg.plot_data_clock(hours)
    assert ax.get_theta_direction() == -1
    assert ax.get_theta_offset() == pytest.approx(np.pi / 2)
    with pytest.raises(TypeError, match="polar"):
        eg.plot_data_clock(hours, ax=Figure().subplots())


def months(values):
    return pd.DataFrame(
        {
            "period": [f"2018-{m:02d}" for m in range(1, len(values) + 1)],
            "start": pd.date_range(
                "2018-01-01", periods=len(values), freq="MS", tz="Europe/Stockholm"
            ),
            "n": values,
        }
    )


def test_trend_line_has_the_slope_and_the_sum_of_the_counts():
    counts = months([30, 28, 27, 25, 24, 22, 21, 20, 19, 18, 17, 16])
    found = eg.trend(counts)
    ax = eg.plot_trend(counts, trend=found)
    line = next(one for one in ax.get_lines() if "Trend" in one.get_label())
    drawn = line.get_ydata()
    assert drawn.sum() == pytest.approx(counts["n"].sum())
    days = (counts["start"].iloc[-1] - counts["start"].iloc[0]).days
    slope = (drawn[-1] / drawn[0]) ** (365.25 / days) - 1
    assert slope == pytest.approx(found.change_per_year, rel=1e-3)


def test_incomplete_periods_stay_outside_the_line():
    counts = months([10, 10, 10, 2]).assign(complete=[True, True, True, False])
    ax = eg.plot_trend(counts)
    by_label = {line.get_label(): line for line in ax.get_lines()}
    assert list(by_label["Räknat antal"].get_ydata()) == [10, 10, 10]
    assert list(by_label["Ofullständig period"].get_ydata()) == [2]
    assert ax.get_ylim()[0] == 0


def test_insatser_are_marked_where_they_begin(town):
    counts = eg.period_counts(town.incidents, every="month")
    ax = eg.plot_trend(counts, insatser=town.insatser)
    names = {text.get_text().strip() for text in ax.texts}
    assert names == {insats.name for insats in town.insatser}


def test_concentration_draws_both_curves():
    zones = pd.DataFrame({"n": [6, 2, 1, 1]})
    ax = eg.plot_concentration(eg.concentration(zones))
    reports = ax.get_lines()[0]
    at_first = reports.get_ydata()[list(reports.get_xdata()).index(0.25)]
    assert at_first == pytest.approx(0.6)
    assert len({line.get_linestyle() for line in ax.get_lines()}) >= 3


def test_near_repeats_frames_what_is_more_than_chance(town):
    found = eg.near_repeats(town.incidents.head(300), permutations=99, rng=1)
    ax = eg.plot_near_repeats(found)
    assert len(ax.patches) == int((found.table["p_value"] <= 0.05).sum())
    assert len(ax.texts) == len(found.table)


def test_detectable_is_what_the_function_says():
    ax = eg.plot_detectable(10, weeks_after=[13, 52], dispersion=1, lang="en")
    drawn = ax.get_lines()[0].get_ydata()
    expected = [
        -eg.detectable_change(10, weeks_before=52, weeks_after=w, dispersion=1)
        for w in (13, 52)
    ]
    assert list(drawn) == pytest.approx(expected)
    with pytest.raises(ValueError, match="one to 4"):
        eg.plot_detectable([1, 2, 3, 4, 5], dispersion=1)


def test_evaluation_draws_the_intervals_it_is_given(town):
    result = eg.evaluate(town.incidents, town.insatser[0], candidates=town.zones, rng=1)
    ax = eg.plot_evaluation(result)
    ends = [
        tuple(line.get_xdata()) for line in ax.get_lines() if len(line.get_xdata()) == 2
    ]
    low, high = np.clip([result.change.low, result.change.high], 0.09, 11)
    assert any(end == pytest.approx((low, high)) for end in ends)
    assert "Väktarpatrull" in ax.get_title(loc="left")


def test_a_given_axes_keeps_pyplot_out(hours):
    ax = Figure().subplots()
    before = plt.get_fignums()
    assert eg.plot_hour_of_week(hours, ax=ax) is ax
    assert plt.get_fignums() == before


def test_text_is_never_read_as_mathematics(hours):
    ax = eg.plot_hour_of_week(hours, title="costs $5 and $6")
    ax.figure.canvas.draw()
    assert r"\$5" in ax.get_title(loc="left")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_title_says_n_and_period(hours, lang):
    title = eg.plot_hour_of_week(hours, period="2018-W10", lang=lang).get_title(
        loc="left"
    )
    assert "n = 4" in title
    assert "2018" in title
    assert ("vecka 10" in title) == (lang == "sv")


def test_wrong_axes_and_language(hours):
    with pytest.raises(TypeError, match="'ax' must be matplotlib Axes"):
        eg.plot_hour_of_week(hours, ax="here")
    with pytest.raises(ValueError, match="'lang' must be"):
        eg.plot_hour_of_week(hours, lang="de")


@pytest.mark.parametrize("width", [3.4, 4.2, 9])
@pytest.mark.parametrize(
    ("n", "every"), [(4, "MS"), (33, "MS"), (60, "MS"), (30, "7D")]
)
def test_dates_under_a_trend_stand_beside_each_other(width, n, every):
    start = pd.date_range("2015-04-01", periods=n, freq=every, tz="Europe/Stockholm")
    label = "%Y-%m" if every == "MS" else "%G-W%V"
    counts = pd.DataFrame(
        {"period": start.strftime(label), "start": start, "n": range(n)}
    )
    figure, ax = plt.subplots(figsize=(width, 3.6), layout="constrained")
    eg.plot_trend(counts, ax=ax, lang="sv")
    figure.canvas.draw()
    boxes = [one.get_window_extent() for one in ax.get_xticklabels() if one.get_text()]
    assert len(boxes) >= 2
    for left, right in itertools.pairwise(boxes):
        assert left.x1 < right.x0
    plt.close(figure)
