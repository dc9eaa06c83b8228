"""What is installed is what is imported, and a missing extra is named."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import estgeo

SOURCE = Path(estgeo.__file__).parent
PROJECT = tomllib.loads(
    (SOURCE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
)["project"]

# Extras that people install to run estgeo; the others are for working on it.
EXTRAS_AT_RUN_TIME = {"dask", "documents", "research"}


def plain(name):
    """Return the name of a distribution as one writes it to pip."""
    return re.sub(r"[-_.]+", "-", name).lower()


def stated(requirements):
    return {plain(re.match(r"[\w.-]+", line)[0]) for line in requirements}


LOADERS = {"lazy_loader.load", "import_module"}


def imported():
    """Return {module: set of files} of what is imported from others' packages."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in LOADERS:
                names = [ast.literal_eval(node.args[0])]
            else:
                continue
            for name in names:
                found.setdefault(name.split(".")[0], set()).add(path.name)
    return {
        name: files
        for name, files in found.items()
        if name not in sys.stdlib_module_names and name != "estgeo"
    }


# Its distribution has no list of its modules.
DISTRIBUTIONS = {"xstatic": ["xstatic-leaflet"]}


@pytest.mark.parametrize("module", sorted(imported()))
def test_every_import_is_a_stated_dependency(module):
    from_where = DISTRIBUTIONS.get(module) or packages_distributions()[module]
    known = stated(PROJECT["dependencies"])
    for extra in EXTRAS_AT_RUN_TIME:
        known |= stated(PROJECT["optional-dependencies"][extra])
    assert {plain(name) for name in from_where} & known, imported()[module]


def test_no_stated_dependency_is_idle():
    # Read through geopandas (pyogrio) or by the names of their files (leaflet).
    by_name = {"xstatic-leaflet"}
    names = packages_distributions()
    used = {plain(d) for module in imported() for d in names.get(module, [])}
    assert stated(PROJECT["dependencies"]) - by_name <= used


def without(packages, code):
    """Run code in a Python where some packages cannot be imported."""
    block = (
        "import sys\n"
        "class Finder:\n"
        "    def __init__(self, finder):\n"
        "        self.finder = finder\n"
        "    def __getattr__(self, name):\n"
        "        return getattr(self.finder, name)\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.split('.')[0] not in {sorted(packages)!r}:\n"
        "            return self.finder.find_spec(name, path, target)\n"
        "sys.meta_path[:] = [Finder(finder) for finder in sys.meta_path]\n"
    )
    return subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", block + code],
        capture_output=True,
        text=True,
        check=False,
    )


def modules_of_extras():
    """Return the modules that only extras bring."""
    base = stated(PROJECT["dependencies"])
    extras = PROJECT["optional-dependencies"].values()
    extra = {name for lines in extras for name in stated(lines)} - base
    names = packages_distributions().items()
    return {
        module
        for module, distributions in names
        if {plain(d) for d in distributions} & extra
    }


def test_everything_loads_and_counts_without_any_extra(tmp_path):
    blocked = modules_of_extras()
    assert {"dask", "distributed", "dask_geopandas", "pytest"} <= blocked
    code = f"""
import estgeo as eg
import estgeo.__main__
for name in eg.__all__:
    getattr(eg, name)
zones = eg.sample_zones()
incidents = eg.sample_incidents().incidents
incidents.to_parquet({str(tmp_path / "part.parquet")!r})
read = eg.count_in_zones({str(tmp_path)!r}, zones)["n"].sum()
assert read == eg.count_in_zones(incidents, zones)["n"].sum() > 6000, read
print("counted")
"""
    done = without(blocked, code)
    assert done.stdout.strip() == "counted", done.stderr


def test_a_missing_extra_is_named():
    # A Dask frame can only come from Dask, so here one is played: what is asked of it
    # is what tells a Dask frame from others.
    code = """
import estgeo as eg
class Frame:
    partitions = ()
    def __dask_graph__(self):
        return {}
try:
    eg.count_in_zones(Frame(), eg.sample_zones())
except ImportError as error:
    print(error)
"""
    done = without({"dask", "distributed", "dask_geopandas"}, code)
    assert done.stdout.strip() == (
        "'incidents' must be a frame or Parquet files where Dask is not installed, "
        'got a Dask frame. Install it: python -m pip install "estgeo[dask]".'
    ), done.stderr
    assert "dask" in PROJECT["optional-dependencies"]


def test_extras_that_the_texts_name_exist():
    root = SOURCE.parents[1]
    texts = [root / "README.md", root / "CONTRIBUTING.md", *SOURCE.rglob("*.py")]
    texts += (root / "docs").rglob("*.md")
    extras = re.compile(r"""["'](?:estgeo|\.)\[([\w,]+)\]["']""")
    listed = [
        found
        for path in texts
        for found in extras.findall(path.read_text(encoding="utf-8"))
    ]
    named = set(",".join(listed).split(","))
    assert {"dask", "test"} <= named <= set(PROJECT["optional-dependencies"])
