"""Every public name tells what goes in, what comes out and shows an answer."""

import dataclasses
import doctest
import inspect
import re

import pytest
from numpydoc import docscrape
from numpydoc import validate as validation

import estgeo

NAMES = [name for name in estgeo.__all__ if name != "__version__"]
FUNCTIONS = [name for name in NAMES if not inspect.isclass(getattr(estgeo, name))]
CLASSES = [name for name in NAMES if inspect.isclass(getattr(estgeo, name))]

# numpydoc's codes: parameters missing, unknown, in another order, without a type or
# a description; returns missing or without a description; no example; sections unknown
# or in another order; no summary, or one that is no sentence.
HELD = {
    "PR01", "PR02", "PR03", "PR06", "PR07", "PR09", "PR10", "RT01", "RT03", "EX01",
    "GL06", "GL07", "GL08", "SS01", "SS02", "SS03",
}  # fmt: skip

# They take nothing that could be wrong.
CANNOT_FAIL = {"checklists", "meeting_schema", "show_progress"}

# What computes no statistic has no source to name: it reads, lays out, counts, draws
# or writes. What stands neither here nor begins with "map_" or "plot_" does.
NO_STATISTIC = {
    # read, look for, write
    "read_incidents", "read_insatser", "save_bundle", "verify_bundle", "find_duplicates",
    "find_leaks",
    "find_personal_data", "mask_personal_data", "meeting_schema", "read_meeting",
    "read_problems", "write_records", "save_offline", "checklist_questions",
    "save_checklist", "show_progress",
    # made up, to try things on
    "open_cube", "read_counts", "read_streets", "read_context",
    "sample_incidents", "sample_insatser", "sample_streets", "sample_zones",
    "simulate_incidents",
    # lay out and count
    "square_grid", "hexagon_grid", "neighbors", "count_in_zones", "outside_zones",
    "count_along_streets", "period_counts", "space_time_cube", "active_reporters",
    "tertial_table", "study_panel", "street_network", "network_neighbors", "network_distances",
    # languages
    "add_language", "set_language", "label",
    # what week_status said, counted
    "week_alarm_rates",
}  # fmt: skip
STATISTICS = [
    name
    for name in FUNCTIONS
    if name not in NO_STATISTIC and not name.startswith(("map_", "plot_"))
]


def text_of(name):
    return inspect.getdoc(getattr(estgeo, name)) or ""


def has_section(text, title):
    return re.search(rf"^{title}\n-{{{len(title)}}}$", text, re.MULTILINE) is not None


@pytest.mark.parametrize("name", FUNCTIONS)
def test_parameters_and_returns_are_those_of_the_function(name):
    function = getattr(estgeo, name)
    found = validation.validate(f"{function.__module__}.{name}")["errors"]
    assert [error for error in found if error[0] in HELD] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_errors_are_named(name):
    assert has_section(text_of(name), "Raises") or name in CANNOT_FAIL


@pytest.mark.parametrize("name", FUNCTIONS)
def test_warnings_are_named(name):
    """Whose own code warns says so, and of what."""
    source = inspect.getsource(getattr(estgeo, name))
    code = source.split('"""', 2)[2]
    if re.search(r"\bwarn(_of_\w+)?\(|\b_warn\w*\(", code):
        assert has_section(text_of(name), "Warns")


@pytest.mark.parametrize("name", NAMES)
def test_an_example_shows_its_answer(name):
    examples = doctest.DocTestParser().get_examples(text_of(name))
    assert any(example.want.strip() for example in examples)
    assert not any(example.options.get(doctest.SKIP) for example in examples)


@pytest.mark.parametrize("name", STATISTICS)
def test_statistics_name_their_source(name):
    text = text_of(name)
    assert has_section(text, "References")
    section = text.split("References\n----------\n")[1].split("\n\n")[0]
    # A year, or the documentation of a program, which has none.
    assert re.search(r"\((1[89]|20)\d\d[:)]|documentation|[Cc]hapter", section)
    # What the text points at is there.
    cited = set(re.findall(r"\[(\d)\]_", text))
    assert cited <= set(re.findall(r"^\.\. \[(\d)\]", section, re.MULTILINE))


def test_only_functions_are_without_statistic():
    assert set(FUNCTIONS) >= NO_STATISTIC
    assert len(STATISTICS) >= 45


# What is a length or a time by its name, and the unit its description must state.
UNITS = {
    r"(max_)?(radius|distances?)|bandwidth|cell_size|at_least|at_most|rings": "metres",
    r"(max_)?days(_\w+)?|repeat_every": "days",
    r"weeks(_\w+)?|baseline_weeks|longest": "weeks",
    r"windows|beside": "hours",
    r"weekly": "a week",
}
ELSEWHERE = re.compile(r"As (in |for )?(:func:)?`")


def quantities():
    """Yield (description, unit) of every parameter that has a unit by its name."""
    for name in FUNCTIONS:
        parameters = docscrape.FunctionDoc(getattr(estgeo, name))["Parameters"]
        for parameter in parameters:
            described = " ".join(parameter.desc)
            for one in parameter.name.split(", "):
                yield from (
                    pytest.param(described, unit, id=f"{name}-{one}")
                    for pattern, unit in UNITS.items()
                    if re.fullmatch(pattern, one)
                )


@pytest.mark.parametrize(("described", "unit"), list(quantities()))
def test_quantities_have_units(described, unit):
    assert unit in described.lower() or ELSEWHERE.match(described), described


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_of_a_result_is_explained(name):
    thing = getattr(estgeo, name)
    if not dataclasses.is_dataclass(thing):
        return
    fields = {field.name for field in dataclasses.fields(thing)}
    fields = {field for field in fields if not field.startswith("_")}
    text = text_of(name)
    title = "Attributes" if has_section(text, "Attributes") else "Parameters"
    section = text.split(f"{title}\n{'-' * len(title)}\n")[1]
    heads = re.findall(r"^(\w[\w, ]*)(?: :|$)", section, re.MULTILINE)
    told = {word.strip() for head in heads for word in head.split(",")}
    assert fields <= told, f"{name}: {sorted(fields - told)} not explained"


@pytest.mark.parametrize("name", CLASSES)
def test_methods_of_results_are_explained(name):
    for called, method in inspect.getmembers(getattr(estgeo, name), callable):
        own = str(getattr(method, "__module__", "")).startswith("estgeo")
        if own and not called.startswith("_"):
            assert inspect.getdoc(method), f"{name}.{called}"
