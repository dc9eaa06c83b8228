import pandas as pd
import pytest
from typer.testing import CliRunner

import estgeo as eg
from estgeo.cli import app

run = CliRunner().invoke


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A small csv as a municipality exports it, its zones and its insatser."""
    folder = tmp_path_factory.mktemp("files")
    town = eg.simulate_incidents(weeks=60, rng=5)
    found = town.incidents
    table = pd.DataFrame(
        {
            "Starttid": found["start"].dt.strftime("%Y-%m-%d %H:%M"),
            "Kategori": found["category"],
            "X": found.geometry.x,
            "Y": found.geometry.y,
        }
    )
    table.to_csv(folder / "rapporter.csv", index=False, sep=";", decimal=",")
    town.zones.to_file(folder / "zoner.gpkg")
    pd.concat([insats.to_frame() for insats in town.insatser]).to_file(
        folder / "insatser.gpkg"
    )
    return folder


def test_help_names_every_command():
    done = run(app, ["--help"])
    assert done.exit_code == 0
    for command in ("check", "lagesbild", "hotspots", "evaluate", "demo"):
        assert command in done.output


@pytest.mark.parametrize(
    "command", ["check", "lagesbild", "hotspots", "evaluate", "demo"]
)
def test_every_command_has_help(command):
    done = run(app, [command, "--help"])
    assert done.exit_code == 0
    assert "--lang" in done.output


def test_version():
    assert run(app, ["--version"]).output.strip() == f"estgeo {eg.__version__}"


def test_check_counts_rows(files):
    done = run(app, ["check", str(files / "rapporter.csv"), "--crs", "EPSG:3006"])
    assert "rader lästa" in done.output, done.output
    assert "Traceback" not in done.output


def test_lagesbild_writes_three_files(files, tmp_path):
    done = run(
        app,
        [
            "lagesbild",
            str(files / "rapporter.csv"),
            "--zones",
            str(files / "zoner.gpkg"),
            "--insatser",
            str(files / "insatser.gpkg"),
            "--period",
            "2018-W09",
            "--crs",
            "EPSG:3006",
            "--out",
            str(tmp_path / "ut"),
        ],
    )
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "ut").iterdir()}
    assert names == {"index.html", "tables.xlsx", "layers.gpkg"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--period", "mars"], "'period' must be a period such as"),
        (["--period", "1999-W01"], "reach no further"),
        (["--period", "2018-W09", "--context", "gator"], "NAME=VALUE"),
        (["--period", "2018-W09", "--insatser", "borta.gpkg"], "borta.gpkg"),
    ],
)
def test_what_a_user_can_mend_is_said_without_a_traceback(
    files, tmp_path, arguments, said
):
    done = run(
        app,
        [
            "lagesbild",
            str(files / "rapporter.csv"),
            "--zones",
            str(files / "zoner.gpkg"),
            "--crs",
            "EPSG:3006",
            "--out",
            str(tmp_path),
            *arguments,
        ],
    )
    told = " ".join(done.output.replace("│", " ").split())
    assert done.exit_code == 2
    assert said in told
    assert "Traceback" not in done.output


def test_a_missing_file_is_named():
    done = run(app, ["check", "finns_inte.csv"])
    assert done.exit_code == 2
    assert "finns_inte.csv" in done.output


def test_invalid_shapes_are_mended_and_that_is_said(files, tmp_path):
    bow_tie = '{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}'
    bad = tmp_path / "bad.geojson"
    bad.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature",'
        f'"properties":{{"name":"a"}},"geometry":{bow_tie}}}]}}'
    )
    done = run(
        app,
        [
            "lagesbild",
            str(files / "rapporter.csv"),
            "--zones",
            str(bad),
            "--period",
            "2018-W09",
            "--crs",
            "EPSG:3006",
            "--out",
            str(tmp_path / "ut"),
        ],
    )
    assert "1 av/of 1 ytor" in " ".join(done.output.split())


def test_hotspots_and_evaluate(files, tmp_path):
    common = [
        str(files / "rapporter.csv"),
        "--crs",
        "EPSG:3006",
        "--zones",
        str(files / "zoner.gpkg"),
    ]
    spots = run(app, ["hotspots", *common, "--out", str(tmp_path / "karta")])
    assert spots.exit_code == 0, spots.output
    assert (tmp_path / "karta" / "hot_spots.html").stat().st_size > 10_000
    effect = run(
        app,
        [
            "evaluate",
            *common,
            "--insatser",
            str(files / "insatser.gpkg"),
            "--out",
            str(tmp_path),
        ],
    )
    assert "Mopedinsats" in effect.output


def test_demo_in_english(tmp_path):
    done = run(app, ["demo", "--out", str(tmp_path), "--lang", "en"])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Weekly lägesbild Valboås" in page


def test_hot_spots_of_the_centres_of_areas_are_refused(files, tmp_path):
    centres = pd.DataFrame(
        {
            "Starttid": ["2018-03-05 19:00"] * 300,
            "Kategori": "Stöld",
            "X": [500_000, 520_000, 540_000] * 100,
            "Y": [6_570_000, 6_590_000, 6_610_000] * 100,
        }
    )
    centres.to_csv(tmp_path / "centrum.csv", index=False, sep=";")
    arguments = ["hotspots", str(tmp_path / "centrum.csv"), "--crs", "EPSG:3006"]
    arguments += ["--zones", str(files / "zoner.gpkg"), "--out", str(tmp_path / "ut")]
    done = run(app, arguments)
    assert done.exit_code == 2
    assert "centres of areas" in " ".join(done.output.split())
    assert not (tmp_path / "ut").exists()
