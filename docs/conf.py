"""How the documentation is built: python -m sphinx -W docs docs/_build."""

from importlib.metadata import version as installed_version

project = "estgeo"
author = "the estgeo developers"
project_copyright = "2026, the estgeo developers"
version = release = installed_version("estgeo")

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb", ".rst": "restructuredtext"}
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
root_doc = "index"
language = "en"

myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_merge_streams = True

autosummary_generate = True
autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

html_theme = "pydata_sphinx_theme"
html_title = "estgeo"
html_theme_options = {
    "show_prev_next": False,
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc"],
    "header_links_before_dropdown": 7,
    "navbar_end": ["theme-switcher"],
}
html_static_path = ["_static"]
html_css_files = ["estgeo.css"]
# Pages without pages below them have nothing to show at the left.
html_sidebars = {"*": []}
templates_path: list[str] = []
suppress_warnings = ["myst.header"]
