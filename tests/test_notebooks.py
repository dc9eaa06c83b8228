"""Every notebook runs from top to bottom, and none is kept with its outputs."""

import ast
import re
import shutil
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WAYS_OF_WORKING = {
    "orebro", "botkyrka", "boras", "sollentuna", "norrkoping", "malmo", "borlange",
    "vaxjo", "valboas_three_weeks", "memphis_hot_spots", "new_york_trend",
    "valboas_streets", "montreal_streets", "castle_laws", "plan_an_experiment",
}  # fmt: skip


def read(path):
    """Return a notebook, checked against the format."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def code_of(notebook):
    """Return the source of the code cells, one after the other."""
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")


def test_there_is_one_for_every_way_of_working():
    assert {path.stem for path in NOTEBOOKS} == WAYS_OF_WORKING


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_kept_without_outputs(path):
    notebook = read(path)
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
        assert "execution" not in cell.metadata


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_goes_from_a_question_to_what_to_say(path):
    prose = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    headings = re.findall(r"(?m)^##? (.+)$", "\n".join(prose))
    assert "**Question" in prose[0]
    assert "Limits" in headings
    assert headings[-1] == "What to say at the meeting"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_uses_only_the_public_names(path):
    code = code_of(read(path))
    assert "import estgeo as eg" in code
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith("estgeo")
        if isinstance(node, ast.Import):
            assert not any(name.name.startswith("estgeo.") for name in node.names)


@pytest.mark.notebook
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path, tmp_path):
    nbclient = pytest.importorskip("nbclient")
    # These read what lies beside the notebooks; the other samples ship in the wheel.
    for name in ("new_york", "montreal", "castle"):
        shutil.copytree(ROOT / "sample_data" / name, tmp_path / "sample_data" / name)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = read(path)
    nbclient.NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    printed = [
        output
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    assert printed
    warned = [output.text for output in printed if output.get("name") == "stderr"]
    assert not any("Warning" in text for text in warned)
    assert list(folder.iterdir()) == []
