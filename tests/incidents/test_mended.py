"""Rejected rows, mended in a spreadsheet, are read back with the rest."""

import pandas as pd
import pytest

import estgeo as eg
from estgeo.incidents.spreadsheets import without_formulas


@pytest.fixture
def files(tmp_path):
    """A file with two faults, and its rejected rows as the command writes them."""
    lines = [
        "Datum;E;N;Text",
        "2024-05-01;512000;6570000;a",
        "32/5 2024;512001;6570000;=b",
    ]
    lines += ["2024-05-03;512002;6570000;c", "igår;512003;6570000;d"]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.warns(UserWarning, match="2 of 4 rows"):
        found = eg.read_incidents(tmp_path / "a.csv", crs=3006)
    rejected = without_formulas(found.rejected)
    rejected.to_csv(tmp_path / "b.csv", index=False, sep=";", encoding="utf-8-sig")
    return tmp_path / "a.csv", tmp_path / "b.csv"


def mend(path, old, new):
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace(old, new), encoding="utf-8-sig")


def test_mended_rows_come_in_their_places(files):
    mend(files[1], "32/5 2024", "2024-05-02")
    mend(files[1], "igår", "2024-05-04")
    found = eg.read_incidents(list(files), crs=3006)
    assert (found.n_read, len(found.rejected)) == (4, 0)
    assert found.incidents["Text"].tolist() == ["a", "=b", "c", "d"]
    assert found.incidents["start"].dt.day.tolist() == [1, 2, 3, 4]
    assert not {"reasons", "explanation_sv"} & set(found.incidents.columns)


def test_rows_that_no_one_mended_or_that_were_taken_away_are_not_lost(files):
    table = pd.read_csv(files[1], sep=";", encoding="utf-8-sig")
    table.iloc[:1].to_csv(files[1], index=False, sep=";", encoding="utf-8-sig")
    with pytest.warns(UserWarning, match="2 of 4 rows"):
        found = eg.read_incidents(list(files), crs=3006)
    assert found.n_read == 4
    assert len(found.rejected) == 2
