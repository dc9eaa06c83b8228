"""Every method has its page, and every page its four parts."""

import inspect
import re

import pytest
from docs_pages import ROOT, name

import estgeo

FOLDER = ROOT / "docs" / "methods"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.stem != "index")

# What a reader of a method asks, and the words that head the answer: a heading, or the
# bold words that begin a paragraph or a point of a list.
PARTS = {
    "formula": r"formula|rule",
    "assumption": r"assum",
    "what it was checked against": r"checked|measured",
    "when it misleads": r"mislead",
}
HEAD = re.compile(r"^(?:#{2,} (?P<heading>.+)|(?:- )?\*\*(?P<bold>.+?)\*\*)", re.M)

# Nothing is computed, tested or decided in them: what is made up to try things on, and
# the bar that shows how far a count has come. Classes are what a function returns, and
# are told of on the function's page.
NO_METHOD = {
    "sample_incidents",
    "sample_insatser",
    "sample_streets",
    "sample_zones",
    "show_progress",
}
FUNCTIONS = [
    called
    for called in estgeo.__all__
    if called != "__version__"
    and not inspect.isclass(getattr(estgeo, called))
    and called not in NO_METHOD
]


def text_of(page):
    return page.read_text(encoding="utf-8")


def parts_of(text):
    """Return (head, what stands under it) of every head of a page."""
    heads = list(HEAD.finditer(text))
    # Under a heading stands everything up to the next; under bold words the rest of
    # the page up to the next head of any kind.
    found = []
    for at, head in enumerate(heads):
        after = heads[at + 1 :]
        if head["heading"]:
            after = [later for later in after if later["heading"]]
        end = after[0].start() if after else len(text)
        found.append((head["heading"] or head["bold"], text[head.end() : end].strip()))
    return found


@pytest.mark.parametrize("page", PAGES, ids=name)
@pytest.mark.parametrize("part", PARTS)
def test_every_page_has_its_parts(page, part):
    answers = [
        answer
        for head, answer in parts_of(text_of(page))
        if re.search(PARTS[part], head, re.IGNORECASE)
    ]
    assert sum(map(len, answers)) >= 60, f"{name(page)} does not tell: {part}"


@pytest.mark.parametrize("called", FUNCTIONS)
def test_every_function_stands_on_a_page(called):
    in_code = re.compile(rf"`(?:eg\.|estgeo\.)?{called}(?:`|\()")
    assert any(in_code.search(text_of(page)) for page in PAGES)


def test_the_exceptions_are_functions_still():
    assert set(estgeo.__all__) >= NO_METHOD
    assert not any(inspect.isclass(getattr(estgeo, called)) for called in NO_METHOD)


def public_names():
    """Return what can be called: the functions, and the methods of the classes."""
    things = [getattr(estgeo, called) for called in estgeo.__all__]
    members = [dir(thing) for thing in things if inspect.isclass(thing)]
    return set(estgeo.__all__).union(*members)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_is_called_on_the_pages_exists(page):
    called = re.findall(r"`(?:eg\.)?([a-z]+(?:_[a-z]+)+)\(", text_of(page))
    assert set(called) <= public_names()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pages_name_the_tests_behind_them_and_these_exist(page):
    """A figure can only be checked where its test, calibration or benchmark is."""
    named = re.findall(r"`?((?:tests|docs)/[\w/.-]+\.(?:py|md|csv))", text_of(page))
    missing = [path for path in named if not (ROOT / path).is_file()]
    assert not missing
    assert any(path.startswith("tests/") for path in named)
    folders = re.findall(r"`(tests/[\w/]+)`", text_of(page))
    assert all((ROOT / folder).is_dir() for folder in folders)
