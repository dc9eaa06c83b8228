"""Every row of the grid is what evaluate says when it is called by hand."""

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from builders import DAY, START, every

import estgeo as eg

NUMBERS = ["ratio", "low", "high", "p_value"]


@pytest.fixture
def halved(plain):
    """Half as many from the start on; the last of three controls fell by as much."""
    return plain(
        {
            0: np.r_[every(2, 0, DAY), every(4, DAY)],
            0.2: every(7),
            3: every(1),
            5: every(2),
            7: np.r_[every(6, 0, DAY), every(12, DAY)],
        }
    )


@pytest.fixture
def design(areas):
    light = eg.Insats("Belysning", areas([0]), START)
    return eg.Design(light, control=areas([3, 5, 7]), dispersion=1.5)


def numbers(change):
    return [getattr(change, name) for name in NUMBERS]


def row_of(found, **values):
    table = found.choices
    for name, value in values.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_every_row_is_that_choice_evaluated_by_hand(halved, design, areas):
    candidates = areas([3, 5, 7, 9])
    found = eg.robustness(halved, design, candidates=candidates)
    stated = replace(design, candidates=candidates)
    own = eg.evaluate(halved, stated)
    assert found.choices["is_stated"].tolist() == [True] + [False] * (
        len(found.choices) - 1
    )
    np.testing.assert_array_equal(found.choices.loc[0, NUMBERS], numbers(own.relative))
    methods = own.sensitivity().query("control").set_index("method")
    seen = set()
    for row in found.choices.iloc[1:].itertuples():
        changes = {}
        if row.choice in {"before", "after", "washout"}:
            changes[row.choice] = getattr(row, row.choice)
        elif row.choice == "rings":
            changes["rings"] = (float(row.rings),)
        elif row.choice == "dispersion":
            value = row.dispersion
            changes["dispersion"] = value if value == "relative" else float(value)
        elif row.choice == "control":
            matched = eg.matched_control(halved, stated, candidates)
            changes["control"] = {
                "matched": candidates[matched["chosen"]],
                "all candidates": candidates,
                "without area 3": areas([5, 7]),
                "without area 5": areas([3, 7]),
                "without area 7": areas([3, 5]),
            }[row.control]
        by_hand = eg.evaluate(halved, replace(stated, **changes))
        wanted, verdict = numbers(by_hand.relative), by_hand.verdict
        if row.method == "area and rings":
            wanted, verdict = numbers(by_hand.net), by_hand.net.verdict
        elif row.method != "Jeffreys (default)":
            wanted, verdict = methods.loc[row.method, NUMBERS].tolist(), row.verdict
        np.testing.assert_allclose([getattr(row, n) for n in NUMBERS], wanted)
        assert row.verdict == verdict, row
        seen.add(row.choice)
    assert seen == {
        *("before", "after", "washout", "rings", "control", "dispersion", "method")
    } - {"after"}  # The after window is thirteen weeks: none shorter is asked for.


def test_counts_and_drawing_are_those_of_the_table(halved, design):
    found = eg.robustness(halved, design)
    table = found.choices
    others = table[~table["is_stated"]].dropna(subset=["ratio"])
    own = table.iloc[0]
    assert own["answer"] == "fall"
    assert found.n_others == len(others)
    assert found.n_same_sign == ((others["ratio"] < 1) == (own["ratio"] < 1)).sum()
    assert found.n_same_answer == (others["high"] <= 1).sum()
    said = found.sentence("en")
    assert f"Of {len(others)} other choices {found.n_same_sign} give" in said
    assert f"and {found.n_same_answer} the same answer" in said
    assert "not independent" in said
    assert "inte oberoende" in found.sentence("sv")
    # 77 weeks before the start; 104 are not there.
    assert table["before"].unique().tolist() == ["52W", "26W", "same-season"]
    ax = eg.plot_robustness(found, lang="en")
    points = [line for line in ax.get_lines() if len(line.get_xdata()) == 1]
    drawn = [float(line.get_xdata()[0]) for line in points]
    known = table.dropna(subset=["low", "high"])["ratio"].tolist()
    assert drawn == sorted(known)
    assert [line.get_marker() for line in points].count("D") == 1
    marked = next(line for line in points if line.get_marker() == "D")
    assert float(marked.get_xdata()[0]) == own["ratio"]
    bold = [t.get_text() for t in ax.get_yticklabels() if t.get_fontweight() == "bold"]
    assert bold == ["the design's own choice"]
    plt.close(ax.figure)


def test_choices_with_another_answer_are_named(halved, design, areas):
    # Against a control that fell by as much nothing is left of the fall.
    choices = {"control": {"the one that fell too": areas([7])}, "dispersion": [1]}
    found = eg.robustness(halved, design, choices=choices)
    assert found.choices["answer"].tolist() == ["fall", "unclear", "fall"]
    assert (found.n_others, found.n_same_answer) == (2, 1)
    said = found.sentence("en")
    assert "Another answer: compared with the one that fell too." in said
    assert "Of 2 other choices 2 give a change to the same side and 1 the same" in said


def test_a_choice_that_cannot_be_computed_keeps_its_row(halved, design, areas):
    near = areas([0.2])
    choices = {"control": {"too near": near}, "before": ["26W"]}
    found = eg.robustness(halved, design, choices=choices)
    row = row_of(found, control="too near")
    assert np.isnan(row["ratio"])
    assert "clear of the insats area and its rings" in row["note"]
    assert found.n_others == 1
    assert "One choice could not be computed." in found.sentence("en")
    assert "Ett val gick inte att räkna ut." in found.sentence("sv")


def test_themes_are_tried_one_by_one(plain, areas):
    days = np.r_[every(2, 0, DAY), every(4, DAY)]
    town = plain({0: np.r_[days, every(3)], 3: every(1)})
    inside = town.geometry.x < 512_500
    late = np.arange(len(town)) >= len(days)
    town["theme"] = np.where(inside & late, "brand", "skadegörelse")
    town.loc[~inside & (np.arange(len(town)) % 2 == 0), "theme"] = "brand"
    light = eg.Insats("Ljus", areas([0]), START, themes=["brand", "skadegörelse"])
    design = eg.Design(light, control=areas([3]))
    found = eg.robustness(town, design)
    for theme in ("brand", "skadegörelse"):
        one = replace(design, insats=replace(light, themes=(theme,)))
        by_hand = eg.evaluate(town, one).relative
        row = row_of(found, choice="themes", themes=theme)
        np.testing.assert_array_equal(row[NUMBERS].astype(float), numbers(by_hand))
    assert "theme: fire" in found.labels("en")
    assert "tema: brand" in found.labels("sv")


def test_crossed_choices_are_all_combinations(halved, design):
    choices = {
        "before": ["26W", "52W"],
        "dispersion": [1.0, 2.5],
        "method": ["conditional exact"],
    }
    found = eg.robustness(halved, design, choices=choices, crossed=True)
    # 52 weeks is what the design says: 2 x 3 x 2 with the design's own.
    assert len(found.choices) == 12
    named = found.choices[["before", "dispersion", "method"]]
    assert not named.duplicated().any()
    row = row_of(found, before="26W", dispersion="2.5", method="Jeffreys (default)")
    by_hand = eg.evaluate(halved, replace(design, before="26W", dispersion=2.5))
    np.testing.assert_array_equal(row[NUMBERS].astype(float), numbers(by_hand.relative))
    assert row["choice"] == "before, dispersion"


def test_a_protocol_is_marked_and_named(halved, design, tmp_path):
    design.save(tmp_path / "protocol.json")
    choices = {"dispersion": [1.0]}
    found = eg.robustness(halved, tmp_path / "protocol.json", choices=choices)
    assert found.provenance.parameters["protocol"] == "protocol.json"
    assert found.sentence("en").startswith("As the protocol has it the change is")
    assert found.sentence("sv").startswith("Som protokollet säger är ändringen")


def test_too_few_reports_are_no_answer(plain, design):
    town = plain({0: [300, 400, 600], 3: every(1), 5: every(2), 7: every(3)})
    found = eg.robustness(town, design, choices={"dispersion": [1.0]})
    assert found.choices["answer"].tolist() == ["", ""]
    assert found.choices["note"].tolist() == ["too few events"] * 2
    assert found.sentence("en").startswith("The design's own choice gives no answer.")
    assert "No other choice could be computed." in found.sentence("en")


def test_what_cannot_be_varied_is_refused(halved, design, areas):
    with pytest.raises(ValueError, match="'control' must be given"):
        eg.robustness(halved, replace(design, control=None))
    with pytest.raises(ValueError, match="choices"):
        eg.robustness(halved, design, choices={"wash": ["1W"]})
    with pytest.raises(ValueError, match="choices"):
        eg.robustness(halved, design, choices={"method": ["magic"]})
    many = {"dispersion": [1 + n / 1000 for n in range(1, 1003)]}
    with pytest.raises(ValueError, match="'choices' must be 1,000 at most"):
        eg.robustness(halved, design, choices=many)


def test_it_comes_back_from_plain_values(halved, design):
    found = eg.robustness(halved, design, choices={"washout": ["0D"]})
    again = eg.Robustness.from_dict(found.to_dict())
    pd.testing.assert_frame_equal(again.choices, found.choices)
    assert again.sentence("sv") == found.sentence("sv")
