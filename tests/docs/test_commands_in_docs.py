"""The commands in the pages work as they stand."""

import re
import shlex

import pytest
from docs_pages import PAGES, blocks, name
from typer.testing import CliRunner

from estgeo.cli.commands import app

WITH_COMMANDS = [page for page in PAGES if "estgeo " in str(blocks(page, "sh"))]


def commands(page):
    """Return the estgeo commands of a page, each as a list of arguments."""
    lines = "\n".join(code for _, code in blocks(page, "sh")).splitlines()
    parts = [part.strip() for line in lines for part in line.split("&&")]
    found = [re.sub(r"^python -m estgeo\b", "estgeo", part) for part in parts]
    return [shlex.split(p, comments=True)[1:] for p in found if p.startswith("estgeo ")]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name)
def test_commands_work(page, among_files):
    for arguments in commands(page):
        done = CliRunner().invoke(app, arguments)
        fine = {0, 1} if arguments[0] == "check" else {0}
        assert done.exit_code in fine, f"{arguments}: {done.output}"


def test_the_pages_for_beginners_are_among_them():
    assert {"README.md", "docs/snabbstart.md"} <= {name(page) for page in WITH_COMMANDS}
