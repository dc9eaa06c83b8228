"""The paragraph for a paper says what the result itself says was done."""

import re

import numpy as np
import pandas as pd
import pytest
from builders import DAY, START, every

import estgeo as eg


@pytest.fixture
def town(plain):
    return plain({0: np.r_[every(2, 0, DAY), every(4, DAY)], 3: every(1), 5: every(2)})


@pytest.fixture
def light(areas):
    return eg.Insats("Belysning", areas([0]), START)


def references(text):
    said, below = text.split("\n\n")
    heading, *listed = below.splitlines()
    # What is named is listed, and what is listed is named.
    for one in listed:
        name, year = one.split(",")[0], one.split("(")[1][:4]
        assert name in said
        assert year in said
    named = re.findall(r"\((Wilson|Brown|Holm|Paule|Wooldridge)\b", said)
    assert sorted(named) == sorted(one.split(",")[0] for one in listed)
    assert heading in {"References", "Referenser"}
    return said


def test_an_evaluation_tells_its_own_numbers(town, light, areas):
    design = eg.Design(light, rings=(150, 300))
    found = eg.evaluate(town, design, control=areas([3, 5]), dispersion=1.5)
    english, swedish = (found.methods(lang) for lang in ("en", "sv"))
    said = references(english)
    assert references(swedish)
    main = found.relative
    assert "from 27 June 2016 to 25 June 2017 (" in said
    assert f"to 25 June 2017 ({main.before:.0f})" in said
    assert f"from 10 July 2017 to 8 October 2017 ({main.after:.0f})" in said
    counts = f"{main.control_before:.0f} and {main.control_after:.0f}"
    assert f"The control was 2 areas, with {counts}" in said
    assert "interval at 95\u202f%" in said
    assert "the dispersion 1.50, which was given" in said
    assert "to 150 and 300 m outside" in said
    assert "Paule" not in english
    assert "No protocol was given." in said
    assert f"estgeo {eg.__version__}" in said
    assert "Jämförelsen var 2 områden" in swedish
    assert "spridningstalet 1,50, som var givet" in swedish


def test_dispersion_and_drift_are_told_where_they_were_estimated(town, light, areas):
    with_drift = eg.evaluate(
        town, light, control=areas([3]), candidates=areas([5, 7, 9])
    )
    alone = eg.evaluate(town, light, control=areas([3]))
    assert "estimated from the weeks before." in with_drift.methods("en")
    assert ("moved apart" in with_drift.methods("en")) == bool(
        with_drift.checks.set_index("code").ok["drift"]
    )
    assert "moved apart" not in alone.methods("en")
    shown = f"{with_drift.relative.dispersion:.2f}"
    assert f"the dispersion {shown}" in with_drift.methods("en")


def test_without_a_control_it_says_so(town, light):
    found = eg.evaluate(town, light)
    said = references(found.methods("en"))
    assert "There was no control." in said
    assert "ratio of rates" in said
    assert f"({found.main.before:.0f})" in said
    assert "Displacement" not in said


def test_a_protocol_and_what_was_done_otherwise(town, light, areas, tmp_path):
    eg.Design(light, control=areas([3])).save(tmp_path / "plan.json")
    kept = eg.evaluate(town, tmp_path / "plan.json")
    assert "None of its arguments was given otherwise." in kept.methods("en")
    other = eg.evaluate(town, tmp_path / "plan.json", dispersion=2.0)
    said = other.methods("en")
    assert "Given otherwise than in it: dispersion." in said
    assert other.provenance.parameters["protocol_hash"] in said
    assert "Givet annorlunda än i det: dispersion." in other.methods("sv")


def test_several_starts_tell_their_model():
    panel = pd.DataFrame(
        {
            "zone": np.repeat(range(6), 12),
            "time": np.tile(np.arange(1, 13), 6),
            "n": 9 + np.arange(72) * 7 % 5,
            "first_time": np.repeat([7, 7, 0, 0, 0, 0], 12),
        }
    )
    found = eg.staggered_effect(panel)
    said = references(found.methods("en"))
    assert "Reports in 2 zones where something was done, and 4 zones where" in said
    assert f"over {found.n_periods} periods" in said
    assert f"dispersion ({found.dispersion:.2f})" in said
    assert f"nothing was done ({found.placebo_dispersion:.2f})" in said
    cluster = eg.staggered_effect(panel, errors="cluster")
    assert "sandwich errors by zone" in cluster.methods("en")
    lot = eg.staggered_effect(panel, errors="randomization", permutations=99, rng=1)
    assert "99 deals of the starts" in lot.methods("en")
    assert "99 lottningar" in lot.methods("sv")
