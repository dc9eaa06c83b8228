"""The code in the pages runs, its answers are true, and its commands work."""

import doctest
import re
from importlib.resources import files

import pytest
from docs_pages import PAGES, blocks, name

import estgeo as eg
from estgeo._periods import KINDS

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
# Its lines need a server: test_databases.py starts one.
OF_A_SERVER = "databases.md"
WITH_CODE = [
    page
    for page in PAGES
    if blocks(page, "python") and not name(page).endswith(OF_A_SERVER)
]


@pytest.mark.filterwarnings("ignore:Sending large graph")  # told by dask, of the map
@pytest.mark.parametrize("page", WITH_CODE, ids=name)
def test_code_runs_and_answers_are_true(page, among_files):
    names = {}
    for number, (_, code) in enumerate(blocks(page, "python"), start=1):
        title = f"{name(page)}, block {number}"
        if not code.startswith(">>>"):
            exec(compile(code, title, "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(code, names, title, title, 0)
        told = []
        runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
        failed, _ = runner.run(test, out=told.append, clear_globs=False)
        names.update(test.globs)
        assert not failed, "".join(told)


def test_there_is_something_to_run():
    assert len(WITH_CODE) >= 20


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_block_of_code_escapes(page):
    """Code is python or sh, which are run; text and results are said to be text."""
    known = {"python", "sh", "text", "toml", ""}
    directives = re.compile(r"^```\{", re.MULTILINE)
    text = directives.sub("", page.read_text(encoding="utf-8"))
    languages = set(re.findall(r"^```(\w*)$", text, re.MULTILINE))
    assert languages <= known


def test_the_guide_names_what_there_is():
    text = (files("estgeo") / "guide.md").read_text("utf-8")
    named = set(re.findall(r"`(?:eg\.)?(\w+)\(", text)) | set(
        re.findall(r"eg\.(\w+)", text)
    )
    known = set(eg.__all__) | {"save", "sentence", "to_dict", "from_dict", "to_frame"}
    assert {"hot_spots", "publish", "read_incidents"} <= named
    assert named <= known, sorted(named - known)
    kinds = re.search(r"a kind .*? is (.*?)\.\n", text, re.DOTALL)[1]
    assert set(re.findall(r'"([^"]+)"', kinds)) == set(KINDS) - {"span"}
