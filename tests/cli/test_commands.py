import os
import subprocess
import sys
from pathlib import Path

import docx
import geopandas as gpd
import pandas as pd
import pytest
from docs_pages import lay_out_files
from shapely.geometry import Polygon
from typer.testing import CliRunner

import estgeo as eg
from estgeo.cli.commands import app
from estgeo.words import command as words
from estgeo.words.remedies import remedy

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


HELPS = [words.CHECK_HELP, words.LAGESBILD_HELP, words.HOTSPOTS_HELP]
HELPS += [words.EVALUATE_HELP]  # the demo has a test of its own


@pytest.mark.parametrize("text", HELPS, ids=["check", "lage", "hot", "eval"])
def test_the_example_of_the_help_works(text, tmp_path, monkeypatch):
    lay_out_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    example = text.split("Exempel: estgeo ")[1].split("\n\n")[0]
    done = run(app, example.split())
    # Some rows of the sample are faulty, which "check" tells by its exit code.
    assert done.exit_code == (1 if example.startswith("check") else 0), done.output
    assert any((tmp_path / "ut").iterdir())


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
    assert names == {"index.html", "tables.xlsx", "layers.gpkg", "estgeo-files.json"}
    layers = (tmp_path / "ut" / "layers.gpkg").read_bytes()
    assert f"estgeo {eg.__version__}".encode() in layers


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--period", "mars"], "Perioden kan inte tolkas: 'mars'"),
        (["--period", "1999-W01"], "Rapporterna räcker inte till den perioden"),
        (
            ["--period", "2018-W09", "--context", "gator"],
            "Kontrollera stavningen",
        ),
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
    west, south, east, north = gpd.read_file(files / "zoner.gpkg").total_bounds
    bow_tie = Polygon([(west, south), (east, north), (east, south), (west, north)])
    bad = tmp_path / "bad.gpkg"
    gpd.GeoDataFrame({"name": ["a"]}, geometry=[bow_tie], crs=3006).to_file(bad)
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
    assert "1 av 1 yta" in " ".join(done.output.split())


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
    page = (tmp_path / "karta" / "hot_spots.html").read_text(encoding="utf-8")
    assert f'content="estgeo {eg.__version__}"' in page
    layers = (tmp_path / "karta" / "hot_spots.gpkg").read_bytes()
    assert f"estgeo {eg.__version__}".encode() in layers
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
    assert "mittpunkter för områden, inte platserna" in said(done)
    assert not (tmp_path / "ut").exists()


def said(done):
    """Return what was printed as one line, without the frames around errors."""
    return " ".join(done.output.replace("│", " ").split())


def write(path, **columns):
    """Write a small file of three reports at the town's school."""
    frame = pd.DataFrame(
        {"Typ": ["Klotter"] * 3, "Öst": [512_350.0] * 3, "Nord": [6_570_100.0] * 3}
        | columns
    )
    frame.to_csv(path, index=False, sep=";", encoding="cp1252")
    return str(path)


def test_without_areas_and_period_there_is_a_lagesbild_that_says_so(files, tmp_path):
    file = str(files / "rapporter.csv")
    out = str(tmp_path / "ut")
    done = run(app, ["lagesbild", file, "--crs", "EPSG:3006", "--out", out])
    assert done.exit_code == 0, done.output
    assert "ytan kring rapporterna är ett enda område" in said(done)
    assert "Den senaste hela används: 2018-W" in said(done)
    assert (tmp_path / "ut" / "index.html").exists()


def test_areas_of_another_place_are_refused(files, tmp_path):
    away = gpd.read_file(files / "zoner.gpkg").translate(100_000)
    away.to_file(tmp_path / "fel.gpkg")
    arguments = [str(files / "rapporter.csv"), "--crs", "EPSG:3006"]
    arguments += ["--zones", str(tmp_path / "fel.gpkg"), "--out", str(tmp_path)]
    for command in ("lagesbild", "hotspots"):
        done = run(app, [command, *arguments])
        assert done.exit_code == 2
        assert "Ingen rapport ligger i områdena" in said(done)


def test_areas_without_shapes_are_refused(files, tmp_path):
    (tmp_path / "omraden.csv").write_text("name\nNorr\n")
    arguments = ["--crs", "EPSG:3006", "--zones", str(tmp_path / "omraden.csv")]
    done = run(app, ["lagesbild", str(files / "rapporter.csv"), *arguments])
    assert done.exit_code == 2
    assert "Filen har inga ytor eller linjer" in said(done)


@pytest.mark.parametrize(
    ("columns", "options", "told"),
    [
        (
            {"Dagen det gäller": ["2018-03-05"] * 3},
            [],
            '--column "start=Dagen det gäller"',
        ),
        ({"Tid": ["2018-03-05"] * 3, "Öst": ["x"] * 3}, [], "--crs EPSG:3006 är"),
        (
            {"Tid": ["2018-03-05"] * 3},
            ["--column", "x=Adress"],
            "Kolumnen finns inte i filen: 'Adress'",
        ),
    ],
)
def test_an_error_tells_the_option_that_mends_it(tmp_path, columns, options, told):
    file = write(tmp_path / "a.csv", **columns)
    done = run(app, ["check", file, *options])
    assert done.exit_code == 2
    assert told in said(done)


def test_a_place_that_no_header_names(tmp_path):
    file = tmp_path / "adresser.csv"
    file.write_text("Tid;Adress\n2018-03-05 19:30;Storgatan 1\n", encoding="utf-8")
    done = run(app, ["check", str(file)])
    assert "--addresses" in said(done)
    assert "adresser" in said(done)
    file.write_text("Tid;Anm\n2018-03-05 19:30;Storgatan 1\n", encoding="utf-8")
    done = run(app, ["check", str(file)])
    assert "--column x=ÖST --column y=NORD" in said(done)


def test_day_and_clock_in_two_columns(tmp_path):
    columns = {"Dagen det gäller": ["2018-03-05"] * 3, "Kl slaget": ["19:30"] * 3}
    file = write(tmp_path / "a.csv", **columns)
    options = ["--crs", "EPSG:3006", "--column", "start=Dagen det gäller+Kl slaget"]
    done = run(app, ["check", file, *options])
    assert done.exit_code == 0, done.output
    assert "start: Dagen det gäller + Kl slaget" in said(done)
    assert "exact: 3" in said(done)


def test_an_id_that_comes_back_can_be_said_to_be_none(tmp_path):
    columns = {"Tid": ["2018-03-05 19:30"] * 3, "id": [7] * 3}
    file = write(tmp_path / "a.csv", **columns)
    first = run(app, ["check", file, "--crs", "EPSG:3006"])
    assert first.exit_code == 1
    assert "--column incident_id=" in said(first)
    assert "columns={" not in said(first)
    second = run(app, ["check", file, "--crs", "EPSG:3006", "--column", "incident_id="])
    assert second.exit_code == 0, second.output


def test_the_sheet_of_a_workbook_is_an_option(tmp_path):
    rows = pd.DataFrame({"Tid": ["2018-03-05 19:30"], "lon": [15.2], "lat": [59.3]})
    with pd.ExcelWriter(tmp_path / "bok.xlsx") as book:
        rows.to_excel(book, sheet_name="Polis", index=False)
        rows.to_excel(book, sheet_name="Kommun", index=False)
    file = str(tmp_path / "bok.xlsx")
    assert "--layer NAMN" in said(run(app, ["check", file]))
    assert run(app, ["check", file, "--sheet", "Polis"]).exit_code == 0


def test_rejected_rows_are_written(tmp_path):
    columns = {"Tid": ["2018-03-05 19:30", "2018-03-06 19:30", "31/31/18"]}
    file = write(tmp_path / "a.csv", **columns)
    out = tmp_path / "ut"
    done = run(app, ["check", file, "--crs", "EPSG:3006", "--out", str(out)])
    assert done.exit_code == 1
    rejected = pd.read_csv(out / "rejected.csv", sep=";", encoding="utf-8-sig")
    assert rejected["est_row"].tolist() == [4]  # as the spreadsheet numbers it
    assert "See .rejected" not in done.output


def test_no_spreadsheet_runs_the_rejected_rows(tmp_path):
    danger = '=HYPERLINK("x")'
    file = write(
        tmp_path / "a.csv", Tid=["2018-03-05 19:30", "när", "när"], Övrigt=[danger] * 3
    )
    out = tmp_path / "ut"
    run(app, ["check", file, "--crs", "EPSG:3006", "--out", str(out)])
    rejected = pd.read_csv(out / "rejected.csv", sep=";", encoding="utf-8-sig")
    assert rejected["Övrigt"].tolist() == ["'" + danger] * 2


def test_the_clock_of_another_country_is_asked_for(tmp_path):
    file = tmp_path / "memphis.csv"
    file.write_text("date,longitude,latitude\n2019-01-01 01:30,-89.9,35.1\n")
    assert "--time-zone America/New_York" in said(run(app, ["check", str(file)]))
    told = run(app, ["check", str(file), "--time-zone", "America/Chicago"])
    assert "klockslagen lästes" not in said(told)
    assert "America/Chicago" in said(told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "saknas.csv"], "Filen hittas inte: saknas.csv."),
        (["check", "FILE", "--column", "start=Händelsetid"], "Kolumnen finns inte"),
        (["lagesbild", "FILE", "--period", "2018W10"], "Skriv perioden som 2018-W10"),
        (
            ["lagesbild", "FILE", "--period", "1999-W10"],
            "räcker inte till den perioden",
        ),
    ],
)
def test_what_to_do_is_said_in_swedish(files, arguments, told):
    file = str(files / "rapporter.csv")
    arguments = [file if one == "FILE" else one for one in arguments]
    done = run(app, [*arguments, "--crs", "EPSG:3006"])
    assert done.exit_code == 2
    assert told in said(done)


def test_a_locked_file_is_said_to_be_open_somewhere():
    locked = "[Errno 13] Permission denied: 'lagesbild/tables.xlsx'"
    assert "Stäng den" in remedy(locked, "sv")
    assert "Close it" in remedy(locked, "en")


def test_a_version_for_everyone_holds_no_report(files, tmp_path):
    reports, zones = str(files / "rapporter.csv"), str(files / "zoner.gpkg")
    asked = ["lagesbild", reports, "--crs", "EPSG:3006", "--zones", zones, "--public"]
    done = run(app, [*asked, "--period", "2017", "--out", str(tmp_path / "a")])
    assert done.exit_code == 0, done.output
    page = tmp_path / "a/index.html"
    assert "INTERN" not in page.read_text(encoding="utf-8")
    incidents = eg.read_incidents(reports, crs="EPSG:3006").incidents
    for made in (page, tmp_path / "a/tables.xlsx"):
        assert eg.find_leaks(made, incidents).empty
    week = run(app, [*asked, "--period", "2018-W09", "--out", str(tmp_path / "b")])
    assert week.exit_code == 2
    assert not (tmp_path / "b").exists()


FOUND = {"Tid": ["2018-03-05 19:30", "32/3 2018", "när"]}


def test_check_ends_with_a_command_to_paste(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "mina rapporter.csv", Tid=["2018-03-05 19:30"] * 3)
    done = run(app, ["check", "mina rapporter.csv", "--crs", "EPSG:3006"])
    last = done.output.strip().splitlines()[-1]
    assert last == (
        'estgeo lagesbild "mina rapporter.csv" --period 2018-W09 --crs EPSG:3006'
    )


def test_each_reason_names_its_first_row_and_what_stands_there(tmp_path):
    file = write(tmp_path / "a.csv", **FOUND)
    done = run(app, ["check", file, "--crs", "EPSG:3006"], env={"COLUMNS": "200"})
    assert "rad 3: Tid '32/3 2018'" in said(done)


def test_rejected_rows_mended_are_read_with_the_rest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.csv", **FOUND)
    first = run(app, ["check", "a.csv", "--crs", "EPSG:3006", "--out", "mend"])
    path = tmp_path / "mend" / "rejected.csv"
    text = path.read_text(encoding="utf-8-sig")
    text = text.replace("32/3 2018", "31/3 2018").replace("när", "1/4 2018")
    path.write_text(text, encoding="utf-8-sig")
    line = next(one for one in first.output.splitlines() if "läs dem med resten" in one)
    second = run(app, line.split("estgeo ")[1].split())
    assert second.exit_code == 0, second.output
    assert "3 rader lästa: 3 godtagna" in second.output


def test_when_no_row_can_be_read_the_commonest_reason_leads(tmp_path):
    file = write(tmp_path / "a.csv", Tid=["25/03/18", "07/03/18", "x"])
    swedish = run(app, ["check", file, "--crs", "EPSG:3006"])
    assert swedish.exit_code == 2
    told = said(swedish)
    assert told.index("Datumet kan läsas på flera sätt") < told.index("Tiden kan inte")
    assert "rad 2: Tid '25/03/18'" in told
    english = run(app, ["check", file, "--crs", "EPSG:3006", "--lang", "en"])
    assert "None of the 3 rows could be read." in said(english)


def test_how_dates_are_written_is_an_option_that_check_names(tmp_path):
    file = write(tmp_path / "a.csv", Tid=["25/03/18", "07/03/18", "08/03/18"])
    refused = run(app, ["check", file, "--crs", "EPSG:3006"])
    assert '--date-format "DD/MM/YY"' in said(refused)
    options = ["--crs", "EPSG:3006", "--date-format", "DD/MM/YY"]
    assert run(app, ["check", file, *options]).exit_code == 0


def test_the_time_zone_of_the_file_is_an_option(tmp_path):
    file = write(tmp_path / "a.csv", Tid=["2018-03-05 19:30"] * 3)
    options = ["--crs", "EPSG:3006", "--source-time-zone", "UTC"]
    assert "Filens tidszon UTC" in said(run(app, ["check", file, *options]))


def test_a_command_that_is_not_there_is_told_with_one_that_is():
    done = run(app, ["hot_spots", "a.csv"])
    assert done.exit_code == 2
    assert "Menade du hotspots?" in said(done)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp850", "utf-8"])
def test_output_never_fails_on_the_terminal(tmp_path, encoding):
    file = str(tmp_path / "a.csv")
    lines = ["Tid;Öst;Nord", "2018-03-05 19:30;512350;6570100", "→ ☃ Ω;512350;6570100"]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "estgeo", "check", file, "--crs", "EPSG:3006"]
    environment = os.environ | {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"estgeo lagesbild" in done.stdout


VALBOAS = Path(__file__).parents[2] / "sample_data" / "valboas"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--zones", str(VALBOAS / "valboas.gpkg")], "726 rapporter"),
        (
            ["--zones", str(VALBOAS / "valboas.gpkg"), "--cell-size", "100"],
            "528 rapporter",
        ),
        ([], "726 rapporter"),
    ],
)
def test_the_sample_has_one_peak_with_areas_and_without(tmp_path, options, told):
    arguments = ["hotspots", str(VALBOAS / "incidents.csv"), "--crs", "EPSG:3006"]
    done = run(app, [*arguments, *options, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert f"En ruta är för sig en topp: {told}" in said(done)
    page = (tmp_path / "hot_spots.html").read_text(encoding="utf-8")
    assert "16 mars 2015–11 mars 2018" in page
    if options:
        assert "valboas.gpkg har flera lager: zones används, inte streets." in said(
            done
        )


def test_points_that_many_reports_share_are_told(tmp_path):
    x = [512_000.0 + 60 * (i % 40) for i in range(200)]
    days = [f"2018-03-{1 + i % 28:02d}" for i in range(200)]
    frame = pd.DataFrame({"Tid": days, "Öst": x, "Nord": 6_570_100.0})
    frame.to_csv(tmp_path / "a.csv", index=False)
    arguments = ["hotspots", str(tmp_path / "a.csv"), "--crs", "EPSG:3006"]
    done = run(app, [*arguments, "--out", str(tmp_path / "ut")])
    assert "200 rapporter ligger på bara 40 punkter" in said(done)


def test_the_crs_that_fits_the_areas_is_suggested_in_swedish():
    zones = ["--zones", str(VALBOAS / "valboas.gpkg")]
    done = run(app, ["hotspots", str(VALBOAS / "incidents.csv"), *zones])
    assert done.exit_code == 2
    assert "--crs EPSG:3006 lägger 100 % av raderna i området" in said(done)


def test_the_command_goes_on_from_the_folder_of_the_last_lagesbild(files, tmp_path):
    asked = ["lagesbild", str(files / "rapporter.csv"), "--crs", "EPSG:3006"]
    asked += ["--zones", str(files / "zoner.gpkg")]
    first, second = tmp_path / "v8", tmp_path / "v9"
    done = run(app, [*asked, "--period", "2018-W08", "--out", str(first), "--document"])
    assert done.exit_code == 0, done.output
    path = first / "lagesbild.docx"
    document = docx.Document(str(path))
    document.add_paragraph("Ring skolan!")
    form = next(t for t in document.tables if t.cell(0, 0).text == "Problem P1")
    next(r for r in form.rows if r.cells[0].text == "Mål").cells[1].text = "halverat"
    document.save(str(path))
    done = run(
        app,
        [
            *asked,
            "--period",
            "2018-W09",
            "--out",
            str(second),
            "--previous",
            str(first),
        ],
    )
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "Ur förra dokumentet lästes inte: Ring skolan!" in said
    assert "halverat" in (second / "index.html").read_text(encoding="utf-8")
    assert (second / "lagesbild.docx").is_file()
    done = run(app, [*asked, "--previous", str(files), "--out", str(tmp_path / "x")])
    assert done.exit_code == 2
    assert "--document" in done.output


def test_the_command_makes_the_page_of_the_organization_and_of_the_law(files, tmp_path):
    asked = ["lagesbild", str(files / "rapporter.csv"), "--crs", "EPSG:3006"]
    asked += ["--zones", str(files / "zoner.gpkg")]
    wide, law = tmp_path / "alla", tmp_path / "lag"
    more = ["--period", "2018-W08", "--audience", "organization", "--out", str(wide)]
    assert run(app, [*asked, *more]).exit_code == 0
    page = (wide / "index.html").read_text(encoding="utf-8")
    assert "FÖR ORGANISATIONEN" in page
    book = files / "lag.xlsx"
    table = pd.DataFrame({"källa": ["NTU"], "används": ["nej"], "varför": ["få svar"]})
    table.to_excel(book, sheet_name="källor", index=False)
    more = ["--period", "2017", "--kind", "law", "--tables", str(book)]
    done = run(app, [*asked, *more, "--out", str(law)])
    assert done.exit_code == 0, done.output
    page = (law / "index.html").read_text(encoding="utf-8")
    assert "lag (2023:196)" in page
    assert "få svar" in page
    assert (law / "lagesbild.docx").is_file()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--public", "--place", "Norr"], "'--place' must be given without --public"),
        (["--public", "--kind", "law"], "'--kind' must be given without --public"),
        (["--public", "--explorer"], "'--explorer' must be given without --public"),
        (["--topics", "brand"], "'--topics' must be given with --public"),
    ],
)
def test_an_option_that_the_page_would_not_use_is_refused(
    files, tmp_path, options, told
):
    arguments = [str(files / "rapporter.csv"), "--crs", "EPSG:3006"]
    arguments += ["--out", str(tmp_path / "ut"), *options]
    done = run(app, ["lagesbild", *arguments])
    assert done.exit_code == 2
    assert told in said(done)
    assert not (tmp_path / "ut").exists()


def test_a_layer_of_a_file_is_chosen_by_its_name(capsys):
    from estgeo.cli._files import read_layer
    from estgeo.samples.shipped import sample_path

    path = sample_path("valboas", "valboas.gpkg")
    streets = read_layer("--context", path.with_name("valboas.gpkg:streets"), "sv")
    assert set(streets.geom_type) == {"LineString"}
    assert "flera lager" not in "".join(capsys.readouterr())
    assert set(read_layer("--zones", path, "sv").geom_type) == {"Polygon"}
    assert "valboas.gpkg:streets" in "".join(capsys.readouterr())
    with pytest.raises(ValueError, match=r"a layer of valboas.gpkg \(zones, streets\)"):
        read_layer("--zones", path.with_name("valboas.gpkg:hus"), "sv")
