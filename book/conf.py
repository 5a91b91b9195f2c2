"""How Sphinx builds the book; `book.pages` writes the pages and calls it."""

from __future__ import annotations

import os
import sys

sys.path.insert(0, os.environ.get("BTM_ROOT", "."))

project = "Behind the Match"
author = "The Behind the Match contributors"
copyright = "the Behind the Match contributors; text CC BY 4.0, code MIT"  # Sphinx's own name
extensions = ["myst_nb", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]

# The chapters come with what they show; nothing is run here, and no widget is looked for.
nb_execution_mode = "off"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
myst_heading_anchors = 3

autosummary_generate = False
autodoc_typehints = "none"  # numpydoc says the types in words
numpydoc_show_class_members = False
add_module_names = False

html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = ["_static"]
html_css_files = ["book.css"]
html_extra_path = ["_extra"]
html_copy_source = False
html_show_sourcelink = False
html_sidebars = {"**": ["globaltoc.html"]}
html_theme_options = {
    "navbar_center": [],
    "logo": {"text": project},
    "navigation_with_keys": False,
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "navbar_end": ["theme-switcher"],
}
