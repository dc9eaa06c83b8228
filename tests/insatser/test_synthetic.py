"""Mixes of zones against the golden of Texas prisons, series against R's arima."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import estgeo as eg

GOLDENS = Path(__file__).parents[1] / "goldens/causal"


@pytest.fixture(scope="module")
def texas():
    wide = pd.read_csv(GOLDENS / "texas_bmprison_wide.csv").set_index("year")
    panel = (
        wide.melt(ignore_index=False, var_name="zone", value_name="n")
        .rename_axis("time")
        .reset_index()
    )
    panel["first_time"] = np.where(panel["zone"] == "Texas", 1993, 0)
    return eg.synthetic_comparison(panel)


def test_weights_and_gaps_equal_the_golden(texas):
    wanted = pd.read_csv(GOLDENS / "texas_outcome_only_weights.csv").set_index("unit")[
        "weight"
    ]
    found = texas.weights.set_index("zone")["weight"]
    assert set(found.index) == set(wanted.index)
    assert (found - wanted).abs().max() < 1e-5
    gaps = pd.read_csv(GOLDENS / "texas_outcome_only_gaps.csv")
    assert texas.path["gap"].to_numpy() == pytest.approx(
        gaps["gap"].to_numpy(), rel=1e-5
    )


def test_placebo_ranks_equal_the_golden(texas):
    wanted = pd.read_csv(GOLDENS / "texas_outcome_only_placebo.csv").set_index("unit")
    found = texas.placebos.set_index("zone")
    # Pennsylvania is followed without any gap, by more than one mix: its ratio is rounding.
    both = found.drop(index="Pennsylvania").join(
        wanted.drop(columns="ratio").assign(wanted=wanted["ratio"])
    )
    assert both["ratio"].to_numpy() == pytest.approx(
        both["wanted"].to_numpy(), rel=1e-3
    )
    assert found.loc["Pennsylvania", "gap_before"] < 1e-6
    own = wanted.loc["Texas", "ratio"]
    assert texas.p_value == pytest.approx((wanted["ratio"] >= own).mean())
    assert "Texas" in texas.sentence("en")
    assert "blandning" in texas.sentence("sv")


def test_one_zone_is_studied():
    panel = pd.DataFrame(
        {
            "zone": list("aabbcc"),
            "time": [1, 2] * 3,
            "n": range(6),
            "first_time": [2, 2, 2, 2, 0, 0],
        }
    )
    with pytest.raises(ValueError, match="exactly one zone"):
        eg.synthetic_comparison(panel)
    panel["first_time"] = [2, 2, 0, 0, 0, 0]
    with pytest.raises(ValueError, match="two times before"):
        eg.synthetic_comparison(panel)


def test_the_seat_belt_law_equals_r():
    """arima(log10 drivers, (1,0,0)(1,0,0)12, xreg = kms, petrol price, law) of R's help page."""
    table = pd.read_csv(GOLDENS / "seatbelts.csv")
    table["n"], table["log_kms"] = table["drivers"], np.log10(table["kms"]) - 4
    first = int(table["law"].to_numpy().argmax())
    found = eg.interrupted_series(
        table, first=first, covariates=["log_kms", "PetrolPrice"]
    )
    wanted = pd.read_csv(GOLDENS / "seatbelts_its_help_page.csv").set_index("term")
    assert np.log10(found.ratio) == pytest.approx(
        wanted.loc["law", "estimate"], rel=1e-4
    )
    error = np.log10(found.high / found.low) / 2 / 1.959963984540054
    assert error == pytest.approx(wanted.loc["law", "se"], rel=1e-3)
    assert found.memory == pytest.approx(wanted.loc["ar1", "estimate"], rel=1e-3)
    assert found.season_memory == pytest.approx(
        wanted.loc["sar1", "estimate"], rel=1e-3
    )


def test_the_law_alone_equals_r():
    table = pd.read_csv(GOLDENS / "seatbelts.csv").assign(n=lambda t: t["drivers"])
    wanted = pd.read_csv(GOLDENS / "seatbelts_its.csv")
    wanted = wanted[
        wanted["model"].str.contains("log10 xreg law") & (wanted["series"] == "drivers")
    ]
    wanted = wanted[wanted["model"].str.startswith("arima(1,0,0)x(1,0,0)12")].set_index(
        "term"
    )
    found = eg.interrupted_series(table, first=int(table["law"].to_numpy().argmax()))
    assert np.log10(found.ratio) == pytest.approx(
        wanted.loc["law", "estimate"], rel=1e-4
    )
    assert "nothing to compare with" in found.sentence("en")
    assert "inget att jämföra" in found.sentence("sv")


def test_short_or_empty_series_are_refused():
    with pytest.raises(ValueError, match="eight periods on each side"):
        eg.interrupted_series(pd.DataFrame({"n": range(1, 21)}), first=15)
    with pytest.raises(ValueError, match="'n' must be counts above 0"):
        eg.interrupted_series(pd.DataFrame({"n": range(30)}), first=15)
