"""A folder to follow the pages in."""

import matplotlib.pyplot as plt
import pytest
from docs_pages import lay_out_files


@pytest.fixture
def among_files(tmp_path, monkeypatch):
    """A folder with the files that the pages name."""
    lay_out_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    plt.close("all")
