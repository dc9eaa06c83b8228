"""Files as programs and portals write them: who gets by with no option, and with one.

``realistic_files`` writes them with the right answer; here each is given to the command
as a new user would, and what was read is held against that answer.
"""

import inspect
import shlex
import warnings

import numpy as np
import pandas as pd
import pyproj
import pytest
from incidents import realistic_files
from typer.testing import CliRunner

import estgeo as eg
from estgeo.cli.commands import app

PRECISIONS = {name: {name} for name in ("exact", "date", "week", "month")}


def written(writer, folder):
    place = realistic_files.PLACES.get(writer.__name__, "örebro")
    reports = realistic_files.reports(place)
    return reports, writer(reports, folder / writer.__name__)


def check(file, *typed):
    return CliRunner().invoke(
        app, ["check", str(file.path), *typed, "--lang", "sv"], env={"COLUMNS": "200"}
    )


def faults(reports, file, **options):
    """Return what is wrong with what was read, "" where all is as it was written."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = eg.read_incidents(file.path, **options)
    except (ValueError, KeyError) as error:
        return str(error)
    found = read.incidents
    if len(found) != realistic_files.N or len(read.rejected) != file.n_rejected:
        return f"{len(found)} reports, rejected {read.summary.reasons}"
    if set(found["time_precision"]) != PRECISIONS[file.precision]:
        return f"precision {read.summary.time_precision}"
    starts = sorted(found["start"].dt.tz_localize(None))
    if file.precision == "exact" and starts != sorted(map(pd.Timestamp, reports.at)):
        return f"starts {starts[:2]}"
    return "" if not file.points else misplaced(reports, file, found)


def misplaced(reports, file, found):
    to_metres = pyproj.Transformer.from_crs(4326, found.crs, always_xy=True)
    right = to_metres.transform(reports.lon, reports.lat)
    by_time = np.argsort(found["start"].to_numpy(), kind="stable")
    read = found.geometry.iloc[by_time]
    away = np.hypot(read.x - right[0], read.y - right[1])
    return "" if away.max() <= file.within else f"{away.max():.0f} m away"


@pytest.mark.parametrize("writer", realistic_files.FILES, ids=lambda w: w.__name__)
def test_a_file_passes_with_at_most_the_option_that_check_names(tmp_path, writer):
    reports, file = written(writer, tmp_path)
    first = check(file)
    rejected = min(file.n_rejected, 1)
    if not file.option:
        assert faults(reports, file) == ""
        assert first.exit_code == rejected, first.output
        return
    assert first.exit_code == 2, "it needs no option"
    assert file.option in first.output
    assert faults(reports, file, **file.keywords) == ""
    assert check(file, *file.arguments).exit_code == rejected


def test_how_many_files_pass_with_no_option_and_with_one(tmp_path):
    options = [written(writer, tmp_path)[1].option for writer in realistic_files.FILES]
    assert len(options) >= 40
    # Each is held to what it says by the test above.
    assert options.count("") >= 30
    assert sum(bool(option) for option in options) <= 10


def test_no_two_files_are_of_one_kind():
    sources = [inspect.getsource(writer) for writer in realistic_files.FILES]
    assert len(set(sources)) == len(realistic_files.FILES)


def suggested(output):
    """Return the commands at the end of what ``check`` says."""
    lines = [line.strip() for line in output.splitlines()]
    return [line for line in lines if line.startswith("estgeo ")]


def runs(writer, folder, monkeypatch):
    """Run what ``check`` suggests for a file; return how each of them ended."""
    _, file = written(writer, folder)
    monkeypatch.chdir(folder)
    commands = suggested(check(file, *file.arguments).output)
    assert commands, f"{writer.__name__}: nothing suggested"
    ends = {}
    for command in commands:
        with warnings.catch_warnings(action="ignore"):
            done = CliRunner().invoke(app, shlex.split(command)[1:])
        ends[command] = (done.exit_code, done.output[-500:])
    return ends


# One of each kind of step: a csv, a workbook, areas by name, days only.
@pytest.mark.parametrize(
    "writer", realistic_files.FILES[::12], ids=lambda w: w.__name__
)
def test_what_check_suggests_can_be_run(tmp_path, writer, monkeypatch):
    for command, (code, output) in runs(writer, tmp_path, monkeypatch).items():
        assert code in (0, 1), f"{command}: {output}"  # 1: some rows were rejected


@pytest.mark.calibration
@pytest.mark.parametrize("writer", realistic_files.FILES, ids=lambda w: w.__name__)
def test_all_that_check_suggests_can_be_run(tmp_path, writer, monkeypatch):
    for command, (code, output) in runs(writer, tmp_path, monkeypatch).items():
        assert code in (0, 1), f"{command}: {output}"
