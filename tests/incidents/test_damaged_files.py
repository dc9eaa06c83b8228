"""Damaged files of every format: read with every row told, or refused in our words."""

import subprocess
import sys

import pytest
from mutated_files import FORMATS, check_damaged

import estgeo as eg
from estgeo.incidents.formats import _binary_guard


@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_file_is_read_or_refused(tmp_path, name):
    for seed in range(6):
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert check_damaged(name, folder, seed) is None, seed


@pytest.mark.parametrize("seed", [1095, 1203, 1297])
def test_a_folder_of_an_old_workbook_that_breaks_off_is_refused(tmp_path, seed):
    assert check_damaged("a.xls", tmp_path, seed) is None  # the reader panics


def test_a_zip_whose_part_begins_before_the_file_is_refused(tmp_path):
    assert check_damaged("a.zip", tmp_path, 26) is None


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (0x203, b"\0\0\xff\xff" + bytes(10)),  # a number in column 65,536
        (0x200, bytes(4) + b"\xff\xff\xff\x7f" + bytes(6)),  # 2 thousand million rows
        (0x200, bytes(10) + b"\xff\xff\0\0"),  # 65,535 columns
    ],
)
def test_an_old_workbook_with_cells_beyond_its_sheets_is_refused(
    monkeypatch, kind, body
):
    stream = kind.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body
    monkeypatch.setattr(_binary_guard, "_old_stream", lambda *_: stream)
    with pytest.raises(ValueError, match="it is not a whole xls workbook"):
        _binary_guard.guard_xls("a.xls", b"")


@pytest.mark.parametrize(
    ("lang", "said"), [("sv", "den är ingen hel xlsx-fil"), ("en", "not a whole xlsx")]
)
def test_the_command_says_what_is_wrong_in_the_language_asked(tmp_path, lang, said):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\3\4" + bytes(500))
    with pytest.raises(ValueError, match="not a whole xlsx workbook"):
        eg.read_incidents(path)
    ran = subprocess.run(
        [sys.executable, "-m", "estgeo", "check", str(path), "--lang", lang],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        check=False,
    )
    assert said in " ".join((ran.stdout + ran.stderr).split())
