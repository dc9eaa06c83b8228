"""Every result and every written file says which estgeo made it, and how."""

import dataclasses
import inspect
import json
import tempfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from docs_pages import lay_out_files
from shapely.geometry import box
from typer.testing import CliRunner

import estgeo as eg
from estgeo._provenance import Provenance
from estgeo.cli.commands import app
from estgeo.disclosure._contents import pieces

RESULTS = {
    name
    for name in eg.__all__
    if inspect.isclass(thing := getattr(eg, name)) and dataclasses.is_dataclass(thing)
} - {"Design", "Insats", "Problem"}  # what is asked about, not a result

DAYS = pd.date_range("2018-01-01 18:30", periods=60, freq="6D", tz="Europe/Stockholm")
ZONES = gpd.GeoDataFrame(
    {"n": [9, 8, 1, 0, 3, 2], "later": [2, 9, 9, 1, 1, 3], "hot": [2, 0, 0, -1, 1, 0]},
    geometry=[box(100 * i, 0, 100 * i + 100, 100) for i in range(6)],
    crs=3006,
)


def points():
    at = np.arange(len(DAYS))
    return gpd.GeoDataFrame(
        {"start": DAYS},
        geometry=gpd.points_from_xy(at * 7 % 550, 50 + at % 3),
        crs=3006,
    )


def months():
    return eg.period_counts(points(), every="month", span=("2018-01", "2018-12"))


def town():
    return eg.simulate_incidents(weeks=40, rng=1)


def an_evaluation():
    simulated = eg.simulate_incidents(weeks=60, rng=1)
    return eg.evaluate(
        simulated.incidents,
        eg.Design(simulated.insatser[0], rings=(50,)),
        control=simulated.zones.iloc[[2]],
    )


def a_lagesbild():
    simulated = town()
    return eg.lagesbild(simulated.incidents, simulated.zones, period="2018-W08")


def an_explorer():
    simulated = town()
    return eg.explorer(simulated.incidents, simulated.zones)


def some_lagesbilder():
    simulated = eg.simulate_incidents(weeks=20, rng=1)
    return eg.lagesbilder(
        simulated.incidents, simulated.zones, period="2018-W08", by="source"
    )


def a_meeting():
    with tempfile.TemporaryDirectory() as folder:
        return eg.read_meeting(eg.Meeting("2018-W08").save(f"{folder}/meeting.json"))


def a_reading():
    frame = pd.DataFrame({"Datum": ["2018-03-07 17:30"], "lon": [15.2], "lat": [59.3]})
    return eg.read_incidents(frame)


def a_risk_series():
    weeks = [f"2018-W{week:02d}" for week in range(1, 51)]
    judged = pd.DataFrame({"week": weeks, "risk_value": np.arange(50) % 4 + 1})
    return eg.risk_series(points(), judged)


def a_panel():
    months = np.arange(1, 13)
    first = [7, 7, 0, 0, 0, 0]
    return pd.DataFrame(
        {
            "zone": np.repeat(range(6), 12),
            "time": np.tile(months, 6),
            "n": 9 + np.arange(72) * 7 % 5,
            "first_time": np.repeat(first, 12),
        }
    )


def some_choices():
    simulated = eg.simulate_incidents(weeks=60, rng=1)
    return eg.robustness(
        simulated.incidents,
        eg.Design(simulated.insatser[0], rings=(50,)),
        control=simulated.zones.iloc[[2]],
        choices={"washout": ["0D"]},
    )


def an_experiment():
    days = pd.date_range("2017-01-01", "2017-12-31", tz="Europe/Stockholm")
    at = np.arange(len(days) * 12) % 12 * 1000 + 50
    town = gpd.GeoDataFrame(
        {"start": days.repeat(12)}, geometry=gpd.points_from_xy(at, at), crs=3006
    )
    areas = gpd.GeoDataFrame(
        geometry=[box(a, a, a + 100, a + 100) for a in range(0, 12000, 1000)], crs=3006
    )
    windows = {"before": "20W", "after": "10W", "n_treated": 6, "seed": 1}
    return town, eg.design_insats(town, areas, starts="2017-09-04", **windows)


def an_effect(town, plan):
    return plan.evaluate(town)


def a_chosen_place():
    town, plan = an_experiment()
    windows = {"before": "20W", "after": "10W"}
    return eg.choose_and_judge(town, plan.areas, start="2017-09-04", seed=1, **windows)


def a_verification():
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/study.zip"
        steps = {"effect": ("staggered_effect", {"panel": "$panel"})}
        eg.save_bundle(path, {"panel": a_panel()}, steps=steps)
        return eg.verify_bundle(path)


# {class: (the public function that makes it, a call)}
MAKERS = {
    "ChosenPlace": ("choose_and_judge", a_chosen_place),
    "Concentration": ("concentration", lambda: eg.concentration(ZONES)),
    "DisplacementDifference": (
        "displacement_difference",
        lambda: eg.displacement_difference((207, 110), (308, 318)),
    ),
    "DisplacementQuotient": (
        "displacement_quotient",
        lambda: eg.displacement_quotient((40, 20), (30, 25), (50, 50)),
    ),
    "Evaluation": ("evaluate", an_evaluation),
    "EventStudy": ("event_study", lambda: eg.event_study(a_panel())),
    "Feedback": (
        "feedback",
        lambda: eg.feedback(
            points().assign(source="polis"), [], period="2018-03", source="polis"
        ),
    ),
    "HotSpotAgreement": (
        "hot_spot_agreement",
        lambda: eg.hot_spot_agreement(
            ZONES.assign(b=[1, 0, 0, 0, 2, 0]), first="hot", second="b"
        ),
    ),
    "HotTimes": ("hot_times", lambda: eg.hot_times(points(), simulations=99, rng=1)),
    "IncidentSet": ("read_incidents", a_reading),
    "Explorer": ("explorer", an_explorer),
    "InterruptedSeries": (
        "interrupted_series",
        lambda: eg.interrupted_series(
            pd.DataFrame({"n": 9 + np.arange(40) * 7 % 5}), first=20, season=None
        ),
    ),
    "Lagesbild": ("lagesbild", a_lagesbild),
    "Lagesbilder": ("lagesbilder", some_lagesbilder),
    "Meeting": ("read_meeting", a_meeting),
    "NearRepeats": (
        "near_repeats",
        lambda: eg.near_repeats(points(), permutations=99, rng=1),
    ),
    "PatternChange": (
        "pattern_change",
        lambda: eg.pattern_change(ZONES, first="n", second="later"),
    ),
    "PublicLagesbild": (
        "public_lagesbild",
        lambda: eg.public_lagesbild(
            points(), ZONES, period="2018-03", topics=["brand"]
        ),
    ),
    "PublicTable": ("publish", lambda: eg.publish(ZONES, period="2018-03")),
    "ReleasePlan": (
        "release_plan",
        lambda: eg.release_plan(points(), ZONES, topics=["brand"], periods=["2018-03"]),
    ),
    "RandomizedDesign": ("design_insats", lambda: an_experiment()[1]),
    "RandomizedEffect": (
        "RandomizedDesign.evaluate",
        lambda: an_effect(*an_experiment()),
    ),
    "RateChange": ("rate_change", lambda: eg.rate_change(50, 30)),
    "RiskSeries": ("risk_series", a_risk_series),
    "Simulation": ("simulate_incidents", town),
    "Robustness": ("robustness", some_choices),
    "SpatialAutocorrelation": (
        "spatial_autocorrelation",
        lambda: eg.spatial_autocorrelation(ZONES, permutations=99, rng=1),
    ),
    "StaggeredEffect": ("staggered_effect", lambda: eg.staggered_effect(a_panel())),
    "StreetNetwork": (
        "street_network",
        lambda: eg.street_network(eg.sample_streets()),
    ),
    "SyntheticComparison": (
        "synthetic_comparison",
        lambda: eg.synthetic_comparison(a_panel()[lambda t: t["zone"] != 1]),
    ),
    "TrendBounds": (
        "trend_bounds",
        lambda: eg.trend_bounds(eg.event_study(a_panel()), curvature=[0.01]),
    ),
    "Verification": ("verify_bundle", a_verification),
    "Trend": ("trend", lambda: eg.trend(months())),
    "WeekWatch": ("week_watch", lambda: eg.week_watch(points())),
}


def test_every_result_is_tried():
    assert set(MAKERS) == RESULTS


@pytest.mark.filterwarnings("ignore")  # of few data, told elsewhere
@pytest.mark.parametrize("name", sorted(MAKERS))
def test_a_result_carries_what_made_it(name):
    function, make = MAKERS[name]
    found = make()
    assert type(found) is getattr(eg, name)
    assert isinstance(found.provenance, Provenance)
    assert (found.provenance.function, found.provenance.version) == (
        function,
        eg.__version__,
    )
    # Plain values only: they are written into files, and hold no frames.
    assert json.loads(json.dumps(found.provenance.to_dict()))["function"] == function
    # What is made of counts alone keeps them as fields of its own.
    assert found.provenance.parameters or name == "DisplacementQuotient"


def test_a_cube_carries_what_made_it():
    cube = eg.space_time_cube(points(), ZONES, every="month")
    for made, function in [
        (cube, "space_time_cube"),
        (eg.hot_spot_cube(cube), "hot_spot_cube"),
    ]:
        told = json.dumps(made.attrs, default=str)
        assert function in told
        assert eg.__version__ in told


# The rows that could not be used, to be mended and read again: what made the list is no
# part of what is mended, and one more file beside it would be one more to wonder about.
WITHOUT = {"rejected.csv"}


def silent(folder):
    """Return the files that neither say the version nor stand beside one that does."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    said = {
        path: any(eg.__version__ in text for _, text in pieces(path)) for path in files
    }
    return {
        path.name
        for path in files
        if not any(said[other] for other in files if _about(other, path))
    } - WITHOUT


def _about(other, path):
    """Tell whether a file is the other's, or describes it by name."""
    stem = path.name.split(".")[0]
    return other == path or (
        other.parent == path.parent
        and other.name.endswith(".json")
        and other.name.split(".")[0] == stem
    )


def test_files_of_results_say_what_made_them(tmp_path):
    public = eg.publish(ZONES, period="2018-03")
    for suffix in ("csv", "xlsx", "json", "geojson", "gpkg", "parquet"):
        public.save(tmp_path / "public" / f"a.{suffix}")
    found = a_reading()
    for suffix in ("csv", "xlsx", "gpkg", "parquet"):
        found.save(tmp_path / f"set{suffix}.{suffix}")
    page = eg.map_counts(public)
    page.save(str(tmp_path / "map.html"))
    eg.save_offline(page, tmp_path / "offline.html")
    assert silent(tmp_path) == set()
    assert len(list(tmp_path.rglob("*"))) >= 15


@pytest.mark.filterwarnings("ignore")  # of few data, told elsewhere
def test_files_of_the_lagesbild_say_what_made_them(tmp_path):
    simulated = town()
    eg.lagesbild(simulated.incidents, simulated.zones, period="2018-W08").save(
        tmp_path / "internal"
    )
    eg.public_lagesbild(
        simulated.incidents, simulated.zones, period="2018-01", topics=["brand"]
    ).save(tmp_path / "public", ledger=tmp_path.parent / "ledger.jsonl")
    assert silent(tmp_path) == set()
    assert len(list((tmp_path / "internal").iterdir())) == 4


def test_files_of_the_command_say_what_made_them(tmp_path, monkeypatch):
    lay_out_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    for command in (
        "check rapporter.csv --crs EPSG:3006 --out out",
        "hotspots rapporter.csv --crs EPSG:3006 --out out",
        "evaluate rapporter.csv --crs EPSG:3006 --insatser insatser.gpkg "
        "--zones omraden.gpkg --out out",
    ):
        CliRunner().invoke(app, command.split())
    names = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert names == {".csv", ".html", ".gpkg", ".json"}
    assert silent(tmp_path / "out") == set()
