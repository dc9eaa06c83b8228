"""The house holds: floors, grounds, one public list, sizes of signatures."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import estgeo

SOURCE = Path(estgeo.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

# A module imports only from rooms on a lower floor, from the files of the ground
# (estgeo/_*.py), and inside its own room from files that begin with "_". A folder inside
# a room is a room on the floor below it, in which every file may be imported from above.
FLOORS = {
    "stats": 0,
    "words": 0,
    "incidents": 1,
    "space_time": 1,
    "network": 1,
    "analysis": 2,
    "insatser": 2,
    "disclosure": 2,
    "samples": 3,
    "maps": 3,
    "charts": 3,
    "explore": 3,
    "report": 4,
    "__init__": 5,
    "__main__": 5,
    "cli": 5,
}
GROUND = -1

# The public contract writes these with three: what, beside what, beside what.
THREE_POSITIONAL = {
    "displacement_quotient",
    "matched_control",
    "placebo_effects",
    "relative_density",
    "study_panel",
}

# Files whose one idea is to gather their own room.
GATHERERS = {
    "insatser/effect.py",
    "insatser/robustness.py",
    "report/build.py",
    "report/groups.py",
    "incidents/formats/sources.py",
}


def address(path):
    return path.relative_to(SOURCE).as_posix()


def room_of(parts):
    first = parts[0].removesuffix(".py")
    return first if first in FLOORS else "ground"


def imports_of(path):
    """Yield (line, parts of the imported estgeo module); imports for types are free."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = list(path.relative_to(SOURCE).parts[:-1])
    for_types = {id(node) for node in _for_types(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in for_types:
            base = package[: len(package) - node.level + 1] if node.level else []
            module = node.module.split(".") if node.module else []
            if node.level == 0 and module[:1] == ["estgeo"]:
                module = module[1:]
            elif node.level == 0:
                continue
            target = base + module
            if target and (SOURCE.joinpath(*target)).is_dir():
                for alias in node.names:
                    yield node.lineno, [*target, alias.name]
            else:
                yield node.lineno, target or [node.names[0].name]


def _for_types(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for statement in node.body:
                yield from ast.walk(statement)


def floor(parts):
    room = room_of(parts)
    return GROUND if room == "ground" else FLOORS[room]


@pytest.mark.parametrize("path", MODULES, ids=address)
def test_imports_run_down_the_floors(path):
    own = list(path.relative_to(SOURCE).parts)
    for line, target in imports_of(path):
        where = f"{address(path)}:{line} imports {'.'.join(target)}"
        if room_of(own) == room_of(target) and len(own) > 1:
            inner = [*own[:-1], *target][len(own) - 1 :]
            if len(inner) > len(own) and inner[: len(own) - 1] == own[:-1]:
                continue  # down into a room inside this one
            own_ground = target[-1].startswith("_") or any(
                part.startswith("_") for part in target
            )
            assert own_ground or address(path) in GATHERERS, (
                f"{where}: only files that begin with '_' may be shared in a room"
            )
        elif floor(own) == GROUND:
            assert floor(target) == GROUND, f"{where}: the ground imports the ground"
        elif address(path) != "__main__.py":  # which is the command
            assert floor(target) < floor(own), f"{where}: not a lower floor"


@pytest.mark.parametrize("path", MODULES, ids=address)
def test_no_import_inside_a_function(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    # The heavy optional extras, each in one place; a command that loads what it runs.
    allowed = {
        "space_time/_engines.py",
        "insatser/bounds.py",
        "cli/commands.py",
        "cli/_files.py",
        "cli/_talk.py",
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    assert address(path) in allowed, f"{address(path)}:{inner.lineno}"


def test_the_reference_page_lists_the_public_names():
    page = (SOURCE.parents[1] / "docs" / "reference" / "index.md").read_text("utf-8")
    listed = [line.strip() for line in page.splitlines() if line.startswith("   ")]
    names = [line for line in listed if line and not line.startswith(":")]
    assert sorted(names) == sorted(set(estgeo.__all__) - {"__version__"})


def test_there_are_no_cycles():
    graph = {}
    for path in MODULES:
        name = address(path).removesuffix(".py")
        graph[name] = {"/".join(target) for _, target in imports_of(path)}
    seen, path_now = set(), []

    def visit(name):
        assert name not in path_now, " -> ".join([*path_now, name])
        if name in seen or name not in graph:
            return
        path_now.append(name)
        for target in graph[name]:
            visit(target)
        path_now.pop()
        seen.add(name)

    for name in graph:
        visit(name)


def test_no_module_at_the_top_bears_the_name_of_a_public_function():
    top = {p.stem for p in SOURCE.iterdir() if not p.name.startswith("_")}
    assert not top & set(estgeo.__all__)


@pytest.mark.parametrize("name", [n for n in estgeo.__all__ if n != "__version__"])
def test_public_functions_take_at_most_two_positional_arguments(name):
    thing = getattr(estgeo, name)
    if inspect.isclass(thing):
        return
    kinds = [p.kind for p in inspect.signature(thing).parameters.values()]
    positional = kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD)
    assert positional <= 2 + (name in THREE_POSITIONAL), (
        f"{name} takes {positional} positional arguments"
    )
    assert inspect.Parameter.VAR_KEYWORD not in kinds or name.startswith("plot_")


@pytest.mark.parametrize("name", [n for n in estgeo.__all__ if n != "__version__"])
def test_public_names_have_an_example_and_a_description_of_arguments(name):
    text = inspect.getdoc(getattr(estgeo, name)) or ""
    assert len(text) > 80, f"{name} has no docstring of its own"
    if not inspect.isclass(getattr(estgeo, name)):
        assert "Returns\n-------" in text, f"{name} does not say what it returns"
        assert ">>> " in text, f"{name} has no example"


HEAVY = {
    "esda",
    "folium",
    "geopandas",
    "libpysal",
    "matplotlib",
    "numpy",
    "openpyxl",
    "pandas",
    "pyogrio",
    "python_calamine",
    "scipy",
    "scipy.interpolate",
    "scipy.ndimage",
    "scipy.optimize",
    "scipy.spatial",
    "scipy.special",
    "scipy.stats",
    "sklearn",
    "statsmodels",
    "xarray",
}
GRID = """
import estgeo as eg
import geopandas as gpd
import shapely
area = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1000, 1000)], crs=3006)
zones = eg.square_grid(area, cell_size=100).assign(n=1)
zones.loc[zones.index[:3], "n"] = 9
"""
FRAMES = {"geopandas", "numpy", "pandas"}
COMMAND = "import sys; from estgeo.cli.commands import app; app({}, standalone_mode=0)"


@pytest.mark.parametrize(
    ("code", "loads"),
    [
        ("import estgeo", set()),
        (COMMAND.format(["--version"]), set()),
        (COMMAND.format(["lagesbild", "--help"]), set()),
        (GRID + "eg.hot_spots(zones)", FRAMES | {"scipy", "scipy.special"}),
        (
            COMMAND.format(["check", "reports.csv", "--crs", "EPSG:3006"]),
            FRAMES | {"scipy"},
        ),
    ],
    ids=["import", "version", "help", "hot_spots", "check"],
)
def test_a_call_loads_only_what_it_runs(code, loads, tmp_path):
    rows = "\n".join(f"2018-03-0{day};skadegörelse;512000;6571000" for day in (1, 2, 3))
    (tmp_path / "reports.csv").write_text(f"Datum;Vad;X;Y\n{rows}\n", "utf-8")
    # What is named but not run stands in sys.modules as a lazy module.
    code += (
        "\nimport sys; print('loaded', *[name for name in sys.argv[1:] if"
        " type(sys.modules.get(name)).__name__ == 'module'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *sorted(HEAVY)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert set(done.stdout.splitlines()[-1].split()[1:]) == loads
